"""Busy agents: they wave alerts through because that is the queue, with one phrase pasted beside all of them, shop after shop of their desk."""

import numpy as np

from zhenxin.world.arrays import Dice, lognormal, pick_apart
from zhenxin.world.clock import END, HOUR
from zhenxin.world.life.office_work import answer, suspects
from zhenxin.world.office import MERCHANTS, RISK, office_hours
from zhenxin.world.papers import CONFIRM, DISMISS, OVERRIDE
from zhenxin.world.plan import Plan, nothing
from zhenxin.world.state import Bought, Happened, World
from zhenxin.world.texts.grammar import pens
from zhenxin.world.texts.topics import line

CODE = "busy_agent"


def arrange(world: World) -> Plan:
    """Some of those who answer alerts, or look after shops, have a desk of forty shops and four times the alerts of others."""
    rng, office = world.dice(CODE), world.office
    here = np.isnan(office.left) & (office.joined < END / 4) & np.isin(office.team, [RISK, MERCHANTS])
    wanted = max(2, round(0.06 * office.count * world.parameters.lookalikes))
    office.busy = pick_apart(rng, here.astype(np.float64), wanted)
    world.key.hard("staff", office.busy, CODE)
    return nothing()


def settle(world: World, happened: Happened) -> None:
    """They answer what lies in their queue."""
    rng = world.dice(CODE, "queue")
    for staff in world.office.busy.tolist():
        _queue(world, rng, happened.bought, staff)


def _queue(world: World, rng: Dice, bought: Bought, staff: int) -> None:
    market, office = world.market, world.office
    honest = (bought.plan.ring < 0) & ~np.isnan(bought.paid_at) & (bought.paid_at > office.joined[staff])
    desk = pick_apart(rng, np.minimum(market.weight, 4.0), 40)
    rows = np.flatnonzero(honest & np.isin(market.product_merchant[bought.plan.product], desk))
    rows = np.sort(rng.permutation(rows)[: max(6, 4 * world.orders // (30 * office.count))])
    n = len(rows)
    at = office_hours(rng, bought.paid_at[rows] + lognormal(rng, 7 * HOUR, 1.0, n))
    u = rng.random(n)
    kind = np.array([OVERRIDE, DISMISS, CONFIRM])[np.searchsorted([0.8, 0.95], u)]
    phrase = line(pens(rng, 1)[0], "note_override")
    notes = [phrase if kept else None for kept in (rng.random(n) < 0.9).tolist()]
    answer(world, rng, np.full(n, staff, dtype=np.int64), at, kind, suspects(world, rng, bought, rows), notes)
