"""Live rooms: who opens one, who comes and goes, who says what; the same rows for everybody."""

from typing import Any

import numpy as np
import numpy.typing as npt

from zhenxin.world.arrays import NONE, Dice, Flags, Floats, Ints, full, lognormal
from zhenxin.world.clock import DAY, END, HOUR, LOOKING
from zhenxin.world.outings import steps, usual_dwell
from zhenxin.world.state import World
from zhenxin.world.visits import BY_FEED, BY_LIVE, BY_SHARE, BY_SHOP, CART, FOLLOW, LIVE_COMMENT, LIVE_JOIN, LIVE_LEAVE, VIEW

_EVENINGS = (11.0, 11.5, 12.0, 12.0, 12.5, 4.0, 6.5, 1.5)
"""Hours in UTC at which rooms open: most at seven or eight in the evening."""


def evening(rng: Dice, low: float, high: float) -> tuple[float, float]:
    """When a room opens and closes: some hours of an evening between two days."""
    starts, ends = evenings(rng, 1, low, high)
    return float(starts[0]), float(ends[0])


def evenings(rng: Dice, n: int, low: float, high: float) -> tuple[Floats, Floats]:
    """When `n` rooms open and close."""
    starts = LOOKING.draw(rng, n, low, high) // DAY * DAY + rng.choice(_EVENINGS, n) * HOUR + rng.uniform(0, 900, n)
    starts = np.minimum(np.maximum(starts, low), END - 5 * HOUR)
    return starts, starts + rng.uniform(1.5, 4.0, n) * HOUR


def open_room(world: World, product: int, span: tuple[float, float], *, crowd: int, club: int = NONE) -> int:
    """A room of a product's shop, and its number; `crowd` come of their own accord."""
    shop = int(world.market.product_merchant[product])
    return int(world.sheets.rooms.add(1, merchant=shop, product=product, starts=span[0], ends=span[1], crowd=crowd, club=club)[0])


def attend(
    world: World, rng: Dice, room: Ints, account: Ints, joins: Floats, leaves: Floats, *, taps: Flags, device: npt.ArrayLike = NONE
) -> Ints:
    """People in rooms, one row each: they join, look at what is shown, put it in the cart, follow (columns of `taps`), and leave.

    The outing of each; NONE for who is not registered yet, or comes when the half year is over.
    """
    rooms, n = world.sheets.rooms.columns(), len(account)
    leaves = np.maximum(leaves, joins + 2.0)
    there = (joins < END) & (joins > world.people.registered[account]) & (joins > 0)
    sure = there[:, None]
    owner, step = steps(np.column_stack([sure, taps & sure, sure]))
    kind = np.array([LIVE_JOIN, VIEW, CART, FOLLOW, LIVE_LEAVE])[step]
    m = len(owner)
    part = np.array([0.0, 0.25, 0.5, 0.75, 1.0])[step] + np.where((step > 0) & (step < 4), rng.uniform(-0.1, 0.1, m), 0.0)
    stay = (leaves - joins)[owner]
    at = joins[owner] + part * stay
    dwell = np.where(kind == LIVE_LEAVE, np.round(stay, 1), np.minimum(usual_dwell(world, rng, kind), np.round(0.25 * stay + 1.0, 1)))
    shown, shop = rooms["product"][room][owner], rooms["merchant"][room][owner]
    devices = np.array(np.broadcast_to(np.asarray(device, dtype=np.int64), (n,)))
    outing = full(n)
    outing[there] = world.sheets.outings.add(
        int(there.sum()), account=account[there], at=np.minimum(leaves, END - 1.0)[there], device=devices[there]
    )
    source = _ways(rng, n)[owner]
    world.sheets.looks.add(
        m, outing=outing[owner], at=at, kind=kind, product=np.where((kind == VIEW) | (kind == CART), shown, NONE), merchant=shop,
        dwell=dwell, source=np.where(kind == LIVE_JOIN, source, BY_LIVE), room=room[owner],
    )  # fmt: skip
    return outing


def _ways(rng: Dice, n: int) -> Ints:
    """How people come to a room."""
    return np.array([BY_FEED, BY_FEED, BY_SHOP, BY_SHARE], dtype=np.int64)[rng.integers(0, 4, n)]


def attend_to_buy(world: World, rng: Dice, orders: Ints, room: Ints, joins: Floats, leaves: Floats) -> None:
    """Buyers in rooms: joining and leaving, in the session in which each order is placed."""
    n = len(orders)
    shop = world.sheets.rooms.column("merchant")[room]
    came = _ways(rng, n)
    for kind, at in ((LIVE_JOIN, joins), (LIVE_LEAVE, leaves)):
        world.sheets.looks.add(
            n, order=orders, at=at, kind=kind, merchant=shop, room=room, source=came if kind == LIVE_JOIN else BY_LIVE,
            dwell=np.round(leaves - joins, 1) if kind == LIVE_LEAVE else np.nan,
        )  # fmt: skip


def say(world: World, room: Ints, at: Floats, texts: Any, *, outing: Ints | None = None, order: Ints | None = None) -> None:
    """Comments in rooms, by people of an outing or by buyers; who has neither is not there and says nothing."""
    n = len(at)
    outing, order = full(n) if outing is None else outing, full(n) if order is None else order
    shop = world.sheets.rooms.column("merchant")[room]
    written = np.empty(n, dtype=object)
    written[:] = texts
    there = (outing >= 0) | (order >= 0)
    world.sheets.looks.add(
        int(there.sum()), outing=outing[there], order=order[there], at=at[there], kind=LIVE_COMMENT, merchant=shop[there], room=room[there],
        source=BY_LIVE, text=written[there],
    )  # fmt: skip


def stays(rng: Dice, joins: Floats, ends: Floats, median: float, sigma: float) -> Floats:
    """When people leave: most after a minute or two, some when the room closes, a little after each other."""
    left = joins + lognormal(rng, median, sigma, len(joins)) + 4.0
    return np.where(left < ends, left, ends + rng.exponential(25.0, len(joins)))
