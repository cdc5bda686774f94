"""The rings once it is known who is accused; what joins and what meets is told by `settled.py`."""

from datetime import datetime
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS
from zhenxin.rings.settled import at_shops, in_places, joined, totals
from zhenxin.rings.telling import grown, links, members, new_ring
from zhenxin.rings.told import Rings, ring_id_of


def settle(engine: Engine, found: Rings, accused: pa.Table, as_of: datetime) -> Rings:
    """The rings once it is known who is accused: accounts join them, and others, accused each by its own evidence, are rings of their own.

    `accused` has entity_kind (order, review, account), entity_id, account_id, merchant_id, behaviour, probability, occurred_at and amount. Where it is
    empty nothing changes. Explanations stay those of the rings that structure made.
    """
    rows = accused.to_pylist()
    rings = {row["ring_id"]: row for row in found.rings.to_pylist()}
    people = found.members.to_pylist()
    inside = {row["entity_id"] for row in people if row["entity_kind"] == "account" and rings[row["ring_id"]]["probability"] >= 0.5}
    likely = {row["entity_id"]: row["probability"] for row in rows if row["entity_kind"] == "account"}
    free = {row["entity_id"]: row["behaviour"] for row in rows if row["entity_kind"] == "account" and row["entity_id"] not in inside}
    deeds = [
        row for row in rows if row["account_id"] in free and row["merchant_id"] and row["behaviour"] and row["entity_kind"] != "account"
    ]
    shops: dict[str, set[str]] = {}
    for row in people:
        if row["entity_kind"] == "merchant":
            shops.setdefault(row["ring_id"], set()).add(row["entity_id"])
    joining = joined(rings.values(), shops, deeds)
    left = set(free) - {account for one in joining.values() for account in one.accounts}
    fresh = at_shops(deed for deed in deeds if deed["account_id"] in left)
    left -= {account for _, one in fresh for account in one.accounts}
    fresh += in_places(engine, {account: free[account] for account in sorted(left) if free[account]})
    if not joining and not fresh:
        return found
    own, sold, spans = totals(engine, {account for one in [*joining.values(), *(one for _, one in fresh)] for account in one.accounts})
    more_people, more_links = [], []
    for ring_id, one in sorted(joining.items()):
        rings[ring_id] = grown(rings[ring_id], one)
        more_people += members(ring_id, rings[ring_id]["kind"], one, own, sold)
        more_links += links(ring_id, one)
    for kind, one in fresh:
        ring_id = ring_id_of(sorted(one.accounts))
        rings[ring_id] = new_ring(ring_id, kind, one, likely, spans, as_of)
        more_people += members(ring_id, kind, one, own, sold)
        more_links += links(ring_id, one)
    return Rings(
        rings=RESULTS["rings"].shaped(pa.Table.from_pylist(list(rings.values()), RESULTS["rings"].schema)),
        members=_with(found.members, more_people, "ring_members"),
        links=_with(found.links, more_links, "ring_links"),
        explanations=found.explanations,
    )


def _with(table: pa.Table, rows: list[dict[str, Any]], name: str) -> pa.Table:
    """`table` and the rows that it does not have yet."""
    keys = RESULTS[name].keys
    known = set(zip(*(table[key].to_pylist() for key in keys), strict=True))
    fresh = {tuple(row[key] for key in keys): row for row in rows}
    more = pa.Table.from_pylist([row for key, row in fresh.items() if key not in known], RESULTS[name].schema)
    return RESULTS[name].shaped(pa.concat_tables([table.cast(RESULTS[name].schema), more]))
