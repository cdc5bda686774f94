"""The figures of one run against one answer key, as data; a figure that cannot be had (nothing accused, nothing false) is None."""

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime

from zhenxin.evaluate.resample import LEVEL, Interval

Intervals = dict[str, Interval | None]
"""Figure to its interval; None where there is too little to draw from."""


@dataclass(frozen=True, kw_only=True)
class CurvePoint:
    """Precision and recall of everybody at `threshold` and above."""

    threshold: float
    precision: float
    recall: float
    intervals: Intervals


@dataclass(frozen=True, kw_only=True)
class KindFigures:
    """One kind of entity."""

    kind: str
    false: int
    accused: int
    caught: int
    precision: float | None
    recall: float | None
    f1: float | None
    average_precision: float | None
    brier: float | None
    intervals: Intervals = field(default_factory=dict)
    curve: tuple[CurvePoint, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BehaviourFigures:
    """How much of one behaviour was found, of one kind of entity it is judged on and one skill (`` where the key names none)."""

    behaviour: str
    skill: str
    kind: str
    false: int
    caught: int
    rings: int = 0
    """In how many rings they are; one without a ring counts as one."""
    intervals: Intervals = field(default_factory=dict)

    @property
    def recall(self) -> float:
        """Share of the false that is accused."""
        return self.caught / self.false


@dataclass(frozen=True, kw_only=True)
class LookalikeFigures:
    """How many innocents of one lookalike, of one kind of entity, were accused."""

    lookalike: str
    kind: str
    innocent: int
    accused: int
    intervals: Intervals = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Share of the innocents that is accused."""
        return self.accused / self.innocent


@dataclass(frozen=True, kw_only=True)
class RingMatch:
    """One ring of the key and the found ring most like it."""

    ring_id: str
    behaviours: tuple[str, ...]
    size: int
    found_id: str
    likeness: float
    matched: bool


@dataclass(frozen=True, kw_only=True)
class RingSize:
    """Rings of `least` to `most` members (None: and more), true ones by their own size and found ones by theirs."""

    least: int
    most: int | None
    true: int
    true_matched: int
    found: int
    found_matched: int
    precision: float | None
    recall: float | None
    intervals: Intervals = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RingFigures:
    """Rings found and true; a found ring matches the true one with which it shares half of all members, each at most once."""

    true: int
    found: int
    matched: int
    precision: float | None
    recall: float | None
    matches: tuple[RingMatch, ...]
    unmatched: tuple[str, ...]
    uncompared: int = 0
    """Rings of the key that name neither accounts nor numbers; they cannot be compared and are not counted."""
    sizes: tuple[RingSize, ...] = ()
    intervals: Intervals = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CalibrationBin:
    """Entities whose probability lies from `low` to below `high`: what was said, and what is so."""

    low: float
    high: float
    entities: int
    said: float
    false_share: float
    intervals: Intervals = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class HitFigures:
    """The innocents of one group, and how many of them were accused."""

    kind: str
    by: str
    """region, age or size."""
    group: str
    innocent: int
    accused: int
    share_of_innocents: float
    share_of_accused: float | None
    lift: float | None
    """How many times the rate of all innocents of the kind this group is accused; None where nobody is."""
    intervals: Intervals = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Share of the group's innocents that is accused."""
        return self.accused / self.innocent


@dataclass(frozen=True, kw_only=True)
class Figures:
    """All figures of one run."""

    threshold: float
    kinds: tuple[KindFigures, ...]
    behaviours: tuple[BehaviourFigures, ...]
    lookalikes: tuple[LookalikeFigures, ...]
    rings: RingFigures
    calibration: tuple[CalibrationBin, ...]
    brier: float | None
    left_out: dict[str, int]
    """Accused entities of kinds that the key does not judge."""
    hit: tuple[HitFigures, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    """What could not be told and why, in English and in Chinese."""
    intervals: Intervals = field(default_factory=dict)
    level: float = LEVEL
    seed: int = 0
    resamples: int = 0

    def as_json(self) -> dict[str, object]:
        """The same as plain data, recalls and rates included."""
        data = dataclasses.asdict(self)
        for rows, figures, name in (
            ("behaviours", self.behaviours, "recall"), ("lookalikes", self.lookalikes, "rate"), ("hit", self.hit, "rate"),
        ):  # fmt: skip
            for row, figure in zip(data[rows], figures, strict=True):
                row[name] = getattr(figure, name)
        return data


@dataclass(frozen=True, kw_only=True)
class LearnedWeight:
    """The bits of one signal at one level: shipped, learned, and what they were learned from."""

    signal: str
    level: int
    shipped: float
    learned: float
    false: int
    """False entities that the signal speaks of at this level, before T."""
    honest: int
    rings: int
    """Of how many rings or single entities all these are: what the pull to the shipped weight is measured against."""


@dataclass(frozen=True, kw_only=True)
class SplitFigures:
    """Weights learned before a moment, and figures of the entities that first appear from it on, with shipped and with learned weights."""

    moment: datetime
    weights: tuple[LearnedWeight, ...]
    learned_from: dict[str, tuple[int, int]]
    """Kind to its false and honest entities before the moment."""
    judged: dict[str, tuple[int, int]]
    """Kind to its false and honest entities from the moment on, of those that have a score or a row in the key."""
    without_time: dict[str, int]
    """Entities whose first event the data do not tell, by kind; left out."""
    shipped: Figures
    learned: Figures

    def as_json(self) -> dict[str, object]:
        """The same as plain data."""
        data: dict[str, object] = {name: dataclasses.asdict(self)[name] for name in ("weights", "learned_from", "judged", "without_time")}
        return data | {"moment": self.moment.isoformat(), "shipped": self.shipped.as_json(), "learned": self.learned.as_json()}
