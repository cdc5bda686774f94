"""The counts behind the links, one file an input file: those of files that the run before read already come from there, the others are made."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin import events, rings
from zhenxin.engine import Engine, parse
from zhenxin.events.dataset import Input, LoadedTable
from zhenxin.events.schema import typed_tables

FOLDER = "counts"
"""Where a run keeps them, within its own folder."""


@dataclass(frozen=True)
class Counts:
    """The files of counts of a data set, and how many of its own files had to be read for them."""

    files: tuple[Path, ...] = ()
    read: int = 0
    read_bytes: int = 0
    """Size of the input files that were read."""
    taken: int = 0
    taken_bytes: int = 0
    """Size of the counts that came from the run before."""


def count(engine: Engine, dataset: events.Dataset, folder: Path, previous: Path | None = None) -> Counts:
    """The counts of every input file that links are made from, up to as_of. New ones are written into `folder`, which is made.

    A file of counts is named after all that it rests on, so that one of the same name in the folder of the `previous` run is the same.
    """
    folder.mkdir(parents=True)
    before = previous / FOLDER if previous else None
    files: list[Path] = []
    taken: list[Path] = []
    read: list[Path] = []
    for name, one in _inputs(dataset):
        table = dataset.tables[name]
        whole, cut = (f"{name}-{_digest(one.digest, rings.sorted_counts(name), until)}.parquet" for until in ("", dataset.as_of.isoformat()))
        known = next((before / called for called in (whole, cut) if _is_ours(before / called)), None) if before else None
        if known:
            taken.append(known)
        else:
            read.append(one.path)
            source, values = _rows_of(engine, table, one, dataset.as_of)
            called = cut if _reaches_beyond(engine, table, source, values) else whole
            known = folder / called
            engine.write(rings.sorted_counts(name), known, values, step=f"count {name}", sources={name: _until(table, source)})
        files.append(known)
    return Counts(tuple(files), len(read), _size(read), len(taken), _size(taken))


def _inputs(dataset: events.Dataset) -> Iterator[tuple[str, Input]]:
    for name in rings.COUNTED:
        if name in dataset.tables:
            yield from ((name, one) for one in dataset.tables[name].inputs)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _is_ours(path: Path) -> bool:
    """Whether there is a whole file of counts."""
    try:
        return pq.read_schema(path).names == list(rings.COLUMNS)
    except (OSError, pa.ArrowException):
        return False


def _size(files: list[Path]) -> int:
    return sum(file.stat().st_size for file in files)


def _rows_of(engine: Engine, table: LoadedTable, one: Input, as_of: datetime) -> tuple[str, dict[str, str | datetime]]:
    """SQL that gives what is counted of the rows of one input file, and its values; a column that the file lacks is NULL."""
    engine.read("counted_rows", [one.path] if table.in_place else table.files)
    there = set(pq.read_schema(one.path).names if table.in_place else table.columns)
    declared = typed_tables()[table.name].by_name
    names = dict(parse(rings.COUNTED[table.name]).reads)[table.name]
    picked = ", ".join(name if name in there else f"cast(null as {declared[name].sql_type}) as {name}" for name in names)
    where = "" if table.in_place else " where _file = :file"
    return f"select {picked} from counted_rows{where}", {"file": str(one.path), "as_of": as_of}


def _reaches_beyond(engine: Engine, table: LoadedTable, source: str, values: dict[str, str | datetime]) -> bool:
    """Whether the file has rows later than as_of, so that a later run must count it anew."""
    if not table.later:
        return False
    when = typed_tables()[table.name].when
    found = engine.rows(f"select count(*) as n from ({source}) as own where {when} > :as_of", values, step=f"later rows of {table.name}")
    return bool(found["n"][0].as_py())


def _until(table: LoadedTable, source: str) -> str:
    when = typed_tables()[table.name].when
    return f"select * from ({source}) as own where {when} is null or {when} <= :as_of"
