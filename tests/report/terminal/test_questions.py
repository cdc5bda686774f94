"""`zhenxin ask`: the doubtful of whom many are alike, not twenty times the same; `zhenxin verdict`: what was found, and what is refused."""

import csv
import json
from datetime import datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from zhenxin.errors import OutputError, UsageError
from zhenxin.report.asking import ASKED, questions
from zhenxin.report.findings import Findings
from zhenxin.report.terminal import Answer, ask, recorded

from ..markets import BURST, COPIES, LIGHT, MONEY, OLD, PHONE, SURGE, Market
from .conftest import Typed

DOUBT = ("uncorroborated", "record", -0.4, "A warning only", "仅作提示")


def doubtful(path: Path, *, many: int = 30) -> Path:
    """Many accounts on phones, as many as not; one order, half and half; a surer shop; somebody about whom there is no doubt."""
    market = Market()
    for at in range(many):
        market.score("account", f"u{at:02}", PHONE, BURST, DOUBT, standing="clear")
    market.score("order", "o1", LIGHT, BURST, standing="clear")
    market.score("merchant", "m1", SURGE, standing="clear")
    market.score("account", "sure", MONEY, PHONE, COPIES)
    return market.write(path)


def test_the_most_alike_come_first_and_no_pattern_fills_the_list(tmp_path: Path) -> None:
    asked = questions(Findings.load(doubtful(tmp_path / "out")))
    assert [(one.score.entity_id, one.alike) for one in asked[:3]] == [("u00", 29), ("u01", 29), ("o1", 0)]
    assert "m1" in {one.score.entity_id for one in asked[:6]}
    assert len(asked) == ASKED
    assert "sure" not in {one.score.entity_id for one in asked}


def test_why_each_is_asked_is_said_and_how_to_answer(tmp_path: Path, typed: Typed) -> None:
    out = doubtful(tmp_path / "out")
    said = typed(ask, out)
    assert said.startswith("Of these 20 a verdict would teach the most.")
    assert "account u00; 29 accounts bear the same reasons" in said
    assert "Six accounts used one phone within 30 days" in said
    assert f"zhenxin verdict {out} account u00 honest --why ... --data DATA" in said
    assert "另有 29 个账号带有相同理由" in typed(ask, out, lang="zh")
    assert all(cell_len(line) <= 80 for line in said.splitlines() if str(out) not in line)


def test_where_nobody_is_doubtful_it_is_said(tmp_path: Path, typed: Typed) -> None:
    market = Market()
    market.score("account", "old", OLD, OLD, standing="clear")
    assert "Nobody is doubtful" in typed(ask, market.write(tmp_path / "out"))


def test_the_list_can_be_had_as_a_file(tmp_path: Path, typed: Typed) -> None:
    typed(ask, doubtful(tmp_path / "out"), csv=tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (len(rows), rows[0]["entity_id"], rows[0]["alike"]) == (20, "u00", "29")
    with pytest.raises(OutputError, match="cannot be written"):
        typed(ask, tmp_path / "out", csv=tmp_path)


def test_a_verdict_is_of_the_moment_that_the_run_judged_and_lies_in_its_data(tmp_path: Path, typed: Typed) -> None:
    out = doubtful(tmp_path / "out")
    (tmp_path / "market").mkdir()
    said = typed(recorded, out, "accounts", "u07", said="fraud", why=" five phones ", given=Answer(decided_by="li"))
    assert said.startswith("Recorded: account u07 is false, as of 2025-03-31 23:59:00.")
    row = json.loads((tmp_path / "market" / "verdicts.recorded.jsonl").read_text(encoding="utf-8"))
    assert row == {"entity_kind": "account", "entity_id": "u07", "occurred_at": "2025-03-31T23:59:00", "is_fraud": True, "decided_by": "li",
                   "why": "five phones"}  # fmt: skip
    later = Answer(occurred_at=datetime(2025, 4, 2))  # noqa: DTZ001
    assert "认定为无辜，时间 2025-04-02 00:00:00" in typed(
        recorded, out, "account", "u07", said="honest", why="a call", given=later, lang="zh"
    )


BAD = {
    "another word": ("account", "u07", "guilty", "seen", "`guilty` is no verdict"),
    "no reason": ("account", "u07", "fraud", "  ", "needs its reason"),
    "a ring": ("ring", "R1", "fraud", "seen", "judged by its members"),
    "a kind that is none": ("buyer", "u07", "fraud", "seen", "no kind of entity"),
    "an id of another make": ("account", "somebody-else-7", "fraud", "seen", "no finding on account"),
}


@pytest.mark.parametrize(("kind", "entity", "word", "why", "problem"), BAD.values(), ids=BAD)
def test_what_is_no_verdict_is_refused_and_nothing_written(
    tmp_path: Path, typed: Typed, kind: str, entity: str, word: str, why: str, problem: str
) -> None:
    out = doubtful(tmp_path / "out")
    (tmp_path / "market").mkdir()
    with pytest.raises(UsageError, match=problem):
        typed(recorded, out, kind, entity, said=word, why=why, given=Answer())
    assert not list((tmp_path / "market").iterdir())
