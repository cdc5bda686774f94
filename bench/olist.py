"""Rings planted in real orders: which sizes are found by which traces, how many of the accused are guilty, and which innocents stand in rings.

python bench/olist.py FOLDER                    FOLDER holds olist_8135, the public sample of Olist; a quarter of an hour
python bench/olist.py FOLDER --seed 7 --repeats 3

Without the folder nothing is measured, and said. The sample has no answer key: all of it counts as honest, and whoever of it is accused or stands in a ring is
wronged. Planted praise is Chinese and easily told from Portuguese, so the limit is measured with the texts and without them, and then without reviews.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as pq

from zhenxin.evaluate import plant as planting
from zhenxin.evaluate.plant import Cell, Grid, Limits
from zhenxin.events.convert import convert
from zhenxin.settings import Settings

SAMPLE = "olist_8135"
GRID = Grid(behaviours=planting.PLANTED, workers=(8, 20, 40), orders_each=(3, 8), shops=(3,), weeks=(4,))
TRACES: dict[str, tuple[str, str | None]] = {
    "all that Olist has": ("", None),
    "no texts": ("reviews", "text"),
    "no reviews": ("reviews", None),
}
"""What is taken away: a table, or one column of it."""


@dataclass(frozen=True)
class Tried:
    """What came of planting beside these traces."""

    traces: str
    limits: Limits

    @property
    def innocents(self) -> int:
        """Innocents in rings that were told, the most of any round."""
        return sum(self.limits.in_rings.values())

    def lines(self) -> list[str]:
        """The limit of each behaviour, its misses first, and who is wronged."""
        limits = self.limits
        told = [f"{self.traces}: {len(limits.run)} signals run, {limits.rounds} rounds, seed {limits.seed}"]
        for behaviour, skill, smallest, missed in limits.smallest():
            own = [cell for cell in limits.cells if (cell.behaviour, cell.skill) == (behaviour, skill)]
            share = sum(cell.orders_accused for cell in own) / max(sum(cell.orders for cell in own), 1)
            rings = f"{sum(cell.found for cell in own)} of {sum(cell.planted for cell in own)}"
            told.append(
                f"  {behaviour:<16} {skill:<8} largest missed {_size(missed):<9} smallest found every time {_size(smallest):<9} "
                f"rings found {rings:<8} false orders accused {share:.0%}"
            )
        right, every = (sum(pair[place] for pair in limits.newly_accused.values()) for place in (0, 1))
        kinds = ", ".join(f"{kind}s {pair[0]} of {pair[1]}" for kind, pair in limits.newly_accused.items())
        told.append(f"  guilty among the accused: {right} of {every} ({right / every:.3f}); {kinds}" if every else "  nobody is accused")
        before = ", ".join(f"{count} {kind}s" for kind, count in limits.accused_before.items()) or "nobody"
        wronged = ", ".join(f"{count} {kind}s" for kind, count in limits.wronged.items()) or "nobody"
        told.append(f"  wrongly accused, the worst round: {wronged}; with nothing planted: {before}")
        told.append(f"  innocents in rings, the worst round: {self.innocents} (bar 0){'  MISSED' if self.innocents else ''}")
        return told


def _size(cell: Cell | None) -> str:
    return f"{cell.workers} × {cell.orders_each}" if cell else "none"


def without(data: Path, folder: Path, traces: str) -> Path:
    """The data set in `folder`, without what the traces lack."""
    table, column = TRACES[traces]
    folder.mkdir()
    for path in sorted(data.glob("*.parquet")):
        if path.stem != table:
            (folder / path.name).symlink_to(path)
        elif column is not None:
            pq.write_table(pq.read_table(path).drop_columns([column]), folder / path.name)
    return folder


def main(words: list[str]) -> int:
    """Print the limit by traces; 1 where an innocent stands in a ring."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("samples", type=Path, help="the folder that holds the public samples")
    wanted.add_argument("--seed", type=int, default=0, help="the one source of randomness")
    wanted.add_argument("--repeats", type=int, default=1, help="rings of each size")
    wanted.add_argument("--behaviour", nargs="+", default=list(GRID.behaviours), help="what is planted")
    asked = wanted.parse_args(words)
    given = asked.samples / SAMPLE
    if not given.is_dir():
        print(f"skipped: {given} is not there; it holds Olist's public sample, which is no part of the project")
        return 0
    grid = replace(GRID, behaviours=tuple(asked.behaviour), repeats=asked.repeats)
    missed = False
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        convert("olist", given, work / "olist")
        for traces in TRACES:
            data = without(work / "olist", work / traces.replace(" ", "-"), traces)
            one = Tried(traces, planting.plant(data, Settings(seed=asked.seed), out=work / f"{data.name}-planted", grid=grid))
            print("\n".join(one.lines()), flush=True)
            missed |= one.innocents > 0
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
