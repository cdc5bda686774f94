"""What a run is judged by, as plain numbers, from the figures of `zhenxin.evaluate`."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bars import left_over
from bars.tables import entities, place
from zhenxin.evaluate.field import Field, lay_out
from zhenxin.evaluate.figures import Figures
from zhenxin.evaluate.innocents import look_up
from zhenxin.evaluate.judge import ACCUSED, judge
from zhenxin.evaluate.matching import match_rings
from zhenxin.evaluate.read import Key, Run, read_key, read_run
from zhenxin.kernels.chance import surprise
from zhenxin.settings import Settings

LEAST_RING = 15
"""Accounts of the smallest ring that the bars of rings count."""
EDGES = (0.5, 0.7, 0.9, 1.0)
"""Edges of the ranges of probability in which calibration is judged; the last one holds 1 too."""
_BY_NUMBERS = "hotline_spam"


def city(world: Path, out: Path) -> dict[str, Any]:
    """Everything the bars ask of a world with fraud in it."""
    key, run = read_key(world), read_run(out, ACCUSED)
    field = lay_out(key, run)
    accused = field.said >= ACCUSED
    figures = judge(key, run, field, look_up(world, Settings(), field, accused, run.as_of, asked=True), resamples=1)
    return {
        **plain(figures, field),
        "merchants": wronged(field, "merchant", entities(world, "merchants")),
        "attack": attacked(key, out),
        "taste": taste(key, world),
        "rings": rings(key, run),
        "calibration": calibration(field),
        "left": left_over.measured(world, out, key, run),
        "hit": [[row.kind, row.by, row.group, row.innocent, row.accused, row.lift] for row in figures.hit],
    }


def plain(figures: Figures, field: Field) -> dict[str, Any]:
    """Figures of kinds, skilled behaviours and lookalikes."""
    kinds = {
        row.kind: {
            "false": row.false, "accused": row.accused, "precision": row.precision, "recall": row.recall,
            "average_precision": row.average_precision, **{skill: by_skill(field, row.kind, skill) for skill in ("naive", "skilled")},
        }
        for row in figures.kinds
    }  # fmt: skip
    skilled = [[row.behaviour, row.kind, row.false, row.caught] for row in figures.behaviours if row.skill == "skilled"]
    return {
        "kinds": kinds,
        "skilled": skilled,
        "lookalikes": [[row.lookalike, row.kind, row.innocent, row.accused] for row in figures.lookalikes],
    }


def by_skill(field: Field, kind: str, skill: str) -> float | None:
    """Recall of the false entities of a kind that the key calls naive or skilled; None where there are none."""
    rows = field.false_rows
    if skill not in rows.skills or kind not in field.kinds:
        return None
    own = np.unique(rows.entity[rows.skill == rows.skills.index(skill)])
    own = own[field.kind[own] == field.kinds.index(kind)]
    return float((field.said[own] >= ACCUSED).mean()) if len(own) else None


def wronged(field: Field, kind: str, every: int) -> dict[str, int]:
    """How many of a kind are honest, and how many of these accused; `every` is how many there are in the data."""
    own = field.kind == field.kinds.index(kind) if kind in field.kinds else np.zeros(len(field.kind), dtype=np.bool_)
    return {"honest": every - int((own & field.false).sum()), "accused": int((own & ~field.false & (field.said >= ACCUSED)).sum())}


def attacked(key: Key, out: Path) -> dict[str, int]:
    """Shops that the key says are under attack: how many, how many accused, how many marked so."""
    named = key.hard.filter(pc.and_(pc.equal(key.hard["behaviour"], "under_attack"), pc.equal(key.hard["entity_kind"], "merchant")))
    shops = set(named["entity_id"].to_pylist())
    scores = pq.read_table(out / "scores.parquet", columns=["entity_kind", "entity_id", "probability", "standing"]).to_pylist()
    own = [row for row in scores if row["entity_kind"] == "merchant" and row["entity_id"] in shops]
    marked = sum(row["standing"] == "under_attack" for row in own)
    return {"shops": len(shops), "accused": sum(row["probability"] >= ACCUSED for row in own), "marked": marked}


def taste(key: Key, world: Path) -> dict[str, float]:
    """How many pairs of accounts of one taste bought one thing, how many chance would give, and how surprising that is, in bits.

    Chance: each of an account's purchases is of a product as often as the product is bought in all.
    """
    named = key.hard.filter(pc.and_(pc.equal(key.hard["behaviour"], "taste_community"), pc.equal(key.hard["entity_kind"], "account")))
    bought = pq.read_table(place(world, "orders"), columns=["account_id", "product_id"]).drop_null()
    bought = bought.group_by(["account_id", "product_id"]).aggregate([])
    own = bought.filter(pc.is_in(bought["account_id"], named["entity_id"].combine_chunks()))
    return together(_counts(bought, "product_id"), _counts(own, "product_id"), list(_counts(own, "account_id").values()))


def together(holders: Mapping[str, int], own: Mapping[str, int], each: list[int]) -> dict[str, float]:
    """Pairs that share a product, against chance: `holders` of every product, those among `own` accounts, and how many products `each` has."""
    every = sum(holders.values())
    met = sum(count * (count - 1) / 2 for count in own.values())
    pairs = (sum(each) ** 2 - sum(one**2 for one in each)) / 2
    expected = pairs * sum((count / every) ** 2 for count in holders.values()) if every else 0.0
    return {"accounts": len(each), "met": met, "expected": expected, "bits": float(surprise(met, expected))}


def _counts(table: pa.Table, column: str) -> dict[str, int]:
    found = table.group_by(column).aggregate([([], "count_all")])
    return dict(zip(found[column].to_pylist(), found["count_all"].to_pylist(), strict=True))


def rings(key: Key, run: Run) -> dict[str, Any]:
    """Rings of 15 accounts and more: how many are true and found, how many found and true, and the F1 of the members of those that match."""
    matching = match_rings(key, run)
    true = [one for one in matching.matches if one.size >= LEAST_RING and _BY_NUMBERS not in one.behaviours]
    of_numbers = {one.found_id for one in matching.matches if one.matched and _BY_NUMBERS in one.behaviours}
    found = [hit for ring_id, (size, hit) in matching.found.items() if size >= LEAST_RING and ring_id not in of_numbers]
    alike = [2 * one.likeness / (1 + one.likeness) for one in true if one.matched]
    return {
        "true": len(true), "true_matched": len(alike), "found": len(found), "found_matched": sum(found),
        "f1": float(np.mean(alike)) if alike else None,
    }  # fmt: skip


def calibration(field: Field) -> dict[str, Any]:
    """What was said and what is so in the three ranges, and Brier's score beside that of the constant base rate.

    Of judged kinds, whoever has a score or is false: the honest of whom nothing is said would flatter.
    """
    own = field.judged & (field.scored | field.false)
    said, false = field.said[own], field.false[own]
    base = float(false.mean()) if len(false) else 0.0
    brier = float(((said - false) ** 2).mean()) if len(false) else 0.0
    return {"ranges": ranges(said, false), "brier": brier, "base": base * (1 - base)}


def ranges(said: np.ndarray, false: np.ndarray) -> list[list[float]]:
    """Of each range that holds somebody: low, high, how many, the mean probability, the share that is false."""
    found: list[list[float]] = []
    for low, high in pairwise(EDGES):
        inside = (said >= low) & ((said < high) if high < 1 else (said <= high))
        if inside.any():
            found.append([low, high, int(inside.sum()), float(said[inside].mean()), float(false[inside].mean())])
    return found


def null(world: Path, out: Path) -> dict[str, Any]:
    """Of a world in which nothing is false: rings of probability 0.5 and more, and accounts accused."""
    run = read_run(out, ACCUSED)
    scores = run.scores
    accused = pc.and_(pc.equal(scores["entity_kind"], "account"), pc.greater_equal(scores["probability"], ACCUSED))
    accounts = entities(world, "accounts")
    return {"rings": len(run.rings), "accused": pc.sum(accused).as_py() or 0, "accounts": accounts}


def poorer(world: Path, out: Path) -> dict[str, Any]:
    """Of a world that lacks tables: precision and recall of all that is judged together and of orders and reviews, and the lookalikes."""
    key, run = read_key(world), read_run(out, ACCUSED)
    field = lay_out(key, run)
    figures = judge(key, run, field, rings=False, resamples=1)
    accused = field.judged & (field.said >= ACCUSED)
    told = plain(figures, field)
    return {
        "accused": int(accused.sum()), "caught": int((accused & field.false).sum()), "false": int(field.false.sum()),
        "kinds": told["kinds"], "lookalikes": told["lookalikes"],
    }  # fmt: skip
