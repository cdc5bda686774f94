"""The block is that of greedy peeling by definition, to the last node, pruned or not."""

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenxin.kernels.bipartite import bipartite
from zhenxin.kernels.peeling import SCALE, Block, _loads, _peeled, _pruned, densest_block

Edges = list[tuple[int, int]]
Node = tuple[int, int]
Told = tuple[list[int], list[int], Fraction]


def logarithmic(degree: int) -> int:
    return round(SCALE / math.log(degree + 5))


def first(load: int, node: Node) -> tuple[int, Node]:
    return load, node


def by_definition(
    edges: Edges, users: int, items: int, weigh: Callable[[int], int] = logarithmic, key: Callable[[int, Node], object] = first
) -> Told:
    """Each step everything anew: no heap, no running sums, no prune."""
    left = {*((0, user) for user in range(users)), *((1, item) for item in range(items))}
    once = set(edges)
    weights = {item: weigh(sum(other == item for _, other in once)) for item in range(items)}

    def inside() -> Edges:
        return [(user, item) for user, item in once if (0, user) in left and (1, item) in left]

    best: Told = ([], [], Fraction(-1))
    while left:
        density = Fraction(sum(weights[item] for _, item in inside()), len(left))
        if density > best[2]:
            best = sorted(user for side, user in left if side == 0), sorted(item for side, item in left if side == 1), density
        loads = dict.fromkeys(left, 0)
        for user, item in inside():
            loads[0, user] += weights[item]
            loads[1, item] += weights[item]
        left.remove(min(left, key=lambda node: key(loads[node], node)))
    return best if once else ([], [], Fraction(0))


def ours(edges: Edges, users: int, items: int, *, pruned: bool = True) -> Block:
    return densest_block([user for user, _ in edges], [item for _, item in edges], users, items, pruned=pruned)


def same(block: Block, told: Told) -> bool:
    return (block.rows.tolist(), block.columns.tolist()) == told[:2] and block.score == pytest.approx(float(told[2] / SCALE), rel=1e-12)


def drawn(seed: int, users: int = 9, items: int = 7, edges: int = 24) -> tuple[Edges, int, int]:
    """A small graph, every other one with a block in it, dense but for an edge or two."""
    dice = np.random.default_rng(seed)
    rows = list(zip(dice.integers(0, users, edges).tolist(), dice.integers(0, items, edges).tolist(), strict=True))
    rows += [(user, item) for user in range(4) for item in range(3) if dice.random() < 0.8] if seed % 2 else []
    return rows, users, items


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 5)), max_size=50), st.integers(8, 10), st.integers(6, 8))
def test_it_is_the_block_of_greedy_peeling_by_definition(edges: Edges, users: int, items: int) -> None:
    told = by_definition(edges, users, items)
    assert same(ours(edges, users, items), told)
    assert same(ours(edges, users, items, pruned=False), told)


@pytest.mark.parametrize("seed", range(60))
def test_it_is_so_too_for_graphs_with_more_in_them(seed: int) -> None:
    graph = drawn(seed, 30, 20, 90)
    told = by_definition(*graph)
    assert same(ours(*graph), told)
    assert same(ours(*graph, pruned=False), told)


MUTANTS: dict[str, tuple[Callable[[int], int], Callable[[int, Node], object]]] = {
    "items go before users": (logarithmic, lambda load, node: (load, -node[0], node[1])),
    "the higher number goes first": (logarithmic, lambda load, node: (load, node[0], -node[1])),
    "every edge weighs the same": (lambda degree: SCALE, first),
    "the logarithm of d + 4": (lambda degree: round(SCALE / math.log(degree + 4)), first),
    "the heaviest goes first": (logarithmic, lambda load, node: (-load, node)),
}


