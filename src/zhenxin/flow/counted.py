"""The counts behind the links, one file an input file: those of files that the run before read already come from there, the others are made."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin import events, rings
from zhenxin.engine import Engine, Value, parse
from zhenxin.engine.store import bring
from zhenxin.events.dataset import Input, LoadedTable
from zhenxin.events.schema import typed_tables

FOLDER = "counts"
"""Where a run keeps them, within its own folder."""
_ROWS = "counted_rows"


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
    taken: list[Path] = []
    made: list[Path] = []
    read: list[Path] = []
    for table in (dataset.tables[name] for name in rings.COUNTED if name in dataset.tables):
        known = {one: file for one in table.inputs if previous and (file := _known(previous / FOLDER, table, one, dataset.as_of))}
        fresh = [one for one in table.inputs if one not in known]
        taken += known.values()
        read += [one.path for one in fresh]
        if fresh and not table.in_place:
            _hold(engine, table, fresh)
        made += [_counted(engine, table, one, dataset.as_of, folder) for one in fresh]
    engine.drop(_ROWS)
    return Counts(tuple(taken), tuple(made), tuple(read))


def keep(counts: Counts, folder: Path) -> None:
    """Put the counts where a later run looks for them: into the `folder` of this one."""
    (folder / FOLDER).mkdir(parents=True)
    for file in counts.files:
        bring(file, folder / FOLDER)


def _called(table: LoadedTable, one: Input, until: str = "") -> str:
    rests_on = "\0".join((one.digest, rings.sorted_counts(table.name), until))
    return f"{table.name}-{hashlib.sha256(rests_on.encode()).hexdigest()[:32]}.parquet"


def _known(folder: Path, table: LoadedTable, one: Input, as_of: datetime) -> Path | None:
    """The counts of an input file in a folder of counts, whole or cut at the same as_of; None where there are none."""
    files = (folder / _called(table, one, until) for until in ("", as_of.isoformat()))
    return next((file for file in files if _is_ours(file)), None)


def _is_ours(path: Path) -> bool:
    """Whether there is a whole file of counts."""
    try:
        return tuple(pq.read_schema(path).names) == rings.COLUMNS
    except (OSError, pa.ArrowException):
        return False


def _hold(engine: Engine, table: LoadedTable, fresh: Sequence[Input]) -> None:
    """Keep what is counted of the files of a table that was converted into one, with the file of each row: they are looked up one by one."""
    engine.read("converted", table.files)
    engine.put("counted_files", pa.table({"_file": [str(one.path) for one in fresh]}))
    sql = f"select {_picked(table, table.columns)}, c._file from converted c join counted_files f on c._file = f._file"
    engine.materialize(_ROWS, sql, step=f"rows of {table.name} to count")


def _picked(table: LoadedTable, there: Collection[str]) -> str:
    """SQL of the columns that are counted; NULL where they are not `there`."""
    declared = typed_tables()[table.name].by_name
    names = dict(parse(rings.COUNTED[table.name]).reads)[table.name]
    return ", ".join(name if name in there else f"cast(null as {declared[name].sql_type}) as {name}" for name in names)


def _counted(engine: Engine, table: LoadedTable, one: Input, as_of: datetime, folder: Path) -> Path:
    """The counts of one file up to as_of, written under the name that says whether later rows were left out."""
    if table.in_place:
        engine.read(_ROWS, [one.path])
        source = f"select {_picked(table, pq.read_schema(one.path).names)} from {_ROWS}"
    else:
        source = f"select * from {_ROWS} where _file = :file"
    values: dict[str, Value] = {"file": str(one.path), "as_of": as_of}
    when = typed_tables()[table.name].when
    beyond = f"select count(*) as n from ({source}) as own where {when} > :as_of"
    is_cut = table.later and engine.rows(beyond, values, step=f"rows of {table.name} later than as_of")["n"][0].as_py()
    path = folder / _called(table, one, as_of.isoformat() if is_cut else "")
    until = f"select * from ({source}) as own where {when} is null or {when} <= :as_of"
    engine.write(rings.sorted_counts(table.name), path, values, step=f"count {table.name}", sources={table.name: until})
    return path
