"""Why a ring is suspected: the parts of its members' scores, gathered by what they say."""

import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from zhenxin.report import names
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both
from zhenxin.report.records import Part

_START_AND_END = frozenset({"prior", "calibration"})
_PASSED_ON = frozenset({"ring", "deeds", "users"})  # these only pass on what is said of others
_COUNTS = frozenset({"false_orders", "false_reviews", "farm"})  # these count in a shop or a device what is told of its orders already


_PRIOR = Both("Where everybody starts: how common this is", "起点：此类行为本身有多常见")
_CALIBRATION = Both("Put right by what earlier scores turned out to be worth", "校准：按以往得分的实际准确程度修正")


def told(part: Part) -> Both:
    """A part's sentence; where it has none, the part's name."""
    own = {"prior": _PRIOR, "calibration": _CALIBRATION}.get(part.part)
    return names.titled(part.told if part.sentence or part.sentence_zh else own or names.part(part.part))


@dataclass(frozen=True)
class Reason:
    """One part that members of a kind carry: how many of them, its middle weight, and the heaviest as the example."""

    kind: str
    part: str
    evidence: str
    carriers: int
    of: int
    bits: float
    told: Both

    @property
    def weight(self) -> float:
        """What it counts in the list: bits, by the share of the kind that carries it, a little more where many do."""
        return self.bits * self.carriers / self.of * math.log2(1 + self.carriers)


def reasons_of(findings: Findings, ring_id: str) -> list[Reason]:
    """What speaks against a ring's members, orders and reviews, the weightiest first, one reason a part."""
    ids = findings.deeds(ring_id)
    for member in findings.members(ring_id):
        ids.setdefault(member.entity_kind, set()).add(member.entity_id)
    found: list[Reason] = []
    for kind in sorted(ids):
        carried: dict[str, list[Part]] = {}
        for parts in findings.parts(kind, ids[kind]).values():
            for part in parts:
                if part.bits > 0 and part.part not in _START_AND_END | _PASSED_ON | _COUNTS:
                    carried.setdefault(part.part, []).append(part)
        found += [_reason(kind, len(ids[kind]), parts) for parts in carried.values()]
    best: dict[str, Reason] = {}
    for reason in found:  # the same thing said of orders and of their accounts is one reason, told of those who carry it most often
        best[reason.part] = max(best.get(reason.part, reason), reason, key=lambda one: (one.carriers, one.kind))
    return sorted(best.values(), key=lambda one: (-one.weight, one.part))


def _reason(kind: str, of: int, parts: list[Part]) -> Reason:
    example = max(parts, key=lambda part: (part.bits, part.entity_id))
    carriers = len({part.entity_id for part in parts})
    return Reason(kind, example.part, example.evidence, carriers, of, statistics.median(part.bits for part in parts), told(example))


def weightiest(parts: Iterable[Part], most: int) -> list[Both]:
    """The sentences of the parts that speak most against one entity, at most so many; what only passes on is told where nothing else is."""
    against = sorted(
        (part for part in parts if part.bits > 0 and part.part not in _START_AND_END), key=lambda part: (-part.bits, part.part)
    )
    own = [part for part in against if part.part not in _PASSED_ON]
    return [told(part) for part in (own or against)[:most]]
