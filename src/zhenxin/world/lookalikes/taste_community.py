"""People of one rare taste: for months they buy the same rare things from the same small shops, tell one another, and have reason to."""

import numpy as np

from zhenxin.world.arrays import Dice, Ints, pick, pick_apart, pieces
from zhenxin.world.chatter import say
from zhenxin.world.clock import BUYING, DAY, END, HOUR, LOOKING
from zhenxin.world.lookalikes.groups import found, strangers
from zhenxin.world.market import carries, long_tail
from zhenxin.world.plan import AS_USUAL, BY_HABIT, BY_LINK, FREE, REVIEWED, Plan, nothing
from zhenxin.world.state import World
from zhenxin.world.texts.topics import lines

CODE = "taste_community"
_GROUPS = 500_000_000
"""Where the numbers of their groups begin."""


def arrange(world: World) -> Plan:
    """Communities until their share of the orders is reached."""
    parameters = world.parameters
    rng = world.dice(CODE)
    total = round(world.orders * parameters.taste_share * parameters.lookalikes)
    low, high = (int(bound) for bound in parameters.taste_size)
    plans: list[Plan] = [nothing()]
    for budget in pieces(rng, total, min(60, max(total, 15)), 260):
        plans.append(_community(world, rng, budget, int(rng.integers(low, high + 1))))
    return Plan.join(plans)


def _community(world: World, rng: Dice, budget: int, size: int) -> Plan:
    """Some rare things of unrelated shops; who buys what is taste and talk: most join in days after somebody showed a thing, some alone."""
    starts = float(rng.uniform(DAY, 0.4 * END))
    people = strangers(world, rng, min(size, max(budget // 3, 4)), starts)
    goods = _rare(world, rng, starts)
    keen = np.exp(0.7 * rng.standard_normal(len(people)))
    liked = pick(rng, 1.0 / (np.arange(len(goods)) + 3.0), budget)
    who = people[pick(rng, keen, budget)]
    shown = BUYING.draw(rng, len(goods) * 2, starts, END - 8 * DAY)
    by_talk = rng.random(budget) < 0.65
    moment = shown[liked + len(goods) * rng.integers(0, 2, budget)] + rng.exponential(2.0 * DAY, budget)
    at = np.where(by_talk, np.minimum(moment, END - HOUR), BUYING.draw(rng, budget, starts, END - HOUR))
    phrases = world.market.queries.add([long_tail(world.market, rng, int(product)) for product in goods])
    searched = rng.random(budget) < 0.45
    club = found(world, CODE)
    world.key.hard("account", np.unique(who), CODE)
    talk = LOOKING.draw(rng, budget // 2, starts, END)
    say(world, _GROUPS + club, people[pick(rng, keen, len(talk))], np.sort(talk), lines(rng, "shopping_talk", len(talk)))
    return Plan.of(
        who, goods[liked], at, club=club, query=np.where(searched, phrases[liked], AS_USUAL), walk=np.where(searched, FREE, BY_LINK),
        review=np.where(rng.random(budget) < 0.3, REVIEWED, BY_HABIT),
    )  # fmt: skip


def _rare(world: World, rng: Dice, starts: float) -> Ints:
    """Eight to sixteen things that hardly sell, at most three of a shop."""
    market = world.market
    fits = carries(market, np.arange(market.products, dtype=np.int64)) & (market.listed < starts)
    fits &= market.product_weight < np.quantile(market.product_weight, 0.5)
    shops = pick_apart(
        rng, np.bincount(market.product_merchant[fits], minlength=market.merchants).astype(np.float64), int(rng.integers(5, 9))
    )
    chosen = [rng.permutation(np.flatnonzero(fits & (market.product_merchant == shop)))[:3] for shop in shops.tolist()]
    found_ = np.concatenate(chosen) if chosen else np.flatnonzero(market.listed < starts)[:8]
    return found_ if len(found_) else np.argsort(market.listed, kind="stable")[:8]
