"""What commands say when something is wrong: one clear error each, logs for our own faults, and no secrets anywhere."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from commands import Said, Zhenxin
from runs import HEADER
from zhenxin import flow
from zhenxin.errors import EngineError
from zhenxin.events.results import RESULTS

SECRET = "hush-hush-my-key"


# bad use: one clear error, exit code 2, no traceback, nothing written

BAD: dict[str, tuple[list[str], str]] = {
    "a folder that is not there": (["run", "nowhere", "-o", "out"], "there is no such folder"),
    "a file in the place of the data": (["run", "few/orders.csv", "-o", "out"], "orders.csv"),
    "an empty folder": (["run", "empty", "-o", "out"], "the folder is empty"),
    "a table with a wrong name": (["run", "weird", "-o", "out"], "did you mean `orders.csv`"),
    "no folder for the results": (["run", "few"], "-o"),
    "a folder of somebody else": (["run", "few", "-o", "foreign"], "notes.txt"),
    "results over their own data": (["run", "few", "-o", "few"], "overwrite its own input"),
    "results over a file": (["run", "few", "-o", "foreign/notes.txt"], "must be a folder"),
    "a time that is none": (["run", "few", "-o", "out", "--as-of", "yesterday"], "`yesterday` is not a time"),
    "a day that is none": (["run", "few", "-o", "out", "--since", "2026-02-30"], "`2026-02-30` is not a time"),
    "an end before everything": (["run", "few", "-o", "out", "--as-of", "1900-01-01"], "everything in the data is later than 1900-01-01"),
    "a beginning after the end": (["run", "few", "-o", "out", "--since", "2030-01-01"], "the run would begin at 2030-01-01"),
    "a time that is none, to check": (["check", "few", "--as-of", "30/06/2026"], "is not a time"),
    "an engine that is none": (["run", "few", "-o", "out", "--engine", "oracle"], "unknown engine `oracle`"),
    "a seed that is no number": (["run", "few", "-o", "out", "--seed", "many"], "--seed"),
    "a seed below zero": (["run", "few", "-o", "out", "--seed", "-1"], "seed"),
    "an option that is none": (["run", "few", "-o", "out", "--nope"], "--nope"),
    "no run to follow": (["run", "few", "-o", "out", "--previous", "nowhere"], "the folder has no `run.json`"),
    "data in the place of the run to follow": (["run", "few", "-o", "out", "--previous", "few"], "the folder has no `run.json`"),
    "a later run to follow": (["run", "few", "-o", "out", "--as-of", "2026-06-05", "--previous", "done"], "later than this one"),
    "nobody to ask about": (["ask", "nowhere"], "there is no folder"),
    "a verdict without a reason": (["verdict", "done", "order", "u1", "fraud"], "a verdict needs its reason"),
    "a verdict that is none": (["verdict", "done", "order", "u1", "guilty", "--why", "x"], "`guilty` is no verdict"),
    "a verdict without data": (
        ["verdict", "done", "order", "o'1202🛒", "fraud", "--why", "x", "--data", "nowhere"],
        "no such folder of data",
    ),
    "no budget of inspections": (["sample", "done"], "nothing says how many to inspect"),
    "a budget of none": (["sample", "done", "--budget", "0"], "a budget of 0 inspects nobody"),
    "a budget below zero": (["sample", "done", "--budget", "-3"], "a budget of -3 inspects nobody"),
    "a budget that is no number": (["sample", "done", "--budget", "some"], "--budget"),
    "nowhere to draw from": (["sample", "nowhere", "--budget", "5"], "there is no folder"),
    "a sheet that is not there": (["sample", "done", "--results", "nowhere.csv"], "there is no such sheet"),
    "a sheet that is none": (["sample", "done", "--results", "foreign/notes.txt"], "the sheet lacks `inspection_id`"),
    "a sheet drawn and taken back at once": (["sample", "done", "--results", "x.csv", "--budget", "5"], "either drawn or taken back"),
    "nothing to compare with": (["diff", "done", "nowhere"], "there is no folder"),
    "a command that is none": (["frobnicate"], "frobnicate"),
    "no folder of data to check": (["check", "nowhere"], "there is no such folder"),
    "no folder to map": (["map", "nowhere"], "there is no such folder"),
    "a file to map": (["map", "few/orders.csv"], "this is a file, not a folder"),
    "nothing to map": (["map", "empty"], "nothing here can be read"),
    "no results to show": (["top", "nowhere"], "there is no folder"),
    "a file in the place of results": (["top", "few/orders.csv"], "`orders.csv` is a file, not a folder of results"),
    "data in the place of results": (["top", "few"], "not a folder of results"),
    "a kind that is none": (["top", "done", "oder"], "did you mean `order`"),
    "a kind that is none, to show": (["show", "done", "buyer", "a1"], "`buyer` is no kind of entity"),
    "an id that is none": (["show", "done", "order", "nobody's 📦"], "no finding on order `nobody's 📦`"),
    "an id without end": (["show", "done", "order", "9" * 5000], f"no finding on order `{'9' * 80}… (5,000 letters)`"),
    "a ring that is none": (["show", "done", "ring", "R0"], "`R0`"),
    "a report of nothing": (["report", "nowhere"], "there is no folder"),
    "a recipe that is none": (["world", "w", "--recipe", "rome"], "there is no recipe `rome`"),
    "a world of no orders": (["world", "w", "--orders", "5"], "100"),
    "a world over somebody's files": (["world", "foreign"], "notes.txt"),
    "an answer key that is not there": (["evaluate", "done", "few"], "truth.parquet"),
    "a moment of a split that is none": (["evaluate", "done", "few", "--split", "soon"], "`soon` is not a time"),
    "dice of intervals below zero": (["evaluate", "done", "few", "--seed", "-1"], "--seed"),
    "no data set where one is named": (["evaluate", "done", "few", "--data", "nowhere"], "truth.parquet"),
    "no results to evaluate": (["evaluate", "few", "few"], "few"),
    "planting into the data themselves": (["plant", "few", "-o", "few"], "overwrite its own input"),
    "planting in a file": (["plant", "few/orders.csv", "-o", "out"], "orders.csv"),
    "planting what cannot be": (["plant", "few", "-o", "out", "--behaviour", "hotline_spam"], "`hotline_spam` cannot be planted"),
    "a list of sizes that is none": (["plant", "few", "-o", "out", "--workers", "8;20"], "`8;20` is no list of whole numbers"),
    "too few to plant among": (["plant", "few", "-o", "out"], "too few to plant"),
    "a data set that nobody knows": (["convert", "rossmann", "few", "w"], "unknown data set `rossmann`"),
    "nothing to convert": (["convert", "olist", "nowhere", "w"], "`nowhere`"),
    "a page that is not there": (["page", "nowhere.html"], "nowhere.html"),
    "a number that is none": (["number", "hello"], "`hello` is not one service number"),
    "a file that is no signal": (["signals", "check", "foreign/notes.txt"], "not a Python file"),
    "signals and a word that is none": (["signals", "list"], "not a command"),
    "signals check without a file": (["signals", "check"], "not a command"),
}


@pytest.fixture
def around(few: Path, results: Path, tmp_path: Path) -> set[str]:
    """What the bad commands find around them."""
    for name in ("empty", "weird", "foreign"):
        (tmp_path / name).mkdir()
    (tmp_path / "weird" / "oders.csv").write_text(HEADER)
    (tmp_path / "foreign" / "notes.txt").write_text("keep me")
    results.rename(tmp_path / "done")
    return _everything(tmp_path)


def _everything(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if "tmp" not in path.relative_to(folder).parts}


@pytest.mark.parametrize(("words", "told"), BAD.values(), ids=BAD)
def test_bad_use_is_told_once_and_clearly(zhenxin: Zhenxin, around: set[str], tmp_path: Path, words: list[str], told: str) -> None:
    said = zhenxin(*words)
    assert said.code == 2
    assert told in " ".join(said.err.split())
    assert len(re.findall(r"^error: |─ Error ─", said.err, re.MULTILINE)) == 1
    assert "Traceback" not in said.err + said.out
    assert _everything(tmp_path) == around
    assert not list((tmp_path / "tmp").glob("*.log"))


def test_an_error_says_what_where_and_what_to_do(zhenxin: Zhenxin, around: set[str]) -> None:
    lines = zhenxin("run", "few", "-o", "out", "--as-of", "yesterday").err.splitlines()
    assert [line.split(" ")[0] or line.split()[0] for line in lines] == ["error:", "-->", "hint:"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("treads = 2\n", "did you mean `threads`", id="a setting that is none"),
        pytest.param("threads = 'two'\n", "must be a whole number", id="a word in the place of a number"),
        pytest.param("threads = 0\n", "too small", id="no threads"),
        pytest.param("threads = \n", "not valid TOML", id="no value"),
        pytest.param("signals = 'nowhere'\n", "is not there", id="a folder of signals that is not there"),
    ],
)
def test_wrong_settings_are_told(zhenxin: Zhenxin, few: Path, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "zhenxin.toml").write_text(text)
    said = zhenxin("run", few, "-o", "out")
    assert said.code == 2
    assert told in " ".join(said.err.split())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["rings", "ring_members", "scores", "score_parts"])
def test_a_result_that_is_half_there_is_told(zhenxin: Zhenxin, results: Path, name: str) -> None:
    path = results / f"{name}.parquet"
    path.write_bytes(path.read_bytes()[:200])
    said = [zhenxin("report", results), zhenxin("show", results, "account", "w1")]
    assert [one.code for one in said] == [2, 2]
    assert all(f"`{name}.parquet` cannot be read" in one.err for one in said)


# our own fault: exit code 1, one line, a log, no traceback, no secret


def _log(said: Said) -> str:
    found = re.search(r"log: (\S+\.log)", said.err)
    assert found is not None, said.err
    return Path(found[1]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(KeyError("orders"), id="a fault of the code"),
        pytest.param(RuntimeError("two\nlines"), id="of two lines"),
        pytest.param(ValueError(), id="without a word"),
        pytest.param(MemoryError("out of memory"), id="no memory"),
    ],
)
def test_our_own_fault_ends_in_one_with_a_log_and_no_traceback(
    zhenxin: Zhenxin, few: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    monkeypatch.setattr(flow, "judge", lambda *_, **__: _raise(fault))
    monkeypatch.setenv("ZHENXIN_KEY", SECRET)
    said = zhenxin("run", few, "-o", "out")
    assert said.code == 1
    assert "Traceback" not in said.err + said.out
    assert f"this is our fault: {type(fault).__name__}" in said.err
    log = _log(said)
    assert "Traceback" in log
    assert type(fault).__name__ in log
    assert SECRET not in log + said.err + said.out
    assert not Path("out").exists()


def test_a_step_that_the_engine_fails_is_named_and_its_sql_logged(zhenxin: Zhenxin, few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = EngineError("DuckDB failed in `a step`: no such thing", place="a step", hint="the SQL is in the log", sql="select 42 as answer")
    monkeypatch.setattr(flow, "judge", lambda *_, **__: _raise(fault))
    said = zhenxin("run", few, "-o", "out")
    assert said.code == 1
    assert "DuckDB failed in `a step`" in said.err
    assert "select 42" not in said.err
    assert "select 42 as answer" in _log(said)


def _raise(fault: Exception) -> Any:
    raise fault


def test_no_secret_is_in_what_is_written_or_said(zhenxin: Zhenxin, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXIN_KEY", SECRET)
    lines = (few / "orders.csv").read_text(encoding="utf-8").splitlines()
    raw = [lines[0] + ",receiver", *(f"{line},Aunt {n}" for n, line in enumerate(lines[1:]))]
    (few / "orders.csv").write_text("\n".join(raw) + "\nbad,a,m,p,never,Aunt Nobody\n", encoding="utf-8")
    said = [zhenxin(*words) for words in (["run", "few", "-o", "out"], ["check", "few"], ["top", "out", "order"], ["report", "out"])]
    assert [one.code for one in said] == [0, 0, 0, 0]
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(written) > len(RESULTS)
    for word in (SECRET, "Aunt"):
        assert not [path.name for path in written if word.encode() in path.read_bytes()]
        assert not [one for one in said if word in one.out + one.err]
    assert not [name for name in os.listdir(tmp_path / "tmp") if name.startswith("zhenxin-")], "nothing stays in the scratch folder"  # noqa: PTH208
