"""Device farms (row 10): a rack of phones with several accounts each, or cloud phones with one account and one card each."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full, spread
from zhenxin.world.behaviours.repay import fund, paymasters
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import DAY, DROPS, END, HOUR, WEEK
from zhenxin.world.ledger import ACCOUNT, TRANSFER
from zhenxin.world.people import HOME
from zhenxin.world.plan import AS_USUAL, BRICK, COMPARING, DRIVEN, EMPTY, MATCHED, REAL, REVIEWED, SILENT, Plan
from zhenxin.world.rings import Commission, Recruits, Ring, Roster, between, late, season
from zhenxin.world.state import Bought, World

_VISIBLE = (0.85, 0.45)
"""Share of the payments that can be seen: naive, skilled (§3.3 payment return: on the platform, or off it and invisible)."""


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A studio that does `commission`: its accounts and phones first, then its rounds through the list of products."""
    rng = world.dice("device_farm", commission.number)
    parameters, market = world.parameters, world.market
    starts, ends = season(rng, parameters.farm_weeks_skilled if commission.skilled else parameters.farm_weeks)
    crowd = int(np.clip(round(commission.orders / between(rng, parameters.farm_orders_each)), 8, 150))
    workers = recruits.workers(crowd, starts)
    shops = recruits.shops(int(np.clip(commission.shops, 2, parameters.farm_merchants[1])), starts)
    products = recruits.products(shops, 2, starts)
    hubs = recruits.open_hubs(2 if commission.skilled else 1)
    if commission.skilled:
        devices = _cloud(world, rng, workers, starts)
        account, at = _drip(rng, commission.orders, workers, (starts, ends))
        product = products[rng.integers(0, len(products), len(at))]
    else:
        devices = _rack(world, rng, workers, starts)
        roster = Roster(rng, np.arange(len(workers)), products, market.product_merchant[products])
        seat, product, at = _rounds(rng, roster, commission.orders, phones=len(devices), span=(starts, ends))
        account = workers[seat]
    orders = _instruct(world, rng, Plan.of(account, product, at, ring=commission.number), hubs, skilled=commission.skilled)
    payers = world.ledger.add_outsiders(2 if commission.skilled else 1)
    return Ring(commission, workers, shops, products, starts, ends, hubs, payers, full(0), orders, devices=devices)


def _rack(world: World, rng: Dice, workers: Ints, starts: float) -> Ints:
    """Phones on a shelf: one make, one line, three accounts or so each, registered within days of one another; one card a phone."""
    people = world.people
    phones = max(3, round(len(workers) / between(rng, world.parameters.farm_phone_accounts)))
    devices = people.add_devices(phones)
    seat = np.arange(len(workers), dtype=np.int64) % phones
    line = int(people.add_homes(people.region[workers[:1]], HOME)[0])
    opened = starts - rng.uniform(15, 45) * DAY
    people.registered[workers] = opened + rng.uniform(0, 4 * DAY, len(workers))
    people.phone[workers], people.second[workers], people.changes_at[workers] = devices[seat], NONE, np.inf
    people.home[workers] = people.home_after[workers] = line
    people.mobile[workers] = 0.03
    people.work[workers] = NONE
    people.activity[workers] *= 0.4
    people.card[workers] = workers[seat]
    people.nurseries.update(dict.fromkeys(workers.tolist(), line))
    people.racks.append((devices, False))
    return devices


