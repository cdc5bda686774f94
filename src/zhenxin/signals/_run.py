"""Runs signals over a data set and gives one long table: entity, signal, value, level, reason."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.engine import Engine
from zhenxin.events.schema import typed_tables
from zhenxin.signals._base import Signal
from zhenxin.signals._cut import cut, is_walked, nothing, steps, within
from zhenxin.signals._levels import INNER
from zhenxin.signals._queries import query_id


@dataclass(frozen=True)
class Available:
    """What a data set holds: its tables, and which of their columns are filled."""

    filled: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Measured:
    """What came of one signal: rows with from_at, to_at and the sentence's columns, or what it lacked."""

    signal: Signal
    rows: pa.Table | None
    lacks: tuple[str, ...] = ()


def lacks(signal: Signal, available: Available) -> tuple[str, ...]:
    """Tables and columns that `signal` reads, cannot do without, and that are absent or wholly empty; sorted."""
    missing = []
    for table, columns in signal.query.reads:
        if table in signal.can_do_without:
            continue
        if table not in available.filled:
            missing.append(table)
            continue
        declared = typed_tables()[table].by_name
        wanted = [c for c in columns if c in declared and f"{table}.{c}" not in signal.can_do_without]
        missing += [f"{table}.{column}" for column in wanted if column not in available.filled[table]]
    return tuple(sorted(missing))


def needed(signals: Iterable[Signal]) -> dict[str, set[str]]:
    """Table by table, every column that some signal reads."""
    columns: dict[str, set[str]] = {}
    for signal in signals:
        for table, names in signal.query.reads:
            declared = typed_tables()[table].by_name
            columns.setdefault(table, set()).update(name for name in names if name in declared)
    return columns


def cut_tables(engine: Engine, columns: Mapping[str, Iterable[str]], sources: Mapping[str, str], as_of: datetime) -> None:
    """Keep `cut_<table>` for every table: cut at `as_of`, narrowed to `columns`; one that is not in `sources` gets no rows."""
    for table, names in columns.items():
        source = f"({sources.get(table) or nothing(table)}) as {table}"
        engine.materialize(f"cut_{table}", cut(table, names, source), {"as_of": as_of}, step=f"cut {table}")


def measure(engine: Engine, signal: Signal, *, first: datetime, as_of: datetime, since: datetime | None = None) -> pa.Table:
    """Walk `signal` over the cut tables and keep each entity's strongest value from its first level on.

    Gives entity_id, value, from_at, to_at and the sentence's further columns, sorted by entity_id. `first` is the earliest event.
    """
    found = []
    walk = (
        steps(signal.window, max(first, since) if since else first, as_of)
        if _walks(signal)
        else steps(as_of - first + timedelta(1), as_of, as_of)
    )
    for step in walk:
        values = {"from_at": step.from_at, "to_at": step.to_at, "as_of": as_of}
        rows = _one_window(engine, signal, values)
        if rows.num_rows:
            stamps = {name: pa.array([values[name]] * rows.num_rows, pa.timestamp("us")) for name in ("from_at", "to_at")}
            found.append(rows.append_column("from_at", stamps["from_at"]).append_column("to_at", stamps["to_at"]))
    return _strongest(found) if found else _nobody()


def first_event(signal: Signal, first_at: Mapping[str, datetime | None], as_of: datetime) -> datetime:
    """When the events that `signal` walks over begin; `as_of` where there are none.

    Registrations are sightings too, and years old; the walk over sightings begins with the first log-in or order.
    """
    walked = [table for table in signal.query.tables if is_walked(typed_tables()[table])]
    acted = [first_at.get(name) for name in ("logins", "orders")] if "sightings" in walked else []
    firsts = [first_at.get(table) for table in walked if table != "sightings" or not any(acted)] + acted
    return min((first for first in firsts if first is not None), default=as_of)


