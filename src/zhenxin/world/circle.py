"""The shops of a case in which one organiser serves them all: chosen once, from twenty provinces, with the goods they want pushed."""

import re
from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Ints, pick_apart
from zhenxin.world.categories import CITIES
from zhenxin.world.market import Market, carries
from zhenxin.world.plan import REVIEWED, SILENT, Plan

PROVINCES = 20
"""§3.2 Yunhe 2024."""
_LEAST = 3
_GOODS = 3
"""Products that a shop has pushed, at the most."""
_PROVINCE = re.compile("(省|自治区).*")
_LOST = 0.035
"""Reviews that never come, since nothing was received or the half year is over. Measured on `yunhe`."""


@dataclass(frozen=True)
class Circle:
    """Shops that pay, and their products that are pushed."""

    shops: Ints
    products: Ints


def draw_circle(rng: Dice, market: Market, n: int) -> Circle:
    """`n` small and middling shops with goods to send before the half year begins, a province each as far as they go."""
    sent = np.flatnonzero(carries(market, np.arange(market.products, dtype=np.int64)) & (market.listed < 0))
    rank = np.argsort(np.argsort(market.weight)) / market.merchants
    place = np.array([_province(city) for city in CITIES])[market.region]
    able = np.unique(market.product_merchant[sent])
    able = rng.permutation(able[(rank[able] > 0.35) & (rank[able] < 0.96) & (place[able] < PROVINCES)])
    again = np.ones(len(able), dtype=np.bool_)
    again[np.unique(place[able], return_index=True)[1]] = False
    shops = np.sort(able[np.argsort(again, kind="stable")][: max(n, _LEAST)])
    return Circle(shops, np.sort(np.concatenate([_pushed(rng, market, sent, shop) for shop in shops.tolist()])))


def _pushed(rng: Dice, market: Market, sent: Ints, shop: int) -> Ints:
    goods = sent[market.product_merchant[sent] == shop]
    chosen: Ints = goods[pick_apart(rng, market.product_weight[goods], _GOODS)]
    return chosen


def _province(city: str) -> int:
    """The number of a city's province, in the order in which the list of cities names them."""
    named = list(dict.fromkeys(_PROVINCE.sub("", text) for text in CITIES))
    return named.index(_PROVINCE.sub("", city))


def have_reviewed(rng: Dice, plan: Plan, share: float) -> None:
    """Let so many of a ring's orders be reviewed that this share of them comes true, whatever its trade asks for."""
    asked = plan.review == REVIEWED
    wanted = min(round(share / (1 - _LOST) * len(plan)), len(plan))
    more = wanted - int(asked.sum())
    rows = rng.permutation(np.flatnonzero(~asked if more > 0 else asked))[: abs(more)]
    plan.review[rows] = REVIEWED if more > 0 else SILENT
