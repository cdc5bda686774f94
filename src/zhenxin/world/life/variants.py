"""Pages that shops rightly put together: one thing in two listings becomes one page, and the reviews of both stand under it."""

import numpy as np

from zhenxin.world.state import Happened, World

_SHARE = 0.12
"""Share of shops that put two listings of the same thing together."""


def go_on(world: World, happened: Happened) -> None:
    """Reviews of a listing move to an older one of the same shop that sells the same thing."""
    rng = world.dice("variants")
    market, reviews = world.market, happened.reviews
    shops = np.flatnonzero(rng.random(market.merchants) < _SHARE)
    goods = np.flatnonzero(np.isin(market.product_merchant, shops))
    first: dict[tuple[int, str, int], int] = {}
    into = np.arange(market.products, dtype=np.int64)
    for product in goods[np.argsort(market.listed[goods], kind="stable")].tolist():
        same = (int(market.product_merchant[product]), market.noun[product], int(market.product_category[product]))
        into[product] = first.setdefault(same, product)
    reviews.product = into[reviews.product]
