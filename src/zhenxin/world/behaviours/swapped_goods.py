"""Swapped goods (row 4): one thing is ordered and something cheap is sent, to people out of stolen trade records."""

import numpy as np

from zhenxin.world.arrays import Dice, Ints
from zhenxin.world.behaviours.parcel_business import Business, serve, settle_up, small_goods
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.parcels import WAY
from zhenxin.world.plan import REAL, REVIEWED, Plan
from zhenxin.world.rings import Recruits, Ring
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.04, size=150, reviews=(0.35, 0.25), source="§2 row 4, §3.2 Hangzhou 589,874 orders; share assumed")

NAIVE = Business(strangers_share=0.88, review_share=(0.25, 0.45), hubs=(1, 2))
SKILLED = Business(
    orders_a_shop=(3, 7), accounts_a_shop=(1.5, 2.5), freelance_share=0.6, weeks=(12, 24), batch=(1, 1), hubs=(2, 4), hub_share=0.88,
    strangers_share=0.7, by_link_share=0.2, review_share=(0.2, 0.3), review_delay_h=(20, 80), five_star_share=0.95, visible_money=0.25,
)  # fmt: skip
_CHEAP = 1500
"""Cents that what is sent costs at most."""


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A site that does `commission`: one or two cheap things for all orders, or, with skill, something as heavy as what was ordered."""
    rng = world.dice("swaps", commission.number)
    ring = serve(world, commission, recruits, SKILLED if commission.skilled else NAIVE)
    orders = ring.plan
    sent = orders.sender >= 0
    goods = _alike(world, orders.product) if commission.skilled else small_goods(world, rng, 2, (15.0, 90.0))[_either(rng, len(orders))]
    orders.content = np.where(sent, goods, orders.content)
    orders.heft = np.full(len(orders), REAL, dtype=np.int64)
    orders.track = np.where(sent, WAY, orders.track)
    # whoever photographs the goods shows what came
    orders.photos = np.where(sent & (rng.random(len(orders)) < 0.5), goods * 2 + int(commission.skilled), orders.photos)
    _write_of_it(world, rng, ring.plan, copied=not commission.skilled)
    return ring


def _write_of_it(world: World, rng: Dice, orders: Plan, *, copied: bool) -> None:
    """Four in ten who write tell of what came, as people do who have forgotten what they ordered."""
    market = world.market
    told = (orders.review == REVIEWED) & (orders.content >= 0) & (rng.random(len(orders)) < 0.4)
    for thing in np.unique(orders.content[told]).tolist():
        category = CATEGORIES[int(market.product_category[thing])].code
        script = world.scripts.order(rng, category, market.noun[thing], copied=copied)
        orders.script[told & (orders.content == thing)] = script


def _either(rng: Dice, n: int) -> Ints:
    return (rng.random(n) < 0.35).astype(np.int64)


def _alike(world: World, product: Ints) -> Ints:
    """For each product the cheap one that weighs most nearly the same, packed as it is."""
    market = world.market
    cheap = np.flatnonzero(market.price <= _CHEAP)
    cheap = cheap if len(cheap) else np.argsort(market.price, kind="stable")[:20]
    cheap = cheap[np.argsort(market.spec[cheap], kind="stable")]
    place = np.clip(np.searchsorted(market.spec[cheap], market.spec[product]), 0, len(cheap) - 1)
    return cheap[place]


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Shops pay for parcels in advance, and give back what was laid out."""
    settle_up(world, ring, happened, SKILLED if ring.commission.skilled else NAIVE)
