"""Subsidies drawn again and again, compensation on one card, and sums that rise."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Two hundred who draw a subsidy once, a household that does not stop; forty compensated on cards of their own, some on one; advances."""
    dice, more = staging.dice, (staging.seed + 1) % 4
    drawn = [(f"y'{n}", int(dice.integers(5))) for n in range(200)] + [(f"y'h{n % 2}", 0) for n in range(16 + more)]
    when = [staging.ago(22 + float(day)) for day in dice.random(len(drawn)) * 22]
    paid: list[tuple[str, str, float, str, str | None, float]] = []  # payer, payee, amount, kind, card, days ago
    paid += [("y'platform", f"y'c{n}", 9.0, "compensation", f"y'card{n}", 23 + n * 0.2) for n in range(40)]
    paid += [("y'platform", f"y'k{n}", 9.0, "compensation", "y'one card", 23 + n * 0.5) for n in range(7 + more)]
    paid += [
        (f"y'f{n}", f"y'g{n % 50}", float(20 + 80 * dice.random()), "transfer", None, 22 + float(dice.random()) * 20) for n in range(300)
    ]
    for victim in range(5 + more):
        paid += [(f"y'v{victim}", "y'scam", 100.0 * 2.1**step, "transfer", None, 30 + victim - step * 0.2) for step in range(4)]
    return {
        "orders": {"order_id": [f"y'o{n}" for n in range(len(drawn))], "account_id": [account for account, _ in drawn],
                   "merchant_id": [f"y'm{shop}" for _, shop in drawn], "occurred_at": when, "amount": [80.0 + n for n in range(len(drawn))],
                   "subsidy": [20.0] * len(drawn), "address_hash": [f"y'at {account}" for account, _ in drawn]},
        "payments": {"payment_id": [f"y'y{n}" for n in range(len(paid))], "payer_id": [row[0] for row in paid], "payee_id": [row[1] for row in paid],
                     "amount": [round(row[2], 2) for row in paid], "kind": [row[3] for row in paid],
                     "payee_instrument_hash": [row[4] for row in paid], "occurred_at": [staging.ago(row[5]) for row in paid]},
    }  # fmt: skip
