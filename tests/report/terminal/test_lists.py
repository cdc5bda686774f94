"""`zhenxin top`: the worst of a kind and how many of exactly that list will be innocent."""

import csv
from pathlib import Path

import pytest
from rich.cells import cell_len

from zhenxin.errors import OutputError, UsageError
from zhenxin.report.terminal import top

from ..markets import BURST, HUB, Market
from .conftest import Typed


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rings_come_with_reasons_a_summary_of_kinds_and_what_to_type_next(out: Path, typed: Typed) -> None:
    said = typed(top, out)
    assert said.startswith("2 rings are accused; of these, fewer than one will be innocent.")
    assert said.index("R001") < said.index("R002")
    assert "R003" not in said
    assert "money back, 186 of 186 orders" in said
    assert "64 accounts  about 4 of them will be innocent" in said
    assert "Not judged: 2 of 8 signals lack their data" in said
    assert said.count(f"zhenxin show {out} ring R001") == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", [None, "account", "order", "page"])
def test_no_line_is_wider_than_eighty_columns_but_commands(out: Path, typed: Typed, kind: str | None, lang: str) -> None:
    lines = typed(top, out, kind, lang=lang).splitlines()
    assert all(cell_len(line) <= 80 for line in lines if str(out) not in line and "zhenxin" not in line)
    assert not any(line != line.rstrip() for line in lines)


def test_chinese_readers_get_chinese(out: Path, typed: Typed) -> None:
    said = typed(top, out, "account", lang="zh")
    assert said.startswith("64 个账号被指认；预计其中约 4 个无辜。")
    assert "accused" not in said


def test_the_estimate_is_of_the_list_itself(tmp_path: Path, typed: Typed) -> None:
    market = Market()
    for at in range(40):
        chance = 0.99 if at < 20 else 0.6
        market.add("scores", entity_kind="order", entity_id=f"o{at:02}", probability=chance, bits=10.0 - at)
    said = typed(top, market.write(tmp_path / "o"), "order")
    assert said.startswith("40 orders are accused; of these, about 8 will be innocent.")
    assert "of these 20, fewer than one will be innocent" in said
    assert "and 20 more" in said


def test_those_of_whom_the_very_same_is_said_stand_in_one_paragraph(out: Path, typed: Typed) -> None:
    said = typed(top, out, "device")
    assert said.count("Six accounts used one phone") == 1
    assert "d_f0, d_f1, d_f2, d_f3" in said


def test_a_kind_below_one_half_accuses_nobody(tmp_path: Path, typed: Typed) -> None:
    market = Market()
    market.score("account", "u1", BURST)
    said = typed(top, market.write(tmp_path / "o"), "account")
    assert said.startswith("No account reaches one half, so none is accused.")
    assert "will be innocent" not in said


def test_a_kind_without_evidence_says_so(out: Path, typed: Typed) -> None:
    assert typed(top, out, "page").startswith("Nothing against any web page.")


def test_an_empty_run_says_what_was_not_judged(empty: Path, typed: Typed) -> None:
    said = typed(top, empty)
    assert said.startswith("Nothing found\nNothing in this data reached")
    assert "guided visit" in said
    assert "Nearest" not in said
    assert typed(top, empty, "ring").startswith("No ring was found.")


def test_a_run_without_accused_names_what_came_nearest_and_does_not_accuse_it(tmp_path: Path, typed: Typed) -> None:
    market = Market()
    market.score("account", "u1", BURST)
    said = typed(top, market.write(tmp_path / "o"))
    assert "Nearest to one half, and not accused\n  3.7%  account u1\n        Nine orders within two hours" in said
    assert "are accused" not in said


def test_the_csv_holds_the_accused_only_with_a_running_estimate(out: Path, tmp_path: Path, typed: Typed) -> None:
    said = typed(top, out, "account", csv=tmp_path / "list.csv")
    rows = _rows(tmp_path / "list.csv")
    assert len(rows) == 64
    assert all(float(row["probability"]) >= 0.5 for row in rows)
    assert float(rows[-1]["expected_innocent"]) == pytest.approx(sum(1 - float(row["probability"]) for row in rows), abs=0.001)
    assert rows[0]["reason"].startswith("Money came back")
    assert "Wrote 64 accounts" in said


def test_ids_pass_into_the_csv_unchanged(tmp_path: Path, typed: Typed) -> None:
    market, ids = Market(), ['a,"b"', "line\nbreak", "=1+1", "👩‍👧"]
    for one in ids:
        market.score("account", one, HUB)
    typed(top, market.write(tmp_path / "o"), "account", csv=tmp_path / "list.csv")
    assert sorted(row["entity_id"] for row in _rows(tmp_path / "list.csv")) == sorted(ids)


def test_rings_have_a_csv_of_their_own(out: Path, tmp_path: Path, typed: Typed) -> None:
    typed(top, out, csv=tmp_path / "rings.csv")
    rows = _rows(tmp_path / "rings.csv")
    assert [(row["ring_id"], row["orders"]) for row in rows] == [("R001", "186"), ("R002", "0")]


def test_an_empty_list_has_its_heading_only(empty: Path, tmp_path: Path, typed: Typed) -> None:
    typed(top, empty, "order", csv=tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_text(encoding="utf-8").count("\n") == 1


def test_a_csv_that_cannot_be_written_is_refused_with_a_hint(out: Path, tmp_path: Path, typed: Typed) -> None:
    with pytest.raises(OutputError) as caught:
        typed(top, out, "order", csv=tmp_path)
    assert caught.value.hint


def test_an_unknown_kind_is_refused(out: Path, typed: Typed) -> None:
    with pytest.raises(UsageError):
        typed(top, out, "acc0unts")


def test_terminal_sequences_in_ids_are_shown_and_not_obeyed(tmp_path: Path, typed: Typed) -> None:
    market = Market()
    market.score("account", "\x1b[2Jgone", HUB, ring_id="\x1b[31m")
    said = typed(top, market.write(tmp_path / "o"), "account")
    assert "\x1b" not in said
    assert "⟨U+001B⟩[2Jgone" in said
