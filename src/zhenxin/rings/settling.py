"""The rings once it is known who is accused: who joins one, and who meets whom (`joining.py`), as rows of the ring tables."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS
from zhenxin.rings.describe import state, summary
from zhenxin.rings.joining import Settled, apart, at_shops, in_places, joined, totals
from zhenxin.rings.roles import called
from zhenxin.rings.told import Rings, ring_id_of

MOST = 0.99
TIE_KINDS: Mapping[str, str] = {"payer": "payee", "device": "device", "network": "network", "product": "product"}
"""What ties accounts to the kind of entity it is; a payer may be an account or somebody outside, and is told as whom money comes from."""


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
    fresh = apart(at_shops(deed for deed in deeds if deed["account_id"] in left))
    left -= {account for _, one in fresh for account in one.accounts}
    fresh += apart(in_places(engine, {account: free[account] for account in sorted(left) if free[account]}))
    if not joining and not fresh:
        return found
    own, sold, spans = totals(engine, {account for one in [*joining.values(), *(one for _, one in fresh)] for account in one.accounts})
    more_people, more_links = [], []
    again = {ring_id_of(sorted(one.accounts)) for _, one in fresh} & set(
        rings
    )  # a group by the same founders that acts did not make a ring
    for ring_id, one in sorted(joining.items()):
        rings[ring_id] = _grown(rings[ring_id], one)
        more_people += _members(ring_id, rings[ring_id]["kind"], one, own, sold)
        more_links += _links(ring_id, one)
    for kind, one in fresh:
        ring_id = ring_id_of(sorted(one.accounts))
        rings[ring_id] = _new_ring(ring_id, kind, one, likely, spans, as_of)
        more_people += _members(ring_id, kind, one, own, sold)
        more_links += _links(ring_id, one)
    return Rings(
        rings=RESULTS["rings"].shaped(pa.Table.from_pylist(list(rings.values()), RESULTS["rings"].schema)),
        members=_with(_without(found.members, "ring_id", again), more_people, "ring_members"),
        links=_with(_without(found.links, "ring_id", again), more_links, "ring_links"),
        explanations=_without(found.explanations, "entity_id", again),
    )


def _without(table: pa.Table, column: str, rings: set[str]) -> pa.Table:
    return table.filter(pa.array([ring not in rings for ring in table[column].to_pylist()], pa.bool_()))


def _with(table: pa.Table, rows: list[dict[str, Any]], name: str) -> pa.Table:
    """`table` and the rows that it does not have yet."""
    keys = RESULTS[name].keys
    known = set(zip(*(table[key].to_pylist() for key in keys), strict=True))
    fresh = {tuple(row[key] for key in keys): row for row in rows}
    more = pa.Table.from_pylist([row for key, row in fresh.items() if key not in known], RESULTS[name].schema)
    return RESULTS[name].shaped(pa.concat_tables([table.cast(RESULTS[name].schema), more]))


def _new_ring(
    ring_id: str, kind: str, one: Settled, likely: Mapping[str, float], spans: Mapping[str, tuple[datetime, datetime]], as_of: datetime
) -> dict[str, Any]:
    """The row of a ring that only its members' own evidence makes: as sure as they are on average.

    `likely` has each account's probability, `spans` when its signals speak of it from and to.
    """
    orders, reviews = one.count("order"), one.count("review")
    moments = [deed["occurred_at"] for deed in one.deeds] or [at for account in one.accounts for at in spans.get(account, ())]
    first, last = (min(moments), max(moments)) if moments else (None, None)
    sizes = {"accounts": len(one.accounts), "merchants": len(one.merchants), "orders": orders, "reviews": reviews}
    english, chinese = summary(kind, **sizes, marked=1.0, shared={tie: 1.0 for _, tie, _ in one.ties} or {"shop": 1.0})
    probability = min(MOST, sum(likely[account] for account in sorted(one.accounts)) / len(one.accounts))
    return {
        "ring_id": ring_id, "kind": kind, "state": state(first, last, as_of), "parents": [], **sizes, "amount": one.amount, "money_in": one.amount,
        "money_out": 0.0, "first_at": first, "last_at": last, "density": 0.0, "probability": probability, "summary": english, "summary_zh": chinese,
    }  # fmt: skip


def _grown(ring: Mapping[str, Any], one: Settled) -> dict[str, Any]:
    """The row of a ring that accounts joined."""
    orders, reviews = one.count("order"), one.count("review")
    english, chinese = (
        f"{ring['summary']}; {len(one.accounts)} more {'accounts' if len(one.accounts) > 1 else 'account'} joined by their own evidence",
        f"{ring['summary_zh']}；另有 {len(one.accounts)} 个账号凭自身证据并入",
    )
    return {
        **ring, "accounts": ring["accounts"] + len(one.accounts), "orders": ring["orders"] + orders, "reviews": ring["reviews"] + reviews,
        "amount": (ring["amount"] or 0.0) + one.amount, "money_in": (ring["money_in"] or 0.0) + one.amount, "summary": english, "summary_zh": chinese,
    }  # fmt: skip


def _members(ring_id: str, kind: str, one: Settled, own: Mapping[str, int], sold: Mapping[str, int]) -> list[dict[str, Any]]:
    """Rows of accounts and of shops that are new to the ring; `own` and `sold` have the orders and reviews of each account and shop in all."""
    by_account = Counter(deed["account_id"] for deed in one.deeds)
    by_shop = Counter(deed["merchant_id"] for deed in one.deeds)
    served = {shop: len({deed["account_id"] for deed in one.deeds if deed["merchant_id"] == shop}) for shop in one.merchants}
    rows = [
        {"ring_id": ring_id, "entity_kind": "account", "entity_id": account, "role": called("brusher", kind),
         "links": len(one.accounts) - 1, "share": by_account[account] / own[account] if own.get(account) else None}
        for account in sorted(one.accounts)
    ]  # fmt: skip
    return rows + [
        {"ring_id": ring_id, "entity_kind": "merchant", "entity_id": shop, "role": called("merchant", kind), "links": served[shop],
         "share": by_shop[shop] / sold[shop] if sold.get(shop) else None}
        for shop in sorted(one.merchants)
    ]  # fmt: skip


def _links(ring_id: str, one: Settled) -> list[dict[str, Any]]:
    """What ties each account: shops by its deeds there, and payers, phones, networks and products."""
    shops = sorted(Counter((deed["account_id"], deed["merchant_id"]) for deed in one.deeds if deed["merchant_id"]).items())
    told = [(account, "merchant", shop, f"merchant ×{n}") for (account, shop), n in shops]
    told += [(account, TIE_KINDS[tie], name, f"{tie} ×1") for account, tie, name in sorted(one.ties)]
    return [
        {
            "ring_id": ring_id,
            "left_kind": "account",
            "left_id": account,
            "right_kind": kind,
            "right_id": name,
            "shared": shared,
            "bits": 0.0,
        }
        for account, kind, name, shared in told
    ]
