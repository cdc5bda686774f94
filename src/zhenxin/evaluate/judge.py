"""Holding a run against an answer key, at the low base rates of the world as it is."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from zhenxin.evaluate.field import Field, Rows, Whole, Yes, lay_out
from zhenxin.evaluate.figures import (
    BehaviourFigures,
    CalibrationBin,
    CurvePoint,
    Figures,
    KindFigures,
    LookalikeFigures,
    RingFigures,
    RingSize,
)  # fmt: skip
from zhenxin.evaluate.innocents import Hits, Population, look_up
from zhenxin.evaluate.matching import SIZES, Matching, match_rings, size_class
from zhenxin.evaluate.read import Key, Run, read_key, read_run
from zhenxin.evaluate.resample import Curve, Measure, Ratio, Told, told
from zhenxin.events.codes import JUDGED_ON
from zhenxin.settings import Settings

ACCUSED = 0.5
"""The probability from which an entity counts as accused, everywhere (DESIGN §5)."""
RESAMPLES = 200
_BINS = 10
_DEFAULT = Settings()
_NOBODY = Population({}, {})


def evaluate(
    out: Path, truth: Path, *, data: Path | None = None, settings: Settings = _DEFAULT, seed: int = 0, resamples: int = RESAMPLES
) -> Figures:
    """How good the results in `out` are against the answer key at `truth` (a file, or the folder that holds truth.parquet or truth.csv).

    An entity without a row in the key, or with `hard:` rows only, is honest; one without a score has probability 0.
    Intervals are drawn `resamples` times by ring, with the dice of `seed`. Who is hit wrongly is looked up in the data set `data`, the
    folder of the key where none is named. Raises InputError where anything that was named cannot be read.
    """
    key, run = read_key(truth), read_run(out, ACCUSED)
    field = lay_out(key, run)
    beside = truth if truth.is_dir() else truth.absolute().parent
    population = look_up(data or beside, settings, field, field.said >= ACCUSED, run.as_of, asked=data is not None)
    return judge(key, run, field, population, seed=seed, resamples=resamples)


def judge(
    key: Key, run: Run, field: Field, population: Population = _NOBODY, *, rings: bool = True, seed: int = 0, resamples: int = RESAMPLES
) -> Figures:
    """The figures of a run that is read already and laid out as `field`; without `rings` none are compared."""
    accused, matching = field.said >= ACCUSED, match_rings(key, run) if rings else Matching((), {}, 0)
    sections = (
        _Kinds(field, accused), _Behaviours(field, accused), _Lookalikes(field, accused), _Rings(field, matching), _Calibration(field),
        Hits(field, population),
    )  # fmt: skip
    measures = [measure for section in sections for measure in section.measures]
    figures = iter(told(measures, field.units, seed=seed, resamples=resamples))
    kinds, behaviours, lookalikes, ringed, calibration, hits = ([next(figures) for _ in section.measures] for section in sections)
    return Figures(
        threshold=ACCUSED, seed=seed, resamples=resamples, kinds=sections[0].told(kinds), behaviours=sections[1].told(behaviours),
        lookalikes=sections[2].told(lookalikes), rings=sections[3].told(ringed), calibration=sections[4].told(calibration),
        brier=calibration[0][0].value, intervals={"brier": calibration[0][0].interval}, left_out=_left_out(field, accused),
        hit=sections[5].told(hits), notes=population.notes,
    )  # fmt: skip


def _left_out(field: Field, accused: Yes) -> dict[str, int]:
    counts = np.bincount(field.kind[accused & ~field.judged], minlength=len(field.kinds))
    return {kind: int(count) for kind, count in zip(field.kinds, counts, strict=True) if count}


class _Kinds:
    """Precision, recall, F1, Brier (Brier 1950; over scored and false entities) and the curve of each kind."""

    def __init__(self, field: Field, accused: Yes) -> None:
        self._field, self._accused = field, accused
        self._kinds = field.ordered_kinds(accused)
        caught, said, many = accused & field.false, field.scored | field.false, len(field.kinds)
        ratios = [
            Ratio(field.unit, field.kind, many, caught, accused),
            Ratio(field.unit, field.kind, many, caught, field.false),
            Ratio(field.unit, field.kind, many, 2.0 * caught, 1.0 * accused + field.false, share=False),
            Ratio(field.unit, field.kind, many, said * (field.said - field.false) ** 2, said, share=False),
        ]
        self._curves = [self._curve(kind) for kind in self._kinds]
        self.measures: list[Measure] = [*ratios, *self._curves]

    def _curve(self, kind: int) -> Curve:
        field = self._field
        own = field.scored & (field.kind == kind)
        return Curve(field.unit[own], field.said[own], field.false[own], field.unit[field.false & ~field.scored & (field.kind == kind)])

    def told(self, figures: Sequence[Sequence[Told]]) -> tuple[KindFigures, ...]:
        """The kinds in order."""
        field, rows = self._field, []
        for place, kind in enumerate(self._kinds):
            own, curve, drawn = field.kind == kind, self._curves[place], figures[4 + place]
            one = {name: figures[at][kind] for at, name in enumerate(("precision", "recall", "f1", "brier"))} | {
                "average_precision": drawn[0]
            }
            accused, false = int((own & self._accused).sum()), int((own & field.false).sum())
            if not (accused and false):
                one["f1"] = Told(None, None)
            rows.append(
                KindFigures(
                    kind=field.kinds[kind], false=false, accused=accused, caught=int((own & self._accused & field.false).sum()),
                    **{name: figure.value for name, figure in one.items()},
                    intervals={name: figure.interval for name, figure in one.items()}, curve=_points(curve, drawn),
                )
            )  # fmt: skip
        return tuple(rows)


def _points(curve: Curve, drawn: Sequence[Told]) -> tuple[CurvePoint, ...]:
    """The points of a curve; none of a kind of which nothing is false, and none above the first accused."""
    many = len(curve.picked)
    rows = zip(curve.thresholds, drawn[1 : 1 + many], drawn[1 + many :], strict=True)
    return tuple(
        CurvePoint(
            threshold=float(threshold), precision=precision.value, recall=recall.value,
            intervals={"precision": precision.interval, "recall": recall.interval},
        )
        for threshold, precision, recall in rows
        if precision.value is not None and recall.value is not None
    )  # fmt: skip


class _Grouped:
    """A share of the rows of the key, by code, skill and kind of entity."""

    def __init__(self, field: Field, rows: Rows, accused: Yes, kept: Yes) -> None:
        self._field, self._rows = field, rows
        kind = field.kind[rows.entity]
        marks = ((rows.code * max(len(rows.skills), 1) + rows.skill) * max(len(field.kinds), 1) + kind)[kept]
        self._marks, group = np.unique(marks, return_inverse=True)
        hit = accused[rows.entity][kept]
        self._every = np.bincount(group, minlength=len(self._marks))
        self._hits = np.bincount(group, weights=hit, minlength=len(self._marks))
        self._ratio = Ratio(rows.unit[kept], group, len(self._marks), hit, np.ones(len(hit)))
        self.measures: list[Measure] = [self._ratio]

    def _named(self) -> list[tuple[str, str, str, int, int, int]]:
        """Code, skill, kind, entities, hits, units."""
        rest, kind = np.divmod(self._marks, max(len(self._field.kinds), 1))
        code, skill = np.divmod(rest, max(len(self._rows.skills), 1))
        return [
            (self._rows.codes[c], self._rows.skills[s], self._field.kinds[k], int(every), int(hits), int(units))
            for c, s, k, every, hits, units in zip(code, skill, kind, self._every, self._hits, self._ratio.units, strict=True)
        ]


class _Behaviours(_Grouped):
    """Recall of each behaviour on the kinds it is judged on; an entity with several behaviours counts for each of them."""

    def __init__(self, field: Field, accused: Yes) -> None:
        rows = field.false_rows
        judged = np.array([[kind in JUDGED_ON.get(code, (kind,)) for kind in field.kinds] for code in rows.codes], dtype=np.bool_)
        kept = judged[rows.code, field.kind[rows.entity]] if len(rows.code) else np.zeros(0, dtype=np.bool_)
        super().__init__(field, rows, accused, kept & _once(rows))

    def told(self, figures: Sequence[Sequence[Told]]) -> tuple[BehaviourFigures, ...]:
        """In the order of behaviour, skill and kind."""
        return tuple(
            BehaviourFigures(
                behaviour=code, skill=skill, kind=kind, false=every, caught=hits, rings=units, intervals={"recall": figure.interval}
            )
            for (code, skill, kind, every, hits, units), figure in zip(self._named(), figures[0], strict=True)
        )


class _Lookalikes(_Grouped):
    """Accusation rate of each lookalike, those who are false too left out."""

    def __init__(self, field: Field, accused: Yes) -> None:
        super().__init__(field, field.hard_rows, accused, _once(field.hard_rows))

    def told(self, figures: Sequence[Sequence[Told]]) -> tuple[LookalikeFigures, ...]:
        """In the order of lookalike and kind."""
        return tuple(
            LookalikeFigures(lookalike=code, kind=kind, innocent=every, accused=hits, intervals={"rate": figure.interval})
            for (code, _, kind, every, hits, _), figure in zip(self._named(), figures[0], strict=True)
        )


def _once(rows: Rows) -> Yes:
    """The first row of each entity and code: a key may say a thing twice, once for each ring."""
    first = np.zeros(len(rows.entity), dtype=np.bool_)
    first[np.unique(rows.entity * max(len(rows.codes), 1) + rows.code, return_index=True)[1]] = True
    return first


class _Rings:
    """Precision over found rings and recall over true ones, whole and by size."""

    def __init__(self, field: Field, matching: Matching) -> None:
        self._matching = matching
        place = {ring_id: at for at, ring_id in enumerate(field.units.true_rings)}
        found_place = {ring_id: field.units.first_found + at for at, ring_id in enumerate(field.units.found_rings)}
        self._true = self._table([(place[one.ring_id], size_class(one.size), one.matched) for one in matching.matches])
        self._found = self._table([(found_place[ring_id], size_class(size), hit) for ring_id, (size, hit) in matching.found.items()])
        self.measures: list[Measure] = []
        for unit, size, hit in (self._found, self._true):
            ones = np.ones(len(unit))
            self.measures += [Ratio(unit, np.zeros(len(unit), dtype=np.int64), 1, hit, ones), Ratio(unit, size, len(SIZES), hit, ones)]

    @staticmethod
    def _table(rows: list[tuple[int, int, bool]]) -> tuple[Whole, Whole, Whole]:
        unit, size, hit = (np.array([row[at] for row in rows], dtype=np.int64) for at in range(3))
        return unit, size, hit

    def told(self, figures: Sequence[Sequence[Told]]) -> RingFigures:
        """The rings, whole and by size; size classes without a ring are left out."""
        precision, recall = figures[0][0], figures[2][0]
        counts = [
            np.bincount(size, weights=hits, minlength=len(SIZES))
            for _, size, hit in (self._true, self._found)
            for hits in (np.ones(len(hit)), hit)
        ]
        sizes = [
            RingSize(
                least=least, most=[*SIZES[1:], 0][at] - 1 if at + 1 < len(SIZES) else None,
                true=int(counts[0][at]), true_matched=int(counts[1][at]), found=int(counts[2][at]), found_matched=int(counts[3][at]),
                precision=figures[1][at].value, recall=figures[3][at].value,
                intervals={"precision": figures[1][at].interval, "recall": figures[3][at].interval},
            )
            for at, least in enumerate(SIZES)
            if counts[0][at] or counts[2][at]
        ]  # fmt: skip
        found, matches = self._matching.found, self._matching.matches
        return RingFigures(
            true=len(matches), found=len(found), matched=sum(one.matched for one in matches), precision=precision.value, recall=recall.value,
            matches=matches, unmatched=tuple(sorted(ring_id for ring_id, (_, hit) in found.items() if not hit)),
            uncompared=self._matching.uncompared, sizes=tuple(sizes), intervals={"precision": precision.interval, "recall": recall.interval},
        )  # fmt: skip


class _Calibration:
    """Brier of all judged kinds, and in tenths of probability what was said against what is so; false ones nobody scored were said to be 0."""

    def __init__(self, field: Field) -> None:
        own = field.judged & (field.scored | field.false)
        self._said, unit, false = field.said[own], field.unit[own], field.false[own]
        self._bin = np.minimum((self._said * _BINS).astype(np.int64), _BINS - 1)
        ones = np.ones(len(false))
        self.measures: list[Measure] = [
            Ratio(unit, np.zeros(len(false), dtype=np.int64), 1, (self._said - false) ** 2, ones, share=False),
            Ratio(unit, self._bin, _BINS, false, ones),
        ]

    def told(self, figures: Sequence[Sequence[Told]]) -> tuple[CalibrationBin, ...]:
        """The tenths with anybody in them."""
        return tuple(
            CalibrationBin(
                low=number / _BINS, high=(number + 1) / _BINS, entities=int(inside.sum()), said=float(self._said[inside].mean()),
                false_share=share.value, intervals={"false_share": share.interval},
            )
            for number, share in enumerate(figures[1])
            if (inside := self._bin == number).any() and share.value is not None
        )  # fmt: skip
