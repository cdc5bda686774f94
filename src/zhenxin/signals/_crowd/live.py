"""Live rooms: people who watch here and there, and a hired audience of two shops that is paid after each night and sends back what it orders."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging

_NIGHTS = (40.0, 36.0, 32.0, 28.0)


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Twelve hundred watch one of eight rooms, a few the two shops'; some twenty are at the two shops on every night, and a hand pays each of them."""
    hands = [f"l'w{staging.seed}-{n}" for n in range(18 + staging.seed % 4)]
    joins = [(f"l'{n}", f"l'm{2 + n % 8}", f"l'r{2 + n % 8}", 26.0 + n % 9) for n in range(1200)]
    paid: list[tuple[str, float]] = []
    orders: list[tuple[str, str, str, float]] = []
    for place, days in enumerate(_NIGHTS):
        shop = f"l'm{place % 2}"
        came = [days + float(wait) * 0.02 for wait in staging.dice.random(len(hands))]
        joins += [(hand, shop, f"l'r{place % 2} {place}", at) for hand, at in zip(hands, came, strict=True)]
        joins += [(f"l'{(n * 7 + place * 30) % 400}", shop, f"l'r{place % 2} {place}", days - 0.01) for n in range(20)]
        paid += [(hand, days - 0.5) for hand in hands]
        orders += [(hand, shop, "returned", days - 0.03) for hand in hands[place::4]]
        orders += [(f"l'{n}", shop, "signed", days - 0.03) for n in range(4)]
    return {
        "merchants": {"merchant_id": [f"l'm{n}" for n in range(10)], "legal_entity_id": [f"l'e{n}" for n in range(10)]},
        "visits": {"account_id": [row[0] for row in joins], "kind": ["live_join"] * len(joins), "merchant_id": [row[1] for row in joins],
                   "room_id": [row[2] for row in joins], "occurred_at": [staging.ago(row[3]) for row in joins]},
        "payments": {"payment_id": [f"l'y{n}" for n in range(len(paid))], "payer_id": ["l'agent"] * len(paid), "payer_kind": ["outside"] * len(paid),
                     "payee_id": [hand for hand, _ in paid], "amount": [3.0 + n % 2 for n in range(len(paid))], "kind": ["red_packet"] * len(paid),
                     "occurred_at": [staging.ago(days) for _, days in paid]},
        "orders": {"order_id": [f"l'o{n}" for n in range(len(orders))], "account_id": [row[0] for row in orders],
                   "merchant_id": [row[1] for row in orders], "status": [row[2] for row in orders], "amount": [80.0 + n for n in range(len(orders))],
                   "occurred_at": [staging.ago(row[3]) for row in orders], "status_at": [staging.ago(row[3] - 2) for row in orders]},
    }  # fmt: skip
