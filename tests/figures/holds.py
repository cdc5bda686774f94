"""How often the table `damage` holds the known loss of `known_loss.py`, how wide it is, and what it never saw.

`PYTHONPATH=src:tests python -m figures.holds FOLDER [FOLDER ...]` tells it of worlds under the answer key (what a perfect eye would see);
`FOLDER=OUT` of a world under the scores of its run in OUT.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .reckon import perfect, reckon

HEADS = {"gain": "gained", "lost_sales": "diverted", "attack_loss": "attacked"}
"""Head of the table: head of the truth."""


@dataclass(frozen=True)
class Held:
    """One shop and head, summed over rings: what the table says, and the truth."""

    head: str
    merchant: str
    low: float
    base: float
    high: float
    truth: float

    @property
    def holds(self) -> bool:
        """Whether the truth lies between the ends; a cent does not matter."""
        return self.low - 0.01 <= self.truth <= self.high + 0.01

    @property
    def width(self) -> float:
        """(high - low) / base."""
        return (self.high - self.low) / max(self.base, 1e-9)


def held(damage: pa.Table, truth: pa.Table) -> tuple[list[Held], dict[str, tuple[int, float]]]:
    """Every case of the table against the truth; and by head how many shops with a true loss have no row, and how much they lost."""
    said: dict[tuple[str, str], list[float]] = {}
    for row in damage.to_pylist():
        one = said.setdefault((row["head"], row["merchant_id"]), [0.0, 0.0, 0.0])
        for place, name in enumerate(("low", "base", "high")):
            one[place] += row[name]
    found: list[Held] = []
    unseen: dict[str, tuple[int, float]] = {}
    for head, kind in HEADS.items():
        true: dict[str, float] = {}
        for row in truth.to_pylist():
            if row["head"] == kind:
                true[row["merchant"]] = true.get(row["merchant"], 0.0) + row["money"]
        here = {shop: ends for (name, shop), ends in said.items() if name == head}
        found += [Held(head, shop, ends[0], ends[1], ends[2], true.get(shop, 0.0)) for shop, ends in sorted(here.items())]
        missed = [lost for shop, lost in true.items() if shop not in here]
        unseen[head] = (len(missed), sum(missed))
    return found, unseen


def summary(found: list[Held], head: str, least: float = 0.0) -> str:
    """Number of cases whose base is `least` or more, share that hold, median width, and the sums."""
    some = [one for one in found if one.head == head and one.base >= least]
    if not some:
        return f"{head}: no cases"
    holds, width = np.mean([one.holds for one in some]), np.median([one.width for one in some])
    above, below = sum(one.truth > one.high for one in some), sum(one.truth < one.low for one in some)
    base, truth = sum(one.base for one in some), sum(one.truth for one in some)
    return f"{head}: {len(some)} cases, {holds:.1%} hold ({above} above, {below} below), median width {width:.2f}, base {base:.0f}, truth {truth:.0f}"


def _main(folders: list[str]) -> None:
    everything: list[Held] = []
    for told in folders:
        folder, _, out = told.partition("=")
        scores = pq.read_table(Path(out) / "scores.parquet") if out else perfect(Path(folder))
        cases, unseen = held(reckon(Path(folder), scores), pq.read_table(Path(folder + ".loss.parquet")))
        everything += cases
        for head in HEADS:
            lacking = f"without a row: {unseen[head][0]} shops, {unseen[head][1]:.0f}"
            sys.stdout.write(f"{told} {summary(cases, head)}; {lacking}\n")
    for one in everything:
        if not one.holds:
            sys.stdout.write(f"misses {one.head} {one.merchant} {one.low:.0f} {one.base:.0f} {one.high:.0f}, truth {one.truth:.0f}\n")
    for head in HEADS:
        for least in (0.0, 300.0, 1000.0):
            sys.stdout.write(f"all of {least:.0f} and more, {summary(everything, head, least)}\n")


if __name__ == "__main__":
    _main(sys.argv[1:])
