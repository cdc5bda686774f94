"""Which trades a world holds, how much of it each has, and how large its rings are."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from zhenxin.world.arrays import Dice
from zhenxin.world.parameters import Parameters, Range

ORDERS, REVIEWS, ACTS = "orders", "reviews", "acts"
"""What a commission counts: false orders, false reviews, or acts of another kind (accounts, visits, payments)."""


@dataclass(frozen=True, kw_only=True)
class Trade:
    """One behaviour as a trade: its share of the false orders or of the further false reviews, or its rings per 100,000 orders."""

    unit: str
    share: float = 0.0
    rings: float = 0.0
    """Rings of each skill per 100,000 orders, where the unit is acts."""
    size: float
    """Median of what one ring is asked for."""
    reviews: Range = (0.0, 0.0)
    """False reviews for each false order, naive and skilled; what it adds to the share of false reviews."""
    shops: float = 1.0
    """Shops that pay, against what an ordinary ring of that size has; 0 where no shop pays."""
    likes: bool = False
    """Whether it sells likes; a case may say how many."""
    source: str


LEAST = 12
"""A ring that is asked for less is none."""
WHOLE = 20_000
"""From so many orders on a world holds every trade in both forms, however small."""


@dataclass(frozen=True)
class Commission:
    """What one ring is asked for."""

    number: int
    behaviour: str
    skilled: bool
    size: int
    """How much, in the unit of its trade: false orders, false reviews, or acts."""
    posts: int
    """Reviews without an order under them."""
    shops: int
    form: Any = None
    """How the trade works, where it is neither of its two forms."""
    since: float = 0.0
    """The ring does nothing before."""

    @property
    def skill(self) -> str:
        """The word the answer key uses."""
        return "skilled" if self.skilled else "naive"


def commissions(
    parameters: Parameters, dice: Callable[..., Dice], orders: int, merchants: int, trades: Mapping[str, Trade]
) -> list[Commission]:
    """All rings of a world of `orders` orders; they grow in number with it, not in size."""
    rng = dice("commissions")
    total = round(orders * rng.uniform(*parameters.false_orders))
    held = {code: trade for code, trade in trades.items() if code in parameters.trades or not parameters.trades}
    if not total or not held:
        return []
    posts, further = _reviews(parameters, rng, orders, held, total)
    shops_each = parameters.false_merchants * merchants / total
    found: list[Commission] = []
    for code, trade in held.items():
        number = zlib.crc32(code.encode()) % 100_000 * 1000  # a trade more or less does not renumber the rings of the others
        for skilled in (False, True):
            rng = dice("commissions", code, int(skilled))
            asked = _budget(parameters, trade, skilled=skilled, held=held, total=total, further=further, orders=orders)
            for size in _sizes(rng, asked, trade.size * parameters.wholesale, parameters.ring_sigma, least=LEAST if orders >= WHOLE else 0):
                shops = round(shops_each * size * trade.shops * (1.35 if skilled else 0.65)) if trade.unit == ORDERS else trade.shops
                loose = round(posts * size / max(asked, 1) * _half(parameters, skilled=skilled)) if code == "written_reviews" else 0
                found.append(Commission(number, code, skilled, size, loose, max(1, round(shops)) if trade.shops else 0))
                number += 1
    return found


LOOSE = 0.115
"""False reviews without an order: as many of a hundred as of honest ones, so that the lack of an order says nothing."""


def _half(parameters: Parameters, *, skilled: bool) -> float:
    return 1 - parameters.naive_share if skilled else parameters.naive_share


def _budget(parameters: Parameters, trade: Trade, *, skilled: bool, held: dict[str, Trade], total: int, further: float, orders: int) -> int:
    """What a trade is asked for in one form, in its unit."""
    if trade.likes and parameters.false_likes:
        return round(parameters.false_likes * orders * _half(parameters, skilled=skilled))
    if trade.unit == ACTS:
        return round(trade.rings * orders / 100_000 * trade.size * 2 * _half(parameters, skilled=skilled))
    whole = sum(other.share for other in held.values() if other.unit == trade.unit)
    amount = total if trade.unit == ORDERS else further
    return round(amount * trade.share / whole * _half(parameters, skilled=skilled))


def _reviews(parameters: Parameters, rng: Dice, orders: int, held: dict[str, Trade], total: int) -> tuple[float, float]:
    """False reviews without an order, and those of the trades in reviews, so that their share of all reviews comes out."""
    share = rng.uniform(*parameters.false_reviews)
    if parameters.reviews_each:
        return LOOSE * parameters.reviews_each * total, 0.0
    honest = orders * parameters.review_share * (1.05 + parameters.orderless_reviews)
    aim = share / (1 - share) * honest
    in_orders = [trade for trade in held.values() if trade.unit == ORDERS]
    whole = sum(trade.share for trade in in_orders) or 1.0
    naive, skilled = (_half(parameters, skilled=skilled) for skilled in (False, True))
    brought = sum(total * trade.share / whole * (naive * trade.reviews[0] + skilled * trade.reviews[1]) for trade in in_orders)
    posts = min(LOOSE * aim, 0.16 * brought)
    return posts, max(float(aim - brought - posts), 0.1 * brought)


def _sizes(rng: Dice, total: int, median: float, sigma: float, *, least: int) -> list[int]:
    """Cut `total` into rings of about `median`; one ring of what there is, where there is little; at least one of `least`."""
    total = max(total, least)
    if total < LEAST:
        return []
    count = max(1, round(total / (median * np.exp(sigma**2 / 2))))
    weights = np.exp(sigma * rng.standard_normal(count))
    sizes = np.floor(weights / weights.sum() * total).astype(np.int64)
    sizes[0] += total - int(sizes.sum())
    return [int(size) for size in sizes if size >= 8]
