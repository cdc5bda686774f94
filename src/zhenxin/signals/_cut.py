"""Cuts every table at `as_of` before a signal sees it: later rows are not there, later columns are empty, later means unknown too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from zhenxin.events.schema import Table, typed_tables

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  all times are UTC without a zone
EVENT_TIMES = ("occurred_at", "shipped_at")
"""A table whose *when* bears one of these names is walked window by window; the others say what is, and are only cut at `as_of`."""


@dataclass(frozen=True)
class Step:
    """One window of the walk: later than `from_at`, up to and with `to_at`."""

    from_at: datetime
    to_at: datetime


def steps(window: timedelta, first: datetime, as_of: datetime) -> tuple[Step, ...]:
    """The walk over [first, as_of] in steps of half a `window`, aligned on 1970-01-01, the last one ending at `as_of`."""
    half = window / 2
    ends = []
    index = (first - _EPOCH) // half + 1
    while (end := _EPOCH + index * half) < as_of:
        ends.append(end)
        index += 1
    return tuple(Step(end - window, end) for end in [*ends, as_of])


def is_walked(table: Table) -> bool:
    """Whether the rows of `table` are events that count together only within a window."""
    return table.when in EVENT_TIMES


def cut(table: str, columns: Iterable[str], source: str) -> str:
    """SELECT `columns` of `table` from `source`, cut at `:as_of`, *later* columns emptied where their own time is later or unknown."""
    declared = typed_tables()[table]
    kept = sorted({*columns, *([declared.when] if declared.when else [])})
    picked = [_picked(declared, column) for column in kept]
    where = f" where {declared.when} is null or {declared.when} <= :as_of" if declared.when else ""
    return f"select {', '.join(picked)} from {source}{where}"


def nothing(table: str) -> str:
    """SELECT no rows with every column of `table`: what stands for one that is not there."""
    cells = ", ".join(f"cast(null as {column.sql_type}) as {column.name}" for column in typed_tables()[table].columns)
    return f"select {cells} where false"


def within(table: str, source: str) -> str:
    """SELECT everything of the cut `source` that lies in the window from `:from_at` to `:to_at`; what has no time stays."""
    declared = typed_tables()[table]
    if not is_walked(declared):
        return f"select * from {source}"
    bounds = f"({declared.when} > :from_at and {declared.when} <= :to_at)"
    return f"select * from {source} where {bounds}" + ("" if declared.by_name[declared.when].required else f" or {declared.when} is null")


def aware(moment: datetime) -> datetime:
    """A moment of the tables, which are UTC without a zone, as one with its zone."""
    return moment.replace(tzinfo=UTC)


def _picked(table: Table, column: str) -> str:
    later = table.by_name[column].later if column in table.by_name else ""
    if not later:
        return column
    if later == "?":
        return f"cast(null as {table.by_name[column].sql_type}) as {column}"
    return f"case when {later} <= :as_of then {column} end as {column}"
