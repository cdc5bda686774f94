"""What was settled after scoring, as rows of the ring tables."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from zhenxin.events.codes import ATTACKS
from zhenxin.rings.describe import state, summary
from zhenxin.rings.settled import Settled

MOST = 0.99
TIE_KINDS: Mapping[str, str] = {"payer": "payee", "device": "device", "network": "network", "product": "product"}
"""What ties accounts to the kind of entity it is; a payer may be an account or somebody outside, and is told as whom money comes from."""


def new_ring(
    ring_id: str, kind: str, one: Settled, likely: Mapping[str, float], spans: Mapping[str, tuple[datetime, datetime]], as_of: datetime
) -> dict[str, Any]:
    """The row of a ring that only its members' own evidence makes: as sure as they are on average.

    `likely` has each account's probability, `spans` when its signals speak of it from and to.
    """
    orders, reviews = (sum(deed["entity_kind"] == deeds for deed in one.deeds) for deeds in ("order", "review"))
    moments = [deed["occurred_at"] for deed in one.deeds] or [at for account in one.accounts for at in spans.get(account, ())]
    first, last = (min(moments), max(moments)) if moments else (None, None)
    amount = sum(deed["amount"] or 0.0 for deed in one.deeds)
    sizes = {"accounts": len(one.accounts), "merchants": len(one.merchants), "orders": orders, "reviews": reviews}
    english, chinese = summary(kind, **sizes, marked=1.0, shared={tie: 1.0 for _, tie, _ in one.ties} or {"shop": 1.0})
    probability = min(MOST, sum(likely[account] for account in sorted(one.accounts)) / len(one.accounts))
    return {
        "ring_id": ring_id, "kind": kind, "state": state(first, last, as_of), "parents": [], **sizes, "amount": amount, "money_in": amount,
        "money_out": 0.0, "first_at": first, "last_at": last, "density": 0.0, "probability": probability, "summary": english, "summary_zh": chinese,
    }  # fmt: skip


def grown(ring: Mapping[str, Any], one: Settled) -> dict[str, Any]:
    """The row of a ring that accounts joined."""
    orders, reviews = (sum(deed["entity_kind"] == deeds for deed in one.deeds) for deeds in ("order", "review"))
    amount = sum(deed["amount"] or 0.0 for deed in one.deeds)
    english, chinese = (
        f"{ring['summary']}; {len(one.accounts)} more accounts joined by their own evidence",
        f"{ring['summary_zh']}；另有 {len(one.accounts)} 个账号凭自身证据并入",
    )
    return {
        **ring, "accounts": ring["accounts"] + len(one.accounts), "orders": ring["orders"] + orders, "reviews": ring["reviews"] + reviews,
        "amount": (ring["amount"] or 0.0) + amount, "money_in": (ring["money_in"] or 0.0) + amount, "summary": english, "summary_zh": chinese,
    }  # fmt: skip


def members(ring_id: str, kind: str, one: Settled, own: Mapping[str, int], sold: Mapping[str, int]) -> list[dict[str, Any]]:
    """Rows of accounts and of shops that are new to the ring; `own` and `sold` have the orders and reviews of each account and shop in all."""
    hurts = kind in ATTACKS
    by_account = Counter(deed["account_id"] for deed in one.deeds)
    by_shop = Counter(deed["merchant_id"] for deed in one.deeds)
    served = {shop: len({deed["account_id"] for deed in one.deeds if deed["merchant_id"] == shop}) for shop in one.merchants}
    rows = [
        {"ring_id": ring_id, "entity_kind": "account", "entity_id": account, "role": "attacker" if hurts else "brusher",
         "links": len(one.accounts) - 1, "share": by_account[account] / own[account] if own.get(account) else None}
        for account in sorted(one.accounts)
    ]  # fmt: skip
    return rows + [
        {"ring_id": ring_id, "entity_kind": "merchant", "entity_id": shop, "role": "victim" if hurts else "merchant", "links": served[shop],
         "share": by_shop[shop] / sold[shop] if sold.get(shop) else None}
        for shop in sorted(one.merchants)
    ]  # fmt: skip


def links(ring_id: str, one: Settled) -> list[dict[str, Any]]:
    """What ties each account: shops by its deeds there, and payers, phones, networks and products."""
    shops: Sequence[tuple[tuple[str, str], int]] = sorted(
        Counter((deed["account_id"], deed["merchant_id"]) for deed in one.deeds if deed["merchant_id"]).items()
    )
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
