"""The rows of the ring tables for rings that were settled once it was known who is accused."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from zhenxin.rings.describe import state, summary
from zhenxin.rings.joining import Settled
from zhenxin.rings.roles import called

MOST = 0.99
FEWEST_PAID = 3
"""Who pays so many accounts of a ring, who are half of all he pays, is its organiser."""
TIE_KINDS: Mapping[str, str] = {
    "payer": "payee", "device": "device", "network": "network", "product": "product", "referrer": "account", "sender": "sender",
    "person": "account", "phone": "account",
}  # fmt: skip
"""What ties accounts to the kind of entity it is; a payer may be an account or somebody outside, and is told as whom money comes from."""


def new_ring(
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


def recut(ring: Mapping[str, Any], one: Settled, links: pa.Table, as_of: datetime) -> dict[str, Any]:
    """The row of a loose ring of which these accounts are left, or that these have joined; `links` are those of all rings."""
    size = len(one.accounts)
    pairs = sum(
        ring_id == ring["ring_id"]
        for ring_id, kind in zip(links["ring_id"].to_pylist(), links["right_kind"].to_pylist(), strict=True)
        if kind == "account"
    )
    moments = [deed["occurred_at"] for deed in one.deeds] or [ring["first_at"], ring["last_at"]]
    sizes = {"accounts": size, "merchants": len(one.merchants), "orders": one.count("order"), "reviews": one.count("review")}
    english, chinese = summary(ring["kind"], **sizes, marked=1.0, shared={tie: 1.0 for _, tie, _ in one.ties} or {"shop": 1.0})
    return {
        **ring, **sizes, "state": state(min(moments), max(moments), as_of), "amount": one.amount, "money_in": one.amount,
        "first_at": min(moments), "last_at": max(moments), "density": float(f"{2 * pairs / max(size * (size - 1), 1):.9g}"),
        "summary": english, "summary_zh": chinese,
    }  # fmt: skip


def grown(ring: Mapping[str, Any], one: Settled, shops: int) -> dict[str, Any]:
    """The row of a ring that accounts joined, and so many shops with them."""
    orders, reviews = one.count("order"), one.count("review")
    english, chinese = (
        f"{ring['summary']}; {len(one.accounts)} more {'accounts joined by their' if len(one.accounts) > 1 else 'account joined by its'} own evidence",
        f"{ring['summary_zh']}；另有 {len(one.accounts)} 个账号凭自身证据并入",
    )
    return {
        **ring, "accounts": ring["accounts"] + len(one.accounts), "merchants": ring["merchants"] + shops,
        "orders": ring["orders"] + orders, "reviews": ring["reviews"] + reviews,
        "amount": (ring["amount"] or 0.0) + one.amount, "money_in": (ring["money_in"] or 0.0) + one.amount, "summary": english, "summary_zh": chinese,
    }  # fmt: skip


def member_rows(ring_id: str, kind: str, one: Settled, own: Mapping[str, int], sold: Mapping[str, int]) -> list[dict[str, Any]]:
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


def paid_by(one: Settled) -> Counter[str]:
    """How many accounts each payer ties."""
    return Counter(name for _, tie, name in one.ties if tie == "payer")


def organiser_rows(ring_id: str, one: Settled, kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows of those who pay three of the ring's accounts and hardly anybody else."""
    return [
        {"ring_id": ring_id, "entity_kind": kinds[payer], "entity_id": payer, "role": "organiser", "links": paid, "share": None}
        for payer, paid in sorted(paid_by(one).items())
        if payer in kinds and paid >= FEWEST_PAID and payer not in one.accounts
    ]


def link_rows(ring_id: str, one: Settled) -> list[dict[str, Any]]:
    """What ties each account: shops by its deeds there, and payers, phones, networks and products."""
    shops = sorted(Counter((deed["account_id"], deed["merchant_id"]) for deed in one.deeds if deed["merchant_id"]).items())
    told = [(account, "merchant", shop, f"merchant ×{n}") for (account, shop), n in shops]
    told += [(account, TIE_KINDS[tie], name, f"{tie} ×1") for account, tie, name in sorted(one.ties) if name != account]
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
