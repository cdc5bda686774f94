import pytest

from zhenxin.signals.off_topic import OffTopic

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


_CLOTHES = (
    "面料柔软不起球",
    "版型修身显瘦",
    "袖口做工细致",
    "领子挺括不变形",
    "颜色和图片一致",
    "腰围合适有弹性",
    "裙摆垂感很好",
    "毛衣暖和不扎人",
)
_PHONES = (
    "充电速度很快",
    "屏幕清晰触控灵敏",
    "电池续航够一天",
    "数据线接口结实",
    "耳机音质通透",
    "信号稳定不掉线",
    "按键手感清脆",
    "散热不错不发烫",
)


def praised(text: str = "，".join(_CLOTHES[:5]), *, stars: int = 5, kinds: bool = True, crowd: int = 400, days: float = 60) -> Tables:
    """One review under a telephone, among reviews of clothes and of telephones, each in words of its own trade."""
    rows = [("x'", "phone", text, stars)]
    for n in range(crowd):
        words = (_CLOTHES, _PHONES)[n % 2]
        rows.append((f"r{n}", ("coat", "phone")[n % 2], f"{words[n % 8]}，{words[(n // 8) % 8]}，{words[(n // 64 + n) % 8]}，第{n}次买", 5))
    return {
        "reviews": [
            {"review_id": review, "account_id": review, "merchant_id": "m", "product_id": thing, "text": words,
             "rating": given, "occurred_at": ago(days, minutes=n)}
            for n, (review, thing, words, given) in enumerate(rows)
        ],
        "products": [
            {"product_id": thing, "merchant_id": "m", "category": kind if kinds else "all"} for thing, kind in (("coat", "clothes"), ("phone", "electronics"))
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "of clothes under a telephone": praised(),
    "with signs put between": praised("*".join("，".join(_CLOTHES[:6]))),
    "last year": praised(days=500),
    "four stars": praised(stars=4),
}
SILENT: dict[str, Tables] = {
    "of the telephone": praised("，".join(_PHONES[:5])),
    "fits anything": praised("非常好，物流快，服务态度好，下次还会再来"),
    "blame": praised(stars=1),
    "a word": praised("显瘦"),
    "one category": praised(kinds=False),
    "too few reviews to learn from": praised(crowd=60),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_words_of_another_trade(values: Values, tables: Tables) -> None:
    assert "x'" in values(OffTopic(), **tables)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_general_praise(values: Values, tables: Tables) -> None:
    assert not [one for one in values(OffTopic(), **tables) if one.startswith("x'")]
