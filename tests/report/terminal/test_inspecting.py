"""`zhenxin sample`: the list and its sheet, what a filled sheet says, and what is refused with its line; texts held as golden ones."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from zhenxin.errors import InputError, OutputError, UsageError
from zhenxin.report.sheet import COLUMNS
from zhenxin.report.terminal import inspected, sample

from ..markets import BURST, MONEY, SURGE, Market
from .conftest import Typed

Golden = Callable[[str, str], None]
SHOPS = 40


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Forty shops: two of them bad, one of which nothing is said but that its orders are false, and the folder of their data."""
    market = Market()
    for at in range(SHOPS):
        market.add("clean_merchants", merchant_id=f"m{at:02}", category="home", orders=10, clean_orders=7.5 if at == 30 else 10.0)
    market.score("merchant", "m07", MONEY, SURGE)
    market.score("merchant", "m21", SURGE, BURST, standing="clear")
    (tmp_path / "market").mkdir()
    return market.write(tmp_path / "out")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]], *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def sheet(out: Path, tmp_path: Path, typed: Typed) -> Path:
    """The sheet of twenty, all passed but the first."""
    path = tmp_path / "sheet.csv"
    typed(sample, out, 20, 1, csv=path)
    rows = rows_of(path)
    assert [row["result"] for row in rows] == [""] * len(rows)
    return write(path, [{**row, "result": "pass" if at else "fail"} for at, row in enumerate(rows)])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_list_says_who_is_drawn_how_and_why(
    out: Path, typed: Typed, golden: Golden, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.chdir(out.parent)
    golden(f"sample/list_{lang}", typed(sample, Path("out"), 12, 1, lang=lang))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_came_of_it_is_told(sheet: Path, out: Path, typed: Typed, golden: Golden, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.chdir(out.parent)
    golden(f"sample/results_{lang}", typed(inspected, Path("out"), sheet, lang=lang))


def test_a_sheet_has_the_columns_of_the_table_and_the_chances(sheet: Path) -> None:
    rows = rows_of(sheet)
    assert tuple(rows[0]) == COLUMNS
    assert COLUMNS[:8] == ("inspection_id", "merchant_id", "occurred_at", "product_id", "inspector", "kind", "result", "note")
    assert {row["stratum"] for row in rows} <= {"random", "risk", "both"}
    assert all(0 < float(row["inclusion_probability"]) <= 1 for row in rows)
    assert len({row["inspection_id"] for row in rows}) == len(rows)
    assert rows[0]["merchant_id"] == "m07"


def test_the_same_draw_has_the_same_ids_and_another_has_others(out: Path, sheet: Path, tmp_path: Path, typed: Typed) -> None:
    ids = {}
    for name, budget, seed in (("again", 20, 1), ("seed", 20, 2), ("budget", 19, 1)):
        typed(sample, out, budget, seed, csv=tmp_path / f"{name}.csv")
        ids[name] = {row["inspection_id"] for row in rows_of(tmp_path / f"{name}.csv")}
    first = {row["inspection_id"] for row in rows_of(sheet)}
    assert ids["again"] == first
    assert not first & (ids["seed"] | ids["budget"])


def test_a_budget_for_all_asks_for_all(out: Path, typed: Typed) -> None:
    said = typed(sample, out, 500, 0)
    assert said.startswith("The budget reaches all 40 shops")
    assert all(f"m{at:02}" in said for at in range(SHOPS))


def test_results_lie_beside_the_data_and_count_once(sheet: Path, out: Path, tmp_path: Path, typed: Typed) -> None:
    typed(inspected, out, sheet)
    assert f"{len(rows_of(sheet))} of them had been recorded before" in typed(inspected, out, sheet)
    lines = (tmp_path / "market" / "inspections.recorded.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == len(rows_of(sheet))
    assert (rows[0]["merchant_id"], rows[0]["result"], rows[0]["occurred_at"]) == ("m07", "fail", "2025-03-31T23:59:00")


def test_a_sheet_filled_in_half_says_what_is_missing(sheet: Path, out: Path, typed: Typed) -> None:
    rows = rows_of(sheet)
    write(sheet, [{**row, "result": "minor" if row["stratum"] == "risk" else ""} for row in rows])
    said = typed(inspected, out, sheet)
    assert "Without a result yet, and not counted: 4, 4 of them of the random stratum." in said
    assert "Nobody of the random stratum has a result yet" in said
    write(sheet, [{**row, "result": "" if at else "pass"} for at, row in enumerate(rows)])
    assert "Recorded 1 inspection:" in typed(inspected, out, sheet)


def test_a_sheet_may_come_from_a_spreadsheet_and_in_chinese(sheet: Path, out: Path, tmp_path: Path, typed: Typed) -> None:
    words = ["不合格", " Pass ", "轻微问题"]
    changed = [{**row, "result": words[at % 3], "occurred_at": "2025/4/1 9:05", "kind": "试买"} for at, row in enumerate(rows_of(sheet))]
    changed[1] |= {"occurred_at": "2025-04-02T08:00:00+08:00", "note": "two\nlines"}
    changed[2] |= {"occurred_at": ""}
    typed(inspected, out, write(sheet, changed, encoding="utf-8-sig", delimiter=";"))
    lines = (tmp_path / "market" / "inspections.recorded.jsonl").read_text(encoding="utf-8").splitlines()
    told = [tuple(json.loads(line)[name] for name in ("result", "kind", "occurred_at")) for line in lines[:3]]
    assert told == [
        ("fail", "purchase_test", "2025-04-01T09:05:00"), ("pass", "purchase_test", "2025-04-02T00:00:00"),
        ("minor", "purchase_test", "2025-03-31T23:59:00"),
    ]  # fmt: skip


BAD: dict[str, dict[str, str]] = {
    "result_that_is_none": {"result": "ok"},
    "kind_that_is_none": {"kind": "visit"},
    "shop_that_is_none": {"merchant_id": "m99"},
    "time_that_is_none": {"occurred_at": "2025-02-30"},
    "stratum_that_is_none": {"stratum": "pps"},
    "chance_that_is_none": {"inclusion_probability": "0"},
    "no_id": {"inspection_id": ""},
}


@pytest.mark.parametrize(("name", "spoilt"), BAD.items(), ids=BAD)
def test_a_bad_row_is_told_with_its_line_and_nothing_written(
    sheet: Path, out: Path, tmp_path: Path, typed: Typed, golden: Golden, name: str, spoilt: dict[str, str]
) -> None:
    rows = rows_of(sheet)
    rows[0]["note"] = "a note\nof two lines"
    rows[2] |= spoilt
    write(sheet, rows)
    with pytest.raises(InputError, match="line 5") as caught:
        typed(inspected, out, sheet)
    golden(f"sample/{name}", str(caught.value).replace(str(tmp_path), "BASE"))
    assert not list((tmp_path / "market").iterdir())


SPOILT: dict[str, Callable[[str], bytes]] = {
    "row_twice": lambda text: (text + text.splitlines()[1]).encode(),
    "shop_twice": lambda text: (text + "S1" + text.splitlines()[1].removeprefix("S")).encode(),
    "too_many_cells": lambda text: (text.rstrip("\r\n") + ",and more\r\n").encode(),
    "column_gone": lambda text: text.replace("stratum", "layer", 1).encode(),
    "column_twice": lambda text: text.replace("note", "result", 1).encode(),
    "no_result": lambda text: text.replace(",pass,", ",,").replace(",fail,", ",,").encode(),
    "sheet_of_gbk": lambda text: text.replace(",pass,", ",合格,").encode("gbk"),
    "sheet_of_no_bytes": lambda text: b"",
}


@pytest.mark.parametrize(("name", "spoil"), SPOILT.items(), ids=SPOILT)
def test_a_spoilt_sheet_gets_one_clear_error(
    sheet: Path, out: Path, tmp_path: Path, typed: Typed, golden: Golden, name: str, spoil: Callable[[str], bytes]
) -> None:
    sheet.write_bytes(spoil(sheet.read_bytes().decode()))
    with pytest.raises(InputError) as caught:
        typed(inspected, out, sheet)
    golden(f"sample/{name}", str(caught.value).replace(str(tmp_path), "BASE"))
    assert not list((tmp_path / "market").iterdir())


def test_where_nothing_can_be_drawn_or_written_it_is_said(out: Path, sheet: Path, empty: Path, tmp_path: Path, typed: Typed) -> None:
    with pytest.raises(UsageError, match="a budget of 0"):
        typed(sample, out, 0, 1)
    with pytest.raises(UsageError, match="nobody to inspect"):
        typed(sample, empty, 5, 1)
    with pytest.raises(OutputError, match="cannot be written"):
        typed(sample, out, 5, 1, csv=tmp_path)
    with pytest.raises(InputError, match="no such sheet"):
        typed(inspected, out, tmp_path / "nowhere.csv")
    with pytest.raises(InputError, match="no such folder of data"):
        typed(inspected, out, sheet, tmp_path / "nowhere")
