"""Page versions: shops reword titles for the season, turn words about, and now and then put a product into the right category."""

import numpy as np

from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DAY, END
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.grammar import Pen, pens

_EDITED, _CORRECTED = 0.12, 0.007
"""Shares of products whose title changes, and of those that were in the wrong category first."""
_TAGS = ("2026新款", "热卖", "年货节", "38节", "春季", "夏季", "618", "包邮", "官方", "爆款", "升级版", "特价", "现货")


def go_on(world: World, _happened: Happened) -> None:
    """Earlier titles of the same product; the page as it is now stands in the register of products."""
    rng = world.dice("listings")
    market = world.market
    old = np.flatnonzero((rng.random(market.products) < _EDITED) & (market.listed < END - 10 * DAY))
    wrong = set(old[rng.random(len(old)) < _CORRECTED / _EDITED].tolist())
    edits = rng.choice([1, 1, 1, 2, 2, 3], len(old))
    owner = np.repeat(old, edits)
    at = BUYING.draw(rng, len(owner), np.clip(market.listed[owner] + DAY, 0, END - 5 * DAY), END)
    at = at[np.lexsort((at, owner))]
    others = rng.integers(0, len(CATEGORIES), len(old)).tolist()
    first = 0
    for pen, product, n, other in zip(pens(rng, len(old)), old.tolist(), edits.tolist(), others, strict=True):
        category = int(market.product_category[product])
        titles = [reworded(pen, market.title[product], category) for _ in range(n)] + [market.title[product]]
        revise(world, product, titles, [other if product in wrong else category] + [category] * n, at[first : first + n].tolist())
        first += n


def revise(world: World, product: int, titles: list[str], categories: list[int], at: list[float]) -> None:
    """The versions of one page: the first since it was listed, each other from its time in `at`; the last is the page as it is now."""
    world.market.first_pages[product] = (titles[0], categories[0])
    world.sheets.listings.add(
        len(at), product=product, at=np.array(at), title=np.array(titles[1:], dtype=object), category=np.array(categories[1:])
    )


def reworded(pen: Pen, title: str, category: int) -> str:
    """The same page in other words: a tag before it, a trait behind it, or another trait in the middle."""
    way, trait = pen.chance(), pen.one(CATEGORIES[category].traits)
    if way < 0.4:
        return pen.one(_TAGS) + title
    return title + trait if way < 0.75 else title[:2] + trait + title[2:]
