"""Votes that the platform holds among shops: when each is open; everybody knows the days."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.clock import BUYING, DAY, END
from zhenxin.world.state import World


@dataclass(frozen=True)
class Ballot:
    """One vote among shops: shop of the year, of the season, of a trade."""

    starts: float
    ends: float


def ballots(world: World) -> list[Ballot]:
    """Two to twelve in the half year, five to nine days each; the same whenever it is asked."""
    rng = world.dice("ballots")
    count = int(np.clip(world.orders // 6000, 2, 12))
    starts = np.sort(BUYING.draw(rng, count, DAY, END - 12 * DAY))
    return [Ballot(float(start), float(start + rng.uniform(5, 9) * DAY)) for start in starts]
