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
from zhenxin.engine.store import bring
from zhenxin.events.dataset import Input, LoadedTable
from zhenxin.events.schema import typed_tables

FOLDER = "counts"
"""Where a run keeps them, within its own folder."""


@dataclass(frozen=True)
class Counts:
    """The files of counts of a data set, and which of its own files had to be read for them."""

    taken: tuple[Path, ...] = ()
    """Files of counts that the run before made."""
    made: tuple[Path, ...] = ()
    read: tuple[Path, ...] = ()
    """The input files that those made anew come from."""

    @property
    def files(self) -> tuple[Path, ...]:
        """All files of counts."""
        return self.taken + self.made


def count(engine: Engine, dataset: events.Dataset, folder: Path, previous: Path | None = None) -> Counts:
    """The counts of every input file that links are made from, up to as_of. New ones are written into `folder`, which is made.

    A file of counts is named after all that it rests on, so that one of the same name in the folder of the `previous` run, which judged no
    later, is the same.
    """
    folder.mkdir(parents=True)
    taken, made, read = [], [], []
    for table, one in _inputs(dataset):
        whole, cut = (
            f"{table.name}-{_digest(one, rings.sorted_counts(table.name), until)}.parquet" for until in ("", dataset.as_of.isoformat())
        )
        known = [previous / FOLDER / called for called in (whole, cut) if _is_ours(previous / FOLDER / called)] if previous else []
        if known:
            taken.append(known[0])
            continue
        source, values = _rows_of(engine, table, one, dataset.as_of)
        made.append(folder / (cut if _reaches_beyond(engine, table, source, values) else whole))
        read.append(one.path)
        engine.write(
            rings.sorted_counts(table.name), made[-1], values, step=f"count {table.name}", sources={table.name: _until(table, source)}
        )
    return Counts(tuple(taken), tuple(made), tuple(read))


def keep(counts: Counts, folder: Path) -> None:
    """Put the counts where a later run looks for them: into the `folder` of this one."""
    (folder / FOLDER).mkdir(parents=True)
    for file in counts.files:
        bring(file, folder / FOLDER)


def _inputs(dataset: events.Dataset) -> Iterator[tuple[LoadedTable, Input]]:
    for table in (dataset.tables[name] for name in rings.COUNTED if name in dataset.tables):
        yield from ((table, one) for one in table.inputs)


def _digest(one: Input, sql: str, until: str) -> str:
    return hashlib.sha256("\0".join((one.digest, sql, until)).encode()).hexdigest()[:32]


def _is_ours(path: Path) -> bool:
    """Whether there is a whole file of counts."""
    try:
        return tuple(pq.read_schema(path).names) == rings.COLUMNS
    except (OSError, pa.ArrowException):
        return False


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
