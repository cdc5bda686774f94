"""A member of staff who lets new shops in, sets them subsidies, waves their alerts through and is paid by them, among colleagues who do either."""

from collections.abc import Mapping
from datetime import timedelta

from zhenxin.signals._crowd.tables import Columns, Staging

_STAFF, _SHOPS = 6, 20


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Six of the staff, three hundred alerts about twenty old shops; four new shops with subsidies that their few buyers draw again and again."""
    dice, more, seed = staging.dice, (staging.seed + 1) % 4, staging.seed
    fresh = [f"f'new{seed}-{n}" for n in range(4)]
    old = [f"f'm{n}" for n in range(_SHOPS)]
    acts: list[tuple[str, str, str, str, float]] = []  # staff, kind, target kind, target, days ago
    for _ in range(300):
        kind = str(dice.choice(["override_alert", "confirm_alert", "dismiss_alert"]))
        acts.append((f"f's{int(dice.integers(_STAFF))}", kind, "merchant", old[int(dice.integers(_SHOPS))], 21 + float(dice.random()) * 25))
    for n, shop in enumerate(fresh):
        acts += [("f's0", "whitelist", "merchant", shop, 45.0 - n)]
        acts += [("f's0", "set_subsidy", "campaign", f"f'c{seed}-{n}", 44.5 - n - step * 0.2) for step in range(2)]
        acts += [("f's0", "override_alert", "merchant", shop, 38.0 - n - step) for step in range(6 + more)]
    bought = [(f"f'{int(dice.integers(200))}", old[int(dice.integers(_SHOPS))], 21 + float(dice.random()) * 25, 8.0 if dice.random() < 0.1 else 0.0)
              for _ in range(400)]  # fmt: skip
    bought += [
        (f"f'i{n}-{step % (3 if n == 0 else 20)}", shop, 40.0 - n - step * 0.7, 30.0)
        for n, shop in enumerate(fresh)
        for step in range(9 + more)
    ]
    return {
        "merchants": {"merchant_id": old + fresh, "opened_at": [staging.end - timedelta(days=500)] * _SHOPS + [staging.ago(47)] * len(fresh)},
        "staff": {"staff_id": [f"f's{n}" for n in range(_STAFF)]},
        "campaigns": {"campaign_id": [f"f'c{seed}-{n}" for n in range(4)], "kind": ["subsidy"] * 4, "starts_at": [staging.ago(46)] * 4, "merchant_id": fresh},
        "staff_actions": {"action_id": [f"f'a{n}" for n in range(len(acts))], "staff_id": [row[0] for row in acts], "kind": [row[1] for row in acts],
                          "target_kind": [row[2] for row in acts], "target_id": [row[3] for row in acts],
                          "note": ["业务需要" if row[3] in fresh else None for row in acts], "occurred_at": [staging.ago(row[4]) for row in acts]},
        "orders": {"order_id": [f"f'o{n}" for n in range(len(bought))], "account_id": [row[0] for row in bought],
                   "merchant_id": [row[1] for row in bought], "occurred_at": [staging.ago(row[2]) for row in bought],
                   "amount": [90.0 + n for n in range(len(bought))], "subsidy": [row[3] for row in bought]},
        "payments": {"payment_id": [f"f'y{n}" for n in range(len(fresh) + 1)], "payer_id": [*fresh, old[0]], "payee_id": ["f's0"] * 4 + ["f's1"],
                     "amount": [3000.0 + n for n in range(5)], "kind": ["transfer"] * 5, "payee_kind": ["staff"] * 5,
                     "occurred_at": [staging.ago(33.0 - n * 1.1 - more * 0.1) for n in range(5)]},
    }  # fmt: skip
