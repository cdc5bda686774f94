"""A copy of somebody's data with planted rows among its own: the same tables, the same columns filled, nothing the data never had."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhenxin.engine import Engine
from zhenxin.events import Dataset
from zhenxin.events.dataset import LoadedTable
from zhenxin.events.schema import typed_tables

_NOT_PLANTED = ("page_facts", "pages", "hotlines", "service_points")
_SORTS = ("kind", "channel")
"""Columns that say what sort of thing a row records. Who records payments for orders and no transfers does not see the wages either."""


@dataclass(frozen=True)
class Copy:
    """The data set as it is, its tables written out in the typed schema."""

    dataset: Dataset
    files: Mapping[str, Path]

    def with_rows(self, engine: Engine, planted: Dataset, shift: timedelta, folder: Path) -> Dataset:
        """The copy with planted rows beside its own, moved in time by `shift`."""
        folder.mkdir(parents=True, exist_ok=True)
        tables = {}
        for name, table in self.dataset.tables.items():
            files: tuple[Path, ...] = (self.files[name],)
            if name in planted.tables and name not in _NOT_PLANTED:
                path = folder / f"{name}.parquet"
                pq.write_table(_like(engine, planted.tables[name], table, shift, self.files[name]), path)
                files = (*files, path)
            tables[name] = replace(table, files=files, select=_plain(name), columns=_names(name), in_place=False, inputs=())
        return replace(self.dataset, tables=tables)


def take_copy(engine: Engine, dataset: Dataset, folder: Path) -> Copy:
    """Write every table of the data set out, in the typed schema."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for name, table in dataset.tables.items():
        engine.read(name, table.files)
        files[name] = folder / f"{name}.parquet"
        engine.write(f"select {', '.join(_names(name))} from ({table.select}) t", files[name], step=f"copy `{name}`")
    return Copy(dataset, files)


def _names(name: str) -> tuple[str, ...]:
    return tuple(column.name for column in typed_tables()[name].columns)


def _plain(name: str) -> str:
    return f"select {', '.join(_names(name))} from {name}"


def _like(engine: Engine, planted: LoadedTable, given: LoadedTable, shift: timedelta, own: Path) -> pa.Table:
    """Planted rows as the given table, which lies in `own`, would hold them: later by `shift`, without columns and sorts of rows that it never has."""
    relation = f"planted_{planted.name}"
    engine.read(relation, planted.files)
    rows = engine.rows(f"select {', '.join(_names(planted.name))} from ({planted.over(relation)}) t", step=f"planted `{planted.name}`")
    schema = pq.read_schema(own)
    return pa.table(list(_cells(_recorded(rows, given, own), given, shift, schema)), schema=schema)


def _recorded(rows: pa.Table, given: LoadedTable, own: Path) -> pa.Table:
    """The rows of such sorts as the given table has; all of them where it tells no sorts apart."""
    for name in given.filled.intersection(_SORTS):
        rows = rows.filter(pc.is_in(rows[name], pc.unique(pq.read_table(own, columns=[name])[name])))
    return rows


def _cells(rows: pa.Table, given: LoadedTable, shift: timedelta, schema: pa.Schema) -> Iterable[pa.ChunkedArray]:
    for field in schema:
        if field.name not in given.filled:
            yield pa.chunked_array([pa.nulls(rows.num_rows, field.type)])
            continue
        column = rows[field.name]
        if pa.types.is_timestamp(column.type):
            column = pc.add(column.cast(pa.timestamp("us")), pa.scalar(shift, pa.duration("us")))
        yield column.cast(field.type)
