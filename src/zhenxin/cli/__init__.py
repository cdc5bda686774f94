"""Words in, tables out; no logic. The commands stand in the order in which `--help` lists them."""

from typing import Annotated, NoReturn

import typer
from rich.console import Console

from zhenxin import __version__, ending

from zhenxin.cli import judging, yardstick, asking  # isort: skip  the order of the commands
from zhenxin.cli.words import app

__all__ = ["app", "asking", "judging", "main", "yardstick"]


@app.callback(invoke_without_command=True)
def _first(version: Annotated[bool, typer.Option("--version", help="print the version")] = False) -> None:
    if version:
        Console().print(__version__)
        raise typer.Exit


def main() -> NoReturn:
    """The entry point: every error ends in a sentence, an exit code and, where it was our fault, a log."""
    ending.end(lambda: app(standalone_mode=True))
