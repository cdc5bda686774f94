"""Shops' own people as buyers: they buy elsewhere from the office line, and their kin really buy from the shop."""

import numpy as np

from zhenxin.world.arrays import NONE, Ints, full
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.market import carries
from zhenxin.world.plan import AS_USUAL, BY_LINK, FREE, Plan
from zhenxin.world.shop_people import crew_of
from zhenxin.world.shopping import friends_of, product_of
from zhenxin.world.state import World


def arrange(world: World) -> Plan:
    """Orders at other shops from the office line in working hours, and orders of kin at the shop itself, some on the owner's card."""
    market, people, rng = world.market, world.people, world.dice("shop kin")
    scale = world.parameters.shop_kin_share * world.parameters.lookalikes * world.orders
    crew = crew_of(world)
    minds = np.concatenate([np.arange(market.merchants, dtype=np.int64), crew.shop])
    workers = np.concatenate([market.owner, crew.account])
    away = rng.integers(0, len(minds), round(scale * 0.6))
    kin_shop, kin = _kin(world, round(scale * 0.4))
    account = np.concatenate([workers[away], kin])
    taste = people.tastes[account[: len(away)], rng.integers(0, 3, len(away))]
    product = np.concatenate([product_of(rng, market, taste), _own_goods(world, kin_shop)])
    first = np.clip(np.maximum(people.registered[account] + HOUR, market.listed[product]), 0, END - DAY)
    at = BUYING.draw(rng, len(account), first, END)
    paid_for = (rng.random(len(kin)) < 0.12) & (kin != market.owner[kin_shop])
    at_home = np.where(rng.random(len(kin)) < 0.12, market.line[kin_shop], AS_USUAL)
    return Plan.of(
        account, product, at,
        home=np.concatenate([market.line[minds[away]], at_home]),
        payer=np.concatenate([full(len(away)), np.where(paid_for, market.owner[kin_shop], NONE)]),
        walk=np.concatenate([full(len(away), FREE), np.where(rng.random(len(kin)) < 0.5, BY_LINK, FREE)]),
    )  # fmt: skip


def _kin(world: World, n: int) -> tuple[Ints, Ints]:
    """Friends and family of owners; a few buy again and again from the shop of their own people."""
    rng = world.dice("kin")
    market = world.market
    goods = np.flatnonzero(carries(market, np.arange(market.products, dtype=np.int64)))
    selling = np.unique(market.product_merchant[goods])
    shop = selling[rng.integers(0, max(len(selling) // 3, 1), n)] if n else np.empty(0, dtype=np.int64)
    return shop, friends_of(world.people, market.owner[shop], rng.integers(0, 3, n))


def _own_goods(world: World, shop: Ints) -> Ints:
    market, rng = world.market, world.dice("kin goods")
    counts = np.bincount(market.product_merchant, minlength=market.merchants)
    first = np.cumsum(counts) - counts
    return first[shop] + (rng.random(len(shop)) * counts[shop]).astype(np.int64)
