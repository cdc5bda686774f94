"""The columns of a file and a few of its values, without reading it through."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.errors import InputError
from zhenxin.events.discover import DataFile, files_of, split
from zhenxin.events.records import Record, delimited, json_lines

_ROWS = 200


@dataclass(frozen=True, kw_only=True)
class Peeked:
    """What stands at the beginning of a file, or of the first file of a folder."""

    name: str
    """The file or folder within the data set's folder."""
    columns: tuple[str, ...]
    values: dict[str, tuple[str, ...]]
    """Column to its filled values among the first rows, as text."""


def peek(place: Path, folder: Path) -> Peeked | None:
    """Look into a file or folder; None where nothing in it can be read."""
    files = files_of(place, folder) if place.is_dir() or split(place.name)[1] else ()
    for file in files:
        try:
            values = _parquet(file) if file.format == "parquet" else _text(file)
        except (InputError, pa.ArrowException, OSError):
            continue
        if values:
            return Peeked(name=place.relative_to(folder).as_posix(), columns=tuple(values), values=values)
    return None


def _parquet(file: DataFile) -> dict[str, tuple[str, ...]]:
    if file.gzipped:
        return {}
    opened = pq.ParquetFile(file.path)
    batch = next(opened.iter_batches(_ROWS), None)
    rows = batch.to_pylist() if batch is not None else []
    return {name: tuple(str(row[name]) for row in rows if row[name] is not None) for name in opened.schema_arrow.names}


def _text(file: DataFile) -> dict[str, tuple[str, ...]]:
    names: tuple[str, ...] = ()
    if file.format == "jsonl":
        records = json_lines(file)
    else:
        names, _, records = delimited(file)
    found: dict[str, list[str]] = {name: [] for name in names}
    for record in islice(records, _ROWS):
        if isinstance(record, Record):
            for name, text in record.cells.items():
                found.setdefault(name, []).extend([text] if text else [])
    return {name: tuple(values) for name, values in found.items()}
