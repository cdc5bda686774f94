"""Paid real buyers (row 5): an agency sends people who really visit and really get the goods, and who get their money back for praise."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, full
from zhenxin.world.behaviours.posts import post_tasks
from zhenxin.world.behaviours.praise import ask_for_praise
from zhenxin.world.behaviours.repay import fund, paymasters, repay
from zhenxin.world.clock import BUYING, DAY, DROPS, END, HOUR
from zhenxin.world.ledger import ACCOUNT, TRANSFER
from zhenxin.world.parameters import Range, Task, known
from zhenxin.world.plan import BY_LINK, FREE, Plan
from zhenxin.world.rings import Recruits, Ring, between, late, season
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.05, size=150, reviews=(0.85, 0.65), source="§2 row 5, §3.2 Chengdu; share assumed")


@dataclass(frozen=True, kw_only=True)
class Agency:
    """How an agency of paid buyers works (row 5 of §2)."""

    orders_each: Range = known((4, 8), "§2 row 5: real people with many first visits; number assumed")
    orders_a_shop: Range = known((8, 16), "assumed")
    weeks: Range = known((4, 9), "§3.3 campaign length; skilled 3 to 6 months")
    sitting: Range = known((4, 10), "assumed: buyers sent for one thing; skilled one or two")
    sitting_days: Range = known((1, 3), "assumed: days that one thing is on")
    by_link_share: float = known(0.5, "assumed: the agency sends a link; skilled buyers come by themselves")
    review_share: Range = known((0.85, 1.0), "§2 row 5: the review is what is paid for; skilled leave some out")
    review_delay_h: Range = known((6, 70), "§3.3 review delay; real buyers get their parcel first")
    five_star_share: float = known(0.99, "§3.3 rating 98 to 100 % five stars; skilled 95 %")
    photos: int = known(3, "§2 row 5: a fixed number of pictures; 0 where the number is left to the buyer")
    fee: Range = known((3, 15), "§3.2 Chengdu: meals and a fee")
    visible_money: float = known(0.7, "§3.3 payment return: on the platform, or off it and invisible")
    visible_posts: float = known(0.7, "assumed: posts in groups of the platform")


NAIVE = Agency()
SKILLED = Agency(
    orders_each=(3, 6), orders_a_shop=(5, 10), weeks=(12, 24), sitting=(1, 2), sitting_days=(3, 8), by_link_share=0.15,
    review_share=(0.65, 0.8), review_delay_h=(20, 190), five_star_share=0.93, photos=0, visible_money=0.2, visible_posts=0.2,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """An agency that does `commission`: buyers, unrelated clients, and who goes where; nobody goes to one shop twice while there are others."""
    rng = world.dice("paid_real_buyer", commission.number)
    agency = _form(commission)
    starts, ends = season(rng, agency.weeks, commission.since)
    workers = recruits.workers(max(6, round(commission.size / between(rng, agency.orders_each))), starts)
    shops = recruits.shops(
        int(np.clip(round(commission.size / between(rng, agency.orders_a_shop)), 3, 40)), starts, again=30.0, unsent=True
    )
    products = recruits.products(shops, 1, starts, unsent=True)
    account, product, at = _visits(rng, commission, workers, products, (starts, ends))
    orders = Plan.of(account, product, at, ring=commission.number)
    orders.walk = np.where(rng.random(len(orders)) < agency.by_link_share, BY_LINK, FREE)
    orders.quantity = full(len(orders), 1)
    ask_for_praise(
        world, rng, orders, share=agency.review_share, delay_h=agency.review_delay_h, five_star=agency.five_star_share,
        copied=not commission.skilled,
    )  # fmt: skip
    middlemen = recruits.workers(2, starts)
    middlemen = middlemen if len(middlemen) else workers[:1]
    post_tasks(world, rng, commission, orders, host=int(middlemen[0]), topic="free_order_brief", seen=agency.visible_posts)
    return Ring(commission, orders, starts, ends, workers=workers, shops=shops, products=products, middlemen=middlemen)


def _form(commission: Commission) -> Agency:
    return commission.form or (SKILLED if commission.skilled else NAIVE)


def _visits(rng: Dice, commission: Commission, workers: Ints, products: Ints, span: tuple[float, float]) -> tuple[Ints, Ints, Floats]:
    """Some buyers at a time are sent for one thing, in the days it is on; a drip with skill."""
    agency, left = _form(commission), commission.size
    had = np.zeros((len(workers), len(products)), dtype=np.int64)
    accounts, goods, times = [], [], []
    while left > 0:
        much = min(int(between(rng, agency.sitting)), left, len(workers))
        thing = int(rng.integers(0, len(products)))
        load = had[:, thing] * 10.0 + had.sum(axis=1) + rng.uniform(0, 3, len(workers))
        crew = np.argsort(load, kind="stable")[:much]
        had[crew, thing] += 1
        length = between(rng, agency.sitting_days) * DAY
        opening = rng.uniform(span[0], max(span[1] - length, span[0] + HOUR))
        accounts.append(workers[crew])
        goods.append(full(much, int(products[thing])))
        times.append((BUYING if commission.skilled else DROPS).draw(rng, much, opening, min(opening + length, END - HOUR)))
        left -= much
    return np.concatenate(accounts), np.concatenate(goods), np.minimum(np.concatenate(times), END - HOUR)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """The price comes back with a little more, mostly where nobody sees it; pictures are as many as the brief says."""
    agency, bought, written = _form(ring.commission), happened.bought, happened.reviews
    rng = world.dice("agency money", ring.commission.number)
    if agency.photos:
        praised = np.flatnonzero((written.ring == ring.commission.number) & (rng.random(len(written)) < 0.93))
        written.photos[praised] = agency.photos
    if ring.commission.skilled:
        repay(world, ring, bought, Task(fee=agency.fee, pay_delay_h=(30, 220), visible_money=agency.visible_money))
        return
    rows = np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.signed_at))
    at = np.where(rng.random(len(rows)) < agency.visible_money, bought.signed_at[rows] + rng.uniform(4, 80, len(rows)) * HOUR, np.nan)
    fee = np.round(rng.uniform(*agency.fee, len(rows))).astype(np.int64) * 100
    kind, payers = paymasters(ring)
    payee = (ACCOUNT, bought.plan.account[rows])
    world.ledger.pay(late(at), bought.amount[rows] + fee, kind=TRANSFER, payer=(kind, payers[rows % len(payers)]), payee=payee)
    fund(world, rng, ring, bought, rows=rows, visible=agency.visible_money)
