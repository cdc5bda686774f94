"""Piecework: people who tap and click for cents, on spare accounts of theirs, and how a task site pays them."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints
from zhenxin.world.clock import DAY, WEEK
from zhenxin.world.ledger import ACCOUNT, MERCHANT, OUTSIDE, RED_PACKET, TRANSFER
from zhenxin.world.parameters import Range
from zhenxin.world.rings import Ring, between, late
from zhenxin.world.state import World


def share_phones(world: World, rng: Dice, workers: Ints, starts: float, phone_accounts: Range) -> None:
    """Three in four of these reborn accounts are spare ones, `phone_accounts` a phone, opened in the months before the work starts."""
    people = world.people
    spare = workers[rng.random(len(workers)) < 0.75]
    if len(spare) < 4:
        return
    hands = max(2, round(len(spare) / between(rng, phone_accounts)))
    lead = spare[np.arange(len(spare)) % hands]
    people.phone[spare], people.home[spare] = people.phone[lead], people.home[lead]
    people.second[spare], people.changes_at[spare] = NONE, np.inf
    people.home_after[spare], people.card[spare] = people.home_after[lead], people.card[lead]
    people.registered[spare] = starts - rng.gamma(2.0, 40 * DAY, len(spare)) - DAY
    people.activity[spare] *= 0.4


def pay_pieces(world: World, rng: Dice, ring: Ring, account: Ints, at: Floats, pieces: Ints, *, fee: float, visible: float) -> None:
    """`fee` cents a piece, summed up by the day, or by the week where the site is careful."""
    span = WEEK if ring.commission.skilled else DAY
    keys, where = np.unique(account * 1000 + (at // span).astype(np.int64), return_inverse=True)
    cents = np.round(np.bincount(where, weights=pieces, minlength=len(keys)) * fee).astype(np.int64)
    due = (keys % 1000 + 1) * span + rng.uniform(0, 0.6, len(keys)) * DAY
    paid = np.where(rng.random(len(keys)) < visible, late(due), np.nan)
    kind = np.where(rng.random(len(keys)) < 0.35, RED_PACKET, TRANSFER)
    world.ledger.pay(paid, cents, kind=kind, payer=(OUTSIDE, int(ring.payers[0])), payee=(ACCOUNT, keys // 1000))


def charge_shops(world: World, rng: Dice, ring: Ring, shop: Ints, at: Floats, cents: Floats, *, visible: float) -> None:
    """What shops pay the site some days before the first piece: `cents` of each piece, in tens of yuan."""
    keys, where = np.unique(shop, return_inverse=True)
    price = np.bincount(where, weights=cents, minlength=len(keys))
    first = np.full(len(keys), np.inf)
    np.minimum.at(first, where, at)
    paid = np.maximum(first - rng.uniform(0.5, 3, len(keys)) * DAY, np.maximum(world.market.opened[keys], 0.0) + 60.0)
    paid = np.where(rng.random(len(keys)) < visible, np.minimum(paid, first), np.nan)
    lump = np.maximum(np.ceil(price / 1000).astype(np.int64) * 1000, 1000)
    world.ledger.pay(paid, lump, kind=TRANSFER, payer=(MERCHANT, keys), payee=(OUTSIDE, int(ring.payers[0])))
