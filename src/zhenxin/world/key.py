"""The answer key: who and what is false, and which innocent looks like it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from zhenxin.world.arrays import NONE, Ints
from zhenxin.world.names import Names

NAMED = {"payee": ("payee", "outside"), "payee account": ("payee", "account"), "payee merchant": ("payee", "merchant")}
"""Kinds of entity whose ids are names of another kind; all others are their own."""
COLUMNS = ("entity_kind", "entity_id", "behaviour", "ring_id", "skill")
HARD = "hard:"


@dataclass(frozen=True)
class _Rows:
    """Entities of one kind that share behaviour, ring and skill; by index, or by the text that is their id."""

    kind: str
    entities: Ints | Sequence[str]
    behaviour: str
    ring: int
    skill: str


@dataclass
class Key:
    """Rows of the answer key as they are learned, kept as indices until ids are known."""

    rows: list[_Rows] = field(default_factory=list)

    def false(self, kind: str, index: Ints, behaviour: str, ring: int, skill: str) -> None:
        """These entities are false; negative indices are nobody."""
        index = np.asarray(index, dtype=np.int64)
        self.rows.append(_Rows(kind, np.unique(index[index >= 0]), behaviour, ring, skill))

    def hard(self, kind: str, index: Ints, code: str) -> None:
        """These entities are innocent, and look like something else."""
        self.false(kind, index, HARD + code, NONE, "")

    def false_named(self, kind: str, ids: Sequence[str], behaviour: str, ring: int, skill: str) -> None:
        """These entities are false; for kinds whose ids are texts (pages, numbers, sites)."""
        self.rows.append(_Rows(kind, sorted(set(ids)), behaviour, ring, skill))

    def hard_named(self, kind: str, ids: Sequence[str], code: str) -> None:
        """These entities are innocent, and look like something else; for kinds whose ids are texts."""
        self.false_named(kind, ids, HARD + code, NONE, "")

    def false_ones(self, kind: str) -> Ints:
        """Indices of one kind that are false."""
        found = [np.asarray(row.entities) for row in self.rows if row.kind == kind and not row.behaviour.startswith(HARD)]
        return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)

    def columns(self, names: Names) -> dict[str, pa.Array]:
        """One row an entity and behaviour, sorted by both; what is false is not called a lookalike too."""
        parts = [self._told(row, names) for row in self.rows]
        table = pa.concat_tables(parts) if parts else _SCHEMA.empty_table()
        table = table.append_column("place", pa.array(np.arange(table.num_rows)))
        keys = ["entity_kind", "entity_id", "behaviour"]
        first = table.group_by(keys, use_threads=False).aggregate([("place", "min")])
        table = table.take(first["place_min"]).sort_by([(name, "ascending") for name in keys])
        hard = pa.compute.starts_with(table["behaviour"], HARD)
        guilty = table.filter(pa.compute.invert(hard)).select(["entity_kind", "entity_id"])
        spared = table.filter(hard).join(guilty, ["entity_kind", "entity_id"], join_type="left anti", use_threads=False)
        table = pa.concat_tables([table.filter(pa.compute.invert(hard)), spared.select(table.column_names)])
        table = table.sort_by([(name, "ascending") for name in keys])
        return {name: table[name].combine_chunks() for name in COLUMNS}

    def _told(self, row: _Rows, names: Names) -> pa.Table:
        kind, source = NAMED.get(row.kind, (row.kind, row.kind))
        numbered = isinstance(row.entities, np.ndarray)
        ids = names.texts(source, np.asarray(row.entities)) if numbered else pa.array(row.entities, type=pa.string())
        n = len(ids)
        ring = names.texts("ring", np.array([row.ring], dtype=np.int64))[0]
        skill = pa.scalar(row.skill or None, type=pa.string())
        same = [pa.repeat(pa.scalar(value, type=pa.string()), n) for value in (kind, row.behaviour)]
        return pa.table([same[0], ids, same[1], pa.repeat(ring, n), pa.repeat(skill, n)], schema=_SCHEMA)


_SCHEMA = pa.schema([(name, pa.string()) for name in COLUMNS])
