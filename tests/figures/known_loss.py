"""A market whose damage is known: honest orders of rivals move to the shops that brush, and orders of attacked shops move away.

Nothing of this is in `zhenxin world`, which is frozen (ADR 0007): the plan of an ordinary world is changed before it comes true, so that parcels, reviews
and money follow. Run as `python -m tests.figures.known_loss FOLDER ORDERS SEED`; the truth is written to `FOLDER.loss.parquet`.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.events.codes import ATTACKS, PRAISE
from zhenxin.world import build
from zhenxin.world.arrays import Ints
from zhenxin.world.clock import DAY
from zhenxin.world.names import Names, plain
from zhenxin.world.parameters import RECIPES, Parameters
from zhenxin.world.plan import Plan
from zhenxin.world.rings import Ring
from zhenxin.world.state import World

RECIPE = "known_loss"
SHOPS = Parameters(orders_per_merchant=200.0, products_per_merchant=4.0, shop_sigma=1.0, false_merchants=0.06)
"""Fewer and larger shops than in a city: at 40 orders in half a year nobody could measure a loss of a few in a hundred."""
VOLUME, VALENCE, SPREAD = 0.236, 0.417, 0.5
"""You et al. 2015; each ring's own is drawn log-normally about it. The calculator's spread is half of this."""
SHOWN_HONEST, SHOWN_FALSE = 1.25, 1.6
"""What an order adds to the count that a page shows: itself, and the reviews that follow."""
STOCK = 5.0
REACH = 14 * DAY
"""Between the order that somebody would have placed elsewhere and the moment at which it is drawn over."""
DROP = (0.1, 0.5)
"""Share of its honest orders that an attacked shop loses, from the attack's first day to four weeks after the last."""


@dataclass
class Moves:
    """Which orders were moved: one entry each, by the row of the plan."""

    rows: list[int] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    ring: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    """The product that would have been bought."""


def divert(world: World, plan: Plan, rings: list[Ring]) -> Moves:
    """Move orders of `plan` in place: to each brushed product by its ring's elasticity, and away from attacked shops."""
    market, moves = world.market, Moves()
    shop, price = market.product_merchant[plan.product], market.price
    alone = np.bincount(plan.basket, minlength=len(plan))[np.where(plan.basket >= 0, plan.basket, np.arange(len(plan)))] <= 1
    codes = {ring.commission.number: ring.commission.behaviour for ring in rings}
    false = plan.ring >= 0
    free = ~false & (plan.club < 0) & alone
    busy = np.unique(shop[false])
    free_rival = free & ~np.isin(shop, busy)
    for number in sorted(codes):
        rng = world.dice("diversion", number)
        volume, valence = VOLUME * np.exp(SPREAD * rng.standard_normal()), VALENCE * np.exp(SPREAD * rng.standard_normal())
        drop = rng.uniform(*DROP)
        own = plan.ring == number
        if codes[number] in PRAISE and own.any():
            for product in np.unique(plan.product[own]).tolist():
                for row, at in _wanted(rng, plan, product, own, volume, valence):
                    near = free_rival & (np.abs(plan.at - at) < REACH) & (plan.at >= plan.at[own].min())
                    near &= market.product_category[plan.product] == market.product_category[product]
                    alike = near & (price[plan.product] > 0.5 * price[product]) & (price[plan.product] < 2 * price[product])
                    found = np.flatnonzero(alike if alike.any() else near)
                    if len(found):
                        row = int(rng.choice(found))
                        _move(plan, moves, row, product, "diverted", number)
                        free_rival[row] = free[row] = False
        elif codes[number] in ATTACKS and own.any():
            _drive_away(rng, world, plan, moves, own, free, drop, number)
    return moves


