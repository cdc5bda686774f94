"""Reviews bought, taken back for money, moved to another thing, and written by strangers."""

from collections.abc import Mapping
from datetime import timedelta

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Customers of six shops with stars of all kinds; a month of five stars, a burst of blame, one who asks and is paid to delete, a page that was turned."""
    dice, more = staging.dice, (staging.seed + 1) % 4
    rows: list[tuple[str, int, int, float, str | None, float | None]] = []  # account, shop, stars, days ago, photo, deleted after days
    rows += [(f"r'{int(dice.integers(90))}", int(dice.integers(6)), 5 if dice.random() < 0.5 else int(dice.integers(1, 5)), 19 + float(dice.random()) * 30,
              f"r'f{n}", None) for n in range(220)]  # fmt: skip
    rows += [(f"r'w{n}", 0, 5, 26 + n * 0.2, f"r'photo {n % 2}", None) for n in range(38 + more)]
    rows += [(f"r'x{n}", 1, 1, 27 + n * 0.05, None, None) for n in range(14 + more)]
    rows += [("r'taker", 2 + n % 4, 1, 24 + n * 2.0, None, 1.0) for n in range(7 + more)]
    when = [staging.ago(row[3]) for row in rows]
    taken = [n for n, row in enumerate(rows) if row[5]]
    return {
        "merchants": {"merchant_id": [f"r'm{n}" for n in range(6)], "category": [f"r{n % 2}" for n in range(6)]},
        "products": {"product_id": [f"r'p{n}" for n in range(6)], "merchant_id": [f"r'm{n}" for n in range(6)], "category": [f"r{n % 2}" for n in range(6)]},
        "listings": {"product_id": ["r'p5", "r'p5"], "title": ["羊毛大衣女冬季加厚", f"不锈钢保温杯{staging.seed}号"], "category": ["女装", "杯壶"],
                     "occurred_at": [staging.ago(49), staging.ago(20.5 - more)]},
        "orders": {"order_id": [f"r'o{n}" for n in range(180)], "account_id": [f"r'{n % 90}" for n in range(180)],
                   "merchant_id": [f"r'm{n % 6}" for n in range(180)], "product_id": [f"r'p{n % 6}" for n in range(180)],
                   "occurred_at": [staging.ago(22 + n * 0.12) for n in range(180)], "amount": [30.0 + n for n in range(180)]},
        "reviews": {"review_id": [f"r'r{n}" for n in range(len(rows))], "account_id": [row[0] for row in rows], "merchant_id": [f"r'm{row[1]}" for row in rows],
                    "product_id": [f"r'p{row[1]}" for row in rows], "rating": [row[2] for row in rows], "occurred_at": when,
                    "photo_hashes": [[row[4]] if row[4] else None for row in rows],
                    "deleted_at": [moment + timedelta(days=row[5]) if row[5] else None for moment, row in zip(when, rows, strict=True)],
                    "deleted_by": ["author" if row[5] else None for row in rows]},
        "messages": {"message_id": [f"r'g{n}" for n in taken], "sender_id": ["r'taker"] * len(taken), "merchant_id": [f"r'm{rows[n][1]}" for n in taken],
                     "text": [f"给{188 + 10 * (n % 3)}马上删差评" for n in taken], "channel": ["chat"] * len(taken),
                     "occurred_at": [when[n] + timedelta(hours=3) for n in taken]},
        "payments": {"payment_id": [f"r'y{n}" for n in taken], "payer_id": [f"r'm{rows[n][1]}" for n in taken], "payee_id": ["r'taker"] * len(taken),
                     "amount": [188.0] * len(taken), "kind": ["transfer"] * len(taken), "occurred_at": [when[n] + timedelta(hours=20) for n in taken]},
    }  # fmt: skip