def signal_values(measured: Iterable[Measured], as_of: datetime) -> pa.Table:
    """The long table of DESIGN §5, plus `args`: what the sentence was filled with, as JSON; sorted by its keys."""
    columns: dict[str, list[Any]] = {name: [] for name in SIGNAL_VALUES.names}
    for one in measured:
        if one.rows is not None and one.rows.num_rows:
            _add(columns, one.signal, one.rows, as_of)
    table = pa.table(columns, SIGNAL_VALUES)
    return table.sort_by([("entity_kind", "ascending"), ("entity_id", "ascending"), ("signal", "ascending")])


SIGNAL_VALUES = pa.schema(
    [
        ("entity_kind", pa.string()), ("entity_id", pa.string()), ("signal", pa.string()), ("value", pa.float64()), ("level", pa.int32()),
        ("reason", pa.string()), ("reason_zh", pa.string()), ("from_at", pa.timestamp("us")), ("to_at", pa.timestamp("us")),
        ("as_of", pa.timestamp("us")), ("query_id", pa.string()), ("args", pa.string()),
    ]
)  # fmt: skip


def rounded(value: float) -> float:
    """A double as results hold it: 9 significant digits."""
    return float(f"{value:.9g}")


def _walks(signal: Signal) -> bool:
    return any(is_walked(typed_tables()[table]) for table in signal.query.tables)


def whole_window(engine: Engine, signal: Signal, values: Mapping[str, Any]) -> pa.Table:
    """Every row that the SQL or the kernel of `signal` gives for one window (`values`: from_at, to_at, as_of), silence included."""
    sources = {table: within(table, f"cut_{table}") for table in signal.query.tables}
    rows = engine.rows(signal.sql, values, step=signal.name, sources=sources)
    if not signal.has_kernel:
        return rows
    batches = list(signal.kernel(iter(rows.to_batches())))
    return pa.Table.from_batches(batches) if batches else _nobody().drop_columns("level")


def _one_window(engine: Engine, signal: Signal, values: Mapping[str, Any]) -> pa.Table:
    """The rows of one window that reach a level, with `level`."""
    if signal.has_kernel:
        engine.put("of_kernel", whole_window(engine, signal, values))
        rows = engine.rows(signal.heard("select * from of_kernel"), step=f"levels of {signal.name}")
    else:
        sources = {table: within(table, f"cut_{table}") for table in signal.query.tables}
        rows = engine.rows(signal.heard(signal.sql), values, step=signal.name, sources=sources)
    return rows.drop_columns([name for name in INNER if name in rows.column_names])


def _nobody() -> pa.Table:
    return pa.table({"entity_id": pa.array([], pa.string()), "value": pa.array([], pa.float64()), "level": pa.array([], pa.int32())})


def _strongest(found: list[pa.Table]) -> pa.Table:
    """One row an entity: the highest level, then value; of equals the earliest window."""
    whole = pa.concat_tables(found, promote_options="permissive")
    ordered = whole.sort_by([("entity_id", "ascending"), ("level", "descending"), ("value", "descending"), ("to_at", "ascending")])
    ids = ordered["entity_id"].combine_chunks()
    is_first = pc.invert(pc.equal(ids.slice(1), ids.slice(0, len(ids) - 1)))
    return ordered.filter(
        pa.concat_arrays([pa.array([True]), is_first.combine_chunks() if isinstance(is_first, pa.ChunkedArray) else is_first])
    )


def _add(columns: dict[str, list[Any]], signal: Signal, rows: pa.Table, as_of: datetime) -> None:
    further = [name for name in rows.column_names if name not in {"entity_id", "value", "level", "from_at", "to_at"}]
    for row in rows.to_pylist():
        value = rounded(row["value"])
        args = {name: rounded(row[name]) if isinstance(row[name], float) else row[name] for name in further}
        english, chinese = signal.reason.say(signal.window, value=value, **args)
        told = json.dumps(args, ensure_ascii=False, sort_keys=True, default=str)
        named = query_id(signal.name, row["to_at"])
        cells = (signal.entity, row["entity_id"], signal.name, value, row["level"], english, chinese, row["from_at"], row["to_at"])
        for name, item in zip(SIGNAL_VALUES.names, (*cells, as_of, named, told), strict=True):
            columns[name].append(item)
