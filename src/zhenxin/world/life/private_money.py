"""Money among people: rent, lessons, loans that grow, work at home paid in parts, bills shared after dinner, gifts at New Year."""

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, lognormal, pick, spread
from zhenxin.world.clock import BUYING, DAY, END, HOUR, LOOKING, WEEK
from zhenxin.world.ledger import ACCOUNT, OUTSIDE, RED_PACKET, TRANSFER
from zhenxin.world.shopping import friends_of
from zhenxin.world.state import Happened, World

_RENTERS, _PUPILS, _LENDERS, _BUILDERS, _SAVERS = 0.035, 0.02, 0.025, 0.012, 0.01
"""Shares of accounts that pay rent, pay for lessons, lend to a friend, have work done at home, put money aside; all assumed."""
_DINNERS, _GIFTS = 0.009, 0.03
"""Shared bills, and gifts at New Year, for each order; assumed."""
_NEW_YEAR = 46 * DAY
"""The eve of Spring Festival 2026, 16 February, counted from START."""


def go_on(world: World, happened: Happened) -> None:
    """All of it, for people with an account; some of those who receive are accounts, most are not."""
    rng = world.dice("private money")
    _rent(world, rng)
    _lessons(world, rng)
    _loans(world, rng)
    _work_at_home(world, rng)
    _savings(world, rng)
    _dinners(world, rng, round(_DINNERS * len(happened.plan)))
    _gifts(world, rng, round(_GIFTS * len(happened.plan)))


def _some(world: World, rng: Dice, share: float) -> Ints:
    people = world.people
    return np.flatnonzero(rng.random(people.count) < share * world.parameters.lookalikes)


def _persons(world: World, rng: Dice, n: int, accounts: float) -> tuple[Ints, Ints]:
    """Kind and index of `n` people who receive: accounts for a share, people outside otherwise, some of whom several pay."""
    outside = world.ledger.add_outsiders(max(1, round(n * 0.6)))
    kind = np.where(rng.random(n) < accounts, ACCOUNT, OUTSIDE)
    index = np.where(kind == ACCOUNT, rng.integers(0, world.people.count, n), outside[rng.integers(0, len(outside), n)])
    return kind, index


def _send(world: World, at: Floats, cents: Ints, payer: Ints, payee: tuple[Ints, Ints], *, kind: Ints | int = TRANSFER) -> None:
    """Payments of people, none before either is registered, to oneself or after the end."""
    people = world.people
    there = people.registered[payer] < at
    to_account = payee[0] == ACCOUNT
    known = np.where(to_account, payee[1], 0)
    there &= ~to_account | ((people.registered[known] < at) & (known != payer))
    world.ledger.pay(np.where(there & (at > 0) & (at < END), at, np.nan), cents, kind=kind, payer=(ACCOUNT, payer), payee=payee)


def _rent(world: World, rng: Dice) -> None:
    """The same sum about the same day of each month, a deposit ahead where somebody moves in."""
    tenants = _some(world, rng, _RENTERS)
    n = len(tenants)
    kind, landlord = _persons(world, rng, n, 0.3)
    month = np.round(lognormal(rng, 230_000, 0.5, n) / 5000).astype(np.int64) * 5000
    day = rng.uniform(0, 30, n)
    owner, rank = spread(np.full(n, 6))
    moved = np.where(rng.random(n) < 0.3, rng.integers(1, 5, n), 0)
    at = (rank * 30.4 + day[owner] + rng.normal(0, 1.2, len(owner))) * DAY + rng.uniform(1, 14, len(owner)) * HOUR
    cents = month[owner] * np.where((rank == moved[owner]) & (moved[owner] > 0), 3, 1)
    kept = rank >= moved[owner]
    owner, at, cents = owner[kept], at[kept], cents[kept]
    _send(world, at, cents, tenants[owner], (kind[owner], landlord[owner]))


