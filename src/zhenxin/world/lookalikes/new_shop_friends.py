"""New shops whose friends order first: a dozen orders from the owner's city in the first week, kind words soon after."""

import numpy as np

from zhenxin.world.arrays import Ints, full
from zhenxin.world.clock import BUYING, DAY, END
from zhenxin.world.lookalikes.groups import found
from zhenxin.world.market import carries
from zhenxin.world.plan import BY_HABIT, BY_LINK, FREE, REVIEWED, Plan, nothing
from zhenxin.world.state import World

CODE = "new_shop_friends"


def arrange(world: World) -> Plan:
    """Some of the shops that open in the half year have friends."""
    market, people = world.market, world.people
    rng = world.dice(CODE)
    share = min(1.0, world.parameters.new_friends_share * world.parameters.lookalikes)
    opening = np.flatnonzero((market.opened > 0) & (market.opened < END - 12 * DAY) & (rng.random(market.merchants) < share))
    plans: list[Plan] = [nothing()]
    for shop in opening.tolist():
        goods = _goods(world, shop)
        near = np.flatnonzero((people.region == market.region[shop]) & (people.registered < market.opened[shop]))
        friends = rng.permutation(near)[: int(rng.integers(4, 15))]
        if not len(goods) or len(friends) < 3:
            continue
        n = len(friends)
        product = goods[rng.integers(0, len(goods), n)]
        low = np.maximum(market.opened[shop], market.listed[product]) + 600
        kind = rng.random(n) < 0.45
        at = BUYING.draw(rng, n, low, low + 7 * DAY)
        walk = np.where(rng.random(n) < 0.6, BY_LINK, FREE)
        review, stars = np.where(kind, REVIEWED, BY_HABIT), np.where(kind, 5, -1)
        plans.append(Plan.of(friends, product, at, club=found(world, CODE), walk=walk, review=review, stars=stars))
        world.key.hard("merchant", full(1, shop), CODE)
    return Plan.join(plans)


def _goods(world: World, shop: int) -> Ints:
    market = world.market
    goods = np.flatnonzero(market.product_merchant == shop)
    return goods[carries(market, goods) & (market.listed[goods] < END - 10 * DAY)]
