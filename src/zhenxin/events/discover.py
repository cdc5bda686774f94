"""Which file of a folder is which table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from zhenxin.errors import InputError
from zhenxin.events.dataset import Said
from zhenxin.events.mapping import MAP_FILE, TableMap
from zhenxin.events.near import nearest
from zhenxin.events.schema import DERIVED, TABLES

FORMATS = {"parquet": "parquet", "csv": "csv", "tsv": "tsv", "jsonl": "jsonl", "ndjson": "jsonl"}
_UNREAD = frozenset(
    {"json", "xlsx", "xls", "xml", "txt", "avro", "orc", "feather", "arrow", "sql", "zip", "bz2", "xz", "zst", "db", "duckdb"}
)
_NOT_DATA = ("readme", "license", "licence", "sha256sums", "changelog", "notice")
ANSWER_KEY = "truth"
RECORDED: Mapping[str, str] = MappingProxyType({table: f"{table}.recorded.jsonl" for table in ("inspections", "verdicts")})
"""What `zhenxin sample` and `zhenxin verdict` write, by the table with which it is read, whatever else that consists of."""

_MISSPELT = 80.0
"""Least similarity, in percent, at which a file is taken for a table whose name was misspelt."""


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """One file of a table."""

    path: Path
    name: str
    """Within the data set's folder, with forward slashes."""
    format: str
    """parquet, csv, tsv or jsonl."""
    gzipped: bool


@dataclass(frozen=True, kw_only=True)
class Source:
    """A table and its files, in the order of their names."""

    table: str
    files: tuple[DataFile, ...]
    mapped: TableMap | None = None


def split(name: str) -> tuple[str, str, bool]:
    """A file name as stem, format (empty where it is not read) and whether it is gzipped."""
    stem, _, last = name.rpartition(".")
    gzipped = last.lower() == "gz"
    if gzipped:
        stem, _, last = stem.rpartition(".")
    return (stem, FORMATS.get(last.lower(), ""), gzipped) if stem else (name, "", False)


def data_file(path: Path, folder: Path) -> DataFile | None:
    """The file as one that can be read, None where its name says that it cannot."""
    _, format_, gzipped = split(path.name)
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
    return DataFile(path=path, name=name, format=format_, gzipped=gzipped) if format_ else None


def files_of(place: Path, folder: Path) -> tuple[DataFile, ...]:
    """The data files at `place`, a file or a folder; hidden ones and marks such as `_SUCCESS` are passed over."""
    if place.is_file():
        found = [place]
    else:
        inside = (path for path in place.rglob("*") if path.is_file())
        found = [path for path in inside if not any(part.startswith((".", "_")) for part in path.relative_to(place).parts)]
    files = [file for file in (data_file(path, folder) for path in found) if file]
    return tuple(sorted(files, key=lambda file: file.name))


def discover(folder: Path, maps: Mapping[str, TableMap]) -> tuple[list[Source], list[Said]]:
    """The tables of `folder`, in the order of the schema, and what to say of the rest.

    Raises InputError for a folder that is none, that holds no table, or that holds a table twice or under a near name.
    """
    _must_be_folder(folder)
    claims: dict[str, list[Path]] = {}
    rest: list[Path] = []
    mapped = {path for given in maps.values() for path in given.paths(folder)}
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "_")) or path.name in {MAP_FILE, *RECORDED.values()} or path in mapped:
            continue
        stem, format_, _ = split(path.name)  # a folder may be named so too: Spark writes `orders.parquet/`
        table = stem.casefold()
        if table in TABLES and not (table in maps and maps[table].file) and (path.is_dir() or format_):
            claims.setdefault(table, []).append(path)
        elif table != ANSWER_KEY:
            rest.append(path)
    recorded = {table: files_of(folder / name, folder) for table, name in RECORDED.items() if (folder / name).is_file()}
    named = [table for table in TABLES if table in claims or table in maps or table in recorded]
    sources = [_source(table, claims.get(table, []), maps.get(table), folder, recorded.get(table, ())) for table in named]
    said = list(_strangers(rest, {source.table for source in sources}, folder))
    if not sources:
        raise InputError(
            "no event table found",
            place=str(folder),
            hint=f"name the files after the tables ({', '.join(list(TABLES)[:5])}, …), or run `zhenxin map` to draft a mapping",
        )
    return sources, said


def _must_be_folder(folder: Path) -> None:
    if not folder.exists():
        near = nearest(folder.name, [each.name for each in folder.parent.iterdir() if each.is_dir()]) if folder.parent.is_dir() else ""
        hint = f"did you mean `{folder.parent / near}`?" if near else "give the folder that holds the event tables"
        raise InputError("there is no such folder", place=str(folder), hint=hint)
    if not folder.is_dir():
        raise InputError("this is a file, not a folder", place=str(folder), hint="give the folder that holds the event tables")
    if not any(folder.iterdir()):
        raise InputError("the folder is empty", place=str(folder), hint="put the event tables into it, one file or folder a table")


def _source(table: str, claims: list[Path], mapped: TableMap | None, folder: Path, more: tuple[DataFile, ...] = ()) -> Source:
    """The files of a table: those that the mapping names, or the file or folder of its name; and `more`."""
    if mapped and mapped.file:
        files = tuple(file for path in mapped.paths(folder) for file in files_of(path, folder))
    elif len(claims) > 1:
        names = " and ".join(f"`{path.name}`" for path in claims)
        raise InputError(
            f"the table `{table}` is there more than once: {names}",
            place=str(folder),
            hint=f"keep one of them, or put all of its files into one folder `{table}/`",
        )
    else:
        files = files_of(claims[0], folder) if claims else ()
    files += more
    if not files:
        place = mapped.file if mapped and mapped.file else (claims[0].name if claims else table)
        raise InputError(
            f"no readable file for the table `{table}`",
            place=str(folder / place),
            hint="put Parquet, CSV, TSV or JSONL files there, plain or gzipped",
        )
    return Source(table=table, files=files, mapped=mapped)


def _strangers(rest: Iterable[Path], known: set[str], folder: Path) -> Iterable[Said]:
    """What to say of the files that are no table; raises InputError where one looks like a table that is missing."""
    absent = [table for table in TABLES if table not in known]
    for path in rest:
        stem, format_, _ = split(path.name)
        format_ = format_ or ("folder" if path.is_dir() else "")
        name = stem.casefold() if format_ else path.stem.casefold()
        if name.startswith(_NOT_DATA):
            continue
        unread = path.suffix.lstrip(".").lower() if path.is_file() and not format_ else ""
        near = nearest(name, absent, least=_MISSPELT)
        if near and (format_ or unread in _UNREAD):
            raise _near_miss(path, near, unread, folder)
        if name in DERIVED:
            yield f"`{path.name}` is ignored: zhenxin makes this table itself", f"忽略 `{path.name}`：此表由甄信自行生成"
        else:
            yield f"`{path.name}` is ignored: it is no event table", f"忽略 `{path.name}`：不是事件表"


def _near_miss(path: Path, near: str, unread: str, folder: Path) -> InputError:
    if unread:
        return InputError(
            f"`{path.name}` looks like the table `{near}`, but `.{unread}` files are not read",
            place=str(folder),
            hint="save it as Parquet, CSV, TSV or JSONL (one object a line)",
        )
    ending = "/" if path.is_dir() else "".join(path.suffixes)
    return InputError(
        f"unknown table `{path.name}`",
        place=str(folder),
        hint=f"did you mean `{near}{ending}`? rename it, or name it in {MAP_FILE}",
    )
