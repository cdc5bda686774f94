"""The words that run the project, the changelog and the version agree with each other."""

import os
import re
import tomllib
from pathlib import Path

from zhenxin import __version__, signals
from zhenxin.cli import app

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_the_changelog_and_the_version_agree() -> None:
    newest = re.search(r"^## \[([^\]]+)\] - (unreleased|\d{4}-\d\d-\d\d)$", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    assert newest[1] == __version__ == project["version"]


def test_the_changelog_names_every_signal_and_command() -> None:
    text = text_of(ROOT / "CHANGELOG.md")
    assert [signal.name for signal in signals.find() if f"`{signal.name}`" not in text] == []
    commands = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert [name for name in commands if not re.search(rf"`(?:zhenxin )?{name}\b", text)] == []


def test_ci_calls_words_of_the_makefile() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    called = [text_of(script), text_of(ROOT / ".pre-commit-config.yaml"), *map(text_of, WORKFLOWS)]
    words = {
        word
        for text in called
        for line in re.findall(r"(?:^|run: |entry: )make ([a-z]+(?: [a-z]+)*)", text, re.MULTILINE)
        for word in line.split()
    }
    known = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert {"check", "demo", "spark", "lint", "types", "imports"} <= words <= known
    assert re.search(r"^check: .*\btest\b *(##|$)", text_of(ROOT / "Makefile"), re.MULTILINE), "tests come last"
