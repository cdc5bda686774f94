"""Inspections: licences when a shop opens and now and then, samples of goods, purchases made to look what comes."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, pick, spread
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DAY, END
from zhenxin.world.state import Happened, World
from zhenxin.world.wording import about

QUALIFICATION, QUALITY, PURCHASE_TEST = range(3)
PASS, MINOR, FAIL = range(3)
_INSPECTORS = 24
_STRICT = ("生鲜", "零食", "母婴", "美妆护肤", "到店餐饮")


def go_on(world: World, _happened: Happened) -> None:
    """New shops are looked at once, all others by chance; food, baby things and cosmetics twice as often."""
    rng = world.dice("inspections")
    market = world.market
    fresh = np.flatnonzero((market.opened > 0) & (rng.random(market.merchants) < 0.8))
    opened = market.opened[fresh] + rng.exponential(9 * DAY, len(fresh))
    _inspect(world, rng, fresh, opened, np.full(len(fresh), QUALIFICATION, dtype=np.int64))
    strict = np.isin(market.category, [number for number, item in enumerate(CATEGORIES) if item.code in _STRICT])
    shop, _ = spread(rng.poisson(np.where(strict, 0.3, 0.15)))
    at = BUYING.draw(rng, len(shop), np.clip(market.opened[shop], 0, END - DAY), END)
    _inspect(world, rng, shop, at, pick(rng, [30, 45, 25], len(shop)))


def _inspect(world: World, rng: Dice, shop: Ints, at: Floats, kind: Ints) -> None:
    market = world.market
    n = len(shop)
    counts = np.bincount(market.product_merchant, minlength=market.merchants)
    first = np.cumsum(counts) - counts
    product = first[shop] + (rng.random(n) * counts[shop]).astype(np.int64)
    sold = (kind != QUALIFICATION) & (market.listed[product] < at)
    mood = market.quality[shop] + rng.normal(0, 1.2, n)
    result = np.where(mood < -2.6, FAIL, np.where(mood < -1.5, MINOR, PASS))
    world.sheets.inspections.add(
        n, merchant=shop, at=at, product=np.where(sold, product, NONE), inspector=rng.integers(0, _INSPECTORS, n), kind=kind, result=result,
        note=about(world, rng, "note_inspection", product, told=0.45),
    )  # fmt: skip
