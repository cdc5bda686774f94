"""When a ring acted, as far as the tables tell."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from zhenxin.report.charts import days
from zhenxin.report.course import Course, course_of, read_time
from zhenxin.report.findings import Findings

from .markets import TIED, Market

START = datetime.fromisoformat("2025-03-01T08:00:00")


def _course(folder: Path, times: list[object], amount: object = "10.50") -> Course:
    market = Market()
    for at, time in enumerate(times):
        when = time.isoformat() if isinstance(time, datetime) else time
        market.score("order", f"x{at}", TIED, args={"occurred_at": when, "amount": amount}, ring_id="R")
    return course_of(Findings.load(market.write(folder / "o")), "R")


@pytest.mark.parametrize(
    ("length", "step", "most"),
    [
        pytest.param(timedelta(hours=9), "hour", "most in the hour of 2025", id="a day by the hour"),
        pytest.param(timedelta(days=40), "day", "most on 2025", id="a season by the day"),
        pytest.param(timedelta(days=300), "week", "most in the week from 2025", id="a year by the week"),
        pytest.param(timedelta(days=3000), "four weeks", "most in the four weeks from 2025", id="longer by the month"),
    ],
)
def test_the_step_fits_the_length(tmp_path: Path, length: timedelta, step: str, most: str) -> None:
    course = _course(tmp_path, [START, START + length])
    assert course.step.en == step
    assert most in days(course)
    assert len(course.bars) <= 131
    assert sum(bar.orders for bar in course.bars) == 2


def test_orders_and_amounts_are_counted_once_each(tmp_path: Path) -> None:
    course = _course(tmp_path, [START, START, START + timedelta(days=5)])
    assert (course.orders, course.reviews, course.amount, course.exact) == (3, 0, Decimal("31.50"), True)
    assert (course.busiest.orders, course.busiest.starts) == (2, datetime.fromisoformat("2025-03-01"))


@pytest.mark.parametrize("amount", ["many", None, "NaN", "Infinity"])
def test_an_amount_that_is_none_counts_nothing(tmp_path: Path, amount: object) -> None:
    assert _course(tmp_path, [START], amount=amount).amount == 0


@pytest.mark.parametrize("time", ["yesterday", None, 7, ""])
def test_times_that_are_none_leave_the_chart_out(tmp_path: Path, time: object) -> None:
    assert _course(tmp_path, [time]).bars == ()


def test_without_times_of_acts_the_stretches_of_evidence_stand_in_and_it_is_said(tmp_path: Path) -> None:
    market = Market()
    market.member("R", "account", "u", "brusher")
    market.add("signal_values", entity_kind="account", entity_id="u", signal="order_burst", from_at=START, to_at=START)
    course = course_of(Findings.load(market.write(tmp_path / "o")), "R")
    assert (len(course.bars), course.exact) == (1, False)


def test_a_time_with_a_zone_is_read_as_utc() -> None:
    assert read_time("2025-03-01T08:00:00+08:00") == datetime.fromisoformat("2025-03-01")
    assert read_time("2025-03-01 08:00:00") == START
