"""Parts that add up: prior, one part a kind of evidence, the ring, and what is taken off where nothing corroborates."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zhenxin.scores.weights import PRIOR_BITS, bits

RING_CAP = 11.0
RING_LIFT = 5.0
"""An order of a member at a shop of a ring that is as likely as not is itself as likely as one in three."""
UNCORROBORATED = -0.6
"""Where nothing corroborates, the sum is held here: a warning, never an accusation."""


@dataclass(frozen=True)
class Trait:
    """What a stage above knows of a signal: its kind of evidence, whether it is an act, what it speaks for, and its bits where they are given."""

    evidence: str
    act: bool
    speaks_for: tuple[str, ...]
    bits: tuple[float, float, float] | None = None
    """At levels 1, 2 and 3, in the place of those that the table of weights has."""

    def at(self, signal: str, level: int) -> float:
        """What `signal` at `level` gives."""
        return bits(signal, level) if self.bits is None else self.bits[level - 1]


@dataclass(frozen=True)
class Spoken:
    """One signal that speaks about an entity."""

    signal: str
    level: int
    reason: str
    reason_zh: str
    query_id: str | None = None
    args: str = "{}"


@dataclass(frozen=True)
class Part:
    """One term of a score."""

    name: str
    evidence: str
    bits: float
    sentence: str
    sentence_zh: str
    query_id: str | None = None
    args: str = "{}"


@dataclass
class Account:
    """The sum of an entity's parts, kept open while they are added."""

    parts: list[Part] = field(default_factory=list)

    @property
    def bits(self) -> float:
        """The log-odds in bits."""
        return math.fsum(part.bits for part in self.parts)

    def add(self, part: Part) -> None:
        """Add a part; one of no weight is left out."""
        if part.bits != 0:
            self.parts.append(part)


def probability(total: float) -> float:
    """1 / (1 + 2^-bits)."""
    return 1.0 / (1.0 + math.exp2(-max(min(total, 500.0), -500.0)))


def prior() -> Part:
    """Where every sum begins."""
    return Part("prior", "prior", PRIOR_BITS, "before anything is known: about 1 in 100", "未看证据之前：约百分之一")


def strongest(spoken: Iterable[Spoken], traits: Mapping[str, Trait]) -> list[tuple[Spoken, float]]:
    """The strongest signal of each kind of evidence with its bits: two of one kind may have one cause and are never added."""
    best: dict[str, tuple[Spoken, float]] = {}
    for one in sorted(spoken, key=lambda one: one.signal):
        kind, weight = traits[one.signal].evidence, traits[one.signal].at(one.signal, one.level)
        if kind not in best or weight > best[kind][1]:
            best[kind] = (one, weight)
    return [best[kind] for kind in sorted(best)]


def from_signals(spoken: Iterable[Spoken], traits: Mapping[str, Trait], ring: Part | None) -> Account:
    """Prior, signals and ring. Circumstance has made the ring's links already, so beside a ring only acts give bits of their own."""
    sums = Account([prior()])
    chosen = strongest(spoken, traits)
    for one, weight in chosen:
        if ring is None or traits[one.signal].act:
            sums.add(Part(one.signal, traits[one.signal].evidence, weight, one.reason, one.reason_zh, one.query_id, one.args))
    if ring is not None:
        sums.add(ring)
    elif sums.bits > UNCORROBORATED and not _corroborated([one for one, _ in chosen], traits):
        sums.add(_alone(UNCORROBORATED - sums.bits))
    return sums


def _corroborated(spoken: Iterable[Spoken], traits: Mapping[str, Trait]) -> bool:
    """Whether an act stands with something of another kind of evidence."""
    kinds = {traits[one.signal].evidence for one in spoken}
    return len(kinds) >= 2 and any(traits[one.signal].act for one in spoken)


def _alone(weight: float) -> Part:
    return Part(
        "uncorroborated",
        "record",
        weight,
        "nothing of another kind agrees with this: a warning only",
        "没有其他种类的证据相互印证：仅作提示",
    )
