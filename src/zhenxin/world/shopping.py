"""What honest people want: the background orders, with heavy tails, tastes, loyalty and seasons."""

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, pick
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.market import Market
from zhenxin.world.people import People
from zhenxin.world.plan import Plan
from zhenxin.world.state import World


def background(world: World, n: int) -> Plan:
    """`n` honest orders."""
    rng = world.dice("shopping")
    people, market = world.people, world.market
    account = pick(rng, people.activity, n)
    product = _wanted(rng, market, people, account)
    product = _loyal(rng, market, account, product, world.parameters.loyal_share)
    at = moments(rng, world, account, product)
    plan = _baskets(world, rng, Plan.of(account, product, at))
    _sent_on(world, plan)
    return plan


def _sent_on(world: World, plan: Plan) -> None:
    """Some checkouts go to somebody else: friends and family mostly, now and then a person one hardly knows."""
    rng = world.dice("sent on")
    people, n = world.people, len(plan)
    known = friends_of(people, plan.account, rng.integers(0, 3, n))
    receiver = np.where(rng.random(n) < 0.8, known, rng.integers(0, people.count, n))
    lead = np.where(plan.basket >= 0, plan.basket, np.arange(n))
    given = (rng.random(n) < world.parameters.sent_on_share)[lead]
    plan.receiver = np.where(given, receiver[lead], plan.receiver)
    plan.address = np.where(given, people.address[receiver[lead]], plan.address)


def moments(rng: Dice, world: World, account: Ints, product: Ints) -> Floats:
    """When each order falls: never before the account or the product was there."""
    first = np.maximum(world.people.registered[account], world.market.listed[product]) + HOUR  # time to look at it first
    return BUYING.draw(rng, len(account), np.clip(first, 0, END - DAY), END)


def product_of(rng: Dice, market: Market, category: Ints) -> Ints:
    """One product of each category named, the popular ones more often."""
    product = np.empty(len(category), dtype=np.int64)
    for code in range(len(CATEGORIES)):
        rows = np.flatnonzero(category == code)
        goods = np.flatnonzero(market.product_category == code)
        if len(rows) and len(goods):
            product[rows] = goods[pick(rng, market.product_weight[goods], len(rows))]
        elif len(rows):
            product[rows] = pick(rng, market.product_weight, len(rows))
    return product


def _wanted(rng: Dice, market: Market, people: People, account: Ints) -> Ints:
    n = len(account)
    own = people.tastes[account, rng.integers(0, 3, n)]
    category = np.where(rng.random(n) < 0.55, own, pick(rng, [item.demand for item in CATEGORIES], n))
    return product_of(rng, market, category)


def _loyal(rng: Dice, market: Market, account: Ints, product: Ints, share: float) -> Ints:
    """Some orders go to the shop of another order of the same buyer: one of its products, often the same one."""
    n = len(account)
    order = np.lexsort((rng.random(n), account))
    before = np.roll(order, 1)
    same = account[order] == account[before]
    back = order[same & (rng.random(n) < share)]
    known = np.empty(n, dtype=np.int64)
    known[order] = before
    shop = market.product_merchant[product[known[back]]]
    counts = np.bincount(market.product_merchant, minlength=market.merchants)
    first = np.cumsum(counts) - counts
    other = first[shop] + (rng.random(len(back)) * counts[shop]).astype(np.int64)
    result = product.copy()
    result[back] = np.where(rng.random(len(back)) < 0.5, product[known[back]], other)
    return result


def _baskets(world: World, rng: Dice, plan: Plan) -> Plan:
    """Some orders become a further line of the same buyer's checkout before."""
    plan = plan.take(np.lexsort((plan.at, plan.account)))
    n = len(plan)
    if n == 0:
        return plan
    same = np.concatenate([[False], plan.account[1:] == plan.account[:-1]])
    joins = same & (rng.random(n) < world.parameters.basket_share * 1.15)
    lead = np.maximum.accumulate(np.where(joins, 0, np.arange(n)))
    ready = plan.at[lead] >= world.market.listed[plan.product]
    lead = np.where(ready, lead, np.arange(n))
    plan.at = plan.at[lead]
    plan.basket = lead
    return plan


def friends_of(people: People, account: Ints, which: Ints) -> Ints:
    """One of three lasting friends of each account, of the same region where there is one; nobody is their own friend."""
    order, place = people.by_region()
    step = np.array([1, 7, 31])[which]
    friend = order[(place[account] + step) % people.count]
    return np.where(friend == account, (account + 1) % people.count, friend)
