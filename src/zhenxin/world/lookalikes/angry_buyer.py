"""Angry buyers: several complaints and one-star reviews within weeks, about faults that are real; and batches of goods that were bad."""

import numpy as np

from zhenxin.world.arrays import Dice, Flags, Ints, lognormal, pick, pick_apart
from zhenxin.world.clock import DAY, END, HOUR
from zhenxin.world.life.anger import in_anger
from zhenxin.world.life.complaints import KINDS
from zhenxin.world.orders import SIGNED
from zhenxin.world.prompted import prompt
from zhenxin.world.state import Happened, World
from zhenxin.world.talks import talk_over
from zhenxin.world.wording import about

CODE = "angry_buyer"
_PEOPLE, _BATCHES = 0.004, 0.006
"""Shares of accounts, and of shops that once sold a bad batch."""


def settle(world: World, happened: Happened) -> None:
    """People who were sold bad things more than once and say so; and buyers of one bad batch who all say the same."""
    rng = world.dice(CODE)
    bought = happened.bought
    fair = (bought.status == SIGNED) & (bought.plan.ring < 0) & (bought.plan.voice < 0) & (bought.signed_at < END - DAY)
    fair &= bought.plan.club < 0
    _people(world, rng, happened, fair)
    _batches(world, rng, happened, fair)


def _people(world: World, rng: Dice, happened: Happened, fair: Flags) -> None:
    counts = np.bincount(happened.plan.account[fair], minlength=world.people.count)
    able = np.where(counts >= 3, 1.0, 0.0)
    angry = pick_apart(rng, able, max(2, round(world.people.count * _PEOPLE * world.parameters.lookalikes)))
    world.key.hard("account", angry, CODE)
    rows = np.flatnonzero(fair & np.isin(happened.plan.account, angry))
    rows = rows[np.argsort(happened.plan.account[rows], kind="stable")]
    had = np.unique(happened.plan.account[rows], return_counts=True)[1]
    ends = np.cumsum(had)
    first = ends - had + (rng.random(len(had)) * had).astype(np.int64)
    last = np.minimum(first + rng.integers(2, 6, len(had)), ends)
    chosen = np.arange(len(rows))
    run = np.repeat(np.arange(len(had)), had)
    rows = rows[(chosen >= first[run]) & (chosen < last[run])]
    _slate(world, rng, happened, rows)
    _complain(world, rng, happened, rows[rng.random(len(rows)) < 0.75])


def _slate(world: World, rng: Dice, happened: Happened, rows: Ints) -> None:
    """One star for each, some within the hour, in detail."""
    quick = rng.random(len(rows)) < 0.3
    at = happened.bought.signed_at[rows] + np.where(quick, rng.uniform(0.05, 1, len(rows)) * HOUR, lognormal(rng, 2 * DAY, 0.8, len(rows)))
    script = np.array([in_anger(world, item) for item in happened.plan.product[rows].tolist()], dtype=np.int64)
    found = prompt(rng, happened, rows, at, stars=1, script=script)
    happened.reviews.photos[found] = np.maximum(happened.reviews.photos[found], rng.integers(0, 4, len(found)))
    world.key.hard("review", found, CODE)


def _complain(world: World, rng: Dice, happened: Happened, rows: Ints) -> None:
    plan, n = happened.plan, len(rows)
    at = happened.bought.signed_at[rows] + lognormal(rng, 3 * DAY, 0.7, n)
    told = np.maximum(at - rng.uniform(0.1, 0.9, n) * DAY, happened.bought.signed_at[rows] + 300)
    talk_over(world, rng, "complaint", plan.product[rows], plan.account[rows], told, rows)
    world.sheets.complaints.add(
        n, at=at, entity_kind="merchant", entity=world.market.product_merchant[plan.product[rows]],
        kind=np.array(KINDS, dtype=object)[pick(rng, [40, 20, 4, 10, 12, 4, 10, 0, 0], n)], complainant=plan.account[rows],
        status=pick(rng, [20, 65, 15], n), text=about(world, rng, "regulator_complaint", plan.product[rows], told=0.95),
    )  # fmt: skip


def _batches(world: World, rng: Dice, happened: Happened, fair: Flags) -> None:
    """For some days everything that leaves a shop is bad: a burst of one star from people who never met."""
    market, bought = world.market, happened.bought
    shop = market.product_merchant[bought.plan.product]
    sold = np.bincount(shop[fair], minlength=market.merchants)
    n = max(1, round(market.merchants * _BATCHES * world.parameters.lookalikes))
    shops = pick_apart(rng, np.where(sold >= 12, sold.astype(np.float64), 0.0), n)
    theirs = np.flatnonzero(fair & np.isin(shop, shops))
    bad = [np.empty(0, dtype=np.int64)]
    for item in shops.tolist():
        rows = theirs[shop[theirs] == item]
        centre = float(rng.choice(bought.signed_at[rows]))
        near = rows[np.argsort(np.abs(bought.signed_at[rows] - centre), kind="stable")[: int(rng.integers(6, 25))]]
        bad.append(near[(np.abs(bought.signed_at[near] - centre) < 6 * DAY) & (rng.random(len(near)) < 0.65)])
    burst = np.concatenate(bad)
    _slate(world, rng, happened, burst)
    _complain(world, rng, happened, burst[rng.random(len(burst)) < 0.15])
