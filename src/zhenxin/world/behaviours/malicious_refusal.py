"""Malicious refusal (row 19 of the typology): a rival has goods ordered in bulk that nobody pays for, takes in or keeps."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, pick
from zhenxin.world.behaviours.attack import at_the_office, brief, few_at_first, pay_off, report, rival_of, targets, victims
from zhenxin.world.clock import BUYING, DAY, DROPS, END, HOUR
from zhenxin.world.parameters import Range, known
from zhenxin.world.plan import BY_LINK, CALLED_OFF, FREE, KEPT, REFUSED, RETURNED, SILENT, UNPAID, Plan
from zhenxin.world.rings import Recruits, Ring, between, season, whole
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.02, size=60, shops=0, source="§2 row 19; share assumed")


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """How goods are ordered to be refused (row 19 of §2)."""

    orders_each: Range = known((5, 14), "§2 row 19: bulk; skilled: spread over many buyers")
    weeks: Range = known((1.5, 5), "§3.3 reverse brushing: within days; skilled weeks")
    victims: Range = known((2, 3), "§2 row 19: per-buyer refusal history over shops; number assumed")
    attack_days: Range = known((1, 3), "§3.3 reverse brushing: 1,500 orders in days; skilled: all through the season")
    pieces: Range = known((3, 12), "§2 row 19: bulk; skilled as anybody buys")
    unpaid: float = known(0.5, "§2 row 19: cancel or refuse over 80 %; pay none")
    called_off: float = known(0.12, "§2 row 19")
    refused: float = known(0.26, "§2 row 19")
    returned: float = known(0.06, "§2 row 19; skilled: returns look ordinary")
    office_share: float = known(0.25, "assumed: orders from the line of the shop that pays; skilled: own phones at home")
    fee: Range = known((3, 8), "§3.2 Daqing: 3 to 9 yuan an order")
    visible_money: float = known(0.7, "§3.3 payment return; skilled mostly off the platform")


NAIVE = Refusal()
SKILLED = Refusal(
    orders_each=(1.5, 3), weeks=(5, 14), victims=(2, 4), attack_days=(15, 50), pieces=(1, 2), unpaid=0.2, called_off=0.12, refused=0.3,
    returned=0.22, office_share=0.0, visible_money=0.3,
)  # fmt: skip
_FATES = (UNPAID, CALLED_OFF, REFUSED, RETURNED, KEPT)


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A rival, the shops it wants gone, and people who order there."""
    rng = world.dice("malicious_refusal", commission.number)
    form = SKILLED if commission.skilled else NAIVE
    starts, ends = season(rng, form.weeks)
    crowd = int(np.clip(round(commission.size / between(rng, form.orders_each)), 3, 60))
    workers = recruits.workers(crowd, starts)
    shops = victims(world, recruits, whole(rng, form.victims), starts, "under_attack")
    rival = rival_of(world, recruits, int(shops[0]), starts)
    shop = np.sort(rng.integers(0, len(shops), commission.size))
    goods = [targets(world, rng, item, 3, starts) for item in shops.tolist()]
    product = np.array([int(rng.choice(goods[item])) for item in shop.tolist()], dtype=np.int64)
    at = _moments(rng, form, shop, (starts, ends), skilled=commission.skilled)
    n = commission.size
    orders = Plan.of(
        few_at_first(rng, workers, n), product, np.maximum(at, world.market.listed[product] + HOUR), ring=commission.number,
        fate=_fates(rng, form, n), review=SILENT, quantity=_pieces(rng, form, n, skilled=commission.skilled),
        walk=np.where(rng.random(n) < (0.2 if commission.skilled else 0.8), BY_LINK, FREE), plain=rng.random(n) < 0.6,
        home=at_the_office(world, rng, rival, n, form.office_share),
    )  # fmt: skip
    return Ring(commission, orders, starts, ends, workers=workers, shops=rival, payers=world.ledger.add_outsiders(1))


def _moments(rng: Dice, form: Refusal, shop: Ints, span: tuple[float, float], *, skilled: bool) -> Floats:
    """Each shop has its days; in bulk within hours of the day, or now and then."""
    result = np.empty(len(shop))
    for number in np.unique(shop).tolist():
        rows = np.flatnonzero(shop == number)
        days = between(rng, form.attack_days) * DAY
        begin = float(rng.uniform(span[0], max(span[1] - days, span[0] + HOUR)))
        result[rows] = (BUYING if skilled else DROPS).draw(rng, len(rows), begin, min(begin + days, END))
    return np.minimum(result, END - HOUR)


def _fates(rng: Dice, form: Refusal, n: int) -> Ints:
    shares = np.array([form.unpaid, form.called_off, form.refused, form.returned])
    return np.array(_FATES)[pick(rng, [*shares, max(1 - shares.sum(), 0.0)], n)]


def _pieces(rng: Dice, form: Refusal, n: int, *, skilled: bool) -> Ints:
    low, high = form.pieces
    pieces = np.floor(np.exp(rng.uniform(np.log(low), np.log(high + 1), n))).astype(np.int64)
    return np.where(rng.random(n) < (0.25 if skilled else 0.7), pieces, -1)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """People are paid by the order; some of the shops complain of those who ordered most."""
    form = SKILLED if ring.commission.skilled else NAIVE
    rng = world.dice("refusal money", ring.commission.number)
    orders = happened.bought
    rows = np.flatnonzero(orders.plan.ring == ring.commission.number)
    if len(rows):
        brief(world, rng, ring, "refusal_brief", int(orders.plan.product[rows[0]]))
    fee = np.round(rng.uniform(*form.fee, len(rows)) * 2).astype(np.int64) * 50
    pay_off(
        world, rng, ring, (orders.plan.account[rows], orders.plan.at[rows], fee), visible=form.visible_money, weekly=ring.commission.skilled
    )
    shop = world.market.product_merchant[orders.plan.product[rows]]
    for item in np.unique(shop).tolist():
        here = rows[shop == item]
        who, often = np.unique(orders.plan.account[here], return_counts=True)
        chance = 0.25 if ring.commission.skilled else 0.7
        if often.max() >= 2 and rng.random() < chance:
            at = float(orders.plan.at[here].max() + rng.uniform(4, 90) * HOUR)
            owner = int(world.market.owner[item])
            report(world, at, ("account", int(who[np.argmax(often)])), owner, "malicious_order", int(rng.choice([0, 1, 1, 2])))
