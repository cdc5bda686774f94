"""Praise in company: authors who meet at rare things again and again, on two days, all of them practised, and of another thing than is sold."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging

_SHOPS, _GOODS = 10, 60
_WORDS = (
    ("这件衣服版型很好面料柔软", "裙子颜色正袖口做工细致", "毛衣穿着暖和领口不扎", "裤子腰围合适布料有弹性", "外套拉链顺滑衬里舒服", "衬衫熨过之后很挺括"),
    ("手机壳按键灵敏边框贴合", "充电器充得快不发烫", "耳机音质清楚降噪明显", "数据线插口结实线身粗", "屏幕贴膜没有气泡触控好", "键盘轴体手感清脆灯光亮"),
)  # fmt: skip


def stage(staging: Staging) -> Mapping[str, Columns]:
    """Nine hundred reviews of clothes and of electronics, each in words of its own trade; a company of authors, and some who speak of the other trade."""
    dice, more = staging.dice, (staging.seed + 1) % 4
    rows: list[tuple[str, int, int, float, str]] = []  # account, product, stars, days ago, text
    for n in range(900):
        thing = int(dice.integers(_GOODS))
        words = _WORDS[thing % 2]
        text = f"{words[int(dice.integers(6))]}，{words[int(dice.integers(6))]}{n}"
        rows.append(
            (f"n'{staging.seed}-{int(dice.integers(500))}", thing, 5 if dice.random() < 0.8 else 2, 21 + float(dice.random()) * 25, text)
        )
    rows += [(f"n'c{n}", _GOODS + thing, 5, 29 + thing * 0.5 + n * 0.01, f"{_WORDS[thing % 2][n % 6]}，真心推荐{n}")
             for n in range(9 + more) for thing in range(8)]  # fmt: skip
    rows += [(f"n'o{n}", 3, 5, 33 + n, f"{_WORDS[0][n % 6]}，{_WORDS[0][(n + 1) % 6]}，{_WORDS[0][(n + 2) % 6]}，{_WORDS[0][(n + 3) % 6]}")
             for n in range(6 + more)]  # fmt: skip
    goods = range(_GOODS + 8)
    shop = [str(n % _SHOPS) if n < _GOODS else f"club{staging.seed}" for n in goods]
    return {
        "merchants": {"merchant_id": [f"n'm{name}" for name in sorted(set(shop))], "category": ["n"] * len(set(shop))},
        "products": {"product_id": [f"n'p{n}" for n in goods], "merchant_id": [f"n'm{shop[n]}" for n in goods],
                     "category": [("n'clothes", "n'electronics")[n % 2] for n in goods]},
        "reviews": {"review_id": [f"n'r{n}" for n in range(len(rows))], "account_id": [row[0] for row in rows], "product_id": [f"n'p{row[1]}" for row in rows],
                    "merchant_id": [f"n'm{shop[row[1]]}" for row in rows], "rating": [row[2] for row in rows], "text": [row[4] for row in rows],
                    "occurred_at": [staging.ago(row[3]) for row in rows]},
    }  # fmt: skip
