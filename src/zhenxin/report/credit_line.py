"""A shop's credit over time as a small stepped line, from its ledger."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from zhenxin.report import numbers
from zhenxin.report.markup import Markup, tag

_WIDE, _HIGH, _EDGE = 140, 28, 2


def course_of_credit(ledger: Sequence[Mapping[str, Any]]) -> list[tuple[datetime, float]]:
    """Each change of a ledger in time, with the points that stand after it; 1000 stood before the first."""
    left, course = 1000.0, []
    for line in sorted(ledger, key=lambda one: (one["occurred_at"], str(one["source_id"]))):
        left += line["change"]
        course.append((line["occurred_at"], left))
    return course


def credit_line(ledger: Sequence[Mapping[str, Any]], as_of: datetime) -> Markup:
    """From 1000 points on the day before the first change down by each change to `as_of`; the lower edge is 0."""
    days = [line["occurred_at"] for line in ledger]
    first = min(days, default=as_of)
    span = max((as_of - first).total_seconds(), 1.0)
    left, points = 1000.0, [(float(_EDGE), 1000.0)]
    for moment, stands in course_of_credit(ledger):
        across = _EDGE + (_WIDE - 2 * _EDGE) * (moment - first).total_seconds() / span
        points += [(across, left), (across, stands)]
        left = stands
    points.append((float(_WIDE - _EDGE), left))
    path = " ".join(f"{'L' if at else 'M'}{x:.1f} {_EDGE + (_HIGH - 2 * _EDGE) * (1 - y / 1000):.1f}" for at, (x, y) in enumerate(points))
    label = f"1000 → {left:g}, {numbers.day(first)} – {numbers.day(as_of)}"
    return tag(
        "svg",
        tag("path", d=path, class_="line"),
        viewBox=f"0 0 {_WIDE} {_HIGH}",
        width=_WIDE,
        height=_HIGH,
        role="img",
        aria_label=label,
        class_="credit",
    )
