"""Words of those who hire and who ask for stars."""

from collections.abc import Mapping
from datetime import timedelta

from zhenxin.signals._crowd.tables import Columns, Staging

_PLAIN = ("在吗", "什么时候发货", "可以便宜点吗", "尺码怎么选", "谢谢老板", "今天能到吗", "包装很好看", "已经拍下了请尽快")
_CARDS = ("收到货给五星好评，截图发客服领5元返现红包", "全五分＋晒图，加薇❤信返 3 元")
_TASKS = (
    "搜“纯棉毛巾”翻到第5页，停6分钟再拍，不用券，文案发你照发五星，晚上统一返款",
    "做单：关键词发你，货比三家后加购，自己下单先垫付，五星带图，3天返款加佣金5",
)


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Three hundred lines of small talk after three orders each, a shop whose parcels hold cards for stars, and hosts who hand out tasks."""
    dice, more = staging.dice, (staging.seed + 1) % 4
    rows: list[tuple[str, str | None, str, str, str | None]] = [
        (f"t'{int(dice.integers(90))}", f"t'm{int(dice.integers(8))}", _PLAIN[int(dice.integers(len(_PLAIN)))], "chat", None)
        for _ in range(300)
    ]
    shop, cards, praised, plain = f"t'm{8 + more}", 60 + 3 * more, 58 + 3 * more, 900
    rows += [(shop, shop, _CARDS[n % 2], "parcel_insert", f"t'o{n}") for n in range(cards)]
    rows += [(f"t'host{n % 3}", None, _TASKS[n % 2], "group", None) for n in range(12 + 9 * more)]
    when = [staging.ago(21 + float(day)) for day in dice.random(len(rows)) * 24]
    told = when[300 : 300 + cards]
    return {
        "messages": {"message_id": [f"t'g{n}" for n in range(len(rows))], "sender_id": [row[0] for row in rows], "merchant_id": [row[1] for row in rows],
                     "text": [row[2] for row in rows], "channel": [row[3] for row in rows],
                     "order_id": [row[4] for row in rows], "occurred_at": when},
        "orders": {"order_id": [f"t'o{n}" for n in range(cards + plain)],
                   "account_id": [f"t'c{n}" for n in range(cards)] + [rows[n % 300][0] for n in range(plain)],
                   "merchant_id": [shop] * cards + [rows[n % 300][1] for n in range(plain)],
                   "occurred_at": [moment - timedelta(days=2) for moment in told + [when[n % 300] for n in range(plain)]]},
        "reviews": {"review_id": [f"t'r{n}" for n in range(praised)], "account_id": [f"t'c{n}" for n in range(praised)],
                    "merchant_id": [shop] * praised, "order_id": [f"t'o{n}" for n in range(praised)], "rating": [5] * praised,
                    "occurred_at": [moment + timedelta(days=1) for moment in told[:praised]]},
    }  # fmt: skip
