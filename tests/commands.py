"""Commands in tests, as people type them: run in this process, on a machine without settings of its own."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from zhenxin import cli


@dataclass
class Said:
    """What a command did."""

    code: int
    out: str
    err: str


Zhenxin = Callable[..., Said]


@pytest.fixture
def quiet_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A folder of its own, an English terminal of 100 columns, no settings of the machine; handlers put back."""
    before = signal.getsignal(signal.SIGTERM)
    for name in [name for name in os.environ if name.startswith(("ZHENXIN_", "LC_", "LANG"))]:
        monkeypatch.delenv(name)
    given = {"LANG": "en_US.UTF-8", "COLUMNS": "100", "NO_COLOR": "1", "ZHENXIN_MEMORY": "1GB", "TMPDIR": str(tmp_path / "tmp")}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.chdir(tmp_path)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def zhenxin(quiet_machine: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Zhenxin:
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
def results(town_out: Path, tmp_path: Path) -> Path:
    """The results of the town, ours to spoil."""
    return shutil.copytree(town_out, tmp_path / "out")
