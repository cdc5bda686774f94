"""Verdicts and inspections written beside the events: read with the table, nothing else touched, nothing lost."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from runs import HEADER, SETTINGS
from zhenxin.errors import InputError, OutputError
from zhenxin.events import load, record_inspections, record_verdict
from zhenxin.events.discover import RECORDED

WHEN = datetime(2026, 6, 1, 12)  # noqa: DTZ001
OLD = "entity_kind,entity_id,occurred_at,is_fraud\naccount,u1,2026-05-01T00:00:00,true\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "orders.csv").write_text(HEADER + "o1,u1,m1,p1,2026-06-02T00:00:00\n", encoding="utf-8")
    return folder


def record(data: Path, **given: Any) -> Path:
    return record_verdict(
        data, **{"kind": "account", "entity_id": "u2 🛒", "is_fraud": False, "why": "a call", "occurred_at": WHEN, **given}
    )


def rows_of(table: str, data: Path, scratch: Path) -> int:
    dataset = load(data, SETTINGS, scratch)
    return dataset.tables[table].rows if table in dataset.tables else 0


def verdicts(data: Path, scratch: Path) -> int:
    return rows_of("verdicts", data, scratch)


def test_a_verdict_is_read_with_those_that_are_there(data: Path, tmp_path: Path) -> None:
    (data / "verdicts.csv").write_text(OLD, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    record(data)
    record(data, entity_id="u3", is_fraud=True, decided_by="chen")
    assert verdicts(data, tmp_path / "scratch") == 3
    assert {name: (data / name).read_bytes() for name in before} == before


def test_a_verdict_is_read_where_there_was_no_table(data: Path, tmp_path: Path) -> None:
    assert verdicts(data, tmp_path / "one") == 0
    path = record(data)
    assert path == data / RECORDED["verdicts"]
    assert json.loads(path.read_text(encoding="utf-8"))["entity_id"] == "u2 🛒"
    assert verdicts(data, tmp_path / "two") == 1


def test_what_was_written_by_hand_is_kept(data: Path) -> None:
    (data / RECORDED["verdicts"]).write_text('{"entity_kind": "account"}', encoding="utf-8")
    assert next(map(json.loads, record(data).read_text(encoding="utf-8").splitlines())) == {"entity_kind": "account"}


def test_where_it_cannot_be_written_it_is_said(data: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        record(data / "nowhere")
    (data / RECORDED["verdicts"]).mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        record(data)


def test_a_table_of_other_names_is_left_to_who_mapped_it(data: Path) -> None:
    (data / "verdicts.csv").write_text(OLD, encoding="utf-8")
    (data / "zhenxin.map.toml").write_text('[verdicts]\nfile = "verdicts.csv"\n', encoding="utf-8")
    with pytest.raises(InputError, match="mapped from columns of other names"):
        record(data)


def test_who_changes_his_mind_is_heard_and_what_he_said_first_stays(data: Path) -> None:
    """Both verdicts are of the moment that one run judged: the later one stands."""
    record(data, is_fraud=True)
    record(data, entity_id="u3", is_fraud=True)
    path = record(data, is_fraud=False)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(row["entity_id"], row["is_fraud"], row.get("overturned_at")) for row in rows] == [
        ("u2 🛒", True, WHEN.isoformat()), ("u3", True, None), ("u2 🛒", False, None)
    ]  # fmt: skip


def test_a_verdict_given_for_an_earlier_day_overturns_no_later_one(data: Path) -> None:
    record(data, is_fraud=True)
    path = record(data, occurred_at=WHEN.replace(day=1, month=5))
    assert "overturned_at" not in path.read_text(encoding="utf-8")


def found(at: int, result: str = "pass") -> dict[str, Any]:
    return {"inspection_id": f"S{at}", "merchant_id": f"m{at}", "occurred_at": WHEN.isoformat(), "result": result, "stratum": "random"}


def test_inspections_are_read_with_those_that_are_there_and_count_once(data: Path, tmp_path: Path) -> None:
    (data / "inspections.csv").write_text("inspection_id,merchant_id,occurred_at,result\ni1,m1,2026-05-01,pass\n", encoding="utf-8")
    assert record_inspections(data, [found(1), found(2)]) == (data / RECORDED["inspections"], 0)
    assert record_inspections(data, [found(2, "fail"), found(3)])[1] == 1
    assert rows_of("inspections", data, tmp_path / "scratch") == 4
    rows = [json.loads(line) for line in (data / RECORDED["inspections"]).read_text(encoding="utf-8").splitlines()]
    assert [(row["inspection_id"], row["result"]) for row in rows] == [("S1", "pass"), ("S2", "fail"), ("S3", "pass")]


def test_inspections_are_read_where_there_was_no_table_and_touch_no_verdict(data: Path, tmp_path: Path) -> None:
    record(data)
    record_inspections(data, [found(1)])
    assert (rows_of("inspections", data, tmp_path / "one"), verdicts(data, tmp_path / "two")) == (1, 1)


def test_inspections_of_other_names_are_left_to_who_mapped_them(data: Path) -> None:
    (data / "i.csv").write_text("inspection_id,merchant_id,occurred_at\n", encoding="utf-8")
    (data / "zhenxin.map.toml").write_text('[inspections]\nfile = "i.csv"\n', encoding="utf-8")
    with pytest.raises(InputError, match="`inspections` of this data set is mapped"):
        record_inspections(data, [found(1)])


def test_what_people_write_stays_on_one_line(data: Path, tmp_path: Path) -> None:
    for at in (1, 2):
        record_inspections(data, [{**found(at), "note": "one\u2028two\nthree\x85four"}])
    rows = [json.loads(line) for line in (data / RECORDED["inspections"]).read_text(encoding="utf-8").rstrip("\n").split("\n")]
    assert [row["note"] for row in rows] == ["one\u2028two\nthree\x85four"] * 2
    assert rows_of("inspections", data, tmp_path / "scratch") == 2
