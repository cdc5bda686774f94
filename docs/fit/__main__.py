"""`make fit`: makes worlds, compares them with the real samples, and writes `fit.md` and its pictures."""

import json
import sys
import tempfile
from pathlib import Path

from zhenxin.world import make

from . import made, samples
from .draw import picture
from .facts import FACTS
from .measures import MEASURES, Measure
from .shapes import Shape, apart

DOCS = Path(__file__).parents[1]
FIGURES = Path(__file__).parent / "samples.json"
PICTURES = DOCS / "pictures"
SIZES = (20_000, 200_000, 1_000_000)
SHOWN, SEED = 200_000, 7
_TAILS = ("sellers", "products", "shelves")
_TABLE = "| what | against | distance | remark |\n|---|---|---|---|"


def figures() -> dict[str, Shape]:
    """What the samples look like, as it was last taken from them."""
    return {name: Shape(**shape) for name, shape in json.loads(FIGURES.read_text(encoding="utf-8")).items()}


def taken(folder: Path) -> dict[str, Shape]:
    """What the samples in a folder look like."""
    ask = samples.opened(folder)
    return {measure.name: measure.real(ask) for measure in MEASURES}


def main(words: list[str]) -> None:
    """Take the samples' figures anew where a folder with them is named, then make the worlds and write the page."""
    if words and samples.are_there(Path(words[0])):
        plain = {name: shape.plain() for name, shape in taken(Path(words[0])).items()}
        text = ",\n".join(f"{json.dumps(name)}: {json.dumps(shape)}" for name, shape in plain.items())
        FIGURES.write_text(f"{{\n{text}\n}}\n", encoding="utf-8")
    elif words:
        sys.stderr.write(f"no samples in {words[0]}: their figures stay as they are\n")
    real = figures()
    tails: dict[int, dict[str, Shape]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for size in SIZES:
            make(Path(scratch) / "world", orders=size, seed=SEED)
            ask = made.opened(Path(scratch) / "world")
            names = [measure for measure in MEASURES if size == SHOWN or measure.name in _TAILS]
            tails[size] = {measure.name: measure.made(ask, real[measure.name]) for measure in names}
            if size == SHOWN:
                told = [(fact, fact.made(ask)) for fact in FACTS]
    for measure in MEASURES:
        drawn = picture(measure, real[measure.name], tails[SHOWN][measure.name])
        (PICTURES / f"fit-{measure.name}.svg").write_text(drawn, encoding="utf-8")
    (DOCS / "fit.md").write_text(_page(real, tails, told), encoding="utf-8")


def _page(real: dict[str, Shape], tails: dict[int, dict[str, Shape]], told: list) -> str:
    rows = [_row(measure, real[measure.name], tails[SHOWN][measure.name]) for measure in MEASURES]
    facts = [f"| {fact.title} | {fact.told} | {fact.form.format(value)} | {fact.source} |" for fact, value in told]
    sizes = [
        f"| {measure.title} | {real[measure.name].gini:.3f} | " + " | ".join(f"{tails[size][measure.name].gini:.3f}" for size in SIZES) + " |"
        for measure in MEASURES if measure.name in _TAILS
    ]  # fmt: skip
    pictures = [f"![{measure.title}: {measure.sample} and the world](pictures/fit-{measure.name}.svg)" for measure in MEASURES]
    return "\n".join([
        "<!-- Written by docs/fit: change the code, then run `make fit`. -->", _TOP, _TABLE, *rows, "", _FACTS, *facts, "",
        _SIZES.format(" | ".join(f"{size:,} orders" for size in SIZES), "|".join(["---"] * (len(SIZES) + 2))), *sizes, "", "## Pictures\n",
        _PICTURES, *pictures, "",
    ])  # fmt: skip


def _row(measure: Measure, real: Shape, world: Shape) -> str:
    distance = apart(real, world)
    said = f"{distance['difference']:.3f}"
    said += f", factor {distance['factor']:.2f}" if "factor" in distance else ""
    said += f", Gini {world.gini:.3f} for {real.gini:.3f}" if "gini" in distance else ""
    return f"| [{measure.title}](pictures/fit-{measure.name}.svg) | {measure.sample} | {said} | {measure.note} |"


_TOP = f"""# How near the background comes to real markets

The honest part of the [make-believe market](world.md) (recipe `city`, {SHOWN:,} orders, seed {SEED}) beside real samples, by the same measure
on both sides. Nothing in the samples is known to be false, and nothing of them is in the repository but the figures in `docs/fit/samples.json`:

- **Olist**: 8,135 orders of a Brazilian marketplace, 2016 to 2018, with items, reviews, sellers; all 32,951 products. The sample holds every order
  that was not delivered and one in 18.65 of those that were; the figures are weighed accordingly. Counts by seller and product are of delivered orders.
- **UCI**: 12,330 sessions of a Turkish shop (online shoppers purchasing intention).
- **ASAP**: 300 Dianping reviews; all were picked for more than 200 characters, so their length is no measure.

Where Brazil or Turkey and a Chinese figure with a source (§ of the domain study) disagree, the Chinese one wins and the sample gives the shape
alone: it is then read over its median. `make fit SAMPLES=folder` takes the figures anew, `make fit` makes the worlds and this page.

Distances: for shares of hours, days or stars, half of all differences; for spreads, the greatest difference of the cumulative curves
(Kolmogorov-Smirnov) and the factor by which quantiles differ on average (Wasserstein's distance of logarithms); for what the greatest hold, the
greatest difference of the curves (worlds thinned to as few items a shop or product as the sample has) and Gini's index. Orders that are lines of
several pieces count once by shop and product in the world.
"""
_FACTS = """## Single figures

| what | told | world | source |
|---|---|---|---|"""
_SIZES = """## Small and large markets

Gini's index of what shops and products sell, thinned as above.

| what | Olist | {} |
|{}|"""
_PICTURES = "Grey is the sample, red the world. Scales of size are logarithmic.\n"

if __name__ == "__main__":
    main(sys.argv[1:])
