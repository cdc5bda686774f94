"""Learns the shipped weights of the signals from what was kept of them (`docs/spoken/weighed`).

The newest figures lie in `docs/spoken`; whoever learns from them copies them there first, and judges what comes of it on markets of other hands: in November
2026 our city, which has few of life's queues, draws and stands in the street, would have given every weak level of a dozen signals all it can.

`python docs/weigh.py DATE` writes `scores/weights.csv` anew.

A level's bits are log2 of how often the false entities of the behaviours that the signal speaks for reach it, over how often honest ones do: the
most often that is in any of the kept data sets, so that a market of other habits is not accused. Levels that few false ones reached take the
weight of the level below; what a person wrote by hand (source `judgement…`) stays where nothing was measured.
"""

import csv
import math
import sys
from pathlib import Path

from spoken.kept import SETS, WEIGHED, Kept, kept

from zhenxin import signals
from zhenxin.scores.combine import behaviour_prior

TABLE = Path(__file__).parent.parent / "src" / "zhenxin" / "scores" / "weights.csv"
FEWEST = 5
"""A level that fewer false entities reached has no weight of its own."""
LEAST, STEP = 0.2, 0.1
"""The least that a level says, and by how much the next one says more."""
HONEST_LEAST = 1000
SOURCE = "learned on city, 1 M orders, seed 7, against the least favourable honest rate of two cities, null and Olist"
BY_HAND = frozenset({"page", "number"})
"""The web of a city is small: what honest pages do there is seen too seldom to be learned from."""


def exactly(counts: tuple[int, int, int, int]) -> list[int]:
    """How many are at each level and at no higher one."""
    _, weak, clear, strong = counts
    return [weak - clear, clear - strong, strong]


def learned(signal: signals.Signal) -> tuple[float, float, float] | None:
    """The bits of its three levels, or nothing where hardly any false entity reached one, or the city shows too little."""
    if signal.entity in BY_HAND:
        return None
    city = kept("city", WEIGHED).get(signal.name)
    told = [counts for (code, _), counts in city.codes.items() if code in signal.speaks_for] if city else []
    of = sum(counts[0] for counts in told)
    if not of:
        return None
    false = [sum(parts) for parts in zip(*(exactly(counts) for counts in told), strict=True)]
    if max(false) < FEWEST:
        return None
    most = -behaviour_prior(signal.entity).bits - STEP  # no signal alone makes anything likely
    bits, below = [], LEAST
    for level in range(3):
        ratio = math.log2((false[level] + 0.5) / (of + 1) / _honest_rate(signal.name, level))
        value = min(ratio, most - (2 - level) * STEP) if false[level] >= FEWEST else below
        below = max(below + (STEP if bits else 0.0), round(value, 1))
        bits.append(round(below, 1))
    return bits[0], bits[1], bits[2]


def _honest_rate(name: str, level: int) -> float:
    rows: list[Kept] = [kept(data, WEIGHED)[name] for data in SETS if name in kept(data, WEIGHED)]
    rates = [exactly(row.counts("honest"))[level] / row.counts("honest")[0] for row in rows if row.counts("honest")[0] >= HONEST_LEAST]
    city = kept("city", WEIGHED)[name].counts("honest")
    return max([*rates, (exactly(city)[level] + 1) / (city[0] + 1)])


def main(date: str) -> None:
    """Write the table anew."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        by_hand = {row["signal"]: row for row in csv.DictReader(stream)}
    rows = []
    for signal in signals.find():
        bits = learned(signal)
        if bits is None:
            rows.append(by_hand[signal.name])
        else:
            rows.append({"signal": signal.name, "weak": bits[0], "clear": bits[1], "strong": bits[2], "source": SOURCE, "since": date})
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["signal", "weak", "clear", "strong", "source", "since"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(sys.argv[1])
