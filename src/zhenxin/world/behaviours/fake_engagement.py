"""Bought engagement (row 12): a task site has favourites, carts, likes, follows, shares and votes tapped for shops that pay by the piece."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Flags, Floats, Ints, full, lognormal
from zhenxin.world.ballots import ballots
from zhenxin.world.behaviours.piecework import charge_shops, pay_pieces, share_phones
from zhenxin.world.clock import DROPS, END, HOUR, LOOKING
from zhenxin.world.outings import steps, stroll
from zhenxin.world.parameters import Range, known
from zhenxin.world.rings import Recruits, Ring, between, season, whole
from zhenxin.world.shopping import product_of
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ACTS, Commission, Trade
from zhenxin.world.visits import (
    BY_CAMPAIGN,
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
    VOTE,
    phrases,
)  # fmt: skip

TRADE = Trade(unit=ACTS, rings=1.2, size=500, likes=True, source="§2 row 12, §3.2 engagement prices; favourites, carts and likes")
_WARES = np.array([FAVOURITE, CART, LIKE, FOLLOW, SHARE, VOTE])
_DEMAND = (0.8, 0.7, 0.5, 0.35, 0.3, 0.25)
"""How often shops ask for each of the wares."""
_LIKES_ALONE = np.arange(len(_WARES)) == 2


@dataclass(frozen=True, kw_only=True)
class Site:
    """How a task site works (row 12 of §2)."""

    pieces_each: Range = known((8, 40), "assumed: pieces of one account for one customer list; skilled fewer")
    weeks: Range = known((1, 3), "§3.3 campaign length; skilled: spread over weeks")
    shops: Range = known((1, 3), "assumed")
    products: Range = known((1, 2), "assumed: products of each shop")
    batch: Range = known((15, 60), "§2 row 12: bulk; skilled a few a day")
    batch_hours: Range = known((1, 5), "assumed")
    look_share: float = known(0.12, "§2 row 12: favourites and carts without a view; skilled mix in browsing")
    phone_accounts: Range = known((2.2, 4.0), "§3.2 Taiyuan, Zaozhuang: three accounts a phone; skilled: own phones")
    fee: Range = known((5, 40), "§3.2 engagement prices: 10,000 likes for 248 yuan, 1,000 shares for 15; cents a piece to the account")
    markup: Range = known((1.5, 3.0), "§3.2 engagement prices: what the shop pays against what the account gets")
    visible_money: float = known(0.8, "§3.3 payment return: on the platform, or off it and invisible")


NAIVE = Site()
SKILLED = Site(
    pieces_each=(4, 12), weeks=(5, 14), shops=(3, 7), products=(1, 3), batch=(1, 4), batch_hours=(4, 16), look_share=0.9,
    phone_accounts=(1, 1), visible_money=0.35,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A site with its accounts and the shops that ordered; what they tap is written down when reviews are there to be liked."""
    rng = world.dice("fake_engagement", commission.number)
    site = _form(commission)
    starts, ends = season(rng, site.weeks)
    crowd = int(np.clip(round(commission.size / between(rng, site.pieces_each)), 16, 150 * world.parameters.wholesale))
    workers = recruits.workers(crowd, starts) if commission.skilled else recruits.reborn(crowd, starts)
    if not commission.skilled:
        share_phones(world, rng, workers, starts, site.phone_accounts)
    shops = recruits.shops(whole(rng, site.shops), starts, again=30.0)
    products = recruits.products(shops, int(site.products[1]), starts)
    payers = world.ledger.add_outsiders(1)
    return Ring(
        commission, starts=starts, ends=ends, workers=workers, shops=shops, products=products, false_products=products, payers=payers
    )


def _form(commission: Commission) -> Site:
    return SKILLED if commission.skilled else NAIVE


@dataclass
class _Tasks:
    """Tasks handed out: who taps what on which product and when; one session each."""

    account: Ints
    product: Ints
    at: Floats
    taps: Flags
    """One column for each of the wares."""


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """The taps themselves, likes counted under the reviews, and money by the piece."""
    rng = world.dice("engagement", ring.commission.number)
    if not len(ring.workers) or not len(ring.products):
        return
    tasks = _hand_out(world, rng, ring, _since(world, ring, happened))
    liked = _reviews_to_like(rng, tasks, happened)
    _tap(world, rng, tasks, liked, skilled=ring.commission.skilled)
    np.add.at(happened.reviews.likes, liked[liked >= 0], 1)
    _pay(world, rng, ring, tasks)


def _since(world: World, ring: Ring, happened: Happened) -> Floats:
    """When work for each product begins: with the ring, but likes alone are bought once there is a kind review; infinite where it never is."""
    found, reviews = np.full(len(ring.products), ring.starts), happened.reviews
    if world.parameters.false_likes:
        for number, product in enumerate(ring.products.tolist()):
            kind = (reviews.product == product) & (reviews.stars >= 4) & np.isnan(reviews.deleted_at)
            found[number] = max(ring.starts, reviews.at[kind].min(initial=np.inf) + HOUR)
    return found