def _cloud(world: World, rng: Dice, workers: Ints, starts: float) -> Ints:
    """Bought accounts with a past of their own; from the day they change hands each has a phone and a card of the studio's."""
    people = world.people
    devices = people.add_devices(len(workers))
    taken_over = starts - rng.uniform(3, 30, len(workers)) * DAY
    line = int(people.add_homes(people.region[workers[:1]], HOME)[0])
    people.phone_after[workers], people.second[workers], people.changes_at[workers] = devices, NONE, taken_over
    people.home_after[workers], people.moves_at[workers] = line, taken_over
    people.mobile[workers] = rng.uniform(0.8, 0.95, len(workers))
    people.work[workers] = NONE
    people.activity[workers] *= 0.6
    people.racks.append((devices, True))
    replaced = rng.permutation(len(workers))[: len(workers) // 8]
    people.second[workers[replaced]] = devices[(replaced + 1) % len(devices)]
    return devices


def _rounds(rng: Dice, roster: Roster, orders: int, *, phones: int, span: tuple[float, float]) -> tuple[Ints, Ints, Floats]:
    """Rounds: all phones at once, account after account on each, a few minutes apart and within seconds of one another."""
    seats, goods, times = [], [], []
    while orders > 0:
        crew, product = roster.crew(min(int(rng.integers(8, 31)), orders))
        step = rng.uniform(3, 9) * 60
        seats.append(crew)
        goods.append(product)
        times.append(DROPS.draw(rng, 1, *span)[0] + crew // phones * step + rng.uniform(0, 25, len(crew)))
        orders -= len(crew)
    return np.concatenate(seats), np.concatenate(goods), np.minimum(np.concatenate(times), END - HOUR)


def _drip(rng: Dice, orders: int, workers: Ints, span: tuple[float, float]) -> tuple[Ints, Floats]:
    """Shifts: a few accounts a day one after another, through the working day, weekends as well."""
    shift, place = spread(np.maximum(rng.poisson(3.0, orders), 1))
    shift, place = shift[:orders], place[:orders]
    opening = DROPS.draw(rng, int(shift[-1]) + 1, *span)
    at = opening[shift] + place * rng.uniform(10, 70, orders) * 60 + rng.uniform(0, 600, orders)
    turns = np.concatenate([rng.permutation(workers) for _ in range(orders // len(workers) + 1)])[:orders]
    return turns, np.minimum(at, END - HOUR)


def _instruct(world: World, rng: Dice, orders: Plan, hubs: Ints, *, skilled: bool) -> Plan:
    n = len(orders)
    parameters, market = world.parameters, world.market
    by_hub = rng.random(n) < (0.75 if skilled else 0.95)
    orders.sender = np.where(by_hub, hubs[rng.integers(0, len(hubs), n)], AS_USUAL)
    light = np.where(rng.random(n) < 0.6, EMPTY, BRICK)
    orders.heft = np.where(by_hub, MATCHED, REAL) if skilled else light
    orders.walk = full(n, COMPARING if skilled else DRIVEN)
    orders.query = market.queries.product_first + 2 * orders.product + rng.integers(0, 2, n)
    heads = np.array([item[0] for item in market.queries.heads])[market.product_category[orders.product]] + rng.integers(0, 40, n)
    orders.query = np.where(rng.random(n) < 0.5, heads, orders.query)
    shares = parameters.farm_review_share_skilled if skilled else parameters.farm_review_share
    orders.review = np.where(rng.random(n) < rng.uniform(*shares), REVIEWED, SILENT)
    orders.stars = np.where(rng.random(n) < (0.95 if skilled else 0.99), 5, 4)
    orders.review_delay_h = np.exp(rng.uniform(np.log(18), np.log(90), n)) if skilled else rng.uniform(0.1, 5, n)
    for product in np.unique(orders.product).tolist():
        category = CATEGORIES[int(market.product_category[product])].code
        orders.script[orders.product == product] = world.scripts.order(rng, category, market.noun[product], copied=not skilled)
    return orders


def settle(world: World, ring: Ring, bought: Bought) -> None:
    """Accounts are filled up before they buy, in round sums, by whoever runs the studio; shops pay the studio."""
    rng = world.dice("farm money", ring.commission.number)
    rows = np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.paid_at))
    if not len(rows):
        return
    kind, payers = paymasters(ring)
    visible = _VISIBLE[ring.commission.skilled]
    weeks = 3 * DAY if not ring.commission.skilled else 2 * WEEK
    keys, where = np.unique(bought.plan.account[rows] * 1000 + (bought.paid_at[rows] // weeks).astype(np.int64), return_inverse=True)
    sums, first = np.zeros(len(keys), dtype=np.int64), np.full(len(keys), np.inf)
    np.add.at(sums, where, bought.amount[rows])
    np.minimum.at(first, where, bought.paid_at[rows])
    ahead = rng.uniform(1, 40, len(keys)) * HOUR if ring.commission.skilled else rng.uniform(0.2, 5, len(keys)) * HOUR
    at = np.where(rng.random(len(keys)) < visible, np.maximum(first - ahead, 0), np.nan)
    step = 1000 if ring.commission.skilled else 5000
    payer = payers[rng.integers(0, len(payers), len(keys))]
    world.ledger.pay(late(at), (sums // step + 1) * step, kind=TRANSFER, payer=(kind, payer), payee=(ACCOUNT, keys // 1000))
    fund(world, rng, ring, bought, rows=rows, visible=visible)
