"""Weights learned from an answer key: log-likelihood ratios of the signals' levels in bits, pulled to the shipped ones, never of another sign."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from zhenxin.evaluate.figures import LearnedWeight
from zhenxin.scores.weights import DEFAULT, weights

PULL = 10.0
"""As many rings as this must speak before a learned weight counts as much as the shipped one."""
_SMOOTH = 0.5
Bits = tuple[float, float, float]


@dataclass(frozen=True)
class Fired:
    """One signal at one level: the false and the honest entities it speaks of, and of how many rings or single entities they are."""

    false: int
    honest: int
    rings: int


def learn(fired: Mapping[tuple[str, int], Fired], kinds: Mapping[str, str], sizes: Mapping[str, tuple[int, int]]) -> list[LearnedWeight]:
    """Three levels for each signal of `kinds` (signal to its kind of entity); `sizes` has the false and honest entities of each kind.

    A level of which nothing was seen keeps its shipped weight. Weights never fall from one level to the next.
    """
    learned = []
    for signal in sorted(kinds):
        shipped = weights().get(signal, DEFAULT)
        own = [fired.get((signal, level), Fired(0, 0, 0)) for level in (1, 2, 3)]
        pulled = [_pulled(one, sizes[kinds[signal]], given) for one, given in zip(own, shipped, strict=True)]
        for level, (one, given, value) in enumerate(zip(own, shipped, _rising(pulled), strict=True), start=1):
            bits = max(value, 0.0) if given >= 0 else min(value, 0.0)
            learned.append(
                LearnedWeight(
                    signal=signal, level=level, shipped=given, learned=round(bits, 3), false=one.false, honest=one.honest, rings=one.rings
                )
            )
    return learned


def _pulled(one: Fired, size: tuple[int, int], shipped: float) -> float:
    ratio = ((one.false + _SMOOTH) / (size[0] + 1)) / ((one.honest + _SMOOTH) / (size[1] + 1))
    return (one.rings * float(np.log2(ratio)) + PULL * shipped) / (one.rings + PULL)


def _rising(values: Iterable[float]) -> list[float]:
    return [float(value) for value in np.maximum.accumulate(list(values))]


def as_weights(learned: Iterable[LearnedWeight]) -> dict[str, Bits]:
    """The learned weights as the flow takes them."""
    rows: dict[str, list[float]] = {}
    for one in sorted(learned, key=lambda one: (one.signal, one.level)):
        rows.setdefault(one.signal, []).append(one.learned)
    return {signal: (bits[0], bits[1], bits[2]) for signal, bits in rows.items()}
