"""Orders that are refused, not paid for, or sent back after a live room, among orders that are kept."""

from collections.abc import Mapping
from datetime import timedelta

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Four hundred orders that are kept; three who refuse, some who order one thing and do not pay, programs among them; a live room whose sales come back."""
    dice, more = staging.dice, (staging.seed + 1) % 4
    rows = [(f"o'{int(dice.integers(120))}", int(dice.integers(8)), "signed", 22 + float(dice.random()) * 22) for _ in range(400)]
    rows += [(f"o'r{n % 3}", 1, "refused", 24 + n * 0.3) for n in range(18 + more)]
    rows += [(f"o'u{n}", 2, "cancelled", 24.4 + n * 0.002) for n in range(12 + more)]
    rows += [(f"o'h{n % (3 + more)}", 2, "placed", 24.41 + n * 0.0001) for n in range(12 + 4 * more)]
    rows += [(f"o'l{n}", 3, "returned", 26.0 + n * 0.001) for n in range(14 + more)]
    when = [staging.ago(days) for _, _, _, days in rows]
    watched = [n for n, (account, _, _, _) in enumerate(rows) if account.startswith("o'l") or n < 60]
    return {
        "merchants": {"merchant_id": [f"o'm{n}" for n in range(8)]},
        "products": {"product_id": [f"o'p{n}" for n in range(8)], "merchant_id": [f"o'm{n}" for n in range(8)], "category": ["o"] * 8},
        "orders": {"order_id": [f"o'o{n}" for n in range(len(rows))], "account_id": [row[0] for row in rows],
                   "merchant_id": [f"o'm{row[1]}" for row in rows], "product_id": [f"o'p{row[1]}" for row in rows], "occurred_at": when,
                   "status": [row[2] for row in rows], "status_at": [moment + timedelta(hours=30) for moment in when],
                   "amount": [60.0 + n for n in range(len(rows))], "quantity": [1] * len(rows)},
        "visits": {"account_id": [rows[n][0] for n in watched], "kind": ["live_join"] * len(watched), "room_id": ["o'room"] * len(watched),
                   "merchant_id": [f"o'm{rows[n][1]}" for n in watched], "occurred_at": [when[n] - timedelta(minutes=30) for n in watched]},
    }  # fmt: skip
