"""Who works for the platform: teams, when they came and left, and the private accounts of the same people."""

from dataclasses import dataclass, field

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, pick
from zhenxin.world.clock import DAY, END, HOUR, local_hour
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
    busy: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    """Those with a longer queue than others."""

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.team)

    def of(self, team: int, at: float = 0.0) -> Ints:
        """Who works in a team and was there at a time; everybody there then, where the team is empty."""
        there = (self.joined <= at) & ~(self.left <= at)
        found = np.flatnonzero(there & (self.team == team))
        return found if len(found) else np.flatnonzero(there)

    def on_duty(self, rng: Dice, team: int, at: Floats, desk: Ints | None = None) -> Ints:
        """Who of a team deals with something at each time; things of one desk mostly come to the same person, while that one is there."""
        members = np.flatnonzero(self.team == team)
        n = len(at)
        chosen = members[rng.integers(0, len(members), n) if desk is None else _of_desk(desk) % len(members)]
        if desk is not None:
            chosen = np.where(rng.random(n) < 0.3, members[rng.integers(0, len(members), n)], chosen)
        absent = (self.joined[chosen] > at - DAY) | (self.left[chosen] <= at + DAY)
        return np.where(absent, members[0], chosen)


def _of_desk(desk: Ints) -> Ints:
    return (desk * 2_654_435_761 >> 7) & 0xFFFF


def office_hours(rng: Dice, at: Floats) -> Floats:
    """The same times, those of the night moved to the morning after; somebody is there from nine to ten, weekends as well."""
    hour = local_hour(at)
    early = hour < 9
    late = hour >= 22
    morning = at + (np.where(late, 33, 9) - hour) * HOUR + rng.exponential(1.2 * HOUR, len(at))
    return np.where(early | late, morning, at)


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
