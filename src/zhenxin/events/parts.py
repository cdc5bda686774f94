"""A table's files as parts that have the same columns; text files are read line by line into staged ones."""

import gzip
import os
import shutil
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.engine.checking import Part, read_files
from zhenxin.engine.ingest import Ingest
from zhenxin.errors import EngineError, InputError
from zhenxin.events.columns import match, personal
from zhenxin.events.dataset import Said
from zhenxin.events.discover import DataFile, Source
from zhenxin.events.schema import TABLES
from zhenxin.events.staging import Staged, stage, stage_parquet

_PLACE = frozenset({"filename", "file_row_number"})
"""What DuckDB calls the place of a row; a file that has such columns itself is copied first."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of one table, and what reading its files line by line gave."""

    parts: tuple[Part, ...]
    staged: tuple[Staged, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class _Shape:
    """What files must have in common to be read as one."""

    format: str
    columns: tuple[tuple[str, str], ...]
    staged: bool
    pointless: frozenset[str] = frozenset()
    mark: str = ""
    called: str = ""
    in_path: bool = False


def parts_of(ingest: Ingest, source: Source, scratch: Path, *, careful: bool = False) -> Parts:
    """Open every file of the table; `careful` reads Parquet cell by cell too, for files with text that is none.

    Raises InputError where a file cannot be read or lacks a bold column.
    """
    staged: list[Staged] = []
    shapes: dict[_Shape, list[tuple[DataFile, list[Path]]]] = {}
    table = TABLES[source.table]
    for number, file in enumerate(source.files):
        folder = scratch / "raw" / table.name / f"{number:05d}"
        if file.format == "parquet":
            shape, paths = _parquet(ingest, file, folder, careful=careful)
        else:
            raws = frozenset(personal(table))
            hide = source.mapped is not None and bool(raws & set(source.mapped.columns))
            made = stage(file, table, folder, raws, hide=hide)
            staged.append(made)
            if not made.columns:
                continue
            paths = made.files
            columns = tuple((name, "VARCHAR") for name in made.columns)
            shape = _Shape(format=file.format, columns=columns, staged=True, pointless=made.pointless, mark=made.mark)
        shapes.setdefault(shape, []).append((file, paths))
    parts, said = [], [each for made in staged for each in made.said]
    for shape, files in shapes.items():
        part, left_out = _part(source, shape, files)
        parts.append(part)
        name = files[0][0].name
        said += [
            (f"`{name}`: column `{each}` is left out, its name is no plain word", f"`{name}`：列名 `{each}` 不规范，未读入")
            for each in left_out
        ]
    return Parts(parts=tuple(parts), staged=tuple(staged), said=tuple(said))


def _part(source: Source, shape: _Shape, files: Sequence[tuple[DataFile, Sequence[Path]]]) -> tuple[Part, tuple[str, ...]]:
    first = files[0][0]
    columns = dict(shape.columns)
    text = shape.format != "parquet"
    found = match(TABLES[source.table], columns, source.mapped, place=first.name, text=text, pointless=shape.pointless)
    part = Part(
        files=tuple(path for _, paths in files for path in paths),
        columns=columns,
        cells=found.cells,
        extras=found.extras,
        shown=found.shown,
        staged=shape.staged,
        called=shape.called,
        in_path=shape.in_path,
        origin=read_files(shape.format, [file.name for file, _ in files], list(columns), shape.mark),
    )
    return part, found.left_out


def _parquet(ingest: Ingest, file: DataFile, folder: Path, *, careful: bool) -> tuple[_Shape, list[Path]]:
    path = _unzipped(file, folder.with_suffix(".parquet")) if file.gzipped else file.path
    try:
        columns = tuple(sorted(ingest.columns(path).items()))
    except EngineError as error:
        raise unreadable(file, path, error.problem) from None
    if careful or any(name.casefold() in _PLACE for name, _ in columns):
        return _Shape(format="parquet", columns=columns, staged=True), stage_parquet(file, path, folder)
    in_path = len(columns) > len(pq.read_schema(path).names)
    called = str(file.path) if file.gzipped else ""
    return _Shape(format="parquet", columns=columns, staged=False, called=called, in_path=in_path), [path]


def broken(files: Iterable[DataFile]) -> InputError | None:
    """The first Parquet file that breaks off while it is read through, as an error; None where all can be read."""
    for file in files:
        if file.format != "parquet" or file.gzipped:
            continue
        try:
            for _ in pq.ParquetFile(file.path).iter_batches():
                pass
        except (pa.ArrowException, OSError) as error:
            return unreadable(file, file.path, str(error))
    return None


def unreadable(file: DataFile, path: Path, why: str) -> InputError:
    """What is wrong with a file that is no whole Parquet."""
    again = "export or copy it again"
    if not os.access(path, os.R_OK):
        return InputError(f"`{file.name}` cannot be opened: permission denied", place=str(file.path), hint="check who may read it")
    if path.stat().st_size == 0:
        return InputError(f"`{file.name}` is empty, not even a Parquet file of zero rows", place=str(file.path), hint=again)
    with path.open("rb") as stream:
        head = stream.read(4)
        stream.seek(-min(4, path.stat().st_size), 2)
        tail = stream.read(4)
    if head == b"PAR1" and tail != b"PAR1":
        return InputError(f"`{file.name}` breaks off: it was only written in part", place=str(file.path), hint=again)
    if head != b"PAR1":
        return InputError(f"`{file.name}` is not a Parquet file", place=str(file.path), hint=f"{again}, or name it after its true format")
    return InputError(f"`{file.name}` is damaged: {why.splitlines()[0]}", place=str(file.path), hint=again)


def _unzipped(file: DataFile, to: Path) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        with gzip.open(file.path) as packed, to.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
    except (OSError, EOFError, zlib.error):
        raise InputError(f"`{file.name}` breaks off or is no gzip", place=str(file.path), hint="export or copy it again") from None
    return to
