"""What people tap besides: favourites from the list, shops to follow, reviews they like, goods they send on, gifts for a favourite."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full, lognormal, pick, pick_apart, spread
from zhenxin.world.clock import BUYING, DAY, END, HOUR, LOOKING
from zhenxin.world.ledger import MERCHANT
from zhenxin.world.market import on_sale
from zhenxin.world.outings import steps, stroll
from zhenxin.world.papers import PROMOTION
from zhenxin.world.shopping import product_of
from zhenxin.world.state import Happened, World
from zhenxin.world.visits import (
    BY_CAMPAIGN,
    BY_FEED,
    BY_SEARCH,
    BY_SHARE,
    BY_SHOP,
    CART,
    FAVOURITE,
    FOLLOW,
    LIKE,
    SEARCH,
    SHARE,
    VIEW,
    phrases,
)  # fmt: skip

_LISTS, _FOLLOWS, _SHARES, _LIKES = 0.08, 0.05, 0.06, 0.6
"""Sessions of each kind for an order, and the share of likes that the log keeps."""
_SOURCES = np.array([BY_SEARCH, BY_FEED, BY_SHOP, BY_CAMPAIGN, BY_SHARE])


def go_on(world: World, happened: Happened) -> None:
    """Everything of this module, in proportion to the orders."""
    rng = world.dice("liking")
    _favourites(world, rng, round(_LISTS * world.orders))
    _follow(world, rng, round(_FOLLOWS * world.orders))
    _share(world, rng, round(_SHARES * world.orders))
    _like(world, rng, happened)
    for _ in range(max(1, world.orders // 8000)):
        _gift(world, rng)


def _people(world: World, rng: Dice, n: int) -> tuple[Ints, Floats]:
    """Who, and when."""
    account = pick(rng, world.people.activity**0.6, n)
    return account, LOOKING.draw(rng, n, np.clip(world.people.registered[account] + HOUR, 0, END - DAY), END - HOUR)


def _goods(world: World, rng: Dice, account: Ints, at: Floats) -> Ints:
    """A thing to each one's taste."""
    wanted = product_of(rng, world.market, world.people.tastes[account, rng.integers(0, 3, len(account))])
    return on_sale(world.market, rng, wanted, at)


def _favourites(world: World, rng: Dice, n: int) -> None:
    """Hearts tapped in the list of results or the feed, mostly without opening the thing; before sales a spree of a dozen."""
    account, starts = _people(world, rng, n)
    source = _SOURCES[pick(rng, [45, 35, 10, 10, 0], n)]
    many = np.where(rng.random(n) < 0.06, rng.integers(8, 25, n), rng.geometric(0.5, n).clip(1, 7))
    session, rank = spread(many)
    m = len(session)
    product = _goods(world, rng, account[session], starts[session])
    query = phrases(world, rng, product)[np.cumsum(many) - many][session]
    searched = source[session] == BY_SEARCH
    mask = np.column_stack([searched & (rank == 0), rng.random(m) < 0.3, np.ones(m, dtype=np.bool_), rng.random(m) < 0.1])
    item, step = steps(mask)
    kind = np.array([SEARCH, VIEW, FAVOURITE, CART])[step]
    by_search = searched[item] & (kind == VIEW)
    stroll(
        world, rng, account, starts, session[item], kind=kind, product=np.where(kind == SEARCH, NONE, product[item]),
        query=np.where(by_search | (kind == SEARCH), query[item], NONE), source=source[session][item],
        position=np.where(by_search, 1 + lognormal(rng, 5, 1.25, len(item)).astype(np.int64), NONE),
    )  # fmt: skip


def _follow(world: World, rng: Dice, n: int) -> None:
    """Shops that people follow, most after a look at one of its goods."""
    account, starts = _people(world, rng, n)
    product = _goods(world, rng, account, starts)
    owner, step = steps(np.column_stack([rng.random(n) < 0.65, rng.random(n) < 0.12, np.ones(n, dtype=np.bool_)]))
    kind = np.array([VIEW, FAVOURITE, FOLLOW])[step]
    shop = world.market.product_merchant[product]
    stroll(
        world, rng, account, starts, owner, kind=kind, product=np.where(kind == FOLLOW, NONE, product[owner]), merchant=shop[owner],
        source=_SOURCES[pick(rng, [0, 40, 35, 15, 10], n)][owner],
    )  # fmt: skip