@pytest.mark.parametrize(("weigh", "key"), MUTANTS.values(), ids=MUTANTS)
def test_a_wrong_rule_would_be_seen(weigh: Callable[[int], int], key: Callable[[int, Node], object]) -> None:
    seen = sum(not same(ours(*drawn(seed)), by_definition(*drawn(seed), weigh, key)) for seed in range(60))
    assert seen > 0


@pytest.mark.parametrize("seed", range(6))
def test_a_large_graph_is_pruned_to_the_same_block(seed: int) -> None:
    dice = np.random.default_rng(seed)
    user, item = ((size * dice.random(20_000) ** 2).astype(np.int64) for size in (4_000, 1_000))
    crowd, wares = np.nonzero(dice.random((40, 15)) < 0.2 * seed)
    graph = np.concatenate([user, crowd + 3_000]), np.concatenate([item, wares + 900]), 4_000, 1_000
    pruned, whole = densest_block(*graph), densest_block(*graph, pruned=False)
    assert np.array_equal(pruned.rows, whole.rows)
    assert np.array_equal(pruned.columns, whole.columns)
    assert pruned.score == whole.score


def test_the_prune_leaves_little_and_all_of_the_block() -> None:
    dice = np.random.default_rng(5)
    user, item = dice.integers(0, 4_000, 12_000), dice.integers(0, 1_000, 12_000)
    crowd, wares = np.nonzero(dice.random((40, 15)) < 0.8)
    graph = bipartite(np.concatenate([user, crowd]), np.concatenate([item, wares]), 4_000, 1_000)
    weights = np.zeros(5_000, np.int64)
    weights[4_000:] = [logarithmic(int(degree)) for degree in graph.degrees[4_000:]]
    kept = _pruned(graph.starts, graph.beside, weights, _loads(graph.starts, graph.beside, weights))
    block = _peeled(graph, weights, pruned=False)
    assert set(block.rows) | set(block.columns + 4_000) <= set(kept)
    assert len(block.rows) + len(block.columns) <= len(kept) < 200


def test_greedy_is_followed_where_it_is_not_the_best() -> None:
    """A bound must not come from a block that peeling never reaches: it may be denser than all those that peeling does."""
    worse = 0
    for seed in range(150):
        edges, users, items = drawn(seed, 4, 4, 9)
        told = by_definition(edges, users, items)
        degrees = [logarithmic(sum(other == item for _, other in set(edges))) for item in range(items)]
        optimum = max(
            Fraction(sum(degrees[item] for user, item in set(edges) if user in rows and item in columns), len(rows) + len(columns))
            for many in range(1, users + 1)
            for rows in combinations(range(users), many)
            for more in range(1, items + 1)
            for columns in combinations(range(items), more)
        )
        worse += told[2] < optimum
        assert same(ours(edges, users, items), told)
    assert worse > 0


def test_a_planted_block_is_found_and_scored() -> None:
    edges = [(user, item) for user in range(5, 9) for item in range(2, 5)] + [(user, 0) for user in range(5)]
    block = ours(edges, 10, 6)
    assert (block.rows.tolist(), block.columns.tolist()) == ([5, 6, 7, 8], [2, 3, 4])
    assert block.score == pytest.approx(12 / math.log(9) / 7, rel=1e-9)


def test_of_equally_dense_blocks_the_largest_is_told() -> None:
    twice = [(user + 3 * copy, item + 3 * copy) for user in range(3) for item in range(3) for copy in range(2)]
    assert ours(twice, 6, 6).rows.tolist() == [0, 1, 2, 3, 4, 5]


def test_an_edge_told_twice_is_one() -> None:
    edges, users, items = drawn(3)
    assert same(ours(edges * 3, users, items), by_definition(edges, users, items))


@pytest.mark.parametrize(("users", "items"), [(0, 0), (3, 0), (0, 2), (3, 2)])
def test_without_edges_the_block_is_empty(users: int, items: int) -> None:
    block = ours([], users, items)
    assert (len(block.rows), len(block.columns), block.score) == (0, 0, 0.0)
