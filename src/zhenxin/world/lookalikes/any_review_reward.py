"""Shops that reward any honest review: cards and small red packets whatever the stars; the stars stay as they are."""

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, full, lognormal
from zhenxin.world.clock import DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, MERCHANT, RED_PACKET, TRANSFER
from zhenxin.world.life.inserts import put_in
from zhenxin.world.orders import SIGNED
from zhenxin.world.papers import REVIEW_REWARD
from zhenxin.world.prompted import prompt
from zhenxin.world.rings import late
from zhenxin.world.state import Happened, World
from zhenxin.world.wording import about

CODE = "any_review_reward"
_SHOPS = 0.02
"""Share of shops that have such a campaign for some weeks; twice as many as pay for stars."""


def settle(world: World, happened: Happened) -> None:
    """For some weeks more people write, sooner, what they think; each gets the same small sum."""
    rng = world.dice(CODE)
    market, bought = world.market, happened.bought
    rank = np.argsort(np.argsort(market.weight)) / market.merchants
    share = _SHOPS * world.parameters.lookalikes
    giving = np.flatnonzero((rank > 0.35) & (market.opened < END - 40 * DAY) & (rng.random(market.merchants) < share / 0.65))
    starts = rng.uniform(np.maximum(market.opened[giving], 0), END - 35 * DAY)
    ends = np.minimum(starts + rng.uniform(35, 120, len(giving)) * DAY, END)
    world.sheets.campaigns.add(
        len(giving), kind=REVIEW_REWARD, starts=starts, ends=ends, merchant=giving, any_rating=1, creator_kind=MERCHANT, creator=giving,
        budget=rng.integers(2, 30, len(giving)) * 10_000,
    )  # fmt: skip
    begun, over, keen, sums = (
        np.full(market.merchants, np.inf),
        np.zeros(market.merchants),
        np.zeros(market.merchants),
        full(market.merchants),
    )
    begun[giving], over[giving] = starts, ends - DAY
    keen[giving], sums[giving] = rng.uniform(0.25, 0.5, len(giving)), rng.choice([100, 180, 200, 280, 300, 500], len(giving))
    shop = market.product_merchant[bought.plan.product]
    given = (bought.status == SIGNED) & (bought.plan.ring < 0) & (bought.plan.voice < 0) & ~np.isnan(happened.parcels.signed_of(len(shop)))
    rows = np.flatnonzero(given & (bought.signed_at > begun[shop]) & (bought.signed_at < over[shop]))
    _reward(world, rng, happened, rows, (keen, sums))
    world.key.hard("merchant", giving, CODE)


def _reward(world: World, rng: Dice, happened: Happened, rows: Ints, ways: tuple[Floats, Ints]) -> None:
    """Cards for all; a quarter to a half of the buyers take part, and each shop pays one sum, itself or by whoever runs it."""
    keen, sums = ways
    takers = rows[rng.random(len(rows)) < keen[world.market.product_merchant[happened.plan.product[rows]]]]
    at = happened.bought.signed_at[takers] + lognormal(rng, 14 * HOUR, 1.2, len(takers))
    found = prompt(rng, happened, takers, at)
    reviews, n = happened.reviews, len(found)
    world.key.hard("review", found, CODE)
    shop = world.market.product_merchant[happened.plan.product[reviews.order[found]]]
    by_shop = shop % 5 < 3
    payer = (np.where(by_shop, MERCHANT, ACCOUNT), np.where(by_shop, shop, world.market.owner[shop]))
    cents = sums[shop]
    paid = np.where(rng.random(n) < 0.8, late(reviews.at[found] + lognormal(rng, 4 * HOUR, 1.0, n)), np.nan)
    paid = np.where((reviews.account[found] == world.market.owner[shop]) & ~by_shop, np.nan, paid)
    kind = np.where(rng.random(n) < 0.75, RED_PACKET, TRANSFER)
    world.ledger.pay(paid, cents, kind=kind, payer=payer, payee=(ACCOUNT, reviews.account[found]))
    put_in(world, rng, happened, rows[rng.random(len(rows)) < 0.15], "any_review_insert")
    told = rows[rng.random(len(rows)) < 0.012]
    plan = happened.plan
    world.sheets.complaints.add(
        len(told), at=happened.bought.signed_at[told] + rng.exponential(3 * DAY, len(told)), entity_kind="merchant",
        entity=world.market.product_merchant[plan.product[told]], kind="cashback_card", complainant=plan.account[told],
        status=rng.choice([0, 2, 2, 2], len(told)), text=about(world, rng, "regulator_complaint", plan.product[told], told=0.8),
    )  # fmt: skip
