"""Sessions without an order that somebody planned step by step: strolls through the shop, whoever takes them and why ever."""

from typing import Any

import numpy as np
import numpy.typing as npt

from zhenxin.world.arrays import NONE, Dice, Flags, Floats, Ints, lognormal
from zhenxin.world.clock import END
from zhenxin.world.state import Happened, World
from zhenxin.world.visits import CART, CHAT, COMPARE, VIEW


def steps(mask: Flags) -> tuple[Ints, Ints]:
    """Row and column of every step that is taken, row by row: a row is a session (or a thing in it), a column what may be done there."""
    row, column = np.nonzero(mask)
    return row.astype(np.int64), column.astype(np.int64)


def usual_dwell(world: World, rng: Dice, kind: Ints) -> Floats:
    """Seconds people stay at steps of each kind; NaN where a step takes a tap only."""
    n = len(kind)
    dwell = np.full(n, np.nan)
    looks = (kind == VIEW) | (kind == COMPARE)
    dwell = np.where(looks, lognormal(rng, world.parameters.dwell_median, world.parameters.dwell_sigma, n), dwell)
    dwell = np.where(kind == CART, lognormal(rng, 6.0, 0.7, n), dwell)
    dwell = np.where(kind == CHAT, lognormal(rng, 75.0, 0.8, n), dwell)
    return np.asarray(np.round(np.clip(dwell, 1.0, 3500.0), 1), dtype=np.float64)


def stroll(
    world: World,
    rng: Dice,
    account: Ints,
    starts: Floats,
    owner: Ints,
    *,
    kind: Ints,
    dwell: Floats | None = None,
    device: npt.ArrayLike = NONE,
    home: npt.ArrayLike = NONE,
    pace: float = 4.0,
    **columns: Any,
) -> Ints:
    """Sessions of `account` from `starts` on, one row each, and their steps, sorted by `owner`; returns the number of each session.

    `pace` is the usual pause between two steps, in seconds. A step that would come before its product, review or account was there is not taken.
    """
    n = len(owner)
    stay = usual_dwell(world, rng, kind) if dwell is None else dwell
    takes = np.where(np.isnan(stay), rng.exponential(0.75 * pace, n), stay) + rng.exponential(pace, n) + 0.25 * pace
    lengths = np.bincount(owner, weights=takes, minlength=len(account))
    at = starts[owner] + (np.cumsum(takes) - takes) - (np.cumsum(lengths) - lengths)[owner]
    product = np.broadcast_to(np.asarray(columns.get("product", NONE)), (n,))
    known = np.where(product >= 0, world.market.listed[product], -np.inf)
    at = np.where((at >= known) & (at > world.people.registered[account[owner]]), at, np.nan)
    outing = world.sheets.outings.add(len(account), account=account, at=np.minimum(starts + lengths, END - 1.0), device=device, home=home)
    world.sheets.looks.add(n, outing=outing[owner], at=at, kind=kind, dwell=stay, **columns)
    return outing


def forget_early_likes(world: World, happened: Happened) -> None:
    """Nobody likes a review that is not written yet: what was tapped before somebody had it written later is left out."""
    looks = world.sheets.looks.columns()
    rows = np.flatnonzero(looks["review"] >= 0)
    early = rows[looks["at"][rows] < happened.reviews.at[looks["review"][rows]]]
    looks["at"][early] = np.nan