def _wanted(rng: np.random.Generator, plan: Plan, product: int, own: Any, volume: float, valence: float) -> list[tuple[int, float]]:
    """When more orders come for `product` because of what its page shows."""
    mine = np.flatnonzero(plan.product == product)
    mine = mine[np.argsort(plan.at[mine], kind="stable")]
    honest, false = plan.ring[mine] < 0, own[mine]
    shown = STOCK + SHOWN_HONEST * (np.cumsum(honest) - honest)
    added = SHOWN_FALSE * np.cumsum(false)
    rating = (4.55 * shown + 4.95 * added) / (shown + added) / 4.55
    factor = ((shown + added) / shown) ** volume * rating**valence
    more = rng.poisson(np.where(honest & (added > 0), factor - 1, 0.0))
    return [(int(row), float(plan.at[row])) for row in np.repeat(mine, more)]


def _move(plan: Plan, moves: Moves, row: int, product: int, head: str, number: int) -> None:
    moves.rows.append(row)
    moves.head.append(head)
    moves.ring.append(number)
    moves.left.append(int(plan.product[row]))
    plan.product[row] = product


def _drive_away(
    rng: np.random.Generator, world: World, plan: Plan, moves: Moves, own: Any, free: Any, drop: float, number: int
) -> None:
    market = world.market
    shop = market.product_merchant[plan.product]
    for victim in np.unique(shop[own]).tolist():
        when = plan.at[own & (shop == victim)]
        lost = free & (shop == victim) & (plan.at >= when.min()) & (plan.at <= when.max() + 28 * DAY) & (rng.random(len(plan)) < drop)
        for row in np.flatnonzero(lost).tolist():
            others = np.flatnonzero((market.product_category == market.product_category[plan.product[row]]) & (market.product_merchant != victim))
            others = others[market.listed[others] < plan.at[row]]
            if len(others):
                weight = market.product_weight[others]
                _move(plan, moves, row, int(rng.choice(others, p=weight / weight.sum())), "attacked", number)
                free[row] = False


def make(folder: Path, *, orders: int, seed: int) -> Path:
    """The world in `folder`, and the path of the table of moved orders: head, ring, order_id, from_merchant, to_merchant, lost, gained (yuan)."""
    kept: dict[str, Any] = {}
    take_on, everything, come_true = build.take_on, build._everything, build.orders.come_true

    def taken(world: World) -> list[Ring]:
        kept["rings"] = take_on(world)
        return list(kept["rings"])

    def planned(world: World, plans: list[Plan]) -> Plan:
        plan = everything(world, plans)
        kept["moves"] = divert(world, plan, kept["rings"])
        return plan

    def true(world: World, plan: Plan, checkout: Ints) -> Any:
        kept["bought"], kept["world"] = (found := come_true(world, plan, checkout))[0], world
        return found

    RECIPES[RECIPE] = SHOPS
    try:
        with mock.patch.object(build, "take_on", taken), mock.patch.object(build, "_everything", planned):
            with mock.patch.object(build.orders, "come_true", true):
                build.make(folder, orders=orders, seed=seed, recipe=RECIPE)
    finally:
        del RECIPES[RECIPE]
    path = folder.with_name(folder.name + ".loss.parquet")
    pq.write_table(_truth(kept["world"], kept["bought"], kept["moves"]), path)
    return path


def _truth(world: World, bought: Any, moves: Moves) -> pa.Table:
    market, names = world.market, Names(world.seed, world.district)
    rows, left = np.array(moves.rows, dtype=np.int64), np.array(moves.left, dtype=np.int64)
    now = bought.plan.product[rows]
    gross = market.price[now] * bought.quantity[rows]
    gained = bought.amount[rows] / 100
    lost = market.price[left] * bought.quantity[rows] * (bought.amount[rows] / np.maximum(gross, 1)) / 100

    def ids(kind: str, index: Ints) -> pa.Array:
        return plain(names.ids(kind, index))

    return pa.table({
        "head": moves.head, "ring": ids("ring", np.array(moves.ring, dtype=np.int64)), "order_id": ids("order", rows),
        "from_merchant": ids("merchant", market.product_merchant[left]), "to_merchant": ids("merchant", market.product_merchant[now]),
        "lost": lost, "gained": gained,
    })  # fmt: skip


if __name__ == "__main__":
    make(Path(sys.argv[1]), orders=int(sys.argv[2]), seed=int(sys.argv[3]))
