"""Converted tables on disk: one Parquet file a table and a README, written beside and renamed whole."""

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.errors import OutputError
from zhenxin.events.convert.source import Made
from zhenxin.events.schema import TABLES

_MARK = b"zhenxin.convert"
_README = "README.txt"
_ARROW = {
    "VARCHAR": pa.string(), "TIMESTAMP": pa.timestamp("us"), "DECIMAL(18,2)": pa.decimal128(18, 2), "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_(), "VARCHAR[]": pa.list_(pa.string()),
}  # fmt: skip


def refuse_foreign(folder: Path) -> None:
    """Raise OutputError where `folder` is a file or holds anything but an earlier conversion."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError("the place for the tables is a file", place=str(folder), hint="name a folder")
    strange = sorted(path.name for path in folder.iterdir() if not _is_ours(path))
    if strange:
        problem = f"the folder holds `{strange[0]}`, which no conversion wrote"
        raise OutputError(problem, place=str(folder), hint="name an empty folder, a new one, or an earlier conversion")


def _is_ours(path: Path) -> bool:
    if path.name == _README:
        return True
    if path.suffix != ".parquet" or path.stem not in TABLES:
        return False
    try:
        return _MARK in (pq.read_metadata(path).metadata or {})
    except (OSError, pa.ArrowInvalid):
        return False


def write(folder: Path, made: Made, name: str) -> None:
    """Write `made` as `folder`, whole or not at all.

    Raises OutputError where the folder cannot be written.
    """
    folder = folder.absolute()
    beside = folder.parent / f".{folder.name}.unfinished"
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for table, data in made.tables.items():
            _write_table(beside / f"{table}.parquet", table, data, name)
        (beside / _README).write_text(_readme(made, name), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
    except OSError as error:
        problem = f"the tables cannot be written: {(error.strerror or 'unknown fault').lower()}"
        raise OutputError(problem, place=str(folder), hint="name a folder you may write to") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write_table(path: Path, table: str, data: pa.Table, name: str) -> None:
    known = TABLES[table].columns
    schema = pa.schema([(column.name, _ARROW[column.sql_type]) for column in known if column.name in data.column_names])
    with pq.ParquetWriter(path, schema, compression="zstd", store_schema=False) as writer:
        writer.write_table(pa.table([data[field.name].cast(field.type) for field in schema], schema=schema))
        writer.add_key_value_metadata({_MARK: name.encode()})


def _readme(made: Made, name: str) -> str:
    rows = "".join(f"  {table}: {data.num_rows}\n" for table, data in made.tables.items())
    return f"Event tables made from `{name}`.\n\nRows:\n{rows}\nNotes:\n" + "".join(
        f"  - {english}\n    {chinese}\n" for english, chinese in made.notes
    )
