"""Money in a circle: what shops hand to accounts that order from them, by few or many hands, before the price comes back as sales."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints
from zhenxin.world.clock import DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, MERCHANT, OUTSIDE, RED_PACKET, TRANSFER
from zhenxin.world.parameters import Range
from zhenxin.world.rings import Ring, late
from zhenxin.world.state import Bought, World


def rows_of(ring: Ring, bought: Bought) -> Ints:
    """The paid orders of a ring."""
    return np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.paid_at))


def fund_directly(world: World, rng: Dice, ring: Ring, bought: Bought, *, visible: float, fee: Range) -> None:
    """Each order is paid for out of the shop's pocket: the price ahead, or the price and a fee on the day."""
    rows = rows_of(ring, bought)
    n = len(rows)
    shop = world.market.product_merchant[bought.plan.product[rows]]
    ahead = rng.random(n) < 0.5
    extra = np.round(rng.uniform(*fee, n)).astype(np.int64) * 100
    cents = np.where(ahead, (bought.amount[rows] + 999) // 1000 * 1000, bought.amount[rows] + extra)
    at = bought.paid_at[rows] + np.where(ahead, -rng.uniform(0.1, 6, n), rng.uniform(0.3, 9, n)) * HOUR
    at = np.where((rng.random(n) < visible) & (at > 0), late(at), np.nan)
    kind = np.where(rng.random(n) < 0.2, RED_PACKET, TRANSFER)
    world.ledger.pay(at, cents, kind=kind, payer=(MERCHANT, shop), payee=(ACCOUNT, bought.plan.account[rows]))


def fund_by_hops(world: World, rng: Dice, ring: Ring, bought: Bought, *, visible: float, span: float) -> None:
    """Shops pay somebody outside in lumps, that one pays go-betweens, these pay the accounts ahead of what they buy; each hop days apart."""
    rows = rows_of(ring, bought)
    if not len(rows) or not len(ring.middlemen):
        return
    plan = bought.plan
    hand = ring.middlemen[plan.account[rows] % len(ring.middlemen)]
    last, paid, cents = _lumps(plan.account[rows], bought.paid_at[rows], bought.amount[rows], span)
    between = ring.middlemen[last % len(ring.middlemen)]
    at = paid - rng.uniform(0.5, 4, len(last)) * DAY
    _pay(world, rng, at, _jitter(rng, cents), payer=(ACCOUNT, between), payee=(ACCOUNT, last), visible=visible)
    hands, paid, cents = _lumps(hand, bought.paid_at[rows], bought.amount[rows], span)
    outside = ring.payers[hands % len(ring.payers)]
    at = paid - rng.uniform(4, 8, len(hands)) * DAY
    _pay(world, rng, at, _jitter(rng, cents), payer=(OUTSIDE, outside), payee=(ACCOUNT, hands), visible=visible)
    shops, paid, cents = _lumps(world.market.product_merchant[plan.product[rows]], bought.paid_at[rows], bought.amount[rows], span)
    at = paid - rng.uniform(8, 12, len(shops)) * DAY
    outside = ring.payers[shops % len(ring.payers)]
    _pay(world, rng, at, (cents + 9999) // 10000 * 10000, payer=(MERCHANT, shops), payee=(OUTSIDE, outside), visible=visible)


def _lumps(who: Ints, at: Floats, cents: Ints, span: float) -> tuple[Ints, Floats, Ints]:
    """Who, the first time and the sum, for each party and stretch of `span` seconds."""
    keys, where = np.unique(who * 1000 + (at // span).astype(np.int64), return_inverse=True)
    first, sums = np.full(len(keys), np.inf), np.zeros(len(keys), dtype=np.int64)
    np.minimum.at(first, where, at)
    np.add.at(sums, where, cents)
    return keys // 1000, first, sums


def _jitter(rng: Dice, cents: Ints) -> Ints:
    """Somewhat more than is needed; half in whole yuan, half in tens."""
    more = (cents * rng.uniform(1.0, 1.15, len(cents))).astype(np.int64)
    step = np.where(rng.random(len(cents)) < 0.5, 100, 1000)
    return (more // step + 1) * step


def _pay(world: World, rng: Dice, at: Floats, cents: Ints, *, payer: tuple[int, Ints], payee: tuple[int, Ints], visible: float) -> None:
    seen = (rng.random(len(at)) < visible) & (at > 0) & (at < END)
    apart = (payer[0] != payee[0]) | (payer[1] != payee[1])
    world.ledger.pay(np.where(seen & apart, at, np.nan), cents, kind=TRANSFER, payer=payer, payee=payee)


def owners_card(world: World, rng: Dice, product: Ints, share: float) -> Ints:
    """The card of whoever runs the shop, for a share of the orders; NONE elsewhere."""
    owner = world.market.owner[world.market.product_merchant[product]]
    return np.where(rng.random(len(product)) < share, owner, NONE)


def owners(world: World, ring: Ring) -> Ints:
    """The private accounts of those who run the ring's shops."""
    return np.unique(world.market.owner[ring.shops])
