"""Claims, and who approves whose."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Two hundred claims that twenty clerks share out, and one claimant whom one of them always serves."""
    dice, more = staging.dice, (staging.seed + 1) % 4
    rows = [(f"s'{int(dice.integers(90))}", int(dice.integers(20)), 22 + float(dice.random()) * 22) for _ in range(200)]
    rows += [("s'friend", 19, 24 + n * 0.8) for n in range(14 + more)]
    return {
        "staff": {"staff_id": [f"s'c{n}" for n in range(20)]},
        "claims": {"claim_id": [f"s'k{n}" for n in range(len(rows))], "order_id": [f"s'o{n}" for n in range(len(rows))],
                   "account_id": [row[0] for row in rows], "approver_id": [f"s'c{row[1]}" for row in rows], "kind": ["compensation"] * len(rows),
                   "amount": [8.0] * len(rows), "occurred_at": [staging.ago(row[2]) for row in rows]},
    }  # fmt: skip
