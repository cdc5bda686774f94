"""What all innocent groups need: a number of their own, people, and goods to buy together."""

import numpy as np

from zhenxin.world.arrays import Dice, Ints, pick, pick_apart
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.state import World


def found(world: World, code: str) -> int:
    """A new group; orders that carry its number are keyed `hard:<code>`."""
    world.clubs.append(code)
    return len(world.clubs) - 1


def neighbours(world: World, rng: Dice, n: int, before: float) -> Ints:
    """`n` accounts of one city that were there before a day."""
    people = world.people
    region = people.region[rng.integers(0, people.count)]
    weights = np.where((people.registered < before) & (people.region == region), people.activity**0.5, 0.0)
    return pick_apart(rng, weights, n)


def strangers(world: World, rng: Dice, n: int, before: float, category: int | None = None) -> Ints:
    """`n` accounts from anywhere, those who like a category first where one is named."""
    people = world.people
    weights = np.where(people.registered < before, people.activity**0.5, 0.0)
    if category is not None:
        liked = people.tastes == category
        weights *= np.where(liked[:, 0] | liked[:, 1] | liked[:, 2], 4.0, 1.0)
    return pick_apart(rng, weights, n)


def goods_of(world: World, rng: Dice, categories: tuple[str, ...], n: int, before: float) -> Ints:
    """`n` products of these categories that were listed before a day, well selling ones first."""
    market = world.market
    named = np.array([item.code in categories for item in CATEGORIES])
    fits = np.flatnonzero(named[market.product_category] & (market.listed < before))
    if not len(fits):
        fits = np.flatnonzero(market.listed < before)
    chosen: Ints = fits[pick(rng, market.product_weight[fits], n)]
    return chosen
