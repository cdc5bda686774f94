"""Things that are used up: the same person buys the same thing again every few weeks, for months, and praises it in the same words."""

import numpy as np

from zhenxin.world.arrays import full, pick_apart, spread
from zhenxin.world.clock import DAY, END
from zhenxin.world.lookalikes.groups import found, goods_of
from zhenxin.world.plan import FREE, Plan
from zhenxin.world.state import World

CODE = "consumables"
_GOODS = ("母婴", "日用清洁", "零食", "美妆护肤", "生鲜")


def arrange(world: World) -> Plan:
    """People with a habit, until their share of the orders is reached."""
    rng, people = world.dice(CODE), world.people
    n = round(world.orders * world.parameters.consumables_share * world.parameters.lookalikes / 6)
    buyers = pick_apart(rng, np.where((people.registered < 0) & ~people.bound, people.activity**0.4, 0.0), n)
    product = goods_of(world, rng, _GOODS, len(buyers), 0.0)
    gap = rng.uniform(14, 40, len(buyers)) * DAY
    row, turn = spread(np.floor((END - 12 * DAY) / gap).astype(np.int64))
    first = rng.uniform(0.05, 0.9, len(buyers)) * gap
    at = first[row] + turn * gap[row] + rng.normal(0, 1.2, len(row)) * DAY
    kept = (at > 3600.0) & (at < END) & (at > world.market.listed[product[row]]) & (rng.random(len(row)) < 0.93)
    row, at = row[kept], at[kept]
    world.key.hard("account", buyers, CODE)
    quantity = np.where(rng.random(len(buyers)) < 0.3, 2, 1)
    again = np.where(rng.random(len(row)) < 0.2, -1, quantity[row])
    club = full(len(row), found(world, CODE)) if len(row) else full(0)
    return Plan.of(buyers[row], product[row], at, club=club, walk=FREE, quantity=again)
