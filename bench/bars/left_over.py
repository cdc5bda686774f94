"""What is left when the false is taken out, held to the answer key: clean sales and ratings, ranks, credit, and whom to inspect."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import dataset
from scipy.stats import spearmanr

from bars.rows import Row, counted, row
from bars.tables import place
from zhenxin.evaluate.matching import match_rings
from zhenxin.evaluate.read import Key, Run
from zhenxin.events.codes import ATTACKS
from zhenxin.figures.sampling import base_rate, draw, population

OPEN, ENOUGH = (0.02, 0.98), 10
"""Orders of a probability between these are in doubt; an interval is judged where so many are."""
STAR, CENT = 0.02, 0.01
"""How far an honest product may be moved: stars, and a share of its sales."""
TENTH = 0.1
SMALLEST = 5
"""Products of a category from which on its ranks are compared."""
BUDGET, DRAWS = 200, 1000

Real = npt.NDArray[np.float64]
Yes = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


def measured(world: Path, out: Path, key: Key, run: Run) -> dict[str, Any]:
    """All that is told of a run's clean figures, credit and samples, beside what the key says."""
    orders = dataset.dataset(place(world, "orders")).to_table(columns=["order_id", "product_id", "amount"])
    reviews = dataset.dataset(place(world, "reviews")).to_table(columns=["review_id", "product_id", "order_id", "rating"])
    deeds = deeds_of(orders, reviews, key, run)
    return {
        **of_products(pq.read_table(out / "clean_products.parquet"), deeds),
        "credit": of_credit(pq.read_table(out / "credit.parquet"), pq.read_table(out / "credit_ledger.parquet"), key),
        "sample": of_samples(pq.read_table(out / "clean_merchants.parquet"), pq.read_table(out / "scores.parquet"), key),
    }


@dataclass(frozen=True)
class Deeds:
    """By product (`ids`), what the key leaves of its orders and reviews, and how many of them it calls false."""

    ids: pa.Array
    of: Mapping[str, Real]
    """sales, orders, stars (their sum) and true_reviews are of what is true; brushed, ringed (of rings that were found), false and open are counts."""


def deeds_of(orders: pa.Table, reviews: pa.Table, key: Key, run: Run) -> Deeds:
    """Orders and reviews by product under the key; a review that names no product has that of its order."""
    sold = orders["product_id"].combine_chunks()
    reviewed = pc.coalesce(
        reviews["product_id"], sold.take(pc.index_in(reviews["order_id"], orders["order_id"].combine_chunks()))
    ).combine_chunks()
    ids = pc.unique(pa.concat_arrays([sold.drop_null(), reviewed.drop_null()]))
    at, by = _place(sold, ids), _place(reviewed, ids)
    matched = pa.array([one.ring_id for one in match_rings(key, run).matches if one.matched], pa.string())
    brushing = key.false.filter(pc.invert(pc.is_in(key.false["behaviour"], pa.array(sorted(ATTACKS)))))
    ringed = brushing.filter(pc.is_in(brushing["ring_id"], matched))
    false, untrue = _is(orders["order_id"], key.false, "order"), _is(reviews["review_id"], key.false, "review")
    doubt, stars = _said(orders["order_id"], run.scores, "order"), _real(reviews["rating"])
    kept = ~untrue & np.isfinite(stars)

    def summed(places: Places, weight: Real | Yes) -> Real:
        named = places >= 0
        total: Real = np.bincount(places[named], np.nan_to_num(weight[named].astype(np.float64)), minlength=len(ids))
        return total

    return Deeds(
        ids,
        {
            "sales": summed(at, _real(orders["amount"]) * ~false),
            "orders": summed(at, ~false),
            "brushed": summed(at, _is(orders["order_id"], brushing, "order")),
            "ringed": summed(at, _is(orders["order_id"], ringed, "order")),
            "false": summed(at, false) + summed(by, untrue),
            "open": summed(at, (doubt > OPEN[0]) & (doubt < OPEN[1])),
            "true_reviews": summed(by, kept),
            "stars": summed(by, np.where(kept, stars, 0.0)),
        },
    )


