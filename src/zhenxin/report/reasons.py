"""Why a ring is suspected: the parts of its members' scores, gathered by what they say."""

import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from zhenxin.report.charts import told
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both
from zhenxin.report.records import Member, Part

_NOT_REASONS = {"prior", "calibration"}


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


def reasons_of(findings: Findings, members: Iterable[Member]) -> list[Reason]:
    """What speaks against the members of a ring, the weightiest first, one reason a part."""
    ids: dict[str, set[str]] = {}
    for member in members:
        ids.setdefault(member.entity_kind, set()).add(member.entity_id)
    found: list[Reason] = []
    for kind in sorted(ids):
        carried: dict[str, list[Part]] = {}
        for parts in findings.parts(kind, ids[kind]).values():
            for part in parts:
                if part.part not in _NOT_REASONS and part.bits > 0:
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
