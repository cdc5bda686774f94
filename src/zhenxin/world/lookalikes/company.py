"""Companies that buy: twenty to eighty of a thing to one address by colleagues, and small things for months on the company's card."""

import numpy as np

from zhenxin.world.arrays import Dice, Ints, full, pieces
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.lookalikes.groups import found, goods_of, neighbours
from zhenxin.world.people import HOME
from zhenxin.world.plan import BY_LINK, FREE, Plan, nothing
from zhenxin.world.state import World

CODE, CARD = "company_order", "company_card"
_GIFTS = ("零食", "日用清洁", "家纺", "小家电", "数码配件", "图书文具")
_SUPPLIES = ("日用清洁", "零食", "图书文具", "数码配件")


def arrange(world: World) -> Plan:
    """Companies until their share of the orders is reached."""
    rng = world.dice(CODE)
    total = round(world.orders * world.parameters.company_share * world.parameters.lookalikes)
    plans: list[Plan] = [nothing()]
    for budget in pieces(rng, total, min(25, max(total, 10)), 110):
        plans += _company(world, rng, budget)
    return Plan.join(plans)


def _company(world: World, rng: Dice, budget: int) -> list[Plan]:
    """Half of what a company buys are gifts for everybody, ordered within two days; the rest is bought as it is needed."""
    starts = float(BUYING.draw(rng, 1, 2 * DAY, END - 25 * DAY)[0])
    staff = neighbours(world, rng, int(rng.integers(5, 16)), starts)
    if len(staff) < 3:
        return []
    people = world.people
    boss = staff[0]
    place = int(people.add_addresses(1)[0])
    gifts = budget // 2
    product = int(goods_of(world, rng, _GIFTS, 1, starts)[0])
    buyer = staff[rng.integers(0, max(len(staff) // 3, 1), gifts)]
    at = np.minimum(starts + np.sort(rng.uniform(0, rng.uniform(0.5, 30) * HOUR, gifts)), END - HOUR)
    parties = Plan.of(
        buyer, full(gifts, product), at, club=found(world, CODE), address=place, receiver=boss, payer=boss, walk=BY_LINK,
        quantity=np.where(rng.random(gifts) < 0.8, 1, rng.integers(5, 40, gifts)),
    )  # fmt: skip
    left = budget - gifts
    when = BUYING.draw(rng, left, starts - 0.0, END - HOUR)
    needs = goods_of(world, rng, _SUPPLIES, min(12, max(left, 1)), starts)
    supplies = Plan.of(
        staff[rng.integers(0, len(staff), left)], needs[rng.integers(0, len(needs), left)], when, club=found(world, CARD), address=place,
        payer=boss, walk=FREE, home=_office(world, boss),
    )  # fmt: skip
    world.key.hard("account", staff, CODE)
    world.key.hard("account", staff, CARD)
    world.key.hard("address", full(1, place), CODE)
    return [parties, supplies]


def _office(world: World, boss: int) -> Ints:
    """A line for the company, in the town of whoever buys for it."""
    return world.people.add_homes(world.people.region[[boss]], HOME)
