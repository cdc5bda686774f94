"""What is meant, however it is spelt, and the way back to what was printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenxin.kernels.wording import meant, rows


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("好评返现", "好评返现"), ("好 评.返·现", "好评返现"), ("好坪返陷", "好评返现"), ("好評返現", "好评返现"), ("５星 ＶＸ", "5星vx"),
        ("加薇❤信", "加微信"),         ("⭐⭐⭐⭐⭐领🧧", "星星星星星领红包"), ("好\u200b评", "好评"), ("", ""), ("😀！？", ""), ("Ⅴ信", "v信"),
    ],
)  # fmt: skip
def test_spellings_of_one_thing_are_one(printed: str, text: str) -> None:
    assert meant(printed).text == text


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
    assert meant(wording.text).text == meant(meant(wording.text).text).text


def test_rows_are_tuples_in_the_order_of_the_columns() -> None:
    import pyarrow as pa  # noqa: PLC0415  only here

    batch = pa.record_batch({"a": ["x", "y"], "b": [1, 2]})
    assert list(rows([batch, batch], "b", "a")) == [(1, "x"), (2, "y")] * 2
