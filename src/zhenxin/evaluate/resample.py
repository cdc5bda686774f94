"""Figures as sums over what is resampled together, so that a figure and its interval come from the same arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, stdtrit

from zhenxin.evaluate.field import Real, Units, Whole, Yes

LEVEL = 0.9
_TAIL = (1 - LEVEL) / 2
Interval = tuple[float, float]


class Measure(Protocol):
    """Figures that can be had of any weighting of the units."""

    def of(self, weight: Real) -> Real:
        """The figures where each unit counts `weight` times; NaN where one cannot be had."""

    @property
    def units(self) -> Whole:
        """Of how many units each figure is made."""

    @property
    def share(self) -> bool:
        """Whether the figures are shares of units that are so or not so."""


@dataclass(frozen=True)
class Told:
    """A figure and its interval; both None where they cannot be had."""

    value: float | None
    interval: Interval | None


class Ratio:
    """By group, the sum of `top` over the sum of `bottom`; `plus` is added to the bottom whatever is drawn.

    It is a share where each unit's top is a part of its bottom.
    """

    def __init__(
        self,
        unit: Whole,
        group: Whole,
        groups: int,
        top: npt.NDArray[Any],
        bottom: npt.NDArray[Any],
        *,
        plus: Real | None = None,
        share: bool = True,
    ) -> None:
        both, inverse = np.unique(group * (int(unit.max(initial=0)) + 1) + unit, return_inverse=True)
        span = int(unit.max(initial=0)) + 1
        self._unit, self._group = both % span, both // span
        self._top = np.bincount(inverse, weights=np.asarray(top, dtype=np.float64), minlength=len(both))
        self._bottom = np.bincount(inverse, weights=np.asarray(bottom, dtype=np.float64), minlength=len(both))
        self._plus = np.zeros(groups) if plus is None else plus
        self.share = share
        counted = np.bincount(self._group[(self._bottom > 0) | (self._top > 0)], minlength=groups)
        self.drawn = counted
        """Of how many units that are drawn; `units` counts the fixed ones of `plus` where nothing is drawn."""
        self.units = np.where(counted > 0, np.maximum(counted, 2 * (self._plus > 0)), self._plus.astype(np.int64))
        """Of how many units each group's figure is made."""

    def of(self, weight: Real) -> Real:
        """The ratio of each group."""
        drawn = weight[self._unit]
        top = np.bincount(self._group, weights=drawn * self._top, minlength=len(self._plus))
        bottom = np.bincount(self._group, weights=drawn * self._bottom, minlength=len(self._plus)) + self._plus
        ratio: Real = np.divide(top, bottom, out=np.full(len(bottom), np.nan), where=bottom > 0)
        return ratio


class Curve:
    """Average precision, then precision and recall at chosen ranks of one kind: entities from the surest down, ties together."""

    MOST = 60
    share = False

    def __init__(self, unit: Whole, said: Real, false: Yes, silent: Whole) -> None:
        order = np.argsort(-said, kind="stable")
        self._unit, self._false, self._silent = unit[order], false[order].astype(np.float64), silent
        self._ends = np.flatnonzero(np.diff(-said[order], append=np.inf)) if len(order) else np.zeros(0, dtype=np.int64)
        self.picked = self._pick()
        self.thresholds = said[order][self._ends[self.picked]]
        """The score at each chosen rank."""
        rings = len(np.unique(np.concatenate([self._unit[self._false > 0], silent])))
        self.units = np.full(1 + 2 * len(self.picked), rings, dtype=np.int64)

    def _pick(self) -> Whole:
        """Ranks spread evenly over recall, and the last one: most of a curve's length may lie in one score."""
        if not len(self._ends):
            return np.zeros(0, dtype=np.int64)
        hits = np.cumsum(self._false)[self._ends]
        goals = np.linspace(0, hits[-1], self.MOST)
        return np.unique(np.append(np.minimum(np.searchsorted(hits, goals), len(hits) - 1), len(hits) - 1))

    def of(self, weight: Real) -> Real:
        """The figures; false entities without a score are never reached and add nothing."""
        drawn = weight[self._unit]
        hits, every = np.cumsum(drawn * self._false)[self._ends], np.cumsum(drawn)[self._ends]
        total = (float(hits[-1]) if len(hits) else 0.0) + float(weight[self._silent].sum())
        if not total:
            return np.full(1 + 2 * len(self.picked), np.nan)
        precise = np.divide(hits, every, out=np.full(len(hits), np.nan), where=every > 0)
        gained = np.diff(hits, prepend=0.0) / total
        average = float(np.sum(gained[gained > 0] * precise[gained > 0]))
        return np.concatenate([[average], precise[self.picked], (hits / total)[self.picked]])


class Lift:
    """The rate of each group over the rate of everybody: how much more than its share of the innocents a group is hit."""

    share = False

    def __init__(self, by_group: Ratio, of_all: Ratio) -> None:
        self._by_group, self._all = by_group, of_all
        self.units = by_group.units * (of_all.drawn > 1)

    def of(self, weight: Real) -> Real:
        """The lift of each group; NaN where nobody at all is hit."""
        rate, whole = self._by_group.of(weight), self._all.of(weight)[0]
        return rate / whole if whole > 0 else np.full(len(rate), np.nan)


def told(measures: Sequence[Measure], units: Units, *, seed: int, resamples: int) -> list[list[Told]]:
    """Each measure's figures with their 90 % intervals over `resamples` draws of the units; the same seed gives the same ones."""
    dice = np.random.default_rng(seed)
    everybody = np.ones(sum(units.strata))
    points = [measure.of(everybody) for measure in measures]
    drawn: list[list[Real]] = [[] for _ in measures]
    for _ in range(resamples):
        weight = units.draw(dice)
        for measure, kept in zip(measures, drawn, strict=True):
            kept.append(measure.of(weight))
    return [
        [_told(value, kept[:, at], int(measure.units[at]), share=measure.share) for at, value in enumerate(point)]
        for measure, point, kept in zip(measures, points, [np.array(kept).reshape(resamples, -1) for kept in drawn], strict=True)
    ]


def _told(value: float, drawn: Real, units: int, *, share: bool) -> Told:
    """A figure with its interval; without one where it is made of one unit, or where all draws agree and so say nothing.

    Of few units the draws lie too close, so the tails are taken further out (Hesterberg 2015, the expanded percentile interval). A share of 0
    or 1 is what all draws agree on; its interval is the one that so many independent units would give (Clopper and Pearson 1934).
    """
    own = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(own) or not units:
        return Told(None if np.isnan(value) else float(value), None)
    if share and value in {0.0, 1.0}:
        far = 1 - _TAIL ** (1 / units)
        return Told(float(value), (0.0, far) if value == 0 else (1 - far, 1.0))
    tail = _tail(units) if units > 1 else 0.0
    # the middle of skewed draws may lie beside the figure itself; an interval that leaves it out would only confuse
    low, high = (float(edge([value, np.quantile(own, at)])) for edge, at in ((min, tail), (max, 1 - tail)))
    return Told(float(value), (low, high) if units > 1 and high - low > 1e-12 else None)


@cache
def _tail(units: int) -> float:
    """The share of the draws to leave out at each end."""
    return float(ndtr(-np.sqrt(units / (units - 1)) * stdtrit(units - 1, 1 - _TAIL)))
