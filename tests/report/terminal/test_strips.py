"""Bars made of letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenxin.report.records import Part
from zhenxin.report.terminal.strips import Waterfall, strip


def _fall(*weights: float, width: int = 80) -> Waterfall:
    return Waterfall([Part(part=f"p{at}", bits=weight) for at, weight in enumerate(weights)], sum(weights), width)


@given(st.lists(st.floats(-40, 40), max_size=8), st.integers(40, 100))
def test_every_bar_is_as_wide_as_its_place(weights: list[float], width: int) -> None:
    fall = _fall(*weights, width=width)
    assert {len(bar) for bar in [*fall.bars, fall.mark]} == {len(fall.between)}
    assert fall.words + 9 + len(fall.between) == width - 2


def test_for_and_against_are_told_apart_without_colour() -> None:
    prior, against, good = _fall(-6.6, 9.0, -1.0).bars
    assert "█" not in prior
    assert "░" not in against
    assert "░" in good


def test_each_bar_begins_where_the_last_one_ended() -> None:
    prior, against, _ = _fall(-6.6, 9.0, -1.0).bars
    assert prior.index("░") == against.index("█")


def test_one_chance_in_two_stands_over_its_line() -> None:
    fall = _fall(-6.6, 12.0)
    middle = fall.axis.en.index("50%") + 1
    assert abs(middle - (fall.words + 9 + 2 + fall.between.index("│"))) <= 1


def test_the_heading_of_the_bits_lines_up_in_both_languages() -> None:
    axis = _fall(-6.6, 12.0).axis
    assert axis.en.index("bits") + 4 == axis.zh.index("比特") + 4  # two wide letters take four columns


@pytest.mark.parametrize(
    ("counts", "width", "line", "each"),
    [
        pytest.param([0, 1, 8, 4], 10, " ▁█▄", 1, id="one letter a count"),
        pytest.param([1, 1, 2, 2], 2, "▄█", 2, id="two counts a letter"),
        pytest.param([], 10, "", 1, id="nothing"),
        pytest.param([0, 0], 10, "  ", 1, id="zeros"),
    ],
)
def test_a_strip_is_taller_for_more(counts: list[int], width: int, line: str, each: int) -> None:
    assert strip(counts, width) == (line, each)


def test_a_plain_strip_is_ascii() -> None:
    assert strip([1, 5, 9], 10, plain=True)[0].isascii()
