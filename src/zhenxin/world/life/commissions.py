"""Small money earned honestly: commissions on what was sold for a shop, and cents for surveys, check-ins and advertisements watched."""

import numpy as np

from zhenxin.world.arrays import Dice, lognormal, pick, pick_apart
from zhenxin.world.clock import DAY, END, LOOKING, WEEK
from zhenxin.world.ledger import ACCOUNT, MERCHANT, OUTSIDE, RED_PACKET, TRANSFER
from zhenxin.world.life.looking import editors
from zhenxin.world.rings import late
from zhenxin.world.state import Happened, World

_SELLING, _EARNING = 0.07, 0.03
"""Shares of shops that pay others for selling, and of accounts that earn cents now and then."""


def go_on(world: World, happened: Happened) -> None:
    """Both kinds."""
    rng = world.dice("commissions paid")
    _sellers(world, rng, happened)
    _cents(world, rng)


def _sellers(world: World, rng: Dice, happened: Happened) -> None:
    """Editors and streamers get a share of each week's sales of the shops they speak for; the larger shops have several."""
    market, bought = world.market, happened.bought
    shops = pick_apart(rng, market.weight**0.5, max(2, round(market.merchants * _SELLING)))
    hands = np.concatenate([editors(world), rng.integers(0, world.people.count, max(2, len(shops) // 2))])
    hired = np.zeros(market.merchants, dtype=np.int64)
    hired[shops] = rng.geometric(0.5, len(shops)).clip(1, 4)
    shop = market.product_merchant[bought.plan.product]
    rows = np.flatnonzero((hired[shop] > 0) & ~np.isnan(bought.signed_at) & (rng.random(len(shop)) < 0.5))
    seller = hands[(shop[rows] * 131 + rng.integers(0, 1 << 30, len(rows)) % hired[shop[rows]]) % len(hands)]
    week = (bought.signed_at[rows] // WEEK).astype(np.int64)
    keys, where = np.unique((seller * market.merchants + shop[rows]) * 100 + week, return_inverse=True)
    sums = np.bincount(where, weights=bought.amount[rows], minlength=len(keys))
    account, payer = keys // 100 // market.merchants, keys // 100 % market.merchants
    rate = 0.03 + 0.02 * (payer * 7 % 9)
    due = (keys % 100 + 1) * WEEK + 3 * 3600.0 + rng.gamma(1.2, 0.4 * DAY, len(keys))
    due = np.where((world.people.registered[account] < due) & (account != market.owner[payer]), late(due), np.nan)
    world.ledger.pay(due, np.round(sums * rate).astype(np.int64), kind=TRANSFER, payer=(MERCHANT, payer), payee=(ACCOUNT, account))
    world.key.hard("account", account, "commission")


def _cents(world: World, rng: Dice) -> None:
    """Firms that pay cents by the piece, summed up by the day or the week; a few hundred people know of each."""
    people = world.people
    earners = pick_apart(rng, people.activity**0.3, max(4, round(people.count * _EARNING * world.parameters.lookalikes)))
    firms = world.ledger.add_outsiders(max(2, len(earners) // 60))
    often = np.clip(lognormal(rng, 7.0, 0.9, len(earners)), 1, 60).astype(np.int64)
    earner = np.repeat(np.arange(len(earners), dtype=np.int64), often)
    firm = firms[(earner * 17 + pick(rng, [8, 1, 1], len(earner)) * 5) % len(firms)]
    begun = LOOKING.draw(rng, len(earners), 0, END - DAY)
    at = begun[earner] + rng.exponential(20 * DAY, len(earner))
    at = np.where(people.registered[earners[earner]] < at, late(at), np.nan)
    cents = np.maximum(lognormal(rng, 180.0, 1.1, len(earner)), 3).astype(np.int64)
    kind = np.where(rng.random(len(earner)) < 0.35, RED_PACKET, TRANSFER)
    world.ledger.pay(at, cents, kind=kind, payer=(OUTSIDE, firm), payee=(ACCOUNT, earners[earner]))
    world.key.hard("payee", firms, "commission")
