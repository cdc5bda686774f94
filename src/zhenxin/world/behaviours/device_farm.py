"""Device farms (row 10): a rack of phones with several accounts each, or cloud phones with one account and one card each."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full, spread
from zhenxin.world.behaviours.repay import fund, paymasters
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import DAY, DROPS, END, HOUR, WEEK
from zhenxin.world.ledger import ACCOUNT, TRANSFER
from zhenxin.world.parameters import Range, known
from zhenxin.world.people import HOME
from zhenxin.world.plan import AS_USUAL, BRICK, COMPARING, DRIVEN, EMPTY, MATCHED, REAL, REVIEWED, SILENT, Plan
from zhenxin.world.rings import Recruits, Ring, Roster, between, late, season
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.13, size=300, reviews=(0.65, 0.3), source="§2 row 10, §3.2 Taiyuan, Zaozhuang; share assumed")


@dataclass(frozen=True, kw_only=True)
class Farm:
    """How a farm works (row 10 of §2)."""

    phone_accounts: Range = known(
        (2.4, 4.5), "§3.2 Taiyuan 2.9 accounts a phone, Zaozhuang 3.0; skilled: one phone, one card, one network each"
    )
    orders_each: Range = known((4, 12), "§3.2 Taiyuan: 10,000 orders by 200 accounts; less here, of a shorter life")
    weeks: Range = known((2, 5), "§3.3 campaign length; skilled: drip over 3 to 6 months")
    merchants: Range = known((2, 6), "assumed")
    hubs: int = known(1, "§2 row 3; skilled: two that take turns")
    hub_share: float = known(0.95, "§2 row 3: one sender for many shops")
    review_share: Range = known((0.4, 0.9), "§3.3 35 to 100 %; skilled 20 to 40 %")
    five_star_share: float = known(0.99, "§3.3 rating 98 to 100 % five stars; skilled 95 %")
    visible_money: float = known(0.85, "§3.3 payment return: on the platform, or off it and invisible")


NAIVE = Farm()
SKILLED = Farm(
    phone_accounts=(1, 1), weeks=(8, 18), hubs=2, hub_share=0.75, review_share=(0.2, 0.4), five_star_share=0.95, visible_money=0.45
)


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A studio that does `commission`: its accounts and phones first, then its rounds through the list of products."""
    rng = world.dice("device_farm", commission.number)
    farm, market = _form(commission), world.market
    starts, ends = season(rng, farm.weeks, commission.since)
    crowd = int(np.clip(round(commission.size / between(rng, farm.orders_each)), 8, 150))
    workers = recruits.bought(crowd, starts) if commission.skilled else recruits.reborn(crowd, starts)
    shops = recruits.shops(int(np.clip(commission.shops, 2, int(farm.merchants[1]))), starts)
    products = recruits.products(shops, 2, starts)
    hubs = recruits.open_hubs(farm.hubs)
    if commission.skilled:
        devices = _cloud(world, rng, workers, starts)
        account, at = _drip(rng, commission.size, workers, (starts, ends))
        product = products[rng.integers(0, len(products), len(at))]
    else:
        devices = _rack(world, rng, workers, starts)
        roster = Roster(rng, np.arange(len(workers)), products, market.product_merchant[products])
        seat, product, at = _rounds(rng, roster, commission.size, phones=len(devices), span=(starts, ends))
        account = workers[seat]
    orders = _instruct(world, rng, Plan.of(account, product, at, ring=commission.number), hubs, skilled=commission.skilled)
    payers = world.ledger.add_outsiders(2 if commission.skilled else 1)
    return Ring(
        commission, orders, starts, ends, workers=workers, shops=shops, products=products, hubs=hubs, payers=payers, devices=devices
    )


def _form(commission: Commission) -> Farm:
    return commission.form or (SKILLED if commission.skilled else NAIVE)


def _rack(world: World, rng: Dice, workers: Ints, starts: float) -> Ints:
    """Phones on a shelf: one make, one line, three accounts or so each, registered within days of one another; one card a phone."""
    people = world.people
    phones = max(3, round(len(workers) / between(rng, NAIVE.phone_accounts)))
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
    farm, market = SKILLED if skilled else NAIVE, world.market
    by_hub = rng.random(n) < farm.hub_share
    orders.sender = np.where(by_hub, hubs[rng.integers(0, len(hubs), n)], AS_USUAL)
    light = np.where(rng.random(n) < 0.6, EMPTY, BRICK)
    orders.heft = np.where(by_hub, MATCHED, REAL) if skilled else light
    orders.walk = full(n, COMPARING if skilled else DRIVEN)
    orders.query = market.queries.product_first + 2 * orders.product + rng.integers(0, 2, n)
    heads = np.array([item[0] for item in market.queries.heads])[market.product_category[orders.product]] + rng.integers(0, 40, n)
    orders.query = np.where(rng.random(n) < 0.5, heads, orders.query)
    orders.review = np.where(rng.random(n) < rng.uniform(*farm.review_share), REVIEWED, SILENT)
    orders.stars = np.where(rng.random(n) < farm.five_star_share, 5, 4)
    orders.review_delay_h = np.exp(rng.uniform(np.log(18), np.log(90), n)) if skilled else rng.uniform(0.1, 5, n)
    for product in np.unique(orders.product).tolist():
        category = CATEGORIES[int(market.product_category[product])].code
        orders.script[orders.product == product] = world.scripts.order(rng, category, market.noun[product], copied=not skilled)
    return orders


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Accounts are filled up before they buy, in round sums, by whoever runs the studio; shops pay the studio."""
    bought = happened.bought
    rng = world.dice("farm money", ring.commission.number)
    rows = np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.paid_at))
    if not len(rows):
        return
    kind, payers = paymasters(ring)
    visible = _form(ring.commission).visible_money
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
