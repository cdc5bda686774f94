"""Accounts raised for sale: brought by one of them, on phones of one rack and one line, nursed by one path, and woken for one thing."""

from collections.abc import Mapping
from datetime import timedelta

from zhenxin.signals._crowd.tables import Columns, Staging

_HONEST, _SHOPS, _GOODS = 120, 10, 40
_NURSED = ("view", "view", "favourite", "share", "view")


def stage(staging: Staging) -> Mapping[str, Columns]:
    """A hundred and twenty old customers with a phone, a line and a receiver each; a dozen sleepers that share all three."""
    dice, seed = staging.dice, staging.seed
    sleepers = [f"z'{seed}-{n}" for n in range(12 + (seed + 1) % 4)]
    honest = [f"z'h{seed}-{n}" for n in range(_HONEST)]
    people = honest + sleepers
    born = [staging.end - timedelta(days=300 + n) for n in range(_HONEST)]
    born += [staging.ago(49) - timedelta(minutes=n) for n in range(len(sleepers))]
    own = {account: f"z'd{seed}-{n}" for n, account in enumerate(honest)} | {
        account: f"z'rack{seed}-{n // 3}" for n, account in enumerate(sleepers)
    }
    asleep = set(sleepers)
    logins = [(account, staging.ago(22 + float(dice.random()) * 24)) for account in people for _ in range(4)]
    bought: list[tuple[str, int, float]] = [
        (account, int(dice.integers(_SHOPS)), 22 + float(dice.random()) * 20) for account in honest for _ in range(3)
    ]
    bought += [(account, n % 3, 24 + 1.1 * n + step) for n, account in enumerate(sleepers) for step in range(2)]
    visits: list[tuple[str, str, str, str, float]] = []  # account, session, kind, product, days ago
    for n, account in enumerate(honest):
        for step in range(8):
            days, thing = 22 + float(dice.random()) * 20, f"z'p{int(dice.integers(_GOODS))}"
            then = [str(kind) for kind in dice.choice(["view", "search", "cart", "favourite", "compare"], 2 + int(dice.integers(3)))]
            visits += [(account, f"z's{n}-{step}", kind, thing, days - at * 1e-3) for at, kind in enumerate(["view", *then])]
    for n, account in enumerate(sleepers):
        for step in range(9 if n < 3 else 0):
            visits += [
                (account, f"z'n{n}-{step}", kind, f"z'p{(n + step) % _GOODS}", 44 - step * 1.2 - at * 1e-3)
                for at, kind in enumerate(_NURSED)
            ]
        visits += [(account, f"z'w{n}", "cart", "z'wanted", 25 + n * 0.1)]
    goods = [f"z'p{n}" for n in range(_GOODS)] + ["z'wanted"]
    phones = sorted(set(own.values()))
    cards = [(account, f"z'card{seed}" if account in asleep else f"z'card {account}") for account in people]
    return {
        "payments": {"payment_id": [f"z'y{seed}-{n}" for n in range(len(cards))], "payer_id": [account for account, _ in cards],
                     "payee_id": ["z'm0"] * len(cards), "amount": [30.0] * len(cards), "kind": ["order"] * len(cards),
                     "instrument_hash": [card for _, card in cards], "occurred_at": [staging.ago(25) for _ in cards]},
        "accounts": {"name_hash": [f"z'name{seed}" if account in asleep else f"z'name {account}" for account in people],
                     "account_id": people, "registered_at": born, "referrer_id": [sleepers[0] if a in asleep and a != sleepers[0] else None for a in people],
                     "register_device_id": [own[account] for account in people]},
        "products": {"product_id": goods, "merchant_id": ["z'm0"] * len(goods), "category": ["z"] * len(goods)},
        "devices": {"device_id": phones, "rom_hash": [f"z'rom{seed}" if "rack" in phone else f"z'rom {n % 9}" for n, phone in enumerate(phones)],
                    "charging_share": [0.97 if "rack" in phone else 0.3 for phone in phones],
                    "motion_share": [0.01 if "rack" in phone else 0.4 for phone in phones]},
        "logins": {"account_id": [account for account, _ in logins], "occurred_at": [when for _, when in logins],
                   "ip_hash": [f"z'line{seed}" if account in asleep else f"z'home {account}" for account, _ in logins], "ip_kind": ["home"] * len(logins)},
        "sightings": {"account_id": [account for account, _ in logins], "occurred_at": [when for _, when in logins],
                      "device_id": [own[account] for account, _ in logins], "source": ["logins"] * len(logins)},
        "orders": {"order_id": [f"z'o{n}" for n in range(len(bought))], "account_id": [row[0] for row in bought],
                   "merchant_id": [f"z'm{row[1]}" for row in bought], "product_id": [f"z'p{n % _GOODS}" for n in range(len(bought))],
                   "occurred_at": [staging.ago(row[2]) for row in bought], "amount": [40.0 + n for n in range(len(bought))],
                   "receiver_hash": [f"z'r{seed}" if row[0] in asleep else f"z'r {row[0]}" for row in bought],
                   "ip_hash": [f"z'line{seed}" if row[0] in asleep else f"z'home {row[0]}" for row in bought], "ip_country": ["CN"] * len(bought),
                   "ip_kind": ["proxy" if row[0] in asleep else "home" for row in bought]},
        "visits": {"account_id": [row[0] for row in visits], "session_id": [row[1] for row in visits], "kind": [row[2] for row in visits],
                   "product_id": [row[3] for row in visits], "occurred_at": [staging.ago(row[4]) for row in visits]},
    }  # fmt: skip
