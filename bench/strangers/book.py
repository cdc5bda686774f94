"""The book of events: rows come in by chunks of columns, go out as sorted, typed Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from strangers.arrays import Any1, Frame, choose, objs
from strangers.schema import LATER, TABLES, WHEN

_ARROW: dict[str, pa.DataType] = {
    "s": pa.string(),
    "t": pa.timestamp("us"),
    "m": pa.decimal128(18, 2),
    "i": pa.int32(),
    "d": pa.float64(),
    "b": pa.bool_(),
    "l": pa.list_(pa.string()),
}


class Book:
    """All events of a market; tables and columns the market does not have are dropped on the way in."""

    def __init__(self, tables: frozenset[str], without: frozenset[str]) -> None:
        self._frames: dict[str, Frame] = {table: Frame() for table in TABLES if table in tables}
        self._chunks: dict[str, list[tuple[int, dict[str, object]]]] = {table: [] for table in self._frames}
        self._without = without

    def has(self, table: str) -> bool:
        """Say whether the market keeps this table."""
        return table in self._frames

    def add(self, table: str, n: int, **columns: object) -> None:
        """Add n rows; a column is an array, a list, or one value for all."""
        unknown = set(columns) - set(TABLES[table])
        if unknown:
            raise ValueError(f"{table}: {sorted(unknown)}")
        if n and table in self._frames:
            self._chunks[table].append((n, columns))

    def write(self, folder: Path, until: float) -> dict[str, int]:
        """Write every table up to a moment, ordered by time, and give the number of rows in each."""
        folder.mkdir(parents=True, exist_ok=True)
        counts = {}
        for table, chunks in self._chunks.items():
            names = [name for name in TABLES[table] if f"{table}.{name}" not in self._without]
            columns = {name: _column(chunks, name, TABLES[table][name]) for name in names}
            arrow = _arrow(table, columns, until)
            counts[table] = arrow.num_rows
            pq.write_table(arrow, folder / f"{table}.parquet")
        return counts


def _column(chunks: list[tuple[int, dict[str, object]]], name: str, kind: str) -> Any1:
    numeric = kind in "tmid"
    parts = []
    for n, columns in chunks:
        value = columns.get(name)
        if value is None:
            parts.append(np.full(n, np.nan) if numeric else objs(None, n))
        elif isinstance(value, np.ndarray | list):
            if len(value) != n:
                raise ValueError(f"{name}: {len(value)} for {n}")
            parts.append(np.asarray(value, dtype=np.float64) if numeric else objs(value))
        elif numeric:
            parts.append(np.full(n, float(str(value))))
        else:
            parts.append(objs(value, n))
    if parts:
        return np.concatenate(parts)
    return np.empty(0) if numeric else np.empty(0, dtype=object)


def _arrow(table: str, columns: dict[str, Any1], until: float) -> pa.Table:
    when = WHEN.get(table)
    first = next(iter(columns))
    keep = np.arange(len(columns[first]))
    if when in columns:
        times = columns[when]
        keep = keep[~(times > until)]
        keep = keep[np.lexsort((columns[first][keep].astype(str), times[keep]))]
    else:
        keep = keep[np.argsort(columns[first].astype(str), kind="stable")]
    columns = {name: column[keep] for name, column in columns.items()}
    for moment, what in LATER.get(table, {}).items():
        late = columns[moment] > until
        columns[moment] = np.where(late, np.nan, columns[moment])
        if what != moment:
            columns[what] = choose(late, None, columns[what])
    arrays = {name: to_arrow(column, TABLES[table][name]) for name, column in columns.items()}
    return pa.table(arrays)


def to_arrow(column: Any1, kind: str) -> pa.Array:
    """Turn a raw column into an Arrow array of the contract's type."""
    target = _ARROW[kind]
    if kind in "sbl":
        return pa.array(column.tolist(), type=target)
    empty = np.isnan(column)
    filled: Any = np.where(empty, 0, column)
    if kind == "t":
        return pa.array((filled * 1e6).round().astype(np.int64), mask=empty).cast(target)
    if kind == "m":
        return pa.array(filled.round(2), mask=empty).cast(target)
    if kind == "i":
        return pa.array(filled.round().astype(np.int32), mask=empty)
    return pa.array(filled, mask=empty)
