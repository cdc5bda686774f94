from collections.abc import Sequence

import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.kernels.chance import surprise
from zhenxin.signals.review_copies import ReviewCopies

from .conftest import walked
from .rows import Row, Values, ago, cases

WORDS = "质量很好，物流也快，下次还会再来买的"
CHANGED = [
    (f"writer {n}", "shop 1", f"这款耳机音质{word}，戴着舒服，物流也快包装完好，推荐大家购买")
    for n, word in enumerate(["很好", "不错", "超棒"])
]
Said = tuple[str, str, str | None]
"""Who, at which shop, and what."""


def market(said: Sequence[Said], *, days: float = 5, apart: float = 0.0, shops: int = 20) -> list[Row]:
    """Reviews, `apart` days one after the other, among 20 others a shop that nobody repeats; the first ones are r0, r1, …"""
    plain = [(f"buyer {n}", f"shop {n % shops}", f"这是第{n}条没有人重复过的普通评价") for n in range(20 * shops)]
    return [
        {"review_id": f"r{n}" if n < len(said) else f"plain {n}", "account_id": who, "merchant_id": shop, "text": text, "rating": 5,
         "occurred_at": ago(days + n * apart if n < len(said) else max(days - 20, 1) + n % 60)}
        for n, (who, shop, text) in enumerate([*said, *plain])
    ]  # fmt: skip


def copied(count: int, text: str = WORDS, shop: str = "shop 1") -> list[Said]:
    return [(f"writer {n}", shop, text) for n in range(count)]


NAMES = ("四件套", "挂烫机", "电炖盅", "跑步鞋", "内存卡", "手账本", "保温杯", "牵引绳", "收纳箱", "护手霜")
GOODS = [{"product_id": f"p{n}", "title": f"轻便{name} 大份", "merchant_id": f"shop {n}"} for n, name in enumerate(NAMES)]


def filled_in(count: int, form: str, shops: range, first: int = 0) -> list[Said]:
    """`count` writers at each of `shops` fill the name of its product into a form."""
    return [(f"writer {first + shop * count + n}", f"shop {shop}", form.format(NAMES[shop])) for shop in shops for n in range(count)]


def under_goods(rows: list[Row]) -> list[Row]:
    """Each review under the product of its shop, where there is one."""
    return [row | {"product_id": f"p{str(row['merchant_id'])[5:]}"} for row in rows]


SPEAKS = {
    "six accounts left the same words at one shop": (market(copied(6)), 6),
    "three accounts are enough where nobody else says so": (market(copied(3)), 3),
    "signs, blanks and capitals do not matter": (
        market([(f"writer {n}", "shop 1", f"Great case{sign} FITS well{sign}") for n, sign in enumerate((",", "…", " ~"))]),
        3,
    ),
    "letters with marks are letters": (market(copied(5, "Muito bom, recomendação à família")), 5),
    "each changes a word": (market(CHANGED), 3),
    "two wrote the same, one with a smile": (market([("writer 0", "shop 1", WORDS), ("writer 1", "shop 1", f"{WORDS}😊")]), 2),
    "one adds a smile": (market([("writer 0", "shop 1", WORDS), ("writer 1", "shop 1", WORDS), ("writer 2", "shop 1", f"{WORDS}😊")]), 3),
    "one writes traditional letters, one spells by sound": (
        market([(f"writer {n}", "shop 1", text) for n, text in enumerate(["收到红包了給好評返現", "收到红包了给好评返现", "收到宏包了给好坪返陷"])]), 3),
    "six weeks from first to last": (market(copied(6), apart=8), 6),
    "half a year ago": (market(copied(6), days=180), 6),
    "a few more say so elsewhere": (market([*copied(8), *((f"other {n}", f"shop {n + 5}", WORDS) for n in range(2))]), 8),
    "texts with quotes and pictures": (market(copied(5, "it's the \"best\" 杯子 🍵 ever made")), 5),
}  # fmt: skip
SILENT = {
    "everybody writes words of their own": market([]),
    "words that people use at all shops alike": market([(f"other {n}", f"shop {n % 20}", WORDS) for n in range(100)]),
    "the default praise of a platform": market([(f"other {n}", f"shop {n % 20}", "此用户没有填写评价，系统默认好评") for n in range(200)]),
    "someone who repeats himself with small changes": market([("writer", "shop 1", f"{WORDS}第{n}回") for n in range(9)]),
    "near copies of what people say at all shops": market(
        [*((f"other {n}", f"shop {n % 20}", f"{WORDS}{n % 9}") for n in range(100)), *copied(4)]),
    "the same subject in other words": market(
        [(f"writer {n}", "shop 1", text) for n, text in enumerate(["耳机音质很好戴着也舒服", "戴着舒服，音质听起来好", "物流快，耳机的声音真不错"])]),
    "two put set phrases in another order": market(
        [(f"writer {n}", "shop 1", text) for n, text in enumerate(["商品不错快递很快好评，做工精细值得购买", "做工精细值得购买，商品不错快递很快好评"])]),
    "someone who repeats himself at one shop": market([("writer", "shop 1", WORDS)] * 9),
    "a heavy reviewer who says the same everywhere": market([("writer", f"shop {n}", WORDS) for n in range(20)]),
    "short praise": market(copied(12, "很好很喜欢五星")),
    "short praise, drawn out by signs": market(copied(12, "好！！！！！！！！！！ ……")),
    "no text": market(copied(12, None)),
    "two years apart": market(copied(4), apart=180),
    "one each at many shops": market([(f"writer {n}", f"shop {n}", WORDS) for n in range(4)]),
}  # fmt: skip


