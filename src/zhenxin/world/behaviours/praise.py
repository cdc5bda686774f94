"""What rings have written: whether, when, with how many stars, and by which brief for each product."""

import numpy as np

from zhenxin.world.arrays import Dice, Flags
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.parameters import Range
from zhenxin.world.plan import REVIEWED, SILENT, Plan
from zhenxin.world.state import World


def ask_for_praise(world: World, rng: Dice, orders: Plan, *, share: Range, delay_h: Range, five_star: float, copied: bool) -> Flags:
    """Reviews as ordered, one brief a product; returns which orders are to be reviewed."""
    n, market = len(orders), world.market
    asked = rng.random(n) < rng.uniform(*share)
    orders.review = np.where(asked, REVIEWED, SILENT)
    orders.stars = np.where(rng.random(n) < five_star, 5, 4)
    orders.review_delay_h = np.exp(rng.uniform(np.log(delay_h[0]), np.log(delay_h[1]), n))
    for product in np.unique(orders.product).tolist():
        category = CATEGORIES[int(market.product_category[product])].code
        orders.script[orders.product == product] = world.scripts.order(rng, category, market.noun[product], copied=copied)
    return asked
