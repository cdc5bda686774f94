"""A world on disk: one Parquet file a table, written beside and renamed whole."""

import json
import re
import shutil
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.errors import OutputError
from zhenxin.events.schema import TABLES
from zhenxin.world.arrays import Floats, Ints
from zhenxin.world.clock import microseconds
from zhenxin.world.names import Names

_MARK = b"zhenxin.world"
_ARROW = {
    "VARCHAR": pa.string(), "TIMESTAMP": pa.timestamp("us"), "DECIMAL(18,2)": pa.decimal128(18, 2), "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_(), "VARCHAR[]": pa.list_(pa.string()),
}  # fmt: skip
TRUTH = "truth"
_GROUP = 1 << 19
"""Rows of a row group."""
_TRUTH_SCHEMA = pa.schema([(name, pa.string()) for name in ("entity_kind", "entity_id", "behaviour", "ring_id", "skill")])


def in_time(names: Names, kind: str, at: Floats) -> Ints:
    """The order of rows by time; rows of one millisecond stand in the order of their ids, which says nothing."""
    when = microseconds(np.where(np.isfinite(at), at, 0.0))
    order = np.argsort(when, kind="stable").astype(np.int64)
    same = np.diff(when[order]) == 0
    tied = np.flatnonzero(np.concatenate([[False], same]) | np.concatenate([same, [False]]))
    order[tied] = order[tied][np.lexsort((names.codes(kind, order[tied]), when[order[tied]]))]
    return order


class Part:
    """What one district, or the web of pages, writes of a world: one Parquet file a table, and its rows of the answer key.

    Where a district is `alone` its file is the table; else it is one of several in the table's folder. A table is written while the next
    is being made.
    """

    def __init__(self, beside: Path, mark: Mapping[str, object], *, number: int, alone: bool) -> None:
        self._beside, self._number, self._alone = beside, number, alone
        self._mark = json.dumps(mark, sort_keys=True).encode()
        self._hand = ThreadPoolExecutor(1)
        self._pending: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._wait()
        finally:
            self._hand.shutdown()

    def put(self, table: str, columns: Mapping[str, pa.Array]) -> None:
        """Write one table of this part; columns take the order and the types of the event schema."""
        if table == TRUTH:
            schema = _TRUTH_SCHEMA
        else:
            known = TABLES[table].columns
            schema = pa.schema([(column.name, _ARROW[column.sql_type]) for column in known if column.name in columns])
        data = pa.table({name: _typed(columns[name], schema.field(name).type) for name in schema.names})
        self._wait()
        self._pending = self._hand.submit(self._write, self._file(table), data)

    def pour(self, table: str, names: Collection[str], batches: Iterable[Mapping[str, pa.Array]]) -> None:
        """Write one table of this part batch by batch; `names` are the columns that every batch has."""
        schema = pa.schema([(column.name, _ARROW[column.sql_type]) for column in TABLES[table].columns if column.name in names])
        with self._writer(self._file(table), schema) as writer:
            for columns in batches:
                writer.write_table(pa.table([columns[name] for name in schema.names], schema=schema), row_group_size=_GROUP)

    def _write(self, path: Path, data: pa.Table) -> None:
        with self._writer(path, data.schema) as writer:
            writer.write_table(data, row_group_size=_GROUP)

    def _wait(self) -> None:
        """Until what is being written stands; what went wrong there is raised here."""
        if self._pending is not None:
            self._pending.result()

    def _file(self, table: str) -> Path:
        if table == TRUTH:
            return self._beside / f"{TRUTH}-{self._number:04d}.parquet"
        if self._alone:
            return self._beside / f"{table}.parquet"
        (self._beside / table).mkdir(exist_ok=True)
        return self._beside / table / f"part-{self._number:04d}.parquet"

    def _writer(self, path: Path, schema: pa.Schema) -> pq.ParquetWriter:
        writer = pq.ParquetWriter(path, schema, compression="zstd", store_schema=False, use_dictionary=_repeated(schema))
        writer.add_key_value_metadata({_MARK: self._mark})
        return writer


class Shelf(Part):
    """The folder a world is being written to; it takes its name only when all of it is there. The answer key is one file always."""

    def __init__(self, folder: Path, mark: Mapping[str, object], *, alone: bool = True) -> None:
        refuse_foreign(folder)
        self.folder = folder
        self.beside = folder.parent / f".{folder.name}.unfinished"
        super().__init__(self.beside, mark, number=0, alone=alone)
        try:
            if self.beside.exists():
                shutil.rmtree(self.beside)
            self.beside.mkdir(parents=True)
        except OSError as error:
            raise OutputError(
                "the world cannot be written here", place=f"{folder}: {error.strerror}", hint="name a folder you may write to"
            ) from None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        whole = False
        try:
            super().__exit__(kind)
            if kind is None:
                self._join_key()
                whole = True
        finally:
            if not whole:
                shutil.rmtree(self.beside, ignore_errors=True)
        if whole:
            self._finish()

    def _join_key(self) -> None:
        """The answer key of all parts as one file."""
        parts = sorted(self.beside.glob(f"{TRUTH}-*.parquet"))
        with self._writer(self.beside / f"{TRUTH}.parquet", _TRUTH_SCHEMA) as writer:
            for path in parts:
                writer.write_table(pq.ParquetFile(path).read().cast(_TRUTH_SCHEMA), row_group_size=_GROUP)
                path.unlink()

    def _finish(self) -> None:
        """Put the whole world in its place, over an earlier one."""
        try:
            if self.folder.exists():
                shutil.rmtree(self.folder)
            self.beside.rename(self.folder)
        except OSError as error:
            raise OutputError(
                "the world cannot be put in its place", place=f"{self.folder}: {error.strerror}", hint="name another folder"
            ) from None


def _repeated(schema: pa.Schema) -> list[str]:
    """Columns whose values are worth a dictionary: those that come with one, and texts that are no ids."""
    texts = [field.name for field in schema if field.type == pa.string() and not field.name.endswith(("_id", "_hash"))]
    return texts + [field.name for field in schema if pa.types.is_dictionary(field.type)]


def _typed(column: pa.Array, kind: pa.DataType) -> pa.Array:
    """A column of the declared type; texts may stay dictionary-encoded, which a file does not show."""
    encoded = pa.types.is_dictionary(column.type) and column.type.value_type == kind
    return column if encoded else column.cast(kind)


def refuse_foreign(folder: Path) -> None:
    """Raise OutputError where `folder` holds anything but an earlier world."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError("the place for the world is a file", place=str(folder), hint="name a folder")
    found = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())
    strange = [name for name in found if not _OURS.fullmatch(name)]
    if strange or (found and not _is_world(folder)):
        what = f"`{strange[0]}`" if strange else "tables that no world wrote"
        raise OutputError(f"the folder holds {what}", place=str(folder), hint="name an empty folder or an earlier world")


_OURS = re.compile(rf"({'|'.join((*TABLES, TRUTH))})\.parquet|({'|'.join(TABLES)})/part-\d{{4}}\.parquet")
"""What a world's folder may hold."""


def _is_world(folder: Path) -> bool:
    try:
        return all(_MARK in (pq.read_metadata(path).metadata or {}) for path in folder.rglob("*") if not path.is_dir())
    except (OSError, pa.ArrowInvalid):
        return False
