"""Sentences with counts: one thing is one, several are several."""

import pytest

from zhenxin.events.wording import say, untried


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 site says"), (2, "2 sites say"), (0, "0 sites say"), (1.0, "1 site says"), (12345, "12,345 sites say")]
)
def test_a_count_brings_the_word_that_goes_with_it(count: float, said: str) -> None:
    assert say("{n:site says|sites say}", n=count) == said


def test_other_forms_are_as_python_has_them() -> None:
    assert say("{a:.2f} and {b} and {{c}}", a=1.5, b="x") == "1.50 and x and {c}"


def test_a_place_without_a_column_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("{gone}", n=1)


def test_what_could_not_be_tried_says_what_is_missing() -> None:
    assert untried(["campaigns", "orders.amount"]) == (
        "could not be tried: the data have no `campaigns` and `orders.amount`",
        "无法验证：数据中没有 campaigns、orders.amount",
    )
    assert untried([])[0] == "could not be tried: nothing of the kind is recorded here"