def _lessons(world: World, rng: Dice) -> None:
    """Two to five instalments to a teacher, some months apart; sums as agreed."""
    pupils = _some(world, rng, _PUPILS)
    n = len(pupils)
    kind, teacher = _persons(world, rng, n, 0.25)
    fee = np.round(lognormal(rng, 90_000, 0.7, n) / 1000).astype(np.int64) * 1000
    owner, rank = spread(rng.integers(2, 6, n))
    begun = rng.uniform(0, 0.8 * END, n)
    at = begun[owner] + rank * rng.uniform(10, 40, n)[owner] * DAY + rng.uniform(0, 2, len(owner)) * DAY
    _send(world, at, fee[owner], pupils[owner], (kind[owner], teacher[owner]))


def _loans(world: World, rng: Dice) -> None:
    """A friend asks again and again, for more each time; a part comes back, sometimes with something on top."""
    lenders = _some(world, rng, _LENDERS)
    n = len(lenders)
    outside, stranger = _persons(world, rng, n, 0.0)
    friend = friends_of(world.people, lenders, rng.integers(0, 3, n))
    near = rng.random(n) < 0.55
    kind, payee = np.where(near, ACCOUNT, outside), np.where(near, friend, stranger)
    owner, rank = spread(rng.integers(1, 7, n))
    begun = LOOKING.draw(rng, n, 0, 0.9 * END)
    pause = np.exp(rng.uniform(np.log(0.2), np.log(20), n))
    at = begun[owner] + rank * pause[owner] * DAY + rng.uniform(0, 0.6, len(owner)) * pause[owner] * DAY
    yuan = lognormal(rng, 260, 1.0, n)[owner] * rng.uniform(1.0, 2.6, n)[owner] ** rank
    cents = np.maximum(np.round(np.minimum(yuan, 60_000) / 50), 1).astype(np.int64) * 5000
    _send(world, at, cents, lenders[owner], (kind[owner], payee[owner]))
    back = np.flatnonzero(rng.random(len(owner)) < 0.45)
    share = np.where(rng.random(len(back)) < 0.6, 1.0, rng.uniform(0.05, 1.2, len(back)))
    late = at[back] + lognormal(rng, 9 * DAY, 1.5, len(back))
    late = np.where((late < END) & (world.people.registered[lenders[owner[back]]] < at[back]) & (at[back] > 0), late, np.nan)
    payer = (kind[owner[back]], payee[owner[back]])
    to = lenders[owner[back]]
    there = (payer[0] != ACCOUNT) | ((world.people.registered[np.where(payer[0] == ACCOUNT, payer[1], 0)] < at[back]) & (payer[1] != to))
    world.ledger.pay(
        np.where(there, late, np.nan), (cents[back] * share).astype(np.int64) // 100 * 100, kind=TRANSFER, payer=payer, payee=(ACCOUNT, to)
    )


def _work_at_home(world: World, rng: Dice) -> None:
    """Tilers, painters, movers: ever other people, a small deposit first and the larger sums as the work goes on."""
    owners = _some(world, rng, _BUILDERS)
    n = len(owners)
    owner, rank = spread(rng.integers(3, 9, n))
    kind, worker = _persons(world, rng, len(owner), 0.35)
    begun = BUYING.draw(rng, n, 0, 0.85 * END)
    pause = np.exp(rng.uniform(np.log(0.3), np.log(9), n))
    at = begun[owner] + (rank + rng.uniform(0, 0.7, len(owner))) * pause[owner] * DAY
    yuan = lognormal(rng, 240, 0.6, n)[owner] * np.exp(0.3 * rng.standard_normal(len(owner))) * rng.uniform(1.1, 2.0, n)[owner] ** rank
    cents = np.maximum(np.round(np.minimum(yuan, 40_000) / 10), 1).astype(np.int64) * 1000
    cents = np.where(rng.random(len(owner)) < 0.3, cents + rng.integers(1, 1000, len(owner)), cents)
    _send(world, at, cents, owners[owner], (kind[owner], worker[owner]))


