"""Array types, named streams of randomness and the few array moves that every part of the world shares."""

import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Dice = np.random.Generator

_CROWD = 20_000
"""From so many on it is quicker to draw a few again than to give everybody a number."""
NONE = -1
"""The index of nothing; becomes NULL when it is written."""


def dice(seed: int, *names: str | int) -> Dice:
    """A stream of its own for each name, so that a new part of the world does not shift the numbers of the others."""
    words = [zlib.crc32(str(name).encode()) for name in names]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words])))


def spread(counts: npt.NDArray[Any]) -> tuple[Ints, Ints]:
    """Owner and rank of every item where owner i has counts[i] items; both of length counts.sum()."""
    counts = np.asarray(counts, dtype=np.int64)
    owner = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    first = np.cumsum(counts) - counts
    return owner, np.arange(len(owner), dtype=np.int64) - first[owner]


def full(n: int, value: int = NONE) -> Ints:
    """`n` times one index."""
    return np.full(n, value, dtype=np.int64)


def pick(rng: Dice, weights: npt.ArrayLike, n: int) -> Ints:
    """`n` indices drawn with replacement, in proportion to `weights`."""
    total = np.cumsum(np.asarray(weights, dtype=np.float64))
    return np.asarray(np.searchsorted(total, rng.random(n) * total[-1], side="right"), dtype=np.int64)


def pick_apart(rng: Dice, weights: Floats, n: int) -> Ints:
    """At most `n` different indices, the heavier the likelier (Efraimidis and Spirakis 2006); none of weight 0."""
    if len(weights) >= _CROWD and 0 < n <= len(weights) // 50 and 8 * n <= np.count_nonzero(weights):
        found = _drawn_again(rng, weights, n)
        if len(found) == n:
            return found
    able = np.flatnonzero(weights > 0)
    keys = np.log(rng.random(len(able))) / weights[able]
    return able[np.argsort(-keys, kind="stable")[:n]]


def _drawn_again(rng: Dice, weights: Floats, n: int) -> Ints:
    """Draw and put back until `n` different ones have come up: the same chances at a fraction of the work; fewer where few weigh most."""
    total = np.cumsum(weights)
    found = np.empty(0, dtype=np.int64)
    for _ in range(20):
        drawn = np.searchsorted(total, rng.random(n + 8) * total[-1], side="right")
        found = np.concatenate([found, np.minimum(drawn, len(weights) - 1)])
        found = found[np.sort(np.unique(found, return_index=True)[1])]
        if len(found) >= n:
            break
    return found[:n]


def lognormal(rng: Dice, median: npt.ArrayLike, sigma: npt.ArrayLike, n: int) -> Floats:
    """`n` lognormal draws around `median`."""
    return np.asarray(median, dtype=np.float64) * np.exp(np.asarray(sigma, dtype=np.float64) * rng.standard_normal(n))


def pieces(rng: Dice, total: int, low: int, high: int) -> list[int]:
    """Cut `total` into sizes between `low` and `high`; what is left over joins the last piece, nothing where it never reaches `low`."""
    sizes: list[int] = []
    left = total
    while left >= low:
        size = min(int(np.exp(rng.uniform(np.log(low), np.log(high + 1)))), left)
        sizes.append(size)
        left -= size
    if sizes:
        sizes[-1] += left
    return sizes
