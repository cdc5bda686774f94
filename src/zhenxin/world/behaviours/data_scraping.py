"""Scraping (DESIGN §6): accounts that open thousands of pages to copy prices and stocks, and want nothing of what they see."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, lognormal, spread
from zhenxin.world.clock import DAY, END, HOUR, LOOKING
from zhenxin.world.outings import steps, stroll
from zhenxin.world.parameters import Range, known
from zhenxin.world.people import HOSTING
from zhenxin.world.rings import Recruits, Ring, between, season
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ACTS, Commission, Trade
from zhenxin.world.visits import BY_FEED, BY_SEARCH, SEARCH, VIEW

TRADE = Trade(unit=ACTS, rings=0.8, size=6000, shops=0, source="DESIGN §6; views; number assumed")


@dataclass(frozen=True, kw_only=True)
class Crawler:
    """How a crawler works (assumed; DESIGN §6 names the behaviour)."""

    views_each: Range = known((500, 2000), "assumed: thousands of views an account; skilled: many accounts")
    weeks: Range = known((1, 5), "assumed; skilled months")
    session_views: Range = known((50, 250), "assumed; skilled as long as a keen shopper's")
    dwell_median: float = known(1.4, "assumed: no dwell; skilled jittered")
    dwell_sigma: float = known(0.05, "assumed: constant; skilled jittered")
    night_share: float = known(0.9, "assumed: from one to six in the morning")
    search_share: float = known(0.02, "assumed: page by page through the lists; skilled mixes searches")
    host_share: float = known(0.75, "assumed: sessions from hired machines, the rest through proxies; skilled: residential lines")


NAIVE = Crawler()
SKILLED = Crawler(
    views_each=(50, 160), weeks=(6, 20), session_views=(10, 45), dwell_median=11.0, dwell_sigma=0.75, night_share=0.0, search_share=0.12,
    host_share=0.0,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """Accounts for a crawler: a few fresh ones behind proxies, or many bought ones that hardly live a life of their own."""
    rng = world.dice("data_scraping", commission.number)
    crawler, people = _form(commission), world.people
    starts, ends = season(rng, crawler.weeks)
    crowd = int(np.clip(round(commission.size / between(rng, crawler.views_each)), 12 if commission.skilled else 2, 200))
    workers = recruits.workers(crowd, starts) if commission.skilled else recruits.reborn(crowd, starts)
    if commission.skilled:
        people.activity[workers] *= 0.7
        return Ring(commission, starts=starts, ends=ends, workers=workers)
    people.registered[workers] = starts - rng.exponential(6 * DAY, len(workers)) - 0.5 * DAY
    people.activity[workers] *= 0.15
    people.proxy[workers] = True
    people.phone[workers] = people.phone[workers[np.arange(len(workers)) // 3 * 3]]
    return Ring(commission, starts=starts, ends=ends, workers=workers)


def _form(commission: Commission) -> Crawler:
    return SKILLED if commission.skilled else NAIVE


def settle(world: World, ring: Ring, _happened: Happened) -> None:
    """The catalogue, list by list, cut into sessions and handed round."""
    rng = world.dice("crawl", ring.commission.number)
    crawler, size = _form(ring.commission), ring.commission.size
    if not len(ring.workers):
        return
    product, position, query = _lists(world, rng, ring)
    lengths = np.exp(rng.uniform(np.log(crawler.session_views[0]), np.log(crawler.session_views[1]), size)).astype(np.int64)
    lengths = lengths[: int(np.searchsorted(np.cumsum(lengths), size)) + 1]
    session, rank = (part[:size] for part in spread(lengths))
    n = int(session[-1]) + 1
    account = np.concatenate([rng.permutation(ring.workers) for _ in range(n // len(ring.workers) + 1)])[:n]
    starts = _hours(rng, crawler, n, ring.starts, ring.ends)
    starts = np.maximum(starts, np.maximum(world.people.registered[account], 0) + 600.0)
    owner, step = steps(np.column_stack([(rank == 0) | (rng.random(size) < crawler.search_share), np.ones(size, dtype=np.bool_)]))
    kind = np.array([SEARCH, VIEW])[step]
    m = len(owner)
    listed = rng.random(size)[owner] < (0.6 if ring.commission.skilled else 1.0)
    dwell = np.where(kind == VIEW, np.round(lognormal(rng, crawler.dwell_median, crawler.dwell_sigma, m), 1), np.nan)
    stroll(
        world, rng, account, starts, session[owner], kind=kind, dwell=dwell, product=np.where(kind == VIEW, product[owner], NONE),
        query=np.where(listed | (kind == SEARCH), query[owner], NONE), source=np.where(listed | (kind == SEARCH), BY_SEARCH, BY_FEED),
        position=np.where(listed & (kind == VIEW), position[owner], NONE), home=_lines(world, rng, ring, n),
        pace=4.0 if ring.commission.skilled else 0.25,
    )  # fmt: skip


def _lists(world: World, rng: Dice, ring: Ring) -> tuple[Ints, Ints, Ints]:
    """Every product in the order of the lists, category after category, as often as is asked for; mixed where care is taken."""
    market, size = world.market, ring.commission.size
    order = np.lexsort((-market.product_weight, market.product_category)).astype(np.int64)
    order = order[market.listed[order] < max(ring.starts, DAY)]
    category = market.product_category[order]
    first = np.searchsorted(category, category)
    place = np.arange(len(order)) - first + 1
    heads = np.array([item[0] for item in market.queries.heads])[category]
    begin = int(rng.integers(0, len(order)))
    rows = (begin + np.arange(size)) % len(order)
    if ring.commission.skilled:  # blocks of a dozen neighbours, in any order
        block = np.arange(size) // 12
        rows = rows[np.lexsort((rng.random(size), rng.permutation(int(block[-1]) + 1)[block]))]
    return order[rows], place[rows].astype(np.int64), heads[rows]


def _hours(rng: Dice, crawler: Crawler, n: int, low: float, high: float) -> Floats:
    """When sessions begin: at night, or as people's do."""
    at = LOOKING.draw(rng, n, low, high)
    night = at // DAY * DAY + rng.uniform(17, 22, n) * HOUR
    return np.clip(np.where(rng.random(n) < crawler.night_share, night, at), low, END - HOUR)


def _lines(world: World, rng: Dice, ring: Ring, n: int) -> Ints:
    """Hired machines in a hosting centre, or residential exits: lines of households here and there that take turns."""
    people = world.people
    if ring.commission.skilled:
        exits = people.home[rng.integers(0, people.count, max(len(ring.workers), 8))]
        return exits[rng.integers(0, len(exits), n)]
    hosts = people.add_homes(rng.integers(0, int(people.region.max()) + 1, max(2, len(ring.workers) // 2)), HOSTING)
    return np.where(rng.random(n) < NAIVE.host_share, hosts[rng.integers(0, len(hosts), n)], NONE)
