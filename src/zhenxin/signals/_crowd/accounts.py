"""Accounts registered in batches and under one name, handed round on one phone, and those of a shop's own people."""

from collections.abc import Mapping
from datetime import timedelta

from zhenxin.signals._crowd.tables import Columns, Staging

_HONEST, _SHOPS = 300, 6


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Three hundred who came one by one, a batch of a day, and workers who take turns, and buy and praise at the shop whose console they use."""
    dice, batch = staging.dice, 10 + staging.seed % 4
    born = [staging.ago(float(day)) for day in dice.random(_HONEST) * 26 + 20]
    born += [staging.ago(30) - timedelta(minutes=float(minute)) for minute in dice.random(batch) * 300]
    people = [f"b'{staging.seed}-{n}" for n in range(_HONEST + batch)]
    trains = [(f"b'w{n}", turn) for turn in range(4) for n in range(6 + staging.seed % 3)]
    seen = [staging.ago(32 + turn) - timedelta(minutes=12 * at) for at, (_, turn) in enumerate(trains)]
    bought = [(f"b'w{n % 6}", 0) for n in range(24)] + [(f"b'c{int(dice.integers(80))}", int(dice.integers(1, _SHOPS))) for _ in range(200)]
    when = [staging.ago(22 + float(day)) for day in dice.random(len(bought)) * 20]
    praised = [n for n in range(len(bought)) if n < 24 or n % 9 == 0]
    return {
        "accounts": {
            "account_id": people, "registered_at": born, "phone_hash": [f"b'p{staging.seed}-{n}" for n in range(_HONEST + batch)],
            "phone_prefix": [f"13{int(dice.integers(10))}" for _ in range(_HONEST)] + ["170"] * batch,
            "name_hash": [f"b'n{staging.seed}-{n}" for n in range(_HONEST)] + [f"b'thief{staging.seed}"] * batch,
            "avatar_hash": [f"b'v{n}" for n in range(_HONEST)] + [f"b'egg{staging.seed}"] * batch,
            "register_net_hash": [f"b't{n % 90}" for n in range(_HONEST)] + [f"b'net{staging.seed}"] * batch,
            "register_device_id": [f"b'd{staging.seed}-{n}" for n in range(_HONEST + batch)],
        },
        "merchants": {"merchant_id": [f"b'm{n}" for n in range(_SHOPS)], "legal_entity_id": [f"b'e{n}" for n in range(_SHOPS)]},
        "logins": {"account_id": ["b'w0"], "occurred_at": [staging.ago(33)], "device_id": ["b'rack"], "merchant_id": ["b'm0"]},
        "sightings": {"account_id": [account for account, _ in trains], "occurred_at": seen, "device_id": ["b'rack"] * len(trains),
                      "source": ["logins"] * len(trains)},
        "orders": {"order_id": [f"b'o{n}" for n in range(len(bought))], "account_id": [account for account, _ in bought],
                   "merchant_id": [f"b'm{shop}" for _, shop in bought], "occurred_at": when, "amount": [50.0 + n for n in range(len(bought))]},
        "reviews": {"review_id": [f"b'r{n}" for n in praised], "order_id": [f"b'o{n}" for n in praised], "account_id": [bought[n][0] for n in praised],
                    "merchant_id": [f"b'm{bought[n][1]}" for n in praised], "rating": [5] * len(praised),
                    "occurred_at": [when[n] + timedelta(days=6) for n in praised],
                    "text": [f"第{staging.seed}批第{n}件用着顺手，做工也细" for n in praised]},
    }  # fmt: skip
