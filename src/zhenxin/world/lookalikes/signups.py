"""Accounts opened together for good reason: at a fair on the campus, with a student who shows how; or for a campaign, within hours."""

import numpy as np

from zhenxin.world.arrays import Dice, pieces
from zhenxin.world.clock import DAY, END, HOUR, LOOKING
from zhenxin.world.people import CAMPUS
from zhenxin.world.plan import Plan, nothing
from zhenxin.world.registers import VIRTUAL
from zhenxin.world.state import World

FAIR, CAMPAIGN = "dormitory", "influencer"


def arrange(world: World) -> Plan:
    """Fairs and campaigns until their share of the accounts is reached; whoever comes has no plans with others yet."""
    rng, people = world.dice("signups"), world.people
    total = round(people.count * world.parameters.signup_share * world.parameters.lookalikes)
    free = rng.permutation(np.flatnonzero(~people.bound & ~people.proxy & (people.registered < 0)))
    first = 0
    for number, size in enumerate(pieces(rng, total, min(12, max(total, 4)), 60)):
        crowd = free[first : first + size]
        first += size
        _fair(world, rng, crowd) if number % 2 == 0 else _campaign(world, rng, crowd)
        people.bound[crowd] = True
    return nothing()


def _fair(world: World, rng: Dice, crowd: np.ndarray) -> None:
    """One afternoon, one network, new numbers of one reseller for most, one student who brought them all."""
    people, n = world.people, len(crowd)
    if n < 3:
        return
    starts = float(rng.uniform(-0.6 * END, 0.8 * END) // DAY * DAY + 6 * HOUR)
    people.registered[crowd] = starts + rng.uniform(0, 5 * HOUR, n)
    people.registered[crowd[0]] = starts - 30 * DAY
    people.filed.referrer[crowd[1:]] = np.where(rng.random(n - 1) < 0.7, crowd[0], people.filed.referrer[crowd[1:]])
    sold = rng.random(n) < 0.5
    people.filed.prefix[crowd[sold]] = int(rng.choice(list(VIRTUAL)))
    hall = int(people.add_homes(people.region[crowd[:1]], CAMPUS)[0])
    people.nurseries.update(dict.fromkeys(crowd[1:].tolist(), hall))
    world.key.hard("account", crowd, FAIR)


def _campaign(world: World, rng: Dice, crowd: np.ndarray) -> None:
    """Strangers within two hours of an evening, who look around, and sleep until there is another campaign."""
    people, n = world.people, len(crowd)
    starts = float(LOOKING.draw(rng, 1, 0, 0.85 * END)[0]) if rng.random() < 0.6 else float(rng.uniform(-0.6 * END, 0))
    people.registered[crowd] = starts + rng.gamma(1.0, 0.6 * HOUR, n)
    people.activity[crowd] *= np.where(rng.random(n) < 0.5, 0.1, 1.0)
    world.key.hard("account", crowd, CAMPAIGN)
