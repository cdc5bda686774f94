"""Which found ring is which true one."""

from collections import defaultdict

from zhenxin.evaluate.figures import RingFigures, RingMatch
from zhenxin.evaluate.read import Entity, Key, Run

_ALIKE = 0.5
"""The Jaccard index from which a found ring is a true one."""


def match_rings(key: Key, run: Run) -> RingFigures:
    """Match found rings with true ones by the Jaccard index of their accounts (of service numbers where a true ring has no account).

    The most alike are matched first, each at most once. True rings with neither cannot be compared and are not counted.
    """
    true = {ring_id: members for ring_id, entities in key.rings.items() if (members := _comparable(entities))}
    found = {ring_id: _comparable(entities) for ring_id, entities in run.rings.items()}
    alike = _likeness(true, found)
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for score, ring_id, found_id in sorted(alike, key=lambda row: (-row[0], row[1], row[2])):
        if score >= _ALIKE and ring_id not in matched and found_id not in taken:
            matched[ring_id] = found_id
            taken.add(found_id)
    best: dict[str, tuple[float, str]] = {}
    for score, ring_id, found_id in alike:
        best[ring_id] = max(best.get(ring_id, (0.0, "")), (score, found_id))
    scores = {(ring_id, found_id): score for score, ring_id, found_id in alike}
    matches = []
    for ring_id in sorted(true):
        likeness, found_id = best.get(ring_id, (0.0, ""))
        if ring_id in matched:
            found_id = matched[ring_id]
            likeness = scores[ring_id, found_id]
        size, hit = len(true[ring_id]), ring_id in matched
        matches.append(
            RingMatch(
                ring_id=ring_id, behaviours=tuple(sorted(key.trades[ring_id])), size=size, found_id=found_id, likeness=likeness, matched=hit
            )
        )
    return RingFigures(
        true=len(true),
        found=len(found),
        matched=len(matched),
        precision=len(matched) / len(found) if found else None,
        recall=len(matched) / len(true) if true else None,
        matches=tuple(matches),
        unmatched=tuple(sorted(set(found) - taken)),
    )


def _comparable(entities: set[Entity]) -> set[Entity]:
    accounts = {entity for entity in entities if entity[0] == "account"}
    return accounts or {entity for entity in entities if entity[0] == "number"}


def _likeness(true: dict[str, set[Entity]], found: dict[str, set[Entity]]) -> list[tuple[float, str, str]]:
    """Jaccard index of every pair of rings that share somebody."""
    where: dict[Entity, list[str]] = defaultdict(list)
    for ring_id, members in true.items():
        for entity in members:
            where[entity].append(ring_id)
    rows = []
    for found_id, members in found.items():
        shared: dict[str, int] = defaultdict(int)
        for entity in members:
            for ring_id in where.get(entity, ()):
                shared[ring_id] += 1
        rows += [(count / (len(members) + len(true[ring_id]) - count), ring_id, found_id) for ring_id, count in shared.items()]
    return rows
