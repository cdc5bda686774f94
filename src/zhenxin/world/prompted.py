"""Reviews that somebody asked for: buyers who would have written otherwise or not at all write sooner, or as they are told."""

import dataclasses

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full
from zhenxin.world.clock import END
from zhenxin.world.reviews import Reviews
from zhenxin.world.state import Happened


def add(reviews: Reviews, **columns: Ints | Floats) -> Ints:
    """More reviews, every column named; returns their numbers."""
    first = len(reviews)
    for item in dataclasses.fields(Reviews):
        setattr(reviews, item.name, np.concatenate([getattr(reviews, item.name), columns[item.name]]))
    return np.arange(first, len(reviews), dtype=np.int64)


def prompt(
    rng: Dice, happened: Happened, rows: Ints, at: Floats, *, stars: int = NONE, ring: int = NONE, script: Ints | None = None
) -> Ints:
    """The buyers of these orders review at these times, with their own stars unless those are given; returns the reviews' numbers."""
    reviews = happened.reviews
    rows, at = rows[at < END], at[at < END]
    scripts = full(len(rows)) if script is None else script[: len(rows)]
    written = full(len(happened.plan))
    honest = np.flatnonzero((reviews.order >= 0) & (reviews.ring < 0))
    written[reviews.order[honest]] = honest
    known = written[rows]
    had = np.flatnonzero(known >= 0)
    reviews.at[known[had]] = at[had]
    reviews.deleted_at[known[had]], reviews.deleted_by[known[had]] = np.nan, NONE
    new = np.flatnonzero(known < 0)
    like = honest[rng.integers(0, len(honest), len(new))] if len(honest) else full(0)
    new = new[: len(like)]
    n = len(new)
    added = add(
        reviews, account=happened.plan.account[rows[new]], at=at[new], stars=reviews.stars[like], order=rows[new],
        product=happened.plan.product[rows[new]], script=full(n), pack=full(n), photos=reviews.photos[like], likes=reviews.likes[like],
        deleted_at=np.full(n, np.nan), deleted_by=full(n), ring=full(n),
    )  # fmt: skip
    found = np.concatenate([known[had], added])
    if stars > 0:
        reviews.stars[found] = stars
    reviews.ring[found] = ring
    reviews.script[found] = np.concatenate([scripts[had], scripts[new]])
    return found
