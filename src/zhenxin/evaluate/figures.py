"""The figures of one run against one answer key: as data, and as lines to read with the misses first."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class KindFigures:
    """One kind of entity. A figure that cannot be had (nothing accused, nothing false) is None."""

    kind: str
    false: int
    accused: int
    caught: int
    precision: float | None
    recall: float | None
    f1: float | None
    average_precision: float | None
    brier: float | None


@dataclass(frozen=True, kw_only=True)
class BehaviourFigures:
    """How much of one behaviour was found, of one kind of entity it is judged on and one skill (`` where the key names none)."""

    behaviour: str
    skill: str
    kind: str
    false: int
    caught: int

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
class RingFigures:
    """Rings found and true; a found ring matches the true one with which it shares half of all members, each at most once."""

    true: int
    found: int
    matched: int
    precision: float | None
    recall: float | None
    matches: tuple[RingMatch, ...]
    unmatched: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CalibrationBin:
    """Entities whose probability lies from `low` to below `high`: what was said, and what is so."""

    low: float
    high: float
    entities: int
    said: float
    false_share: float


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

    def as_json(self) -> dict[str, object]:
        """The same as plain data, recalls and rates included."""
        data = dataclasses.asdict(self)
        for rows, figures, name in (("behaviours", self.behaviours, "recall"), ("lookalikes", self.lookalikes, "rate")):
            for row, figure in zip(data[rows], figures, strict=True):
                row[name] = getattr(figure, name)
        return data

    def lines(self) -> list[str]:
        """A page of text; what was missed and who was wrongly accused come first."""
        return [*self._missed(), *self._wronged(), *self._ring_lines(), *self._kind_lines(), *self._calibration_lines(), *self._left_out()]

    def _missed(self) -> Iterator[str]:
        yield "Missed, the worst first"
        if not self.behaviours:
            yield "  the answer key holds nothing false"
        for row in sorted(self.behaviours, key=lambda row: (row.recall, row.behaviour, row.skill, row.kind)):
            skill = f" ({row.skill})" if row.skill else ""
            yield f"  {row.behaviour + skill:<32}{row.kind:<10}{row.false - row.caught:>7} of {row.false:<7} recall {row.recall:.3f}"

    def _wronged(self) -> Iterator[str]:
        yield ""
        yield "Innocent, yet accused"
        hit = [row for row in self.lookalikes if row.accused]
        if not hit:
            yield "  none of the lookalikes" if self.lookalikes else "  the answer key names no lookalikes"
        for row in sorted(hit, key=lambda row: (-row.rate, row.lookalike, row.kind)):
            yield f"  {row.lookalike:<32}{row.kind:<10}{row.accused:>7} of {row.innocent:<7} {row.rate:.2%}"
        spared = len(self.lookalikes) - len(hit)
        if hit and spared:
            yield f"  and nobody of {spared} other {'kind' if spared == 1 else 'kinds'} of lookalike"

    def _ring_lines(self) -> Iterator[str]:
        rings = self.rings
        yield ""
        yield f"Rings: {rings.matched} of {rings.true} true ones found, by {rings.found} accused"
        yield f"  precision {_share(rings.precision)}  recall {_share(rings.recall)}"
        for match in sorted(rings.matches, key=lambda match: (match.matched, match.likeness, match.ring_id)):
            if not match.matched:
                near = f"nearest {match.found_id}, {match.likeness:.2f} alike" if match.found_id else "nothing like it"
                yield f"  missed {match.ring_id} ({', '.join(match.behaviours)}, {match.size} members): {near}"
        for ring_id in rings.unmatched:
            yield f"  no true ring: {ring_id}"

    def _kind_lines(self) -> Iterator[str]:
        yield ""
        yield f"At probability {self.threshold:g} and above"
        yield f"  {'kind':<10}{'false':>8}{'accused':>9}{'caught':>8}{'precision':>11}{'recall':>8}{'F1':>8}{'AP':>8}{'Brier':>8}"
        for row in self.kinds:
            others = "".join(f"{_share(value):>8}" for value in (row.recall, row.f1, row.average_precision, row.brier))
            yield f"  {row.kind:<10}{row.false:>8}{row.accused:>9}{row.caught:>8}{_share(row.precision):>11}{others}"

    def _calibration_lines(self) -> Iterator[str]:
        yield ""
        yield f"Said and so (Brier {_share(self.brier, 4)})"
        for row in self.calibration:
            yield f"  {row.low:.1f} to {row.high:.1f}: {row.entities:>7} entities, said {row.said:.3f}, false {row.false_share:.3f}"

    def _left_out(self) -> Iterator[str]:
        if self.left_out:
            yield ""
            what = ", ".join(f"{count} {kind}" for kind, count in sorted(self.left_out.items()))
            yield f"Accused, but of kinds the answer key does not judge, and left out: {what}"


def _share(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
