"""The oracle: a boosted model that has the same signals and links as the flow, and the answer keys of other worlds; nobody else can do better."""

import pickle
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

from bars.features import KINDS, Features, Real

Yes = npt.NDArray[np.bool_]
_CHUNK = 100_000
"""Rows judged at a time: the model takes them as doubles."""
BAR = 0.97
"""Where we make next to no mistake, one innocent decides what the oracle finds as precisely; so it is also asked at the precision of the bar."""


def taught(features: Iterable[Features]) -> HistGradientBoostingClassifier:
    """A model that has seen the keys of some worlds."""
    worlds = list(features)
    x, y = np.vstack([one.x for one in worlds]), np.concatenate([one.y for one in worlds])
    model = HistGradientBoostingClassifier(
        learning_rate=0.15, max_iter=100, min_samples_leaf=10, l2_regularization=1.0, early_stopping=False, random_state=0
    )
    return model.fit(x, y)


def keep(model: HistGradientBoostingClassifier, path: Path) -> None:
    """Keep a model as a file of our own."""
    path.write_bytes(pickle.dumps(model))


def kept(path: Path) -> HistGradientBoostingClassifier:
    """A model that was kept."""
    return pickle.loads(path.read_bytes())


def said(model: HistGradientBoostingClassifier, x: Real) -> npt.NDArray[np.float64]:
    """How likely each row is false."""
    parts = [model.predict_proba(x[at : at + _CHUNK])[:, 1] for at in range(0, len(x), _CHUNK)]
    return np.concatenate(parts) if parts else np.zeros(0)


def sees(scores: npt.NDArray[np.float64], y: Yes, skilled: Mapping[str, npt.NDArray[np.int64]], precision: float | None) -> dict[str, Any]:
    """Its average precision; where it is as precise as `precision`, its recall in all and of each behaviour in skilled form.

    Where it never is, the point counts at which it is most precise; `precision` tells how precise it is there. None: ours is not known, so 0.5 counts.
    """
    if not y.any():
        return {"average_precision": None, "recall": None, "precision": None, "skilled": {}, "recall_at_bar": None, "skilled_at_bar": {}}
    least, precise, recall = as_precise(scores, y, precision)
    at_bar, _, recall_at_bar = as_precise(scores, y, BAR)
    by_code = [{code: float((scores[rows] >= level).mean()) for code, rows in skilled.items() if len(rows)} for level in (least, at_bar)]
    return {
        "average_precision": float(average_precision_score(y, scores)), "recall": recall, "precision": precise, "skilled": by_code[0],
        "recall_at_bar": recall_at_bar, "skilled_at_bar": by_code[1],
    }  # fmt: skip


def as_precise(scores: npt.NDArray[np.float64], y: Yes, precision: float | None) -> tuple[float, float, float]:
    """The lowest score from which on it is at least as precise as asked (else, most precise), its precision and its recall there."""
    order = np.argsort(-scores, kind="stable")
    ends = np.flatnonzero(np.diff(-scores[order], append=np.inf))
    hits = np.cumsum(y[order])[ends]
    precise = hits / (ends + 1)
    good = np.flatnonzero(scores[order][ends] >= 0.5 if precision is None else precise >= min(precision, precise.max()))
    at = int(good[-1]) if len(good) else 0
    return float(scores[order][ends[at]]), float(precise[at]), float(hits[at] / y.sum())


def judged(folder: Path, models: Mapping[str, Path], precisions: Mapping[str, float | None]) -> dict[str, Any]:
    """What the oracle sees of a world whose features lie in `folder`, kind by kind."""
    found = {}
    for kind in KINDS:
        features = Features.read(folder / f"{kind}.npz")
        found[kind] = sees(said(kept(models[kind]), features.x), features.y, features.skilled, precisions.get(kind))
    return found
