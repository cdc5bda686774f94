"""Page versions: shops reword titles for the season, turn words about, and now and then put a product into the right category."""

import numpy as np

from zhenxin.world.arrays import Dice
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DAY, END
from zhenxin.world.state import Happened, World

_EDITED, _CORRECTED = 0.12, 0.007
"""Shares of products whose title changes, and of those that were in the wrong category first."""
_TAGS = ("2026新款", "热卖", "年货节", "38节", "春季", "夏季", "618", "包邮", "官方", "爆款", "升级版", "特价", "现货")


def go_on(world: World, _happened: Happened) -> None:
    """Earlier titles of the same product; the page as it is now stands in the register of products."""
    rng = world.dice("listings")
    market = world.market
    old = np.flatnonzero((rng.random(market.products) < _EDITED) & (market.listed < END - 10 * DAY))
    wrong = set(old[rng.random(len(old)) < _CORRECTED / _EDITED].tolist())
    for product in old.tolist():
        edits = int(rng.choice([1, 1, 1, 2, 2, 3]))
        at = np.sort(BUYING.draw(rng, edits, float(np.clip(market.listed[product] + DAY, 0, END - 5 * DAY)), END))
        category = int(market.product_category[product])
        first = int(rng.integers(0, len(CATEGORIES))) if product in wrong else category
        titles = [reworded(rng, market.title[product], category) for _ in range(edits)] + [market.title[product]]
        revise(world, product, titles, [first] + [category] * edits, at.tolist())


def revise(world: World, product: int, titles: list[str], categories: list[int], at: list[float]) -> None:
    """The versions of one page: the first since it was listed, each other from its time in `at`; the last is the page as it is now."""
    world.market.first_pages[product] = (titles[0], categories[0])
    world.sheets.listings.add(
        len(at), product=product, at=np.array(at), title=np.array(titles[1:], dtype=object), category=np.array(categories[1:])
    )


def reworded(rng: Dice, title: str, category: int) -> str:
    """The same page in other words: a tag before it, a trait behind it, or another trait in the middle."""
    way = rng.random()
    traits = CATEGORIES[category].traits
    if way < 0.4:
        return _TAGS[int(rng.integers(0, len(_TAGS)))] + title
    if way < 0.75:
        return title + traits[int(rng.integers(0, len(traits)))]
    return title[:2] + traits[int(rng.integers(0, len(traits)))] + title[2:]
