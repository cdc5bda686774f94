"""Who works for the platform: teams, when they came and left, and the private accounts of the same people."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, pick
from zhenxin.world.clock import DAY, END
from zhenxin.world.people import People

TEAMS = ["risk", "merchant operations", "campaigns", "customer service", "claims", "content"]
RISK, MERCHANTS, CAMPAIGNS, SERVICE, CLAIMS, CONTENT = range(6)
_SHARE = (26, 22, 12, 22, 10, 8)


@dataclass
class Office:
    """Members of staff by index."""

    team: Ints
    joined: Floats
    left: Floats
    """NaN for those who are still there."""
    account: Ints
    """The member's private account."""

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.team)

    def of(self, team: int, at: float = 0.0) -> Ints:
        """Who works in a team and was there at a time; everybody there then, where the team is empty."""
        there = (self.joined <= at) & ~(self.left <= at)
        found = np.flatnonzero(there & (self.team == team))
        return found if len(found) else np.flatnonzero(there)

    def on_duty(self, rng: Dice, team: int, at: Floats) -> Ints:
        """Somebody of a team for each time; whoever has always been there, where the one drawn was not."""
        members = np.flatnonzero(self.team == team)
        drawn = members[rng.integers(0, len(members), len(at))]
        there = (self.joined[drawn] <= at) & ~(self.left[drawn] <= at)
        return np.where(there, drawn, members[0])


def hire(rng: Dice, people: People, orders: int) -> Office:
    """Staff that fit `orders` orders; 18 at the least, every team with somebody who stays."""
    n = max(18, round(orders / 3000))
    team = pick(rng, _SHARE, n)
    team[: len(TEAMS) * 2] = np.tile(np.arange(len(TEAMS)), 2)
    joined = -rng.exponential(600 * DAY, n) - 10 * DAY
    late = (np.arange(n) >= len(TEAMS)) & (rng.random(n) < 0.12)
    joined[late] = rng.uniform(0, 0.8 * END, int(late.sum()))
    left = np.where((np.arange(n) >= len(TEAMS)) & ~late & (rng.random(n) < 0.1), rng.uniform(0.1 * END, END, n), np.nan)
    account = rng.permutation(people.count)[:n].astype(np.int64)
    return Office(team, joined, left, account)