def _savings(world: World, rng: Dice) -> None:
    """Money put by with somebody outside, more as wages rise, and taken out again in parts."""
    savers = _some(world, rng, _SAVERS)
    n = len(savers)
    bank = world.ledger.add_outsiders(max(2, n // 30))[rng.integers(0, max(2, n // 30), n)]
    owner, rank = spread(rng.integers(3, 10, n))
    begun = rng.uniform(0, 0.6 * END, n)
    at = begun[owner] + (rank * rng.choice([7.0, 14.0, 30.0], n)[owner] + rng.uniform(0, 2, len(owner))) * DAY
    yuan = lognormal(rng, 500, 1.0, n)[owner] * rng.uniform(0.9, 1.5, n)[owner] ** rank
    cents = np.maximum(np.round(np.minimum(yuan, 80_000) / 50), 1).astype(np.int64) * 5000
    _send(world, at, cents, savers[owner], (np.full(len(owner), OUTSIDE), bank[owner]))
    out = np.flatnonzero((rng.random(len(owner)) < 0.25) & (world.people.registered[savers[owner]] < at) & (at > 0))
    when = at[out] + lognormal(rng, 20 * DAY, 1.0, len(out))
    gain = (cents[out] * rng.uniform(0.02, 1.05, len(out))).astype(np.int64)
    world.ledger.pay(
        np.where(when < END, when, np.nan), gain, kind=TRANSFER, payer=(OUTSIDE, bank[owner[out]]), payee=(ACCOUNT, savers[owner[out]])
    )


def _dinners(world: World, rng: Dice, n: int) -> None:
    """One pays, the others send their share the same night or the day after, mostly the same sum to the cent."""
    host = pick(rng, world.people.activity**0.4, n)
    owner, _ = spread(rng.integers(1, 7, n))
    guest = friends_of(world.people, host[owner], rng.integers(0, 3, len(owner)))
    guest = np.where(rng.random(len(owner)) < 0.5, guest, friends_of(world.people, guest, rng.integers(0, 3, len(owner))))
    share = lognormal(rng, 7200, 0.5, n).astype(np.int64)
    share = np.where(rng.random(n) < 0.4, share // 100 * 100, share)
    at = LOOKING.draw(rng, n, 0, END)[owner] + lognormal(rng, 1.5 * HOUR, 1.1, len(owner))
    _send(world, at, share[owner], guest, (np.full(len(owner), ACCOUNT), host[owner]))


def _gifts(world: World, rng: Dice, n: int) -> None:
    """Red packets of lucky sums in the week of Spring Festival, and on other days of the year; firms hand out small ones."""
    giver = pick(rng, world.people.activity**0.3, n)
    taker = friends_of(world.people, giver, rng.integers(0, 3, n))
    at = np.where(rng.random(n) < 0.6, _NEW_YEAR + rng.gamma(2.0, 0.8 * DAY, n), LOOKING.draw(rng, n, 0, END - WEEK))
    cents = rng.choice([600, 660, 800, 880, 1000, 1680, 1888, 5000, 6600, 8800, 10_000, 16_800, 20_000, 66_600, 88_800], n)
    _send(world, at, cents, giver, (np.full(n, ACCOUNT), taker), kind=RED_PACKET)
    m = max(n // 6, 12)
    firms = world.ledger.add_outsiders(max(m // 20, 2))
    lucky = pick(rng, world.people.activity**0.3, m)
    when = np.where(rng.random(m) < 0.5, _NEW_YEAR + rng.gamma(2.0, 0.8 * DAY, m), LOOKING.draw(rng, m, 0, END - WEEK))
    when = np.where(world.people.registered[lucky] < when, when, np.nan)
    small = rng.choice([100, 188, 200, 300, 500, 660, 888, 1200, 2000, 3000], m)
    world.ledger.pay(when, small, kind=RED_PACKET, payer=(OUTSIDE, firms[rng.integers(0, len(firms), m)]), payee=(ACCOUNT, lucky))
