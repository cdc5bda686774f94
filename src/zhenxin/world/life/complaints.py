"""Complaints that people and shops file: about shops and goods, about reviews and accounts; some upheld, some not, some still open."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, lognormal, pick
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.orders import CANCELLED, REFUSED
from zhenxin.world.state import Happened, World
from zhenxin.world.wording import about

OPEN, UPHELD, REJECTED = range(3)
KINDS = ("quality", "description", "delivery", "refund", "counterfeit", "service", "safety", "label", "cashback_card")
_OFTEN = (34, 18, 16, 14, 8, 7, 3, 1, 1)


def go_on(world: World, happened: Happened) -> None:
    """What buyers complain of, and what shops do."""
    rng = world.dice("complaints")
    _buyers(world, rng, happened)
    _against_reviews(world, rng, happened)
    _against_buyers(world, rng, happened)
    _doubts(world, rng)


def _buyers(world: World, rng: Dice, happened: Happened) -> None:
    """One order in 180 or so ends in a complaint, more in bad shops; a quarter names the product and not the shop."""
    plan, market = happened.plan, world.market
    shop = market.product_merchant[plan.product]
    rows = np.flatnonzero(rng.random(len(plan)) < 0.0045 * np.exp(-0.35 * market.quality[shop]))
    n = len(rows)
    signed = happened.bought.signed_at[rows]
    at = np.where(np.isnan(signed), plan.at[rows] + lognormal(rng, 4 * DAY, 0.6, n), signed + lognormal(rng, 3 * DAY, 1.0, n))
    whole = rng.random(n) < 0.75
    kind = np.where(whole, "merchant", "product").astype(object)
    world.sheets.complaints.add(
        n, at=at, entity_kind=kind, entity=np.where(whole, shop[rows], plan.product[rows]),
        kind=np.array(KINDS, dtype=object)[pick(rng, _OFTEN, n)], complainant=plan.account[rows], status=pick(rng, [22, 45, 33], n),
        text=about(world, rng, "regulator_complaint", plan.product[rows], told=0.8),
    )  # fmt: skip


def _against_reviews(world: World, rng: Dice, happened: Happened) -> None:
    """Shops think some bad reviews are malicious; they are seldom right."""
    reviews, market = happened.reviews, world.market
    rows = np.flatnonzero((reviews.stars <= 2) & (rng.random(len(reviews)) < 0.05))
    n = len(rows)
    world.sheets.complaints.add(
        n, at=reviews.at[rows] + lognormal(rng, 1.5 * DAY, 0.9, n), entity_kind="review", entity=rows, kind="malicious_review",
        complainant=market.owner[market.product_merchant[reviews.product[rows]]], status=pick(rng, [20, 15, 65], n),
        text=about(world, rng, "shop_plea", reviews.product[rows], told=0.6),
    )  # fmt: skip


def _against_buyers(world: World, rng: Dice, happened: Happened) -> None:
    """Shops that had to pay for the way there and back complain of the buyer."""
    bought, market = happened.bought, world.market
    rows = np.flatnonzero(np.isin(bought.status, [CANCELLED, REFUSED]) & (rng.random(len(bought.status)) < 0.015))
    n = len(rows)
    world.sheets.complaints.add(
        n, at=bought.status_at[rows] + lognormal(rng, 1.0 * DAY, 0.8, n), entity_kind="account", entity=bought.plan.account[rows],
        kind="malicious_order", complainant=market.owner[market.product_merchant[bought.plan.product[rows]]],
        status=pick(rng, [30, 25, 45], n),
    )  # fmt: skip


def _doubts(world: World, rng: Dice) -> None:
    """Somebody finds a shop's sales or praise too good to be true; mostly it is."""
    market, people = world.market, world.people
    shop = pick(rng, market.weight**0.6, rng.poisson(0.03 * market.merchants))
    n = len(shop)
    teller = np.where(rng.random(n) < 0.4, market.owner[rng.integers(0, market.merchants, n)], pick(rng, people.activity**0.5, n))
    at = BUYING.draw(rng, n, np.clip(np.maximum(market.opened[shop], people.registered[teller]) + HOUR, 0, END - DAY), END)
    first = np.searchsorted(market.product_merchant, shop).astype(np.int64)
    world.sheets.complaints.add(
        n, at=at, entity_kind="merchant", entity=shop, kind="fake_sales", complainant=np.where(rng.random(n) < 0.95, teller, NONE),
        status=pick(rng, [35, 10, 55], n), text=about(world, rng, "regulator_complaint", first, told=0.8),
    )  # fmt: skip
