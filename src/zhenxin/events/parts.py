"""A table's files as parts that have the same columns; text files are read line by line into staged ones."""

import gzip
import shutil
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.engine.ingest import Ingest, Part
from zhenxin.errors import EngineError, InputError
from zhenxin.events.columns import match, personal
from zhenxin.events.dataset import Said
from zhenxin.events.discover import DataFile, Source
from zhenxin.events.schema import TABLES
from zhenxin.events.staging import Staged, stage


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of one table, and what reading its text files set aside."""

    parts: tuple[Part, ...]
    staged: tuple[Staged, ...]
    said: tuple[Said, ...]


def parts_of(ingest: Ingest, source: Source, scratch: Path) -> Parts:
    """Open every file of the table; raises InputError where one cannot be read or lacks a bold column."""
    staged: list[Staged] = []
    shapes: dict[tuple[object, ...], list[tuple[DataFile, Path]]] = {}
    columns: dict[tuple[object, ...], Mapping[str, str]] = {}
    pointless: dict[tuple[object, ...], frozenset[str]] = {}
    for number, file in enumerate(source.files):
        if file.format == "parquet":
            path = _unzipped(file, scratch / f"{source.table}-{number}.parquet") if file.gzipped else file.path
            found = open_parquet(ingest, path, file)
            shape: tuple[object, ...] = (*sorted(found.items()), file.name if file.gzipped else "")
        else:
            table = TABLES[source.table]
            made = stage(file, table, scratch / "raw" / source.table / f"{number:05d}", frozenset(personal(table)))
            staged.append(made)
            if not made.columns:
                continue
            path, found = made.folder, dict.fromkeys(made.columns, "VARCHAR")
            shape = ("text", file.format, *made.columns, made.pointless)
            pointless[shape] = made.pointless
        shapes.setdefault(shape, []).append((file, path))
        columns[shape] = found
    parts, said = [], [each for made in staged for each in made.said]
    for shape, files in shapes.items():
        part, left_out = _part(source, files, columns[shape], pointless.get(shape, frozenset()))
        parts.append(part)
        said += [(f"`{files[0][0].name}`: column `{name}` is left out, its name is no plain word",
                  f"`{files[0][0].name}`：列 `{name}` 名称不是普通单词，未读入") for name in left_out]  # fmt: skip
    return Parts(parts=tuple(parts), staged=tuple(staged), said=tuple(said))


def _part(
    source: Source, files: list[tuple[DataFile, Path]], columns: Mapping[str, str], pointless: frozenset[str]
) -> tuple[Part, tuple[str, ...]]:
    first = files[0][0]
    text = first.format != "parquet"
    found = match(TABLES[source.table], columns, source.mapped, place=first.name, text=text, pointless=pointless)
    part = Part(
        files=tuple(path / "*.parquet" if text else path for _, path in files),
        columns=columns,
        cells=found.cells,
        extras=found.extras,
        shown=found.shown,
        staged=text,
        called=str(first.path) if first.gzipped and not text else "",
    )
    return part, found.left_out


def open_parquet(ingest: Ingest, path: Path, file: DataFile) -> dict[str, str]:
    """Column to DuckDB type; raises InputError where the file is not whole."""
    try:
        return ingest.columns(path)
    except EngineError as error:
        raise _unreadable(file, path, error.problem) from None


def broken(files: Iterable[tuple[DataFile, Path]]) -> InputError | None:
    """The first Parquet file that breaks off while it is read through, as an error; None where all can be read."""
    for file, path in files:
        try:
            for _ in pq.ParquetFile(path).iter_batches():
                pass
        except (pa.ArrowException, OSError) as error:
            return _unreadable(file, path, str(error))
    return None


def _unreadable(file: DataFile, path: Path, why: str) -> InputError:
    if path.stat().st_size == 0:
        return InputError(f"`{file.name}` is empty, not even a Parquet file of zero rows", place=str(file.path), hint="export it again")
    with path.open("rb") as stream:
        head = stream.read(4)
        stream.seek(-min(4, path.stat().st_size), 2)
        tail = stream.read(4)
    if head == b"PAR1" and tail != b"PAR1":
        return InputError(f"`{file.name}` breaks off: it was only written in part", place=str(file.path), hint="export or copy it again")
    if head != b"PAR1":
        return InputError(
            f"`{file.name}` is not a Parquet file", place=str(file.path), hint="export it again, or name it after its true format"
        )
    return InputError(f"`{file.name}` cannot be read: {why.splitlines()[0]}", place=str(file.path), hint="export it again")


def _unzipped(file: DataFile, to: Path) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        with gzip.open(file.path) as packed, to.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
    except (OSError, EOFError, zlib.error):
        raise InputError(f"`{file.name}` breaks off or is no gzip", place=str(file.path), hint="export or copy it again") from None
    return to
