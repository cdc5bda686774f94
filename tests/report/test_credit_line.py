"""A credit over time: the same steps on the page and in the terminal."""

from datetime import datetime, timedelta

from zhenxin.report.credit_line import course_of_credit
from zhenxin.report.terminal.strips import level

DAY = datetime.fromisoformat("2026-05-01")
LEDGER = [
    {"occurred_at": DAY + timedelta(days=30), "change": 120.0, "source_id": "b"},
    {"occurred_at": DAY, "change": -400.0, "source_id": "a"},
]


def test_the_changes_stand_in_time_with_what_is_left_after_each() -> None:
    assert course_of_credit(LEDGER) == [(DAY, 600.0), (DAY + timedelta(days=30), 720.0)]


def test_a_level_is_full_at_its_highest_and_empty_at_nothing() -> None:
    assert level([1000, 1000, 600, 10, 0], 1000.0) == "██▅▁ "
    assert level([1000, 500, 0], 1000.0, plain=True).isascii()
