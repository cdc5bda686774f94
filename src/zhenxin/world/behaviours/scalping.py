"""Scalping (row 17): when a sale opens, one party takes what hundreds wait for: holds that are never paid, or goods that are sold on dearer."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full, lognormal, pick, pick_apart
from zhenxin.world.chatter import OF_RINGS, say
from zhenxin.world.clock import DAY, END, HOUR, WEEK
from zhenxin.world.ledger import ACCOUNT, RED_PACKET, TRANSFER
from zhenxin.world.market import carries
from zhenxin.world.parameters import Range, known
from zhenxin.world.plan import AS_USUAL, BY_LINK, KEPT, SILENT, UNPAID, Plan
from zhenxin.world.rings import Recruits, Ring, between, late, whole
from zhenxin.world.state import Bought, Happened, World
from zhenxin.world.texts.topics import lines
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.04, size=100, shops=0, source="§2 row 17; share assumed")


@dataclass(frozen=True, kw_only=True)
class Scalpers:
    """How scalpers work (row 17 of §2)."""

    orders_each: Range = known((2, 5), "assumed: orders of one account at one sale; skilled one")
    sales: Range = known((1, 2), "§2 row 17: bulk at one opening; skilled at several")
    rush: Range = known((20, 150), "assumed: seconds from the opening within which they order; skilled some minutes")
    unpaid_share: float = known(0.65, "§2 row 17: bulk unpaid; skilled pay")
    variants: float = known(0.3, "§2 row 17: same address variants; variants for each account")
    jitter_share: float = known(1.0, "§2 row 17: orders to a variant; skilled: own doors, a few drop points, the next buyer's own door")
    markup: Range = known((1.15, 1.6), "assumed: what a piece is sold on for")
    phone_accounts: Range = known((2.2, 4.0), "§3.2 Taiyuan, Zaozhuang; skilled: own phones")
    visible_money: float = known(0.85, "§3.3 payment return: on the platform, or off it and invisible")


NAIVE = Scalpers()
SKILLED = Scalpers(
    orders_each=(1.2, 2.5), sales=(3, 8), rush=(300, 1500), unpaid_share=0.06, variants=0.12, jitter_share=0.3, phone_accounts=(1, 1),
    visible_money=0.5,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A scalper with accounts of their own or of people hired, and the sales they wait for."""
    rng = world.dice("scalping", commission.number)
    form = _form(commission)
    sales = _sales(world, rng, recruits, whole(rng, form.sales))
    starts = sales[0][1] - 2 * DAY
    crowd = int(np.clip(round(commission.size / between(rng, form.orders_each)), 6, 150))
    workers = recruits.workers(crowd, starts) if commission.skilled else recruits.reborn(crowd, starts)
    middlemen = recruits.workers(whole(rng, (1, 3)), starts) if commission.skilled else workers[:1]
    if not commission.skilled:
        _gather(world, rng, workers, starts)
    for product, _ in sales:
        shop = int(world.market.product_merchant[product])
        recruits.shop_taken[shop] = True
        recruits.spared.append(shop)
        world.key.hard("merchant", full(1, shop), "victim")
        world.key.hard("product", full(1, product), "victim")
    orders = _rush(world, rng, commission, workers, sales)
    return Ring(commission, orders, max(starts, 0.0), END, workers=workers, middlemen=middlemen)


def _form(commission: Commission) -> Scalpers:
    return SKILLED if commission.skilled else NAIVE


def _sales(world: World, rng: Dice, recruits: Recruits, n: int) -> list[tuple[int, float]]:
    """Sales that are known beforehand, those of honest shops, in the order of time; where there are too few, hot things and an evening."""
    market = world.market
    free = ~recruits.shop_taken[market.product_merchant]
    fit = [sale for sale in world.openings if sale[1] > 6 * DAY and free[sale[0]]]
    chosen = [fit[i] for i in rng.permutation(len(fit))[:n].tolist()]
    goods = (market.listed < 0) & carries(market, np.arange(market.products, dtype=np.int64))
    goods = goods & free if (goods & free).any() else market.listed < 0
    while len(chosen) < n:
        opening = float(rng.integers(8, 150)) * DAY + 12 * HOUR
        chosen.append((int(pick(rng, np.where(goods, market.product_weight, 0.0), 1)[0]), opening))
    return sorted(chosen, key=lambda sale: sale[1])


def _gather(world: World, rng: Dice, workers: Ints, starts: float) -> None:
    """One household's accounts: opened in the weeks before, some a phone, behind one line, on one card."""
    people = world.people
    phones = max(2, round(len(workers) / between(rng, NAIVE.phone_accounts)))
    lead = workers[np.arange(len(workers)) % phones]
    people.phone[workers], people.second[workers], people.changes_at[workers] = people.phone[lead], NONE, np.inf
    people.home[workers] = people.home_after[workers] = people.home[workers[0]]
    people.region[workers], people.card[workers] = people.region[workers[0]], workers[0]
    people.registered[workers] = starts - rng.gamma(1.5, 9 * DAY, len(workers)) - HOUR
    people.activity[workers] *= 0.4


