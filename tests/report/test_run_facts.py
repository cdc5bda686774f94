"""run.json is read leniently: whatever is absent or odd stays at its default, and only what is no JSON object is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from zhenxin.errors import InputError
from zhenxin.report.markup import Both
from zhenxin.report.run_facts import read_run


def _run(folder: Path, facts: Any) -> Any:
    (folder / "run.json").write_text(facts if isinstance(facts, str) else json.dumps(facts), encoding="utf-8")
    return read_run(folder / "run.json")


def test_an_empty_object_reads_as_a_run_of_nothing(tmp_path: Path) -> None:
    run = _run(tmp_path, {})
    assert (run.rows, run.tables, run.signals_not_run, run.notes, run.public_key) == (0, (), (), (), False)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"tables": None, "signals_not_run": None, "notes": None}, id="nulls"),
        pytest.param({"tables": [1], "signals_run": {"a": 1}, "quarantine_rows": "x", "notes": 7}, id="other shapes"),
        pytest.param({"tables": {"orders": {"rows": "many", "emptied": [1]}}}, id="odd counts"),
        pytest.param({"signals_not_run": ["guided_visit", 3, None]}, id="bare names"),
    ],
)
def test_odd_shapes_are_borne(tmp_path: Path, facts: dict[str, Any]) -> None:
    assert _run(tmp_path, facts).rows == 0


def test_counts_by_column_are_added_up(tmp_path: Path) -> None:
    run = _run(tmp_path, {"tables": {"orders": {"rows": 9, "set_aside": 1, "emptied": {"amount": 3, "region": 2}, "other": {"status": 4}}}})
    assert [(table.rows, table.set_aside, table.emptied, table.other) for table in run.tables] == [(9, 1, 5, 4)]


def test_what_a_signal_lacks_is_kept_in_both_languages(tmp_path: Path) -> None:
    told = {"signal": "guided_visit", "lacks": ["visits"], "reason": "no visits", "reason_zh": "没有 visits"}
    (missed,) = _run(tmp_path, {"signals_not_run": [told]}).signals_not_run
    assert (missed.signal, missed.lacks, missed.reason) == ("guided_visit", ("visits",), Both("no visits", "没有 visits"))


def test_notes_pair_with_their_chinese(tmp_path: Path) -> None:
    run = _run(tmp_path, {"notes": ["one", "two"], "notes_zh": ["一"]})
    assert run.notes == (Both("one", "一"), Both("two", ""))


@pytest.mark.parametrize("public", [True, False], ids=["with the public key", "with a key of one's own"])
def test_the_note_on_the_key_gives_way_to_the_warning_of_the_page(tmp_path: Path, public: bool) -> None:
    run = _run(tmp_path, {"public_key": public, "notes": ["set ZHENXIN_KEY"]})
    assert bool(run.notes) is not public


@pytest.mark.parametrize("text", [pytest.param("{", id="half a file"), pytest.param("[1]", id="a list"), pytest.param("", id="nothing")])
def test_what_is_no_object_is_refused_with_a_hint(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        _run(tmp_path, text)
    assert caught.value.hint
