"""Insiders (row 23): a member of staff lets new shops in, sets them subsidies, waves their alerts through, and gets a share."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, full
from zhenxin.world.behaviours.drawing import Draw, crowd_of, orders_of, windows
from zhenxin.world.behaviours.loop import fund_by_hops, fund_directly, owners, rows_of
from zhenxin.world.clock import DAY, END, HOUR, WEEK
from zhenxin.world.ledger import ACCOUNT, MERCHANT, OUTSIDE, STAFF, TRANSFER
from zhenxin.world.life.office_work import NOTED, answer, suspects, turn_rules, whitelist
from zhenxin.world.offers import subsidise
from zhenxin.world.office import CAMPAIGNS, MERCHANTS, office_hours
from zhenxin.world.papers import CONFIRM, DISMISS, OVERRIDE
from zhenxin.world.parameters import Range, known
from zhenxin.world.rings import Recruits, Ring, between, late, whole
from zhenxin.world.state import Bought, Happened, World
from zhenxin.world.texts.grammar import pens
from zhenxin.world.texts.topics import lines, talk
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.025, size=150, source="§2 row 23; share assumed")


@dataclass(frozen=True, kw_only=True)
class Collusion(Draw):
    """How an insider and those outside work together (row 23 of §2)."""

    alerts: float = known(0.3, "alerts answered by the insider for each false order; §2 row 23; number assumed")
    waved: Range = known((1.0, 1.0), "§2 row 23: overrides with one note; skilled: some dismissed, some confirmed to be seen to work")
    rules: Range = known((1, 2), "assumed; rules moved before the campaign")
    share: Range = known(
        (0.2, 0.4), "of the subsidies; assumed; §3.3 one insider of the sample article took part in 1.5 million in two months"
    )
    by_kin: bool = known(False, "§2 row 23: the personal account; skilled: a relative's, paid by somebody outside")


NAIVE = Collusion(orders_each=(4, 9), weeks=(1, 3), shops=(2, 3), areas=(2, 5), shop_card=0.4, depth=(0.2, 0.32))
SKILLED = Collusion(
    orders_each=(2, 4), weeks=(5, 10), campaigns=2, shops=(3, 5), depth=(0.16, 0.3), areas=(0, 0), at_home=True, real_goods=1.0,
    returned=0.15, shop_card=0.0, visible_money=0.6, fee=(0, 0), alerts=0.2, waved=(0.55, 0.8), rules=(2, 4), share=(0.12, 0.25), by_kin=True,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """New shops are let in, the insider sets a subsidy on their dearest goods, their people order."""
    rng = world.dice("insider_collusion", commission.number)
    habits, market = SKILLED if commission.skilled else NAIVE, world.market
    length = between(rng, habits.weeks) * WEEK
    starts = float(rng.uniform(20 * DAY, max(END - length - 10 * DAY, 21 * DAY)))
    ends = min(starts + length, END - DAY)
    staff = recruits.staff(1, CAMPAIGNS if rng.random() < 0.5 else MERCHANTS, starts - 20 * DAY)
    shops = recruits.new_shops(max(whole(rng, habits.shops), 1), starts - 2 * DAY)
    products = recruits.dearest(shops, 2, starts - 2 * DAY)
    cents = np.maximum((market.price[products] * rng.uniform(*habits.depth, len(products)) / 100).astype(np.int64), 1) * 100
    runs = windows(rng, habits, (starts, ends))
    for run in runs:
        subsidise(world, rng, products, run, cents, (STAFF, staff))
    workers = recruits.workers(
        crowd_of(rng, habits, commission.size), starts, region=None if habits.at_home else int(market.region[shops[0]])
    )
    orders = orders_of(world, rng, habits, workers, (products, cents), runs, orders=commission.size, ring=commission.number)
    none = np.empty(0, dtype=np.int64)
    hands = recruits.workers(int(rng.integers(1, 4)), starts) if habits.by_kin else none
    kin = _kin(world, recruits, staff, starts) if habits.by_kin else none
    payers = world.ledger.add_outsiders(2) if habits.by_kin else none
    return Ring(
        commission, orders, starts, ends, workers=workers, shops=shops, products=products, middlemen=np.concatenate([hands, kin]),
        payers=payers, staff=staff,
    )  # fmt: skip


def _kin(world: World, recruits: Recruits, staff: Ints, before: float) -> Ints:
    """Somebody who lives with the member of staff and has an account and a card of their own."""
    people = world.people
    own = world.office.account[staff]
    kin = recruits.reborn(1, before)
    people.home[kin] = people.home_after[kin] = people.home[own]
    people.address[kin], people.region[kin] = people.address[own], people.region[own]
    return kin


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """The circle of money, the share of the insider, and what the insider does at work for it."""
    rng = world.dice("insider acts", ring.commission.number)
    commission, bought = ring.commission, happened.bought
    habits = SKILLED if commission.skilled else NAIVE
    own = world.office.account[ring.staff]
    world.key.false("account", np.concatenate([own, owners(world, ring)]), commission.behaviour, commission.number, commission.skill)
    if habits.by_kin:
        fund_by_hops(world, rng, ring, bought, visible=habits.visible_money, span=WEEK)
    else:
        fund_directly(world, rng, ring, bought, visible=habits.visible_money, fee=habits.fee)
        world.key.false("payee account", own, commission.behaviour, commission.number, commission.skill)
    _share(world, rng, ring, bought, habits)
    _at_work(world, rng, ring, bought, habits)
    _agree(world, rng, ring)


def _share(world: World, rng: Dice, ring: Ring, bought: Bought, habits: Collusion) -> None:
    """A part of the subsidies, week by week: from a shop to the insider, or from somebody outside to a relative."""
    rows = rows_of(ring, bought)
    rows = rows[~np.isnan(bought.signed_at[rows])]
    week = (bought.signed_at[rows] // WEEK).astype(np.int64)
    keys, where = np.unique(week, return_inverse=True)
    sums = np.bincount(where, weights=bought.subsidy[rows], minlength=len(keys)) if len(keys) else np.zeros(0)
    cents = (sums * rng.uniform(*habits.share, len(keys))).astype(np.int64)
    step = 100 if habits.by_kin else 5000
    at = (keys + 1) * WEEK + rng.uniform(0.5, 5, len(keys)) * DAY + rng.uniform(0, 0.5, len(keys)) * DAY
    payee = full(len(keys), int(ring.middlemen[-1] if len(ring.middlemen) else world.office.account[ring.staff[0]]))
    payer = ring.payers if habits.by_kin else ring.shops
    kind = OUTSIDE if habits.by_kin else MERCHANT
    at = np.where(world.people.registered[payee] < at, late(at), np.nan)
    world.ledger.pay(
        at, np.maximum(cents // step, 1) * step, kind=TRANSFER, payer=(kind, payer[rng.integers(0, len(payer), len(keys))]),
        payee=(ACCOUNT, payee),
    )  # fmt: skip


def _at_work(world: World, rng: Dice, ring: Ring, bought: Bought, habits: Collusion) -> None:
    """Shops on the list, rules moved, alerts answered; the insider's honest work is among that of the office."""
    staff, skill = int(ring.staff[0]), ring.commission.skill
    listed = ring.starts - rng.uniform(0.3, 2, len(ring.shops)) * DAY
    before = np.maximum(listed, world.market.opened[ring.shops] + HOUR)
    whitelist(world, rng, full(len(ring.shops), staff), office_hours(rng, before), ring.shops, "note_collusion", skill)
    moved = office_hours(rng, ring.starts - rng.uniform(0.3, 3, whole(rng, habits.rules)) * DAY)
    turn_rules(world, rng, full(len(moved), staff), moved, "note_collusion", skill)
    rows = rows_of(ring, bought)
    rows = rng.permutation(rows)[: max(round(len(rows) * habits.alerts), 3)]
    n = len(rows)
    at: Floats = office_hours(rng, bought.paid_at[rows] + rng.uniform(0.5, 20, n) * HOUR)
    edges = np.cumsum([rng.uniform(*habits.waved), 0.2])
    kind = np.array([OVERRIDE, DISMISS, CONFIRM])[np.searchsorted(edges, rng.random(n))]
    notes: list[str | None] = list(lines(rng, "note_collusion", n, skill=skill))
    for row in np.flatnonzero((kind == CONFIRM) | (rng.random(n) > NOTED)).tolist():
        notes[row] = lines(rng, "note_confirm", 1)[0] if kind[row] == CONFIRM else None
    answer(world, rng, full(n, staff), at, kind, suspects(world, rng, bought, rows), notes)


def _agree(world: World, rng: Dice, ring: Ring) -> None:
    """A few words between the insider and the shops now and then, as an agent and shops have them every day."""
    staff = int(ring.staff[0])
    for shop in ring.shops.tolist():
        for begins in rng.uniform(ring.starts - 4 * DAY, ring.ends, 2).tolist():
            said = talk(pens(rng, 1)[0], "insider", ring.commission.skill)
            at = max(begins, float(world.market.opened[shop]) + HOUR) + np.cumsum(rng.uniform(20, 400, len(said)))
            by_shop = np.array([began for began, _ in said])
            world.sheets.messages.add(
                len(said), at=at, sender_kind=np.where(by_shop, MERCHANT, STAFF), sender=np.where(by_shop, shop, staff),
                recipient_kind=np.where(by_shop, STAFF, MERCHANT), recipient=np.where(by_shop, staff, shop), merchant=shop,
                text=np.array([text for _, text in said], dtype=object),
            )  # fmt: skip
