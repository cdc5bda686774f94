"""FRAUDAR's greedy peeling in plain Python: our transcription of the published algorithm, for want of the package.

What the authors published (Hooi, Song, Beutel, Shah, Shin, Faloutsos: FRAUDAR, KDD 2016; `greedy.py` and `MinTree.py`, Apache-2.0) is not to be had as a
package here. This is written anew after it, with the same steps on the same data structures, so that time and memory mean the same: a SciPy matrix weighted
through a sparse diagonal, lists of lists of it and of its transpose, Python sets of the rows and columns that are left, and for each side a binary tree of
minima in a Python list. Left out are what it prints and suspicions of single nodes (all zero there). It is not the authors' code; figures of it are not theirs.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

Found = tuple[set[int], set[int], float]


class MinTree:
    """Values in the leaves of a whole binary tree, in each node above the less of the two below it."""

    def __init__(self, values: Sequence[float]) -> None:
        self.height = math.ceil(math.log2(len(values))) if len(values) > 1 else 0
        self.inner = 2**self.height - 1
        self.nodes = [math.inf] * (2 * self.inner + 1)
        for place, value in enumerate(values):
            self.nodes[self.inner + place] = value
        for node in range(self.inner - 1, -1, -1):
            self.nodes[node] = min(self.nodes[2 * node + 1], self.nodes[2 * node + 2])

    def least(self) -> tuple[int, float]:
        """The place of the least value, of equals the first, and the value."""
        node = 0
        for _ in range(self.height):
            left, right = 2 * node + 1, 2 * node + 2
            node = left if self.nodes[left] <= self.nodes[right] else right
        return node - self.inner, self.nodes[node]

    def add(self, place: int, more: float) -> None:
        """Add to a value; upwards only as far as minima change."""
        node = self.inner + place
        self.nodes[node] += more
        for _ in range(self.height):
            node = (node - 1) // 2
            less = min(self.nodes[2 * node + 1], self.nodes[2 * node + 2])
            if self.nodes[node] == less:
                break
            self.nodes[node] = less


def detect(user: npt.NDArray[np.int64], item: npt.NDArray[np.int64], users: int, items: int) -> Found:
    """Rows, columns and score of the densest block that greedy peeling comes by, with logarithmic column weights."""
    counted = sparse.coo_matrix((np.ones(len(user), np.int64), (user, item)), shape=(users, items))
    matrix = (counted.tocsr() > 0).astype("int")
    weights = np.squeeze(np.asarray(1.0 / np.log(np.squeeze(np.asarray(matrix.sum(axis=0))) + 5)))
    diagonal = sparse.lil_matrix((items, items))
    diagonal.setdiag(weights)
    return _peeled(matrix * diagonal, weights)


def _peeled(matrix: sparse.csr_matrix, weights: npt.NDArray[np.float64]) -> Found:
    users, items = matrix.shape
    by_row, by_column = matrix.tolil(), matrix.transpose().tolil()
    rows, columns = set(range(users)), set(range(items))
    score = matrix[list(rows), :][:, list(columns)].sum(axis=None)
    best, best_gone = score / (len(rows) + len(columns)), 0
    row_tree = MinTree(np.squeeze(np.asarray(matrix.sum(axis=1))))
    column_tree = MinTree(np.squeeze(np.asarray(matrix.sum(axis=0))))
    gone: list[tuple[int, int]] = []
    while rows and columns:
        row, row_load = row_tree.least()
        column, column_load = column_tree.least()
        if row_load <= column_load:
            score -= row_load
            for other in by_row.rows[row]:
                column_tree.add(other, -weights[other])
            rows -= {row}
            row_tree.add(row, math.inf)
            gone.append((0, row))
        else:
            score -= column_load
            for other in by_column.rows[column]:
                row_tree.add(other, -weights[column])
            columns -= {column}
            column_tree.add(column, math.inf)
            gone.append((1, column))
        if score / max(len(rows) + len(columns), 1) > best:
            best, best_gone = score / (len(rows) + len(columns)), len(gone)
    kept = set(range(users)), set(range(items))
    for side, place in gone[:best_gone]:
        kept[side].remove(place)
    return *kept, best
