"""When a ring acted: the times of its orders and reviews, as far as the result tables carry them, counted by hour, day or week."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both
from zhenxin.report.records import Part

_BARS = 130
"""At most about this many bars in a chart: more cannot be told apart on a phone."""
_STEPS = (
    (timedelta(hours=1), Both("hour", "小时")),
    (timedelta(days=1), Both("day", "天")),
    (timedelta(days=7), Both("week", "周")),
    (timedelta(days=28), Both("four weeks", "四周")),
)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  all times of the tables are UTC without a zone


@dataclass(frozen=True)
class Bar:
    """One stretch of time and what fell into it."""

    starts: datetime
    orders: int
    reviews: int


@dataclass(frozen=True)
class Course:
    """A ring's course in time; no bars where nothing is known of it."""

    bars: tuple[Bar, ...]
    step: Both
    orders: int = 0
    reviews: int = 0
    amount: Decimal = Decimal(0)
    exact: bool = True
    """Whether the times are those of the acts themselves; if not, of the stretches in which evidence was found."""

    @property
    def busiest(self) -> Bar:
        """The stretch with the most orders and reviews; the first of equals."""
        return max(self.bars, key=lambda bar: (bar.orders + bar.reviews, -(bar.starts - _EPOCH).total_seconds()))


def course_of(findings: Findings, ring_id: str) -> Course:
    """When a ring acted: from the times in the parts of its orders and reviews, else from where signals spoke of it."""
    ids = findings.deeds(ring_id)
    acts = {kind: findings.parts(kind, some) for kind, some in ids.items()}
    orders = [fact for parts in acts.get("order", {}).values() if (fact := _fact(parts))]
    reviews = [fact for parts in acts.get("review", {}).values() if (fact := _fact(parts))]
    if orders or reviews:
        total = sum((amount for _, amount in orders), Decimal(0))
        return _counted([time for time, _ in orders], [time for time, _ in reviews], amount=total)
    for member in findings.members(ring_id):
        ids.setdefault(member.entity_kind, set()).add(member.entity_id)
    spoke = {
        kind: {(value.entity_id, value.from_at) for value in findings.values(kind, some) if value.from_at} for kind, some in ids.items()
    }
    times = [sorted(time for _, time in spoke.get(kind, ())) for kind in ("order", "review")]
    if not any(times):
        times[0] = sorted(time for found in spoke.values() for _, time in found)
    return _counted(*times, exact=False)


def _fact(parts: Iterable[Part]) -> tuple[datetime, Decimal] | None:
    """When an order or review happened and what it was worth, from the first of its parts that says so."""
    for part in parts:
        facts = part.facts()
        if time := read_time(facts.get("occurred_at")):
            try:
                amount = Decimal(str(facts.get("amount") or 0))
            except InvalidOperation:
                amount = Decimal(0)
            return time, amount if amount.is_finite() else Decimal(0)
    return None


def read_time(text: object) -> datetime | None:
    """A time written as ISO 8601, UTC where it names no zone; None where it is not one."""
    try:
        time = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return time.astimezone(UTC).replace(tzinfo=None) if time and time.tzinfo else time


def _counted(orders: list[datetime], reviews: list[datetime], *, amount: Decimal = Decimal(0), exact: bool = True) -> Course:
    times = sorted([*orders, *reviews])
    if not times:
        return Course((), _STEPS[1][1])
    length = times[-1] - times[0]
    # one calm day is told by the hour, a season by the day, years by the week
    width, step = next((pair for pair in _STEPS[int(length > timedelta(days=3)) :] if length / pair[0] <= _BARS), _STEPS[-1])
    first, last = (int((time - _EPOCH) / width) for time in (times[0], times[-1]))
    tally = {
        kind: {at: len(list(same)) for at, same in itertools.groupby(sorted(int((time - _EPOCH) / width) for time in some))}
        for kind, some in (("order", orders), ("review", reviews))
    }
    most = first + 10 * _BARS
    bars = tuple(
        Bar(_EPOCH + at * width, tally["order"].get(at, 0), tally["review"].get(at, 0)) for at in range(first, min(last, most) + 1)
    )
    return Course(bars, step, len(orders), len(reviews), amount, exact)
