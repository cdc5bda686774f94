"""Words in, tables out; no logic."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from zhenxin import __version__, ending
from zhenxin.errors import UsageError
from zhenxin.settings import Settings, load

app = typer.Typer(
    name="zhenxin", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False,
    help="甄信 finds what is false in a marketplace, groups it into the rings behind it, and shows the evidence.",
)  # fmt: skip

Data = Annotated[Path, typer.Argument(metavar="DATA", help="folder with one file or one folder of files a table")]
Out = Annotated[Path, typer.Argument(metavar="OUT", help="folder that `zhenxin run` wrote")]
DataOption = Annotated[Path | None, typer.Option("--data", help="a data set whose pages and registry count too")]
AsJson = Annotated[bool, typer.Option("--json", help="machine-readable")]


def _language(settings: Settings) -> str:
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return settings.language or ("zh" if system.lower().startswith("zh") else "en")


def _moment(text: str | None, option: str) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"`{text}` is not a time", place=option, hint="write 2026-06-30 or 2026-06-30T12:00:00") from None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _settings(engine: str | None = None, master: str | None = None, seed: int | None = None) -> Settings:
    given = {"ZHENXIN_ENGINE": engine, "ZHENXIN_MASTER": master, "ZHENXIN_SEED": seed}
    return load(environment={**os.environ, **{name: str(value) for name, value in given.items() if value is not None}})


class _Teller:
    """Tells each step on standard error, so that standard output stays what was asked for."""

    def __init__(self, settings: Settings) -> None:
        self.chinese = _language(settings) == "zh"
        self.console = Console(stderr=True, highlight=False)

    def __call__(self, english: str, chinese: str) -> None:
        self.console.print(f"  · {chinese if self.chinese else english}", style="dim")


@app.command()
def demo(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="where to put it")] = Path("zhenxin-demo")) -> None:
    """Make a small world, find its rings, print the worst three with their reasons, write report.html."""
    from zhenxin import flow, report, world
    from zhenxin.report import terminal

    settings = _settings()
    teller = _Teller(settings)
    teller("making a small marketplace, with rings and innocent lookalikes in it", "生成一个小型市场，内含团伙与无辜的相似者")
    world.make(folder / "data", orders=20_000, seed=settings.seed, recipe="demo")
    flow.run(flow.Run(data=folder / "data", out=folder / "out", settings=settings), teller)
    page = report.write_report(folder / "out")
    terminal.demo(Console(), folder / "data", folder / "out", page, lang=_language(settings))


@app.command("map")
def map_columns(data: Annotated[Path, typer.Argument(metavar="DATA", help="folder whose tables have other names than ours")]) -> None:
    """Draft zhenxin.map.toml: which of your files and columns are which of ours."""
    from zhenxin import events
    from zhenxin.report import terminal

    terminal.drafted(Console(), *events.write_draft(data), lang=_language(_settings()))


@app.command()
def check(data: Data, as_of: Annotated[str | None, typer.Option("--as-of", help="judge nothing later than this")] = None) -> None:
    """Say what was read, what was set aside, what looks unhealthy, and which signals can run."""
    from zhenxin import flow
    from zhenxin.report import terminal

    settings = _settings()
    terminal.checked(Console(), flow.check(data, settings, as_of=_moment(as_of, "--as-of")), lang=_language(settings))


@app.command()
def run(
    data: Data,
    out: Annotated[Path, typer.Option("-o", "--out", help="folder for the results; written whole or not at all")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="judge nothing later than this")] = None,
    since: Annotated[str | None, typer.Option("--since", help="walk from here on")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="the one source of randomness")] = None,
    engine: Annotated[str | None, typer.Option("--engine", help="duckdb or spark")] = None,
    master: Annotated[str | None, typer.Option("--master", help="Spark master URL, or sail")] = None,
) -> None:
    """Run the flow over DATA and write the result tables to OUT."""
    from zhenxin import flow
    from zhenxin.report import terminal

    settings = _settings(engine, master, seed)
    wanted = flow.Run(data=data, out=out, settings=settings, as_of=_moment(as_of, "--as-of"), since=_moment(since, "--since"))
    flow.run(wanted, _Teller(settings))
    terminal.told(Console(), out, lang=_language(settings))


@app.command()
def top(
    out: Out,
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help="ring, account, order, review, merchant, …")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="write the whole list there")] = None,
) -> None:
    """Show the worst, with how many of exactly that list will be innocent."""
    from zhenxin.report import terminal

    terminal.top(Console(), out, kind, csv=csv, lang=_language(_settings()))


@app.command()
def show(
    out: Out,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="ring, account, order, …")],
    entity: Annotated[str, typer.Argument(metavar="ID", help="its id")],
) -> None:
    """Show one entity: the waterfall of its bits, its links, its timeline, the innocent explanations tried."""
    from zhenxin.report import terminal

    terminal.show(Console(), out, kind, entity, lang=_language(_settings()))


@app.command()
def report(
    out: Out, target: Annotated[Path | None, typer.Option("-o", "--to", help="the page; OUT/report.html by default")] = None
) -> None:
    """Write one self-contained HTML page with pictures, to mail or file."""
    from zhenxin.report import write_report

    Console(soft_wrap=True).print(str(write_report(out, target)))


@app.command()
def world(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="folder for the world")],
    orders: Annotated[int, typer.Option("--orders", help="orders in all, false ones included", min=100)] = 100_000,
    seed: Annotated[int, typer.Option("--seed", min=0)] = 0,
    recipe: Annotated[str, typer.Option("--recipe", help="demo, city, null, hotline")] = "city",
) -> None:
    """Make a seeded make-believe marketplace with its answer key."""
    from zhenxin.world import make

    settings = _settings()
    teller = _Teller(settings)
    make(out, orders=orders, seed=seed, recipe=recipe, say=lambda text: teller(text, text))
    Console(soft_wrap=True).print(str(out))


@app.command()
def evaluate(
    out: Out,
    truth: Annotated[Path, typer.Argument(metavar="TRUTH", help="truth.parquet, or the folder it lies in")],
    data: Annotated[Path | None, typer.Option("--data", help="the data set the run was made of; the folder of TRUTH by default")] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="the dice of the intervals")] = 0,
    html: Annotated[Path | None, typer.Option("--html", help="write the figures there too, as one page with pictures")] = None,
    as_json: AsJson = False,
) -> None:
    """Say how good a run was, against an answer key."""
    from zhenxin.evaluate import evaluate as judged
    from zhenxin.evaluate import lines

    figures = judged(out, truth, data=data, settings=_settings(), seed=seed)
    if html is not None:
        from zhenxin.report import write_figures

        write_figures(figures.as_json(), html)
    if as_json:
        print(json.dumps(figures.as_json(), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        for line in lines(figures):
            Console(soft_wrap=True, highlight=False).print(line, markup=False)


@app.command()
def plant(
    data: Data,
    out: Annotated[Path, typer.Option("-o", "--out", help="folder for the answer; written whole or not at all")],
    behaviour: Annotated[list[str] | None, typer.Option("--behaviour", help="what is planted; may be given again")] = None,
    workers: Annotated[str | None, typer.Option("--workers", help="people in a ring, as in 8,20,40")] = None,
    orders_each: Annotated[str | None, typer.Option("--orders-each", help="orders of each of them")] = None,
    shops: Annotated[str | None, typer.Option("--shops", help="shops that pay")] = None,
    weeks: Annotated[str | None, typer.Option("--weeks", help="how long the ring takes")] = None,
    repeats: Annotated[int, typer.Option("--repeats", min=1, help="rings of each size")] = 1,
    seed: Annotated[int | None, typer.Option("--seed", help="the one source of randomness")] = None,
    as_json: AsJson = False,
) -> None:
    """Plant rings in a copy of DATA and say which sizes would be found there, and which innocents accused on the way."""
    from zhenxin.evaluate import plant as planting

    settings = _settings(seed=seed)
    sizes = {"workers": workers, "orders_each": orders_each, "shops": shops, "weeks": weeks}
    given: dict[str, tuple[int, ...]] = {name: _numbers(text, name) for name, text in sizes.items() if text is not None}
    grid = planting.Grid(behaviours=tuple(behaviour or planting.GRID.behaviours), repeats=repeats, **given)
    limits = planting.plant(data, settings, out=out, grid=grid, say=_Teller(settings))
    if as_json:
        print(json.dumps(limits.as_json(), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        for line in planting.lines(limits, _language(settings)):
            Console(soft_wrap=True, highlight=False).print(line, markup=False)


def _numbers(text: str, name: str) -> tuple[int, ...]:
    option = f"--{name.replace('_', '-')}"
    try:
        found = tuple(int(word) for word in text.split(","))
    except ValueError:
        raise UsageError(f"`{text}` is no list of whole numbers", place=option, hint="write them with commas, as in 8,20,40") from None
    return tuple(dict.fromkeys(found))


@app.command()
def page(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="saved web pages or text")],
    data: DataOption = None,
    as_json: AsJson = False,
) -> None:
    """Judge saved web pages: whose numbers, which brands, which places, and whether it looks like impersonation."""
    from zhenxin import hotline

    settings = _settings()
    _tell_judged([*hotline.judge_pages(files, data, settings)], as_json, settings)


@app.command()
def number(
    text: Annotated[str, typer.Argument(metavar="N", help="a service number in any writing")],
    data: DataOption = None,
    as_json: AsJson = False,
) -> None:
    """Look a service number up."""
    from zhenxin import hotline

    settings = _settings()
    _tell_judged([hotline.judge_number(text, data, settings)], as_json, settings)


def _tell_judged(judged: list[object], as_json: bool, settings: Settings) -> None:
    if as_json:
        print(json.dumps([one.as_json() for one in judged], ensure_ascii=False, indent=2))  # type: ignore[attr-defined]  # noqa: T201
        return
    console = Console(soft_wrap=True, highlight=False)
    for one in judged:
        for line in one.lines(lang=_language(settings)):  # type: ignore[attr-defined]
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
    for line in (str(dst), *done.lines(_language(_settings()))):
        Console(soft_wrap=True, highlight=False).print(line, markup=False)


@app.command("signals")
def list_signals(
    word: Annotated[str | None, typer.Argument(metavar="check", help="`check` puts one file through every check")] = None,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="the file of one signal")] = None,
) -> None:
    """List the signals; `zhenxin signals check FILE` puts your own through every check."""
    from zhenxin import signals
    from zhenxin.report import terminal

    settings = _settings()
    if word is None:
        terminal.signals(Console(), {one.name: one for one in signals.find(settings.signals)}, lang=_language(settings))
    elif word == "check" and file is not None:
        failed = terminal.signal_checks(Console(), file.stem, signals.check(signals.load_file(file)), lang=_language(settings))
        raise typer.Exit(2 if failed else 0)
    else:
        raise UsageError(
            f"`signals {word}` is not a command", place="zhenxin signals", hint="use `zhenxin signals` or `zhenxin signals check FILE`"
        )


@app.callback(invoke_without_command=True)
def _first(version: Annotated[bool, typer.Option("--version", help="print the version")] = False) -> None:
    if version:
        Console().print(__version__)
        raise typer.Exit


def main() -> NoReturn:
    """The entry point: every error ends in a sentence, an exit code and, where it was our fault, a log."""
    ending.end(lambda: app(standalone_mode=True))


if __name__ == "__main__":
    main()
