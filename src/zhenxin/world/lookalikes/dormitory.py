"""Dormitories: one network and Wi-Fi, one pick-up point, borrowed phones, and the same things bought in the same week."""

import numpy as np

from zhenxin.world.arrays import pieces
from zhenxin.world.people import CAMPUS
from zhenxin.world.plan import Plan, nothing
from zhenxin.world.state import World

CODE = "dormitory"


def arrange(world: World) -> Plan:
    """Young accounts move onto floors; every floor has its line, the building its pick-up point, a room now and then one phone."""
    parameters, people = world.parameters, world.people
    rng = world.dice(CODE)
    low, high = (int(bound) for bound in parameters.dormitory_size)
    sizes = pieces(rng, round(people.count * parameters.dormitory_share * parameters.lookalikes), low, high)
    students = rng.permutation(np.flatnonzero(people.home_kind[people.home] != CAMPUS))[: sum(sizes)]
    first = 0
    building = 0
    for number, size in enumerate(sizes):
        floor = students[first : first + size]
        first += size
        region = people.region[floor[:1]]
        people.region[floor] = region
        people.home[floor] = people.add_homes(region, CAMPUS)
        if number % 3 == 0:
            building = int(people.add_addresses(1)[0])
        people.address[floor] = building
        people.card[floor] = floor
        people.activity[floor] *= 0.8
        borrowers = floor[rng.random(size) < 0.18]
        lenders = rng.choice(floor, max(1, size // 9), replace=False)
        people.second[borrowers] = people.phone[lenders[rng.integers(0, len(lenders), len(borrowers))]]
        people.tastes[floor, 0] = people.tastes[floor[0], 0]
        world.key.hard("account", floor, CODE)
        world.key.hard("address", people.address[floor[:1]], CODE)
        world.key.hard("device", people.phone[lenders], CODE)
    return nothing()
