"""Pulled logistic regression: the maximum of its posterior, and what pulls it."""

import numpy as np
import numpy.typing as npt
import pytest

from zhenxin.kernels.pulled_logit import pulled_logit


def test_it_is_the_maximum_that_an_optimiser_finds() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    rng = np.random.default_rng(1)
    features = (rng.random((300, 5)) < 0.3).astype(np.float64)
    odds = rng.normal(-1, 2, 300)
    truth = np.array([2.0, -1.5, 0.0, 0.5, -3.0])
    found = rng.random(300) < 1 / (1 + np.exp(-(odds + features @ truth)))
    spread = np.array([1.0, 1.0, 0.5, 2.0, 2.0])

    def loss(at: npt.NDArray[np.float64]) -> float:
        told = odds + features @ at
        return float(np.logaddexp(0, told).sum() - told[found].sum() + (np.square(at / spread) / 2).sum())

    best = optimize.minimize(loss, np.zeros(5), method="BFGS", options={"gtol": 1e-8}).x
    assert pulled_logit(features, found, odds, spread) == pytest.approx(best, abs=1e-4)


def test_without_outcomes_nothing_moves() -> None:
    assert pulled_logit(np.zeros((0, 2)), [], [], [1.0, 1.0]).tolist() == [0.0, 0.0]
    assert pulled_logit(np.zeros((3, 0)), [0, 1, 1], [0, 0, 0], []).shape == (0,)


def test_outcomes_as_the_odds_foretold_move_nothing() -> None:
    assert pulled_logit(np.ones((2, 1)), [0, 1], [0.0, 0.0], [5.0]) == pytest.approx([0.0])


def test_what_one_side_alone_bears_stays_finite() -> None:
    told = pulled_logit(np.ones((50, 1)), np.zeros(50), np.full(50, 20.0), [1.4])
    assert -25 < told[0] < -15


def test_a_narrow_spread_holds() -> None:
    wide, narrow = (pulled_logit(np.ones((20, 1)), np.zeros(20), np.zeros(20), [spread])[0] for spread in (3.0, 0.1))
    assert wide < -2 < narrow < 0


def test_shapes_must_fit() -> None:
    with pytest.raises(ValueError, match="shapes"):
        pulled_logit(np.ones((2, 1)), [1, 0, 1], [0.0, 0.0], [1.0])
