"""Parcels without goods and addresses of strangers."""

from collections.abc import Mapping
from datetime import timedelta

from zhenxin.signals._crowd.tables import Columns, Staging

_SHOPS, _CUSTOMERS, _SPEC = 12, 80, 800.0


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Twelve shops with a warehouse each; workers get exact, hasty parcels of four common senders, at addresses of strangers."""
    dice, workers = staging.dice, 14 + staging.seed % 5
    rows = [(f"k'c{dice.integers(_CUSTOMERS)}", shop, False) for shop in range(_SHOPS) for _ in range(60)]
    common: list[int | None] = [None] * len(rows)  # the sender of several shops, where there is one
    rows += [(f"k'w{worker}", (worker + step * 5) % _SHOPS, True) for worker in range(workers) for step in range(5)]
    common += [worker % 4 for worker in range(workers) for _ in range(5)]
    count = range(len(rows))
    when = [staging.end - timedelta(days=float(staging.span_days * (0.45 + 0.5 * dice.random()))) for _ in count]
    hours = [float(5 + dice.random()) if false else float(48 + dice.exponential(24)) for _, _, false in rows]
    weight = [_SPEC if false else float(_SPEC * (1.05 + 0.2 * dice.random())) for _, _, false in rows]
    sender = [f"k'own{shop}" if hub is None else f"k's{hub}" for hub, (_, shop, _) in zip(common, rows, strict=True)]
    number = [77_000_000 + at if rows[at][2] else 10_000_000 + rows[at][1] * 400_000 + at * 7 for at in count]
    scans = [(at, step) for at in count for step in range(2 if rows[at][2] else 5)]
    last = dict(scans)
    return {
        "accounts": {"account_id": sorted({account for account, _, _ in rows})},
        "merchants": {"merchant_id": [f"k'm{n}" for n in range(_SHOPS)], "legal_entity_id": [f"k'e{n}" for n in range(_SHOPS)]},
        "products": {"product_id": [f"k'p{n}" for n in range(_SHOPS)], "merchant_id": [f"k'm{n}" for n in range(_SHOPS)],
                     "spec_weight_g": [_SPEC] * _SHOPS, "category": ["k"] * _SHOPS},
        "orders": {"order_id": [f"k'o{at}📦" for at in count], "account_id": [account for account, _, _ in rows],
                   "merchant_id": [f"k'm{shop}" for _, shop, _ in rows], "product_id": [f"k'p{shop}" for _, shop, _ in rows], "occurred_at": when,
                   "quantity": [1] * len(rows), "amount": [80.0 + rows[at][1] for at in count],
                   "address_hash": [f"k'far{at}" if false else f"k'home {account}" for at, (account, _, false) in enumerate(rows)]},
        "parcels": {"parcel_id": [f"k'k{at}" for at in count], "order_id": [f"k'o{at}📦" for at in count], "carrier": ["圆通"] * len(rows),
                    "waybill": [f"YT{n}" for n in number], "sender_hash": sender, "origin": ["浙江省金华市"] * len(rows),
                    "destination": ["四川省成都市"] * len(rows), "weight_g": weight, "shipped_at": when},
        "scans": {"parcel_id": [f"k'k{at}" for at, _ in scans], "kind": ["signed" if step == last[at] else "transit" for at, step in scans],
                  "occurred_at": [when[at] + timedelta(hours=hours[at] * step / last[at]) for at, step in scans]},
    }  # fmt: skip
