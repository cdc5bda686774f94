"""People who order several sizes of one thing to keep one, week after week; they send back most of what they buy and cheat nobody."""

import numpy as np

from zhenxin.world.arrays import Dice, Ints, full, pick, pick_apart
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.lookalikes.groups import found
from zhenxin.world.plan import CALLED_OFF, KEPT, REFUSED, RETURNED, UNPAID, Plan, nothing
from zhenxin.world.state import World

CODE = "high_return"
_PEOPLE = 0.008
_WORN = ("女装", "男装", "鞋靴")


def arrange(world: World) -> Plan:
    """Trying on at home: two to four orders of one shop at a time, one or none of them kept."""
    rng = world.dice(CODE)
    people, market = world.people, world.market
    codes = [number for number, item in enumerate(CATEGORIES) if item.code in _WORN]
    worn = np.flatnonzero(np.isin(market.product_category, codes))
    likes = np.isin(people.tastes, codes).any(axis=1) & (people.registered < END - 60 * DAY)
    who = pick_apart(rng, np.where(likes, people.activity**0.5, 0.0), max(2, round(people.count * _PEOPLE * world.parameters.lookalikes)))
    room = max(3, round(world.orders * 0.02 * world.parameters.lookalikes))
    plans: list[Plan] = [nothing()]
    for account in who.tolist():
        if room <= 0 or not len(worn):
            break
        orders = _tries(world, rng, account, worn)
        room -= len(orders)
        plans.append(orders)
    world.key.hard("account", np.unique(np.concatenate([plan.account for plan in plans])), CODE)
    return Plan.join(plans)


def _tries(world: World, rng: Dice, account: int, worn: Ints) -> Plan:
    market = world.market
    rounds = int(rng.integers(2, 6))
    sizes = rng.integers(1, 5, rounds)
    opened = float(max(world.people.registered[account] + DAY, 0.0))
    day = np.sort(BUYING.draw(rng, rounds, min(opened, END - 20 * DAY), END - 8 * DAY))
    goods = worn[pick(rng, market.product_weight[worn], rounds)]
    product = np.repeat(goods, sizes)
    at = np.repeat(day, sizes) + rng.uniform(0, 900, len(product))
    fate = np.array([RETURNED, CALLED_OFF, UNPAID, REFUSED, KEPT])[pick(rng, [66, 8, 6, 6, 14], len(product))]
    at = np.minimum(np.maximum(at, market.listed[product] + HOUR), END - HOUR)
    return Plan.of(full(len(product), account), product, at, club=found(world, CODE), fate=fate, quantity=1)
