"""Rushes for a product that is rationed to one a head: most buy once on a phone of their own, some with several accounts on one phone; some never pay."""

from collections.abc import Mapping
from datetime import timedelta

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Three rushes of some forty buyers within half an hour; in each, two phones order with three accounts and more; on other days two pay nothing."""
    more = (staging.seed + 1) % 4
    rows: list[tuple[str, str, float]] = []  # account, device, days ago
    for day in (26.0, 23.0, 20.0):
        rows += [(f"h'{day:.0f} {n}", f"h'd{day:.0f} {n}", day - n * 0.0005) for n in range(40 + more)]
        rows += [(f"h's{n}", f"h's{n % 2}", day - n * 0.001) for n in range(6 + 2 * more)]
    first = len(rows)
    rows += [(f"h'z{n}", f"h'e{n % 2}", 22.5 - n * 0.01) for n in range(8 + 2 * more)]
    when = [staging.ago(days) for _, _, days in rows]
    return {
        "products": {"product_id": ["h'p", "h'q"], "merchant_id": ["h'm", "h'm"], "category": ["h", "h"]},
        "orders": {"order_id": [f"h'o{n}" for n in range(len(rows))], "account_id": [account for account, _, _ in rows], "merchant_id": ["h'm"] * len(rows),
                   "product_id": ["h'p" if n < first else "h'q" for n in range(len(rows))], "occurred_at": when,
                   "status": ["signed" if n < first else "placed" for n in range(len(rows))],
                   "status_at": [moment + timedelta(hours=30) for moment in when],
                   "quantity": [1] * len(rows), "amount": [60.0 + n for n in range(len(rows))], "device_id": [device for _, device, _ in rows],
                   "address_hash": [f"h'at {account}" for account, _, _ in rows]},
    }  # fmt: skip
