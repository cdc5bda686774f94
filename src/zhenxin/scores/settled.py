"""What members of a settled ring did at its shops: once it is known who acts together, their deeds there are the ring's."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.codes import ATTACKS, PRAISE
from zhenxin.events.meals import MAY_BE_MEAL
from zhenxin.scores.combine import Account, Key, behaviour_prior
from zhenxin.scores.deeds import in_ring, is_of_rack
from zhenxin.scores.hypothesis import SEASONAL, Part, Trait, counts_for
from zhenxin.scores.private import Marks, expected_private, most_bits

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "orders": frozenset({"order_id", "account_id", "merchant_id", "product_id", "occurred_at", "amount", "status"}),
        "parcels": frozenset({"order_id"}),
        "reviews": frozenset({"review_id", "order_id", "account_id", "merchant_id", "product_id", "occurred_at", "rating"}),
        "products": frozenset({"product_id", "category"}),
        "merchants": frozenset({"merchant_id", "category"}),
    }
)
"""The columns of the cut tables that this module reads."""

LESS = 1.0
"""Bits by which a deed that bears too little of its own is less doubtful than who did it."""
MOST_BITS = 4.0
"""What the sum of such a deed comes to at the most."""
UNHEARD = -0.5
"""What the sum of a deed of which nothing else speaks comes to where nothing is known of what members do elsewhere. Of 68 such orders 38 were false, of the
others 412 of 418 (two cities and seven markets of two strangers)."""
BESIDE = frozenset({"product_rate"})
"""Parts that tell of other deeds only: what has no more is unheard. So is what has only what a sale gives a whole shop."""
SPOKEN = frozenset({"ring", "verdict", "known"})
"""Parts of deeds of which a ring has spoken already, or people have decided."""

_DEEDS = f"""
    with inside as (
        select distinct a.ring_id, a.account_id, m.merchant_id from settled_members a join settled_shops m on a.ring_id = m.ring_id
    ),
    deeds as (
        select 'order' as entity_kind, order_id as entity_id, order_id, account_id, merchant_id, product_id, occurred_at, cast(amount as double) as amount,
            cast(null as integer) as rating, case when status in ('returned', 'refused', 'cancelled') then false else true end as is_kept from cut_orders
        union all
        select 'review' as entity_kind, review_id as entity_id, order_id, account_id, merchant_id, product_id, occurred_at, cast(null as double) as amount,
            cast(rating as integer) as rating, false as is_kept from cut_reviews
    )
    select d.entity_kind, d.entity_id, d.account_id, d.merchant_id, d.product_id, d.occurred_at, d.amount, d.rating, d.is_kept, n.ring_id,
        {MAY_BE_MEAL} as is_meal
    from deeds d join inside n on d.account_id = n.account_id and d.merchant_id = n.merchant_id
        left join cut_products i on d.product_id = i.product_id left join cut_merchants m on d.merchant_id = m.merchant_id
        left join (select distinct order_id from cut_parcels) p on d.order_id = p.order_id
    order by d.entity_kind, d.entity_id, n.ring_id
"""


@dataclass(frozen=True)
class InRing:
    """An order or review of a member at a shop of its ring: entity_kind, entity_id, account_id, merchant_id, ring_id and so on, and its sum."""

    row: Mapping[str, Any]
    total: Account


def deeds_of_members(
    engine: Engine,
    sums: Mapping[Key, Account],
    rings: Mapping[str, Mapping[str, Any]],
    members: pa.Table,
    traits: Mapping[str, Trait] = MappingProxyType({}),
) -> dict[Key, InRing]:
    """The orders and reviews that members of `rings` did at shops of the same ring and that are not found false yet, with their new sums.

    Each is as doubtful as its buyer and the ring, less LESS, where deeds are false by the ring's behaviour (DESIGN §8: membership is evidence for the
    members' orders at the ring's shops, never for their private ones). What may be a meal is left to its own evidence, and so is a deed of which a ring
    has spoken, or on which people have decided. A deed of which nothing else speaks is no surer than what members do there for themselves leaves it
    (`private.py`). `sums` are those of the scores; the engine holds the cut tables of NEEDS.
    """
    found: dict[Key, InRing] = {}
    _keep(engine, rings, members)
    deeds, marks = [], Marks()
    for row in engine.rows(_DEEDS, step="deeds of members at shops of settled rings").to_pylist():
        key, ring = (row["entity_kind"], row["entity_id"]), rings[row["ring_id"]]
        total, buyer = sums.get(key), sums.get(("account", row["account_id"]))
        is_unheard = total is None or _is_unheard(total, traits)
        if not is_unheard:
            marks.add(row["ring_id"], row)
        if (
            (row["is_meal"] and not is_of_rack(ring))
            or buyer is None
            or not _is_said(ring["kind"], row)
            or (total is not None and _stands(total))
        ):
            continue
        deeds.append((row, key, buyer, total or Account([behaviour_prior(key[0])]), is_unheard))
    unheard = Counter((row["ring_id"], key[0]) for row, key, *_, is_unheard in deeds if is_unheard)
    private = expected_private(engine, "settled_members", "settled_shops") if unheard else {}
    for row, key, buyer, before, is_unheard in deeds:
        ring, place = rings[row["ring_id"]], (row["ring_id"], key[0])
        likely = min(max(ring["probability"], 1e-9), 1 - 1e-9)
        wanted = min(buyer.bits, math.log2(likely / (1 - likely)), MOST_BITS + LESS) - LESS
        if is_unheard:
            fit = marks.fit(row["ring_id"], row)
            wanted = min(wanted, most_bits(private[place], unheard[place], fit) if place in private else UNHEARD + fit)
        if wanted > max(before.bits, found[key].total.bits if key in found else -math.inf):
            found[key] = InRing(row, Account([*before.parts, in_ring(row, ring, wanted - before.bits)], ring["kind"]))
    return found


def _keep(engine: Engine, rings: Mapping[str, Mapping[str, Any]], members: pa.Table) -> None:
    """Keep `settled_members` (ring_id, account_id) and `settled_shops` (ring_id, merchant_id); who pays the members did nothing at the shops."""
    for name, kind, column in (("settled_members", "account", "account_id"), ("settled_shops", "merchant", "merchant_id")):
        rows = [
            (row["ring_id"], row["entity_id"])
            for row in members.to_pylist()
            if row["entity_kind"] == kind and row["role"] != "organiser" and row["ring_id"] in rings
        ]
        columns = [pa.array([row[place] for row in rows], pa.string()) for place in (0, 1)]
        engine.put(name, pa.table(columns, ["ring_id", column]))


def _is_said(kind: str, row: Mapping[str, Any]) -> bool:
    """Whether such a deed is false by the ring's behaviour: of reviews those that praise as it does; of a hired audience what it sent back."""
    if kind in ATTACKS or (kind == "live_inflation" and row["is_kept"]):
        return False  # who hurts a shop may be its customer at other times
    return counts_for(kind, row["entity_kind"]) and (row["rating"] is None or row["rating"] >= 4 or kind not in PRAISE)


def _is_seasonal(part: Part, traits: Mapping[str, Trait]) -> bool:
    return part.name in traits and not traits[part.name].act and traits[part.name].evidence in SEASONAL


def _is_unheard(total: Account, traits: Mapping[str, Trait]) -> bool:
    """Whether nothing speaks of the deed itself."""
    return all(part.bits <= 0 or part.name in BESIDE or _is_seasonal(part, traits) for part in total.parts)


def _stands(total: Account) -> bool:
    return total.bits >= 0 or any(part.name in SPOKEN for part in total.parts)
