"""Compensation abuse (row 24): orders on tiny shops that cannot send, a claim for each when it is late, and somebody inside who approves."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Ints, pick_apart
from zhenxin.world.behaviours.loop import rows_of
from zhenxin.world.clock import BUYING, DAY, DROPS, END, HOUR, WEEK
from zhenxin.world.ledger import ACCOUNT, TRANSFER
from zhenxin.world.life.compensation import claim, things
from zhenxin.world.market import carries
from zhenxin.world.office import CLAIMS
from zhenxin.world.parameters import Range, known
from zhenxin.world.plan import FREE, SILENT, STALLED, Plan
from zhenxin.world.rings import Recruits, Ring, between, late
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.topics import lines
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.015, size=60, shops=0, source="§2 row 24, §3.3 Yangzhou: three people, 380,000 yuan; share assumed")


@dataclass(frozen=True, kw_only=True)
class Claims:
    """How claimants and approvers work together (row 24 of §2)."""

    orders_each: Range = known((5, 12), "§3.3 Yangzhou: three people; accounts assumed; skilled: many accounts")
    weeks: Range = known((3, 8), "assumed")
    shops: Range = known((2, 4), "§2 row 24: tiny sellers that cannot ship; skilled: many of them; number assumed")
    cards: float = known(
        0.0, "share of accounts that pay and are paid by a card of their own; §2 row 24: the same bank card; skilled: many"
    )
    approvers: int = known(1, "§2 row 24: the same approver; skilled: two take turns")
    claimed: float = known(0.95, "share of orders claimed for; assumed")
    collected: float = known(0.8, "assumed: share of the money that goes on to the organiser in sight")


NAIVE = Claims()
SKILLED = Claims(orders_each=(1.5, 3), weeks=(12, 22), shops=(8, 20), cards=0.9, approvers=2, claimed=0.8, collected=0.35)


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """Accounts order where nothing will be sent; the organiser, who once worked here, knows which shops these are."""
    rng = world.dice("compensation_abuse", commission.number)
    habits, people, market = SKILLED if commission.skilled else NAIVE, world.people, world.market
    length = between(rng, habits.weeks) * WEEK
    starts = float(rng.uniform(5 * DAY, max(END - length - 8 * DAY, 6 * DAY)))
    ends = min(starts + length, END - 4 * DAY)
    crowd = int(np.clip(round(commission.size / rng.uniform(*habits.orders_each)), 4, 150))
    workers = recruits.workers(crowd, starts)
    if not commission.skilled:
        people.card[workers] = workers[0]
    goods = np.flatnonzero(carries(market, np.arange(market.products, dtype=np.int64)) & (market.listed < starts))
    shops = np.unique(market.product_merchant[goods])
    tiny = shops[pick_apart(rng, 1.0 / (0.05 + market.weight[shops]) ** 3, round(between(rng, habits.shops)))]
    goods = goods[np.isin(market.product_merchant[goods], tiny)]
    n = commission.size
    account = np.concatenate([rng.permutation(workers) for _ in range(n // len(workers) + 1)])[:n]
    at = (BUYING if commission.skilled else DROPS).draw(rng, n, starts, ends)
    product = goods[rng.integers(0, len(goods), n)]
    orders = Plan.of(account, product, at, ring=commission.number, fate=STALLED, review=SILENT, walk=FREE)
    shared = np.flatnonzero(rng.random(len(workers)) >= habits.cards) if commission.skilled else np.empty(0, dtype=np.int64)
    people.card[workers[shared]] = workers[shared[:1]]
    return Ring(
        commission, orders, starts, ends, workers=workers, staff=recruits.staff(habits.approvers, CLAIMS, starts),
        middlemen=_organiser(world, rng, recruits, starts), products=np.unique(product),
    )  # fmt: skip


def _organiser(world: World, rng: Dice, recruits: Recruits, starts: float) -> Ints:
    """The account of somebody who left the office before, where there is one; of anybody otherwise."""
    office = world.office
    gone = np.flatnonzero((office.left < starts) & (world.people.registered[office.account] < starts))
    if len(gone):
        chosen: Ints = office.account[rng.permutation(gone)[:1]]
        return chosen
    return recruits.workers(1, starts)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Claims two days after each order, their approval and pay, and what goes on to the organiser by the week."""
    rng = world.dice("compensation money", ring.commission.number)
    commission, bought = ring.commission, happened.bought
    habits = SKILLED if commission.skilled else NAIVE
    world.key.false(
        "staff", np.flatnonzero(np.isin(world.office.account, ring.middlemen)), commission.behaviour, commission.number, commission.skill
    )
    rows = rows_of(ring, bought)
    rows = rows[rng.random(len(rows)) < habits.claimed]
    if not len(rows) or not len(ring.staff):
        return
    at = (
        bought.paid_at[rows]
        + 2 * DAY
        + rng.uniform(0.02, 0.9, len(rows)) * np.maximum(bought.status_at[rows] - bought.paid_at[rows] - 2 * DAY, HOUR)
    )
    texts = lines(rng, "compensation_abuse", len(rows), things(world, bought, rows), skill=commission.skill)
    approver = ring.staff[(bought.plan.account[rows] + rng.integers(0, 2, len(rows))) % len(ring.staff)]
    claim(world, rng, bought, rows, at, texts, approver)
    week = (at // WEEK).astype(np.int64)
    keys, where = np.unique(bought.plan.account[rows] * 1000 + week, return_inverse=True)
    sums = np.bincount(where, weights=bought.amount[rows] * 0.15).astype(np.int64)
    when = (keys % 1000 + 1) * WEEK + rng.uniform(1, 4, len(keys)) * DAY
    account = keys // 1000
    seen = (rng.random(len(keys)) < habits.collected) & (account != ring.middlemen[0])
    world.ledger.pay(
        np.where(seen, late(when), np.nan), np.maximum(sums // 100, 1) * 100, kind=TRANSFER, payer=(ACCOUNT, account),
        payee=(ACCOUNT, ring.middlemen[0]),
    )  # fmt: skip
