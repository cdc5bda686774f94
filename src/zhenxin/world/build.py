"""The order in which a world comes to be: people and goods, groups and rings, then everything that happens."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from zhenxin.errors import UsageError
from zhenxin.world import lookalikes, market, orders, people, registers, tables
from zhenxin.world.arrays import dice
from zhenxin.world.behaviours import settle_all, take_on
from zhenxin.world.lookalikes.circumstances import name_circumstances
from zhenxin.world.messages import talk
from zhenxin.world.money import pay_honestly
from zhenxin.world.names import Names
from zhenxin.world.parameters import RECIPES
from zhenxin.world.parcels import scan
from zhenxin.world.plan import Plan
from zhenxin.world.reviews import Posts, Reviews, review, texts
from zhenxin.world.rings import Ring
from zhenxin.world.sessions import logins, open_sessions
from zhenxin.world.shopping import background
from zhenxin.world.state import Bought, World
from zhenxin.world.write import TRUTH, Shelf

LEAST = 100
"""Fewer orders than this make no market."""


def make(folder: Path, *, orders: int, seed: int, recipe: str = "city", say: Callable[[str], None] = lambda _: None) -> None:
    """Write a make-believe marketplace of exactly `orders` orders, false ones included, with its answer key `truth.parquet`.

    The same recipe, orders and seed give the same bytes. `say` hears of each step. Raises UsageError for an unknown recipe or too few
    orders, OutputError where `folder` holds anything but an earlier world or cannot be written.
    """
    if recipe not in RECIPES:
        raise UsageError(f"there is no recipe `{recipe}`", place="--recipe", hint=f"use one of: {', '.join(RECIPES)}")
    if orders < LEAST:
        raise UsageError(f"{orders} orders make no market", place="--orders", hint=f"ask for {LEAST} or more")
    if seed < 0:
        raise UsageError(f"the seed {seed} is below zero", place="--seed", hint="use 0 or a whole number above it")
    shelf = Shelf(folder, {"recipe": recipe, "orders": orders, "seed": seed})
    try:
        _make(shelf, _settle_in(orders, seed, recipe), say)
        shelf.finish()
    except BaseException:
        shelf.abandon()
        raise


def _settle_in(total: int, seed: int, recipe: str) -> World:
    parameters = RECIPES[recipe]
    folk = people.settle(parameters, dice(seed, "people"), total)
    return World(parameters, seed, total, folk, market.stock(parameters, dice(seed, "market"), total))


def _make(shelf: Shelf, world: World, say: Callable[[str], None]) -> None:
    say("people, shops, groups and rings")
    groups = lookalikes.arrange(world)
    rings = take_on(world)
    plan = _everything(world, [*groups, *(ring.plan for ring in rings)])
    names = Names(world.seed)

    say("orders and parcels")
    checkout = orders.checkouts(plan)
    offers = orders.make_offers(world)
    bought, parcels = orders.come_true(world, plan, checkout, offers)
    tables.put_parcels(shelf, names, parcels, scan(world, parcels))

    say("looks and log-ins")
    sessions, visits = open_sessions(world, plan, checkout)
    tables.put_visits(shelf, names, world, visits)
    tables.put_messages(shelf, names, talk(world, plan, sessions, visits))
    del visits
    tables.put_logins(shelf, names, world, logins(world, sessions))
    tables.put_orders(shelf, names, world, bought, sessions)

    say("reviews")
    written = review(world, bought, _posts(rings))
    sentences = texts(world, written)
    tables.put_reviews(shelf, names, world, written, written=sentences)
    name_circumstances(world, bought, parcels, written, sentences)

    say("money")
    pay_honestly(world, bought)
    lookalikes.settle(world, bought)
    settle_all(world, rings, bought)
    tables.put_payments(shelf, names, world)

    say("people, shops and the answer key")
    registers.put_accounts(shelf, names, world)
    registers.put_market(shelf, names, world, offers)
    _mark(world, rings, bought, written)
    shelf.put(TRUTH, world.key.columns(names))


def _everything(world: World, planned: list[Plan]) -> Plan:
    """What groups and rings plan, and honest orders up to the number asked for; in the order of time."""
    used = sum(len(plan) for plan in planned)
    plan = Plan.join([*planned, background(world, world.orders - used)])
    return plan.take(np.lexsort((plan.basket, plan.at)))


def _posts(rings: list[Ring]) -> Posts:
    found = [ring.posts for ring in rings if ring.posts is not None]
    empty = np.empty(0, dtype=np.int64)
    nobody = Posts(empty, empty, np.empty(0), empty, empty, empty, empty)
    return Posts(*(np.concatenate([getattr(posts, name) for posts in [nobody, *found]]) for name in Posts.__dataclass_fields__))


def _mark(world: World, rings: list[Ring], bought: Bought, written: Reviews) -> None:
    """False orders and reviews, and those of innocent groups, into the answer key."""
    for ring in rings:
        commission = ring.commission
        for kind, number in (("order", bought.plan.ring), ("review", written.ring)):
            world.key.false(kind, np.flatnonzero(number == commission.number), commission.behaviour, commission.number, commission.skill)
    club_of_review = np.where(written.order >= 0, bought.plan.club[written.order], -1)
    for code in sorted(set(world.clubs)):
        members = [number for number, name in enumerate(world.clubs) if name == code]
        world.key.hard("order", np.flatnonzero(np.isin(bought.plan.club, members)), code)
        world.key.hard("review", np.flatnonzero(np.isin(club_of_review, members)), code)
