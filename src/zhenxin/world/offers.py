"""Offers: promotions of shops, subsidies of the platform and gifts to newcomers; what each order gets off its price."""

import numpy as np
import numpy.typing as npt

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, lognormal, pick
from zhenxin.world.clock import BUYING, DAY, END
from zhenxin.world.ledger import MERCHANT, PLATFORM, STAFF
from zhenxin.world.office import CAMPAIGNS, MERCHANTS
from zhenxin.world.plan import Plan
from zhenxin.world.state import World

PROMOTED, SUBSIDISED = 0, 1
"""Kinds of the campaigns sheet that stand behind offers."""
_WELCOME = np.array([300, 500, 500, 800, 1000, 1000, 1500, 2000, 3000])
"""Cents off the first order of a newcomer."""


def make_offers(world: World) -> None:
    """One product in nine is on offer for some days; most offers cluster around the season's peaks. Each is a campaign.

    Two of three are promotions that the shop signs up for; the others are subsidies, deeper and longer, that the platform or its staff set.
    """
    rng = world.dice("offers")
    market = world.market
    n = max(3, market.products // 9)
    product = pick(rng, market.product_weight, n)
    starts = np.maximum(BUYING.draw(rng, n) - 2 * DAY, market.listed[product])
    subsidised = rng.random(n) < 0.34
    days = np.where(subsidised, rng.choice([3, 5, 7, 10, 14, 30], n), rng.choice([1, 3, 3, 5, 7, 10], n))
    depth = np.where(subsidised, rng.uniform(0.08, 0.32, n), rng.uniform(0.04, 0.2, n))
    cents = np.maximum(np.round(market.price[product] * depth / 100).astype(np.int64) * 100, 100)
    budget = _budget(rng, cents)
    shop = market.product_merchant[product]
    plain, deep = np.flatnonzero(~subsidised), np.flatnonzero(subsidised)
    world.sheets.offers.add(n, product=product, starts=starts, ends=starts + days * DAY, cents=cents)
    world.sheets.campaigns.add(
        len(plain), kind=PROMOTED, starts=starts[plain], ends=(starts + days * DAY)[plain], merchant=shop[plain], product=product[plain],
        budget=budget[plain], creator_kind=MERCHANT, creator=shop[plain],
    )  # fmt: skip
    kind, creator = _setters(world, rng, starts[deep])
    world.sheets.campaigns.add(
        len(deep), kind=SUBSIDISED, starts=starts[deep], ends=(starts + days * DAY)[deep], merchant=shop[deep], product=product[deep],
        budget=budget[deep], creator_kind=kind, creator=creator,
    )  # fmt: skip


def _setters(world: World, rng: Dice, starts: Floats) -> tuple[Ints, Ints]:
    """Who set each subsidy: the platform's own rules, or somebody of the campaigns team, at times one who looks after shops."""
    n = len(starts)
    by_team = [world.office.on_duty(rng, team, starts - 7 * DAY) for team in (CAMPAIGNS, MERCHANTS)]
    who = np.where(rng.random(n) < 0.75, *by_team)
    by_hand = rng.random(n) < 0.7
    return np.where(by_hand, STAFF, PLATFORM), np.where(by_hand, who, 0)


def _budget(rng: Dice, cents: Ints) -> Ints:
    return np.round(cents * lognormal(rng, 300, 1.0, len(cents)) / 10_000).astype(np.int64) * 10_000 + 10_000


def subsidise(
    world: World, rng: Dice, product: Ints, span: tuple[npt.ArrayLike, npt.ArrayLike], cents: Ints, creator: tuple[int, npt.ArrayLike]
) -> Ints:
    """A subsidy of the platform on each product for a time; whoever buys it then may claim it. Returns the numbers of the campaigns."""
    n = len(product)
    starts, ends = (np.array(np.broadcast_to(np.asarray(bound, dtype=np.float64), (n,))) for bound in span)
    world.sheets.offers.add(n, product=product, starts=starts, ends=ends, cents=cents)
    return world.sheets.campaigns.add(
        n, kind=SUBSIDISED, starts=starts, ends=ends, merchant=world.market.product_merchant[product], product=product,
        budget=_budget(rng, cents), creator_kind=creator[0], creator=creator[1],
    )  # fmt: skip


def taken_off(world: World, rng: Dice, plan: Plan) -> Ints:
    """What each order gets off: the offer on the product that day, for those who claim it, or the welcome of a newcomer's first order."""
    offers = world.sheets.offers.columns()
    if not len(offers["product"]):
        return np.zeros(len(plan), dtype=np.int64)
    order = np.lexsort((offers["starts"], offers["product"]))
    keys = offers["product"][order] * (2 * END) + offers["starts"][order]
    at = np.searchsorted(keys, plan.product * (2 * END) + plan.at, side="right") - 1
    hit = order[np.maximum(at, 0)]
    runs = (at >= 0) & (offers["product"][hit] == plan.product) & (plan.at < offers["ends"][hit]) & ~plan.plain
    cents = np.where(runs & (rng.random(len(plan)) < 0.8), offers["cents"][hit], 0)
    first = np.zeros(len(plan), dtype=np.bool_)
    first[np.unique(plan.account, return_index=True)[1]] = True
    new = first & (plan.at - world.people.registered[plan.account] < 21 * DAY) & (rng.random(len(plan)) < 0.6)
    return np.where(new, np.maximum(cents, _WELCOME[rng.integers(0, len(_WELCOME), len(plan))]), cents)


def running(world: World, product: Ints, at: Floats) -> Ints:
    """The campaign of a subsidy that runs on each product at a time; NONE where there is none."""
    campaigns = world.sheets.campaigns.columns()
    rows = np.flatnonzero(campaigns["kind"] == SUBSIDISED)
    order = rows[np.lexsort((campaigns["starts"][rows], campaigns["product"][rows]))]
    if not len(order):
        return np.full(len(product), NONE, dtype=np.int64)
    keys = campaigns["product"][order] * (2 * END) + campaigns["starts"][order]
    hit = order[np.maximum(np.searchsorted(keys, product * (2 * END) + at, side="right") - 1, 0)]
    runs = (campaigns["product"][hit] == product) & (campaigns["starts"][hit] <= at) & (at < campaigns["ends"][hit])
    return np.where(runs, hit, NONE)
