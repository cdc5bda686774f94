"""Reverse brushing (row 18 of the typology): a rival has a shop brushed without its knowledge, then reports it for the brushing."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, pick
from zhenxin.world.behaviours.attack import at_the_office, brief, few_at_first, hours, pay_off, report, rival_of, targets, victims
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DAY, DROPS, END, HOUR
from zhenxin.world.office import RISK
from zhenxin.world.parameters import Range, known
from zhenxin.world.plan import BY_LINK, CALLED_OFF, COMPARING, FREE, KEPT, RETURNED, REVIEWED, SILENT, Plan
from zhenxin.world.rings import Recruits, Ring, between, season
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.03, size=150, reviews=(0.3, 0.2), shops=0, source="§2 row 18, §3.3 1,500 orders in days; share assumed")


@dataclass(frozen=True, kw_only=True)
class Reverse:
    """How a shop is brushed to be punished for it (row 18 of §2)."""

    orders_each: Range = known((10, 45), "§2 row 18: one or few accounts; skilled: many accounts")
    accounts: Range = known((2, 12), "§2 row 18: the same; number assumed")
    weeks: Range = known((0.6, 1.6), "§3.3 reverse brushing: 1,500 orders in days; skilled weeks")
    products: int = known(1, "assumed")
    called_off: float = known(0.4, "§2 row 18: many refunds")
    returned: float = known(0.25, "§2 row 18: many refunds; skilled fewer")
    review_share: Range = known((0.25, 0.4), "§2 row 18: bulk praise")
    copied: bool = known(True, "§2 row 18: bulk praise; skilled: good reviews")
    review_delay_h: Range = known((0.05, 3), "§3.3 review delay; skilled days")
    office_share: float = known(0.2, "§2 row 18, attacker's prior links: orders from the rival's own line; share assumed")
    fee: Range = known((4, 9), "§3.2 Daqing: 3 to 9 yuan an order")
    visible_money: float = known(0.7, "§3.3 payment return; skilled mostly off the platform")
    report_days: Range = known((0.5, 4), "§2 row 18: complaint at once; skilled waits")
    punished: float = known(0.75, "§2 row 18: penalty imposed right after; share assumed")
    overturned: float = known(0.6, "assumed: penalties that do not stand")


NAIVE = Reverse()
SKILLED = Reverse(
    orders_each=(1.2, 3), accounts=(10, 90), weeks=(2, 5), products=3, called_off=0.08, returned=0.3, review_share=(0.12, 0.25),
    copied=False, review_delay_h=(10, 90), office_share=0.0, visible_money=0.3, report_days=(3, 12), punished=0.5, overturned=0.5,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """One shop, its rival, and accounts that order there as brushers would."""
    rng = world.dice("reverse_brushing", commission.number)
    form = SKILLED if commission.skilled else NAIVE
    starts, ends = season(rng, form.weeks)
    crowd = int(np.clip(round(commission.size / between(rng, form.orders_each)), *form.accounts))
    workers = recruits.workers(crowd, starts)
    shop = int(victims(world, recruits, 1, starts, "under_attack")[0])
    rival = rival_of(world, recruits, shop, starts)
    goods = targets(world, rng, shop, form.products, starts)
    n = commission.size
    product = goods[rng.integers(0, len(goods), n)]
    at = np.minimum((BUYING if commission.skilled else DROPS).draw(rng, n, starts, ends), END - HOUR)
    reviewed = rng.random(n) < rng.uniform(*form.review_share)
    fate = np.array([CALLED_OFF, RETURNED, KEPT])[pick(rng, [form.called_off, form.returned, 1 - form.called_off - form.returned], n)]
    orders = Plan.of(
        few_at_first(rng, workers, n), product, np.maximum(at, world.market.listed[product] + HOUR), ring=commission.number,
        fate=np.where(reviewed & (fate == CALLED_OFF), KEPT, fate), review=np.where(reviewed, REVIEWED, SILENT), stars=5,
        review_delay_h=hours(rng, form.review_delay_h, n), home=at_the_office(world, rng, rival, n, form.office_share),
        walk=np.where(rng.random(n) < 0.5, COMPARING, FREE) if commission.skilled else BY_LINK, plain=rng.random(n) < 0.5,
        script=_praise(world, rng, product, copied=form.copied),
    )  # fmt: skip
    return Ring(commission, orders, starts, ends, workers=workers, shops=rival, payers=world.ledger.add_outsiders(1), products=goods)


def _praise(world: World, rng: Dice, product: Ints, *, copied: bool) -> Ints:
    market = world.market
    briefs = {
        item: world.scripts.order(rng, CATEGORIES[int(market.product_category[item])].code, market.noun[item], copied=copied)
        for item in np.unique(product).tolist()
    }
    return np.array([briefs[item] for item in product.tolist()], dtype=np.int64)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Orders are paid for, what came back is deducted; then the shop is reported, and often punished before anybody asks who gained."""
    form = SKILLED if ring.commission.skilled else NAIVE
    rng = world.dice("reverse money", ring.commission.number)
    bought = happened.bought
    rows = np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.paid_at))
    if not len(rows):
        return
    kept = bought.plan.fate[rows] == KEPT
    cents = np.where(kept, bought.amount[rows], 0) + np.round(rng.uniform(*form.fee, len(rows)) * 2).astype(np.int64) * 50
    done = (bought.plan.account[rows], bought.paid_at[rows], cents)
    pay_off(world, rng, ring, done, visible=form.visible_money, weekly=ring.commission.skilled)
    _tell_on(world, rng, form, ring, bought.plan.at[rows])
    brief(world, rng, ring, "reverse_brief", int(ring.products[0]))


def _tell_on(world: World, rng: Dice, form: Reverse, ring: Ring, at: Floats) -> None:
    """One or two complaints of false sales, from those who ordered or from whoever runs the rival; then the platform's decision."""
    shop = int(world.market.product_merchant[ring.products[0]])
    reported = float(np.quantile(at, 0.8) + between(rng, form.report_days) * DAY)
    punished = rng.random() < form.punished
    tellers = [int(world.market.owner[item]) for item in ring.shops[:1].tolist() if rng.random() < 0.5] or [int(rng.choice(ring.workers))]
    for number, teller in enumerate([*tellers, *ring.workers[: int(rng.integers(0, 2))].tolist()]):
        when = reported + number * rng.uniform(0.1, 20) * HOUR
        report(world, float(when), ("merchant", shop), teller, "fake_sales", 1 if punished else int(rng.choice([0, 2])))
    decided = reported + rng.uniform(1, 5) * DAY
    if punished and decided < END:
        overturned = decided + rng.uniform(7, 45) * DAY if rng.random() < form.overturned else np.nan
        judge = int(rng.choice(world.office.of(RISK, decided)))
        world.sheets.verdicts.add(
            1, at=decided, entity_kind="merchant", entity=shop, is_fraud=1, decided_by=judge,
            measure=str(rng.choice(["search_demotion", "points_deducted", "sales_removed"])), overturned=overturned,
        )  # fmt: skip
