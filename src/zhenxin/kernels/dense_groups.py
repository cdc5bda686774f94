"""Dense groups of linked accounts: every link in a group is backed by common partners, so one bad link chains nothing together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

BACKING = 2
"""How many common partners every link of a group must have: a k-truss with k = 4 (Cohen 2008), so four accounts at the least."""

DENSE = 0.5
"""A group with half of its possible links is one group; below that it is looked at whether it is two."""
APART = 0.2
"""Communities of at least this modularity are groups of their own; one group at random density shows less."""
LOOSE = 0.3
"""Members have links to most of their group; who bought at one of its shops by chance has links to few."""


@dataclass(frozen=True)
class Links:
    """Links between accounts: the positions of their two ends, and their bits."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    bits: NDArray[np.float64]

    def where(self, kept: NDArray[np.bool_]) -> "Links":
        """Those that are marked."""
        return Links(self.left[kept], self.right[kept], self.bits[kept])


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


def dense_groups(links: Links, backing: int = BACKING, seed: int = 0) -> Sequence[Group]:
    """Split a graph of accounts into dense groups; largest first, ties by first member.

    A link stays while at least `backing` accounts are linked to both of its ends. What stays connected is a group where it is dense;
    where it is not, and communities show in it (Louvain, Blondel et al. 2008, by bits; modularity at least APART), each is looked at in
    turn. Two groups that one account alone joins are two, and it is of the one where it has more links: who works for a crew and
    buys with people of his taste makes no crew of these. Who has less than LOOSE of a group's median number of links hangs on but is no part of it.
    """
    groups = []
    waiting = _components(_truss(links, backing))
    while waiting:
        part = waiting.pop()
        apart = _blocks(part) or ([] if _density(part) >= DENSE else _communities(part, seed))
        if apart:
            waiting += [piece for one in apart for piece in _components(_truss(one, backing))]
        elif len((group := _tightened(part)).members) > backing + 1:
            groups.append(group)
    return sorted(groups, key=lambda group: (-len(group.members), int(group.members[0])))


def _blocks(part: Links) -> list[Links]:
    """The links of `part` by blocks (biconnected components, Hopcroft and Tarjan 1973), each account in the one where it has most; nothing where it is one."""
    graph = nx.Graph(zip(part.left.tolist(), part.right.tolist(), strict=True))
    blocks = sorted(
        (sorted((min(pair), max(pair)) for pair in block) for block in nx.biconnected_component_edges(graph)),
        key=lambda block: (-len(block), block),
    )
    if len(blocks) < 2:
        return []
    most: dict[int, tuple[int, int]] = {}
    for number, block in enumerate(blocks):
        for account, links in Counter(end for pair in block for end in pair).items():
            most[account] = max(most.get(account, (0, 0)), (links, -number))
    own = {pair: number for number, block in enumerate(blocks) for pair in block}
    label = np.array([own[min(pair), max(pair)] for pair in zip(part.left.tolist(), part.right.tolist(), strict=True)])
    left, right = (np.array([-most[end][1] for end in ends.tolist()]) for ends in (part.left, part.right))
    return [part.where((label == number) & (left == number) & (right == number)) for number in range(len(blocks))]


def _communities(part: Links, seed: int) -> list[Links]:
    """The links within each community of `part`; nothing where it is one."""
    graph = nx.Graph()
    graph.add_nodes_from(np.unique(np.concatenate([part.left, part.right])).tolist())
    graph.add_weighted_edges_from(zip(part.left.tolist(), part.right.tolist(), part.bits.tolist(), strict=True))
    communities = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    if len(communities) < 2 or nx.community.modularity(graph, communities, weight="weight") < APART:
        return []
    label = np.full(max(graph) + 1, -1)
    for number, members in enumerate(sorted(communities, key=min)):
        label[list(members)] = number
    inside = label[part.left] == label[part.right]
    return [part.where(inside & (label[part.left] == number)) for number in range(len(communities))]


def _components(links: Links) -> list[Links]:
    if len(links.left) == 0:
        return []
    near, size = _near(links)
    graph = sparse.coo_matrix((np.ones(len(near.left)), (near.left, near.right)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    return [links.where(label[near.left] == one) for one in np.unique(label[near.left])]


def _density(part: Links) -> float:
    return Group(np.unique(np.concatenate([part.left, part.right])), part.left, part.right).density


def _tightened(links: Links) -> Group:
    near, _ = _near(links)
    degree = np.bincount(np.concatenate([near.left, near.right]))
    tight = degree >= LOOSE * np.median(degree)
    inner = links.where(tight[near.left] & tight[near.right])
    return Group(np.unique(np.concatenate([inner.left, inner.right])), inner.left, inner.right)


def _truss(links: Links, backing: int) -> Links:
    while len(links.left):
        near, size = _near(links)
        half = sparse.csr_matrix((np.ones(len(near.left), dtype=np.int32), (near.left, near.right)), shape=(size, size))
        graph = half + half.T
        common = np.asarray((graph @ graph)[near.left, near.right]).ravel()
        stays = common >= backing
        if stays.all():
            break
        links = links.where(stays)
    return links


def _near(links: Links) -> tuple[Links, int]:
    """The same links between those accounts alone that have one, numbered anew in their order; and how many these are."""
    found, places = np.unique(np.concatenate([links.left, links.right]), return_inverse=True)
    left, right = np.split(places, 2)
    return Links(left, right, links.bits), len(found)
