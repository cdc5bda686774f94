"""Rings in somebody else's market: people, shops and goods are given; the rings, and what they do there, are of our making."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.world import market, office, orders, papers, people, registers, tables
from zhenxin.world.arrays import NONE, Floats, Ints, dice, full, pick
from zhenxin.world.behaviours import behaviours, settle_all
from zhenxin.world.categories import CATEGORIES, CITIES
from zhenxin.world.clock import DAY, END
from zhenxin.world.messages import talk
from zhenxin.world.money import pay_for_orders
from zhenxin.world.names import Names, plain
from zhenxin.world.parameters import RECIPES, Parameters
from zhenxin.world.plan import Plan, nothing
from zhenxin.world.reviews import review, texts
from zhenxin.world.rings import Recruits, Ring, recruits
from zhenxin.world.sessions import logins, open_sessions
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import Commission
from zhenxin.world.write import TRUTH, Shelf


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A market as it is given: ids by entity, and what is known of each; times are seconds of the world's clock.

    `given` maps a kind of `names` to the ids of its first entities (None: unknown, one is made up); account i's device, address and
    receiver, and shop j's sender, are entity i or j of their kind.
    """

    given: Mapping[str, Sequence[str | None]]
    registered: Floats
    """By account."""
    weight: Floats
    """Orders of each shop."""
    product_merchant: Ints
    """Sorted."""
    price: Ints
    """In cents, by product."""
    listed: Floats
    product_weight: Floats
    """Orders of each product."""

    @property
    def accounts(self) -> int:
        """How many there are."""
        return len(self.registered)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One ring to plant."""

    behaviour: str
    skilled: bool
    workers: int
    orders_each: int
    shops: int
    weeks: float


class GivenNames(Names):
    """Names of which the first of some kinds are given."""

    def __init__(self, seed: int, given: Mapping[str, Sequence[str | None]]) -> None:
        super().__init__(seed)
        self._given = {kind: pa.array(ids, type=pa.string()) for kind, ids in given.items() if len(ids)}

    def ids(self, kind: str, index: Ints) -> pa.Array:
        """Ids as text; those that are given as they are, others made up."""
        made = super().ids(kind, index)
        pool = self._given.get(kind)
        if pool is None:
            return made
        known = (index >= 0) & (index < len(pool))
        told = pool.take(pa.array(np.where(known, index, 0)))
        return pc.coalesce(pc.if_else(pa.array(known), told, pa.scalar(None, type=pa.string())), plain(made))


class _Guests(Recruits):
    """Recruits whose past is in the ground already."""

    def reborn(self, n: int, before: float) -> Ints:
        """Accounts as they are; their day of registration is not ours to change."""
        return self.workers(n, before)


def plant(folder: Path, ground: Ground, wishes: Sequence[Wish], *, seed: int, span_days: float) -> list[str]:
    """Write the rows of these rings, and the answer key, to `folder`; the rings work in the last `span_days` of the half year.

    Returns the id of each ring in the answer key.
    """
    world = _settle(ground, seed)
    names = GivenNames(seed, ground.given)
    free = _Guests(**vars(recruits(world)))  # for all rings, so that nobody works for two
    rings = [_ring(world, free, wish, number, span_days) for number, wish in enumerate(wishes)]
    plan = Plan.join([nothing(), *(ring.plan for ring in rings)])
    plan = plan.take(np.lexsort((plan.basket, plan.at)))
    checkout = orders.checkouts(plan)
    bought, parcels = orders.come_true(world, plan, checkout)
    happened = Happened(bought, parcels, review(world, bought))
    pay_for_orders(world, world.dice("money"), bought)
    settle_all(world, rings, happened)
    with Shelf(folder, {"planted": len(rings), "seed": seed}) as shelf:
        _put(shelf, names, world, happened, checkout)
        _key(world, rings, happened)
        shelf.put(TRUTH, world.key.columns(names))
    return [str(one) for one in names.texts("ring", np.arange(len(rings), dtype=np.int64)).to_pylist()]


def _quiet() -> Parameters:
    """No honest reviews, looks or log-ins: those are in the ground already."""
    return dataclasses.replace(
        RECIPES["city"], orderless_reviews=0.0, browsing=0.0, idle_logins=0.0, earlier_look_share=0.0, orders_per_account=1.0
    )


def _settle(ground: Ground, seed: int) -> World:
    parameters = _quiet()
    n = ground.accounts
    folk = people.settle(parameters, dice(seed, "people"), n)
    everyone = np.arange(folk.count, dtype=np.int64)
    folk.registered = np.concatenate([ground.registered, np.full(folk.count - n, np.inf)])
    folk.phone, folk.phone_after, folk.second = everyone.copy(), full(folk.count), full(folk.count)
    folk.changes_at, folk.moves_at = np.full(folk.count, np.inf), np.full(folk.count, np.inf)
    folk.address, folk.addresses, folk.devices = everyone.copy(), folk.count, folk.count
    folk.proxy[:] = False
    folk.bound[:] = True  # their past is in the ground already
    shops = _shops(ground, seed)
    market.run_by(shops, dice(seed, "owners"), folk)
    return World(parameters, seed, max(int(ground.weight.sum()), 1), folk, shops, office.hire(dice(seed, "office"), folk, n))


def _shops(ground: Ground, seed: int) -> market.Market:
    rng = dice(seed, "market")
    m = len(ground.weight)
    carrying = np.flatnonzero([item.carries for item in CATEGORIES])
    category = carrying[rng.integers(0, len(carrying), m)]
    goods = category[ground.product_merchant]
    region = pick(rng, np.ones(len(CITIES)), m)
    early = np.full(m, -400 * DAY)
    made = market.Market(
        category=category, region=region, opened=early, weight=ground.weight, quality=rng.normal(0, 1, m), entity=np.arange(m, dtype=np.int64),
        exact=np.zeros(m, dtype=np.bool_), name=["好店小铺"] * m, sender=np.arange(m, dtype=np.int64), overflow=full(m),
        product_merchant=ground.product_merchant, product_category=goods, price=np.maximum(ground.price, 100), spec=market.weights(rng, goods),
        listed=ground.listed, product_weight=ground.product_weight + 0.1, title=[], noun=[], sender_region=region,
        shared_senders=np.arange(m, dtype=np.int64)[:1],
    )  # fmt: skip
    made.flat = np.full(m, np.nan)
    market.word(rng, made)
    return made


def _ring(world: World, free: Recruits, wish: Wish, number: int, span_days: float) -> Ring:
    """A ring of just that size, as its trade makes them."""
    module = behaviours()[wish.behaviour]
    form: Any = module.SKILLED if wish.skilled else module.NAIVE
    weeks = min(wish.weeks, span_days / 7)
    size, a_shop = wish.workers * wish.orders_each, wish.workers * wish.orders_each / wish.shops
    wanted = {
        "workers": (wish.workers, wish.workers), "orders_each": (wish.orders_each, wish.orders_each), "writers_each": (wish.orders_each, wish.orders_each),
        "merchants": (wish.shops, wish.shops), "orders_a_shop": (a_shop, a_shop), "weeks": (weeks, weeks),
    }  # fmt: skip
    fields = {item.name for item in dataclasses.fields(form)}
    form = dataclasses.replace(form, **{name: value for name, value in wanted.items() if name in fields})
    commission = Commission(number, wish.behaviour, wish.skilled, size, 0, wish.shops, form=form, since=END - span_days * DAY)
    return module.plan(world, commission, free)  # type: ignore[no-any-return]


def _put(shelf: Shelf, names: Names, world: World, happened: Happened, checkout: Ints) -> None:
    tables.put_parcels(shelf, names, world, happened.parcels)
    papers.put_states(shelf, names, happened.bought, happened.parcels)
    tables.put_reviews(shelf, names, world, happened.reviews, written=texts(world, happened.reviews))
    tables.put_payments(shelf, names, world)
    sessions, visits = open_sessions(world, happened.plan, checkout)
    talk(world, happened.plan, sessions, visits)
    tables.put_visits(shelf, names, world, visits)
    tables.put_logins(shelf, names, world, logins(world, sessions))
    tables.put_orders(shelf, names, world, happened.bought, sessions)
    tables.put_messages(shelf, names, world)
    registers.put_devices(shelf, names, world, world.dice("registers"), first=world.people.count)


def _key(world: World, rings: list[Ring], happened: Happened) -> None:
    for ring in rings:
        commission = ring.commission
        for kind, number in (("order", happened.plan.ring), ("review", happened.reviews.ring)):
            rows = np.flatnonzero(number == commission.number)
            world.key.false(kind, rows, commission.behaviour, commission.number, commission.skill)


__all__ = ["NONE", "GivenNames", "Ground", "Wish", "plant"]
