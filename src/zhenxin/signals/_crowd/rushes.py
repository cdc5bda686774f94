"""Rushes for a product that is rationed to one a head: most buy once on a phone of their own, some with several accounts on one phone."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Three rushes of some forty buyers within half an hour; in each, two phones order with three accounts and more."""
    more = (staging.seed + 1) % 4
    rows: list[tuple[str, str, float]] = []  # account, device, days ago
    for day in (26.0, 23.0, 20.0):
        rows += [(f"h'{day:.0f} {n}", f"h'd{day:.0f} {n}", day - n * 0.0005) for n in range(40 + more)]
        rows += [(f"h's{n}", f"h's{n % 2}", day - n * 0.001) for n in range(6 + 2 * more)]
    return {
        "products": {"product_id": ["h'p"], "merchant_id": ["h'm"], "category": ["h"]},
        "orders": {"order_id": [f"h'o{n}" for n in range(len(rows))], "account_id": [account for account, _, _ in rows], "merchant_id": ["h'm"] * len(rows),
                   "product_id": ["h'p"] * len(rows), "occurred_at": [staging.ago(days) for _, _, days in rows], "status": ["signed"] * len(rows),
                   "quantity": [1] * len(rows), "amount": [60.0 + n for n in range(len(rows))], "device_id": [device for _, device, _ in rows],
                   "address_hash": [f"h'at {account}" for account, _, _ in rows]},
    }  # fmt: skip
