"""Results appear whole or not at all, and never over what is not ours."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from runs import contents, hold_to_the_contract, read, run, told
from zhenxin import flow
from zhenxin.errors import OutputError


def test_a_folder_of_somebody_else_is_refused_and_not_touched(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "notes.txt").write_text("keep me")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        run(few, out)
    assert contents(out) == {"notes.txt": b"keep me"}


def test_an_earlier_result_with_something_added_is_refused(few: Path, tmp_path: Path) -> None:
    run(few, tmp_path / "out")
    (tmp_path / "out" / "my notes.md").write_text("keep me")
    with pytest.raises(OutputError, match=r"my notes\.md"):
        run(few, tmp_path / "out")


@pytest.mark.parametrize("spelt", ["few", "few/", "few/../few", "./few"])
def test_a_result_over_its_own_data_is_refused(few: Path, spelt: str) -> None:
    before = contents(few)
    with pytest.raises(OutputError, match="overwrite its own input"):
        run(few, few.parent / spelt)
    assert contents(few) == before


def test_a_result_inside_of_its_data_is_no_part_of_them(few: Path, tmp_path: Path) -> None:
    run(few, tmp_path / "beside")
    beside = contents(tmp_path / "beside")
    for _ in range(2):
        run(few, few / "out")
        inside = contents(few / "out")
        assert {name for name in beside if inside.get(name) != beside[name]} <= {"run.json"}  # which may say that `out` was passed over
        assert told(few / "out")["inputs"] == told(tmp_path / "beside")["inputs"]


def test_a_file_in_the_place_of_the_result_is_refused(few: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="must be a folder"):
        run(few, tmp_path / "out")


def test_an_earlier_result_is_replaced_whole(few: Path, nothing: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    run(few, tmp_path / "out")
    first = contents(tmp_path / "out")
    run(nothing, tmp_path / "out")
    assert read(tmp_path / "out", "signal_values") == []
    run(few, tmp_path / "out")
    assert contents(tmp_path / "out") == first
    assert {path.name for path in tmp_path.iterdir()} == {"few", "nothing", "out"}


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from zhenxin import flow
    from zhenxin.settings import Settings

    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    flow.write_json = die
    flow.run(flow.Run(data=Path(sys.argv[1]), out=Path(sys.argv[2]), settings=Settings(memory="1GB", scratch=sys.argv[3])))
"""


def kill(data: Path, out: Path, scratch: Path) -> None:
    """Run in a process of its own, which is killed when all tables are written and the rest is not."""
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(data), str(out), str(scratch)]
    ended = subprocess.run(command, capture_output=True, check=False, timeout=120, env={**os.environ, "PYTHONWARNINGS": "default"})
    assert ended.returncode == -signal.SIGKILL, ended.stderr


def test_a_killed_run_leaves_no_half_result_and_the_next_one_works(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "results" / "out"
    kill(few, out, tmp_path / "scratch")
    assert not out.exists()
    run(few, out)
    hold_to_the_contract(out)
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_a_killed_run_leaves_the_earlier_result_as_it_was(few: Path, nothing: Path, tmp_path: Path) -> None:
    run(few, tmp_path / "out")
    before = contents(tmp_path / "out")
    kill(nothing, tmp_path / "out", tmp_path / "scratch")
    assert contents(tmp_path / "out") == before


def test_a_run_that_fails_leaves_nothing(few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(flow, "write_json", full)
    with pytest.raises(OutputError, match="No space left on device"):
        run(few, tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"few"}
