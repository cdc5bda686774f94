"""Work shared out among processes, also by a script that nobody guarded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from zhenxin.engine.hands import hands


def test_what_is_done_elsewhere_comes_back_in_order() -> None:
    main = sys.modules["__main__"]
    with hands(2) as pool:
        assert list(pool.map(abs, range(-5, 0))) == [5, 4, 3, 2, 1]
    assert sys.modules["__main__"] is main


def test_what_goes_wrong_there_is_raised_here() -> None:
    main = sys.modules["__main__"]
    with pytest.raises(TypeError), hands(2) as pool:
        list(pool.map(abs, ["no number"]))
    assert sys.modules["__main__"] is main


def test_a_process_may_do_one_task_and_end() -> None:
    with hands(1, tasks_each=1) as pool:
        assert len({pool.submit(os.getpid).result() for _ in range(2)}) == 2


def test_a_script_without_a_guard_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "no_guard.py"
    script.write_text(
        "from zhenxin.engine.hands import hands\nwith hands(2) as pool:\n    print(sum(pool.map(abs, [-1, -2])))\n", encoding="utf-8"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.split() == ["3"], done.stderr
