"""Honest money: what orders, refunds, wages, friends and goodwill move, so that no kind of payment is a mark by itself."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, lognormal, pick, spread
from zhenxin.world.clock import BUYING, DAY, END, HOUR, LOOKING, WEEK
from zhenxin.world.ledger import (
    ACCOUNT,
    MERCHANT,
    ORDER,
    OUTSIDE,
    PAYOUT,
    PLATFORM,
    RED_PACKET,
    REFUND,
    SUBSIDY,
    TRANSFER,
)
from zhenxin.world.orders import CANCELLED, REFUSED, RETURNED
from zhenxin.world.shopping import friends_of
from zhenxin.world.state import Bought, World

_ROUND = np.array([500, 1000, 2000, 5000, 10000, 20000, 666, 888, 1314, 520, 6600, 8800, 30000, 50000])


def pay_honestly(world: World, bought: Bought) -> None:
    """All payments that have nothing to do with a ring, into the ledger."""
    rng = world.dice("money")
    pay_for_orders(world, rng, bought)
    _subsidies(world, bought)
    _small_refunds(world, rng, bought)
    _friends(world, rng, bought)
    _payroll(world, rng)
    _shops(world, rng, bought)


def _shop(world: World, bought: Bought, rows: Ints) -> Ints:
    return world.market.product_merchant[bought.plan.product[rows]]


def pay_for_orders(world: World, rng: Dice, bought: Bought) -> None:
    """What buyers pay, and what comes back to them for goods returned, refused or called off."""
    rows = np.flatnonzero(~np.isnan(bought.paid_at))
    payer, card = bought.plan.account[rows], bought.plan.payer[rows]
    shop = _shop(world, bought, rows)
    world.ledger.pay(
        bought.paid_at[rows], bought.amount[rows], kind=ORDER, payer=(ACCOUNT, payer), payee=(MERCHANT, shop), order=rows, card=card
    )
    back = rows[np.isin(bought.status[rows], [CANCELLED, REFUSED, RETURNED])]
    at = bought.status_at[back] + lognormal(rng, 5 * HOUR, 1.0, len(back))
    part = (bought.status[back] == RETURNED) & (rng.random(len(back)) < 0.06)
    cents = np.where(part, bought.amount[back] * rng.uniform(0.3, 0.9, len(back)), bought.amount[back]).astype(np.int64)
    buyer = bought.plan.account[back]
    world.ledger.pay(_before_end(at), cents, kind=REFUND, payer=(MERCHANT, _shop(world, bought, back)), payee=(ACCOUNT, buyer), order=back)


def _subsidies(world: World, bought: Bought) -> None:
    """What the platform owes shops for subsidised orders, some days after each is signed for; nothing for what was sent back by then."""
    rng = world.dice("subsidies")
    rows = np.flatnonzero((bought.subsidy > 0) & ~np.isnan(bought.signed_at))
    at = bought.signed_at[rows] + rng.uniform(1, 4, len(rows)) * DAY
    kept = (bought.status[rows] != RETURNED) | (bought.status_at[rows] > at)
    shop = _shop(world, bought, rows)
    world.ledger.pay(
        _before_end(np.where(kept, at, np.nan)), bought.subsidy[rows], kind=SUBSIDY, payer=(PLATFORM, 0), payee=(MERCHANT, shop), order=rows
    )


def _small_refunds(world: World, rng: Dice, bought: Bought) -> None:
    """Goodwill and price protection: small sums from the shop, some as a red packet or a plain transfer."""
    parameters = world.parameters
    signed = np.flatnonzero(~np.isnan(bought.signed_at))
    rows = signed[rng.random(len(signed)) < parameters.small_refund_share * parameters.lookalikes]
    n = len(rows)
    cents = np.minimum(lognormal(rng, 520, 0.6, n), 0.5 * bought.amount[rows]).astype(np.int64)
    cents = np.where(rng.random(n) < 0.6, cents // 100 * 100, cents)
    kind = np.array([REFUND, TRANSFER, RED_PACKET])[pick(rng, [60, 22, 18], n)]
    at = _before_end(bought.signed_at[rows] + lognormal(rng, 20 * HOUR, 1.2, n))
    named = np.where((kind == REFUND) | (rng.random(n) < 0.3), rows, NONE)
    world.ledger.pay(
        at, cents, kind=kind, payer=(MERCHANT, _shop(world, bought, rows)), payee=(ACCOUNT, bought.plan.account[rows]), order=named
    )
    world.key.hard("order", rows[np.isfinite(at) & (cents > 0)], "small_refund")


def _friends(world: World, rng: Dice, bought: Bought) -> None:
    """Friends send one another round sums, shares of a bill, and now and then the price of a thing, to the cent, on the day."""
    people, parameters = world.people, world.parameters
    n = round(parameters.friend_share * len(bought.plan))
    account = pick(rng, people.activity**0.4, n)
    friend = friends_of(people, account, rng.integers(0, 3, n))
    cents = np.where(
        rng.random(n) < 0.55, _ROUND[pick(rng, 1.0 / (np.arange(len(_ROUND)) + 3), n)], lognormal(rng, 4600, 1.0, n).astype(np.int64)
    )
    kind = np.where(rng.random(n) < 0.3, RED_PACKET, TRANSFER)
    at = LOOKING.draw(rng, n, np.clip(np.maximum(people.registered[account], people.registered[friend]), 0, END - DAY), END)
    world.ledger.pay(at, cents, kind=kind, payer=(ACCOUNT, friend), payee=(ACCOUNT, account))

    paid = np.flatnonzero(~np.isnan(bought.paid_at))
    rows = rng.choice(paid, round(n * parameters.exact_friend_share), replace=False)
    buyer = bought.plan.account[rows]
    friend = friends_of(people, buyer, rng.integers(0, 3, len(rows)))
    rounded = np.where(rng.random(len(rows)) < 0.3, (bought.amount[rows] + 99) // 100 * 100, bought.amount[rows])
    at = _before_end(bought.paid_at[rows] + lognormal(rng, 2 * HOUR, 1.3, len(rows)))
    at = np.where(people.registered[friend] < bought.paid_at[rows], at, np.nan)
    world.ledger.pay(
        at, rounded, kind=np.where(rng.random(len(rows)) < 0.2, RED_PACKET, TRANSFER), payer=(ACCOUNT, friend), payee=(ACCOUNT, buyer)
    )


def _payroll(world: World, rng: Dice) -> None:
    """Firms pay wages once a month and commissions once a week to people who also shop; small bosses from their own accounts."""
    people, parameters = world.people, world.parameters
    earners = np.flatnonzero(rng.random(people.count) < parameters.payroll_share * parameters.lookalikes)
    firms = world.ledger.add_outsiders(max(2, len(earners) // 40))
    firm = firms[pick(rng, 1.0 / (np.arange(len(firms)) + 1.0) ** 0.7, len(earners))]
    weekly = rng.random(len(firms)) < 0.5
    often = weekly[firm - firms[0]]
    owner, rank = spread(np.where(often, 26, 6))
    at = rank * np.where(often[owner], WEEK, 30 * DAY) + (firm[owner] % 7) * DAY + 3 * HOUR + rng.uniform(0, 5 * HOUR, len(owner))
    at = np.where((at > people.registered[earners[owner]]) & (rng.random(len(owner)) < np.where(often[owner], 0.45, 0.97)), at, np.nan)
    level = np.where(often, lognormal(rng, 2600, 0.8, len(earners)), lognormal(rng, 380_000, 0.5, len(earners)))
    cents = (level[owner] * np.exp(np.where(often[owner], 0.7, 0.06) * rng.standard_normal(len(owner)))).astype(np.int64)
    cents = np.where(often[owner] & (rng.random(len(owner)) < 0.5), cents // 100 * 100, cents)
    small, boss = rng.random(len(firms)) < 0.3, rng.integers(0, people.count, len(firms))
    person, chief = small[firm[owner] - firms[0]], boss[firm[owner] - firms[0]]
    at = np.where(person & ((people.registered[chief] > at) | (chief == earners[owner])), np.nan, at)
    payer = (np.where(person, ACCOUNT, OUTSIDE), np.where(person, chief, firm[owner]))
    kind = np.where(often[owner] & (rng.random(len(owner)) < 0.2), RED_PACKET, TRANSFER)
    world.ledger.pay(_before_end(at), cents, kind=kind, payer=payer, payee=(ACCOUNT, earners[owner]))
    world.key.hard("account", earners, "commission")
    world.key.hard("payee", firms, "commission")


def _shops(world: World, rng: Dice, bought: Bought) -> None:
    """What the platform pays out to shops every two weeks, and what shops pay suppliers and services, some to people's own accounts."""
    good = np.flatnonzero(~np.isnan(bought.signed_at) & (bought.status != RETURNED))
    fortnight = (bought.signed_at[good] // (2 * WEEK)).astype(np.int64)
    keys, where = np.unique(_shop(world, bought, good) * 100 + fortnight, return_inverse=True)
    sums = np.zeros(len(keys), dtype=np.int64)
    np.add.at(sums, where, bought.amount[good])
    at = (keys % 100 + 1) * 2 * WEEK + 2 * HOUR + rng.uniform(0, 3 * HOUR, len(keys))
    world.ledger.pay(_before_end(at), sums * 97 // 100, kind=PAYOUT, payer=(PLATFORM, 0), payee=(MERCHANT, keys // 100))

    m = world.market.merchants
    owner, _ = spread(rng.poisson(lognormal(rng, 3.0, 0.9, m)))
    n = len(owner)
    services = world.ledger.add_outsiders(max(4, m // 8))
    own = services[(owner * 31 + rng.integers(0, 3, n) * 17) % len(services)]
    at = BUYING.draw(rng, n, np.clip(world.market.opened[owner], 0, END - DAY), END)
    person = rng.random(n) < 0.25
    helper = pick(rng, world.people.activity**0.2, m)[owner]
    at = np.where(person & (world.people.registered[helper] > at), np.nan, at)
    cents = lognormal(rng, 46_000, 1.1, n).astype(np.int64)
    cents = np.where(rng.random(n) < 0.6, (cents + 50) // 100 * 100, cents)
    world.ledger.pay(
        at, cents, kind=TRANSFER, payer=(MERCHANT, owner), payee=(np.where(person, ACCOUNT, OUTSIDE), np.where(person, helper, own))
    )


def _before_end(at: Floats) -> Floats:
    return np.where(at < END, at, np.nan)
