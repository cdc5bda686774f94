"""The two-class fit against simulations whose truth is known, and against an independent optimiser of the same posterior."""

import numpy as np
import numpy.typing as npt
import pytest

from zhenxin.kernels.latent_classes import Gain, LatentClasses, fit, held_out_gain

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HONEST = np.array([[0.96, 0.03, 0.01, 0.0], [0.94, 0.03, 0.02, 0.01], [0.97, 0.02, 0.006, 0.004], [0.9, 0.07, 0.02, 0.01]])
FALSE = np.array([[0.4, 0.3, 0.3, 0.0], [0.3, 0.1, 0.2, 0.4], [0.5, 0.2, 0.1, 0.2], [0.6, 0.15, 0.15, 0.1]])
START = np.array([[0.6, 0.2, 0.2, 0.0], [0.5, 0.2, 0.2, 0.1], [0.7, 0.1, 0.1, 0.1], [0.6, 0.2, 0.1, 0.1]])
REAL = FALSE > 0


def drawn(size: int, share: float, seed: int, false: Floats = FALSE) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Entities of the two classes: their patterns, and who is false."""
    rng = np.random.default_rng(seed)
    is_false = rng.random(size) < share
    rolled = rng.random((size, len(false)))
    columns = [
        np.where(is_false, np.searchsorted(false[k].cumsum(), rolled[:, k]), np.searchsorted(HONEST[k].cumsum(), rolled[:, k]))
        for k in range(len(false))
    ]
    return np.minimum(np.stack(columns, axis=1), 3), is_false


def counted(rows: Ints) -> tuple[Ints, Ints]:
    patterns, counts = np.unique(rows, axis=0, return_counts=True)
    return patterns, counts.astype(np.int64)


def bits(side: Floats) -> Floats:
    found: Floats = np.log2(side[REAL] / HONEST[REAL])
    return found


def test_known_weights_come_back_within_a_tenth() -> None:
    patterns, counts = counted(drawn(400_000, 0.05, 1)[0])
    found = fit(patterns, counts, HONEST, START, prevalence=0.01)
    assert found.prevalence == pytest.approx(0.05, rel=0.1)
    assert found.cases == pytest.approx(20_000, rel=0.1)
    assert found.false_side[REAL] == pytest.approx(FALSE[REAL], rel=0.1)
    heavy = np.abs(bits(FALSE)) >= 1  # a tenth of a weight near zero is nothing to hold anybody to
    assert bits(found.false_side)[heavy] == pytest.approx(bits(FALSE)[heavy], rel=0.1)


def test_it_is_the_maximum_that_a_row_by_row_em_in_plain_python_finds() -> None:
    rows = drawn(1500, 0.2, 2)[0]
    share, side, strength = 0.1, START.tolist(), 50.0
    for _ in range(400):
        sums = [[strength * start for start in line] for line in START.tolist()]
        whole = 0.0
        for row in rows.tolist():
            false, honest = share, 1 - share
            for column, value in enumerate(row):
                false *= side[column][value]
                honest *= HONEST[column][value]
            likely = false / (false + honest)
            whole += likely
            for column, value in enumerate(row):
                sums[column][value] += likely
        share = whole / len(rows)
        side = [[value / sum(line) for value in line] for line in sums]
    patterns, counts = counted(rows)
    found = fit(patterns, counts, HONEST, START, prevalence=0.1, strength=strength)
    assert found.prevalence == pytest.approx(share, abs=1e-4)
    assert found.false_side == pytest.approx(np.array(side), abs=1e-4)


def test_no_optimiser_finds_a_greater_posterior() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    patterns, counts = counted(drawn(20_000, 0.05, 3)[0])
    strength = 200.0

    def unpacked(free: Floats) -> tuple[float, Floats]:
        share = 1 / (1 + np.exp(-free[0]))
        raw = np.where(REAL, 0.0, -np.inf)
        raw[REAL] = free[1:]
        side = np.exp(raw - raw.max(axis=1, keepdims=True))
        return float(share), side / side.sum(axis=1, keepdims=True)

    def loss(free: Floats) -> float:
        share, side = unpacked(free)
        false = share * np.prod([side[k, patterns[:, k]] for k in range(4)], axis=0)
        honest = (1 - share) * np.prod([HONEST[k, patterns[:, k]] for k in range(4)], axis=0)
        return -float(counts @ np.log(false + honest) + strength * np.sum(START[REAL] * np.log(side[REAL])))

    beginning = np.concatenate([[np.log(0.01 / 0.99)], np.log(START[REAL])])
    best = optimize.minimize(loss, beginning, method="L-BFGS-B", options={"maxiter": 2000, "maxfun": 200_000, "ftol": 1e-14, "gtol": 1e-7})
    share, side = unpacked(best.x)
    found = fit(patterns, counts, HONEST, START, prevalence=0.01, strength=strength)
    assert found.log_posteriors[-1] >= -best.fun - 1e-3
    assert found.prevalence == pytest.approx(share, abs=2e-3)
    assert found.false_side == pytest.approx(side, abs=5e-3)


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_where_all_are_honest_hardly_anybody_is_false(seed: int) -> None:
    patterns, counts = counted(drawn(100_000, 0.0, seed)[0])
    found = fit(patterns, counts, HONEST, START, prevalence=0.01)
    assert found.prevalence < 0.001


def test_the_prevalence_may_be_zero() -> None:
    patterns = np.array([[0, 0, 0, 0], [1, 0, 0, 0]])
    found = fit(patterns, [10_000, 100], HONEST, START, prevalence=0.01)
    assert (found.prevalence, found.cases) == (0.0, 0.0)
    assert found.false_side == pytest.approx(START)


@pytest.mark.parametrize("labels", [0, 100])
def test_the_posterior_never_falls(labels: int) -> None:
    patterns, counts, labelled = asked(labels, 7)
    found = fit(patterns, counts, HONEST, START, prevalence=0.01, labelled=labelled)
    steps = np.diff(found.log_posteriors)
    assert found.iterations > 3
    assert (steps >= -1e-7).all()
    assert found.log_posteriors[-1] > found.log_posteriors[0] + 1


def asked(labels: int, seed: int, size: int = 4000) -> tuple[Ints, Ints, Ints]:
    """A small market of which so many entities that anything speaks of were looked at."""
    rows, is_false = drawn(size, 0.05, seed)
    suspects = np.flatnonzero((rows > 0).sum(axis=1) >= 2)[:labels]
    patterns, place = np.unique(rows, axis=0, return_inverse=True)
    place = place.reshape(-1)
    labelled = np.zeros((len(patterns), 2), np.int64)
    np.add.at(labelled, (place[suspects], 1 - is_false[suspects].astype(int)), 1)
    counts = np.bincount(place, minlength=len(patterns)) - labelled.sum(axis=1)
    return patterns, counts, labelled


def test_a_hundred_labels_bring_the_weights_nearer_to_the_truth() -> None:
    def error(found: LatentClasses) -> float:
        return float(np.abs(bits(found.false_side) - bits(FALSE)).mean())

    without, with_labels = [], []
    for seed in range(20, 32):
        patterns, counts, labelled = asked(100, seed)
        without.append(error(fit(patterns, counts + labelled.sum(axis=1), HONEST, START, prevalence=0.01, strength=20)))
        with_labels.append(error(fit(patterns, counts, HONEST, START, prevalence=0.01, strength=20, labelled=labelled)))
    assert np.mean(with_labels) < np.mean(without)


def test_the_start_counts_as_so_many_entities() -> None:
    patterns, counts = counted(drawn(20_000, 0.05, 8)[0])
    moved = [
        np.abs(fit(patterns, counts, HONEST, START, prevalence=0.01, strength=strength).false_side - START).max()
        for strength in (10.0, 1000.0, 1e7)
    ]
    assert moved[0] > moved[1] > moved[2]
    assert moved[2] < 0.001


def test_two_classes_foretell_a_mixed_market_better_than_one() -> None:
    patterns, counts = counted(drawn(40_000, 0.05, 9)[0])
    gain = held_out_gain(patterns, counts, HONEST, START, np.random.default_rng(1), prevalence=0.01)
    assert gain.is_sure
    assert gain == held_out_gain(patterns, counts, HONEST, START, np.random.default_rng(1), prevalence=0.01)


@pytest.mark.parametrize("seed", [10, 11, 12, 13])
def test_two_classes_foretell_an_honest_market_no_better(seed: int) -> None:
    patterns, counts = counted(drawn(40_000, 0.0, seed)[0])
    assert not held_out_gain(patterns, counts, HONEST, START, np.random.default_rng(seed), prevalence=0.01).is_sure


def test_nobody_is_held_out_of_nothing() -> None:
    assert held_out_gain(np.array([[0, 0, 0, 0]]), [1], HONEST, START, np.random.default_rng(1), prevalence=0.01) == Gain(0.0, 0.0)


@pytest.mark.parametrize(
    ("patterns", "counts", "labelled"),
    [([[0, 0, 0, 0]], [1, 2], None), ([[0, 0, 0, 4]], [1], None), ([[0, 0, 0, 0, 0]], [1], None), ([[0, 0, 0, 0]], [1], [[1]])],
    ids=["too many counts", "a value beyond the last", "a column too many", "labels of one side only"],
)
def test_shapes_must_fit(patterns: list[list[int]], counts: list[int], labelled: list[list[int]] | None) -> None:
    with pytest.raises((ValueError, IndexError)):
        fit(np.array(patterns), counts, HONEST, START, prevalence=0.1, labelled=labelled)
