"""A market whose damage is known: honest orders of rivals move to the shops that brush, and orders of attacked shops move away.

Nothing of this is in `zhenxin world`, which is frozen (ADR 0007): the plan of an ordinary world is changed before it comes true, so that parcels, reviews
and money follow. Run as `PYTHONPATH=src:tests python -m figures.known_loss FOLDER ORDERS SEED`; the truth is written to `FOLDER.loss.parquet`.
"""

import dataclasses
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.events.codes import ATTACKS, BEHAVIOURS
from zhenxin.world import behaviours, build
from zhenxin.world import orders as orders_stage
from zhenxin.world.arrays import Ints
from zhenxin.world.clock import DAY, END, HOUR
from zhenxin.world.names import Names, plain
from zhenxin.world.parameters import RECIPES, Parameters
from zhenxin.world.plan import Plan
from zhenxin.world.rings import Ring
from zhenxin.world.state import World

RECIPE = "known_loss"
REVIEWS_ONLY = {"written_reviews", "review_laundering", "quota_dining", "conditional_cashback"}
"""Trades whose false deeds are reviews: they come to be after the orders, so that no order can be moved for them, and are left out."""
SHOPS = Parameters(
    orders_per_merchant=200.0,
    products_per_merchant=4.0,
    shop_sigma=1.0,
    false_merchants=0.06,
    trades=tuple(code for code in BEHAVIOURS if code not in REVIEWS_ONLY),
)
"""Fewer and larger shops than in a city: at 40 orders in half a year nobody could measure a loss of a few in a hundred."""
VOLUME, VALENCE, SPREAD = 0.236, 0.417, 0.5
"""You et al. 2015; each ring's own is drawn normally about it, never below 0. The calculator's spread is half of this."""
SHOWN_HONEST, SHOWN_FALSE = 1.25, 1.42
"""What an order adds to the count that a page shows: itself, and the reviews that follow; measured on seeds 201 to 204."""
STOCK = 5.0
REACH = 14 * DAY
"""Between the order that somebody would have placed elsewhere and the moment at which it is drawn over."""
CAMPAIGN = 5
"""Orders of one ring at one shop from which on its attack moves sales."""
DROP = (0.1, 0.5)
"""Share of its honest orders that an attacked shop loses, from the attack's first day to four weeks after the last."""


@dataclass
class Moves:
    """What was changed: honest orders that are there because of brushing, and those that somebody did not place for it or for an attack."""

    gained: list[tuple[int, int, int]] = field(default_factory=list)
    """Label of the checkout, ring, product."""
    lost: list[tuple[str, int, int]] = field(default_factory=list)
    """Head, ring, product."""


def divert(world: World, plan: Plan, rings: list[Ring]) -> tuple[Plan, Moves]:
    """The plan with more honest orders of each brushed product, by its ring's elasticity, and fewer of its category's other shops by as much money; and
    with fewer orders of attacked shops."""
    market, moves = world.market, Moves()
    shop = market.product_merchant[plan.product]
    codes = {ring.commission.number: ring.commission.behaviour for ring in rings}
    _, place, lines = np.unique(plan.basket, return_inverse=True, return_counts=True)
    free = (plan.ring < 0) & (plan.club < 0) & (lines[place] == 1)
    gone, more = np.zeros(len(plan), bool), []
    label = int(plan.basket.max()) + 1
    for number in sorted(codes):
        rng = world.dice("diversion", number)
        volume, valence = VOLUME * max(1 + SPREAD * rng.standard_normal(), 0.0), VALENCE * max(1 + SPREAD * rng.standard_normal(), 0.0)
        drop, own = rng.uniform(*DROP), plan.ring == number
        if codes[number] not in ATTACKS and own.any():
            for product in np.unique(plan.product[own]).tolist():
                debt = None
                for at in _wanted(rng, plan, product, own, volume, valence):
                    near = (
                        free
                        & ~gone
                        & (shop != market.product_merchant[product])
                        & (np.abs(plan.at - at) < REACH)
                        & (plan.at >= plan.at[own].min())
                    )
                    near &= market.product_category[plan.product] == market.product_category[product]
                    if not near.any():
                        continue
                    found = np.flatnonzero(near)
                    if debt is None:  # so that what is lost is as much as what is gained on the mean, whatever an order costs
                        debt = -float(rng.random() * market.price[plan.product[_by_price(rng, market.price[plan.product], found)]])
                    debt += float(market.price[product])
                    more.append(Plan.of(plan.account[found[:1]], np.array([product]), np.array([at]), basket=label))
                    moves.gained.append((label, number, product))
                    label += 1
                    for row in rng.permutation(found).tolist():
                        if debt <= 0:
                            break
                        debt -= float(market.price[plan.product[row]])
                        gone[row] = True
                        moves.lost.append(("diverted", number, int(plan.product[row])))
        elif codes[number] in ATTACKS - {"compensation_abuse"} and own.any():
            for victim in np.unique(shop[own]).tolist():
                when = plan.at[own & (shop == victim)]
                if len(when) >= CAMPAIGN:
                    lost = (
                        free
                        & ~gone
                        & (shop == victim)
                        & (plan.at >= when.min())
                        & (plan.at <= when.max() + 28 * DAY)
                        & (rng.random(len(plan)) < drop)
                    )
                    gone |= lost
                    moves.lost += [("attacked", number, product) for product in plan.product[lost].tolist()]
    kept = plan.take(~gone)
    whole = {
        item.name: np.concatenate([getattr(kept, item.name), *(getattr(one, item.name) for one in more)])
        for item in dataclasses.fields(Plan)
    }
    plan = Plan(**whole)
    return plan.take(np.lexsort((plan.basket, plan.at))), moves


