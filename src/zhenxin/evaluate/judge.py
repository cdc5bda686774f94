"""Holding a run against an answer key, at the low base rates of the world as it is."""

from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from zhenxin.evaluate.codes import JUDGED_ON
from zhenxin.evaluate.figures import BehaviourFigures, CalibrationBin, Figures, KindFigures, LookalikeFigures
from zhenxin.evaluate.matching import match_rings
from zhenxin.evaluate.read import Entity, Key, Run, read_key, read_run

ACCUSED = 0.5
"""The probability from which an entity counts as accused, everywhere (DESIGN §5)."""
_BINS = 10


def evaluate(out: Path, truth: Path) -> Figures:
    """How good the results in `out` are against the answer key at `truth` (a file, or the folder that holds truth.parquet or truth.csv).

    An entity without a row in the key, or with `hard:` rows only, is honest; one without a score has probability 0.
    Raises InputError where either cannot be read.
    """
    key, run = read_key(truth), read_run(out, ACCUSED)
    judged = {entity: value for entity, value in run.scores.items() if key.judges(entity[0])}
    strange = Counter(kind for (kind, _), value in run.scores.items() if value >= ACCUSED and not key.judges(kind))
    said, so = _pairs(judged, key)
    return Figures(
        threshold=ACCUSED,
        kinds=tuple(_kind(kind, judged, key) for kind in _kinds(judged, key)),
        behaviours=tuple(_behaviours(run, key)),
        lookalikes=tuple(_lookalikes(run, key)),
        rings=match_rings(key, run),
        calibration=tuple(_calibration(said, so)),
        brier=_brier(said, so),
        left_out=dict(strange),
    )


def _kinds(judged: dict[Entity, float], key: Key) -> list[str]:
    """Kinds with something false or somebody accused, the main ones first."""
    found = key.kinds | {kind for (kind, _), value in judged.items() if value >= ACCUSED}
    main = ["order", "review", "account", "merchant"]
    return [kind for kind in main if kind in found] + sorted(found.difference(main))


def _pairs(judged: dict[Entity, float], key: Key) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """What was said of each entity and whether it is false; false ones nobody scored were said to be 0."""
    silent = [entity for entity in key.false if entity not in judged]
    said = np.array([*judged.values(), *([0.0] * len(silent))])
    so = np.array([entity in key.false for entity in judged] + [True] * len(silent), dtype=np.bool_)
    return said, so


def _kind(kind: str, judged: dict[Entity, float], key: Key) -> KindFigures:
    own = {entity: value for entity, value in judged.items() if entity[0] == kind}
    false = {entity for entity in key.false if entity[0] == kind}
    accused = {entity for entity, value in own.items() if value >= ACCUSED}
    caught = len(accused & false)
    precision = caught / len(accused) if accused else None
    recall = caught / len(false) if false else None
    harmonic = 2 * caught / (len(accused) + len(false)) if accused and false else None
    said = np.array(list(own.values()))
    so = np.array([entity in false for entity in own], dtype=np.bool_)
    silent = len(false) - int(so.sum())
    return KindFigures(
        kind=kind,
        false=len(false),
        accused=len(accused),
        caught=caught,
        precision=precision,
        recall=recall,
        f1=harmonic,
        average_precision=_average_precision(said, so, len(false)),
        brier=_brier(np.concatenate([said, np.zeros(silent)]), np.concatenate([so, np.ones(silent, dtype=np.bool_)])),
    )


def _average_precision(said: npt.NDArray[np.float64], so: npt.NDArray[np.bool_], false: int) -> float | None:
    """Sum over the scores from the top, ties together, of the recall gained times the precision there.

    False entities without a score are never reached and add nothing.
    """
    if not false:
        return None
    order = np.argsort(-said, kind="stable")
    hits, ends = np.cumsum(so[order]), np.flatnonzero(np.diff(-said[order], append=np.inf))
    gained = np.diff(hits[ends], prepend=0)
    return float(np.sum(gained / false * hits[ends] / (ends + 1.0)))


def _brier(said: npt.NDArray[np.float64], so: npt.NDArray[np.bool_]) -> float | None:
    """Mean squared distance between what was said and what is so (Brier 1950), over scored and false entities."""
    return float(np.mean((said - so) ** 2)) if len(said) else None


def _calibration(said: npt.NDArray[np.float64], so: npt.NDArray[np.bool_]) -> list[CalibrationBin]:
    place = np.minimum((said * _BINS).astype(np.int64), _BINS - 1)
    return [
        CalibrationBin(
            low=number / _BINS,
            high=(number + 1) / _BINS,
            entities=int(inside.sum()),
            said=float(said[inside].mean()),
            false_share=float(so[inside].mean()),
        )
        for number in range(_BINS)
        if (inside := place == number).any()
    ]


def _behaviours(run: Run, key: Key) -> list[BehaviourFigures]:
    """Recall of each behaviour on the kinds it is judged on; an entity with several behaviours counts for each of them."""
    false: Counter[tuple[str, str, str]] = Counter()
    caught: Counter[tuple[str, str, str]] = Counter()
    for entity, behaviours in key.false.items():
        for behaviour, skill in behaviours.items():
            if entity[0] in JUDGED_ON.get(behaviour, (entity[0],)):
                false[behaviour, skill, entity[0]] += 1
                caught[behaviour, skill, entity[0]] += run.scores.get(entity, 0.0) >= ACCUSED
    return [
        BehaviourFigures(
            behaviour=behaviour, skill=skill, kind=kind, false=false[behaviour, skill, kind], caught=caught[behaviour, skill, kind]
        )
        for behaviour, skill, kind in sorted(false)
    ]


def _lookalikes(run: Run, key: Key) -> list[LookalikeFigures]:
    rows = []
    for code in sorted(key.hard):
        innocent: Counter[str] = Counter(kind for kind, _ in key.hard[code])
        accused = Counter(entity[0] for entity in key.hard[code] if run.scores.get(entity, 0.0) >= ACCUSED)
        rows += [LookalikeFigures(lookalike=code, kind=kind, innocent=innocent[kind], accused=accused[kind]) for kind in sorted(innocent)]
    return rows
