"""People who look a great deal: readers of what is shown beside a hot item, and editors who compare prices for a living."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Ints, full, lognormal, pick, spread
from zhenxin.world.clock import BUYING, DAY, END, HOUR, LOOKING
from zhenxin.world.market import on_sale
from zhenxin.world.outings import steps, stroll
from zhenxin.world.state import Happened, World
from zhenxin.world.visits import BY_FEED, BY_SEARCH, CART, COMPARE, FAVOURITE, SEARCH, VIEW

_BESIDE = 0.06
"""Sessions an order in which somebody goes from a hot item to what is shown beside it."""


def go_on(world: World, _happened: Happened) -> None:
    """Everything of this module."""
    rng = world.dice("looking")
    _beside(world, rng, round(_BESIDE * world.orders))
    _compare(world, rng)


def editors(world: World) -> Ints:
    """Accounts of people who compare and recommend for a living or out of passion; the same whenever it is asked."""
    rng = world.dice("editors")
    share = world.parameters.editor_share * world.parameters.lookalikes
    return rng.permutation(world.people.count)[: max(3, round(world.people.count * share))].astype(np.int64)


def _beside(world: World, rng: Dice, n: int) -> None:
    """From a well selling thing to one of the three that the shop window shows with it, at times on to the next."""
    market = world.market
    order = np.lexsort((rng.random(market.products), market.product_category)).astype(np.int64)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    account = pick(rng, world.people.activity**0.6, n)
    starts = LOOKING.draw(rng, n, np.clip(world.people.registered[account] + HOUR, 0, END - DAY), END - HOUR)
    hot = on_sale(market, rng, pick(rng, market.product_weight**1.3, n), starts)
    shown = np.minimum(pick(rng, [6, 3, 2], n) + 1, market.products - 1)
    beside = on_sale(market, rng, order[(place[hot] + shown) % len(order)], starts)
    further = on_sale(market, rng, order[(place[hot] + shown + 1) % len(order)], starts)
    one = np.ones(n, dtype=np.bool_)
    mask = np.column_stack([one, one, rng.random(n) < 0.1, rng.random(n) < 0.35, rng.random(n) < 0.05])
    owner, step = steps(mask)
    kind = np.array([VIEW, VIEW, FAVOURITE, COMPARE, CART])[step]
    product = np.column_stack([hot, beside, beside, further, beside])[owner, step]
    stroll(world, rng, account, starts, owner, kind=kind, product=product, source=full(len(owner), BY_FEED))


def _compare(world: World, rng: Dice) -> None:
    """Editors go through the lists of their subject for hours, at an even pace; some from behind a proxy, some at night."""
    people, market = world.people, world.market
    who = editors(world)
    people.proxy[who[rng.random(len(who)) < 0.2]] = True
    world.key.hard("account", who, "commission")
    sessions = np.clip(lognormal(rng, 7.0, 0.9, len(who)), 1, 60).astype(np.int64)
    editor, _ = spread(sessions)
    account = who[editor]
    n = len(account)
    night = (rng.random(len(who)) < 0.2)[editor]
    rhythm = np.where(rng.random(n) < 0.5, BUYING.draw(rng, n, 0, END - HOUR), LOOKING.draw(rng, n, 0, END - HOUR))
    starts = np.where(night, rhythm // DAY * DAY + rng.uniform(14, 21, n) * HOUR, rhythm)
    starts = np.clip(np.maximum(starts, people.registered[account] + HOUR), 0, END - HOUR)
    subject = people.tastes[account, pick(rng, [7, 2, 1], n)]
    many = np.clip(lognormal(rng, 14.0, 0.7, n), 3, 120).astype(np.int64)
    session, rank = spread(many)
    order = np.lexsort((-market.product_weight, market.product_category)).astype(np.int64)
    first = np.searchsorted(market.product_category[order], np.arange(int(market.product_category.max()) + 2))
    width = np.maximum(np.diff(first), 1)
    skip = (rng.geometric(0.6, len(session)) - 1).astype(np.int64)
    begins = np.cumsum(many) - many
    place = np.cumsum(1 + skip) - (np.cumsum(1 + skip))[begins][session]
    place = place % width[subject[session]]
    product = on_sale(market, rng, order[np.minimum(first[subject[session]] + place, len(order) - 1)], starts[session])
    pace, spreads = lognormal(rng, 9.0, 0.6, len(who))[editor][session], rng.uniform(0.15, 0.9, len(who))[editor][session]
    mask = np.column_stack(
        [rank == 0, rng.random(len(session)) < 0.85, np.zeros(len(session), dtype=np.bool_), rng.random(len(session)) < 0.01]
    )
    mask[:, 2] = ~mask[:, 1]
    item, step = steps(mask)
    kind = np.array([SEARCH, VIEW, COMPARE, FAVOURITE])[step]
    looks = (kind == VIEW) | (kind == COMPARE)
    dwell = np.where(looks, np.round(np.clip(pace[item] * np.exp(spreads[item] * rng.standard_normal(len(item))), 1, 900), 1), np.nan)
    heads = np.array([heads[0] for heads in market.queries.heads])[subject] + rng.integers(0, 20, n)
    by_search = looks | (kind == SEARCH)
    stroll(
        world, rng, account, starts, session[item], kind=kind, dwell=dwell, product=np.where(kind == SEARCH, NONE, product[item]), pace=2.0,
        query=np.where(by_search, heads[session][item], NONE), source=full(len(item), BY_SEARCH),
        position=np.where(looks, place[item] + 1, NONE),
    )  # fmt: skip
