"""The query that gives a finding's number again, for whoever doubts it: it runs in a bare DuckDB in the data set's folder."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from zhenxin.engine import parse
from zhenxin.signals._base import Signal
from zhenxin.signals._cut import cut, nothing, within


def query_id(signal: str, to_at: datetime) -> str:
    """A query's name: the signal and the end of the window it looks through."""
    return f"{signal}@{to_at:%Y-%m-%dT%H:%M:%S}"


def queries(signals: Mapping[str, Signal], used: pa.Table, scans: Mapping[str, str], as_of: datetime) -> list[dict[str, Any]]:
    """One row a signal and window in `used` (signal, from_at, to_at): query_id, signal, sql.

    `scans` gives, table by table, SQL of bare DuckDB that reads it from the data set's folder; a table that is not there has no rows.
    """
    rows = {}
    for row in used.select(["signal", "from_at", "to_at"]).to_pylist():
        name = query_id(row["signal"], row["to_at"])
        if name not in rows and row["signal"] in signals:
            rows[name] = {"query_id": name, "signal": row["signal"], "sql": _sql(signals[row["signal"]], row, scans, as_of)}
    return [rows[name] for name in sorted(rows)]


def _sql(signal: Signal, row: Mapping[str, Any], scans: Mapping[str, str], as_of: datetime) -> str:
    """The step as it ran, with what reads each table from its files put before it; of a kernel's signal, the rows that the kernel was given."""
    sources = {table: within(table, f"({cut(table, columns, f'{table}_read')}) as {table}") for table, columns in signal.query.reads}
    values = {"from_at": row["from_at"], "to_at": row["to_at"], "as_of": as_of}
    given = f"({signal.sql}) as given" if signal.has_kernel else f"({signal.heard(signal.sql)}) as told"
    text = f"select * from {given} order by entity_id"
    read = ",\n".join(f"{table}_read as ({scans.get(table) or nothing(table)})" for table in signal.query.tables)
    return f"with {read}\n{parse(text, signal.name).sql('duckdb', values, sources)}"
