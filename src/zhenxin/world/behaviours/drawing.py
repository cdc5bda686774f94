"""How a ring draws subsidies: who orders what while they last, where it goes, and whether anything is in the parcel."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints
from zhenxin.world.behaviours.loop import owners_card
from zhenxin.world.clock import BUYING, DROPS, END, HOUR
from zhenxin.world.parameters import Range, known
from zhenxin.world.parcels import BARE, LOCAL
from zhenxin.world.plan import AS_USUAL, BRICK, BY_LINK, EMPTY, FREE, KEPT, REAL, RETURNED, SILENT, Plan
from zhenxin.world.rings import whole
from zhenxin.world.state import World


@dataclass(frozen=True, kw_only=True)
class Draw:
    """How a ring draws subsidies (row 22 of §2)."""

    orders_each: Range = known((5, 12), "§3.3 Changning: some ten brushers for all of it; skilled: many households, a few each")
    weeks: Range = known((0.6, 2), "assumed: one campaign; skilled: one after another, 5.1 million yuan in three months (§3.3 Changning)")
    campaigns: int = known(1, "assumed")
    shops: Range = known((1, 2), "assumed")
    depth: Range = known((0.16, 0.3), "share of the price; §3.3 Xiamen: 24 yuan an order")
    areas: Range = known((1, 4), "§2 row 22: the same consignee areas; skilled: everybody at home")
    at_home: bool = known(False, "§2 row 22: the same consignee areas; skilled: everybody at home")
    real_goods: float = known(0.05, "share of parcels with the real thing; §2 row 22: no real handover; skilled: real phones")
    returned: float = known(0.0, "§2 row 22, evasion: shipped, then returned; share assumed")
    shop_card: float = known(0.6, "§2 row 22: the payer is the shop; share assumed")
    visible_money: float = known(0.85, "assumed")
    fee: Range = known((3, 15), "yuan for each order; assumed, less than the subsidy of 24 (§3.3 Xiamen)")


def crowd_of(rng: Dice, habits: Draw, orders: int) -> int:
    """How many accounts a ring needs for so many orders."""
    low, high = habits.orders_each
    return int(np.clip(round(orders / rng.uniform(low, high)), 5, 220))


def windows(rng: Dice, habits: Draw, span: tuple[float, float]) -> list[tuple[float, float]]:
    """When each campaign runs: one through the whole time, or several one after another with pauses."""
    starts, ends = span
    each = (ends - starts) / habits.campaigns
    return [(starts + i * each, starts + (i + rng.uniform(0.7, 0.95)) * each) for i in range(habits.campaigns)]


def orders_of(
    world: World,
    rng: Dice,
    habits: Draw,
    workers: Ints,
    goods: tuple[Ints, Ints],
    runs: list[tuple[float, float]],
    *,
    orders: int,
    ring: int,
) -> Plan:
    """`orders` orders of the subsidised products within the campaigns; `goods` are products and the subsidy of each."""
    products, cents = goods
    turns = np.concatenate([rng.permutation(workers) for _ in range(orders // len(workers) + 1)])[:orders]
    run = np.sort(rng.integers(0, len(runs), orders))
    low, high = (np.array(bounds)[run] for bounds in zip(*runs, strict=True))
    at = BUYING.draw(rng, orders, low, high) if habits.at_home else _bouts(rng, low, high)
    which = rng.integers(0, len(products), orders)
    planned = Plan.of(turns, products[which], np.minimum(at, END - HOUR), ring=ring, subsidy=cents[which], review=SILENT, quantity=1)
    planned.payer = owners_card(world, rng, planned.product, habits.shop_card)
    planned.walk = np.where(rng.random(orders) < (0.55 if habits.at_home else 0.9), BY_LINK, FREE)
    planned.plain = rng.random(orders) < 0.6
    planned.fate = np.where(rng.random(orders) < habits.returned, RETURNED, AS_USUAL if habits.at_home else KEPT)
    if not habits.at_home:
        _to_one_place(world, rng, habits, planned, workers)
    return planned


def _bouts(rng: Dice, low: Floats, high: Floats) -> Floats:
    """Bouts of six to twenty orders, one every few minutes."""
    n = len(low)
    bout = np.cumsum(rng.random(n) < 0.08)
    first = np.unique(bout, return_index=True)[1]
    opening = DROPS.draw(rng, len(first), low[first], high[first])
    rank = np.arange(n) - first[bout - bout[0]]
    return np.asarray(np.minimum(opening[bout - bout[0]] + rank * 150.0 + rng.uniform(0, 140, n), high))


def _to_one_place(world: World, rng: Dice, habits: Draw, planned: Plan, workers: Ints) -> None:
    """A few doors of the shop's own city; the parcel is light or holds a brick and never leaves the city."""
    market, people, n = world.market, world.people, len(planned)
    shop = market.product_merchant[planned.product]
    near = workers[people.region[workers] == market.region[shop[0]]]
    doors = people.add_addresses(max(whole(rng, habits.areas), 1))
    hands = (near if len(near) else workers)[: 2 * len(doors)]
    door = rng.integers(0, len(doors), n)
    planned.address = doors[door]
    planned.receiver = hands[(door * 2 + rng.integers(0, 2, n)) % len(hands)]
    planned.sender = shop.copy()
    unreal = rng.random(n) >= habits.real_goods
    planned.heft = np.where(unreal, np.where(rng.random(n) < 0.5, EMPTY, BRICK), REAL)
    planned.track = np.where(rng.random(n) < 0.5, BARE, LOCAL)
