"""Commands that read and judge a data set, and show what was found."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from zhenxin.cli.words import Data, Out, Teller, app, configured, language, moment
from zhenxin.errors import UsageError


@app.command()
def demo(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="where to put it")] = Path("zhenxin-demo")) -> None:
    """Make a small world, find its rings, print the worst three with their reasons, write report.html."""
    from zhenxin import flow, report, world
    from zhenxin.report import terminal

    settings = configured()
    teller = Teller(settings)
    teller("making a small marketplace, with rings and innocent lookalikes in it", "生成一个小型市场，内含团伙与无辜的相似者")
    world.make(folder / "data", orders=20_000, seed=settings.seed, recipe="demo")
    flow.run(flow.Run(data=folder / "data", out=folder / "out", settings=settings), teller)
    page = report.write_report(folder / "out")
    terminal.demo(Console(), folder / "data", folder / "out", page, lang=language(settings))


@app.command("map")
def map_columns(data: Annotated[Path, typer.Argument(metavar="DATA", help="folder whose tables have other names than ours")]) -> None:
    """Draft zhenxin.map.toml: which of your files and columns are which of ours."""
    from zhenxin import events
    from zhenxin.report import terminal

    terminal.drafted(Console(), *events.write_draft(data), lang=language(configured()))


@app.command()
def check(data: Data, as_of: Annotated[str | None, typer.Option("--as-of", help="judge nothing later than this")] = None) -> None:
    """Say what was read, what was set aside, what looks unhealthy, and which signals can run."""
    from zhenxin import flow
    from zhenxin.report import terminal

    settings = configured()
    terminal.checked(Console(), flow.check(data, settings, as_of=moment(as_of, "--as-of")), lang=language(settings))


@app.command()
def run(
    data: Data,
    out: Annotated[Path, typer.Option("-o", "--out", help="folder for the results; written whole or not at all")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="judge nothing later than this")] = None,
    since: Annotated[str | None, typer.Option("--since", help="walk from here on")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="the one source of randomness")] = None,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", help="the OUT of an earlier run: rings keep their ids; files as they were are not read again for links"),
    ] = None,
    engine: Annotated[str | None, typer.Option("--engine", help="duckdb or spark")] = None,
    master: Annotated[str | None, typer.Option("--master", help="Spark master URL, or sail")] = None,
) -> None:
    """Run the flow over DATA and write the result tables to OUT."""
    from zhenxin import flow
    from zhenxin.report import terminal

    settings = configured(engine, master, seed)
    when = {"as_of": moment(as_of, "--as-of"), "since": moment(since, "--since")}
    wanted = flow.Run(data=data, out=out, settings=settings, previous=previous, **when)
    flow.run(wanted, Teller(settings))
    terminal.told(Console(), out, lang=language(settings))


@app.command()
def top(
    out: Out,
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help="ring, account, order, review, merchant, …")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="write the whole list there")] = None,
) -> None:
    """Show the worst, with how many of exactly that list will be innocent."""
    from zhenxin.report import terminal

    terminal.top(Console(), out, kind, csv=csv, lang=language(configured()))


@app.command()
def show(
    out: Out,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="ring, account, order, …")],
    entity: Annotated[str, typer.Argument(metavar="ID", help="its id")],
) -> None:
    """Show one entity: the waterfall of its bits, its links, its timeline, the innocent explanations tried."""
    from zhenxin.report import terminal

    terminal.show(Console(), out, kind, entity, lang=language(configured()))


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(metavar="OUT1", help="folder that an earlier `zhenxin run` wrote")],
    after: Annotated[Path, typer.Argument(metavar="OUT2", help="folder that a later one wrote")],
    csv: Annotated[Path | None, typer.Option("--csv", help="write everybody who crossed one half there")] = None,
) -> None:
    """Compare two runs: rings that are new, grown, split, merged or gone; who crossed one half, and what moved them."""
    from zhenxin.report import terminal

    terminal.differences(Console(), before, after, csv=csv, lang=language(configured()))


@app.command()
def ask(out: Out, csv: Annotated[Path | None, typer.Option("--csv", help="write the list there")] = None) -> None:
    """List the 20 entities whose verdicts would teach the most, and why."""
    from zhenxin.report import terminal

    terminal.ask(Console(), out, csv=csv, lang=language(configured()))


@app.command()
def verdict(
    out: Out,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="account, order, merchant, …")],
    entity: Annotated[str, typer.Argument(metavar="ID", help="its id")],
    said: Annotated[str, typer.Argument(metavar="VERDICT", help="fraud or honest")],
    why: Annotated[str, typer.Option("--why", help="what it rests on")] = "",
    by: Annotated[str | None, typer.Option("--by", help="who found so")] = None,
    data: Annotated[Path | None, typer.Option("--data", help="the data set; else the folder of the run's data beside OUT")] = None,
    found_at: Annotated[str | None, typer.Option("--at", help="when it was found; else the moment the run judged as of")] = None,
) -> None:
    """Record what somebody found of one entity; the next run weighs it."""
    from zhenxin.report import terminal

    given = terminal.Answer(data=data, occurred_at=moment(found_at, "--at"), decided_by=by)
    terminal.recorded(Console(), out, kind, entity, said=said, why=why, given=given, lang=language(configured()))


@app.command()
def sample(
    out: Out,
    budget: Annotated[
        int | None, typer.Option("--budget", help="how many inspections there may be; one in five is drawn at random")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="write the sheet to fill in there")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="the dice of the draw; else those of the settings")] = None,
    results: Annotated[Path | None, typer.Option("--results", help="the sheet with its results filled in, to be recorded")] = None,
    data: Annotated[Path | None, typer.Option("--data", help="the data set; else the folder of the run's data beside OUT")] = None,
) -> None:
    """Draw whom to inspect, by risk and at random; take the results back and tell how common the false is."""
    from zhenxin.report import terminal

    settings = configured(seed=seed)
    if results is not None and (budget is not None or csv is not None):
        raise UsageError("a sheet is either drawn or taken back", place="--results", hint="leave --budget and --csv away beside --results")
    if results is not None:
        terminal.inspected(Console(), out, results, data, lang=language(settings))
    elif budget is not None:
        terminal.sample(Console(), out, budget, settings.seed, csv=csv, lang=language(settings))
    else:
        raise UsageError(
            "nothing says how many to inspect", place="zhenxin sample", hint="give --budget N, or --results FILE for a filled sheet"
        )


@app.command()
def report(
    out: Out, target: Annotated[Path | None, typer.Option("-o", "--to", help="the page; OUT/report.html by default")] = None
) -> None:
    """Write one self-contained HTML page with pictures, to mail or file."""
    from zhenxin.report import write_report

    Console(soft_wrap=True).print(str(write_report(out, target)))


@app.command("whatif")
def what_if(
    out: Out,
    threshold: Annotated[float | None, typer.Option("--threshold", help="count as false whatever is at least so likely false")] = None,
    clear: Annotated[
        list[str] | None, typer.Option("--clear", metavar="RING", help="a ring to take for honest; may be given again")
    ] = None,
    data: Annotated[Path | None, typer.Option("--data", help="the data set; else the folder of the run's data beside OUT")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="write every shop's figures there")] = None,
) -> None:
    """Show the figures as they would be under another threshold, or with a ring cleared; the run stays as it is."""
    from zhenxin.report import terminal

    settings = configured()
    supposed = terminal.Supposed(data=data, threshold=threshold, cleared=tuple(clear or ()))
    terminal.what_if(Console(), out, supposed, settings, csv=csv, lang=language(settings))
