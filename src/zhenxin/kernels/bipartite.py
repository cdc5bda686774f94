"""A graph of two sides, users and items, out of a list of its edges: who is beside whom, each edge once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zhenxin.errors import InputError
from zhenxin.kernels.compiling import compiled

Ints = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bipartite:
    """Both sides as nodes: users are 0 … users - 1, items come after them.

    The neighbours of `node` are `beside[starts[node] : starts[node + 1]]`, ascending, each once; `starts` is of length users + items + 1, `beside`
    has two entries an edge.
    """

    users: int
    items: int
    starts: Ints
    beside: Places

    @property
    def degrees(self) -> Ints:
        """How many neighbours each node has."""
        return np.diff(self.starts)


def bipartite(user: npt.ArrayLike, item: npt.ArrayLike, users: int, items: int) -> Bipartite:
    """The graph of the edges (`user[n]`, `item[n]`), places from 0 among `users` and `items`; an edge told twice is one.

    Counting sorts only: time and memory are linear in edges and nodes. InputError where the two lists or the counts do not fit each other.
    """
    left, right = np.asarray(user, np.int64), np.asarray(item, np.int64)
    for name, side, size in (("user", left, users), ("item", right, items)):
        if side.ndim != 1 or len(side) != len(left):
            raise InputError(
                "the two ends of edges differ in number", place=f"`{name}`", hint="give two flat arrays, one entry an edge in each"
            )
        if len(side) and (side.min() < 0 or side.max() >= size):
            raise InputError(
                f"an edge ends outside of its side of {size}", place=f"`{name}`", hint="number each side from 0 and tell its whole size"
            )
    if users + items >= np.iinfo(np.int32).max:
        raise InputError("there are more nodes than 32 bits can tell apart", place="`users` and `items`", hint="cut the time into windows")
    return Bipartite(users, items, *_sorted(left, right, users, items))


@compiled
def _begins(ends: Ints, size: int) -> Ints:
    """Where the run of each of `size` places begins, and where the last one ends."""
    starts = np.zeros(size + 1, np.int64)
    for at in range(len(ends)):
        starts[ends[at] + 1] += 1
    for at in range(size):
        starts[at + 1] += starts[at]
    return starts


@compiled
def _sorted(user: Ints, item: Ints, users: int, items: int) -> tuple[Ints, Places]:
    """`starts` and `beside`: edges put in order of users, then of items (now an edge told twice lies beside itself), then of users again."""
    begins = _begins(user, users)
    by_user = np.empty(len(user), np.int32)
    for at in range(len(user)):
        by_user[begins[user[at]]] = item[at]
        begins[user[at]] += 1
    firsts = _begins(item, items)
    ends, degrees = firsts[:-1].copy(), np.zeros(users + items + 1, np.int64)
    by_item = np.empty(len(user), np.int32)
    begin = 0
    for one in range(users):
        for at in range(begin, begins[one]):
            other = by_user[at]
            if ends[other] == firsts[other] or by_item[ends[other] - 1] != one:
                by_item[ends[other]] = one
                ends[other] += 1
                degrees[one + 1] += 1
                degrees[users + other + 1] += 1
        begin = begins[one]
    starts = np.cumsum(degrees)
    beside, to_fill = np.empty(starts[-1], np.int32), starts[:-1].copy()
    for other in range(items):
        node = users + other
        for at in range(firsts[other], ends[other]):
            one = by_item[at]
            beside[to_fill[node]] = one
            to_fill[node] += 1
            beside[to_fill[one]] = node
            to_fill[one] += 1
    return starts, beside
