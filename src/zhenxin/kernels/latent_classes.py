"""Two latent classes behind counted patterns: EM with the honest side fixed and the false side pulled to where it started."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

STRENGTH = 1000.0
"""Pseudo-entities that the start of each column of the false side counts as."""
_LEAST = 1e-12
"""No value is impossible: a pattern that one side rules out would have no logarithm."""

_EDGE = 1e-9
"""A fit whose log-posterior is better than that of no false entity at all by less than this part of it has none."""


@dataclass(frozen=True)
class LatentClasses:
    """What a fit gives: how many are false, and how often each value of each column is seen among the false."""

    prevalence: float
    """Share of the false among all counted, labelled ones included; 0 where none are needed to explain the counts."""
    false_side: Floats
    """K x (L+1) probabilities; each row adds up to 1."""
    cases: float
    """False entities expected among all counted, labelled ones included."""
    log_likelihood: float
    """Of the counts and the labels, in nats, without the prior."""
    log_posteriors: tuple[float, ...]
    """Log-likelihood and log-prior of the false side, in nats, before each iteration and at the end: they never fall."""
    iterations: int


@dataclass(frozen=True)
class Gain:
    """How much better two classes foretell entities that were held out than one class does, in bits an entity, and its standard error."""

    bits: float
    error: float

    @property
    def is_sure(self) -> bool:
        """Whether it is more than two standard errors above zero."""
        return self.bits > 2 * self.error


def fit(
    patterns: Ints,
    counts: npt.ArrayLike,
    honest: Floats,
    start: Floats,
    *,
    prevalence: float,
    strength: float = STRENGTH,
    labelled: npt.ArrayLike | None = None,
    most: int = 2000,
    close: float = 1e-12,
) -> LatentClasses:
    """The false side and its share at the greatest posterior that EM reaches from `start`; nothing is drawn by chance.

    `patterns` is P x K: one row a pattern, one column a kind of evidence, values 0 to L. `counts` has P counts of entities without a label, `labelled`
    P x 2 counts of those labelled (false, honest), none of which is among `counts`. `honest` and `start` are K x (L+1) probabilities; a value that a column
    does not have has probability 0. Columns are independent within a class. The prior of each column of the false side is Dirichlet, 1 + `strength` times
    `start`; that of the prevalence is flat, and `prevalence` (above 0, below 1) only its start. Ends where the log-posterior rises by less than
    `close` of itself, or after `most` iterations. numpy's ValueError or IndexError where shapes or values do not fit.

    Dempster, Laird and Rubin (1977), "Maximum likelihood from incomplete data via the EM algorithm"; the record linkage model of Fellegi and
    Sunter (1969), with u fixed as in Winkler (2000), "Using the EM algorithm for weight computation in the Fellegi-Sunter model".
    """
    data = _Counted(patterns, counts, honest, start, labelled)
    false_side, share = data.start, prevalence
    posteriors = [data.log_likelihood(share, false_side) + data.log_prior(false_side, strength)]
    while len(posteriors) <= most:
        share, false_side = data.step(share, false_side, strength)
        posteriors.append(data.log_likelihood(share, false_side) + data.log_prior(false_side, strength))
        if posteriors[-1] - posteriors[-2] < close * (1 + abs(posteriors[-1])):
            break
    iterations = len(posteriors) - 1
    nobody = data.log_likelihood(0.0, data.start) + data.log_prior(data.start, strength)
    if nobody >= posteriors[-1] - _EDGE * (1 + abs(posteriors[-1])):  # at the edge EM only crawls towards zero
        share, false_side = 0.0, data.start
        posteriors.append(max(nobody, posteriors[-1]))
    return LatentClasses(share, false_side, share * data.size, data.log_likelihood(share, false_side), tuple(posteriors), iterations)


def held_out_gain(
    patterns: Ints,
    counts: npt.ArrayLike,
    honest: Floats,
    start: Floats,
    rng: np.random.Generator,
    *,
    prevalence: float,
    strength: float = STRENGTH,
) -> Gain:
    """Fit on a half of the entities, drawn with `rng`, and compare on the other half with independence: one class only.

    Its columns have the shares of the first half or the honest side's, whichever foretells the other half better. Arguments as in `fit`; more than 0
    bits where two classes foretell it better still.
    """
    of = np.asarray(counts, np.int64)
    kept = rng.binomial(of, 0.5)
    tried = of - kept
    size = float(tried.sum())
    if size == 0 or kept.sum() == 0:
        return Gain(0.0, 0.0)
    found = fit(patterns, kept, honest, start, prevalence=prevalence, strength=strength)
    upright = _given(patterns, honest)
    alone = max((_given(patterns, _shares(patterns, kept, honest.shape)), upright), key=lambda one: float(tried @ one))
    gains = (_mixed(found.prevalence, _given(patterns, found.false_side), upright) - alone) / np.log(2.0)
    mean = float(tried @ gains) / size
    return Gain(mean, float(np.sqrt(tried @ (gains - mean) ** 2)) / size)


class _Counted:
    """The counts, and what EM does to them."""

    def __init__(self, patterns: Ints, counts: npt.ArrayLike, honest: Floats, start: Floats, labelled: npt.ArrayLike | None) -> None:
        self.patterns = np.asarray(patterns, np.int64)
        self.counts = np.asarray(counts, np.float64)
        labels = np.zeros((len(self.counts), 2)) if labelled is None else np.asarray(labelled, np.float64)
        self.false, self.upright = labels[:, 0], labels[:, 1]
        self.start = start / start.sum(axis=1, keepdims=True)
        self.honest = _given(self.patterns, honest)
        self.size = float(self.counts.sum() + labels.sum())

    def log_likelihood(self, share: float, false_side: Floats) -> float:
        """In nats."""
        false = _given(self.patterns, false_side)
        with np.errstate(divide="ignore"):
            told = self.false @ false + self.upright @ self.honest
            told += _times(self.false.sum(), np.log(share)) + _times(self.upright.sum(), np.log1p(-share))
        return float(self.counts @ _mixed(share, false, self.honest) + told)

    def log_prior(self, false_side: Floats, strength: float) -> float:
        """Of the false side, in nats, without its constant."""
        return float(strength * np.sum(self.start * np.log(np.maximum(false_side, _LEAST))))

    def step(self, share: float, false_side: Floats, strength: float) -> tuple[float, Floats]:
        """One E and one M step."""
        false = _given(self.patterns, false_side)
        with np.errstate(divide="ignore"):
            likely = np.exp(np.log(share) + false - _mixed(share, false, self.honest)) if share > 0 else np.zeros_like(false)
        cases = self.counts * likely + self.false
        whole = float(cases.sum())
        return whole / self.size, (strength * self.start + _tally(self.patterns, cases, false_side.shape)) / (strength + whole)


def _given(patterns: Ints, side: Floats) -> Floats:
    """Log-probability of each pattern in a class, in nats."""
    told: Floats = np.log(np.maximum(side, _LEAST))[np.arange(patterns.shape[1]), patterns].sum(axis=1)
    return told


def _mixed(share: float, false: Floats, honest: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        mixed: Floats = np.logaddexp(np.log(share) + false, np.log1p(-share) + honest)
    return mixed


def _times(count: float, logarithm: float) -> float:
    return 0.0 if count == 0 else float(count * logarithm)


def _tally(patterns: Ints, weights: Floats, shape: tuple[int, ...]) -> Floats:
    """By column and value, the weights of the patterns that have it."""
    found = np.zeros(shape)
    np.add.at(found, (np.arange(patterns.shape[1]), patterns), weights[:, None])
    return found


def _shares(patterns: Ints, counts: Ints, shape: tuple[int, ...]) -> Floats:
    seen = _tally(patterns, counts.astype(np.float64), shape) + 0.5
    shares: Floats = seen / seen.sum(axis=1, keepdims=True)
    return shares