def _rush(world: World, rng: Dice, commission: Commission, workers: Ints, sales: list[tuple[int, float]]) -> Plan:
    """The orders of each sale, from its first seconds on."""
    form, skilled = _form(commission), commission.skilled
    share = np.sort(rng.integers(0, len(sales), commission.size))
    points = world.people.add_addresses(max(2, round(len(workers) * form.variants)))
    plans = []
    for number, (product, opening) in enumerate(sales):
        n = int((share == number).sum())
        if not n:
            continue
        order = np.concatenate([rng.permutation(workers) for _ in range(n // len(workers) + 1)])[:n]
        rush = between(rng, form.rush)
        at = opening + (rng.gamma(1.3, rush / 2, n) if skilled else 0.8 + rng.gamma(1.5, rush / 3, n))
        seat = np.searchsorted(np.sort(workers), order)
        jitter = rng.random(n) < form.jitter_share
        address = np.where(jitter, points[(seat + rng.integers(0, 2, n)) % len(points)], AS_USUAL)
        receiver = np.where(jitter, workers[seat % (3 if skilled else 2) % len(workers)], AS_USUAL)
        direct = ~jitter & (rng.random(n) < (0.3 if skilled else 0.0))
        client = pick_apart(rng, np.where(world.people.registered < opening, 1.0, 0.0), n)
        client = np.resize(client, n) if len(client) else order
        plans.append(Plan.of(
            order, full(n, product), np.minimum(at, END - HOUR), ring=commission.number, walk=BY_LINK, review=SILENT,
            fate=np.where(rng.random(n) < form.unpaid_share, UNPAID, KEPT), quantity=np.where(rng.random(n) < (0.8 if skilled else 0.4), 1, 2),
            address=np.where(direct, world.people.address[client], address), receiver=np.where(direct, client, receiver),
        ))  # fmt: skip
    return Plan.join(plans)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Goods are sold on to whoever came too late; with skill hired hands get their price back and some yuan."""
    bought = happened.bought
    rng = world.dice("resale", ring.commission.number)
    rows = np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.paid_at))
    if len(rows) and len(ring.middlemen):
        _sell(world, rng, ring, bought, rows)
        if ring.commission.skilled:
            _refund_hands(world, rng, ring, bought, rows)
    _talk(world, rng, ring, happened)


def _sell(world: World, rng: Dice, ring: Ring, bought: Bought, rows: Ints) -> None:
    """Buyers pay the scalper, some days after the goods came, or before where they are sent to the buyer's own door."""
    form, people, plan = _form(ring.commission), world.people, bought.plan
    direct = (plan.receiver[rows] >= 0) & ~np.isin(plan.receiver[rows], ring.workers)
    buyer = np.where(direct, plan.receiver[rows], pick(rng, people.activity**0.4, len(rows)))
    at = np.where(
        direct, plan.at[rows] - rng.exponential(1.5 * DAY, len(rows)), bought.signed_at[rows] + lognormal(rng, 3 * DAY, 0.8, len(rows))
    )
    sold = (at > 0) & (people.registered[buyer] < at) & ~np.isin(buyer, ring.workers) & (rng.random(len(rows)) < form.visible_money)
    cents = (bought.amount[rows] * rng.uniform(*form.markup, len(rows))).astype(np.int64) // 100 * 100
    payee = ring.middlemen[rng.integers(0, len(ring.middlemen), len(rows))]
    kind = np.where(rng.random(len(rows)) < 0.2, RED_PACKET, TRANSFER)
    world.ledger.pay(np.where(sold, late(at), np.nan), cents, kind=kind, payer=(ACCOUNT, buyer), payee=(ACCOUNT, payee))


def _refund_hands(world: World, rng: Dice, ring: Ring, bought: Bought, rows: Ints) -> None:
    """Hired hands get the price and ten to forty yuan, in whole yuan, within the week."""
    cents = (bought.amount[rows] + rng.integers(10, 41, len(rows)) * 100 + 99) // 100 * 100
    at = bought.paid_at[rows] + rng.uniform(0.1, 1.0, len(rows)) * WEEK
    payer = ring.middlemen[bought.plan.account[rows] % len(ring.middlemen)]
    at = np.where((rng.random(len(rows)) < SKILLED.visible_money) & (payer != bought.plan.account[rows]), late(at), np.nan)
    world.ledger.pay(at, cents, kind=TRANSFER, payer=(ACCOUNT, payer), payee=(ACCOUNT, bought.plan.account[rows]))


def _talk(world: World, rng: Dice, ring: Ring, happened: Happened) -> None:
    """The call to be there, in the scalper's group."""
    at = happened.plan.at[happened.plan.ring == ring.commission.number]
    if not len(at) or not len(ring.middlemen):
        return
    calls = np.unique(at // DAY) * DAY
    times: Floats = np.repeat(calls, 2) - rng.uniform(0.2, 20, 2 * len(calls)) * HOUR
    group = OF_RINGS + 100 * ring.commission.number
    say(world, group, int(ring.middlemen[0]), times, lines(rng, "scalper_chat", len(times), skill=ring.commission.skill))
