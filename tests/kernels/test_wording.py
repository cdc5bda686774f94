"""What is meant, however it is spelt, and the way back to what was printed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenxin.kernels.wording import _HOMOPHONES, meant, normal_form, rows


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("好评返现", "好评返现"), ("好 评.返·现", "好评返现"), ("好坪返陷", "好评返现"), ("好評返現", "好评返现"), ("５星 ＶＸ", "5星vx"),
        ("加薇❤信", "加微信"),         ("⭐⭐⭐⭐⭐领🧧", "星星星星星领红包"), ("好\u200b评", "好评"), ("", ""), ("😀！？", ""), ("Ⅴ信", "v信"),
    ],
)  # fmt: skip
def test_spellings_of_one_thing_are_one(printed: str, text: str) -> None:
    assert meant(printed).text == text


@pytest.mark.parametrize(
    "said",
    ["苹果很好苹果甜", "威海", "安徽信用社", "缺陷", "平价", "芯片", "洪水", "反现实主义", "好平价的店", "返县城", "参加薇娅直播", "很有威信", "返线路图"],
)  # fmt: skip
def test_words_that_only_look_like_it_stay(said: str) -> None:
    assert meant(said).text == said


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("給個好評，髮圈", "给个好评发圈"),
        ("返 ∙ 陷", "返现"),
        ("唰單", "刷单"),
        ("佣釒", "佣金"),
        ("加薇a123", "加微a123"),
        ("威信号", "微信号"),
    ],
)
def test_spelt_by_their_sound_or_their_looks(printed: str, text: str) -> None:
    assert meant(printed).text == text


def test_the_normal_form_keeps_emoji_and_drops_what_is_put_between() -> None:
    assert normal_form("真的 很\u200b好👍，返.陷！") == "真的很好👍返现"
    assert normal_form("ＡＢＣ很好") == normal_form("abc 很-好")
    assert normal_form("👍👍") != normal_form("👎👎")
    assert normal_form("很\u3164好\u200d用") == "很好用"


@given(st.text(max_size=40))
def test_a_normal_form_is_its_own(printed: str) -> None:
    assert normal_form(normal_form(printed)) == normal_form(printed)


def test_a_homophone_is_as_long_as_what_it_stands_for() -> None:
    for spelt, word in _HOMOPHONES.items():
        assert len(re.sub(r"\(\?.*?\)", "", spelt)) == len(word)


def test_what_was_matched_is_found_in_what_was_printed() -> None:
    printed = "亲~好 坪，返.现5元"
    wording = meant(printed)
    begin = wording.text.index("好评")
    first, last = wording.printed(begin, begin + 4)
    assert printed[first:last] == "好 坪，返.现"
    assert wording.printed(2, 2) == (0, 0)


@given(st.text(max_size=60))
def test_every_letter_knows_its_place(printed: str) -> None:
    wording = meant(printed)
    assert len(wording.text) == len(wording.places)
    assert list(wording.places) == sorted(wording.places)
    assert all(0 <= place < len(printed) for place in wording.places)
    assert meant(wording.text).text == wording.text


def test_rows_are_tuples_in_the_order_of_the_columns() -> None:
    import pyarrow as pa  # noqa: PLC0415  only here

    batch = pa.record_batch({"a": ["x", "y"], "b": [1, 2]})
    assert list(rows([batch, batch], "b", "a")) == [(1, "x"), (2, "y")] * 2
