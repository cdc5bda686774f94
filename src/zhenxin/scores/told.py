"""The rows of the score tables: sums as probabilities, their parts, and who is accused."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from zhenxin.events.results import RESULTS
from zhenxin.scores.combine import Account, Key, probability
from zhenxin.scores.hypothesis import Trait
from zhenxin.scores.meals import QUOTA

FEWEST_DINNERS = 2
"""Who praised so many meals that were given for it is one of those who come for them."""

_ACCUSED = pa.schema(
    [("entity_kind", pa.string()), ("entity_id", pa.string()), ("account_id", pa.string()), ("merchant_id", pa.string()), ("behaviour", pa.string()),
     ("probability", pa.float64()), ("occurred_at", pa.timestamp("us")), ("amount", pa.float64())]
)  # fmt: skip


def accused_of(
    sums: Mapping[Key, Account], facts: Iterable[Mapping[str, Any]], where: Mapping[Key, str], rings: Mapping[str, Mapping[str, Any]]
) -> pa.Table:
    """Accused orders, reviews and accounts: entity_kind, entity_id, account_id, merchant_id, behaviour, probability, occurred_at, amount; sorted.

    Diners who praised several meals that were given for it are among them, as sure as the surest of their reviews: nobody accuses them, but rings are made
    of them.
    """
    deeds = {(row["entity_kind"], row["entity_id"]): row for row in facts}
    found = {
        key: (total.bits, total.behaviour) for key, total in sums.items() if total.bits >= 0 and key[0] in {"order", "review", "account"}
    }
    dined: dict[str, list[float]] = defaultdict(list)
    for key, (bits, behaviour) in found.items():
        if key[0] == "review" and behaviour == QUOTA:
            dined[deeds[key]["account_id"]].append(bits)
    for diner, praised in dined.items():
        if len(praised) >= FEWEST_DINNERS:
            found.setdefault(("account", diner), (max(praised), QUOTA))
    rows = []
    for key, (bits, behaviour) in sorted(found.items()):
        deed = deeds.get(key, {"account_id": key[1], "merchant_id": None, "occurred_at": None, "amount": None})
        named = rings[where[key]]["kind"] if where.get(key) in rings else behaviour
        rows.append(
            {"entity_kind": key[0], "entity_id": key[1], "behaviour": named, "probability": probability(bits),
             **{name: deed[name] for name in ("account_id", "merchant_id", "occurred_at", "amount")}}
        )  # fmt: skip
    return pa.Table.from_pylist(rows, _ACCUSED)


def _behaviour(total: Account, ring: Mapping[str, Any] | None, traits: Mapping[str, Trait]) -> str | None:
    """The likeliest: the ring's kind, else that of the entity's own sum, else what the parts speak for, by their bits, the first named counting most."""
    if ring is not None:
        return str(ring["kind"])
    if total.behaviour:
        return total.behaviour
    votes: dict[str, float] = defaultdict(float)
    for part in total.parts:
        for place, behaviour in enumerate(traits[part.name].speaks_for if part.name in traits else ()):
            votes[behaviour] += max(part.bits, 0.0) / (1 + place)
    return max(sorted(votes), key=lambda name: votes[name]) if votes else None


def _standing(kind: str, entity: str, bits: float, victims: Container[str]) -> str:
    if kind == "merchant" and entity in victims and bits < 0:
        return "under_attack"
    return "suspect" if bits >= 0 else "clear"


def tables_of(
    sums: Mapping[Key, Account],
    where: Mapping[Key, str],
    rings: Mapping[str, Mapping[str, Any]],
    traits: Mapping[str, Trait],
    victims: Container[str],
    as_of: datetime,
) -> tuple[pa.Table, pa.Table]:
    """The tables `scores` and `score_parts` (DESIGN §5) of these sums; `where` has the ring of each entity."""
    scores, parts = [], []
    for (kind, entity), total in sorted(sums.items()):
        ring = where.get((kind, entity))
        # the sum is taken over the parts as written, so that what a reader adds up is what stands there
        rounded = [float(f"{part.bits:.9g}") for part in total.parts]
        whole = float(f"{sum(rounded):.9g}")
        scores.append(
            {"entity_kind": kind, "entity_id": entity, "probability": float(f"{probability(whole):.9g}"), "bits": whole, "ring_id": ring,
             "behaviour": _behaviour(total, rings.get(ring) if ring else None, traits), "standing": _standing(kind, entity, whole, victims), "as_of": as_of}
        )  # fmt: skip
        for part, weight in zip(total.parts, rounded, strict=True):
            parts.append(
                {"entity_kind": kind, "entity_id": entity, "part": part.name, "evidence": part.evidence, "bits": weight, "sentence": part.sentence,
                 "sentence_zh": part.sentence_zh, "query_id": part.query_id, "args": part.args}
            )  # fmt: skip
    return RESULTS["scores"].shaped(pa.Table.from_pylist(scores, RESULTS["scores"].schema)), RESULTS["score_parts"].shaped(
        pa.Table.from_pylist(parts, RESULTS["score_parts"].schema)
    )