def of_products(clean: pa.Table, deeds: Deeds) -> dict[str, Any]:
    """Sales, ratings, intervals and ranks of products against what the key leaves of them."""
    clean = clean.sort_by("product_id")
    at = _place(clean["product_id"], deeds.ids)
    of = {name: np.where(at >= 0, values[np.maximum(at, 0)], 0.0) for name, values in deeds.of.items()}
    said = {
        name: _real(clean[name])
        for name in ("sales", "clean_sales", "orders", "clean_orders_low", "clean_orders_high", "rating", "clean_rating")
    }
    raw, left = np.abs(said["sales"] - of["sales"]), np.abs(said["clean_sales"] - of["sales"])
    brushed = (of["brushed"] > 0) & (raw > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        stars = of["stars"] / of["true_reviews"]
        halved = left <= raw / 2
        honest = of["false"] == 0
        rated = honest & np.isfinite(said["rating"]) & np.isfinite(said["clean_rating"])
        moved = np.abs(said["clean_rating"] - said["rating"])
        steady = np.abs(said["clean_sales"] - said["sales"]) <= CENT * said["sales"]
        praised = (of["brushed"] > 0) & np.isfinite(stars)
        held = (said["clean_orders_low"] - 1e-9 <= of["orders"]) & (of["orders"] <= said["clean_orders_high"] + 1e-9)
    doubtful, ringed = of["open"] >= ENOUGH, brushed & (of["ringed"] > 0)
    category = clean["category"].fill_null("").to_numpy(zero_copy_only=False)
    return {
        "raw_error": _middle(raw[brushed]), "clean_error": _middle(left[brushed]),
        "halved": _count(halved, brushed), "halved_ringed": _count(halved, ringed),
        "within": _count(np.abs(said["clean_rating"] - stars) <= TENTH, praised), "within_raw": _count(np.abs(said["rating"] - stars) <= TENTH, praised),
        "steady": _count(steady, honest & np.isfinite(said["clean_sales"])), "steady_stars": _count(moved <= STAR, rated),
        "held": _count(held, doubtful),
        "rank": ranks(category, said["clean_sales"], of["sales"]), "rank_raw": ranks(category, said["sales"], of["sales"]),
    }  # fmt: skip


def ranks(category: npt.NDArray[Any], said: Real, true: Real) -> float | None:
    """Spearman's rank correlation in each category, its mean weighted by products; categories of SMALLEST products and more."""
    found, weights = [], []
    for one in np.unique(category):
        own = (category == one) & np.isfinite(said)
        if own.sum() >= SMALLEST and min(len(np.unique(true[own])), len(np.unique(said[own]))) > 1:
            found.append(float(spearmanr(said[own], true[own]).statistic))
            weights.append(int(own.sum()))
    return float(np.average(found, weights=weights)) if found else None


def of_credit(credit: pa.Table, ledger: pa.Table, key: Key) -> dict[str, Any]:
    """Of the worst shops by credit, half as many as brush, how many are false; shops under attack and lookalikes that a score put below the middle; sums."""
    false, hard = _named(key.false, "merchant"), _named(key.hard, "merchant")
    rows = sorted(credit.to_pylist(), key=lambda one: (one["credit"], one["merchant_id"]))
    brushing = _named(key.false.filter(pc.invert(pc.is_in(key.false["behaviour"], pa.array(sorted(ATTACKS))))), "merchant")
    worst = rows[: len(brushing) // 2]
    middle = float(np.median([one["credit"] for one in rows])) if rows else 0.0
    blamed = {one["merchant_id"] for one in ledger.to_pylist() if one["source_kind"] == "score" and one["change"] < 0}
    wronged = [one for one in rows if one["merchant_id"] in hard - false and one["credit"] < middle and one["merchant_id"] in blamed]
    sums = ledger.group_by("merchant_id").aggregate([("change", "sum")])
    changes = dict(zip(sums["merchant_id"].to_pylist(), sums["change_sum"].to_pylist(), strict=True))
    off = sum(abs(1000 + float(changes.get(one["merchant_id"]) or 0.0) - float(one["credit"])) > 1e-6 for one in rows)
    return {
        "worst": [sum(one["merchant_id"] in false for one in worst), len(worst)], "wronged": [len(wronged), len(hard - false)], "off": off,
    }  # fmt: skip


def of_samples(merchants: pa.Table, scores: pa.Table, key: Key) -> dict[str, Any]:
    """How often the interval of the random stratum holds the base rate, and how many false shops a budget finds beside as many drawn at random."""
    people, false = population(merchants, scores), _named(key.false, "merchant")
    bad = np.array([one in false for one in people.ids], dtype=np.bool_)
    if not bad.any() or len(people) <= BUDGET:
        return {"held": None, "ratio": None, "share": None}
    held, found, rate = [], [], float(bad.mean())
    for seed in range(DRAWS):
        sample = draw(people, BUDGET, seed)
        found.append(int(bad[sample.places].sum()))
        told = base_rate(int((bad[sample.places] & sample.is_random).sum()), int(sample.is_random.sum()), len(people))
        held.append(told.low <= rate <= told.high)
    return {"held": float(np.mean(held)), "ratio": float(np.mean(found)) / (BUDGET * rate), "share": float(np.mean(found)) / BUDGET}


def rows(found: Sequence[Any]) -> Iterator[Row]:
    """The bars of what is left."""
    section = "true figures"
    left = [one.city["left"] for one in found]

    def share(what: str, name: str, least: float, note: str = "") -> Row:
        return counted(
            section, what, f"≥ {least:.0%}", [tuple(one[name]) for one in left], lambda rate: rate >= least, form="{:.1%}", note=note
        )

    yield row(
        section, "brushed products: median error of clean sales over raw's", "≤ 0.25", left,
        lambda one: one["clean_error"] / one["raw_error"] if one["raw_error"] else None, lambda value: value <= 0.25,
    )  # fmt: skip
    yield share("brushed products whose error is halved", "halved", 0.8)
    yield share("the same of those whose ring was found", "halved_ringed", 0.95)
    raw = " / ".join(f"{one['within_raw'][0] / max(one['within_raw'][1], 1):.1%}" for one in left)
    yield share("brushed products: clean rating within 0.1 star", "within", 0.8, note=f"of raw ratings {raw}")
    yield share("honest products within 1 % of their sales", "steady", 0.99)
    yield share("honest products within 0.02 star", "steady_stars", 0.99)
    cells = [tuple(one["held"]) for one in left]
    yield counted(
        section, "90 % intervals of orders that hold the truth", "85 to 95 %", cells, lambda rate: 0.85 <= rate <= 0.95, form="{:.1%}"
    )
    raw = " / ".join("–" if one["rank_raw"] is None else f"{one['rank_raw']:.4f}" for one in left)
    yield row(
        section, "rank in the category, clean against true (Spearman)", "≥ 0.98", left, lambda one: one["rank"], lambda value: value >= 0.98, form="{:.4f}",
        note=f"raw {raw}",
    )  # fmt: skip
    section = "credit and inspections"
    credit = [one["credit"] for one in left]
    yield counted(
        section,
        "of the worst shops by credit, half as many as brush, false",
        "≥ 95 %",
        [tuple(one["worst"]) for one in credit],
        lambda rate: rate >= 0.95,
        form="{:.1%}",
    )
    yield counted(
        section,
        "shops under attack and lookalikes put below the middle by a score",
        "none",
        [tuple(one["wronged"]) for one in credit],
        lambda rate: rate == 0,
    )
    yield row(
        section, "shops whose ledger does not add up", "none", credit, lambda one: one["off"], lambda value: value == 0, form="{:.0f}"
    )
    sample = [one["sample"] for one in left]
    yield row(
        section,
        f"{DRAWS:,} draws: the interval holds the base rate",
        "≥ 93 %",
        sample,
        lambda one: one["held"],
        lambda value: value >= 0.93,
        form="{:.1%}",
    )
    shares = " / ".join("–" if one["share"] is None else f"{one['share']:.0%}" for one in sample)
    yield row(
        section, f"false shops found by {BUDGET}, times what {BUDGET} at random find", "≥ 5", sample, lambda one: one["ratio"],
        lambda value: value >= 5, form="{:.1f}", note=f"of those drawn, false: {shares}",
    )  # fmt: skip


def _place(ids: Any, known: pa.Array) -> Places:
    found: Places = pc.fill_null(pc.index_in(ids, value_set=known), -1).to_numpy().astype(np.int64)
    return found


def _real(column: Any) -> Real:
    found: Real = column.cast(pa.float64()).fill_null(float("nan")).to_numpy()
    return found


def _is(ids: Any, key: pa.Table, kind: str) -> Yes:
    named = key.filter(pc.equal(key["entity_kind"], kind))["entity_id"].combine_chunks()
    found: Yes = pc.is_in(ids, value_set=named).to_numpy()
    return found


def _said(ids: Any, scores: pa.Table, kind: str) -> Real:
    own = scores.filter(pc.equal(scores["entity_kind"], kind))
    at = _place(ids, own["entity_id"].combine_chunks())
    probability = own["probability"].to_numpy()
    return np.where(at >= 0, probability[np.maximum(at, 0)], 0.0) if len(probability) else np.zeros(len(at))


def _named(key: pa.Table, kind: str) -> set[str]:
    return set(key.filter(pc.equal(key["entity_kind"], kind))["entity_id"].to_pylist())


def _count(holds: Yes, among: Yes) -> list[int]:
    return [int((holds & among).sum()), int(among.sum())]


def _middle(values: Real) -> float | None:
    return float(np.median(values)) if len(values) else None
