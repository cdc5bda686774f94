"""The answer key: who and what is false, and which innocent looks like it."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from zhenxin.world.arrays import NONE, Ints
from zhenxin.world.names import Names

NAMED = {"sender": "sender", "address": "address", "payee": "outside"}
"""Kinds of entity whose ids are written under another kind of name; all others under their own."""


@dataclass
class Key:
    """Rows of the answer key as they are learned, kept as indices until ids are known."""

    rows: list[tuple[str, Ints, str, Ints, str]] = field(default_factory=list)

    def false(self, kind: str, index: Ints, behaviour: str, ring: int | Ints, skill: str) -> None:
        """These entities are false."""
        index = np.asarray(index, dtype=np.int64)
        self.rows.append((kind, index, behaviour, np.broadcast_to(np.asarray(ring, dtype=np.int64), index.shape), skill))

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
        for kind, index, behaviour, ring, skill in self.rows:
            hard = behaviour.startswith("hard:")
            keep = index >= 0
            if hard:
                keep &= ~np.isin(index, false[kind])
            ids = names.ids(NAMED.get(kind, kind), index[keep]).to_pylist()
            rings = names.ids("ring", ring[keep]).to_pylist()
            for entity, ring_id in zip(ids, rings, strict=True):
                seen.setdefault((kind, entity, behaviour), (ring_id, skill or None))
        ordered = sorted(seen)
        return {
            "entity_kind": pa.array([key[0] for key in ordered], type=pa.string()),
            "entity_id": pa.array([key[1] for key in ordered], type=pa.string()),
            "behaviour": pa.array([key[2] for key in ordered], type=pa.string()),
            "ring_id": pa.array([seen[key][0] for key in ordered], type=pa.string()),
            "skill": pa.array([seen[key][1] for key in ordered], type=pa.string()),
        }
