"""Event tables written down row by row, and what a signal says of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from zhenxin.signals._crowd import AS_OF, typed

Row = Mapping[str, Any]
Values = Callable[..., dict[str, float]]
"""The values of a signal over tables given as rows: `values(signal, orders=[…], parcels=[…])`."""


def ago(days: float = 0, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
    """A moment so long before AS_OF."""
    return AS_OF - timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def table(name: str, rows: Sequence[Row]) -> pa.Table:
    """A table of the typed schema from its rows; what no row names is NULL."""
    names = dict.fromkeys(column for row in rows for column in row)
    return typed(name, {column: [row.get(column) for row in rows] for column in names})


def cases(table: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of `parametrize` from a table of sentence to case."""
    return {"argvalues": list(table.values()), "ids": list(table)}
