"""Logistic regression beside given log-odds, each coefficient pulled to zero."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def pulled_logit(features: Floats, found: npt.ArrayLike, odds: npt.ArrayLike, spread: npt.ArrayLike, *, most: int = 50) -> Floats:
    """F coefficients, in nats: what each of N x F `features` adds to N given log-odds (nats) so that N outcomes (0 or 1) are likeliest.

    A coefficient's prior is normal around 0 with its `spread` (F, nats, above 0), which makes the answer one and finite. Newton's method with
    halved steps on the log-posterior; ends after `most` steps. numpy's ValueError where shapes do not fit.
    Gelman, Jakulin, Pittau and Su (2008), "A weakly informative default prior distribution for logistic and other regression models".
    """
    outcome, given = np.asarray(found, np.float64), np.asarray(odds, np.float64)
    narrow = 1 / np.square(np.asarray(spread, np.float64))

    def posterior(at: Floats) -> float:
        told = given + features @ at
        return float(outcome @ told - np.logaddexp(0.0, told).sum() - narrow @ np.square(at) / 2)

    at = np.zeros(features.shape[1])
    for _ in range(most):
        likely = 1 / (1 + np.exp(-np.clip(given + features @ at, -500, 500)))
        slope = features.T @ (outcome - likely) - narrow * at
        step = np.linalg.solve((features.T * (likely * (1 - likely))) @ features + np.diag(narrow), slope)
        while np.abs(step).max(initial=0.0) > 1e-9 and posterior(at + step) < posterior(at):
            step /= 2
        at = at + step
        if np.abs(step).max(initial=0.0) <= 1e-9:
            break
    return at
