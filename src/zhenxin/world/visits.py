"""What people do before they buy, or without buying: searches, looks, comparisons, carts and chats."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Flags, Floats, Ints, lognormal, spread
from zhenxin.world.clock import END, HOUR
from zhenxin.world.market import on_sale
from zhenxin.world.parameters import NAIVE_TASK, SKILLED_TASK
from zhenxin.world.plan import BY_LINK, COMPARING, DRIVEN, FREE, GUIDED, IN_ROOM, Plan
from zhenxin.world.shopping import product_of
from zhenxin.world.state import World

KINDS = [
    "search", "view", "compare", "favourite", "cart", "chat", "like", "follow", "share", "vote", "live_join", "live_comment", "live_leave",
]  # fmt: skip
SEARCH, VIEW, COMPARE, FAVOURITE, CART, CHAT, LIKE, FOLLOW, SHARE, VOTE, LIVE_JOIN, LIVE_COMMENT, LIVE_LEAVE = range(13)
SOURCES = ["search", "recommend", "shop", "campaign", "share", "cart", "live"]
BY_SEARCH, BY_FEED, BY_SHOP, BY_CAMPAIGN, BY_SHARE, BY_CART, BY_LIVE = range(7)


@dataclass
class Blocks:
    """Runs of steps that lead to one product, one row each."""

    session: Ints
    account: Ints
    product: Ints
    until: Floats
    """When the last step ends."""
    rank: Ints
    """Which run of its session it is; a later one ends closer to `until`."""
    walk: Ints
    query: Ints
    depth: Ints
    brief: Flags
    """Straight from the cart or the favourites to the product."""


@dataclass
class Visits:
    """Rows of the visits table."""

    session: Ints
    account: Ints
    at: Floats
    kind: Ints
    product: Ints
    query: Ints
    position: Ints
    dwell: Floats
    source: Ints
    planned: dict[str, Any] = field(default_factory=dict)
    """Shop, review, room and text of the last rows, which are steps of planned outings."""


def with_looks(world: World, visits: Visits, *, first: int, plan: Plan, checkout: Ints) -> Visits:
    """The same visits and, after them, the steps of planned outings, whose sessions begin at number `first`, and those in sessions of orders."""
    looks, outings = world.sheets.looks.columns(), world.sheets.outings.columns()
    ordered = looks["order"] >= 0
    kept = np.flatnonzero((looks["at"] < END) & ((looks["outing"] >= 0) | ordered))
    looks, ordered = {name: column[kept] for name, column in looks.items()}, ordered[kept]
    looks["session"] = np.where(ordered, checkout[looks["order"]], looks["outing"] + first)
    looks["account"] = plan.account[looks["order"]]
    looks["account"][~ordered] = outings["account"][looks["outing"][~ordered]]
    for name in ("session", "account", "at", "kind", "product", "query", "position", "dwell", "source"):
        own = getattr(visits, name)
        setattr(visits, name, np.concatenate([own, looks[name].astype(own.dtype)]))  # one by one: there are millions of rows
    visits.planned = {name: looks[name] for name in ("merchant", "review", "room", "text")}
    return visits


def walk(world: World, rng: Dice, blocks: Blocks) -> Visits:
    """Every step of every run, with its time counted back from where the run ends."""
    n = len(blocks.session)
    source = _sources(world, rng, blocks)
    query = np.where(blocks.query >= 0, blocks.query, phrases(world, rng, blocks.product))
    searched = source == BY_SEARCH
    counts = _counts(world, rng, blocks, searched)
    owner, rank = spread(np.sum(counts, axis=0))
    kind = _kinds(rng, counts, owner, rank, blocks.walk)
    target = rank >= (counts[0] + counts[1])[owner]
    goods = world.market.product_category[blocks.product[owner]]
    others = on_sale(world.market, rng, product_of(rng, world.market, goods), blocks.until[owner] - HOUR)
    product = np.where(target, blocks.product[owner], others)
    product[kind == SEARCH] = NONE
    del goods, others  # there are millions of rows
    dwell = _dwell(world, rng, blocks.walk[owner], kind, target=target, brief=blocks.brief[owner])
    looks = (kind == VIEW) | (kind == COMPARE)
    position = np.where(target & (blocks.depth[owner] >= 0), blocks.depth[owner], 1 + lognormal(rng, 5, 1.25, len(owner)).astype(np.int64))
    order = np.lexsort((rank, blocks.rank[owner], blocks.session[owner]))
    back = np.empty(len(owner))
    back[order] = _time_left(blocks.session[owner][order], (dwell + rng.exponential(4.0, len(owner)) + 1.0)[order])
    by_search = looks & searched[owner]
    del order
    if not n:
        return _nothing()
    return Visits(
        session=_small(blocks.session[owner]),
        account=_small(blocks.account[owner]),
        at=blocks.until[owner] - back,
        kind=_small(kind),
        product=_small(product),
        query=_small(np.where((kind == SEARCH) | by_search, query[owner], NONE)),
        position=_small(np.where(by_search, position, NONE)),
        dwell=np.where(kind == FAVOURITE, np.nan, dwell),
        source=_small(source[owner]),
    )


def _small(values: Ints) -> Ints:
    """The same numbers in half the room: visits are the largest table, and memory is theirs."""
    return values.astype(np.int32)


def _nothing() -> Visits:
    none, never = np.empty(0, dtype=np.int64), np.empty(0)
    return Visits(none, none, never, none, none, none, none, never, none)


def _sources(world: World, rng: Dice, blocks: Blocks) -> Ints:
    n = len(blocks.session)
    others = np.array([BY_FEED, BY_SHOP, BY_CAMPAIGN, BY_SHARE])[np.searchsorted([0.5, 0.75, 0.9], rng.random(n))]
    source = np.where(rng.random(n) < world.parameters.search_share, BY_SEARCH, others)
    source = np.where(np.isin(blocks.walk, list(_MANNERS)), BY_SEARCH, source)
    source = np.where(blocks.walk == BY_LINK, np.where(rng.random(n) < 0.6, BY_SHARE, BY_CAMPAIGN), source)
    source = np.where((blocks.query >= 0) & (blocks.walk == FREE), BY_SEARCH, source)
    source = np.where(blocks.walk == IN_ROOM, BY_LIVE, source)
    return np.where(blocks.brief, BY_CART, source)


def phrases(world: World, rng: Dice, product: Ints) -> Ints:
    """What an unguided person types: mostly a common phrase, at times the shop's name or a phrase for this product."""
    queries, market = world.market.queries, world.market
    n = len(product)
    lengths = np.array([len(heads) for heads in queries.heads])
    firsts = np.array([heads[0] for heads in queries.heads])
    goods = market.product_category[product]
    head = firsts[goods] + np.minimum((lengths[goods] ** rng.random(n)).astype(np.int64), lengths[goods] - 1)
    shop = queries.shop_first + market.product_merchant[product]
    own = queries.product_first + 2 * product + rng.integers(0, 2, n)
    u = rng.random(n)
    return np.where(u < 0.66, head, np.where(u < 0.84, own, shop))


