"""Money in circles: wages by the piece, authors paid for their tone, shops that pay for what is bought from them, and tasks that are stuck."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging

_SHOPS = 8
_STUCK = "数据卡单了，系统锁定，需要再补一单才能解冻，完成后本金佣金一起返"
_PLAIN = ("押金什么时候退", "付款失败了怎么办", "今天能发货吗", "已经转账给你了")


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Four hundred customers who pay each other anything; a dozen who are paid alike, a dozen authors, a dozen who spend a shop's money."""
    dice, more = staging.dice, (staging.seed + 1) % 4
    bought = [(f"w'{int(dice.integers(400))}", int(dice.integers(_SHOPS)), 21 + float(dice.random()) * 24) for _ in range(600)]
    paid: list[tuple[str, str, float, float]] = [  # payer, payee, amount, days ago
        (
            f"w'{int(dice.integers(400))}",
            f"w'{int(dice.integers(400))}",
            round(float(1 + 40 * dice.random()), 2),
            21 + float(dice.random()) * 20,
        )
        for _ in range(300)
    ]
    paid += [("w'site", f"w'p{n}", 0.27, 24 + n * 0.1) for n in range(14 + more)]
    given = [
        (f"w'{n}", int(dice.integers(_SHOPS)), 5 if dice.random() < 0.7 else int(dice.integers(1, 5)), 22 + float(dice.random()) * 20)
        for n in range(200)
    ]
    given += [(f"w'a{n}", 1, 1, 30 + n * 0.2) for n in range(12 + more)]
    paid += [("w'desk", f"w'a{n}", 5.0 + n, 29.8 + n * 0.2) for n in range(12 + more)]
    paid += [("w'm2", "w'hand", 2000.0, 45.0)] + [("w'hand", f"w'l{n}", 100.0 + 7 * n, 32 + n * 0.1) for n in range(10 + more)]
    bought += [(f"w'l{n}", 2, 31 + n * 0.1) for n in range(10 + more)]
    paid += [("w'victim", "w'scam", 900.0, 30.0)]
    paid += [(f"w'v{n}", f"w'mule{at}", 300.0 + n, 33 - at * 0.1 + n * 0.01) for n in range(7 + more) for at in range(2)]
    said = [(f"w'{int(dice.integers(400))}", f"w'{n}", _PLAIN[n % 4], 23 + n * 0.1) for n in range(60)]
    said += [("w'scam", f"w'v{n}", _STUCK, 30 + n * 0.3) for n in range(4 + more)]
    return {
        "orders": {"order_id": [f"w'o{n}" for n in range(len(bought))], "account_id": [row[0] for row in bought],
                   "merchant_id": [f"w'm{row[1]}" for row in bought], "occurred_at": [staging.ago(row[2]) for row in bought],
                   "amount": [40.0 + n for n in range(len(bought))], "status": ["signed"] * len(bought),
                   "status_at": [staging.ago(row[2] - 1) for row in bought]},
        "reviews": {"review_id": [f"w'r{n}" for n in range(len(given))], "account_id": [row[0] for row in given],
                    "merchant_id": [f"w'm{row[1]}" for row in given], "rating": [row[2] for row in given],
                    "occurred_at": [staging.ago(row[3]) for row in given]},
        "payments": {"payment_id": [f"w'y{n}" for n in range(len(paid))], "payer_id": [row[0] for row in paid], "payee_id": [row[1] for row in paid],
                     "amount": [row[2] for row in paid], "kind": ["transfer"] * len(paid), "payee_kind": ["account"] * len(paid),
                     "occurred_at": [staging.ago(row[3]) for row in paid]},
        "messages": {"message_id": [f"w'g{n}" for n in range(len(said))], "sender_id": [row[0] for row in said], "recipient_id": [row[1] for row in said],
                     "text": [row[2] for row in said], "channel": ["chat"] * len(said), "occurred_at": [staging.ago(row[3]) for row in said]},
    }  # fmt: skip
