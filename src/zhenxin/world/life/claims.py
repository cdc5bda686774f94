"""After-sales claims: for goods sent back, for a refund without that, for late or damaged goods; most are approved without a person."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Flags, Floats, Ints, full, lognormal
from zhenxin.world.clock import DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, MERCHANT, REFUND
from zhenxin.world.ledger import COMPENSATION as PAID_COMPENSATION
from zhenxin.world.office import CLAIMS
from zhenxin.world.orders import RETURNED, SIGNED
from zhenxin.world.papers import COMPENSATION, REFUND_ONLY, RETURN
from zhenxin.world.state import Happened, World
from zhenxin.world.wording import about

_TOLD = 0.6
"""Share of claims with a reason in words."""
_BY_HAND = 0.2
"""Share of claims that a member of staff approves."""


def go_on(world: World, happened: Happened) -> None:
    """Claims under orders of everybody, and the money of those that are refunded without sending anything back."""
    rng = world.dice("claims")
    _returns(world, rng, happened)
    _refunds_only(world, rng, happened)
    _compensations(world, rng, happened)


def file(
    world: World, rng: Dice, happened: Happened, rows: Ints, at: Floats, cents: Ints, *, kind: int, topic: str, by_hand: float
) -> None:
    """Claims under these orders."""
    plan = happened.plan
    approver = np.where(rng.random(len(rows)) < by_hand, world.office.on_duty(rng, CLAIMS, at), NONE)
    text = about(world, rng, topic, plan.product[rows], told=_TOLD)
    world.sheets.claims.add(len(rows), order=rows, account=plan.account[rows], at=at, kind=kind, cents=cents, approver=approver, text=text)


def _returns(world: World, rng: Dice, happened: Happened) -> None:
    """Whatever came back was claimed some time before; a few claims come to nothing and the goods stay."""
    bought = happened.bought
    back = np.flatnonzero(bought.status == RETURNED)
    stayed = np.flatnonzero((bought.status == SIGNED) & (rng.random(len(bought.status)) < 0.006))
    rows = np.concatenate([back, stayed])
    ended = np.where(
        bought.status[rows] == RETURNED, bought.status_at[rows], bought.signed_at[rows] + lognormal(rng, 3 * DAY, 0.7, len(rows))
    )
    at = bought.signed_at[rows] + (ended - bought.signed_at[rows]) * rng.uniform(0.05, 0.6, len(rows))
    file(world, rng, happened, rows, at, bought.amount[rows], kind=RETURN, topic="return_reason", by_hand=_BY_HAND / 2)


def _refunds_only(world: World, rng: Dice, happened: Happened) -> None:
    """Broken, short or lost: the whole or a part comes back and the goods stay; one in five gets nothing."""
    bought = happened.bought
    rows = np.flatnonzero((bought.status == SIGNED) & (rng.random(len(bought.status)) < 0.011))
    n = len(rows)
    at = bought.signed_at[rows] + lognormal(rng, 20 * HOUR, 1.0, n)
    share = np.where(rng.random(n) < 0.4, 1.0, rng.choice([0.1, 0.2, 0.3, 0.5], n))
    cents = np.maximum((bought.amount[rows] * share).astype(np.int64), 1)
    file(world, rng, happened, rows, at, cents, kind=REFUND_ONLY, topic="refund_only_reason", by_hand=_BY_HAND)
    shop = world.market.product_merchant[bought.plan.product[rows]]
    paid = at + lognormal(rng, 7 * HOUR, 0.9, n)
    paid = np.where((rng.random(n) < 0.8) & (paid < END), paid, np.nan)
    world.ledger.pay(paid, cents, kind=REFUND, payer=(MERCHANT, shop), payee=(ACCOUNT, bought.plan.account[rows]), order=rows)


def _compensations(world: World, rng: Dice, happened: Happened) -> None:
    """Compensation that shops paid was mostly claimed; so is what is due for goods that left late."""
    bought = happened.bought
    paid = world.ledger.all()
    known = np.flatnonzero((paid.kind == PAID_COMPENSATION) & (paid.order >= 0))
    known = known[rng.random(len(known)) < 0.75]
    rows = paid.order[known]
    signed = bought.signed_at[rows]
    at = signed + (paid.at[known] - signed) * rng.uniform(0.05, 0.9, len(rows))
    damaged = rng.random(len(rows)) < 0.5
    for some, topic in ((damaged, "refund_only_reason"), (~damaged, "late_claim")):
        file(world, rng, happened, rows[some], at[some], paid.cents[known][some], kind=COMPENSATION, topic=topic, by_hand=_BY_HAND)
    _late(world, rng, happened)


def _late(world: World, rng: Dice, happened: Happened) -> None:
    bought = happened.bought
    shipped = happened.parcels.shipped_of(len(bought.plan))
    slow: Flags = (shipped - bought.paid_at > 40 * HOUR) & (rng.random(len(shipped)) < 0.12)
    rows = np.flatnonzero(slow)
    n = len(rows)
    at = bought.paid_at[rows] + rng.uniform(24, 40, n) * HOUR
    cents = np.maximum(np.minimum(bought.amount[rows] // 10, 3000), 300) // 100 * 100
    file(world, rng, happened, rows, at, cents, kind=COMPENSATION, topic="late_claim", by_hand=0.5)
    paid = at + lognormal(rng, 14 * HOUR, 0.8, n)
    shop = world.market.product_merchant[bought.plan.product[rows]]
    world.ledger.pay(
        np.where(paid < END, paid, np.nan), cents, kind=PAID_COMPENSATION, payer=(full(n, MERCHANT), shop),
        payee=(ACCOUNT, bought.plan.account[rows]), order=rows,
    )  # fmt: skip
