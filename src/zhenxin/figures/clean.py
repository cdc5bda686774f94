"""Clean sales and ratings: each order and review counts by its probability of being honest; the ranks before and after."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS
from zhenxin.figures.counts import Counts, Doubts, Floats, Places, counts, gather
from zhenxin.figures.intervals import Estimate, clean_mean, clean_sum

MIDDLING = 3.0
"""Stars of a category of which nothing is known."""


def clean_figures(engine: Engine, scores: pa.Table) -> Mapping[str, pa.Table]:
    """The tables clean_products and clean_merchants of everything that has an order or a review.

    Every order that was placed and every review that was written counts, whatever became of it: a rating is no truer for what was taken away from it.
    The engine holds the cut tables of NEEDS; `scores` is the table of DESIGN §5.
    """
    gather(engine, scores)
    return {f"clean_{thing}s": _table(thing, counts(engine, thing)) for thing in ("product", "merchant")}


def _table(thing: str, found: Counts) -> pa.Table:
    totals = found.totals
    category = _groups(totals["category"])
    plain = {name: found.column(name) for name in ("orders", "sales", "reviews", "rated", "stars", "priced")}
    priced, rated = plain["priced"] > 0, plain["rated"] > 0
    orders = clean_sum(plain["orders"], found.orders, np.ones(len(found.orders.owner)))
    sales = clean_sum(plain["sales"], found.orders, np.nan_to_num(found.orders.worth))
    reviews = clean_sum(plain["reviews"], found.reviews, np.ones(len(found.reviews.owner)))
    usual = _usual(category, plain["stars"], plain["rated"], found.reviews)
    rating = clean_mean(plain["stars"], plain["rated"], found.reviews, usual)
    by = ("sales", sales) if priced.any() else ("orders", orders)
    columns = {
        f"{thing}_id": totals["thing_id"], "category": totals["category"], "orders": totals["orders"], **_named("orders", orders),
        "sales": _known(plain["sales"], priced), **_named("sales", sales, priced),
        "rating": _known(np.divide(plain["stars"], plain["rated"], out=np.zeros(len(rated)), where=rated), rated), **_named("rating", rating, rated),
        "reviews": totals["reviews"], **_named("reviews", reviews),
        "rank": _ranks(category, plain[by[0]]), "clean_rank": _ranks(category, by[1].base),
    }  # fmt: skip
    return RESULTS[f"clean_{thing}s"].shaped(pa.table(columns))


def _named(name: str, found: Estimate, known: np.ndarray | None = None) -> dict[str, pa.Array]:
    known = np.ones(len(found.base), bool) if known is None else known
    return {
        f"clean_{name}": _known(found.base, known),
        f"clean_{name}_low": _known(found.low, known),
        f"clean_{name}_high": _known(found.high, known),
    }


def _known(values: Floats, known: np.ndarray) -> pa.Array:
    """The values, NULL where they are not known."""
    return pa.array(values, pa.float64(), mask=~known | np.isnan(values))


def _groups(category: pa.ChunkedArray) -> Places:
    """A number a category; what has none is a group of its own."""
    encoded = pc.dictionary_encode(category.combine_chunks(), null_encoding="encode")
    return np.asarray(encoded.indices, dtype=np.int64)


def _usual(category: Places, stars: Floats, rated: Floats, doubts: Doubts) -> Floats:
    """Each thing's category's mean of what is left."""
    worth, likely = np.nan_to_num(doubts.worth), doubts.probability * ~np.isnan(doubts.worth)
    left = rated - np.bincount(doubts.owner, likely, minlength=len(stars))
    sums = stars - np.bincount(doubts.owner, likely * worth, minlength=len(stars))
    whole, number = np.bincount(category, sums), np.bincount(category, left)
    means: Floats = np.divide(whole, number, out=np.full(len(whole), MIDDLING), where=number > 1e-9)
    return means[category]


def _ranks(category: Places, value: Floats) -> pa.Array:
    """The place of each in its category, the largest first; equals share the better one."""
    ranks = np.zeros(len(value), np.int64)
    if not len(value):
        return pa.array(ranks)
    rounded = np.round(value, 6)
    order = np.lexsort((-rounded, category))
    new_group = np.r_[True, category[order][1:] != category[order][:-1]]
    new_value = new_group | np.r_[True, rounded[order][1:] != rounded[order][:-1]]
    at = np.arange(len(value))
    start = np.maximum.accumulate(np.where(new_group, at, 0))
    ranks[order] = np.maximum.accumulate(np.where(new_value, at, 0)) - start + 1
    return pa.array(ranks)
