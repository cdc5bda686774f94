"""The commands as people type them: what they print, what they write, how they end."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from commands import Zhenxin
from town import RING_SHOPS, town
from zhenxin import __version__, cli, signals, world

COMMANDS = {command.name or command.callback.__name__: command for command in cli.app.registered_commands if command.callback}


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
def test_the_worst_of_each_kind(zhenxin: Zhenxin, results: Path, kind: str) -> None:
    said = zhenxin("top", results, kind, "--csv", "list.csv")
    assert said.code == 0
    assert len(Path("list.csv").read_text(encoding="utf-8").splitlines()) >= 2


def test_a_sheet_goes_out_comes_back_filled_in_and_the_next_run_reads_it(
    zhenxin: Zhenxin, results: Path, town_data: Path, tmp_path: Path
) -> None:
    data = shutil.copytree(town_data, tmp_path / "data")
    drawn = zhenxin("sample", results, "--budget", "10", "--csv", "sheet.csv", "--seed", "4")
    assert (drawn.code, "of 30 shops" in drawn.out) == (0, True), drawn.err
    assert zhenxin("sample", results, "--budget", "10", "--seed", "4").out.splitlines()[:8] == drawn.out.splitlines()[:8]
    with Path("sheet.csv").open(encoding="utf-8", newline="") as file:
        rows = [{**row, "result": "fail" if row["merchant_id"] in RING_SHOPS else "pass"} for row in csv.DictReader(file)]
    with Path("sheet.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    for _ in range(2):
        back = zhenxin("sample", results, "--results", "sheet.csv", "--data", data)
        assert (back.code, f"Recorded {len(rows)} inspections: 3 fail" in back.out) == (0, True), back.out + back.err
        assert "Base rate: " in back.out
    assert zhenxin("run", data, "-o", "again").code == 0
    told = json.loads(Path("again/run.json").read_text(encoding="utf-8"))
    assert told["tables"]["inspections"]["rows"] == len(rows)
    assert told["tables"]["inspections"]["set_aside"] == 0
    assert told["as_of"] == json.loads((results / "run.json").read_text(encoding="utf-8"))["as_of"]


def test_one_order_with_its_sum(zhenxin: Zhenxin, results: Path) -> None:
    scores = pq.read_table(results / "scores.parquet").to_pylist()
    worst = max((row for row in scores if row["entity_kind"] == "order"), key=lambda row: row["bits"])
    said = zhenxin("show", results, "order", worst["entity_id"])
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
    assert zhenxin("run", "w", "-o", "out", "--since", "2026-06-20").code == 0
    said = zhenxin("evaluate", "out", "w", "--json")
    assert said.code == 0
    json.loads(said.out)
    assert zhenxin("evaluate", "out", "w/truth.parquet", "--html", "figures.html").code == 0
    assert "</html>" in (tmp_path / "figures.html").read_text(encoding="utf-8")


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


def test_a_scratch_folder_is_made_where_it_is_not_there(
    zhenxin: Zhenxin, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENXIN_SCRATCH", str(tmp_path / "new" / "scratch"))
    said = [zhenxin(*words) for words in (["check", few], ["run", few, "-o", "out"], ["number", "400-0210-377", "--data", few])]
    assert [one.code for one in said] == [0, 0, 0]
    assert list((tmp_path / "new" / "scratch").iterdir()) == []


def test_signals_are_listed_and_checked(zhenxin: Zhenxin) -> None:
    listed = zhenxin("signals")
    assert listed.code == 0
    assert "shared_device" in listed.out
    checked = zhenxin("signals", "check", Path(signals.__file__).parent / "shared_device.py")
    assert checked.code == 0


def test_a_signal_that_fails_a_check_ends_in_two(zhenxin: Zhenxin, tmp_path: Path) -> None:
    text = (Path(signals.__file__).parent / "shared_device.py").read_text(encoding="utf-8")
    own = tmp_path / "crowded_phone.py"
    own.write_text(text.replace("SharedDevice", "CrowdedPhone").replace("(3.5, 4, 8)", "(4000, 6000, 12000)"), encoding="utf-8")
    said = zhenxin("signals", "check", own)
    assert said.code == 2
    assert "it is silent on a crowd" in " ".join(said.out.split())


# as a process


def process(*words: str, **given: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, **given}
    command = [sys.executable, "-m", "zhenxin.cli", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


@pytest.mark.usefixtures("quiet_machine")
def test_as_a_process_it_ends_with_the_same_codes(few: Path) -> None:
    bad = process("run", str(few), "-o", str(few))
    told = bad.communicate(timeout=60)[1]
    assert (bad.returncode, "Traceback" in told) == (2, False)


@pytest.mark.usefixtures("quiet_machine")
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


@pytest.mark.usefixtures("quiet_machine")
def test_a_reader_who_goes_away_gets_no_traceback(results: Path) -> None:
    shown = process("top", str(results), "order")
    assert shown.stdout is not None
    shown.stdout.close()
    time.sleep(0.1)
    assert shown.stderr is not None
    told = shown.stderr.read()
    shown.wait(60)
    shown.stderr.close()
    assert "Traceback" not in told
    assert "our fault" not in told
