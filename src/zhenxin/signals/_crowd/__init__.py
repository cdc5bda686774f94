"""A small random crowd in which every trace occurs: what signals are checked on, built-in ones and your own alike.

The market buys, ships and reviews; each other file stages the traces of one family among people and shops of its own.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache

import numpy as np
import pyarrow as pa

from zhenxin.signals._crowd import (
    accounts,
    briefs,
    circles,
    crews,
    insiders,
    live,
    market,
    messages,
    money,
    orders,
    pages,
    parcels,
    praise,
    promises,
    repeats,
    reviews,
    rushes,
    sleepers,
    staff,
    visits,
)
from zhenxin.signals._crowd.tables import AS_OF, Columns, Staging, typed

__all__ = ["AS_OF", "Crowd", "crowd", "typed"]

Crowd = Mapping[str, pa.Table]
_STAGES: tuple[Callable[[Staging], Mapping[str, Columns]], ...] = (
    market.stage, accounts.stage, visits.stage, orders.stage, money.stage, parcels.stage, reviews.stage, messages.stage, staff.stage, pages.stage,
    sleepers.stage, circles.stage, repeats.stage, praise.stage, insiders.stage, rushes.stage,
    briefs.stage,
    promises.stage,
    live.stage,
    crews.stage,
)  # fmt: skip


@lru_cache(maxsize=8)
def crowd(seed: int, *, end: datetime = AS_OF, span_days: float = 50.0) -> Crowd:
    """Every event table with random rows in the `span_days` before `end`; ids hold a quote and an emoji; a part of what happens is staged."""
    found: dict[str, list[pa.Table]] = {}
    for number, stage in enumerate(_STAGES):
        dice = np.random.default_rng([seed, number])  # each family has dice of its own, so that one more trace moves no other
        for name, columns in stage(Staging(dice, seed, end, span_days)).items():
            found.setdefault(name, []).append(typed(name, columns))
    return {name: pa.concat_tables(parts) for name, parts in found.items()}
