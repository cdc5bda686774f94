"""Reviews by a brief: openings and endings from one stock at four shops, and words of their own between them."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging

_SHOPS = 4
_BEGIN, _END = ("从拆箱到使用的每个环节都用心", "入手已有一段时间聊聊感受"), ("希望商家一直保持品质", "综合来看是愉快的购物")
_LETTERS = "云山雨雪江河湖海花草树木春夏秋冬东西南北"


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Seven writers and more, each at every shop, within three weeks."""
    dice, each = staging.dice, 7 + (staging.seed + 1) % 4
    rows = [(n % _SHOPS, n // _SHOPS) for n in range(_SHOPS * each)]
    middle = ["".join(_LETTERS[at] for at in dice.integers(0, len(_LETTERS), 7)) for _ in rows]
    return {
        "merchants": {"merchant_id": [f"j'm{shop}" for shop in range(_SHOPS)], "category": ["c"] * _SHOPS},
        "reviews": {"review_id": [f"j'r{n}" for n in range(len(rows))], "account_id": [f"j'{staging.seed}-{n}" for _, n in rows],
                    "merchant_id": [f"j'm{shop}" for shop, _ in rows], "rating": [5] * len(rows),
                    "text": [f"{_BEGIN[n % 2]}，{own}，{_END[(n + shop) % 2]}" for own, (shop, n) in zip(middle, rows, strict=True)],
                    "occurred_at": [staging.ago(22 + float(day)) for day in dice.random(len(rows)) * 20]},
    }  # fmt: skip
