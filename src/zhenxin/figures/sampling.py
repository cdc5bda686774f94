"""Whom to inspect: a random stratum, from which the base rate can be told, and a draw by risk, each merchant with its chance of being drawn."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy.special import gammaln

from zhenxin.errors import UsageError
from zhenxin.figures.counts import Floats, Places

Flags = npt.NDArray[np.bool_]

RANDOM_SHARE = 5
"""One in so many of the budget is drawn at random, whatever is thought of it: else nobody knows how common the false is where nobody looks."""
FLOOR = 0.0005
"""What everybody's risk has beside its probability, so that the draw by risk can fall on those of whom nothing is known."""
DOUBT = 0.1
"""What false orders and reviews are worth at a merchant of which nothing else is said: of 1,269 merchants of one city (seed 501), 22 of the 1,108 without
a score were false, and 10 of the 71 of these at which a tenth of an order or review and more was doubtful."""
LEAST_SIZE, MOST_SIZE = 0.7, 1.4
"""Ends of what size counts for: a large merchant does more harm, but a small one that is likely false must not go unseen for it."""
_SURE = 1 - 1e-9
_TAIL = 0.025
"""On either side of a 95 % interval."""


@dataclass(frozen=True)
class Population:
    """Every merchant that can be inspected, sorted by id."""

    ids: tuple[str, ...]
    probability: Floats
    sales: Floats
    """NaN where no amount is known."""
    doubtful: Floats
    """How many orders and reviews at each are expected to be false."""

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Chances:
    """How likely each merchant of a population is drawn: into the random stratum (the same for all), by its risk, and at all."""

    at_random: int
    by_risk: int
    """How many are drawn of either."""
    random: float
    risk: Floats

    @property
    def inclusion(self) -> Floats:
        """The chance of being drawn at all; the two draws know nothing of each other."""
        either: Floats = 1 - (1 - self.random) * (1 - self.risk)
        return either


@dataclass(frozen=True)
class Sample:
    """Who is drawn: places in the population, in its order; which draw they are of (or both), and the chance of each."""

    places: Places
    is_random: Flags
    is_risk: Flags
    inclusion: Floats

    @property
    def strata(self) -> tuple[str, ...]:
        """Of each: `random`, `risk` or `both`."""
        pairs = zip(self.is_random, self.is_risk, strict=True)
        return tuple("both" if random and risk else "random" if random else "risk" for random, risk in pairs)


@dataclass(frozen=True)
class BaseRate:
    """How many of a population would fail, as a share, with a 95 % interval."""

    failed: int
    inspected: int
    rate: float
    low: float
    high: float


def population(merchants: pa.Table, scores: pa.Table) -> Population:
    """Everyone in `clean_merchants`, with the probability that `scores` gives them: 0 without a row."""
    merchants = merchants.sort_by("merchant_id")
    ids = merchants["merchant_id"].cast(pa.string()).combine_chunks()
    scored = scores.filter(pc.equal(scores["entity_kind"], "merchant"))
    found = pc.index_in(ids, value_set=scored["entity_id"].cast(pa.string()).combine_chunks())
    probability = pc.fill_null(scored["probability"].cast(pa.float64()).combine_chunks().take(found), 0.0)
    sales = merchants["sales"].cast(pa.float64()) if "sales" in merchants.column_names else pa.nulls(len(ids), pa.float64())
    known = np.asarray(pc.fill_null(sales, float("nan")), dtype=np.float64)
    doubtful = sum((_less(merchants, plain) for plain in ("orders", "reviews")), np.zeros(len(ids)))
    return Population(tuple(ids.to_pylist()), np.asarray(probability, dtype=np.float64), known, doubtful)


def _less(merchants: pa.Table, plain: str) -> Floats:
    """How many fewer the clean figure has than the plain one; 0 where a column is not there."""
    clean = f"clean_{plain}"
    if not {plain, clean} <= set(merchants.column_names):
        return np.zeros(len(merchants))
    less = pc.fill_null(pc.subtract(merchants[plain].cast(pa.float64()), merchants[clean].cast(pa.float64())), 0.0)
    return np.maximum(np.asarray(less, dtype=np.float64), 0.0)


def risk(people: Population) -> Floats:
    """What the draw by risk goes by, times the root of sales over their mean within bounds.

    It is the probability, and something for false orders and reviews at a merchant that has none, and a small floor.
    """
    known = np.isfinite(people.sales) & (people.sales > 0)
    mean = float(people.sales[known].mean()) if known.any() else 1.0
    size = np.ones(len(people))
    size[known] = np.clip(np.sqrt(people.sales[known] / mean), LEAST_SIZE, MOST_SIZE)
    measure: Floats = (people.probability + DOUBT * -np.expm1(-people.doubtful) + FLOOR) * size
    return measure


