"""Planned orders come true: what is paid, what is called off, and what becomes of each by the end of the half year."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Flags, Floats, Ints, lognormal, pick
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import MERCHANT
from zhenxin.world.market import carries
from zhenxin.world.parcels import Parcels, send
from zhenxin.world.plan import CALLED_OFF, UNPAID, Plan
from zhenxin.world.plan import REFUSED as TO_REFUSE
from zhenxin.world.plan import RETURNED as TO_RETURN
from zhenxin.world.state import Bought, World

STATUSES = ["placed", "paid", "shipped", "signed", "cancelled", "refused", "returned"]
PLACED, PAID, SHIPPED, SIGNED, CANCELLED, REFUSED, RETURNED = range(7)
_COUPONS = np.array([300, 500, 800, 1000, 1500, 2000, 3000, 5000])


@dataclass
class Offers:
    """Promotions: on which product, when, and how much the platform or the shop pays of each order."""

    product: Ints
    starts: Floats
    ends: Floats
    subsidy: Ints


def checkouts(plan: Plan) -> Ints:
    """The checkout of each row, numbered from 0 in the order of first lines."""
    _, first, label = np.unique(plan.basket, return_index=True, return_inverse=True)
    place = np.empty(len(first), dtype=np.int64)
    place[np.argsort(first, kind="stable")] = np.arange(len(first))
    return place[label]


def come_true(world: World, plan: Plan, checkout: Ints, offers: Offers) -> tuple[Bought, Parcels]:
    """All orders with their money and their end, and the parcels under them. `plan` is sorted by time."""
    rng = world.dice("orders")
    n = len(plan)
    quantity = np.where(plan.quantity > 0, plan.quantity, _quantities(world, rng, plan))
    gross = world.market.price[plan.product] * quantity
    coupon = _coupons(world, rng, plan, gross)
    subsidy = np.minimum(_subsidies(rng, offers, plan), (gross - coupon) // 3)
    subsidy = np.where(plan.subsidy >= 0, np.minimum(plan.subsidy, gross - coupon - 1), subsidy)
    paid_at, called_off = _payment(rng, plan)
    parcels = send(world, plan, quantity, np.where(called_off, np.nan, paid_at))
    shipped, signed = parcels.shipped_of(n), parcels.signed_of(n)
    virtual = ~carries(world.market, plan.product) & ~called_off
    signed[virtual] = paid_at[virtual] + rng.exponential(40.0, int(virtual.sum()))
    status, status_at = _ends(world, rng, plan, paid_at=paid_at, called_off=called_off, shipped=shipped, signed=signed)
    bought = Bought(
        plan=plan, session=checkout, basket=checkout, quantity=quantity, amount=gross - coupon - subsidy, coupon=coupon, subsidy=subsidy,
        paid_at=paid_at, status=status, status_at=status_at, signed_at=np.where((status == SIGNED) | (status == RETURNED), signed, np.nan),
    )  # fmt: skip
    return bought, parcels


def make_offers(world: World) -> Offers:
    """One product in nine is on offer for some days; most offers cluster around the season's peaks. Each is a campaign."""
    rng = world.dice("offers")
    n = max(3, world.market.products // 9)
    product = pick(rng, world.market.product_weight, n)
    starts = np.maximum(BUYING.draw(rng, n) - 2 * DAY, world.market.listed[product])
    subsidy = np.round(world.market.price[product] * rng.uniform(0.04, 0.2, n) / 100).astype(np.int64) * 100
    offers = Offers(product, starts, starts + rng.choice([1, 3, 3, 5, 7, 10], n) * DAY, np.maximum(subsidy, 100))
    shop = world.market.product_merchant[product]
    budget = np.round(offers.subsidy * lognormal(rng, 300, 1.0, n) / 10_000).astype(np.int64) * 10_000 + 10_000
    world.sheets.campaigns.add(
        n, kind=np.where(rng.random(n) < 0.76, 0, 1), starts=starts, ends=offers.ends, merchant=shop, product=product, budget=budget,
        creator_kind=MERCHANT, creator=shop,
    )  # fmt: skip
    return offers


def _subsidies(rng: Dice, offers: Offers, plan: Plan) -> Ints:
    """What is taken off each order: the offer on the product that day, for those who claim it."""
    order = np.lexsort((offers.starts, offers.product))
    keys = offers.product[order] * (2 * END) + offers.starts[order]
    at = np.searchsorted(keys, plan.product * (2 * END) + plan.at, side="right") - 1
    hit = order[np.maximum(at, 0)]
    runs = (at >= 0) & (offers.product[hit] == plan.product) & (plan.at < offers.ends[hit]) & ~plan.plain
    return np.where(runs & (rng.random(len(plan)) < 0.8), offers.subsidy[hit], 0)


def _quantities(world: World, rng: Dice, plan: Plan) -> Ints:
    cheap = world.market.price[plan.product] < 4000
    return np.where(rng.random(len(plan)) < np.where(cheap, 0.2, 0.06), rng.choice([2, 2, 2, 3, 3, 5], len(plan)), 1)


def _coupons(world: World, rng: Dice, plan: Plan, gross: Ints) -> Ints:
    """A coupon never takes more than a third of the price."""
    uses = (rng.random(len(plan)) < world.parameters.coupon_share) & ~plan.plain
    best = np.searchsorted(_COUPONS * 3, gross, side="right") - 1
    drawn = np.minimum(best, rng.integers(0, len(_COUPONS), len(plan)))
    return np.where(uses & (best >= 0), _COUPONS[np.maximum(drawn, 0)], 0)


def _payment(rng: Dice, plan: Plan) -> tuple[Floats, Flags]:
    """When each order is paid (NaN: never), and whether it is called off before it is sent. Planned orders are seldom given up."""
    n = len(plan)
    careful = np.where(plan.ring >= 0, 0.3, 1.0)
    unpaid = _fated(plan, UNPAID, rng.random(n) < 0.025 * careful)
    late = rng.random(n) < 0.08
    wait = np.where(late, rng.exponential(1200.0, n), rng.exponential(14.0, n)) + 3.0
    regretted = _fated(plan, CALLED_OFF, rng.random(n) < 0.016 * careful)
    return np.where(unpaid, np.nan, plan.at + wait), unpaid | regretted


def _fated(plan: Plan, fate: int, chance: Flags) -> Flags:
    """What was decided beforehand, and chance where nothing was."""
    return np.where(plan.fate >= 0, plan.fate == fate, chance)


def _ends(
    world: World, rng: Dice, plan: Plan, *, paid_at: Floats, called_off: Flags, shipped: Floats, signed: Floats
) -> tuple[Ints, Floats]:
    """The last state of each order before the half year ends, and since when."""
    n = len(plan)
    unpaid = np.isnan(paid_at)
    cancel_at = np.where(unpaid, plan.at + 1800.0, np.where(unpaid, plan.at, paid_at) + rng.exponential(2 * HOUR, n) + 60)
    returns = np.array([item.returns for item in CATEGORIES])[world.market.product_category[plan.product]]
    returns = (
        returns * np.exp(-0.25 * world.market.quality[world.market.product_merchant[plan.product]]) * np.where(plan.ring >= 0, 0.33, 1.0)
    )
    returns = np.where((plan.ring >= 0) & (plan.walk == 1), 0.004, returns)
    back_at = signed + rng.gamma(2.0, 1.6 * DAY, n) + 0.2 * DAY
    refused = _fated(plan, TO_REFUSE, rng.random(n) < np.where(plan.ring >= 0, 0.0012, 0.006))
    sent_back = _fated(plan, TO_RETURN, rng.random(n) < returns)
    status = np.full(n, PLACED, dtype=np.int64)
    since = plan.at.copy()
    for code, at, applies in (
        (PAID, paid_at, ~unpaid),
        (CANCELLED, cancel_at, called_off),
        (SHIPPED, shipped, ~called_off),
        (SIGNED, signed, ~called_off & ~refused),
        (REFUSED, signed, ~called_off & refused),
        (RETURNED, back_at, ~called_off & ~refused & sent_back),
    ):
        reached = applies & (at < END)
        status[reached], since[reached] = code, at[reached]
    return status, since
