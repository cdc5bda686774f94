"""Subsidy brushing (row 22): orders for what the platform adds to the price, paid for by the shop itself, of goods that never change hands."""

import numpy as np

from zhenxin.world.arrays import Dice, Ints
from zhenxin.world.behaviours.drawing import Draw, crowd_of, orders_of, windows
from zhenxin.world.behaviours.loop import fund_by_hops, fund_directly, owners, rows_of
from zhenxin.world.clock import DAY, END, WEEK
from zhenxin.world.ledger import ACCOUNT, OUTSIDE, PLATFORM, TRANSFER
from zhenxin.world.offers import subsidise
from zhenxin.world.orders import RETURNED
from zhenxin.world.rings import Recruits, Ring, between, late, whole
from zhenxin.world.state import Bought, Happened, World
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.04, size=150, source="§2 row 22, §3.3 Xiamen, Changning; share assumed")

NAIVE = Draw()
SKILLED = Draw(
    orders_each=(2, 4), weeks=(7, 13), campaigns=3, shops=(2, 4), depth=(0.12, 0.26), areas=(0, 0), at_home=True, real_goods=1.0,
    returned=0.3, shop_card=0.0, visible_money=0.6, fee=(0, 0),
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A shop signs its dearest goods up for a subsidy; its people order while it lasts."""
    rng = world.dice("subsidy_brushing", commission.number)
    habits = SKILLED if commission.skilled else NAIVE
    length = between(rng, habits.weeks) * WEEK
    starts = float(rng.uniform(8 * DAY, max(END - length - 10 * DAY, 9 * DAY)))
    ends = min(starts + length, END - DAY)
    shops = recruits.shops(max(whole(rng, habits.shops), 1), starts)
    if not commission.skilled:
        shops = shops[world.market.region[shops] == world.market.region[shops[0]]]
    products = recruits.dearest(shops, 2, starts)
    cents = np.maximum((world.market.price[products] * rng.uniform(*habits.depth, len(products)) / 100).astype(np.int64), 1) * 100
    runs = windows(rng, habits, (starts, ends))
    for run in runs:
        subsidise(world, rng, products, run, cents, (PLATFORM, 0))
    region = None if commission.skilled else int(world.market.region[shops[0]])
    workers = recruits.workers(crowd_of(rng, habits, commission.size), starts, region=region)
    orders = orders_of(world, rng, habits, workers, (products, cents), runs, orders=commission.size, ring=commission.number)
    none = np.empty(0, dtype=np.int64)
    middlemen = recruits.workers(int(rng.integers(2, 5)), starts) if commission.skilled else none
    payers = world.ledger.add_outsiders(2) if commission.skilled else none
    return Ring(commission, orders, starts, ends, workers=workers, shops=shops, products=products, middlemen=middlemen, payers=payers)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """The shop's money goes round to come back as sales; what was sold on or sent back pays the go-betweens."""
    rng = world.dice("subsidy money", ring.commission.number)
    commission, bought = ring.commission, happened.bought
    if not commission.skilled:
        fund_directly(world, rng, ring, bought, visible=NAIVE.visible_money, fee=NAIVE.fee)
        world.key.false("account", owners(world, ring), commission.behaviour, commission.number, commission.skill)
        return
    fund_by_hops(world, rng, ring, bought, visible=SKILLED.visible_money, span=WEEK)
    _return(world, rng, ring, bought)
    _resell(world, rng, ring, bought)


def _return(world: World, rng: Dice, ring: Ring, bought: Bought) -> None:
    """Who sent the thing back hands the refund on, a day or two later."""
    rows = rows_of(ring, bought)
    rows = rows[bought.status[rows] == RETURNED]
    account = bought.plan.account[rows]
    hand = ring.middlemen[account % len(ring.middlemen)]
    at = bought.status_at[rows] + rng.uniform(0.5, 3, len(rows)) * DAY
    at = np.where((rng.random(len(rows)) < SKILLED.visible_money) & (hand != account), late(at), np.nan)
    world.ledger.pay(at, bought.amount[rows] // 100 * 100, kind=TRANSFER, payer=(ACCOUNT, account), payee=(ACCOUNT, hand))


def _resell(world: World, rng: Dice, ring: Ring, bought: Bought) -> None:
    """A dealer pays for boxes by the dozen, somewhat under the price."""
    rows = rows_of(ring, bought)
    rows = rows[~np.isnan(bought.signed_at[rows]) & (bought.status[rows] != RETURNED)]
    if not len(rows):
        return
    lot = np.arange(len(rows)) // 12
    sums = np.bincount(lot, weights=bought.amount[rows] * rng.uniform(0.9, 1.05, len(rows))).astype(np.int64) // 1000 * 1000
    when = np.zeros(len(sums))
    np.maximum.at(when, lot, bought.signed_at[rows])
    at = late(when + rng.uniform(1, 6, len(sums)) * DAY)
    hand: Ints = ring.middlemen[rng.integers(0, len(ring.middlemen), len(sums))]
    dealer = int(world.ledger.add_outsiders(1)[0])
    world.ledger.pay(at, sums, kind=TRANSFER, payer=(OUTSIDE, dealer), payee=(ACCOUNT, hand))