@pytest.mark.parametrize(("reviews", "count"), **cases(SPEAKS))
def test_it_speaks_of_each_copy_at_the_shop(values: Values, reviews: list[Row], count: int) -> None:
    assert set(values(ReviewCopies(), reviews=reviews)) == {f"r{n}" for n in range(count)}


@pytest.mark.parametrize("reviews", **cases(SILENT))
def test_it_is_silent_where_words_are_common_or_ones_own(values: Values, reviews: list[Row]) -> None:
    assert values(ReviewCopies(), reviews=reviews) == {}


def test_the_same_words_elsewhere_weigh_less(values: Values) -> None:
    alone = values(ReviewCopies(), reviews=market(copied(12)))["r0"]
    shared = values(ReviewCopies(), reviews=market([*copied(12), *((f"other {n}", f"shop {n % 15 + 4}", WORDS) for n in range(15))]))["r0"]
    assert shared < alone


def test_it_quotes_what_two_reviews_have_in_common(signal_engine: DuckDBEngine) -> None:
    said = CHANGED
    rows = walked(signal_engine, ReviewCopies(), reviews=market(said))
    assert rows["words"].to_pylist() == ["，戴着舒服，物流也快包装完好，推荐大家购买"] * 3
    assert (rows["here"].to_pylist(), rows["elsewhere"].to_pylist()) == ([3] * 3, [0] * 3)


def test_four_bits_an_account_are_the_most(values: Values) -> None:
    assert values(ReviewCopies(), reviews=market(copied(3)))["r0"] == pytest.approx(surprise(3, 1.5 * 23 / 381))
    assert values(ReviewCopies(), reviews=market(copied(3, shop="a new shop")))["r0"] == 12.0


def test_a_form_with_the_products_name_in_it_is_one_text_and_its_shops_are_no_measure_for_each_other(values: Values) -> None:
    sold = under_goods(market(filled_in(5, "这款{}闭眼入，用料扎实没有异味", range(8)), shops=150))
    found = values(ReviewCopies(), reviews=sold, products=GOODS)
    assert set(found) == {f"r{n}" for n in range(40)}
    assert min(found.values()) == 20.0


def test_forms_of_one_hand_count_together(signal_engine: DuckDBEngine) -> None:
    one, other = (
        filled_in(3, form, range(4), first)
        for form, first in (("这款{}闭眼入，用料扎实没有异味", 0), ("收到{}迫不及待打开，老板发货神速", 50))
    )
    rows = walked(signal_engine, ReviewCopies(), reviews=under_goods(market([*one, *other], shops=100)), products=GOODS)
    told = {(row["here"], row["alike"], row["forms"], row["value"]) for row in rows.to_pylist()}
    assert told == {(6, 3, 2, 24.0)}


def test_a_set_phrase_with_the_products_name_in_it_is_everybodys(values: Values) -> None:
    usual = filled_in(4, "这款{}真的很好用，大家都喜欢", range(10))
    assert values(ReviewCopies(), reviews=under_goods(market(usual, shops=10)), products=GOODS) == {}


def test_what_all_shops_of_a_category_hear_is_nobodys(values: Values) -> None:
    goods = [good | {"category": "cat food" if n < 5 else "shoes"} for n, good in enumerate(GOODS)]
    said = [(f"cat {shop} {n}", f"shop {shop}", "猫猫很爱吃，毛也顺滑多了，下回还囤") for shop in range(5) for n in range(6)]
    assert values(ReviewCopies(), reviews=under_goods(market(said, shops=100)), products=goods) == {}
