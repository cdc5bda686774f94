"""Dense groups of known graphs, and the truss against a plain one on random graphs."""

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pytest

from zhenxin.kernels.dense_groups import BACKING, Group, Links, _truss, dense_groups

Pairs = Iterable[tuple[int, int]]
RIM = 4
"""The fewest accounts that make a group: every link of it has two common partners."""


def links(pairs: Pairs, bits: float = 20.0) -> Links:
    ends = np.array(sorted({(min(pair), max(pair)) for pair in pairs}), dtype=np.int64).reshape(-1, 2)
    return Links(ends[:, 0], ends[:, 1], np.full(len(ends), bits))


def clique(*members: int) -> list[tuple[int, int]]:
    return list(combinations(members, 2))


def groups(pairs: Pairs) -> list[list[int]]:
    return [group.members.tolist() for group in dense_groups(links(pairs))]


FIRST, SECOND = range(6), range(6, 13)
KNOWN: dict[str, tuple[Pairs, list[list[int]]]] = {
    "nobody is linked": ([], []),
    "one link": ([(0, 1)], []),
    "three accounts are too few": (clique(0, 1, 2), []),
    "four accounts, all linked": (clique(0, 1, 2, 3), [[0, 1, 2, 3]]),
    "four accounts, one link short": (clique(0, 1, 2, 3)[1:], []),
    "five accounts, one link short": (clique(*range(5))[1:], [[0, 1, 2, 3, 4]]),
    "a chain of forty": ([(n, n + 1) for n in range(40)], []),
    "a wheel of triangles round one account": ([*((0, n) for n in range(1, 11)), *((n, n % 10 + 1) for n in range(1, 11))], []),
    "a star round one famous account": ([(0, n) for n in range(1, 40)], []),
    "two sides that are linked across only": ([(left, right) for left in range(6) for right in range(6, 12)], []),
    "two cliques apart": ([*clique(*FIRST), *clique(*SECOND)], [[*SECOND], [*FIRST]]),
    "two cliques joined by one link": ([*clique(*FIRST), *clique(*SECOND), (0, 6)], [[*SECOND], [*FIRST]]),
    "two cliques joined by a common friend": (
        [*clique(*FIRST), *clique(*SECOND), (0, 20), (1, 20), (6, 20), (7, 20)], [[*SECOND], [*FIRST]]
    ),
    "somebody linked to one member": ([*clique(*FIRST), (0, 30)], [[*FIRST]]),
    "somebody linked to two members": ([*clique(*FIRST), (0, 30), (1, 30)], [[*FIRST]]),
    "somebody linked to three of twelve hangs on loosely": ([*clique(*range(12)), (0, 30), (1, 30), (2, 30)], [[*range(12)]]),
    "somebody linked to most of it belongs to it": ([*clique(*FIRST), *((n, 30) for n in range(5))], [[*FIRST, 30]]),
}  # fmt: skip


@pytest.mark.parametrize(("pairs", "expected"), KNOWN.values(), ids=KNOWN)
def test_groups_of_known_graphs(pairs: Pairs, expected: list[list[int]]) -> None:
    assert groups(pairs) == expected


def test_two_cliques_joined_by_several_links_are_two_communities() -> None:
    joined = [(0, 20), (0, 21), (1, 20), (1, 21), (2, 20), (2, 21)]
    assert groups([*clique(*range(15)), *clique(*range(20, 36)), *joined]) == [[*range(20, 36)], [*range(15)]]


def test_one_sparse_group_stays_one() -> None:
    dice = np.random.default_rng(2)
    pairs = [pair for pair in clique(*range(40)) if dice.random() < 0.4]
    assert [len(group) for group in groups(pairs)] == [40]


def test_links_and_density_are_those_within_the_group() -> None:
    (group,) = dense_groups(links([*clique(*range(5))[1:], (0, 30)]))
    assert isinstance(group, Group)
    assert group.density == pytest.approx(0.9)
    assert set(zip(group.left.tolist(), group.right.tolist(), strict=True)) == set(clique(*range(5))[1:])


def test_the_order_of_links_does_not_matter() -> None:
    dice = np.random.default_rng(11)
    given = links([*clique(*FIRST), *clique(*SECOND), (0, 6), *((30 + n, 31 + n) for n in range(9))])
    for _ in range(5):
        order = dice.permutation(len(given.left))
        mixed = Links(given.left[order], given.right[order], given.bits[order])
        assert [group.members.tolist() for group in dense_groups(mixed)] == [[*SECOND], [*FIRST]]


@pytest.mark.parametrize("seed", range(30))
def test_the_truss_is_that_of_a_plain_one(seed: int) -> None:
    dice = np.random.default_rng(seed)
    size, share = int(dice.integers(5, 40)), float(dice.uniform(0.05, 0.6))
    pairs = [pair for pair in combinations(range(size), 2) if dice.random() < share]
    kept = _truss(links(pairs), BACKING)
    given = set(zip(kept.left.tolist(), kept.right.tolist(), strict=True))
    assert given == plain_truss(pairs, BACKING), f"seed {seed}: {size} accounts, {len(pairs)} links"


def plain_truss(pairs: Pairs, backing: int) -> set[tuple[int, int]]:
    """Take away one link at a time that has too few common partners, until there is none."""
    left = set(pairs)
    while True:
        partners: dict[int, set[int]] = {}
        for a, b in left:
            partners.setdefault(a, set()).add(b)
            partners.setdefault(b, set()).add(a)
        weak = next((pair for pair in sorted(left) if len(partners[pair[0]] & partners[pair[1]]) < backing), None)
        if weak is None:
            return left
        left.discard(weak)


@pytest.mark.parametrize("seed", range(10))
def test_groups_of_random_graphs_share_nobody_and_are_large_enough(seed: int) -> None:
    dice = np.random.default_rng(seed)
    pairs = [pair for pair in combinations(range(50), 2) if dice.random() < 0.15]
    found = dense_groups(links(pairs))
    members = [member for group in found for member in group.members.tolist()]
    assert len(members) == len(set(members)), f"seed {seed}"
    assert all(len(group.members) >= RIM for group in found), f"seed {seed}"
    assert all({(a, b) for a, b in zip(group.left.tolist(), group.right.tolist(), strict=True)} <= set(pairs) for group in found)


def test_who_is_in_two_groups_joins_them_no_more() -> None:
    """A crew of seven and three friends of one of them, who are four with him: the crew alone is a group."""
    assert groups([*clique(*range(7)), *clique(0, 20, 21, 22)]) == [[*range(7)]]


def test_two_groups_that_one_account_joins_are_two() -> None:
    assert groups([*clique(*range(7)), *clique(0, *range(20, 25))]) == [[*range(7)], [*range(20, 25)]]
