"""Dense groups of linked accounts: every link in a group is backed by common partners, so one bad link chains nothing together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

BACKING = 2
"""How many common partners every link of a group must have: a k-truss with k = 4 (Cohen 2008), so four accounts at the least."""

LOOSE = 0.3
"""Members have links to most of their group; who bought at one of its shops by chance has links to few."""


@dataclass(frozen=True)
class Group:
    """Accounts that act as one: their positions, and the links among them (pairs of positions)."""

    members: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]

    @property
    def density(self) -> float:
        """Links there are, of the links there could be."""
        size = len(self.members)
        return 2 * len(self.left) / (size * (size - 1)) if size > 1 else 0.0


def dense_groups(left: NDArray[np.int64], right: NDArray[np.int64], size: int, backing: int = BACKING) -> Sequence[Group]:
    """Split the graph of `size` accounts and links left[i]–right[i] into its k-truss components; largest first, ties by first member.

    A link stays while at least `backing` accounts are linked to both of its ends; what stays connected is a group. Who has less than
    LOOSE of the group's median number of links hangs on but is no part of it.
    """
    left, right = _truss(left, right, size, backing)
    if len(left) == 0:
        return ()
    graph = sparse.coo_matrix((np.ones(len(left)), (left, right)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    groups = []
    for one in np.unique(label[left]):
        inside = label[left] == one
        group = _tightened(left[inside], right[inside], size)
        if len(group.members) > backing + 1:
            groups.append(group)
    return sorted(groups, key=lambda group: (-len(group.members), int(group.members[0])))


def _tightened(left: NDArray[np.int64], right: NDArray[np.int64], size: int) -> Group:
    degree = np.bincount(np.concatenate([left, right]), minlength=size)
    tight = degree >= LOOSE * np.median(degree[degree > 0])
    stays = tight[left] & tight[right]
    left, right = left[stays], right[stays]
    return Group(np.unique(np.concatenate([left, right])), left, right)


def _truss(left: NDArray[np.int64], right: NDArray[np.int64], size: int, backing: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    while len(left):
        half = sparse.csr_matrix((np.ones(len(left), dtype=np.int32), (left, right)), shape=(size, size))
        graph = half + half.T
        common = np.asarray((graph @ graph)[left, right]).ravel()
        stays = common >= backing
        if stays.all():
            break
        left, right = left[stays], right[stays]
    return left, right
