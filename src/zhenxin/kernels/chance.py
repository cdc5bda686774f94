"""How surprising a count is."""

import numpy as np
import numpy.typing as npt


def surprise(seen: npt.ArrayLike, expected: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Bits against chance where `seen` are counted and `expected` of a Poisson count, at least; 0 where no more are seen than expected.

    The same as the SQL macro of this name: Chernoff's bound (Mitzenmacher and Upfal 2005, theorem 5.4).
    """
    n, m = np.broadcast_arrays(np.asarray(seen, np.float64), np.asarray(expected, np.float64))
    found = np.zeros(n.shape, np.float64)
    more = (n > m) & (m > 0)
    n, m = n[more], m[more]
    found[more] = (n * np.log(n / m) - n + m) / np.log(2.0)
    return found


def surprise_of(seen: npt.ArrayLike, total: npt.ArrayLike, share: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Bits against chance where `seen` of `total` are counted and each is so with probability `share` (0 to 1); 0 where no more than expected.

    The same as the SQL macro of this name: Chernoff's bound (Mitzenmacher and Upfal 2005, exercise 4.9).
    """
    n, all_, p = np.broadcast_arrays(*(np.asarray(one, np.float64) for one in (seen, total, share)))
    found = np.zeros(n.shape, np.float64)
    more = (p > 0) & (p < 1) & (n > all_ * p)
    n, all_, p = n[more], all_[more], p[more]
    rest = all_ - n
    left = np.where(rest > 0, rest * np.log(np.where(rest > 0, rest, 1.0) / (all_ * (1.0 - p))), 0.0)
    found[more] = (n * np.log(n / (all_ * p)) + left) / np.log(2.0)
    return found
