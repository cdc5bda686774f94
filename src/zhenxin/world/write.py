"""A world on disk: one Parquet file a table, written beside and renamed whole."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

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
_TRUTH_SCHEMA = pa.schema([(name, pa.string()) for name in ("entity_kind", "entity_id", "behaviour", "ring_id", "skill")])


def in_time(names: Names, kind: str, at: Floats) -> Ints:
    """The order of rows by time; rows of one millisecond stand in the order of their ids, which says nothing."""
    when = microseconds(np.where(np.isfinite(at), at, 0.0))
    return np.lexsort((names.codes(kind, np.arange(len(at), dtype=np.int64)), when)).astype(np.int64)


class Shelf:
    """The folder a world is being written to; it takes its name only when all of it is there."""

    def __init__(self, folder: Path, mark: Mapping[str, object]) -> None:
        refuse_foreign(folder)
        self.folder = folder
        self._mark = json.dumps(mark, sort_keys=True).encode()
        self._beside = folder.parent / f".{folder.name}.unfinished"
        try:
            if self._beside.exists():
                shutil.rmtree(self._beside)
            self._beside.mkdir(parents=True)
        except OSError as error:
            raise OutputError(
                "the world cannot be written here", place=f"{folder}: {error.strerror}", hint="name a folder you may write to"
            ) from None

    def put(self, table: str, columns: Mapping[str, pa.Array]) -> None:
        """Write one table; columns take the order and the types of the event schema."""
        if table == TRUTH:
            schema = _TRUTH_SCHEMA
        else:
            known = TABLES[table].columns
            schema = pa.schema([(column.name, _ARROW[column.sql_type]) for column in known if column.name in columns])
        data = pa.table([columns[name].cast(schema.field(name).type) for name in schema.names], schema=schema)
        with pq.ParquetWriter(self._beside / f"{table}.parquet", schema, compression="zstd", store_schema=False) as writer:
            writer.write_table(data, row_group_size=1 << 19)
            writer.add_key_value_metadata({_MARK: self._mark})

    def finish(self) -> None:
        """Put the whole world in its place, over an earlier one."""
        try:
            if self.folder.exists():
                shutil.rmtree(self.folder)
            self._beside.rename(self.folder)
        except OSError as error:
            raise OutputError(
                "the world cannot be put in its place", place=f"{self.folder}: {error.strerror}", hint="name another folder"
            ) from None

    def abandon(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._beside, ignore_errors=True)


def refuse_foreign(folder: Path) -> None:
    """Raise OutputError where `folder` holds anything but an earlier world."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError("the place for the world is a file", place=str(folder), hint="name a folder")
    found = sorted(path.name for path in folder.iterdir())
    expected = {f"{table}.parquet" for table in (*TABLES, TRUTH)}
    strange = [name for name in found if name not in expected]
    if strange or (found and not _is_world(folder)):
        what = f"`{strange[0]}`" if strange else "tables that no world wrote"
        raise OutputError(f"the folder holds {what}", place=str(folder), hint="name an empty folder or an earlier world")


def _is_world(folder: Path) -> bool:
    try:
        return all(_MARK in (pq.read_metadata(path).metadata or {}) for path in folder.iterdir())
    except (OSError, pa.ArrowInvalid):
        return False
