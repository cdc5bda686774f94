"""Riding a hot item's coattails (row 13): hired accounts click the hot item and the target together, so that one is recommended with the other."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full, lognormal, pick_apart, spread
from zhenxin.world.behaviours.piecework import charge_shops, pay_pieces, share_phones
from zhenxin.world.clock import DROPS, END, HOUR, LOOKING
from zhenxin.world.market import on_sale
from zhenxin.world.outings import stroll
from zhenxin.world.parameters import Range, known
from zhenxin.world.rings import Recruits, Ring, between, season, whole
from zhenxin.world.shopping import product_of
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ACTS, Commission, Trade
from zhenxin.world.visits import BY_FEED, BY_SEARCH, FAVOURITE, SEARCH, VIEW, phrases

TRADE = Trade(unit=ACTS, rings=1.0, size=240, source="§2 row 13; pairs of clicks; number assumed")


@dataclass(frozen=True, kw_only=True)
class Riders:
    """How hired clickers work (row 13 of §2)."""

    pairs_each: Range = known((6, 20), "assumed: pairs of one account; skilled few")
    weeks: Range = known((0.6, 2), "§2 row 13: a burst; skilled: spread over time")
    shops: Range = known((1, 2), "assumed")
    products: Range = known((1, 2), "assumed: targets of each shop")
    pairs_a_session: Range = known((2, 5), "assumed; skilled one")
    between_clicks: Range = known((0, 0), "§2 row 13: skilled click other things before, between and after")
    favourite_share: float = known(0.1, "assumed")
    phone_accounts: Range = known((2.2, 4.0), "§3.2 Taiyuan, Zaozhuang; skilled: own phones")
    fee: Range = known((5, 30), "§3.2 engagement prices; cents a pair")
    visible_money: float = known(0.8, "§3.3 payment return: on the platform, or off it and invisible")


NAIVE = Riders()
SKILLED = Riders(
    pairs_each=(2, 5), weeks=(5, 14), shops=(2, 5), products=(1, 2), pairs_a_session=(1, 1), between_clicks=(1, 3), favourite_share=0.2,
    phone_accounts=(1, 1), visible_money=0.35,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """Clickers and the shops whose goods are to ride."""
    rng = world.dice("coattail_clicks", commission.number)
    riders = _form(commission)
    starts, ends = season(rng, riders.weeks)
    crowd = int(np.clip(round(commission.size / between(rng, riders.pairs_each)), 12, 150))
    workers = recruits.workers(crowd, starts) if commission.skilled else recruits.reborn(crowd, starts)
    if not commission.skilled:
        share_phones(world, rng, workers, starts, riders.phone_accounts)
    shops = recruits.shops(whole(rng, riders.shops), starts, again=30.0)
    products = recruits.products(shops, int(riders.products[1]), starts)
    payers = world.ledger.add_outsiders(1)
    return Ring(
        commission, starts=starts, ends=ends, workers=workers, shops=shops, products=products, false_products=products, payers=payers
    )


def _form(commission: Commission) -> Riders:
    return SKILLED if commission.skilled else NAIVE


def hot_items(world: World, rng: Dice, targets: Ints, before: float) -> tuple[Ints, Ints]:
    """Pairs to click: each target with three of the best selling things of its kind, of other shops; hot items and targets."""
    market = world.market
    hot, ridden = [], []
    for target in targets.tolist():
        rivals = (market.product_merchant != market.product_merchant[target]) & (market.listed < before)
        alike = rivals & (market.product_category == market.product_category[target])
        goods = np.flatnonzero(alike if alike.any() else rivals)
        best = goods[np.argsort(-market.product_weight[goods], kind="stable")[:6]]
        chosen = best[pick_apart(rng, market.product_weight[best], 3)]
        hot.append(chosen)
        ridden.append(full(len(chosen), target))
    return np.concatenate(hot), np.concatenate(ridden)


def settle(world: World, ring: Ring, _happened: Happened) -> None:
    """The clicks, and cents for each pair."""
    rng = world.dice("coattails", ring.commission.number)
    if not len(ring.workers) or not len(ring.products):
        return
    riders, skilled, size = _form(ring.commission), ring.commission.skilled, ring.commission.size
    hot, target = hot_items(world, rng, ring.products, ring.starts)
    many = np.array([whole(rng, riders.pairs_a_session) for _ in range(size)])
    many = many[: int(np.searchsorted(np.cumsum(many), size)) + 1]
    account = np.concatenate([rng.permutation(ring.workers) for _ in range(len(many) // len(ring.workers) + 1)])[: len(many)]
    starts = (LOOKING if skilled else DROPS).draw(rng, len(many), ring.starts, ring.ends)
    kept = (starts < END - HOUR) & (starts > world.people.registered[account] + HOUR)
    account, starts, many = account[kept], starts[kept], many[kept]
    session, rank = spread(many)
    pair = (rng.integers(0, len(hot), len(many))[session] + rank) % len(hot)
    _click(world, rng, riders, account, starts, session=session, hot=hot[pair], target=target[pair])
    world.key.hard("product", hot, "victim")
    fee, pieces = between(rng, riders.fee), np.ones(len(session), dtype=np.int64)
    pay_pieces(world, rng, ring, account[session], starts[session], pieces, fee=fee, visible=riders.visible_money)
    shop = world.market.product_merchant[target[pair]]
    charge_shops(world, rng, ring, shop, starts[session], fee * 2.0 * np.ones(len(shop)), visible=riders.visible_money)


def _click(world: World, rng: Dice, riders: Riders, account: Ints, starts: Floats, *, session: Ints, hot: Ints, target: Ints) -> None:
    """Search, hot item, target; with skill other things before, between and after, at the length of people's looks."""
    skilled, n = riders is SKILLED, len(session)
    low, high = (int(bound) for bound in riders.between_clicks)
    gaps = [rng.integers(low, high + 1, n) * (rng.random(n) < 0.75) for _ in range(3)]
    counts = np.column_stack([
        (rng.random(n) < 0.6).astype(np.int64), gaps[0], np.ones(n, dtype=np.int64), gaps[1], np.ones(n, dtype=np.int64),
        (rng.random(n) < riders.favourite_share).astype(np.int64), gaps[2],
    ])  # fmt: skip
    width = counts.shape[1]
    cell, _ = spread(counts.ravel())
    pair, step = cell // width, cell % width
    kind = np.array([SEARCH, VIEW, VIEW, VIEW, VIEW, FAVOURITE, VIEW])[step]
    own = world.people.tastes[account[session[pair]], rng.integers(0, 3, len(pair))]
    other = on_sale(world.market, rng, product_of(rng, world.market, own), starts[session[pair]])
    product = np.select([step == 2, (step == 4) | (step == 5), kind == SEARCH], [hot[pair], target[pair], full(len(pair))], other)
    searched = (counts[:, 0] > 0)[pair] & (step <= 2)
    by_search = searched & (kind == VIEW)
    dwell = None if skilled else np.where(kind == VIEW, np.round(lognormal(rng, 7.0, 0.12, len(kind)), 1), np.nan)
    query = phrases(world, rng, hot)[pair]
    stroll(
        world, rng, account, starts, session[pair], kind=kind, dwell=dwell, product=product, pace=4.0 if skilled else 1.5,
        query=np.where(by_search | (kind == SEARCH), query, NONE), source=np.where(searched, BY_SEARCH, BY_FEED),
        position=np.where(by_search, 1 + lognormal(rng, 4.0, 1.0, len(kind)).astype(np.int64), NONE),
    )  # fmt: skip
