"""The order in which a world comes to be: people and goods, groups and rings, then everything that happens."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from zhenxin.engine.hands import hands
from zhenxin.errors import UsageError
from zhenxin.world import life, lookalikes, market, office, orders, papers, people, registers, tables, verdicts
from zhenxin.world.arrays import Ints, dice
from zhenxin.world.behaviours import settle_all, take_on
from zhenxin.world.life.office_work import approve_claims
from zhenxin.world.lookalikes.circumstances import name_circumstances
from zhenxin.world.messages import talk
from zhenxin.world.money import pay_honestly
from zhenxin.world.names import Names
from zhenxin.world.offers import make_offers
from zhenxin.world.outings import forget_early_likes
from zhenxin.world.parameters import RECIPES, VERSION
from zhenxin.world.plan import Plan
from zhenxin.world.reviews import review, texts
from zhenxin.world.rings import Ring
from zhenxin.world.sessions import logins, open_sessions
from zhenxin.world.shopping import background
from zhenxin.world.state import Bought, Happened, World
from zhenxin.world.web import put_web
from zhenxin.world.write import TRUTH, Part, Shelf

LEAST = 100
"""Fewer orders than this make no market."""
DISTRICT = 500_000
"""The most orders of one district. A larger world is several of them, each with people and shops of its own, so that memory does not grow
with it; they share carriers, proxies, makes of phones and inspectors."""
_HANDS = 2
"""Districts made at a time, each in a process of its own."""


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
    sizes = districts(orders)
    mark = {"version": VERSION, "recipe": recipe, "orders": orders, "seed": seed}
    with Shelf(folder, mark, alone=len(sizes) == 1) as shelf:
        if len(sizes) == 1:
            _make(shelf, settle_in(orders, seed, recipe), say)
        else:
            _side_by_side(shelf.beside, mark, sizes, say)
        say("the web of pages")
        with Part(shelf.beside, mark, number=len(sizes), alone=len(sizes) == 1) as web:
            put_web(web, RECIPES[recipe], orders=orders, seed=seed)


def _side_by_side(beside: Path, mark: Mapping[str, Any], sizes: list[int], say: Callable[[str], None]) -> None:
    """Every district in a process of its own, some at a time; what goes wrong in one is raised here."""
    with hands(_HANDS, tasks_each=1) as pool:
        made = [pool.submit(_district, beside, mark, number, size, alone=False) for number, size in enumerate(sizes)]
        try:
            for number, one in enumerate(made):
                one.result()
                say(f"district {number + 1} of {len(sizes)}")
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _district(beside: Path, mark: Mapping[str, Any], number: int, size: int, *, alone: bool) -> None:
    with Part(beside, mark, number=number, alone=alone) as part:
        _make(part, settle_in(size, mark["seed"], mark["recipe"], district=number), lambda _: None)


def districts(orders: int) -> list[int]:
    """Orders of each district."""
    count = -(-orders // DISTRICT)
    return [orders // count + (number < orders % count) for number in range(count)]


def settle_in(total: int, seed: int, recipe: str, *, district: int = 0) -> World:
    """People, shops and staff of one district, before anything happens."""
    parameters = RECIPES[recipe]
    names: tuple[str | int, ...] = ("district", district) if district else ()
    folk = people.settle(parameters, dice(seed, *names, "people"), total)
    shops = market.stock(parameters, dice(seed, *names, "market"), total)
    market.run_by(shops, dice(seed, *names, "owners"), folk)
    return World(parameters, seed, total, folk, shops, office.hire(dice(seed, *names, "office"), folk, total), district)


def _make(shelf: Part, world: World, say: Callable[[str], None]) -> None:
    say("people, shops, groups and rings")
    make_offers(world)
    groups = lookalikes.arrange(world)
    rings = take_on(world)
    plan = _everything(world, [*groups, *(ring.plan for ring in rings)])
    names = Names(world.seed, world.district)

    say("orders, parcels and reviews")
    checkout = orders.checkouts(plan)
    bought, parcels = orders.come_true(world, plan, checkout)
    happened = Happened(bought, parcels, review(world, bought))

    say("money, and what people do besides")
    pay_honestly(world, bought)
    life.go_on(world, happened)
    lookalikes.settle(world, happened)
    settle_all(world, rings, happened)
    forget_early_likes(world, happened)
    approve_claims(world)
    sentences = texts(world, happened.reviews)
    name_circumstances(world, happened, sentences)
    _mark(world, rings, happened)
    verdicts.decide(world, rings)

    say("writing orders, parcels, reviews and payments")
    tables.put_parcels(shelf, names, world, parcels)
    papers.put_states(shelf, names, bought, parcels)
    tables.put_reviews(shelf, names, world, happened.reviews, written=sentences)
    tables.put_payments(shelf, names, world)
    registers.put_accounts(shelf, names, world)
    registers.put_market(shelf, names, world)
    shelf.put(TRUTH, world.key.columns(names))
    world.ledger.parts.clear()
    del happened, parcels, sentences, groups, rings  # what follows needs most room
    _look_around(shelf, names, world, bought, checkout, say)


def _look_around(shelf: Part, names: Names, world: World, bought: Bought, checkout: Ints, say: Callable[[str], None]) -> None:
    """Sessions and all that hangs on them; last, for visits are the most."""
    say("looks and log-ins")
    sessions, visits = open_sessions(world, bought.plan, checkout)
    talk(world, bought.plan, sessions, visits)
    tables.put_visits(shelf, names, world, visits)
    del visits
    tables.put_logins(shelf, names, world, logins(world, sessions))
    tables.put_orders(shelf, names, world, bought, sessions)
    tables.put_messages(shelf, names, world)
    papers.put_papers(shelf, names, world)


def _everything(world: World, planned: list[Plan]) -> Plan:
    """What groups and rings plan, and honest orders up to the number asked for; in the order of time."""
    used = sum(len(plan) for plan in planned)
    plan = Plan.join([*planned, background(world, max(world.orders - used, 0))])
    return plan.take(np.lexsort((plan.basket, plan.at)))


def _mark(world: World, rings: list[Ring], happened: Happened) -> None:
    """False orders and reviews, and those of innocent groups, into the answer key."""
    plan, written = happened.plan, happened.reviews
    for ring in rings:
        commission = ring.commission
        for kind, number in (("order", plan.ring), ("review", written.ring)):
            world.key.false(kind, np.flatnonzero(number == commission.number), commission.behaviour, commission.number, commission.skill)
    club_of_review = np.where(written.order >= 0, plan.club[written.order], -1)
    for code in sorted(set(world.clubs)):
        members = [number for number, name in enumerate(world.clubs) if name == code]
        world.key.hard("order", np.flatnonzero(np.isin(plan.club, members)), code)
        world.key.hard("review", np.flatnonzero(np.isin(club_of_review, members)), code)
