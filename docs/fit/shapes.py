"""Three ways to say the shape of something in a hundred numbers or fewer, and how far two shapes lie apart."""

from dataclasses import dataclass
from typing import Any

import numpy as np

GRID = np.round(np.arange(0.005, 1.0, 0.01), 3)
RANKS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0)
"""Shares of the holders, the greatest first."""


@dataclass
class Shape:
    """What one side of a measure looks like."""

    kind: str
    """`shares` of labels, a `spread` of numbers above zero, or the `ranks` of holders by size."""
    labels: list[str]
    values: list[float]
    """Shares, quantiles, or the part of all that the first ranks hold."""
    n: int
    """Of how many rows or holders."""
    mean: float = 0.0
    """Of ranks: how much a holder has."""
    gini: float = 0.0

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            **vars(self),
            "values": [float(f"{value:.4g}") for value in self.values],
            "mean": float(f"{self.mean:.4g}"),
            "gini": round(self.gini, 4),
        }


def shares(labels: list[str], found: Any, weights: Any = None) -> Shape:
    """How often each label is found; `found` holds their places."""
    weights = np.ones(len(found)) if weights is None else np.asarray(weights, dtype=np.float64)
    counts = np.bincount(np.asarray(found, dtype=np.int64), weights=weights, minlength=len(labels))
    return Shape("shares", labels, (counts / counts.sum()).tolist(), len(found))


def spread(values: Any, weights: Any = None, *, level: str = "as it is") -> Shape:
    """Quantiles of what is above zero; `level` is `as it is`, or `median` where only the shape around it is meant."""
    values = np.asarray(values, dtype=np.float64)
    weights = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=np.float64)
    good = np.isfinite(values) & (values > 0)
    values, weights = values[good], weights[good]
    order = np.argsort(values, kind="stable")
    place = (np.cumsum(weights[order]) - weights[order] / 2) / weights.sum()
    found = np.interp(GRID, place, values[order])
    if level == "median":
        found = found / np.interp(0.5, GRID, found)
    return Shape("spread", [], found.tolist(), len(values))


def ranks(counts: Any, holders: int, *, thinned_to: float | None = None) -> Shape:
    """How much of all the greatest holders have; those who have nothing count as holders too.

    `thinned_to` keeps so many a holder, drawn at random, so that a large world is read as thinly as a small sample.
    """
    counts = np.asarray(counts, dtype=np.int64)
    if thinned_to is not None:
        kept = min(round(thinned_to * holders), int(counts.sum()))
        counts = np.random.default_rng(1).multivariate_hypergeometric(counts, kept, method="marginals")
    size = np.sort(np.concatenate([counts, np.zeros(holders - len(counts), dtype=np.int64)]))[::-1].astype(np.float64)
    part = np.concatenate([[0.0], np.cumsum(size) / size.sum()])
    at = np.arange(holders + 1) / holders
    gini = float(np.sum((holders + 1 - 2 * np.arange(1, holders + 1)) * size) / (holders * size.sum()))
    return Shape("ranks", [], np.interp(RANKS, at, part).tolist(), holders, float(size.mean()), gini)


def apart(real: Shape, made: Shape) -> dict[str, float]:
    """Distances by name.

    Shares: half of all differences. Spreads: Kolmogorov and Smirnov's greatest difference, and by what factor the quantiles differ on
    average (Wasserstein's distance of logarithms). Ranks: the greatest difference of what the first ranks hold, and of Gini's index.
    """
    left, right = np.asarray(real.values), np.asarray(made.values)
    if real.kind == "shares":
        return {"difference": float(np.abs(left - right).sum() / 2)}
    if real.kind == "ranks":
        return {"difference": float(np.abs(left - right).max()), "gini": made.gini - real.gini}
    factor = float(10 ** np.abs(np.log10(left) - np.log10(right)).mean())
    return {"difference": float(np.abs(np.interp(left, right, GRID, left=0.0, right=1.0) - GRID).max()), "factor": factor}
