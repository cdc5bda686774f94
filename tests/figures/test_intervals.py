"""Sums and means of what is left: the plain figures at weights of 0 and 1, and intervals that hold as often as they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenxin.figures.counts import Doubts, Floats
from zhenxin.figures.intervals import SPREAD, clean_mean, clean_sum


def doubts(owner: list[int], probability: list[float], worth: list[float]) -> Doubts:
    return Doubts(np.array(owner, np.int64), np.array(probability, float), np.array(worth, float))


def of(*values: float) -> Floats:
    return np.array(values, float)


NONE = doubts([], [], [])


def test_removing_nothing_changes_nothing() -> None:
    left = clean_sum(of(7, 0), NONE, NONE.worth)
    assert [list(one) for one in (left.base, left.low, left.high)] == [[7, 0]] * 3
    mean = clean_mean(of(20), of(5), NONE, of(3))
    assert (mean.base[0], mean.low[0], mean.high[0]) == (4, 4, 4)


def test_weights_of_nought_and_one_give_the_plain_figures() -> None:
    sure = doubts([0, 0, 1], [1.0, 0.0, 1.0], [5, 1, 5])
    left = clean_sum(of(10, 3), sure, np.ones(3))
    assert [list(one) for one in (left.base, left.low, left.high)] == [[9, 2]] * 3
    mean = clean_mean(of(5 + 1 + 3, 5), of(3, 1), sure, of(4, 4))
    assert mean.base[0] == mean.low[0] == mean.high[0] == 2.0  # of 1 and 3
    assert np.isnan(mean.base[1])  # nothing is left to take a mean of


def test_where_little_is_left_the_category_stands_in_for_what_is_open() -> None:
    open_ = doubts([0] * 4, [0.9] * 4, [5.0] * 4)
    mean = clean_mean(of(20), of(4), open_, of(3.0))
    assert mean.base[0] == pytest.approx((20 - 18 + 4 * 0.09 * 3) / (4 - 3.6 + 0.36))
    assert mean.low[0] < mean.base[0] <= mean.high[0] <= 5


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1), st.floats(0, 1000)), max_size=30), st.randoms())
def test_ends_lie_about_the_base_and_no_figure_depends_on_the_order_of_rows(rows: list[tuple[int, float, float]], dice: object) -> None:
    plain = of(*(sum(worth for owner, _, worth in rows if owner == thing) + 10 for thing in range(4)))

    def left(rows: list[tuple[int, float, float]]) -> list[Floats]:
        made = doubts([one[0] for one in rows], [one[1] for one in rows], [one[2] for one in rows])
        found = clean_sum(plain, made, made.worth)
        return [found.low, found.base, found.high]

    low, base, high = left(rows)
    assert (low <= base + 1e-6).all()
    assert (base <= high + 1e-6).all()
    assert (low >= 10 - 1e-6).all()
    assert (high <= plain + 1e-6).all()
    for one, other in zip(left(rows), left(rows[::-1]), strict=True):
        assert one == pytest.approx(other)


@pytest.mark.parametrize("together", [0.0, SPREAD])
def test_intervals_of_ninety_in_a_hundred_hold_so_often(together: float) -> None:
    """Doubts that err together by as much as is said are covered nine times in ten; where they do not, more often."""
    dice = np.random.default_rng(5)
    things, each = 2000, 20
    said = dice.uniform(0.05, 0.95, (things, each))
    odds = np.log(said / (1 - said)) + together * dice.standard_normal((things, 1))
    true = dice.random((things, each)) < 1 / (1 + np.exp(-odds))
    made = Doubts(np.repeat(np.arange(things), each), said.ravel(), np.ones(things * each))
    left = clean_sum(np.full(things, float(each)), made, made.worth)
    honest = each - true.sum(axis=1)
    held = ((honest >= left.low) & (honest <= left.high)).mean()
    assert 0.86 <= held <= 0.95 if together else held > 0.95
