"""Crews: buyers who meet at rare things again and again, and praise them, blame them or send them back, alone or after a live show."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging

_GOODS = 120


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Eight hundred orders of six hundred customers, a fifth of them sent back and a quarter praised; and four crews of nine and more at four things each."""
    dice, more = staging.dice, (staging.seed + 1) % 4
    rows: list[tuple[str, int, float, str, int | None]] = []  # account, product, days ago, status, stars
    for n in range(800):
        stars = 5 if dice.random() < 0.25 else 2 if dice.random() < 0.1 else None
        rows.append(
            (
                f"cw'{staging.seed}-{n % 600}",
                int(dice.integers(_GOODS)),
                1 + float(dice.random()) * 48,
                "returned" if dice.random() < 0.2 else "signed",
                stars,
            )
        )
    joined = []
    for place, (name, status, stars) in enumerate(
        (("praise", "signed", 5), ("blame", "signed", 1), ("back", "refused", None), ("live", "returned", None))
    ):
        for n in range(9 + more):
            for thing in range(4):
                days = 2 + thing * 9 + n * 0.3
                rows.append((f"cw'{name}{n}", _GOODS + 4 * place + thing, days, status, stars))
                joined += [(f"cw'{name}{n}", _GOODS + 4 * place + thing, days + 0.01)] if name == "live" else []
    goods = range(_GOODS + 16)
    written = [(n, row) for n, row in enumerate(rows) if row[4] is not None]
    return {
        "products": {"product_id": [f"cw'p{n}" for n in goods], "merchant_id": [f"cw'm{n}" for n in goods], "category": ["k"] * len(goods)},
        "orders": {"order_id": [f"cw'o{n}" for n in range(len(rows))], "account_id": [row[0] for row in rows],
                   "product_id": [f"cw'p{row[1]}" for row in rows], "merchant_id": [f"cw'm{row[1]}" for row in rows],
                   "occurred_at": [staging.ago(row[2]) for row in rows], "amount": [30.0 + n % 70 for n in range(len(rows))],
                   "status": [row[3] for row in rows], "status_at": [staging.ago(row[2] - 0.5) for row in rows]},
        "reviews": {"review_id": [f"cw'r{n}" for n, _ in written], "order_id": [f"cw'o{n}" for n, _ in written],
                    "account_id": [row[0] for _, row in written], "product_id": [f"cw'p{row[1]}" for _, row in written],
                    "merchant_id": [f"cw'm{row[1]}" for _, row in written], "rating": [row[4] for _, row in written],
                    "occurred_at": [staging.ago(row[2] - 0.7) for _, row in written]},
        "visits": {"account_id": [row[0] for row in joined], "kind": ["live_join"] * len(joined), "merchant_id": [f"cw'm{row[1]}" for row in joined],
                   "room_id": [f"cw'room{row[1]}" for row in joined], "occurred_at": [staging.ago(row[2]) for row in joined]},
    }  # fmt: skip