def _share(world: World, rng: Dice, n: int) -> None:
    """Goods that people send on to a friend, some at once with a favourite."""
    account, starts = _people(world, rng, n)
    product = _goods(world, rng, account, starts)
    owner, step = steps(np.column_stack([rng.random(n) < 0.8, np.ones(n, dtype=np.bool_), rng.random(n) < 0.12]))
    kind = np.array([VIEW, SHARE, FAVOURITE])[step]
    stroll(world, rng, account, starts, owner, kind=kind, product=product[owner], source=_SOURCES[pick(rng, [0, 45, 25, 10, 20], n)][owner])


def _like(world: World, rng: Dice, happened: Happened) -> None:
    """Likes on reviews: the log keeps some of those that each review counts."""
    reviews = happened.reviews
    review = np.repeat(np.arange(len(reviews), dtype=np.int64), reviews.likes)
    review = review[rng.random(len(review)) < _LIKES]
    n = len(review)
    account = pick(rng, world.people.activity**0.6, n)
    until = np.where(np.isnan(reviews.deleted_at[review]), END - HOUR, reviews.deleted_at[review])
    first = np.maximum(reviews.at[review] + 60.0, world.people.registered[account] + HOUR)
    starts = LOOKING.draw(rng, n, np.clip(first, 0, END - HOUR), np.maximum(until, np.clip(first, 0, END - HOUR)))
    starts = np.where(first < until, starts, np.nan)
    taken = np.flatnonzero(np.isfinite(starts))
    review, account, starts = review[taken], account[taken], starts[taken]
    owner, step = steps(np.column_stack([rng.random(len(taken)) < 0.6, np.ones(len(taken), dtype=np.bool_)]))
    kind = np.array([VIEW, LIKE])[step]
    stroll(
        world, rng, account, starts, owner, kind=kind, product=reviews.product[review[owner]],
        review=np.where(kind == LIKE, review[owner], NONE), source=_SOURCES[pick(rng, [0, 40, 30, 10, 20], len(taken))][owner],
    )  # fmt: skip


def _gift(world: World, rng: Dice) -> None:
    """A shop gives a small thing for a favourite and a cart: within two days a crowd taps both, many without a look."""
    market = world.market
    opening = float(BUYING.draw(rng, 1, 2 * DAY, END - 5 * DAY)[0])
    known = market.listed < opening - DAY
    if not known.any():
        return
    product = int(pick(rng, np.where(known, market.product_weight**0.5, 0.0), 1)[0])
    shop = int(market.product_merchant[product])
    people = world.people
    fits = np.where(people.registered < opening, people.activity**0.5, 0.0)
    fits *= np.where((people.tastes == market.product_category[product]).any(axis=1), 4.0, 1.0)
    crowd = pick_apart(rng, fits, int(np.clip(lognormal(rng, 55.0, 0.7, 1)[0], 10, world.orders // 60 + 10)))
    n = len(crowd)
    starts = opening + rng.gamma(0.9, rng.uniform(6, 20) * HOUR, n)
    owner, step = steps(np.column_stack([rng.random(n) < 0.35, rng.random(n) < 0.95, rng.random(n) < 0.75, rng.random(n) < 0.5]))
    kind = np.array([VIEW, FAVOURITE, CART, FOLLOW])[step]
    stroll(
        world, rng, crowd, starts, owner, kind=kind, product=np.where(kind == FOLLOW, NONE, product), merchant=shop,
        source=full(len(owner), BY_CAMPAIGN),
    )  # fmt: skip
    world.sheets.campaigns.add(
        1, kind=PROMOTION, starts=opening, ends=opening + 3 * DAY, merchant=shop, product=product,
        budget=round(float(lognormal(rng, 600, 0.6, 1)[0])) * 100, creator_kind=MERCHANT, creator=shop,
    )  # fmt: skip
    world.key.hard("product", full(1, product), "flash_sale")
    world.key.hard("merchant", full(1, shop), "flash_sale")
