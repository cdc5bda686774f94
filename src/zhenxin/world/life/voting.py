"""The platform's votes among shops: thousands take part in a few days, most for a shop they know, some daily."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, full, lognormal, pick, pick_apart
from zhenxin.world.ballots import Ballot, ballots
from zhenxin.world.clock import LOOKING
from zhenxin.world.outings import steps, stroll
from zhenxin.world.state import Happened, World
from zhenxin.world.visits import BY_CAMPAIGN, FOLLOW, VIEW, VOTE


def go_on(world: World, _happened: Happened) -> None:
    """Every vote, with its voters."""
    rng = world.dice("voting")
    for ballot in ballots(world):
        _vote(world, rng, ballot)


def _vote(world: World, rng: Dice, ballot: Ballot) -> None:
    """A few shops have most of the votes; who comes back on another day votes for the same one."""
    people, market = world.people, world.market
    turnout = rng.uniform(0.012, 0.05)
    voters = pick_apart(rng, np.where(people.registered < ballot.starts, people.activity**0.4, 0.0), max(3, round(people.count * turnout)))
    shops = np.flatnonzero(market.opened < ballot.starts)
    drawn = shops[pick(rng, market.weight[shops] ** 0.5 * lognormal(rng, 1.0, 1.2, len(shops)), len(voters))]
    again = rng.geometric(0.72, len(voters)).clip(1, 5)
    account, shop = np.repeat(voters, again), np.repeat(drawn, again)
    n = len(account)
    starts = LOOKING.draw(rng, n, ballot.starts, ballot.ends)
    owner, step = steps(np.column_stack([rng.random(n) < 0.25, np.ones(n, dtype=np.bool_), rng.random(n) < 0.08]))
    kind = np.array([VIEW, VOTE, FOLLOW])[step]
    first = np.searchsorted(market.product_merchant, shop).astype(np.int64)
    stroll(
        world, rng, account, starts, owner, kind=kind, product=np.where(kind == VIEW, first[owner], NONE),
        merchant=shop[owner], source=full(len(owner), BY_CAMPAIGN),
    )  # fmt: skip
