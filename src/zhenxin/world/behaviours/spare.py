"""Spare accounts: people who do piecework open several for it, some on one phone."""

import numpy as np

from zhenxin.world.arrays import Dice, Ints
from zhenxin.world.clock import DAY
from zhenxin.world.parameters import Range
from zhenxin.world.rings import between
from zhenxin.world.state import World


def share_phones(world: World, rng: Dice, workers: Ints, starts: float, phone_accounts: Range) -> None:
    """Two in three of these reborn accounts are spare ones, `phone_accounts` a phone, opened in the months before the work starts."""
    people = world.people
    spare = workers[rng.random(len(workers)) < 0.65]
    if len(spare) < 4:
        return
    hands = max(2, round(len(spare) / between(rng, phone_accounts)))
    lead = spare[np.arange(len(spare)) % hands]
    people.phone[spare], people.home[spare] = people.phone[lead], people.home[lead]
    people.home_after[spare], people.card[spare] = people.home_after[lead], people.card[lead]
    people.registered[spare] = starts - rng.gamma(2.0, 40 * DAY, len(spare)) - DAY
    people.activity[spare] *= 0.4
