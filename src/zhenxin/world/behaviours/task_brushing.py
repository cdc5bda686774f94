"""Task brushing (row 1 of the typology): search, scan, open, browse, order, an empty or weighted parcel, praise, money back."""

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, full
from zhenxin.world.behaviours.posts import post_tasks
from zhenxin.world.behaviours.repay import repay
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DROPS, END, HOUR
from zhenxin.world.market import long_tail
from zhenxin.world.parameters import NAIVE_TASK, SKILLED_TASK, Task
from zhenxin.world.plan import AS_USUAL, BRICK, COMPARING, EMPTY, GUIDED, MATCHED, REAL, REVIEWED, SILENT, Plan
from zhenxin.world.rings import Recruits, Ring, Roster, between, season, whole
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.25, size=300, reviews=(0.72, 0.3), source="§2 row 1, the largest trade in §3.2; share assumed")

NAIVE, SKILLED = NAIVE_TASK, SKILLED_TASK
DROP = 8
"""So many at once make a drop, handed out in working hours; fewer are a drip that buys when everybody does."""


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A ring that does `commission`: people first, then the list of tasks, then what each task says."""
    rng = world.dice("task_brushing", commission.number)
    task = commission.form or (SKILLED if commission.skilled else NAIVE)
    starts, ends = season(rng, task.weeks, commission.since)
    each = between(rng, task.orders_each)
    crowd = int(np.clip(round(commission.size / each), 8, task.workers[1] * world.parameters.wholesale))
    region = None if commission.skilled else int(world.people.region[rng.integers(0, world.people.count)])
    workers = recruits.workers(crowd, starts, region=region if rng.random() < 0.5 else None)
    shops = recruits.shops(int(np.clip(commission.shops, 2, task.merchants[1])), starts)
    products = recruits.products(shops, 2, starts)
    hubs = recruits.open_hubs(whole(rng, task.hubs))
    account, product, at = _tasks(world, rng, task, (workers, products), orders=commission.size, span=(starts, ends))
    none = np.empty(0, dtype=np.int64)
    middlemen = recruits.workers(whole(rng, task.middlemen), starts) if commission.skilled or rng.random() < 0.4 else none
    payers = none if len(middlemen) else world.ledger.add_outsiders(whole(rng, task.middlemen))
    orders = _instruct(world, rng, task, Plan.of(account, product, at, ring=commission.number), hubs=hubs, skilled=commission.skilled)
    host = int(middlemen[0] if len(middlemen) else workers[0])
    post_tasks(world, rng, commission, orders, host=host, topic="task_brief", seen=task.visible_posts, calls="brushing_job")
    return Ring(
        commission, orders, starts, ends, workers=workers, shops=shops, products=products, hubs=hubs, payers=payers, middlemen=middlemen
    )


def _tasks(
    world: World, rng: Dice, task: Task, ring: tuple[Ints, Ints], *, orders: int, span: tuple[float, float]
) -> tuple[Ints, Ints, Floats]:
    """Who orders what and when: drops of many orders within hours, or a drip of a few a day through the season."""
    workers, products = ring
    roster = Roster(rng, workers, products, world.market.product_merchant[products])
    rhythm = BUYING if task.drop_size[1] < DROP else DROPS
    accounts, goods, times = [], [], []
    while orders > 0:
        crew, product = roster.crew(min(whole(rng, task.drop_size), orders))
        accounts.append(crew)
        goods.append(product)
        opening = rhythm.draw(rng, 1, *span)[0]
        times.append(opening + rng.uniform(0, between(rng, task.drop_hours) * HOUR, len(crew)))
        orders -= len(crew)
    return np.concatenate(accounts), np.concatenate(goods), np.minimum(np.concatenate(times), END - HOUR)


def _instruct(world: World, rng: Dice, task: Task, orders: Plan, *, hubs: Ints, skilled: bool) -> Plan:
    """The script: what to type, how deep the product lies, who sends, what is in the parcel, what to write."""
    n = len(orders)
    market = world.market
    hub = hubs[_turns(rng, orders.at, len(hubs))] if skilled else hubs[orders.product % len(hubs)]
    by_hub = rng.random(n) < task.hub_share
    orders.sender = np.where(by_hub, hub, AS_USUAL)
    if skilled:
        orders.heft = np.where(by_hub | (rng.random(n) < 0.5), MATCHED, REAL)
    else:
        orders.heft = np.where(rng.random(n) < task.empty_share, EMPTY, BRICK)
        orders.quantity = full(n, 1)
    orders.walk = full(n, COMPARING if skilled else GUIDED)
    orders.depth = np.exp(rng.uniform(np.log(task.depth[0]), np.log(task.depth[1]), n)).astype(np.int64)
    orders.plain = rng.random(n) >= task.coupon_share
    reviewed = rng.random(n) < rng.uniform(*task.review_share)
    orders.review = np.where(reviewed, REVIEWED, SILENT)
    orders.stars = np.where(rng.random(n) < task.five_star_share, 5, 4)
    orders.review_delay_h = np.exp(rng.uniform(np.log(task.review_delay_h[0]), np.log(task.review_delay_h[1]), n))
    for product in np.unique(orders.product).tolist():
        rows = np.flatnonzero(orders.product == product)
        phrases = market.queries.add([long_tail(market, rng, product) for _ in range(whole(rng, task.keywords))])
        if skilled:
            phrases = np.concatenate([phrases, rng.choice(market.queries.heads[market.product_category[product]], 2)])
        orders.query[rows] = phrases[rng.integers(0, len(phrases), len(rows))]
        category = CATEGORIES[int(market.product_category[product])].code
        orders.script[rows] = world.scripts.order(rng, category, market.noun[product], copied=not skilled)
    return orders


def _turns(rng: Dice, at: Floats, hubs: int) -> Ints:
    """Cloud senders take turns: one period each, with some disorder."""
    order = np.argsort(np.argsort(at, kind="stable"), kind="stable")
    turn = order * hubs // max(len(at), 1)
    return np.where(rng.random(len(at)) < 0.2, rng.integers(0, hubs, len(at)), turn)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Money back to the workers, and from the shops to whoever hands it out."""
    task = ring.commission.form or (SKILLED if ring.commission.skilled else NAIVE)
    repay(world, ring, happened.bought, task)
