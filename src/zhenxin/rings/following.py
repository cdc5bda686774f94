"""Rings followed from run to run: which of today's goes on as which of the last run's, and from which ones it came."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from zhenxin.events.results import RESULTS
from zhenxin.rings.told import Rings, ring_id_of

SAME = 0.5
"""A ring keeps its id from the ring that has so much of either's accounts in common with it."""
PARENT = 1 / 3
"""A ring of the last run with so much of either's accounts in common is a parent."""
_ID = re.compile(r"R[0-9a-f]{10}")


@dataclass(frozen=True)
class Succession:
    """What becomes of ids: by today's own id the one it is told by, and by that one its parents of the last run, sorted."""

    ids: Mapping[str, str]
    parents: Mapping[str, tuple[str, ...]]


def follow(rings: pa.Table, members: pa.Table, former: pa.Table, former_members: pa.Table) -> Succession:
    """Which ring of the last run each of today's is. `rings` and `members` are the ring tables of this run, `former` those of the last.

    A ring keeps the id of the former ring with the largest shared membership, at least SAME of either; each former id goes to one ring, the largest share
    first. Otherwise it has the hash of its founders, hashed again where another ring goes on by that id.
    """
    now, then = _accounts(rings, members), _accounts(former, former_members)
    where: dict[str, list[str]] = defaultdict(list)
    for ring_id, accounts in sorted(then.items()):
        for account in accounts:
            where[account].append(ring_id)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for ring_id, accounts in now.items():
        for account in accounts:
            for old in where.get(account, ()):
                shared[ring_id, old] += 1
    kept: dict[str, str] = {}
    for ring_id, old in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        is_same = shared[ring_id, old] >= SAME * min(len(now[ring_id]), len(then[old]))
        if is_same and ring_id not in kept and old not in kept.values():
            kept[ring_id] = old
    taken = set(kept.values())
    ids = {}
    for ring_id in sorted(now):
        name = kept.get(ring_id, ring_id)
        while ring_id not in kept and name in taken:
            name = ring_id_of([name, *sorted(now[ring_id])])
        taken.add(name)
        ids[ring_id] = name
    before = {row["ring_id"]: row["parents"] or [] for row in former.select(["ring_id", "parents"]).to_pylist()}
    parents = {}
    for ring_id, name in ids.items():
        near = {old for (one, old), n in shared.items() if one == ring_id and n >= PARENT * min(len(now[ring_id]), len(then[old]))}
        parents[name] = tuple(sorted((near | set(before.get(name, []))) - {name}))
    return Succession(ids, parents)


def followed(found: Rings, succession: Succession) -> Rings:
    """The ring tables under the ids that the rings go on by, with their parents."""
    rings = renamed(found.rings, succession, "ring_id")
    parents = pa.array([list(succession.parents.get(ring_id, ())) for ring_id in rings["ring_id"].to_pylist()], pa.list_(pa.string()))
    place = rings.schema.get_field_index("parents")
    return Rings(
        RESULTS["rings"].shaped(rings.set_column(place, rings.schema.field("parents"), parents)),
        RESULTS["ring_members"].shaped(renamed(found.members, succession, "ring_id")),
        RESULTS["ring_links"].shaped(renamed(found.links, succession, "ring_id")),
        RESULTS["explanations"].shaped(renamed(found.explanations, succession, "entity_id")),
    )


def renamed(table: pa.Table, succession: Succession, *columns: str) -> pa.Table:
    """`table` with the ids of rings in these columns, and in what they say, as the rings go on by them."""
    if all(ring_id == name for ring_id, name in succession.ids.items()):
        return table

    def by(said: Any) -> Any:
        return said if said is None else _ID.sub(lambda found: succession.ids.get(found[0], found[0]), said)

    for column in columns:
        place = table.schema.get_field_index(column)
        told = pa.array([by(value) for value in table[column].to_pylist()], pa.string())
        table = table.set_column(place, table.schema.field(column), told)
    return table


def _accounts(rings: pa.Table, members: pa.Table) -> dict[str, set[str]]:
    """The accounts of every ring but those that paid it, by ring."""
    found: dict[str, set[str]] = {ring_id: set() for ring_id in rings["ring_id"].to_pylist()}
    for row in members.select(["ring_id", "entity_kind", "entity_id", "role"]).to_pylist():
        if row["entity_kind"] == "account" and row["role"] != "organiser" and row["ring_id"] in found:
            found[row["ring_id"]].add(row["entity_id"])
    return found