def _hand_out(world: World, rng: Dice, ring: Ring, since: Floats) -> _Tasks:
    """Batches: one product and one set of taps for a crowd within hours, or for a few people a day."""
    site = _form(ring.commission)
    asked = rng.random((len(ring.products), len(_WARES))) < _DEMAND
    asked[~asked[:, :2].any(axis=1), 0] = True
    if world.parameters.false_likes:
        asked[:] = _LIKES_ALONE
    left, rounds = ring.commission.size, []
    ready = np.flatnonzero(since < ring.ends - 6 * HOUR)
    ready = ready if len(ready) else np.arange(len(since))
    votes = [ballot for ballot in ballots(world) if ballot.starts < ring.ends and ballot.ends > ring.starts]
    while left > 0:
        thing = int(ready[rng.integers(0, len(ready))])
        crew = rng.permutation(ring.workers)[: whole(rng, site.batch)]
        likely = asked[thing] * np.where(ring.commission.skilled, 0.55, rng.choice([0.0, 0.97], len(_WARES), p=[0.3, 0.7]))
        taps = rng.random((len(crew), len(_WARES))) < likely
        taps[~taps.any(axis=1), int(np.argmax(asked[thing]))] = True
        opening = float((LOOKING if ring.commission.skilled else DROPS).draw(rng, 1, min(since[thing], ring.ends), ring.ends)[0])
        at = opening + rng.uniform(0, between(rng, site.batch_hours) * HOUR, len(crew))
        open_now = np.array([any(vote.starts <= time < vote.ends for vote in votes) for time in at.tolist()])
        taps[:, -1] &= open_now
        taps[~taps.any(axis=1), 0] = True
        rounds.append((crew, full(len(crew), int(ring.products[thing])), at, taps))
        left -= int(taps.sum())
    account, product, at, taps = (np.concatenate(parts) for parts in zip(*rounds, strict=True))
    kept = (at < END - HOUR) & (at > world.people.registered[account] + HOUR)
    return _Tasks(account[kept], product[kept], at[kept], taps[kept])


def _reviews_to_like(rng: Dice, tasks: _Tasks, happened: Happened) -> Ints:
    """A kind review of the product for each like, NONE where there is none yet; such a task is a favourite instead."""
    reviews = happened.reviews
    found = full(len(tasks.at))
    wants = tasks.taps[:, 2]
    for product in np.unique(tasks.product[wants]).tolist():
        kind = np.flatnonzero((reviews.product == product) & (reviews.stars >= 4) & np.isnan(reviews.deleted_at))
        kind = kind[np.argsort(reviews.at[kind], kind="stable")][:400]
        rows = np.flatnonzero(wants & (tasks.product == product))
        there = np.searchsorted(reviews.at[kind], tasks.at[rows] - 60.0)
        some = rows[there > 0]
        found[some] = kind[(rng.random(len(some)) ** 2 * there[there > 0]).astype(np.int64)]
    none = wants & (found < 0)
    tasks.taps[none, 2], tasks.taps[none, 0] = False, True
    return found


def _tap(world: World, rng: Dice, tasks: _Tasks, liked: Ints, *, skilled: bool) -> None:
    """One session a task: straight to the taps, or a search, a rival and a look first."""
    n = len(tasks.at)
    look = rng.random(n) < _form_of(skilled=skilled).look_share
    searched = rng.random(n) < (0.5 if skilled else 0.25)
    rival = look & (rng.random(n) < (0.7 if skilled else 0.0))
    others = product_of(rng, world.market, world.market.product_category[tasks.product])
    own = rng.random(n) < (0.12 if skilled else 0.0)
    mask = np.column_stack([searched, rival, own & rival, look, tasks.taps])
    owner, step = steps(mask)
    kind = np.concatenate([[SEARCH, VIEW, FAVOURITE, VIEW], _WARES])[step]
    m = len(owner)
    product = np.where((step == 1) | (step == 2), others[owner], tasks.product[owner])
    product = np.where((kind == SEARCH) | (kind == FOLLOW) | (kind == VOTE), NONE, product)
    shop = world.market.product_merchant[tasks.product[owner]]
    query = phrases(world, rng, tasks.product)[owner]
    by_search = searched[owner] & (kind == VIEW)
    source = np.where(searched, BY_SEARCH, np.array([BY_SHARE, BY_SHARE, BY_SHOP])[rng.integers(0, 3, n)])[owner]
    dwell = None if skilled else _quick(rng, kind)
    stroll(
        world, rng, tasks.account, tasks.at, owner, kind=kind, dwell=dwell, product=product,
        merchant=np.where((kind == FOLLOW) | (kind == VOTE), shop, NONE), review=np.where(kind == LIKE, liked[owner], NONE),
        query=np.where(by_search | (kind == SEARCH), query, NONE), source=np.where(kind == VOTE, BY_CAMPAIGN, source),
        position=np.where(by_search, 1 + lognormal(rng, 9.0, 1.0, m).astype(np.int64), NONE),
    )  # fmt: skip


def _form_of(*, skilled: bool) -> Site:
    return SKILLED if skilled else NAIVE


def _quick(rng: Dice, kind: Ints) -> Floats:
    """Naive looks and carts are over in seconds, one like another."""
    dwell = np.where(
        kind == VIEW, lognormal(rng, 5.0, 0.15, len(kind)), np.where(kind == CART, lognormal(rng, 3.0, 0.12, len(kind)), np.nan)
    )
    return np.asarray(np.round(dwell, 1), dtype=np.float64)


def _pay(world: World, rng: Dice, ring: Ring, tasks: _Tasks) -> None:
    """Cents a piece, summed up by the day or by the week; shops pay the site ahead."""
    site, pieces = _form(ring.commission), tasks.taps.sum(axis=1)
    fee, shop = between(rng, site.fee), world.market.product_merchant[tasks.product]
    pay_pieces(world, rng, ring, tasks.account, tasks.at, pieces, fee=fee, visible=site.visible_money)
    price = pieces * fee * rng.uniform(*site.markup)
    charge_shops(world, rng, ring, shop, tasks.at, price, visible=site.visible_money)
