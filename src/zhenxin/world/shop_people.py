"""Who works in shops: a few people of the shop's town, each with a private account."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Ints, pick, spread
from zhenxin.world.state import World


@dataclass(frozen=True)
class Crew:
    """Everybody who works in a shop, one row each."""

    shop: Ints
    account: Ints

    def of(self, shop: int) -> Ints:
        """Who works in one shop."""
        return np.asarray(self.account[self.shop == shop], dtype=np.int64)


def crew_of(world: World) -> Crew:
    """The same people whenever it is asked: none in the smallest shops, up to four in large ones."""
    rng = world.dice("shop people")
    market, people = world.market, world.people
    rank = np.argsort(np.argsort(market.weight, kind="stable"), kind="stable") / max(market.merchants, 1)
    shop, _ = spread(np.minimum(rng.poisson(0.3 + 2.2 * rank**2), 4))
    order = np.argsort(people.home_region[people.home], kind="stable")
    lived = people.home_region[people.home][order]
    low, high = (np.searchsorted(lived, market.region[shop], side=side) for side in ("left", "right"))
    near = order[np.minimum(low + (rng.random(len(shop)) * (high - low)).astype(np.int64), people.count - 1)]
    anyone = pick(rng, np.ones(people.count), len(shop))
    return Crew(shop, np.where(high > low, near, anyone))
