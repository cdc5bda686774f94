"""Planned orders come true: what is paid, what is called off, and what becomes of each by the end of the half year."""

import numpy as np

from zhenxin.world.arrays import Dice, Flags, Floats, Ints
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import AWAKE, DAY, END, HOUR
from zhenxin.world.market import carries
from zhenxin.world.offers import taken_off
from zhenxin.world.parcels import Parcels, send
from zhenxin.world.plan import CALLED_OFF, STALLED, UNPAID, Plan
from zhenxin.world.plan import REFUSED as TO_REFUSE
from zhenxin.world.plan import RETURNED as TO_RETURN
from zhenxin.world.state import Bought, World

STATUSES = ["placed", "paid", "shipped", "signed", "cancelled", "refused", "returned"]
PLACED, PAID, SHIPPED, SIGNED, CANCELLED, REFUSED, RETURNED = range(7)
_PIECES = np.array([2] * 15 + [3] * 3 + [4, 5])
"""Pieces of one product where it is a few (fit to Olist)."""
_TINY = 0.25
"""A shop of less weight than this keeps little in stock; the median is 1."""
_COUPONS = np.array([300, 500, 800, 1000, 1500, 2000, 3000, 5000])


def checkouts(plan: Plan) -> Ints:
    """The checkout of each row, numbered from 0 in the order of first lines."""
    _, first, label = np.unique(plan.basket, return_index=True, return_inverse=True)
    place = np.empty(len(first), dtype=np.int64)
    place[np.argsort(first, kind="stable")] = np.arange(len(first))
    return place[label]


def come_true(world: World, plan: Plan, checkout: Ints) -> tuple[Bought, Parcels]:
    """All orders with their money and their end, and the parcels under them. `plan` is sorted by time."""
    rng = world.dice("orders")
    n = len(plan)
    quantity = np.where(plan.quantity > 0, plan.quantity, _quantities(world, rng, plan))
    gross = world.market.price[plan.product] * quantity
    coupon = _coupons(world, rng, plan, gross)
    subsidy = np.minimum(taken_off(world, rng, plan), (gross - coupon) // 3)
    subsidy = np.where(plan.subsidy >= 0, np.minimum(plan.subsidy, (gross - coupon - 1) // 100 * 100), subsidy)
    paid_at, called_off, stalled = _payment(world, rng, plan)
    parcels = send(world, plan, quantity, np.where(called_off, np.nan, paid_at))
    shipped, signed = parcels.shipped_of(n), parcels.signed_of(n)
    virtual = ~carries(world.market, plan.product) & ~called_off
    signed[virtual] = paid_at[virtual] + rng.exponential(40.0, int(virtual.sum()))
    status, status_at = _ends(world, rng, plan, paid_at=paid_at, called_off=called_off, stalled=stalled, shipped=shipped, signed=signed)
    bought = Bought(
        plan=plan, session=checkout, basket=checkout, quantity=quantity, amount=gross - coupon - subsidy, coupon=coupon, subsidy=subsidy,
        paid_at=paid_at, status=status, status_at=status_at, signed_at=np.where((status == SIGNED) | (status == RETURNED), signed, np.nan),
    )  # fmt: skip
    return bought, parcels


def _quantities(world: World, rng: Dice, plan: Plan) -> Ints:
    n = len(plan)
    cheap = world.market.price[plan.product] < 4000
    several = world.parameters.several_share * np.where(cheap, 1.5, 0.85)
    some = np.where(rng.random(n) < several, rng.choice(_PIECES, n), 1)
    return np.where(rng.random(n) < np.where(cheap, 0.012, 0.004), rng.integers(4, 13, n), some)


def _coupons(world: World, rng: Dice, plan: Plan, gross: Ints) -> Ints:
    """A coupon never takes more than a third of the price."""
    uses = (rng.random(len(plan)) < world.parameters.coupon_share) & ~plan.plain
    best = np.searchsorted(_COUPONS * 3, gross, side="right") - 1
    drawn = np.minimum(best, rng.integers(0, len(_COUPONS), len(plan)))
    return np.where(uses & (best >= 0), _COUPONS[np.maximum(drawn, 0)], 0)


def _payment(world: World, rng: Dice, plan: Plan) -> tuple[Floats, Flags, Flags]:
    """When each order is paid (NaN: never), whether it is called off before it is sent, and whether that is for want of goods.

    Planned orders are seldom given up; it is small shops that cannot send.
    """
    n, parameters = len(plan), world.parameters
    careful = np.where(plan.ring >= 0, 0.3, 1.0)
    unpaid = _fated(plan, UNPAID, rng.random(n) < parameters.unpaid_share * careful)
    late = rng.random(n) < 0.08
    wait = np.where(late, rng.exponential(1200.0, n), rng.exponential(14.0, n)) + 3.0
    regretted = _fated(plan, CALLED_OFF, rng.random(n) < parameters.called_off_share * careful)
    tiny = world.market.weight[world.market.product_merchant[plan.product]] < _TINY
    wanting = rng.random(n) < np.where(tiny, 0.05, parameters.stalled_share) * careful
    stalled = ~unpaid & _fated(plan, STALLED, wanting & carries(world.market, plan.product))
    return np.where(unpaid, np.nan, plan.at + wait), unpaid | regretted | stalled, stalled


def _fated(plan: Plan, fate: int, chance: Flags) -> Flags:
    """What was decided beforehand, and chance where nothing was."""
    return np.where(plan.fate >= 0, plan.fate == fate, chance)


def _ends(
    world: World, rng: Dice, plan: Plan, *, paid_at: Floats, called_off: Flags, stalled: Flags, shipped: Floats, signed: Floats
) -> tuple[Ints, Floats]:
    """The last state of each order before the half year ends, and since when."""
    n = len(plan)
    unpaid = np.isnan(paid_at)
    cancel_at = np.where(unpaid, plan.at + 1800.0, np.where(unpaid, plan.at, paid_at) + rng.exponential(2 * HOUR, n) + 60)
    cancel_at = np.where(stalled, np.where(unpaid, plan.at, paid_at) + 2 * DAY + rng.gamma(1.5, 0.9 * DAY, n), cancel_at)
    returns = np.array([item.returns for item in CATEGORIES])[world.market.product_category[plan.product]]
    returns = (
        returns * np.exp(-0.25 * world.market.quality[world.market.product_merchant[plan.product]]) * np.where(plan.ring >= 0, 0.33, 1.0)
    )
    returns = np.where((plan.ring >= 0) & (plan.walk == 1), 0.004, returns)
    back_at = AWAKE.later(signed, rng.gamma(2.0, 1.6 * DAY, n) + 0.2 * DAY)
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
