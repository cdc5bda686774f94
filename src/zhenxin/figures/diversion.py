"""What brushing gained: honest orders since it began, each as likely an extra one as what the page showed made it.

An honest order of a brushed product at time t came with the sales factor upon it
f(t) = ((s + H + F) / (s + H))^volume · (shown rating / clean rating)^valence,
where F are the false orders and reviews shown by then, H the honest ones that had come anyway, and s what was shown before (You et al. 2015). It is an
extra one with probability q = 1 - 1/f; the gain is the sum of q · amount. Honest means: by its probability of being honest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.engine import Engine
from zhenxin.figures.assumptions import DEAR, DECEIVED, MOST, STOCK, TREBLE, VALENCE, VOLUME
from zhenxin.figures.counts import Floats, Places

SURE = 1.1
"""Standard deviations of chance on either side, beside the ends of the elasticities."""
PERIOD = 28 * 86_400_000_000
"""Microseconds over which a market's shares are taken."""
_ROUNDS = 4
"""q depends on H, and H on q; each round changes it by a few in a hundred of the one before."""
_PRIOR = 5.0
"""Ratings at the usual mean beside those that are shown, so that the first few do not swing."""
GAIN_METHOD = "elasticity of what the page shows (You et al. 2015), order by order since the first false one"
CONSUMER_METHOD = "honest spending on brushed products since the brushing, times the share that would not have bought (gov.uk DBT)"

_BRUSHED = """
    select d.product_id, d.kind, d.deed_id, d.merchant_id, d.moment, d.amount, d.rating, d.probability, d.ring_id, d.attack
    from damage_deeds d join (
        select distinct product_id, merchant_id from damage_deeds where probability >= 0.5 and attack = 0
    ) as b on d.product_id = b.product_id and d.merchant_id = b.merchant_id
    join damage_sides s on d.merchant_id = s.merchant_id
    where s.suspect = 1 order by d.product_id, d.moment, d.kind, d.deed_id
"""

_CATEGORY = """
    select distinct d.product_id, coalesce(c.category, m.category, '') as category
    from damage_deeds d left join damage_clean c on d.product_id = c.product_id left join cut_merchants m on d.merchant_id = m.merchant_id
    where d.probability >= 0.5
"""


class Table(Protocol):
    """What takes the rows."""

    def add(self, case: tuple[str, str], head: str, ends: tuple[float, float, float], method: str, inputs: list[Any]) -> None:
        """One row."""


@dataclass(frozen=True, order=True)
class Case:
    """A shop and the ring ('' is none) that brushed for it."""

    merchant: str
    ring: str


@dataclass
class Gain:
    """What one case gained: shapes (3,) are low, base and high elasticity; money."""

    case: Case
    mean: Floats
    variance: float
    by_market: dict[tuple[str, int], Floats] = field(default_factory=dict)
    """Mean gain by the category of the product and PERIOD."""
    facts: dict[str, float] = field(default_factory=dict)

    def ends(self) -> tuple[float, float, float]:
        """Low, base, high: the elasticity's ends and chance, as independent."""
        low, base, high = (float(value) for value in self.mean)
        chance = SURE**2 * self.variance
        return base - np.sqrt((base - low) ** 2 + chance), base, base + np.sqrt((high - base) ** 2 + chance)

    def tell(self, rows: Table, rivals: list[Any]) -> None:
        """The rows `gain` and `consumers`."""
        told = [{"name": name, "value": short(value), "source": "data"} for name, value in sorted(self.facts.items())]
        key = (self.case.merchant, self.case.ring)
        reckoned = [
            {"name": "by_elasticity", "value": [short(value) for value in self.mean], "source": "reckoned: at its low, base and high end"},
            {
                "name": "chance",
                "value": short(np.sqrt(self.variance)),
                "source": "reckoned: which orders were extra ones, standard deviation",
            },
            {"name": "chance_counted", "value": SURE, "source": "assumed: standard deviations on either side"},
        ]
        rows.add(
            key, "gain", self.ends(), GAIN_METHOD, [*told, *reckoned, *rivals, *(one.said() for one in (VOLUME, VALENCE, STOCK, MOST))]
        )
        spent, dear = self.facts["honest_spending"], self.facts["honest_spending_dear"]
        base = DECEIVED.low * (spent - dear) + DECEIVED.high * dear
        rows.add(
            key,
            "consumers",
            (DECEIVED.low * spent, base, DECEIVED.high * spent),
            CONSUMER_METHOD,
            [*told, DECEIVED.said(), DEAR.said(), TREBLE],
        )


