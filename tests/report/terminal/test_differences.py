"""`zhenxin diff`: what became of rings, who crossed one half and which part moved them, and that a run does not differ from itself."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len

from zhenxin.errors import OutputError, UsageError
from zhenxin.report.comparing import compare
from zhenxin.report.findings import Findings
from zhenxin.report.terminal import differences

from ..markets import LIGHT, MONEY, TIED, Market, whole_market
from .conftest import Typed


def folder(path: Path, rings: Mapping[str, Iterable[str]], *, weak: Iterable[str] = (), **run: object) -> Path:
    """A run with these rings and their accounts; those in `weak` are below one half."""
    market = Market()
    market.run |= run
    for ring_id, names in rings.items():
        accounts = list(names)
        market.add("rings", ring_id=ring_id, kind="task_brushing", accounts=len(accounts), probability=0.2 if ring_id in weak else 0.99,
                   summary=f"ring {ring_id}", summary_zh=f"团伙 {ring_id}")  # fmt: skip
        for name in accounts:
            market.member(ring_id, "account", name, "brusher")
    return market.write(path)


def changes(before: Path, after: Path) -> list[tuple[str, str, int, int, tuple[str, ...]]]:
    found = compare(Findings.load(before), Findings.load(after))
    return [(one.change, one.ring.ring_id, one.came, one.went, one.of) for one in found.rings]


def names(letter: str, size: int, first: int = 0) -> list[str]:
    return [f"{letter}{n}" for n in range(first, first + size)]


def test_what_became_of_each_ring(tmp_path: Path) -> None:
    before = folder(
        tmp_path / "a",
        {"R1": names("a", 6), "R2": names("b", 8), "R3": names("c", 12), "R4": names("d", 7), "R5": names("e", 5), "R6": names("f", 5)},
    )
    after = folder(
        tmp_path / "b",
        {
            "R1": names("a", 9),
            "R2": names("b", 6),
            "R3": names("c", 7),
            "R8": names("c", 5, first=7),
            "R4": [*names("d", 7), *names("e", 5)],
            "R9": names("x", 5),
        },
    )
    assert changes(before, after) == [
        ("new", "R9", 5, 0, ()),
        ("split", "R8", 5, 0, ("R3",)),
        ("merged", "R4", 5, 0, ("R5",)),
        ("grown", "R1", 3, 0, ()),
        ("shrunk", "R3", 0, 5, ()),
        ("shrunk", "R2", 0, 2, ()),
        ("gone", "R6", 0, 5, ()),
    ]


def test_rings_are_known_by_their_people_and_those_below_one_half_are_not_there(tmp_path: Path) -> None:
    before = folder(tmp_path / "a", {"R1": names("a", 6), "R2": names("b", 5)}, weak=["R2"])
    after = folder(tmp_path / "b", {"R7": names("a", 6), "R2": names("b", 5)})
    assert changes(before, after) == [("new", "R2", 5, 0, ())]


def crossed(path: Path, *parts: tuple[str, str, float, str, str]) -> Path:
    market = Market()
    market.score("account", "u1", *parts)
    return market.write(path)


def test_who_crossed_one_half_and_the_part_that_moved_them(tmp_path: Path, typed: Typed) -> None:
    before, after = crossed(tmp_path / "a", LIGHT), crossed(tmp_path / "b", LIGHT, MONEY, TIED)
    said = typed(differences, before, after)
    assert "accounts  1 accused now" in said
    assert "17.9% to >99.9%" in said
    assert "+7.4 bits: Money came back after 14 of its 15 orders" in said
    back = typed(differences, after, before)
    assert "accounts    1 no longer" in back
    assert "−7.4 bits" in back
    assert "账号 u1  17.9% 变为 >99.9%" in typed(differences, before, after, lang="zh")


def test_a_run_does_not_differ_from_itself(tmp_path: Path, typed: Typed) -> None:
    out = whole_market().write(tmp_path / "out")
    assert "Nothing differs." in typed(differences, out, out)
    assert "两次运行没有差别" in typed(differences, out, out, lang="zh")


def test_what_the_runs_were_not_given_alike_is_said_first(tmp_path: Path, typed: Typed) -> None:
    before = folder(tmp_path / "a", {}, as_of="2025-02-01T00:00:00", signals_run=["a", "b"])
    after = folder(tmp_path / "b", {}, signals_run=["b", "c"])
    said = typed(differences, before, after)
    assert "as of: 2025-02-01T00:00:00 and 2025-03-31T23:59:00" in said
    assert "signals of the first run only: a" in said
    assert said.index("not alike") < said.index("The accused rings are the same")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_line_is_wider_than_eighty_columns_but_commands(tmp_path: Path, typed: Typed, lang: str) -> None:
    market, empty = whole_market().write(tmp_path / "out"), folder(tmp_path / "empty", {})
    lines = typed(differences, empty, market, lang=lang).splitlines()
    assert all(cell_len(line) <= 80 for line in lines if str(tmp_path) not in line and "zhenxin" not in line)


def test_the_list_has_everybody(tmp_path: Path, typed: Typed) -> None:
    market, empty = whole_market().write(tmp_path / "out"), folder(tmp_path / "empty", {})
    typed(differences, empty, market, csv=tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 300
    assert all(float(row["probability_before"]) == 0 and float(row["probability_after"]) >= 0.5 and row["part"] for row in rows)
    with pytest.raises(OutputError, match="cannot be written"):
        typed(differences, empty, market, csv=tmp_path)


def test_a_folder_without_results_is_refused(tmp_path: Path, typed: Typed) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        typed(differences, tmp_path / "nowhere", folder(tmp_path / "a", {}))