def _by_price(rng: np.random.Generator, price: Ints, rows: Ints) -> int:
    return int(rng.choice(rows, p=price[rows] / price[rows].sum()))


def _wanted(rng: np.random.Generator, plan: Plan, product: int, own: Any, volume: float, valence: float) -> list[float]:
    """When more orders come for `product` because of what its page shows."""
    mine = np.flatnonzero(plan.product == product)
    mine = mine[np.argsort(plan.at[mine], kind="stable")]
    honest, false = plan.ring[mine] < 0, own[mine]
    shown = STOCK + SHOWN_HONEST * (np.cumsum(honest) - honest)
    added = SHOWN_FALSE * np.cumsum(false)
    rating = (4.55 * shown + 4.95 * added) / (shown + added) / 4.55
    factor = ((shown + added) / shown) ** volume * rating**valence
    more = rng.poisson(np.where(honest & (added > 0), factor - 1, 0.0))
    at = np.repeat(plan.at[mine], more)
    found: list[float] = np.minimum(at + rng.exponential(2 * HOUR, len(at)), END - 1).tolist()
    return found


def make(folder: Path, *, orders: int, seed: int) -> Path:
    """The world in `folder`, and the path of the table of orders won and lost: head (gained, diverted, attacked), ring, merchant, product, money (yuan)."""
    kept: dict[str, Any] = {}
    take_on, everything, come_true = behaviours.take_on, build._everything, orders_stage.come_true

    def taken(world: World) -> list[Ring]:
        kept["rings"] = take_on(world)
        return list(kept["rings"])

    def planned(world: World, plans: list[Plan]) -> Plan:
        plan = everything(world, plans)
        changed, kept["moves"] = divert(world, plan, kept["rings"])
        return changed

    def true(world: World, plan: Plan, checkout: Ints) -> Any:
        kept["bought"], kept["world"] = (found := come_true(world, plan, checkout))[0], world
        return found

    RECIPES[RECIPE] = SHOPS
    try:
        changed = (
            mock.patch.object(build, "take_on", taken),
            mock.patch.object(build, "_everything", planned),
            mock.patch.object(orders_stage, "come_true", true),
        )
        with changed[0], changed[1], changed[2]:
            build.make(folder, orders=orders, seed=seed, recipe=RECIPE)
    finally:
        del RECIPES[RECIPE]
    path = folder.with_name(folder.name + ".loss.parquet")
    pq.write_table(_truth(kept["world"], kept["bought"], kept["moves"]), path)
    return path


def _truth(world: World, bought: Any, moves: Moves) -> pa.Table:
    """Orders that were gained are worth what was paid for them; those that were lost the price, as much as an honest order brings of it on the mean."""
    market, names = world.market, Names(world.seed, world.district)
    honest = bought.plan.ring < 0
    brings = bought.amount[honest].sum() / market.price[bought.plan.product[honest]].sum()
    row_of = {label: row for row, label in enumerate(bought.plan.basket.tolist())}
    rows: list[tuple[str, int, int, float]] = [
        ("gained", ring, product, bought.amount[row_of[label]] / 100) for label, ring, product in moves.gained
    ]
    rows += [(head, ring, product, brings * market.price[product] / 100) for head, ring, product in moves.lost]
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    product = np.array(columns[2], dtype=np.int64)

    def ids(kind: str, index: Any) -> pa.Array:
        return plain(names.ids(kind, np.asarray(index, dtype=np.int64)))

    return pa.table({
        "head": pa.array(columns[0], pa.string()), "ring": ids("ring", columns[1]), "merchant": ids("merchant", market.product_merchant[product]),
        "product": ids("product", product), "money": pa.array(columns[3], pa.float64()),
    })  # fmt: skip


if __name__ == "__main__":
    make(Path(sys.argv[1]), orders=int(sys.argv[2]), seed=int(sys.argv[3]))