def gains(engine: Engine, cases: list[Case]) -> list[Gain]:
    """The gain of each case; in the order of `cases`. The engine holds damage_deeds and damage_sides."""
    rows = engine.rows(_BRUSHED, step="orders and reviews of brushed products")
    kinds = engine.rows(_CATEGORY, step="categories of brushed products").to_pylist()
    category = {row["product_id"]: row["category"] for row in kinds}
    whole = _Shown.of(rows)
    shops = np.asarray(rows["merchant_id"].to_pylist(), dtype=object)
    by_shop = np.argsort(shops, kind="stable")
    found = []
    for shop, group in groupby(sorted(cases), key=lambda case: case.merchant):
        shown = whole.part(by_shop[np.searchsorted(shops[by_shop], shop, "left") : np.searchsorted(shops[by_shop], shop, "right")])
        found += [_gain(case, shown, category) for case in group]
    return found


def _gain(case: Case, shown: "_Shown", category: Mapping[str, str]) -> Gain:
    share = shown.share_of(case)
    mine = share > 0
    extra = shown.extra * share * shown.worth  # (3, deeds)
    gain = Gain(case, extra.sum(axis=1), float((shown.extra[1] * (1 - shown.extra[1]) * share * shown.worth * shown.amount).sum()))
    products = shown.rows["product_id"].to_pylist()
    periods = (np.asarray(shown.rows["moment"], dtype=np.int64) // PERIOD).tolist()
    for place in np.flatnonzero(mine).tolist():
        market = (category.get(products[place], ""), periods[place])
        gain.by_market[market] = gain.by_market.get(market, np.zeros(3)) + extra[:, place]
    gain.facts = shown.facts(case, share)
    return gain


@dataclass(frozen=True)
class _Shown:
    """Deeds of brushed products by product and time, and what the page showed at each."""

    rows: pa.Table
    first: Places
    """The place of each deed's product's first one."""
    false: Floats
    amount: Floats
    orders: Floats
    """Its probability of being honest; 0 for reviews."""
    worth: Floats
    """Its money times that."""
    shown: Floats
    """False orders and reviews up to each."""
    extra: Floats
    """q at low, base and high elasticity; shape (3, deeds)."""
    change: tuple[Floats, Floats]

    @classmethod
    def of(cls, rows: pa.Table) -> "_Shown":
        likely = np.asarray(rows["probability"], dtype=np.float64)
        false = np.where(np.asarray(rows["attack"]) == 0, likely, 0.0)
        honest = 1 - likely
        amount = np.nan_to_num(np.asarray(pc.fill_null(rows["amount"].cast(pa.float64()), 0.0), dtype=np.float64))
        first = _firsts(rows["product_id"])
        added = _running(false, first)
        valence = _valence(rows, honest, false, first)
        found = [_extra(honest, added, valence, first, ends) for ends in zip(VOLUME.ends, VALENCE.ends, strict=True)]
        extra = np.array([one for one, _ in found]).reshape(3, len(likely))
        orders = np.where(np.asarray(pc.equal(rows["kind"], "order"), dtype=bool), honest, 0.0)
        return cls(rows, first, false, amount, orders, amount * orders, added, extra, (found[1][1], valence))

    def part(self, places: Places) -> "_Shown":
        """Only the deeds at these places, which are one shop's."""
        _, start, product = np.unique(self.first[places], return_index=True, return_inverse=True)
        first = start[product].astype(np.int64)
        return _Shown(
            self.rows.take(places), first, self.false[places], self.amount[places], self.orders[places], self.worth[places],
            self.shown[places], self.extra[:, places], (self.change[0][places], self.change[1][places]),
        )  # fmt: skip

    def share_of(self, case: Case) -> Floats:
        """The case's share of what was false at each deed."""
        own = pc.and_(pc.equal(self.rows["merchant_id"], case.merchant), pc.equal(self.rows["ring_id"], case.ring))
        mine = _running(np.where(np.asarray(own, dtype=bool), self.false, 0.0), self.first)
        share: Floats = np.divide(mine, self.shown, out=np.zeros(len(mine)), where=self.shown > 1e-9)
        return share

    def facts(self, case: Case, share: Floats) -> dict[str, float]:
        """Numbers of the data that the gain rests on; `share` is what share_of gave."""
        mine = share > 0
        own = np.asarray(pc.and_(pc.equal(self.rows["merchant_id"], case.merchant), pc.equal(self.rows["ring_id"], case.ring)), dtype=bool)
        sold = mine & (self.orders > 0)
        dear = sold & (self.amount > DEAR.base)
        weigh = max(float(self.orders[sold].sum()), 1e-9)
        return {
            "false_orders_and_reviews": float(self.false[own].sum()),
            "brushed_products": float(len(np.unique(self.first[mine]))) if mine.any() else 0.0,
            "honest_orders_since": float(self.orders[mine].sum()),
            "extra_orders": float((self.extra[1] * share * self.orders).sum()),
            "honest_spending": float(self.worth[sold].sum()),
            "honest_spending_dear": float(self.worth[dear].sum()),
            "mean_log_volume": float((self.change[0][sold] * self.orders[sold]).sum() / weigh),
            "mean_log_rating": float((self.change[1][sold] * self.orders[sold]).sum() / weigh),
        }


def _extra(honest: Floats, added: Floats, valence: Floats, first: Places, elasticities: tuple[float, float]) -> tuple[Floats, Floats]:
    """The q of each deed, and the logarithm of what the page showed over what it would have shown: honest ones that had come anyway are 1 - q of them."""
    q = np.zeros(len(honest))
    volume = q
    for _ in range(_ROUNDS):
        anyway = honest * (1 - q)
        before = STOCK.base + _running(anyway, first) - anyway
        volume = np.log((before + added) / before)
        q = 1 - np.exp(-np.minimum(elasticities[0] * volume + elasticities[1] * valence, np.log1p(MOST.base)))
    return q, volume


def _firsts(products: pa.ChunkedArray) -> Places:
    names = np.asarray(products.to_pylist(), dtype=object)
    new = np.r_[True, names[1:] != names[:-1]] if len(names) else np.zeros(0, bool)
    return np.maximum.accumulate(np.where(new, np.arange(len(names)), 0)).astype(np.int64)


def _running(values: Floats, first: Places) -> Floats:
    """Sums up to each deed within its product."""
    whole = np.cumsum(values)
    start = whole[first] - values[first] if len(values) else whole
    return np.asarray(np.maximum(whole - start, 0.0), dtype=np.float64)


def _valence(rows: pa.Table, honest: Floats, false: Floats, first: Places) -> Floats:
    """The logarithm of the rating shown over the clean one; 0 where false stars do not raise it."""
    rating = np.asarray(pc.fill_null(rows["rating"].cast(pa.float64()), float("nan")), dtype=np.float64)
    known = ~np.isnan(rating)
    stars = np.nan_to_num(rating)
    number, weighed = float((honest * known).sum()), float((honest * stars).sum())
    usual = weighed / number if number > 0 else 3.0
    clean_n, clean_stars = _running(honest * known, first) + _PRIOR, _running(honest * stars, first) + _PRIOR * usual
    false_n, false_stars = _running(false * known, first), _running(false * stars, first)
    return np.asarray(np.maximum(np.log((clean_stars + false_stars) / (clean_n + false_n) * clean_n / clean_stars), 0.0), dtype=np.float64)


def short(value: float) -> float:
    """Nine digits, as all results have."""
    return float(f"{float(value):.9g}")
