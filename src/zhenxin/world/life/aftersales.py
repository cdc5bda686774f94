"""Talks after an order, and bad reviews that their authors take back once the shop made it good, often for money."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, lognormal, pick
from zhenxin.world.clock import END, HOUR
from zhenxin.world.ledger import ACCOUNT, COMPENSATION, MERCHANT, RED_PACKET, REFUND, TRANSFER
from zhenxin.world.reviews import AUTHOR
from zhenxin.world.state import Happened, World
from zhenxin.world.talks import talk_over

_TALKS = 0.02
"""Share of received orders that are talked about afterwards, of those the log keeps."""
_MADE_GOOD = 0.11
"""Share of bad reviews with an order under them that the shop settles and the author takes down."""


def go_on(world: World, happened: Happened) -> None:
    """Complaints, haggling and questions in chats; then bad reviews that are settled."""
    rng = world.dice("aftersales")
    bought = happened.bought
    rows = np.flatnonzero(~np.isnan(bought.signed_at) & (rng.random(len(bought.signed_at)) < _TALKS))
    at = bought.signed_at[rows] + lognormal(rng, 15 * HOUR, 1.2, len(rows))
    kind = pick(rng, [30, 30, 40], len(rows))
    for number, name in enumerate(("complaint", "haggle", "service")):
        some = rows[kind == number]
        talk_over(world, rng, name, bought.plan.product[some], bought.plan.account[some], at[kind == number], some, pictured=0.35)
    _made_good(world, rng, happened)


def _made_good(world: World, rng: Dice, happened: Happened) -> None:
    """The shop answers a bad review with money (the price, a part of it, or a round sum), and the author deletes it."""
    reviews = happened.reviews
    bad = (reviews.stars <= 2) & (reviews.order >= 0) & (reviews.ring < 0) & np.isnan(reviews.deleted_at)
    firm = [number for number, code in enumerate(world.clubs) if code == "truthful_claimant"]
    bad &= ~np.isin(happened.plan.club[np.maximum(reviews.order, 0)], firm)
    rows = np.flatnonzero(bad & (rng.random(len(reviews)) < _MADE_GOOD * world.parameters.lookalikes))
    n = len(rows)
    order = reviews.order[rows]
    spoken = reviews.at[rows] + lognormal(rng, 9 * HOUR, 0.9, n)
    talked = rng.random(n) < 0.5
    talk_over(world, rng, "haggle", reviews.product[rows[talked]], reviews.account[rows[talked]], spoken[talked], order[talked])
    paid = spoken + lognormal(rng, 8 * HOUR, 1.0, n)
    _settle(world, rng, happened, rows, paid)
    take_down(happened, rows, paid + lognormal(rng, 9 * HOUR, 1.1, n))


def _settle(world: World, rng: Dice, happened: Happened, rows: Ints, paid: Floats) -> None:
    reviews, n = happened.reviews, len(rows)
    order = reviews.order[rows]
    whole = happened.bought.amount[order]
    cents = np.where(rng.random(n) < 0.5, whole, np.where(rng.random(n) < 0.5, whole // 2, rng.choice([1000, 2000, 3000, 5000, 10000], n)))
    kind = np.array([REFUND, COMPENSATION, TRANSFER, RED_PACKET])[pick(rng, [40, 20, 22, 18], n)]
    named = np.where((kind == REFUND) | (kind == COMPENSATION), order, NONE)
    shop = world.market.product_merchant[reviews.product[rows]]
    own = (kind >= TRANSFER) & (kind != REFUND) & (kind != COMPENSATION) & (rng.random(n) < 0.35)
    payer = (np.where(own, ACCOUNT, MERCHANT), np.where(own, world.market.owner[shop], shop))
    paid = np.where((paid < END) & (reviews.account[rows] != payer[1]), paid, np.nan)
    world.ledger.pay(paid, cents, kind=kind, payer=payer, payee=(ACCOUNT, reviews.account[rows]), order=named)


def take_down(happened: Happened, rows: Ints, at: Floats) -> None:
    """Authors take these reviews down, as far as that falls before the end."""
    done = at < END
    happened.reviews.deleted_at[rows[done]] = at[done]
    happened.reviews.deleted_by[rows[done]] = AUTHOR
