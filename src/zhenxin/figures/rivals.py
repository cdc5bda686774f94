"""What honest rivals lost to brushing: the gain, times a bound, by each rival's share of the category's clean sales.

Method: domain study §6.3 item 1, diversion ratios by market share. The category's other shops that are suspects themselves bear their share and have no row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np

from zhenxin.engine import Engine
from zhenxin.figures.assumptions import DIVERSION, LEAST_LOSS, RIVALS, VALENCE, VOLUME
from zhenxin.figures.counts import Floats
from zhenxin.figures.diversion import SURE, Case, Gain, Table, short

METHOD = "the ring's gain, by each rival's share of the category's clean sales (diversion by market share)"

_SELLERS = """
    select coalesce(c.category, m.category, '') as category, d.merchant_id, s.suspect, dsum((1 - d.probability) * d.amount) as sales,
        dsum((1 - d.probability) * d.amount * d.amount) as squares
    from damage_deeds d join damage_sides s on d.merchant_id = s.merchant_id
    left join damage_clean c on d.product_id = c.product_id left join cut_merchants m on d.merchant_id = m.merchant_id
    where d.kind = 'order' and d.amount is not null
    group by coalesce(c.category, m.category, ''), d.merchant_id, s.suspect order by category, merchant_id
"""


@dataclass(frozen=True)
class _Seller:
    """A shop in a category: clean sales in money, and the mean money of an order by money (what one order more or less changes)."""

    shop: str
    suspect: bool
    sales: float
    grain: float


@dataclass
class Lost:
    """What is known of all rivals, listed or not."""

    told: dict[Case, list[Any]] = field(default_factory=dict)
    """By case, for the inputs of its gain."""
    of_shop: dict[str, float] = field(default_factory=dict)
    """Base loss of every honest rival over all rings; money."""


@dataclass
class _Share:
    """One rival's part of one case or ring: money at low, base and high elasticity, and its variance by chance."""

    mean: Floats
    variance: float

    def __add__(self, other: "_Share") -> "_Share":
        return _Share(self.mean + other.mean, self.variance + other.variance)


def lost_sales(engine: Engine, found: Sequence[Gain], rows: Table) -> Lost:
    """Rows `lost_sales` of each honest rival and ring of LEAST_LOSS or more; what all rivals lost is given back."""
    lost = Lost()
    if not found:
        return lost
    sellers: dict[str, list[_Seller]] = {}
    for row in engine.rows(_SELLERS, step="clean sales of shops by category").to_pylist():
        if row["sales"] and row["sales"] > 0:
            one = _Seller(row["merchant_id"], bool(row["suspect"]), row["sales"], row["squares"] / row["sales"])
            sellers.setdefault(row["category"], []).append(one)
    for ring, group in groupby(sorted(found, key=lambda gain: (gain.case.ring, gain.case.merchant)), key=lambda gain: gain.case.ring):
        _of_ring(ring, list(group), sellers, rows, lost)
    return lost


def _of_ring(ring: str, found: list[Gain], sellers: Mapping[str, list[_Seller]], rows: Table, lost: Lost) -> None:
    parts = {gain.case: _allocated(gain, sellers) for gain in found}
    whole: dict[str, _Share] = {}
    for shares in parts.values():
        for shop, share in shares.items():
            whole[shop] = whole[shop] + share if shop in whole else share
            lost.of_shop[shop] = lost.of_shop.get(shop, 0.0) + float(share.mean[1])
    listed = {shop for shop, share in whole.items() if share.mean[1] >= LEAST_LOSS.base}
    base = sum(float(gain.mean[1]) for gain in found)
    for shop in sorted(listed):
        low, middle, high = (float(value) for value in whole[shop].mean)
        chance = SURE**2 * whole[shop].variance
        ends = (middle - np.sqrt((middle - low) ** 2 + chance), middle, middle + np.sqrt((high - middle) ** 2 + chance))
        inputs = [
            {"name": "gain_of_the_ring", "value": short(base), "source": "rows `gain` of the same ring, base"},
            {"name": "share_of_the_gain", "value": short(middle / base), "source": "data: clean sales by category"},
            {"name": "chance", "value": short(np.sqrt(whole[shop].variance)), "source": "data: one order of this shop more or less, standard deviation"},
            *(one.said() for one in (DIVERSION, LEAST_LOSS, VOLUME, VALENCE)),
        ]  # fmt: skip
        rows.add((shop, ring), "lost_sales", ends, METHOD, inputs)
    for gain in found:
        lost.told[gain.case] = _told(gain, parts[gain.case], listed, sellers)


def _allocated(gain: Gain, sellers: Mapping[str, list[_Seller]]) -> dict[str, _Share]:
    shares: dict[str, _Share] = {}
    for category in sorted(gain.by_category):
        others = [one for one in sellers.get(category, []) if one.shop != gain.case.merchant]
        market = sum(one.sales for one in others)
        for one in others:
            if not one.suspect:
                mean = gain.by_category[category] * DIVERSION.base * one.sales / market
                share = _Share(mean, float(mean[1]) * one.grain)
                shares[one.shop] = shares[one.shop] + share if one.shop in shares else share
    return shares


def _told(gain: Gain, shares: Mapping[str, _Share], listed: set[str], sellers: Mapping[str, list[_Seller]]) -> list[Any]:
    """What the inputs of a gain say of its rivals; sums are low, base, high."""

    def total(shops: list[str]) -> list[float]:
        return [short(value) for value in np.sum([np.zeros(3), *(shares[shop].mean for shop in shops)], axis=0)]

    market = sum(one.sales for name in gain.by_category for one in sellers.get(name, []) if one.shop != gain.case.merchant)
    named, small = sorted(set(shares) & listed), sorted(set(shares) - listed)
    told = {
        "rivals_listed": len(named), "lost_sales_listed": total(named), "rivals_not_listed": len(small), "lost_sales_not_listed": total(small),
        "share_of_rivals_sales": short(float(gain.mean[1]) * DIVERSION.base / market) if market > 0 else None,
    }  # fmt: skip
    return [*({"name": name, "value": value, "source": "reckoned"} for name, value in told.items()), *(one.said() for one in (DIVERSION, LEAST_LOSS, RIVALS))]
