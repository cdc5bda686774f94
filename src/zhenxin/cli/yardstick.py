"""Commands that make a market with its answer key, and hold a run to one."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from zhenxin.cli.words import AsJson, Data, Out, Teller, app, configured, language, moment
from zhenxin.errors import UsageError

_ORDERS = "orders in all, false ones included; 60000000 make the whole case of yunhe, fewer a part of it in the same proportions"
_BY_ITSELF = "100000; yunhe 600000"


@app.command()
def world(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="folder for the world")],
    orders: Annotated[int | None, typer.Option("--orders", min=100, help=_ORDERS, show_default=_BY_ITSELF)] = None,
    seed: Annotated[int, typer.Option("--seed", min=0)] = 0,
    recipe: Annotated[str, typer.Option("--recipe", help="demo, city, null, hotline, yunhe")] = "city",
) -> None:
    """Make a seeded make-believe marketplace with its answer key."""
    from zhenxin.world import make
    from zhenxin.world.parameters import DEFAULT_ORDERS

    settings = configured()
    teller = Teller(settings)
    orders = DEFAULT_ORDERS.get(recipe, 100_000) if orders is None else orders
    make(out, orders=orders, seed=seed, recipe=recipe, say=lambda text: teller(text, text))
    Console(soft_wrap=True).print(str(out))


@app.command()
def evaluate(
    out: Out,
    truth: Annotated[Path, typer.Argument(metavar="TRUTH", help="truth.parquet, or the folder it lies in")],
    data: Annotated[Path | None, typer.Option("--data", help="the data set the run was made of; the folder of TRUTH by default")] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="the dice of the intervals")] = 0,
    split: Annotated[str | None, typer.Option("--split", help="learn weights before this moment, judge after it; `time`: halfway")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="write the figures there too, as one page with pictures")] = None,
    as_json: AsJson = False,
) -> None:
    """Say how good a run was, against an answer key."""
    from zhenxin import evaluate as judged

    at, settings = None if split == "time" else moment(split, "--split"), configured()
    figures = judged.evaluate(out, truth, data=data, settings=settings, seed=seed)
    told, lines = figures.as_json(), judged.lines(figures, language(settings))
    if split is not None:
        parted = judged.evaluate_split(out, truth, at, data=data, settings=settings, seed=seed)
        told, lines = told | {"split": parted.as_json()}, lines + judged.split_lines(parted, language(settings))
    if html is not None:
        from zhenxin.report import write_figures

        write_figures(told, html)
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=2))  # noqa: T201
    else:
        for line in lines:
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
    from zhenxin.report import write_planting

    settings = configured(seed=seed)
    sizes = {"workers": workers, "orders_each": orders_each, "shops": shops, "weeks": weeks}
    given: dict[str, tuple[int, ...]] = {name: _numbers(text, name) for name, text in sizes.items() if text is not None}
    grid = planting.Grid(behaviours=tuple(behaviour or planting.GRID.behaviours), repeats=repeats, **given)
    limits = planting.plant(data, settings, out=out, grid=grid, say=Teller(settings), draw=write_planting)
    if as_json:
        print(json.dumps(limits.as_json(), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        for line in planting.lines(limits, language(settings)):
            Console(soft_wrap=True, highlight=False).print(line, markup=False)


def _numbers(text: str, name: str) -> tuple[int, ...]:
    option = f"--{name.replace('_', '-')}"
    try:
        found = tuple(int(word) for word in text.split(","))
    except ValueError:
        raise UsageError(f"`{text}` is no list of whole numbers", place=option, hint="write them with commas, as in 8,20,40") from None
    return tuple(dict.fromkeys(found))
