"""Which found ring is which true one."""

from collections import defaultdict
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.evaluate.figures import RingMatch
from zhenxin.evaluate.read import Key, Run

_ALIKE = 0.5
"""The Jaccard index from which a found ring is a true one."""
SIZES = (1, 10, 20, 50, 100)
"""The least members of each size class."""
_BY_NUMBERS = "hotline_spam"
Members = dict[str, set[tuple[str, str]]]


@dataclass(frozen=True)
class Matching:
    """The true rings that can be compared, with their match; the found ones with their size and whether they matched."""

    matches: tuple[RingMatch, ...]
    found: dict[str, tuple[int, bool]]
    uncompared: int


def match_rings(key: Key, run: Run) -> Matching:
    """Match found rings with true ones by the Jaccard index of their accounts, of service numbers where the key says hotline_spam.

    The most alike are matched first, each at most once. Numbers also stand in for accounts where a ring has none.
    """
    trades: dict[str, set[str]] = defaultdict(set)
    for row in key.false.select(["ring_id", "behaviour"]).group_by(["ring_id", "behaviour"]).aggregate([]).to_pylist():
        trades[row["ring_id"]].add(row["behaviour"])
    trades.pop("", None)
    true = _comparable(key.false, {ring_id for ring_id, codes in trades.items() if _BY_NUMBERS in codes})
    found = {ring_id: set[tuple[str, str]]() for ring_id in run.rings} | _members(run.members)
    alike = _likeness(true, found)
    matched: dict[str, tuple[float, str]] = {}
    taken: set[str] = set()
    for score, ring_id, found_id in sorted(alike, key=lambda row: (-row[0], row[1], row[2])):
        if score >= _ALIKE and ring_id not in matched and found_id not in taken:
            matched[ring_id] = (score, found_id)
            taken.add(found_id)
    best: dict[str, tuple[float, str]] = {}
    for score, ring_id, found_id in alike:
        best[ring_id] = max(best.get(ring_id, (0.0, "")), (score, found_id))
    matches = []
    for ring_id in sorted(true):
        likeness, found_id = matched.get(ring_id) or best.get(ring_id, (0.0, ""))
        size, hit = len(true[ring_id]), ring_id in matched
        trade = tuple(sorted(trades[ring_id]))
        matches.append(RingMatch(ring_id=ring_id, behaviours=trade, size=size, found_id=found_id, likeness=likeness, matched=hit))
    sizes = {
        ring_id: (max(_count(members, kind) for kind in ("account", "number")), ring_id in taken) for ring_id, members in found.items()
    }
    return Matching(tuple(matches), sizes, len(trades) - len(true))


def size_class(members: int) -> int:
    """The place in SIZES of a ring of so many members."""
    return max(sum(members >= least for least in SIZES) - 1, 0)


def _members(table: pa.Table) -> Members:
    """The accounts and numbers of each ring."""
    rows = table.filter(pc.is_in(table.column("entity_kind"), pa.array(["account", "number"])))
    members: Members = defaultdict(set)
    for ring_id, kind, entity in zip(*(rows.column(name).to_pylist() for name in ("ring_id", "entity_kind", "entity_id")), strict=True):
        members[ring_id].add((kind, entity))
    members.pop("", None)
    return members


def _comparable(table: pa.Table, by_numbers: set[str]) -> Members:
    """The members by which each true ring is compared: of one kind, rings with none left out."""
    kept = {}
    for ring_id, members in _members(table).items():
        kinds = ("number", "account") if ring_id in by_numbers else ("account", "number")
        kind = next(kind for kind in kinds if _count(members, kind))
        kept[ring_id] = {entity for entity in members if entity[0] == kind}
    return kept


def _count(members: set[tuple[str, str]], kind: str) -> int:
    return sum(entity[0] == kind for entity in members)


def _likeness(true: Members, found: Members) -> list[tuple[float, str, str]]:
    """Jaccard index of every pair of rings that share somebody, among the kind of members by which the true one is compared."""
    where: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ring_id, members in true.items():
        for entity in members:
            where[entity].append(ring_id)
    rows = []
    for found_id, members in found.items():
        shared: dict[tuple[str, str], int] = defaultdict(int)
        for entity in members:
            for ring_id in where.get(entity, ()):
                shared[ring_id, entity[0]] += 1
        rows += [
            (count / (_count(members, kind) + len(true[ring_id]) - count), ring_id, found_id) for (ring_id, kind), count in shared.items()
        ]
    return rows
