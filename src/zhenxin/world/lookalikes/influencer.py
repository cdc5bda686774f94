"""People with a following and shops that go live: hundreds order within the hour, and many send it back a few days later."""

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, lognormal, pick, pick_apart, pieces
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import DAY, END
from zhenxin.world.lookalikes.groups import found, strangers
from zhenxin.world.market import carries
from zhenxin.world.plan import AS_USUAL, CALLED_OFF, IN_ROOM, RETURNED, Plan, nothing
from zhenxin.world.rooms import evening, evenings, open_room
from zhenxin.world.state import World

CODE = "influencer"


def arrange(world: World) -> Plan:
    """Evenings of shops, then streams of people with a following, each with what is ordered there."""
    parameters = world.parameters
    rng = world.dice(CODE)
    plans = [nothing(), *_shops(world, rng)]
    total = round(world.orders * parameters.influencer_share * parameters.lookalikes)
    low, high = (int(bound) for bound in parameters.influencer_size)
    plans += [_stream(world, rng, size) for size in pieces(rng, total, min(low, max(total, 12)), high)]
    return Plan.join(plans)


def _shops(world: World, rng: Dice) -> list[Plan]:
    """Shops that go live in the evening, week after week, the larger ones rather; a few orders each time."""
    market, parameters = world.market, world.parameters
    shops = pick_apart(rng, market.weight**0.4, max(2, round(market.merchants * parameters.live_shop_share)))
    often = np.clip(lognormal(rng, parameters.live_rooms, 0.9, len(shops)), 1, 60).astype(np.int64)
    shop = np.repeat(shops, often)
    starts, ends = evenings(rng, len(shop), 0.5 * DAY, END - DAY)
    weights = np.concatenate([[0.0], np.cumsum(market.product_weight)])
    first, last = (np.searchsorted(market.product_merchant, shop, side=side) for side in ("left", "right"))
    drawn = weights[first] + rng.random(len(shop)) * (weights[last] - weights[first])
    product = np.clip(np.searchsorted(weights, drawn, side="right") - 1, first, last - 1).astype(np.int64)
    ready = np.flatnonzero(market.listed[product] < starts - 600)
    if not len(ready):
        return []
    crowd = np.clip(lognormal(rng, parameters.live_crowd, 1.1, len(ready)), 2, world.people.count // 8).astype(np.int64)
    rooms = world.sheets.rooms.add(
        len(ready), merchant=shop[ready], product=product[ready], starts=starts[ready], ends=ends[ready], crowd=crowd
    )
    chosen = np.sort(pick(rng, crowd, round(world.orders * parameters.live_order_share)))
    things, at = product[ready][chosen], rng.uniform(starts[ready][chosen] + 60, ends[ready][chosen])
    return [_ordered(world, rng, _fond(world, rng, things, at), things, at, room=rooms[chosen], club=AS_USUAL)]


def _fond(world: World, rng: Dice, product: Ints, at: Floats) -> Ints:
    """Buyers for each order: people who like such things first."""
    people, market = world.people, world.market
    account = np.empty(len(product), dtype=np.int64)
    for code in np.unique(market.product_category[product]).tolist():
        rows = np.flatnonzero(market.product_category[product] == code)
        weights = people.activity**0.5 * np.where((people.tastes == code).any(axis=1), 4.0, 1.0)
        account[rows] = pick(rng, weights, len(rows))
        new = rows[people.registered[account[rows]] > at[rows]]
        account[new] = pick(rng, np.where(people.registered < 0, weights, 0.0), len(new))
    return account


def _stream(world: World, rng: Dice, size: int) -> Plan:
    """One evening of somebody with a following: two to five things of as many shops, called out one after another."""
    market = world.market
    span = evening(rng, 3 * DAY, END - 9 * DAY)
    fit = (market.listed < span[0] - DAY) & carries(market, np.arange(market.products, dtype=np.int64))
    goods = np.unique(pick(rng, np.where(fit, market.product_weight**0.5, 0.0), int(rng.integers(2, 6))))
    club = found(world, CODE)
    room = open_room(world, int(goods[0]), span, crowd=min(2 * size, world.people.count // 6), club=club)
    world.key.hard("product", goods, CODE)
    world.key.hard("merchant", market.product_merchant[goods], CODE)
    buyers = strangers(world, rng, size, span[0], int(market.product_category[goods[0]]))
    calls = np.sort(rng.uniform(span[0] + 300, span[1] - 600, len(goods)))
    thing = rng.integers(0, len(goods), len(buyers))
    at = np.minimum(calls[thing] + rng.gamma(0.8, 420.0, len(buyers)), span[1])
    return _ordered(world, rng, buyers, goods[thing], at, room=room, club=club)


def _ordered(world: World, rng: Dice, buyers: Ints, product: Ints, at: Floats, *, room: Ints | int, club: int) -> Plan:
    """Orders of a room: bought on impulse, sent back more often than others, some within the hour."""
    n = len(buyers)
    returns = np.array([item.returns for item in CATEGORIES])[world.market.product_category[product]]
    back = rng.random(n) < np.minimum(0.07 + 1.5 * returns, 0.6)
    fate = np.where(back, RETURNED, np.where(rng.random(n) < 0.05, CALLED_OFF, AS_USUAL))
    return Plan.of(buyers, product, at, club=club, room=room, walk=IN_ROOM, fate=fate)
