"""Praise that was promised money: a shop's cards ask for five stars, and who gave them is paid; other shops give to whoever writes."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging

_SHOPS = 6


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Thirty orders of each of six shops; one promises five yuan for five stars and keeps it, the others give it to everybody or to nobody."""
    dice, more = staging.dice, (staging.seed + 1) % 5
    rows: list[tuple[int, float, bool, bool]] = []  # shop, days ago, praised, paid
    for shop in range(_SHOPS):
        for n in range(30 + more):
            praised = bool(dice.random() < 0.5)
            paid = praised and n % 5 > 0 if shop == 0 else shop == 1 and bool(dice.random() < 0.5)
            rows.append((shop, staging.span_days * (0.1 + 0.4 * float(dice.random())), praised, paid))
    asks = ("五星好评，截图领{}元红包", "写下真实感受送{}元，几星都行", "感谢购买，祝生活愉快，客服{}号")
    count, paid_ones = range(len(rows)), [n for n, row in enumerate(rows) if row[3]]
    reviewed = [n for n, row in enumerate(rows) if row[2] or n % 3 == 0]
    account = [f"z'{staging.seed}-{n}" for n in count]
    shops = [f"z'm{row[0]}" for row in rows]
    return {
        "merchants": {"merchant_id": [f"z'm{n}" for n in range(_SHOPS)], "category": ["z"] * _SHOPS},
        "orders": {"order_id": [f"z'o{n}🎁" for n in count], "account_id": account, "merchant_id": shops, "amount": [45.0] * len(rows),
                   "occurred_at": [staging.ago(row[1] + 6) for row in rows], "status": ["signed"] * len(rows)},
        "messages": {"message_id": [f"z'g{n}" for n in count], "merchant_id": shops, "sender_id": shops, "recipient_id": account,
                     "order_id": [f"z'o{n}🎁" for n in count], "channel": ["parcel_insert"] * len(rows),
                     "text": [asks[min(row[0], 2)].format(5) for row in rows], "occurred_at": [staging.ago(row[1] + 4) for row in rows]},
        "reviews": {"review_id": [f"z'r{n}" for n in reviewed], "account_id": [account[n] for n in reviewed], "order_id": [f"z'o{n}🎁" for n in reviewed],
                    "merchant_id": [shops[n] for n in reviewed], "rating": [5 if rows[n][2] else 3 for n in reviewed],
                    "text": [f"第{n}次写评价，东西还可以" for n in reviewed], "occurred_at": [staging.ago(rows[n][1] + 2) for n in reviewed]},
        "payments": {"payment_id": [f"z'y{n}" for n in paid_ones], "payer_id": [shops[n] for n in paid_ones], "payee_id": [account[n] for n in paid_ones],
                     "amount": [5.0] * len(paid_ones), "kind": ["red_packet"] * len(paid_ones),
                     "occurred_at": [staging.ago(rows[n][1] + 1) for n in paid_ones]},
    }  # fmt: skip
