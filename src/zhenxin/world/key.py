"""The answer key: who and what is false, and which innocent looks like it."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from zhenxin.world.arrays import NONE, Ints
from zhenxin.world.names import Names

NAMED = {"payee": ("payee", "outside"), "payee account": ("payee", "account")}
"""Kinds of entity whose ids are names of another kind; all others are their own."""


@dataclass
class Key:
    """Rows of the answer key as they are learned, kept as indices until ids are known."""

    rows: list[tuple[str, Ints, str, int, str]] = field(default_factory=list)

    def false(self, kind: str, index: Ints, behaviour: str, ring: int, skill: str) -> None:
        """These entities are false."""
        self.rows.append((kind, np.asarray(index, dtype=np.int64), behaviour, ring, skill))

    def hard(self, kind: str, index: Ints, code: str) -> None:
        """These entities are innocent, and look like something else."""
        self.false(kind, index, f"hard:{code}", NONE, "")

    def false_ones(self, kind: str) -> Ints:
        """Indices of one kind that are false."""
        found = [index for name, index, behaviour, _, _ in self.rows if name == kind and not behaviour.startswith("hard:")]
        return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)

    def columns(self, names: Names) -> dict[str, pa.Array]:
        """One row an entity and behaviour, sorted by both; what is false is not called a lookalike too."""
        false = {kind: self.false_ones(kind) for kind in {row[0] for row in self.rows}}
        seen: dict[tuple[str, str, str], tuple[str | None, str | None]] = {}
        for name, index, behaviour, ring, skill in self.rows:
            kind, source = NAMED.get(name, (name, name))
            innocent = ~np.isin(index, false[name]) if behaviour.startswith("hard:") else np.ones(len(index), dtype=np.bool_)
            ring_id = names.ids("ring", np.array([ring], dtype=np.int64))[0].as_py()
            for entity in names.ids(source, index[(index >= 0) & innocent]).to_pylist():
                seen.setdefault((kind, entity, behaviour), (ring_id, skill or None))
        ordered = sorted(seen)
        columns: dict[str, list[str | None]] = {"entity_kind": [], "entity_id": [], "behaviour": [], "ring_id": [], "skill": []}
        for key in ordered:
            for name, value in zip(columns, (*key, *seen[key]), strict=True):
                columns[name].append(value)
        return {name: pa.array(values, type=pa.string()) for name, values in columns.items()}
