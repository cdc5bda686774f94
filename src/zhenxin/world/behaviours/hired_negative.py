"""Hired bad reviews (row 21 of the typology): a rival pays people to give a shop one star for things they never had."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, full, pick_apart
from zhenxin.world.behaviours.attack import brief, hours, pay_off, rival_of, targets, victims
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import DAY, END, HOUR, LOOKING
from zhenxin.world.parameters import Range, known
from zhenxin.world.plan import BY_LINK, FREE, KEPT, REVIEWED, Plan
from zhenxin.world.rings import Recruits, Ring, between, season
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.dictated import dictated
from zhenxin.world.trades import REVIEWS, Commission, Trade

TRADE = Trade(unit=REVIEWS, share=0.1, size=30, shops=0, source="§2 row 21, §3.3 30 reviews for under 1,000 yuan")


@dataclass(frozen=True, kw_only=True)
class Slander:
    """How bad reviews are hired (row 21 of §2)."""

    each: Range = known((1, 1.5), "§2 row 21: from many accounts; number assumed")
    weeks: Range = known((0.3, 1), "§2 row 21: burst; skilled: small drip")
    products: int = known(1, "assumed")
    with_order: float = known(0.45, "assumed: the shop is bought from to be allowed to write")
    two_star: float = known(0.0, "§2 row 21: burst of one star; skilled mixes")
    copied: bool = known(True, "§2 row 21: topics identical; skilled: other words")
    delay_h: Range = known((0.1, 4), "§3.3 review delay; skilled days")
    fee: Range = known((28, 36), "§3.3 hired bad review: about 33 yuan each")
    visible_money: float = known(0.8, "§3.3 payment return; skilled mostly off the platform")


NAIVE = Slander()
SKILLED = Slander(
    each=(1, 1.2), weeks=(4, 10), products=4, with_order=0.7, two_star=0.3, copied=False, delay_h=(15, 120), visible_money=0.3
)


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A rival, its victim, and people who have nothing to do with such goods."""
    rng = world.dice("hired_negative", commission.number)
    form, market = SKILLED if commission.skilled else NAIVE, world.market
    starts, ends = season(rng, form.weeks)
    shop = int(victims(world, recruits, 1, starts, "under_attack")[0])
    rival = rival_of(world, recruits, shop, starts)
    goods = targets(world, rng, shop, form.products, starts)
    n = commission.size
    writers = _outsiders(world, recruits, int(market.category[shop]), max(4, round(n / between(rng, form.each))), starts - 6 * DAY)
    account = np.concatenate([rng.permutation(writers) for _ in range(n // max(len(writers), 1) + 1)])[:n]
    n = len(account)
    product = goods[rng.integers(0, len(goods), n)]
    stars = np.where(rng.random(n) < form.two_star, 2, 1)
    script = _briefs(world, rng, product, copied=form.copied)
    buys = rng.random(n) < form.with_order
    at = np.minimum(np.maximum(LOOKING.draw(rng, n, starts, ends), market.listed[product] + HOUR), END - HOUR)
    first = np.maximum(at - rng.uniform(2.5, 5, n) * DAY, market.listed[product] + HOUR)
    orders = Plan.of(
        account[buys], product[buys], np.maximum(first[buys], 0.0), ring=commission.number, review=REVIEWED, stars=stars[buys],
        script=script[buys], review_delay_h=hours(rng, form.delay_h, int(buys.sum())), fate=KEPT,
        walk=FREE if commission.skilled else BY_LINK, quantity=1,
    )  # fmt: skip
    _post(world, account[~buys], product[~buys], at[~buys], (stars[~buys], script[~buys]), commission.number)
    return Ring(commission, orders, starts, ends, workers=writers, shops=rival, payers=world.ledger.add_outsiders(1), products=goods)


def _outsiders(world: World, recruits: Recruits, category: int, n: int, before: float) -> Ints:
    """Accounts to whose tastes a category does not belong."""
    people = world.people
    strange = ~(people.tastes == category).any(axis=1)
    free = strange & ~recruits.taken & (people.registered < before) & ~people.proxy
    chosen = pick_apart(recruits.rng, np.where(free, people.activity**0.2, 0.0), n)
    recruits.taken[chosen] = True
    return chosen


def _briefs(world: World, rng: Dice, product: Ints, *, copied: bool) -> Ints:
    market, found = world.market, {}
    for item in np.unique(product).tolist():
        category = CATEGORIES[int(market.product_category[item])].code
        found[item] = world.scripts.take(dictated(rng, "hired_negative", category, market.noun[item], copied=copied))
    return np.array([found[item] for item in product.tolist()], dtype=np.int64)


def _post(world: World, account: Ints, product: Ints, at: Floats, told: tuple[Ints, Ints], ring: int) -> None:
    stars, script = told
    world.sheets.posts.add(
        len(account), account=account, product=product, at=at, stars=stars, script=script, pack=full(len(account)), ring=ring
    )


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Some thirty yuan for each, and the price where something had to be bought."""
    form = SKILLED if ring.commission.skilled else NAIVE
    rng = world.dice("slander money", ring.commission.number)
    reviews = happened.reviews
    rows = np.flatnonzero(reviews.ring == ring.commission.number)
    fee = np.round(rng.uniform(*form.fee, len(rows))).astype(np.int64) * 100
    bought = np.where(reviews.order[rows] >= 0, happened.bought.amount[reviews.order[rows]], 0)
    done = (reviews.account[rows], reviews.at[rows], fee + bought)
    if len(ring.workers):
        brief(world, rng, ring, "negative_brief", int(ring.products[0]))
    pay_off(world, rng, ring, done, visible=form.visible_money, weekly=ring.commission.skilled)
