"""Crowds (row 11): hundreds of real people with a phone and a line each, who pay to join and do a few tasks for many shops."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, pick
from zhenxin.world.behaviours.posts import post_tasks
from zhenxin.world.behaviours.praise import ask_for_praise
from zhenxin.world.behaviours.repay import repay
from zhenxin.world.chatter import OF_RINGS, say
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, RED_PACKET, TRANSFER
from zhenxin.world.parameters import Range, Task, known
from zhenxin.world.plan import AS_USUAL, BY_LINK, COMPARING, EMPTY, FREE, MATCHED, REAL, Plan
from zhenxin.world.rings import Recruits, Ring, Roster, between, late, season, whole
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.topics import lines
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.09, size=400, reviews=(0.5, 0.3), source="§2 row 11, §3.2 Neijiang 100,000 members; share assumed")


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """How a crowd works (row 11 of §2)."""

    orders_each: Range = known((2.5, 5), "§2 row 11: few a head; number assumed")
    orders_a_shop: Range = known((10, 20), "assumed: many shops, a dozen orders each")
    weeks: Range = known((8, 16), "§3.3 drip over months")
    takers: Range = known((3, 9), "assumed: members who take a task that is posted")
    hours: Range = known((2, 40), "assumed: from the post to the order")
    by_link_share: float = known(0.85, "§2 row 11: entry from the group's short link")
    hub_share: float = known(0.4, "§3.2 Neijiang: empty parcels too; skilled: hardly")
    review_share: Range = known((0.4, 0.7), "§3.3 review share 35 to 100 %; skilled 20 to 40 %")
    review_delay_h: Range = known((1, 30), "§3.3 review delay; skilled 1 to 3 days and more")
    five_star_share: float = known(0.98, "§3.3 rating 98 to 100 % five stars; skilled 95 %")
    fee: Range = known((2, 6), "§3.2 Daqing about 3 yuan for the bottom brusher")
    visible_money: float = known(0.7, "§3.3 payment return: on the platform, or off it and invisible")
    visible_joining: float = known(0.6, "assumed: fees for joining that were paid on the platform")
    visible_posts: float = known(0.7, "assumed: posts in groups of the platform")


NAIVE = Crowd()
SKILLED = Crowd(
    orders_each=(2, 4), orders_a_shop=(6, 12), weeks=(16, 25), takers=(1, 3), hours=(6, 110), by_link_share=0.3, hub_share=0.08,
    review_share=(0.2, 0.4), review_delay_h=(20, 140), five_star_share=0.94, visible_money=0.25, visible_joining=0.25, visible_posts=0.2,
)  # fmt: skip
_TIERS = np.array([9_900, 19_900, 69_900, 299_900])
"""Cents that members pay to join (§3.2: 99, 199, 2,999 yuan)."""


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A crowd that does `commission`: members, those who run it, and tasks posted in its group."""
    rng = world.dice("crowd_ring", commission.number)
    crowd = _form(commission)
    starts, ends = season(rng, crowd.weeks, commission.since)
    workers = recruits.workers(max(8, round(commission.size / between(rng, crowd.orders_each))), starts)
    shops = recruits.shops(int(np.clip(round(commission.size / between(rng, crowd.orders_a_shop)), 3, 80)), starts, again=60.0, unsent=True)
    products = recruits.products(shops, 2, starts, unsent=True)
    hubs = recruits.open_hubs(1)
    middlemen = recruits.workers(whole(rng, (1, 3)), starts)
    middlemen = middlemen if len(middlemen) else workers[:1]
    account, product, at = _tasks(world, rng, crowd, (workers, products), orders=commission.size, span=(starts, ends))
    orders = Plan.of(account, product, at, ring=commission.number)
    _instruct(world, rng, crowd, orders, hubs, skilled=commission.skilled)
    post_tasks(world, rng, commission, orders, host=int(middlemen[0]), topic="task_brief", seen=crowd.visible_posts, calls="membership")
    return Ring(commission, orders, starts, ends, workers=workers, shops=shops, products=products, hubs=hubs, middlemen=middlemen)


