from collections.abc import Sequence
from random import Random

import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.signals.phrase_stock import PhraseStock

from .conftest import walked
from .rows import Row, Values, ago, cases

NAMES = ("四件套", "挂烫机", "电炖盅", "跑步鞋", "内存卡", "手账本")
GOODS = [{"product_id": f"p{n}", "title": f"轻便{name} 大份", "merchant_id": f"shop {n}"} for n, name in enumerate(NAMES)]
OWN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
OPENINGS = ("从拆箱到使用{}的环节都用心", "入手{}已有一段时间聊聊感受", "说实话这个{}比同价位稳得多")
ENDINGS = ("希望商家一直保持品质", "后续会持续关注这家店", "综合来看是愉快的购物")
Said = tuple[str, int, str]
"""Who, at which shop, and what."""


def own(n: int) -> str:
    """Eight letters that nobody else puts together so."""
    return "".join(Random(n).choices(OWN, k=8))


def market(said: Sequence[Said], *, apart: float = 0.1, shops: int = 100) -> list[Row]:
    """Reviews among 20 others a shop in words of their own; the first ones are r0, r1, …"""
    plain = [(f"buyer {n}", n % shops, own(n)) for n in range(20 * shops)]
    return [
        {"review_id": f"r{n}" if n < len(said) else f"plain {n}", "account_id": who, "merchant_id": f"shop {shop}", "product_id": f"p{shop}", "text": text,
         "rating": 5, "occurred_at": ago(5 + n * apart if n < len(said) else 5 + n % 60)}
        for n, (who, shop, text) in enumerate([*said, *plain])
    ]  # fmt: skip


def written(
    each: int = 12, shops: int = 4, forms: Sequence[str] = OPENINGS, endings: Sequence[str] = ENDINGS, *, strangers: bool = False
) -> list[Said]:
    """Reviews of `each` writers a shop, most of them the same ones, put together from an opening, words of their own, and an ending."""
    return [
        (
            f"writer {shop if strangers else shop // 2} {n}",
            shop,
            f"{forms[n % len(forms)].format(NAMES[shop])}。{own(7 * n + 101 * shop)}，{endings[(n + shop) % len(endings)]}",
        )
        for shop in range(shops)
        for n in range(each)
    ]


SPEAKS = {
    "openings and endings of one stock at four shops": (written(), 48),
    "one phrase of nine letters that all end with": (written(5, 4, ("{}",), ("无限好评，回购无数次",)), 20),
    "the same among others' words": ([*written(), *((f"b {n}", n % 4, own(n + 5000)) for n in range(40))], 48),
}
SILENT: dict[str, list[Said]] = {
    "phrases that a platform suggests to the customers of four shops": written(strangers=True),
    "everybody writes words of his own": [],
    "short praise": [(f"w {n}", n % 4, "很好用，五星，喜欢") for n in range(40)],
    "a saying at one shop": [(f"w {n}", 0, f"老板娘人美心善发货快，{own(n)}") for n in range(12)],
    "one phrase at two shops": [(f"w {n}", n % 2, f"一百三十斤穿着正合适，{own(n)}") for n in range(8)],
    "what people say everywhere": [(f"w {n}", n % 100, f"物流很快包装也很严实，{own(n)}，下次还会来买的") for n in range(600)],
    "the default praise of a platform": [(f"w {n}", n % 100, "此用户没有填写评价，系统默认好评") for n in range(600)],
    "someone who repeats himself everywhere": [("writer", n % 4, f"物流很快包装也很严实，{own(n)}") for n in range(40)],
    "a phrase that comes up once a shop": [(f"w {n}", n, f"物流很快包装也很严实，{own(n)}") for n in range(30)],
}


@pytest.mark.parametrize(("said", "count"), **cases(SPEAKS))
def test_it_speaks_of_reviews_of_one_stock(values: Values, said: list[Said], count: int) -> None:
    assert set(values(PhraseStock(), reviews=market(said), products=GOODS)) == {f"r{n}" for n in range(count)}


@pytest.mark.parametrize("said", **cases(SILENT))
def test_it_is_silent_on_what_people_say(values: Values, said: list[Said]) -> None:
    assert values(PhraseStock(), reviews=market(said), products=GOODS) == {}


def test_what_is_said_of_one_kind_of_goods_is_no_stock(values: Values) -> None:
    goods = [{"product_id": f"p{n}", "category": "cat food", "title": "全价猫粮", "merchant_id": f"shop {n}"} for n in range(8)]
    said = [(f"w {shop} {n}", shop, f"猫猫很爱吃毛也顺滑多了，{own(n + 50 * shop)}") for shop in range(8) for n in range(5)]
    assert values(PhraseStock(), reviews=market(said), products=goods) == {}


def test_two_bits_a_letter_are_the_most(signal_engine: DuckDBEngine) -> None:
    rows = walked(signal_engine, PhraseStock(), reviews=market(written(5, 4, ("{}",), ("无限好评，回购无数次",))), products=GOODS)
    told = {(row["value"], row["letters"], row["here"], row["alike"], row["elsewhere"], row["words"]) for row in rows.to_pylist()}
    assert told == {(18.0, 9, 5, 3, 0, "无限好评回购无数次")}