def _counts(world: World, rng: Dice, blocks: Blocks, searched: Flags) -> list[Ints]:
    """How many searches, other looks, looks at the product, favourites, carts and chats each run has."""
    n = len(blocks.session)
    others = np.minimum(lognormal(rng, world.parameters.other_looks, world.parameters.other_looks_sigma, n), 150).astype(np.int64)
    chances = np.tile(np.array([0.12, 0.38, 0.1]), (n, 1))
    for code, manner in _MANNERS.items():
        rows = blocks.walk == code
        low, high = (int(bound) for bound in manner.rivals)
        others[rows] = rng.integers(low, high + 1, int(rows.sum()))
        chances[rows] = manner.chances
    others[(blocks.walk == BY_LINK) | (blocks.walk == IN_ROOM) | blocks.brief] = 0
    chances[blocks.brief] = (0.0, 0.1, 0.03)
    acts = rng.random((n, 3)) < chances
    one = np.ones(n, dtype=np.int64)
    return [searched.astype(np.int64), others, one, *(acts[:, i].astype(np.int64) for i in range(3))]


def _kinds(rng: Dice, counts: list[Ints], owner: Ints, rank: Ints, walks: Ints) -> Ints:
    edges = np.cumsum(np.stack(counts), axis=0).astype(np.int16)
    place, step = np.zeros(len(owner), dtype=np.int8), rank.astype(np.int16)
    for edge in edges:
        place += step >= edge[owner]
    kind = np.array([SEARCH, VIEW, VIEW, FAVOURITE, CART, CHAT])[place]
    other = (step >= edges[0][owner]) & (step < edges[1][owner])
    compares = rng.random(len(owner)) < np.where(walks[owner] == COMPARING, 0.3, 0.12)
    return np.where(other & compares, COMPARE, kind)


@dataclass(frozen=True)
class Manner:
    """How a scripted walk differs from a free one."""

    rivals: tuple[float, float]
    median: float
    sigma: float
    chances: tuple[float, float, float]
    """Of a favourite, a cart and a chat."""


_MANNERS = {
    GUIDED: Manner(NAIVE_TASK.rivals, NAIVE_TASK.dwell_median, NAIVE_TASK.dwell_sigma, (0.12, 0.2, 0.1)),
    COMPARING: Manner(SKILLED_TASK.rivals, SKILLED_TASK.dwell_median, SKILLED_TASK.dwell_sigma, (0.35, 0.35, 0.5)),
    DRIVEN: Manner((0, 2), 75.0, 0.2, (0.1, 0.5, 0.0)),
}


def _dwell(world: World, rng: Dice, walks: Ints, kind: Ints, *, target: Flags, brief: Flags) -> Floats:
    """Seconds at each step. A short look does not become a long one because many were taken."""
    n = len(kind)
    parameters = world.parameters
    dwell = lognormal(rng, np.where(target, parameters.dwell_median, 18.0), parameters.dwell_sigma, n)
    long_look = target & (rng.random(n) < parameters.long_look_share)
    dwell = np.where(long_look, lognormal(rng, 350.0, 0.25, n), dwell)
    for code, manner in _MANNERS.items():
        dwell = np.where(target & (walks == code), lognormal(rng, manner.median, manner.sigma, n), dwell)
        dwell = np.where(~target & (walks == code), lognormal(rng, 35.0, 0.6, n), dwell)
    dwell = np.where(brief, lognormal(rng, 12.0, 0.8, n), dwell)
    dwell = np.where(kind == CHAT, lognormal(rng, 75.0, 0.8, n), dwell)
    dwell = np.where((kind == CART) | (kind == SEARCH), lognormal(rng, 6.0, 0.7, n), dwell)
    return np.asarray(np.round(np.clip(dwell, 1.0, 3500.0), 1), dtype=np.float64)


def _time_left(group: Ints, duration: Floats) -> Floats:
    """For rows sorted by group: the sum of durations from each row to the end of its group."""
    total = np.cumsum(duration[::-1])[::-1]
    last = np.concatenate([group[1:] != group[:-1], [True]])
    ends = np.where(last, total - duration, 0.0)
    after = ends[last][np.cumsum(np.concatenate([[0], last[:-1]]).astype(np.int64))]
    return np.asarray(total - after)
