"""Honest claims for compensation: parcels that come late, orders that are never sent; what the platform or the shop pays for it."""

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, lognormal
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, COMPENSATION, MERCHANT, PLATFORM
from zhenxin.world.life.office_work import approvers
from zhenxin.world.orders import CANCELLED
from zhenxin.world.papers import COMPENSATION as FOR_COMPENSATION
from zhenxin.world.state import Bought, Happened, World
from zhenxin.world.texts.topics import lines


def go_on(world: World, happened: Happened) -> None:
    """One in seven of those who waited too long claims; some others get something for goods that were not as they should be."""
    rng = world.dice("compensation")
    bought = happened.bought
    honest = bought.plan.ring < 0
    waited = bought.signed_at - bought.paid_at
    unsent = (bought.status == CANCELLED) & (bought.status_at - bought.paid_at > 2 * DAY) & honest
    late = np.flatnonzero(honest & (waited > 4.6 * DAY) & (rng.random(len(waited)) < 0.14))
    gone = np.flatnonzero(unsent & (rng.random(len(waited)) < 0.5))
    other = np.flatnonzero(honest & ~np.isnan(bought.signed_at) & (rng.random(len(waited)) < 0.4 * world.parameters.compensation_share))
    hours = [lognormal(rng, 20 * HOUR, 0.9, len(late)), rng.uniform(0.02, 0.95, len(gone)), lognormal(rng, 30 * HOUR, 0.9, len(other))]
    at = np.concatenate([
        bought.signed_at[late] - 0.3 * DAY + hours[0],
        bought.paid_at[gone] + 2 * DAY + hours[1] * (bought.status_at[gone] - bought.paid_at[gone] - 2 * DAY),
        bought.signed_at[other] + hours[2],
    ])  # fmt: skip
    rows = np.concatenate([late, gone, other])
    claim(world, rng, bought, rows, at, lines(rng, "late_claim", len(rows), things(world, bought, rows)), approvers(world, rng, at, rows))


def things(world: World, bought: Bought, rows: Ints) -> dict[str, list[str]]:
    """The noun and category of each order, for those who write about it."""
    goods = bought.plan.product[rows]
    codes = world.market.product_category[goods].tolist()
    return {"noun": [world.market.noun[i] for i in goods.tolist()], "category": [CATEGORIES[code].code for code in codes]}


def claim(world: World, rng: Dice, bought: Bought, rows: Ints, at: Floats, texts: list[str], approver: Ints) -> None:
    """Claims for these orders at these times, and what is paid for them: by the platform, at times by the shop."""
    n = len(rows)
    rate = rng.choice([0.05, 0.1, 0.1, 0.2, 0.3, 0.3, 0.5], n)
    cents = np.clip((bought.amount[rows] * rate).astype(np.int64), 300, 20_000)
    cents = np.where(rng.random(n) < 0.5, (cents + 50) // 100 * 100, cents)
    written = np.array(texts, dtype=object)
    written[rng.random(n) < 0.08] = None
    account = bought.plan.account[rows]
    at = np.where(at < END, at, np.nan)
    world.sheets.claims.add(n, order=rows, account=account, at=at, kind=FOR_COMPENSATION, cents=cents, approver=approver, text=written)
    paid_at = at + lognormal(rng, 9 * HOUR, 0.7, n) + HOUR
    shop = rng.random(n) < 0.35
    payer = np.where(shop, world.market.product_merchant[bought.plan.product[rows]], 0)
    world.ledger.pay(
        np.where(paid_at < END, paid_at, np.nan), cents, kind=COMPENSATION, payer=(np.where(shop, MERCHANT, PLATFORM), payer),
        payee=(ACCOUNT, account), order=rows,
    )  # fmt: skip
