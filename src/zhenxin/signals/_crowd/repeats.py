"""Orders of the same again: by brushers at one price, by attackers who send it back or heap it up, by claimants at shops that send nothing, on one card."""

from collections.abc import Mapping
from datetime import timedelta

from zhenxin.signals._crowd.tables import Columns, Staging

_GOODS = 12
_CLAIM = "下单{}天了商家还没有发货，客服一直不处理，麻烦按规则赔付"
_OWN = (
    "杯口有一道裂纹要求赔偿",
    "少发了一只袜子请补差价",
    "颜色发错了不想退货给点补偿",
    "充电线用了两天就断了申请退款不退货",
    "水果坏了一半能不能赔一点",
)


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Six hundred orders that are kept, a third of them with a coupon; brushers, attackers (one of them alone) and claimants who come again."""
    dice, more = staging.dice, (staging.seed + 1) % 4
    rows: list[tuple[str, int, int, float, str, float]] = []  # account, shop, product, days ago, status, coupon
    for _ in range(600):
        thing = int(dice.integers(_GOODS))
        rows.append(
            (
                f"q'{int(dice.integers(300))}",
                thing // 2,
                thing,
                21 + float(dice.random()) * 25,
                "signed",
                5.0 if dice.random() < 0.35 else 0.0,
            )
        )
    rows += [(f"q'b{n % 8}", 6, 12, 27 + n * 0.2, "signed", 0.0) for n in range(40 + 8 * more)]
    rows += [(f"q'x{n % 4}", 7, 14, 26 + n * 0.6, "cancelled" if n % 2 else "signed", 0.0) for n in range(16 + 4 * more)]
    rows += [(f"q'h{n % 3}", 8, 16, 25 + n // 3 * 0.29, "signed", 0.0) for n in range(18 + 3 * more)]
    rows += [("q'y", 9, 18, 24 + n * 0.09, "cancelled" if n % 4 else "signed", 0.0) for n in range(30 + 2 * more)]
    idle = [(f"q'k{n % 6}", 20 + n // 6, 20 + n // 6, 24 + n * 0.8, "paid", 0.0) for n in range(24 + 6 * more)]
    first = len(rows)
    rows += idle
    when = [staging.ago(row[3]) for row in rows]
    claims = [(n, _OWN[n % 5], 2.0) for n in range(0, 20, 2)] + [
        (n, _CLAIM.format(3 + n % 5) if rows[n][1] == 20 else f"{_OWN[n % 5]}，第{'一二三四五六七八九十'[n % 10]}次了", 4.0)
        for n in range(first, len(rows))
    ]
    things = sorted({row[2] for row in rows})
    return {
        "products": {"product_id": [f"q'p{n}" for n in things], "merchant_id": [f"q'm{n // 2}" for n in things], "category": ["q"] * len(things)},
        "orders": {"order_id": [f"q'o{n}" for n in range(len(rows))], "account_id": [row[0] for row in rows], "merchant_id": [f"q'm{row[1]}" for row in rows],
                   "product_id": [f"q'p{row[2]}" for row in rows], "occurred_at": when, "status": [row[4] for row in rows],
                   "status_at": [moment + timedelta(hours=20) for moment in when], "coupon": [row[5] for row in rows], "quantity": [1] * len(rows),
                   "amount": [60.0 + row[2] - row[5] for row in rows], "address_hash": [f"q'at {row[0]}" for row in rows]},
        "claims": {"claim_id": [f"q'k{n}" for n in range(len(claims))], "order_id": [f"q'o{n}" for n, _, _ in claims],
                   "account_id": [rows[n][0] for n, _, _ in claims], "kind": ["compensation"] * len(claims), "text": [text for _, text, _ in claims],
                   "amount": [8.0] * len(claims), "occurred_at": [when[n] + timedelta(days=late) for n, _, late in claims]},
        "payments": {"payment_id": [f"q'y{n}" for n, _, _ in claims], "order_id": [f"q'o{n}" for n, _, _ in claims],
                     "payee_id": [rows[n][0] for n, _, _ in claims], "kind": ["compensation"] * len(claims), "amount": [8.0] * len(claims),
                     "payee_instrument_hash": ["q'card" if n >= first else f"q'own {rows[n][0]}" for n, _, _ in claims],
                     "occurred_at": [when[n] + timedelta(days=late + 0.5) for n, _, late in claims]},
    }  # fmt: skip
