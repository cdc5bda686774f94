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
