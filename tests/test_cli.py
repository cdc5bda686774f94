"""The commands as people type them: exit codes, one clear error each, logs for our own faults, and no secrets anywhere."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from town import town
from zhenxin import __version__, cli, flow, world
from zhenxin.errors import EngineError
from zhenxin.events.results import RESULTS

COMMANDS = {command.name or command.callback.__name__: command for command in cli.app.registered_commands if command.callback}
SECRET = "hush-hush-my-key"
ORDERS = "order_id,account_id,merchant_id,product_id,occurred_at\n" + "".join(
    f"o{n},a{n},m,p,2026-06-10T10:{n:02d}:00\n" for n in range(40)
)


@dataclass
class Said:
    """What a command did."""

    code: int
    out: str
    err: str


Zhenxin = Callable[..., Said]


@pytest.fixture(autouse=True)
def a_quiet_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A folder of its own, an English terminal of 100 columns, no settings of the machine; handlers put back."""
    before = signal.getsignal(signal.SIGTERM)
    for name in [name for name in os.environ if name.startswith(("ZHENXIN_", "LC_", "LANG"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "LANG": "en_US.UTF-8",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "ZHENXIN_MEMORY": "1GB",
        "TMPDIR": str(tmp_path / "tmp"),
    }.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.chdir(tmp_path)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def zhenxin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Zhenxin:
    """Run a command in this process."""

    def run(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["zhenxin", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        code = ended.value.code
        return Said(code if isinstance(code, int) else 0 if code is None else 1, said.out, said.err)

    return run


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Forty orders of one product in forty minutes."""
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "orders.csv").write_text(ORDERS)
    return tmp_path / "few"


@pytest.fixture
def out(town_out: Path, tmp_path: Path) -> Path:
    """The results of the town, ours to spoil."""
    return shutil.copytree(town_out, tmp_path / "out")


# help


def test_without_words_the_commands_are_listed(zhenxin: Zhenxin) -> None:
    said = zhenxin()
    assert all(re.search(rf"^│? *{name} ", said.out + said.err, re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_text(zhenxin: Zhenxin, name: str) -> None:
    said = zhenxin(name, "--help")
    first = (COMMANDS[name].callback.__doc__ or "").strip().splitlines()[0]
    assert said.code == 0
    assert " ".join(first.split())[:60] in " ".join(said.out.split())
    assert f"zhenxin {name}" in said.out


def test_the_version_is_told(zhenxin: Zhenxin) -> None:
    said = zhenxin("--version")
    assert (said.code, said.out.strip()) == (0, __version__)


def test_every_argument_says_what_it_is(zhenxin: Zhenxin) -> None:
    bare = [
        line for name in COMMANDS for line in zhenxin(name, "--help").out.splitlines() if re.match(r"^│ \*? +[A-Z-]\S* +<\w+> *│", line)
    ]
    assert not bare


# what works


def test_run_top_show_and_report(zhenxin: Zhenxin, town_data: Path, tmp_path: Path) -> None:
    told = zhenxin("run", town_data, "-o", "out", "--seed", "3")
    assert told.code == 0, told.err
    assert "measuring cashback_return" in told.err
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["seed"] == 3
    (ring,) = pq.read_table(tmp_path / "out" / "rings.parquet")["ring_id"].to_pylist()
    worst = zhenxin("top", "out")
    assert worst.code == 0
    assert ring in worst.out
    shown = zhenxin("show", "out", "ring", ring)
    assert shown.code == 0
    assert all(word in shown.out for word in ("w11", "boss", "m1"))
    page = zhenxin("report", "out")
    assert (page.code, page.out.strip()) == (0, "out/report.html")
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8").startswith("<!")


@pytest.mark.parametrize("kind", ["account", "order", "review", "merchant", "sender", "ring"])
def test_the_worst_of_each_kind(zhenxin: Zhenxin, out: Path, kind: str) -> None:
    said = zhenxin("top", out, kind, "--csv", "list.csv")
    assert said.code == 0
    assert len(Path("list.csv").read_text(encoding="utf-8").splitlines()) >= 2


def test_one_order_with_its_sum(zhenxin: Zhenxin, out: Path) -> None:
    scores = pq.read_table(out / "scores.parquet").to_pylist()
    worst = max((row for row in scores if row["entity_kind"] == "order"), key=lambda row: row["bits"])
    said = zhenxin("show", out, "order", worst["entity_id"])
    assert said.code == 0
    assert worst["entity_id"] in said.out


def test_chinese_where_the_machine_speaks_it(zhenxin: Zhenxin, few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    said = zhenxin("run", few, "-o", "out")
    assert "读取并检查数据" in said.err
    monkeypatch.setenv("ZHENXIN_LANGUAGE", "en")
    assert "reading and checking the data" in zhenxin("run", few, "-o", "out").err


def test_check_tells_what_can_run_and_writes_nothing(zhenxin: Zhenxin, few: Path, tmp_path: Path) -> None:
    said = zhenxin("check", few)
    assert said.code == 0
    assert "order_burst" in said.out
    assert "cashback_return" in said.out
    assert {path.name for path in tmp_path.iterdir()} == {"few", "tmp"}


def test_as_of_takes_a_zone(zhenxin: Zhenxin, few: Path, tmp_path: Path) -> None:
    assert zhenxin("run", few, "-o", "out", "--as-of", "2026-06-10T20:00:00+08:00").code == 0
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["as_of"] == "2026-06-10T12:00:00"


def test_a_world_is_made_judged_and_evaluated(zhenxin: Zhenxin, tmp_path: Path) -> None:
    assert zhenxin("world", "w", "--orders", "400", "--seed", "1", "--recipe", "null").code == 0
    assert pq.read_metadata(tmp_path / "w" / "orders.parquet").num_rows == 400
    assert zhenxin("run", "w", "-o", "out", "--since", "2026-01-01").code == 0
    said = zhenxin("evaluate", "out", "w", "--json")
    assert said.code == 0
    json.loads(said.out)
    assert zhenxin("evaluate", "out", "w/truth.parquet").code == 0


def test_the_demo_ends_with_rings_and_where_to_look_next(zhenxin: Zhenxin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "make", lambda folder, **_: town().write(folder))  # a market of twenty thousand orders takes half a minute
    for _ in range(2):
        said = zhenxin("demo", "here")
        assert said.code == 0
        assert "task brushing" in said.out
        assert "12 accounts at 3 shops" in said.out
        assert len(re.findall(r"zhenxin (?:top|show|report|evaluate) here/out", said.out)) >= 3
        assert (tmp_path / "here" / "out" / "report.html").is_file()


def test_map_drafts_a_mapping(zhenxin: Zhenxin, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "purchases.csv").write_text("purchase_id,buyer_id,seller_id,purchase_time\n1,2,3,2026-01-01\n")
    said = zhenxin("map", "theirs")
    assert said.code == 0
    assert (tmp_path / "theirs" / "zhenxin.map.toml").is_file()


def test_a_page_and_a_number(zhenxin: Zhenxin, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("岚桥壁挂炉官方售后热线：400-0210-377\n" * 6, encoding="utf-8")
    page, number = zhenxin("page", "page.txt", "--json"), zhenxin("number", "４００－０２１０－３７７", "--json")
    assert page.code == number.code == 0
    assert "4000210377" in re.sub("[^0-9]", "", page.out)
    json.loads(page.out)
    json.loads(number.out)
    assert zhenxin("page", "page.txt").code == 0


def test_signals_are_listed_and_checked(zhenxin: Zhenxin) -> None:
    listed = zhenxin("signals")
    assert listed.code == 0
    assert "shared_device" in listed.out
    checked = zhenxin("signals", "check", Path(flow.__file__).parent / "signals" / "shared_device.py")
    assert checked.code == 0


def test_a_signal_that_fails_a_check_ends_in_two(zhenxin: Zhenxin, tmp_path: Path) -> None:
    text = (Path(flow.__file__).parent / "signals" / "shared_device.py").read_text(encoding="utf-8")
    own = tmp_path / "crowded_phone.py"
    own.write_text(text.replace("SharedDevice", "CrowdedPhone").replace("(4, 6, 12)", "(4000, 6000, 12000)"), encoding="utf-8")
    said = zhenxin("signals", "check", own)
    assert said.code == 2
    assert "it is silent on a crowd" in " ".join(said.out.split())


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
    "a time that is none, to check": (["check", "few", "--as-of", "30/06/2026"], "is not a time"),
    "an engine that is none": (["run", "few", "-o", "out", "--engine", "oracle"], "unknown engine `oracle`"),
    "a seed that is no number": (["run", "few", "-o", "out", "--seed", "many"], "--seed"),
    "a seed below zero": (["run", "few", "-o", "out", "--seed", "-1"], "seed"),
    "an option that is none": (["run", "few", "-o", "out", "--nope"], "--nope"),
    "a command that is none": (["frobnicate"], "frobnicate"),
    "no folder of data to check": (["check", "nowhere"], "there is no such folder"),
    "no folder to map": (["map", "nowhere"], "there is no such folder"),
    "nothing to map": (["map", "empty"], "nothing here can be read"),
    "no results to show": (["top", "nowhere"], "there is no folder"),
    "data in the place of results": (["top", "few"], "not a folder of results"),
    "a kind that is none": (["top", "done", "oder"], "did you mean `order`"),
    "a kind that is none, to show": (["show", "done", "buyer", "a1"], "`buyer` is no kind of entity"),
    "an id that is none": (["show", "done", "order", "nobody's 📦"], "no finding on order `nobody's 📦`"),
    "a ring that is none": (["show", "done", "ring", "R0"], "`R0`"),
    "a report of nothing": (["report", "nowhere"], "there is no folder"),
    "a recipe that is none": (["world", "w", "--recipe", "rome"], "there is no recipe `rome`"),
    "a world of no orders": (["world", "w", "--orders", "5"], "100"),
    "a world over somebody's files": (["world", "foreign"], "notes.txt"),
    "an answer key that is not there": (["evaluate", "done", "few"], "truth.parquet"),
    "no results to evaluate": (["evaluate", "few", "few"], "few"),
    "a data set that nobody knows": (["convert", "rossmann", "few", "w"], "unknown data set `rossmann`"),
    "nothing to convert": (["convert", "olist", "nowhere", "w"], "`nowhere`"),
    "a page that is not there": (["page", "nowhere.html"], "nowhere.html"),
    "a number that is none": (["number", "hello"], "`hello` is not one service number"),
    "a file that is no signal": (["signals", "check", "foreign/notes.txt"], "not a Python file"),
    "signals and a word that is none": (["signals", "list"], "not a command"),
    "signals check without a file": (["signals", "check"], "not a command"),
}


@pytest.fixture
def around(few: Path, out: Path, tmp_path: Path) -> set[str]:
    """What the bad commands find around them."""
    for name in ("empty", "weird", "foreign"):
        (tmp_path / name).mkdir()
    (tmp_path / "weird" / "oders.csv").write_text(ORDERS)
    (tmp_path / "foreign" / "notes.txt").write_text("keep me")
    out.rename(tmp_path / "done")
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
def test_a_result_that_is_half_there_is_told(zhenxin: Zhenxin, out: Path, name: str) -> None:
    path = out / f"{name}.parquet"
    path.write_bytes(path.read_bytes()[:200])
    said = [zhenxin("report", out), zhenxin("show", out, "account", "w1")]
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
    lines = ORDERS.splitlines()
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


# as a process


def process(*words: str, **given: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, **given}
    command = [sys.executable, "-m", "zhenxin.cli", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def test_as_a_process_it_ends_with_the_same_codes(few: Path) -> None:
    good, bad = process("run", "few", "-o", "out"), process("run", "few", "-o", "few")
    assert (good.wait(60), bad.wait(60)) == (0, 2)
    assert "Traceback" not in good.communicate()[1] + bad.communicate()[1]


def test_a_run_that_is_asked_to_stop_leaves_nothing_behind(town_data: Path, tmp_path: Path) -> None:
    running = process("run", str(town_data), "-o", "out")
    assert running.stderr is not None
    for line in running.stderr:
        if "measuring" in line:
            break
    running.send_signal(signal.SIGTERM)
    rest = running.communicate(timeout=60)[1]
    assert running.returncode == 143
    assert "Traceback" not in rest
    assert {path.name for path in tmp_path.iterdir()} == {"tmp"}
    assert [path.name for path in (tmp_path / "tmp").iterdir()] == []


def test_a_reader_who_goes_away_gets_no_traceback(out: Path) -> None:
    shown = process("top", str(out), "order")
    assert shown.stdout is not None
    shown.stdout.close()
    time.sleep(0.1)
    assert shown.stderr is not None
    told = shown.stderr.read()
    shown.wait(60)
    shown.stderr.close()
    assert "Traceback" not in told
    assert "our fault" not in told
