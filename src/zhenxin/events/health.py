"""What looks unhealthy in a data set: a table that stops, a hole in it, a column that empties, a day that doubles."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import numpy as np

from zhenxin.events.dataset import Dataset, Finding, LoadedTable
from zhenxin.events.schema import TABLES

_STREAMS = frozenset({"occurred_at", "shipped_at"})
"""Times of tables that grow day by day; others, such as accounts or products, may rest for months."""

_EXPECTED = 20.0
"""Rows that should be there before their absence means anything: by chance alone it would be e^-20."""

_FEWEST_DAYS = 14
_DOUBLE = (1.7, 2.6)
"""A doubled day against its neighbours; beyond, it is a sale, not a file read twice."""

_MOST_DAYS = 5
"""Days told of one table."""


def health(dataset: Dataset) -> list[Finding]:
    """Everything that looks unhealthy, table by table; counting only, no rows are read again."""
    findings: list[Finding] = []
    for name, loaded in dataset.tables.items():
        table = TABLES.get(name)
        if table is None or table.when not in _STREAMS:
            continue
        days = {day: rows for day, rows in loaded.days.items() if day <= dataset.as_of.date()}
        findings += _silences(name, days, dataset.as_of.date())
        findings += _doubles(loaded, days)
        for column in table.columns:
            if not column.later and not column.required and column.name in loaded.filled_days:
                findings += _empties(name, column.name, days, loaded.filled_days[column.name])
    return findings


def standing_out(days: Mapping[date, int]) -> list[date]:
    """Days with far more rows than the days around them and than the same weekdays around them; the highest first, at most 20."""
    found = []
    for day, rows in days.items():
        weekly = [days.get(day + timedelta(weeks=step), 0) for step in range(-4, 5) if step]
        usual = max(_around(days, day), _usual(weekly))
        if usual >= _EXPECTED and rows >= _DOUBLE[0] * usual:
            found.append((rows / usual, day))
    return [day for _, day in sorted(found, reverse=True)[:20]]


def _around(days: Mapping[date, int], day: date) -> float:
    return _usual([days.get(day + timedelta(days=step), 0) for step in range(-7, 8) if step])


def _usual(rows: Sequence[int]) -> float:
    there = [each for each in rows if each]
    return float(median(there)) if len(there) >= 3 else 0.0


def _silences(name: str, days: Mapping[date, int], until: date) -> Iterator[Finding]:
    there = sorted(days)
    if len(there) < _FEWEST_DAYS:
        return
    gaps = sorted(((after - before).days - 1, before, after) for before, after in pairwise(there))
    usual = gaps[int(0.95 * len(gaps))][0]
    last = (until - there[-1]).days
    rate = _rate(days, there[-1], -3 * max(last, 7))
    if last >= max(3, 5 * usual) and rate * last >= _EXPECTED:
        yield Finding(
            kind="stops",
            table=name,
            sentence=f"`{name}` stops on {there[-1]}: nothing in the {last} days to {until}, {rate:.0f} rows a day before",
            sentence_zh=f"`{name}` 到 {there[-1]} 为止：此前每天约 {rate:.0f} 行，之后至 {until} 的 {last} 天没有任何数据",
        )
    longest, before, after = gaps[-1]
    rate = min(
        _rate(days, before, -3 * max(longest, 7)), _rate(days, after, 3 * max(longest, 7))
    )  # young tables grow: the slower side counts
    if longest >= max(3, 5 * usual) and rate * longest >= _EXPECTED:
        first, end = before + timedelta(days=1), after - timedelta(days=1)
        yield Finding(
            kind="gap",
            table=name,
            sentence=f"`{name}` has nothing from {first} to {end}, {rate:.0f} rows a day otherwise",
            sentence_zh=f"`{name}` 在 {first} 至 {end} 之间没有数据，其余时间每天约 {rate:.0f} 行",
        )


def _rate(days: Mapping[date, int], day: date, span: int) -> float:
    """Rows a day in the `span` days that begin, or with a negative one end, with `day`, as far as there are any."""
    within = [day + timedelta(days=step if span > 0 else -step) for step in range(abs(span))]
    reach = max((abs((each - day).days) + 1 for each in within if each in days), default=1)
    return sum(days.get(each, 0) for each in within) / max(reach, 7)


def _doubles(loaded: LoadedTable, days: Mapping[date, int]) -> Iterator[Finding]:
    high = [day for day in standing_out(days) if day in days]
    twice = [day for day in high if loaded.twins.get(day, 0) >= 0.4 * days[day]]
    alone = [day for day in high if len(high) == 1 and days[day] <= _DOUBLE[1] * _around(days, day)]  # of two, both may be sales
    for day in twice[:_MOST_DAYS] or alone:
        times, share = days[day] / _around(days, day), loaded.twins.get(day, 0) / days[day]
        yield Finding(
            kind="doubles",
            table=loaded.name,
            sentence=f"`{loaded.name}` has {times:.1f} times the usual rows on {day}"
            + (f", and {share:.0%} of them are there twice: was a file read twice?" if twice else ": a busy day, or a file read twice?"),
            sentence_zh=f"`{loaded.name}` 在 {day} 的行数是平时的 {times:.1f} 倍"
            + (f"，其中 {share:.0%} 的行重复出现：是否有文件重复导入？" if twice else "：当日活动，还是文件重复导入？"),
        )


def _empties(name: str, column: str, days: Mapping[date, int], filled: Mapping[date, int]) -> Iterator[Finding]:
    there = sorted(days)
    if len(there) < _FEWEST_DAYS:
        return
    rows = np.cumsum([days[day] for day in there])
    values = np.cumsum([filled.get(day, 0) for day in there])
    before = values[:-1] / rows[:-1]
    after = (values[-1] - values[:-1]) / (rows[-1] - rows[:-1])
    lost = (before - after) * (rows[-1] - rows[:-1])
    contrast = (before - after) ** 2 * rows[:-1] * (rows[-1] - rows[:-1])  # greatest where the two sides differ most, size counted
    contrast[(after > 0.1 * before) | (lost < _EXPECTED)] = 0.0
    split = int(np.argmax(contrast))
    if contrast[split] <= 0.0:
        return
    since = there[split + 1]
    yield Finding(
        kind="empties",
        table=name,
        column=column,
        sentence=f"`{name}.{column}` empties on {since}: {before[split]:.0%} of the rows had it before, {after[split]:.0%} from then on",
        sentence_zh=f"`{name}.{column}` 自 {since} 起变空：有值的行由 {before[split]:.0%} 降到 {after[split]:.0%}",
    )
