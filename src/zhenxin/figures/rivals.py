"""What honest rivals lost to brushing: the gain, times a bound, by each rival's share of the category's clean sales in the same four weeks.

Method: domain study §6.3 item 1, diversion ratios by market share. The category's other shops that are suspects themselves bear their share
and have no row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from zhenxin.engine import Engine
from zhenxin.figures.assumptions import DIVERSION, LEAST_LOSS, RIVALS, VALENCE, VOLUME
from zhenxin.figures.counts import Floats
from zhenxin.figures.diversion import SURE, Case, Gain, Table, short

METHOD = "the ring's gain, by each rival's share of the category's clean sales in the same four weeks (diversion by market share)"

_SELLERS = """
    select coalesce(c.category, m.category, '') as category, d.moment // 2419200000000 as period, d.merchant_id, s.suspect,
        dsum((1 - d.probability) * d.amount) as sales, dsum((1 - d.probability) * d.amount * d.amount) as squares
    from damage_deeds d join damage_sides s on d.merchant_id = s.merchant_id
    left join damage_clean c on d.product_id = c.product_id left join cut_merchants m on d.merchant_id = m.merchant_id
    where d.kind = 'order' and d.amount is not null
    group by coalesce(c.category, m.category, ''), d.moment // 2419200000000, d.merchant_id, s.suspect order by category, period, merchant_id
"""


_Market = tuple[str, int]
"""Category and PERIOD."""


@dataclass(frozen=True)
class _Seller:
    """A shop in a category and four weeks: clean sales in money, and the mean money of an order by money (what one order more or less changes)."""

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
    """Rows `lost_sales` of honest rivals; what all of them lost is given back.

    A row is a rival and a ring of LEAST_LOSS or more; smaller ones of a rival stand together in one row of ring '', where they come to as much.
    """
    lost = Lost()
    if not found:
        return lost
    sellers: dict[_Market, list[_Seller]] = {}
    for row in engine.rows(_SELLERS, step="clean sales of shops by category").to_pylist():
        if row["sales"] and row["sales"] > 0:
            one = _Seller(row["merchant_id"], bool(row["suspect"]), row["sales"], row["squares"] / row["sales"])
            sellers.setdefault((row["category"], row["period"]), []).append(one)
    whole: dict[tuple[str, str], _Share] = {}
    parts = {gain.case: _allocated(gain, sellers) for gain in sorted(found, key=lambda one: one.case)}
    for case, shares in parts.items():
        for shop, share in shares.items():
            _put(whole, (shop, case.ring), share)
            lost.of_shop[shop] = lost.of_shop.get(shop, 0.0) + float(share.mean[1])
    listed = {key for key, share in whole.items() if share.mean[1] >= LEAST_LOSS.base}
    gained = sum(float(gain.mean[1]) for gain in found)
    rest: dict[tuple[str, str], _Share] = {}
    for (shop, ring), share in whole.items():
        _put(rest, (shop, ring if (shop, ring) in listed else ""), share)
    for (shop, ring), share in sorted(rest.items()):
        if share.mean[1] >= LEAST_LOSS.base:
            _tell(shop, ring, share, gained, rows)
    together = {shop for (shop, ring), share in rest.items() if not ring and share.mean[1] >= LEAST_LOSS.base}
    for gain in found:
        here = {shop for shop in parts[gain.case] if shop in together or (shop, gain.case.ring) in listed}
        lost.told[gain.case] = _told(gain, parts[gain.case], here, sellers)
    return lost


def _put(shares: "dict[Any, _Share]", key: Any, share: "_Share") -> None:
    shares[key] = shares[key] + share if key in shares else share


def _tell(shop: str, ring: str, share: _Share, gained: float, rows: Table) -> None:
    low, middle, high = (float(value) for value in share.mean)
    chance = SURE**2 * share.variance
    ends = (middle - np.sqrt((middle - low) ** 2 + chance), middle, middle + np.sqrt((high - middle) ** 2 + chance))
    inputs = [
        {"name": "gain_of_all_who_brushed", "value": short(gained), "source": "rows `gain`, base"},
        {"name": "share_of_it", "value": short(middle / gained), "source": "data: clean sales by category"},
        {"name": "by_elasticity", "value": [short(low), short(middle), short(high)], "source": "reckoned: at its low, base and high end"},
        {"name": "chance", "value": short(np.sqrt(share.variance)), "source": "data: one order of this shop more or less, standard deviation"},
        {"name": "chance_counted", "value": SURE, "source": "assumed: standard deviations on either side"},
        *(one.said() for one in (DIVERSION, LEAST_LOSS, VOLUME, VALENCE)),
    ]  # fmt: skip
    rows.add((shop, ring), "lost_sales", ends, METHOD, inputs)


def _allocated(gain: Gain, sellers: Mapping[_Market, list[_Seller]]) -> dict[str, _Share]:
    shares: dict[str, _Share] = {}
    for market in sorted(gain.by_market):
        others = [one for one in sellers.get(market, []) if one.shop != gain.case.merchant]
        whole = sum(one.sales for one in others)
        for one in others:
            if not one.suspect:
                mean = gain.by_market[market] * DIVERSION.base * one.sales / whole
                share = _Share(mean, float(mean[1]) * one.grain)
                _put(shares, one.shop, share)
    return shares


def _told(gain: Gain, shares: Mapping[str, _Share], listed: set[str], sellers: Mapping[_Market, list[_Seller]]) -> list[Any]:
    """What the inputs of a gain say of its rivals; sums are low, base, high."""

    def total(shops: list[str]) -> list[float]:
        return [short(value) for value in np.sum([np.zeros(3), *(shares[shop].mean for shop in shops)], axis=0)]

    market = sum(one.sales for name in gain.by_market for one in sellers.get(name, []) if one.shop != gain.case.merchant)
    named, small = sorted(set(shares) & listed), sorted(set(shares) - listed)
    told = {
        "rivals_listed": len(named), "lost_sales_listed": total(named), "rivals_not_listed": len(small), "lost_sales_not_listed": total(small),
        "share_of_rivals_sales": short(float(gain.mean[1]) * DIVERSION.base / market) if market > 0 else None,
    }  # fmt: skip
    return [
        *({"name": name, "value": value, "source": "reckoned"} for name, value in told.items()),
        *(one.said() for one in (DIVERSION, LEAST_LOSS, RIVALS)),
    ]
