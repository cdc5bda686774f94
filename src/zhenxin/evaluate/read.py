"""Reading a run's results and an answer key, with clear words where they are not what they should be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from zhenxin.errors import InputError

Entity = tuple[str, str]
"""Kind and id."""
HARD = "hard:"
_KEY_COLUMNS = ("entity_kind", "entity_id", "behaviour")
_READABLE = (".parquet", ".csv")


@dataclass
class Key:
    """An answer key: what is false, in which ring and with what skill; and which innocent looks like what."""

    false: dict[Entity, dict[str, str]] = field(default_factory=dict)
    """Behaviours of each false entity, each with its skill (`` where the key names none)."""
    hard: dict[str, set[Entity]] = field(default_factory=dict)
    """Innocent entities by lookalike; whatever is false too is not among them."""
    rings: dict[str, set[Entity]] = field(default_factory=dict)
    trades: dict[str, set[str]] = field(default_factory=dict)
    """The behaviours of each ring; its people may be in another one's as well."""
    kinds: set[str] = field(default_factory=set)

    def judges(self, kind: str) -> bool:
        """Whether a kind is judged: some of it is false, or nothing in the key is and all are innocent."""
        return kind in self.kinds or not self.false


@dataclass
class Run:
    """What a run says: the probability of each entity it has evidence on, and the accounts, or numbers, of each ring it stands by."""

    scores: dict[Entity, float]
    rings: dict[str, set[Entity]]


def read_key(path: Path) -> Key:
    """The answer key at `path`: a `truth.parquet` or `.csv`, or the folder that holds one. Raises InputError."""
    table = _table(_key_file(path), _KEY_COLUMNS, ("ring_id", "skill"), hint="an answer key has entity_kind, entity_id, behaviour")
    key = Key()
    innocent: dict[str, set[Entity]] = {}
    for row in table.to_pylist():
        kind, entity_id, behaviour = row["entity_kind"], row["entity_id"], row["behaviour"]
        if kind is None or entity_id is None or behaviour is None:
            raise InputError(
                "a row of the answer key lacks its kind, id or behaviour", place=str(path), hint="fill it in or leave the row out"
            )
        entity = (kind, entity_id)
        if behaviour.startswith(HARD):
            innocent.setdefault(behaviour.removeprefix(HARD), set()).add(entity)
            continue
        key.false.setdefault(entity, {})[behaviour] = row["skill"] or ""
        key.kinds.add(kind)
        if row["ring_id"]:
            key.rings.setdefault(row["ring_id"], set()).add(entity)
            key.trades.setdefault(row["ring_id"], set()).add(behaviour)
    key.hard = {code: {entity for entity in entities if entity not in key.false} for code, entities in innocent.items()}
    return key


def read_run(out: Path, threshold: float) -> Run:
    """The scores of a run and its rings of at least `threshold`. Raises InputError where `out` is no folder of results."""
    if not out.is_dir():
        raise InputError("there is no such folder of results", place=str(out), hint="make one with `zhenxin run DATA -o OUT`")
    scores = _table(_result(out, "scores"), ("entity_kind", "entity_id", "probability"))
    rings = _table(_result(out, "rings"), ("ring_id", "probability"))
    members = _table(_result(out, "ring_members"), ("ring_id", "entity_kind", "entity_id"), ("role",))
    stood_by: dict[str, set[Entity]] = {row["ring_id"]: set() for row in rings.to_pylist() if (row["probability"] or 0.0) >= threshold}
    for row in members.to_pylist():
        if row["ring_id"] in stood_by and row["role"] != "victim":
            stood_by[row["ring_id"]].add((row["entity_kind"], row["entity_id"]))
    kinds, ids, odds = (scores.column(name).to_pylist() for name in ("entity_kind", "entity_id", "probability"))
    return Run({(kind, entity): value or 0.0 for kind, entity, value in zip(kinds, ids, odds, strict=True)}, stood_by)


def _result(out: Path, name: str) -> Path:
    path = out / f"{name}.parquet"
    if not path.is_file():
        raise InputError(f"the folder has no `{name}.parquet`", place=str(out), hint="name the OUT of `zhenxin run DATA -o OUT`")
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
        raise InputError(f"an answer key is not a `{path.suffix}` file", place=str(path), hint="use .parquet or .csv")
    return path


def _table(path: Path, needed: Sequence[str], wanted: Sequence[str] = (), *, hint: str = "") -> pa.Table:
    """The needed columns of a file, and the wanted ones, NULL where they are absent; ids are text."""
    try:
        table = pq.ParquetFile(path).read() if path.suffix == ".parquet" else csv.read_csv(path, convert_options=_as_text(path))
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError("the file cannot be read", place=f"{path}: {str(error).splitlines()[0]}", hint="make it again") from None
    missing = [name for name in needed if name not in table.column_names]
    if missing:
        raise InputError(
            f"the file has no column `{missing[0]}`", place=str(path), hint=hint or "name the OUT of `zhenxin run DATA -o OUT`"
        )
    columns = {name: table.column(name) for name in needed}
    columns |= {name: table.column(name) if name in table.column_names else pa.nulls(table.num_rows, pa.string()) for name in wanted}
    return pa.table({name: column if name == "probability" else column.cast(pa.string()) for name, column in columns.items()})


def _as_text(path: Path) -> csv.ConvertOptions:
    with path.open(encoding="utf-8", errors="replace") as file:
        names = file.readline().strip().lstrip("\ufeff").split(",")
    return csv.ConvertOptions(column_types={name.strip('"'): pa.string() for name in names}, strings_can_be_null=True)