def chances(people: Population, budget: int) -> Chances:
    """The chances that a budget of so many inspections gives to each. Raises UsageError where it is below one, or nobody is there."""
    if budget < 1:
        raise UsageError(f"a budget of {budget} inspects nobody", place="--budget", hint="give a whole number of inspections, from 1 on")
    if not len(people):
        raise UsageError("there is nobody to inspect", place="clean_merchants", hint="run `zhenxin run` on data with orders or reviews")
    if budget >= len(people):
        return Chances(len(people), len(people), 1.0, np.ones(len(people)))
    at_random = math.ceil(budget / RANDOM_SHARE)
    by_risk = budget - at_random
    return Chances(at_random, by_risk, at_random / len(people), _proportional(risk(people), by_risk))


def draw(people: Population, budget: int, seed: int) -> Sample:
    """Draw whom to inspect: the same for the same seed, in whatever order the rows came. Raises UsageError as `chances` does.

    Who is drawn twice is inspected once, so that fewer may be inspected than the budget allows.
    """
    given = chances(people, budget)
    first, second = (np.random.default_rng(branch) for branch in np.random.SeedSequence(seed).spawn(2))
    is_random, is_risk = np.zeros(len(people), bool), np.zeros(len(people), bool)
    is_random[first.choice(len(people), given.at_random, replace=False)] = True
    is_risk[_systematic(given.risk, second)] = True
    places = np.flatnonzero(is_random | is_risk)
    return Sample(places, is_random[places], is_risk[places], given.inclusion[places])


def base_rate(failed: int, inspected: int, size: int) -> BaseRate:
    """The share of a population of so many (`size`) that would fail, from a random stratum in which `failed` of `inspected` (one at least) did.

    The interval is the exact one for a draw without replacement: every number of failing merchants that either tail of the hypergeometric distribution
    leaves with 2.5 % at least (the Clopper-Pearson interval of a finite population; Wright 1992). It never holds less often than it says.
    """
    least, most = failed, size - inspected + failed
    low = _first(least, most, lambda many: 1 - _at_most(failed - 1, many, inspected, size) > _TAIL)
    high = _first(low, most + 1, lambda many: many > most or _at_most(failed, many, inspected, size) <= _TAIL) - 1
    rate = failed / inspected
    return BaseRate(failed, inspected, rate, min(low / size, rate), max(high / size, rate))


def expected_total(failed: Flags, inclusion: Floats) -> float:
    """How many of the population would fail, from all who were inspected, each for as many as its chance says (Horvitz and Thompson 1952)."""
    return float(np.sum(failed / inclusion))


def _proportional(measure: Floats, many: int) -> Floats:
    """Chances in proportion to `measure` that add up to `many`; whoever would be above 1 is drawn for sure, and the others share the rest."""
    sure = np.zeros(len(measure), bool)
    while True:
        left = many - int(sure.sum())
        share = np.where(sure, 1.0, left * measure / max(float(measure[~sure].sum()), 1e-300))
        more = ~sure & (share >= _SURE)
        if not more.any():
            return share
        sure |= more


def _systematic(chance: Floats, dice: np.random.Generator) -> Places:
    """Who is drawn (Madow 1949): the chances are laid end to end in a random order, and every whole step from a random start falls on one."""
    sure = chance >= _SURE
    order = dice.permutation(np.flatnonzero(~sure))
    start = dice.random()
    many = round(float(chance[order].sum()))
    ends = np.cumsum(chance[order])
    found = np.searchsorted(ends * (many / ends[-1]), start + np.arange(many), side="right") if many else np.zeros(0, np.int64)
    return np.concatenate([np.flatnonzero(sure), order[np.minimum(found, len(order) - 1)]]).astype(np.int64)


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first whole number from `low` to `high` of which `holds`, which turns true once and is true of `high`."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _at_most(failed: int, many: int, inspected: int, size: int) -> float:
    """The chance that at most `failed` of the `inspected` fail where `many` of `size` would."""
    hits = np.arange(max(0, inspected - (size - many)), min(failed, many, inspected) + 1)
    ways = _ways(many, hits) + _ways(size - many, inspected - hits) - _ways(size, np.array([inspected]))
    return float(np.exp(ways).sum())


def _ways(of: int, chosen: Places) -> Floats:
    """The logarithm of in how many ways so many can be chosen."""
    found: Floats = gammaln(of + 1.0) - gammaln(chosen + 1.0) - gammaln(of - chosen + 1.0)
    return found
