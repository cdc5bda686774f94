"""Texts about the goods of a world: the same topics everywhere, with the thing, its kind and the shop filled in."""

import numpy as np
import numpy.typing as npt

from zhenxin.world.arrays import Dice, Ints
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.state import World
from zhenxin.world.texts.topics import lines


def about(world: World, rng: Dice, topic: str, product: Ints, *, skill: str | None = None, told: float = 1.0) -> npt.NDArray[np.object_]:
    """A text on each product; a share of them where only some people say anything (None for the others)."""
    market = world.market
    texts = np.full(len(product), None, dtype=object)
    rows = np.flatnonzero(rng.random(len(product)) < told)
    goods = product[rows].tolist()
    texts[rows] = lines(
        rng, topic, len(goods),
        {
            "noun": [market.noun[item] for item in goods],
            "category": [CATEGORIES[market.product_category[item]].code for item in goods],
            "shop": [market.name[market.product_merchant[item]] for item in goods],
        },
        skill=skill,
    ) if len(goods) else []  # fmt: skip
    return texts


def skill_word(*, skilled: bool) -> str:
    """The form of a topic that rings of a skill use."""
    return "skilled" if skilled else "naive"
