"""Commands about pages, numbers, known data sets and signals."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from zhenxin.cli.words import AsJson, DataOption, app, configured, language
from zhenxin.errors import UsageError
from zhenxin.settings import Settings


@app.command()
def page(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="saved web pages or text")],
    data: DataOption = None,
    as_json: AsJson = False,
) -> None:
    """Judge saved web pages: whose numbers, which brands, which places, and whether it looks like impersonation."""
    from zhenxin import hotline

    settings = configured()
    _tell_judged([*hotline.judge_pages(files, data, settings)], as_json, settings)


@app.command()
def number(
    text: Annotated[str, typer.Argument(metavar="N", help="a service number in any writing")],
    data: DataOption = None,
    as_json: AsJson = False,
) -> None:
    """Look a service number up."""
    from zhenxin import hotline

    settings = configured()
    _tell_judged([hotline.judge_number(text, data, settings)], as_json, settings)


def _tell_judged(judged: list[object], as_json: bool, settings: Settings) -> None:
    if as_json:
        print(json.dumps([one.as_json() for one in judged], ensure_ascii=False, indent=2))  # type: ignore[attr-defined]  # noqa: T201
        return
    console = Console(soft_wrap=True, highlight=False)
    for one in judged:
        for line in one.lines(lang=language(settings)):  # type: ignore[attr-defined]
            console.print(line, markup=False)


@app.command()
def convert(
    name: Annotated[str, typer.Argument(metavar="NAME", help="olist")],
    src: Annotated[Path, typer.Argument(metavar="SRC", help="the folder of its files as they are published")],
    dst: Annotated[Path, typer.Argument(metavar="DST", help="folder for the event tables")],
) -> None:
    """Turn a known public data set into event tables, as Parquet."""
    from zhenxin.events.convert import convert as converted

    done = converted(name, src, dst)
    for line in (str(dst), *done.lines(language(configured()))):
        Console(soft_wrap=True, highlight=False).print(line, markup=False)


@app.command("signals")
def list_signals(
    word: Annotated[str | None, typer.Argument(metavar="check", help="`check` puts one file through every check")] = None,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="the file of one signal")] = None,
) -> None:
    """List the signals; `zhenxin signals check FILE` puts your own through every check."""
    from zhenxin import signals
    from zhenxin.report import terminal

    settings = configured()
    if word is None:
        terminal.signals(Console(), {one.name: one for one in signals.find(settings.signals)}, lang=language(settings))
    elif word == "check" and file is not None:
        failed = terminal.signal_checks(Console(), file.stem, signals.check(signals.load_file(file)), lang=language(settings))
        raise typer.Exit(2 if failed else 0)
    else:
        raise UsageError(
            f"`signals {word}` is not a command", place="zhenxin signals", hint="use `zhenxin signals` or `zhenxin signals check FILE`"
        )
