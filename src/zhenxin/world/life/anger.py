"""What is really wrong with things: a third of honest bad reviews say it at length, with what the shop answered."""

import numpy as np

from zhenxin.world.categories import CATEGORIES
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.dictated import Reworded

_AT_LENGTH = 0.35


def go_on(world: World, happened: Happened) -> None:
    """Honest reviews of one or two stars that go into detail."""
    rng = world.dice("anger")
    reviews = happened.reviews
    bad = (reviews.stars <= 2) & (reviews.ring < 0) & (reviews.script < 0)
    rows = np.flatnonzero(bad & (rng.random(len(reviews)) < _AT_LENGTH))
    reviews.script[rows] = [in_anger(world, product) for product in reviews.product[rows].tolist()]


def in_anger(world: World, product: int) -> int:
    """A script for what an angry buyer of a product writes."""
    market = world.market
    return world.scripts.take(Reworded("angry_review", CATEGORIES[int(market.product_category[product])].code, market.noun[product]))