def _form(commission: Commission) -> Crowd:
    return commission.form or (SKILLED if commission.skilled else NAIVE)


def _tasks(
    world: World, rng: Dice, crowd: Crowd, ring: tuple[Ints, Ints], *, orders: int, span: tuple[float, float]
) -> tuple[Ints, Ints, Floats]:
    """Who takes which task and when."""
    workers, products = ring
    roster = Roster(rng, workers, products, world.market.product_merchant[products])
    accounts, goods, times = [], [], []
    while orders > 0:
        crew, product = roster.crew(min(whole(rng, crowd.takers), orders))
        opening = float(BUYING.draw(rng, 1, span[0], max(span[1] - 3 * DAY, span[0] + HOUR))[0])
        accounts.append(crew)
        goods.append(product)
        times.append(BUYING.draw(rng, len(crew), opening, opening + between(rng, crowd.hours) * HOUR))
        orders -= len(crew)
    return np.concatenate(accounts), np.concatenate(goods), np.minimum(np.concatenate(times), END - HOUR)


def _instruct(world: World, rng: Dice, crowd: Crowd, orders: Plan, hubs: Ints, *, skilled: bool) -> None:
    n = len(orders)
    by_hub = rng.random(n) < crowd.hub_share
    orders.sender = np.where(by_hub, hubs[rng.integers(0, len(hubs), n)], AS_USUAL)
    orders.heft = np.where(by_hub, MATCHED if skilled else EMPTY, REAL)
    orders.walk = np.where(rng.random(n) < crowd.by_link_share, BY_LINK, np.where(rng.random(n) < 0.4, COMPARING, FREE))
    ask_for_praise(
        world, rng, orders, share=crowd.review_share, delay_h=crowd.review_delay_h, five_star=crowd.five_star_share, copied=not skilled
    )


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Members pay to join, whoever brought them gets a part of it, and each task is paid back with a small commission."""
    crowd, bought = _form(ring.commission), happened.bought
    repay(world, ring, bought, Task(fee=crowd.fee, pay_delay_h=(8, 60), visible_money=crowd.visible_money))
    rng = world.dice("joining", ring.commission.number)
    people = world.people
    plan = ring.plan
    first = np.full(people.count, np.inf)
    np.minimum.at(first, plan.account, plan.at)
    joined = np.maximum(first[ring.workers] - rng.exponential(6 * DAY, len(ring.workers)) - HOUR, people.registered[ring.workers] + HOUR)
    seen = (joined > 0) & (joined < first[ring.workers]) & (rng.random(len(joined)) < crowd.visible_joining)
    fee = _TIERS[pick(rng, [60, 28, 9, 3], len(joined))]
    host = ring.middlemen[rng.integers(0, len(ring.middlemen), len(joined))]
    world.ledger.pay(late(np.where(seen, joined, np.nan)), fee, kind=TRANSFER, payer=(ACCOUNT, ring.workers), payee=(ACCOUNT, host))
    # whoever came before brought the next one and gets a fifth to two fifths of the fee
    order = np.argsort(joined, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    bringer = ring.workers[order[(place * rng.random(len(order))).astype(np.int64)]]
    at = np.where(seen & (bringer != ring.workers), joined + rng.uniform(1, 30, len(joined)) * HOUR, np.nan)
    part = fee * rng.integers(2, 5, len(fee)) // 10
    world.ledger.pay(late(at), part, kind=RED_PACKET, payer=(ACCOUNT, host), payee=(ACCOUNT, bringer))
    _report(world, rng, ring, happened)


def _report(world: World, rng: Dice, ring: Ring, happened: Happened) -> None:
    """Members say in the group that they have ordered."""
    bought = happened.bought
    rows = np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.paid_at))
    rows = rows[rng.random(len(rows)) < 0.4 * _form(ring.commission).visible_posts]
    if len(rows):
        at = bought.paid_at[rows] + rng.exponential(0.5 * HOUR, len(rows)) + 20
        reports = lines(rng, "task_report", len(rows), skill=ring.commission.skill)
        say(world, OF_RINGS + 100 * ring.commission.number, bought.plan.account[rows], at, reports)
