"""Reading a run's results and an answer key, with clear words where they are not what they should be."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from zhenxin.errors import InputError
from zhenxin.events.numbers import canonical_digits, read_number

HARD = "hard:"
_KEY_COLUMNS = ("entity_kind", "entity_id", "behaviour")
_READABLE = (".parquet", ".csv")
_OUR_OUT = "name the OUT of `zhenxin run DATA -o OUT`"


@dataclass(frozen=True)
class Key:
    """An answer key, split in what is false and what is innocent and looks like something: entity_kind, entity_id, behaviour, ring_id, skill.

    The code of an innocent lookalike is without its `hard:`. Ring and skill are empty text where the key names none.
    """

    false: pa.Table
    hard: pa.Table


_ROWS = pa.schema([(name, pa.string()) for name in ("entity_kind", "entity_id", "behaviour", "ring_id", "skill")])
NO_KEY = Key(_ROWS.empty_table(), _ROWS.empty_table())
"""The key of a data set of which nobody knows anything."""


@dataclass(frozen=True)
class Run:
    """What a run says: scores (entity_kind, entity_id, probability, ring_id), the rings it stands by, and their members but victims."""

    scores: pa.Table
    rings: tuple[str, ...]
    members: pa.Table
    as_of: datetime | None
    """None where the folder has no run.json that tells."""


def read_key(path: Path) -> Key:
    """The answer key at `path`: a `truth.parquet` or `.csv`, or the folder that holds one; service numbers in any writing. Raises InputError."""
    table = _table(_key_file(path), _KEY_COLUMNS, ("ring_id", "skill"), hint="an answer key has entity_kind, entity_id, behaviour")
    if any(table.column(name).null_count for name in _KEY_COLUMNS):
        raise InputError("a row of the answer key lacks its kind, id or behaviour", place=str(path), hint="fill it in or leave the row out")
    table = table.set_column(table.column_names.index("entity_id"), "entity_id", _as_dialled(table))
    for name in ("ring_id", "skill"):
        table = table.set_column(table.column_names.index(name), name, pc.fill_null(table.column(name), ""))
    hard = pc.starts_with(table.column("behaviour"), HARD)
    innocent = table.filter(hard)
    codes = pc.utf8_slice_codeunits(innocent.column("behaviour"), len(HARD))
    return Key(table.filter(pc.invert(hard)), innocent.set_column(innocent.column_names.index("behaviour"), "behaviour", codes))


def _as_dialled(key: pa.Table) -> pa.Array:
    """The ids of a key, numbers as a run names them: digits only."""
    pairs = zip(key.column("entity_kind").to_pylist(), key.column("entity_id").to_pylist(), strict=True)
    return pa.array([_digits(name) if kind == "number" else name for kind, name in pairs], pa.string())


def _digits(printed: str) -> str:
    found = read_number(printed)
    return found.digits if found else canonical_digits(printed) or printed


def read_run(out: Path, threshold: float) -> Run:
    """The scores of a run and its rings of at least `threshold`. Raises InputError where `out` is no folder of results."""
    if not out.is_dir():
        raise InputError("there is no such folder of results", place=str(out), hint="make one with `zhenxin run DATA -o OUT`")
    scores = _table(_result(out, "scores"), ("entity_kind", "entity_id", "probability"), ("ring_id",))
    rings = _table(_result(out, "rings"), ("ring_id", "probability"))
    members = _table(_result(out, "ring_members"), ("ring_id", "entity_kind", "entity_id"), ("role",))
    for name, table, columns in (
        ("scores", scores, ("entity_kind", "entity_id")), ("rings", rings, ("ring_id",)), ("ring_members", members, ("ring_id", "entity_kind", "entity_id")),
    ):  # fmt: skip
        if any(table.column(column).null_count for column in columns):
            raise InputError(f"a row of `{name}.parquet` lacks its kind or id", place=str(out), hint="make it again with `zhenxin run`")
    stood_by = rings.filter(pc.greater_equal(rings.column("probability"), threshold)).column("ring_id")
    active = pc.and_(
        pc.is_in(members.column("ring_id"), stood_by.combine_chunks()), pc.not_equal(pc.fill_null(members.column("role"), ""), "victim")
    )
    return Run(
        scores,
        tuple(sorted(set(stood_by.to_pylist()))),
        members.filter(active),
        read_facts(out).as_of if (out / "run.json").is_file() else None,
    )


@dataclass(frozen=True)
class RunFacts:
    """What run.json says: until when and since when was judged, and the hashes of the files that were read."""

    as_of: datetime
    since: datetime | None
    inputs: Mapping[str, str]


def read_facts(out: Path) -> RunFacts:
    """The facts of a run. Raises InputError where run.json is absent or does not tell them."""
    path = out / "run.json"
    if not path.is_file():
        raise InputError("the folder has no `run.json`", place=str(out), hint=_OUR_OUT)
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(facts["since"]) if facts.get("since") else None
        return RunFacts(datetime.fromisoformat(facts["as_of"]), since, dict(facts.get("inputs") or {}))
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        raise InputError("the file cannot be read", place=str(path), hint="make it again with `zhenxin run`") from None


def read_values(out: Path) -> pa.Table:
    """The signal values of a run: entity_kind, entity_id, signal, level, to_at."""
    table = _table(_result(out, "signal_values"), ("entity_kind", "entity_id", "signal", "level", "to_at"))
    try:
        levels, moments = table.column("level").cast(pa.int64()), table.column("to_at").cast(pa.timestamp("us"))
    except pa.ArrowInvalid:
        place = str(out / "signal_values.parquet")
        raise InputError("a `level` or `to_at` is not what it should be", place=place, hint=_OUR_OUT) from None
    return table.set_column(3, "level", levels).set_column(4, "to_at", moments)


def _result(out: Path, name: str) -> Path:
    path = out / f"{name}.parquet"
    if not path.is_file():
        raise InputError(f"the folder has no `{name}.parquet`", place=str(out), hint=_OUR_OUT)
    return path


def _key_file(path: Path) -> Path:
    if path.is_dir():
        found = [path / f"truth{ending}" for ending in _READABLE if (path / f"truth{ending}").is_file()]
        if not found:
            raise InputError("the folder has no `truth.parquet`", place=str(path), hint="name the answer key or the folder it lies in")
        return found[0]
    if not path.is_file():
        raise InputError("there is no such answer key", place=str(path), hint="name a truth.parquet or the folder it lies in")
    if path.suffix not in _READABLE:
        raise InputError(
            f"`{path.name}` is neither Parquet nor CSV, as an answer key must be", place=str(path), hint="use .parquet or .csv"
        )
    return path


def _table(path: Path, needed: Sequence[str], wanted: Sequence[str] = (), *, hint: str = "") -> pa.Table:
    """The needed columns of a file, and the wanted ones, NULL where they are absent; ids are text."""
    try:
        table = pq.ParquetFile(path).read() if path.suffix == ".parquet" else csv.read_csv(path, convert_options=_as_text(path))
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError("the file cannot be read", place=f"{path}: {str(error).splitlines()[0]}", hint="make it again") from None
    missing = [name for name in needed if name not in table.column_names]
    if missing:
        raise InputError(f"the file has no column `{missing[0]}`", place=str(path), hint=hint or _OUR_OUT)
    columns = {name: table.column(name) for name in needed}
    columns |= {name: table.column(name) if name in table.column_names else pa.nulls(table.num_rows, pa.string()) for name in wanted}
    return pa.table(
        {name: _chances(column, path) if name == "probability" else _text(name, column, path, hint) for name, column in columns.items()}
    )


def _text(name: str, column: pa.ChunkedArray | pa.Array, path: Path, hint: str) -> pa.ChunkedArray | pa.Array:
    """The cells of a column as text. Raises InputError where they are lists, structs or bytes that are no text."""
    cells = _as_type(column, pa.string())
    if cells is None:
        raise InputError(f"the column `{name}` is no text", place=str(path), hint=hint or _OUR_OUT)
    return cells


def _chances(column: pa.ChunkedArray, path: Path) -> pa.ChunkedArray:
    """Probabilities as real numbers, 0 where there is none."""
    given = _as_type(column, pa.float64())
    chances = pc.fill_null(given, 0.0) if given is not None else None
    if chances is None or not pc.all(pc.and_(pc.greater_equal(chances, 0.0), pc.less_equal(chances, 1.0)), min_count=0).as_py():
        raise InputError("a `probability` is not a number from 0 to 1", place=str(path), hint=_OUR_OUT)
    return chances


def _as_type(column: pa.ChunkedArray | pa.Array, wanted: pa.DataType) -> pa.ChunkedArray | pa.Array | None:
    """The column as the `wanted` type; None where some cell is nothing of the kind."""
    try:
        return column.cast(wanted)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None


def _as_text(path: Path) -> csv.ConvertOptions:
    with path.open(encoding="utf-8", errors="replace") as file:
        names = file.readline().strip().lstrip("\ufeff").split(",")
    return csv.ConvertOptions(column_types={name.strip('"'): pa.string() for name in names}, strings_can_be_null=True)
