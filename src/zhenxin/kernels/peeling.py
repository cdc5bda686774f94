"""The block of users and items that is densest for how popular its items are: exact greedy peeling of FRAUDAR's objective."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zhenxin.kernels.bipartite import Bipartite, Ints, Places, bipartite
from zhenxin.kernels.compiling import compiled

SCALE, EASE = 1 << 32, 5.0
"""A weight of 1 as a whole number; what is added to the degree of an item before its logarithm is taken."""
_STEP, _ARITY = 16, 4


@dataclass(frozen=True)
class Block:
    """Users in `rows`, items in `columns`, both ascending; `score` is the weight of the edges between them by how many nodes they are."""

    rows: Ints
    columns: Ints
    score: float


def densest_block(user: npt.ArrayLike, item: npt.ArrayLike, users: int, items: int, *, pruned: bool = True) -> Block:
    """The densest block on the way of greedy peeling (Hooi et al., FRAUDAR, KDD 2016, algorithm 1), of the edges (`user[n]`, `item[n]`).

    An edge weighs 1 / log(d + 5), d being how many users its item has; an edge told twice is one. The node that takes the least weight with it
    goes first, of equals a user before an item and the lower number first; of equally dense blocks the largest is told. Without edges the block is empty.
    Weights are rounded to whole multiples of 1 / SCALE, so that sums are exact, ties are ties and no order of adding matters (edges up to 3e9).

    With `pruned`, most nodes are gone before the heap is made, and the block is the same to the last node. Peeling takes whatever weighs less
    than t first, whichever t, so it comes by the weighted core of t (each node weighs at least t within it). Hence the density of any core is one that
    peeling reaches: `_pruned` looks at a few, and the best of them is a bound L that the answer is not below. Whatever goes before the core of L weighs
    less than L: while that lasts the density, were it the answer's, would rise by the next step, so the answer lies inside the core. InputError as `bipartite`.
    """
    graph = bipartite(user, item, users, items)
    weights = np.zeros(graph.users + graph.items, np.int64)
    weights[graph.users :] = np.rint(SCALE / np.log(graph.degrees[graph.users :] + EASE))
    weights[graph.degrees == 0] = 0
    if not len(graph.beside):
        return Block(np.empty(0, np.int64), np.empty(0, np.int64), 0.0)
    return _peeled(graph, weights, pruned=pruned)


def _peeled(graph: Bipartite, weights: Ints, *, pruned: bool) -> Block:
    loads = _loads(graph.starts, graph.beside, weights)
    nodes = _pruned(graph.starts, graph.beside, weights, loads) if pruned else np.arange(len(weights))
    inner = _within(graph.starts, graph.beside, nodes)
    order, best, weight = _greedy(*inner, weights[nodes])
    block = np.sort(nodes[order[best:]])
    rows = np.searchsorted(block, graph.users)
    return Block(block[:rows], block[rows:] - graph.users, weight / len(block) / SCALE)


@compiled
def _loads(starts: Ints, beside: Places, weights: Ints) -> Ints:
    """For each node the weight of its edges. Of the two ends of an edge one weighs nothing."""
    loads = np.zeros(len(weights), np.int64)
    for node in range(len(weights)):
        own = weights[node]
        for at in range(starts[node], starts[node + 1]):
            loads[node] += own + weights[beside[at]]
    return loads


@compiled
def _cascade(starts: Ints, beside: Places, weights: Ints, loads: Ints, alive: Ints, size: int, level: int, gone: Ints) -> tuple[int, int]:
    """Take out of alive[:size] what loads less than `level`, and what does once that is gone: how many are left, and the weight that went.

    `loads` of nodes gone are -1. `gone` is room for as many nodes as there are.
    """
    weight, ends, at = 0, 0, 0
    for place in range(size):
        if loads[alive[place]] < level:
            gone[ends] = alive[place]
            ends += 1
    while at < ends:
        node = gone[at]
        at += 1
        loads[node] = -1
        own = weights[node]
        for edge in range(starts[node], starts[node + 1]):
            other = beside[edge]
            if loads[other] >= 0:
                lost = own + weights[other]
                weight += lost
                if loads[other] >= level and loads[other] - lost < level:
                    gone[ends] = other
                    ends += 1
                loads[other] -= lost
    left = 0
    for place in range(size):
        if loads[alive[place]] >= 0:
            alive[left] = alive[place]
            left += 1
    return left, weight


@compiled
def _pruned(starts: Ints, beside: Places, weights: Ints, loads: Ints) -> Ints:
    """The nodes, ascending, of the weighted core of the densest core that was looked at. `loads` are used up.

    Level after level is the density of what the one before left; once that stands still, a sixteenth more, until nobody is left.
    """
    alive, gone = np.arange(len(weights)), np.empty(len(weights), np.int64)
    size, weight = len(weights), loads.sum() // 2
    level = bound = weight // size
    kept, kept_loads = alive.copy(), loads.copy()
    while True:
        size, lost = _cascade(starts, beside, weights, loads, alive, size, level, gone)
        if size == 0:
            break
        weight -= lost
        density = weight // size
        bound = max(bound, density)
        if level <= bound:
            kept = alive[:size].copy()
            kept_loads = loads[kept]
        level = density if density > level else level + level // _STEP + 1
    loads[:] = -1
    loads[kept] = kept_loads
    size, _ = _cascade(starts, beside, weights, loads, kept, len(kept), bound, gone)
    return kept[:size]


@compiled
def _within(starts: Ints, beside: Places, nodes: Ints) -> tuple[Ints, Places]:
    """`starts` and `beside` among `nodes` (ascending) alone, numbered anew in their order."""
    place = np.full(len(starts) - 1, -1, np.int32)
    for at in range(len(nodes)):
        place[nodes[at]] = at
    begins = np.zeros(len(nodes) + 1, np.int64)
    for at in range(len(nodes)):
        begins[at + 1] = begins[at]
        for edge in range(starts[nodes[at]], starts[nodes[at] + 1]):
            begins[at + 1] += place[beside[edge]] >= 0
    inner, size = np.empty(begins[-1], np.int32), 0
    for at in range(len(nodes)):
        for edge in range(starts[nodes[at]], starts[nodes[at] + 1]):
            if place[beside[edge]] >= 0:
                inner[size] = place[beside[edge]]
                size += 1
    return begins, inner


@compiled
def _up(heap: Places, places: Places, loads: Ints, at: int) -> None:
    """Put what lies at `at` where it belongs among those above it. Less load goes first, of equals the lower number."""
    node = heap[at]
    while at > 0:
        above = (at - 1) // _ARITY
        other = heap[above]
        if loads[other] < loads[node] or (loads[other] == loads[node] and other < node):
            break
        heap[at] = other
        places[other] = at
        at = above
    heap[at] = node
    places[node] = at


@compiled
def _down(heap: Places, places: Places, loads: Ints, at: int, size: int) -> None:
    """Put what lies at `at` where it belongs among those below it."""
    node = heap[at]
    while True:
        first = at * _ARITY + 1
        if first >= size:
            break
        least = first
        for below in range(first + 1, min(first + _ARITY, size)):
            one, other = heap[below], heap[least]
            if loads[one] < loads[other] or (loads[one] == loads[other] and one < other):
                least = below
        other = heap[least]
        if loads[node] < loads[other] or (loads[node] == loads[other] and node < other):
            break
        heap[at] = other
        places[other] = at
        at = least
    heap[at] = node
    places[node] = at


@compiled
def _greedy(starts: Ints, beside: Places, weights: Ints) -> tuple[Ints, int, int]:
    """The nodes as they go, how many of them go before the densest block is left, and the weight of that block.

    Densities are compared as fractions: whole part, then what remains (below 2^31) times the other's number of nodes.
    """
    loads = _loads(starts, beside, weights)
    count = len(weights)
    heap, places = np.arange(count).astype(np.int32), np.arange(count).astype(np.int32)
    for at in range((count - 2) // _ARITY, -1, -1):
        _down(heap, places, loads, at, count)
    order, weight = np.empty(count, np.int64), loads.sum() // 2
    best, most, nodes = 0, weight, count
    for step in range(count):
        node, size = heap[0], count - step - 1
        order[step] = node
        weight -= loads[node]
        loads[node] = -1
        heap[0] = heap[size]
        places[heap[0]] = 0
        if size == 0:
            break
        _down(heap, places, loads, 0, size)
        own = weights[node]
        for edge in range(starts[node], starts[node + 1]):
            other = beside[edge]
            if loads[other] >= 0:
                loads[other] -= own + weights[other]
                _up(heap, places, loads, places[other])
        whole, best_whole = weight // size, most // nodes
        if whole > best_whole or (whole == best_whole and (weight % size) * nodes > (most % nodes) * size):
            best, most, nodes = step + 1, weight, size
    return order, best, most
