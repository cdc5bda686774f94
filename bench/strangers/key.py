"""The answer key: who and what is false, of which ring, how skilled; and who only looks so."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq


class Key:
    """One row an entity and behaviour; the first word said about a pair stays."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str], tuple[str | None, str | None]] = {}
        self._false: set[tuple[str, str]] = set()
        self._hard: set[tuple[str, str]] = set()

    def add(self, kind: str, ids: Iterable[str], behaviour: str, ring: str | None, skill: str | None) -> None:
        """Name entities as part of a behaviour."""
        for entity in ids:
            self._rows.setdefault((kind, str(entity), behaviour), (ring, skill))
            self._false.add((kind, str(entity)))

    def hard(self, kind: str, ids: Iterable[str], lookalike: str) -> None:
        """Name honest entities that look false."""
        for entity in ids:
            self._rows.setdefault((kind, str(entity), f"hard:{lookalike}"), (None, None))
            if lookalike != "shared_warehouse":
                self._hard.add((kind, str(entity)))

    def is_false(self, kind: str, entity: str) -> bool:
        """Say whether an entity is already named as false."""
        return (kind, entity) in self._false

    def is_named(self, kind: str, entity: str) -> bool:
        """Say whether an entity already has a part, false or innocent."""
        return (kind, entity) in self._false or (kind, entity) in self._hard

    def is_hard(self, kind: str, entity: str) -> bool:
        """Say whether an entity is already named as innocent."""
        return (kind, entity) in self._hard

    def false_orders(self) -> int:
        """Count the orders named as false."""
        return sum(kind == "order" for kind, _ in self._false)

    def sample(self, rng: np.random.Generator, n: int, *, naive: bool) -> list[tuple[str, str]]:
        """Draw some named accounts and merchants, the clumsy ones if asked."""
        pool = [
            (k, e)
            for (k, e, _), (_, skill) in sorted(self._rows.items())
            if k in ("account", "merchant") and (skill == "naive") >= naive and skill
        ]
        return [pool[int(i)] for i in rng.permutation(len(pool))[:n]]

    def named(self, kind: str, behaviour: str) -> list[str]:
        """Give the entities of a kind under a behaviour."""
        return [e for k, e, b in sorted(self._rows) if k == kind and b == behaviour]

    def write(self, folder: Path, exists: dict[str, set[str]]) -> pa.Table:
        """Write truth.parquet, leaving out entities of kinds we can list that never reached the tables."""
        rows = [
            (kind, entity, behaviour, ring, skill)
            for (kind, entity, behaviour), (ring, skill) in sorted(self._rows.items())
            if kind not in exists or entity in exists[kind]
        ]
        names = ["entity_kind", "entity_id", "behaviour", "ring_id", "skill"]
        table = pa.table({name: pa.array([row[i] for row in rows], type=pa.string()) for i, name in enumerate(names)})
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, folder / "truth.parquet")
        return table
