"""Pairs and groups are those of the definition, chance gives none, and a ring is found whole."""

import math
from collections.abc import Callable
from decimal import Decimal, localcontext

import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from zhenxin.kernels.pair_test import Pairs, _evidence, shared_beyond_chance

Edges = list[tuple[int, int]]
Ints = npt.NDArray[np.int64]
USERS, ITEMS = 12, 14


def met_twice(degree: int) -> int:
    return degree * (degree - 1)


def by_definition(
    edges: Edges, cap: int, shared: int, binding: float, *, met: Callable[[int], int] = met_twice, questions: bool = True
) -> dict[tuple[int, int], float]:
    """Every two users, every set anew, tails by SciPy."""
    once = set(edges)
    has = [{item for one, item in once if one == user} for user in range(USERS)]
    degree = [sum(other == item for _, other in once) for item in range(ITEMS)]
    caps = sorted({min(2**power, cap) for power in range(1, 12)})
    found = {}
    for left in range(USERS):
        for right in range(left + 1, USERS):
            both = [item for item in has[left] & has[right] if degree[item] <= cap]
            if len(both) < shared:
                continue
            best = 0.0
            for most in caps:
                seen = sum(degree[item] <= most for item in both)
                expected = len(has[left]) * len(has[right]) * sum(met(one) for one in degree if one <= most) / len(once) ** 2
                if seen > expected:
                    best = max(best, -math.log10(poisson.sf(seen - 1, expected)))
            best -= math.log10(len(caps)) if questions else 0.0
            if best >= binding:
                found[left, right] = best
    return found


def ranks_closed(pairs: dict[tuple[int, int], float], evidence: float, partners: int, crowd: int) -> set[frozenset[int]]:
    graph = nx.Graph(list(pairs))
    strong = {pair for pair, told in pairs.items() if told >= evidence}
    core = nx.k_core(graph, partners)
    groups = (frozenset(group) for group in nx.connected_components(core))
    return {group for group in groups if min(len(group), len({one for pair in strong if group.issuperset(pair) for one in pair})) >= crowd}


def told(pairs: Pairs) -> dict[tuple[int, int], float]:
    return dict(zip(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True), pairs.evidence.tolist(), strict=True))


def grouped(pairs: Pairs) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(pairs.groups == group).tolist()) for group in range(pairs.groups.max(initial=-1) + 1)}


def ours(edges: Edges, cap: int, shared: int, binding: float, evidence: float, partners: int = 2, crowd: int = 3) -> Pairs:
    user, item = [user for user, _ in edges], [item for _, item in edges]
    return shared_beyond_chance(
        user, item, USERS, ITEMS, cap=cap, shared=shared, binding=binding, evidence=evidence, partners=partners, crowd=crowd
    )


def close(seed: int) -> Edges:
    """Everybody has something; every other graph has a few users with much in common."""
    dice = np.random.default_rng(seed)
    edges = list(zip(dice.integers(0, USERS, 40).tolist(), dice.integers(0, ITEMS, 40).tolist(), strict=True))
    return edges + ([(user, item) for user in range(5) for item in range(4) if dice.random() < 0.9] if seed % 2 else [])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, USERS - 1), st.integers(0, ITEMS - 1)), max_size=90), st.integers(2, 12), st.integers(1, 4),
    st.sampled_from([-0.4003, 0.1003, 0.4003]), st.sampled_from([0.2003, 0.7003]), st.integers(1, 3), st.integers(2, 5),
)  # fmt: skip
def test_pairs_and_groups_are_those_of_the_definition(
    edges: Edges, cap: int, shared: int, binding: float, evidence: float, partners: int, crowd: int
) -> None:
    pairs = by_definition(edges, cap, shared, binding)
    found = ours(edges, cap, shared, binding, evidence, partners, crowd)
    assert told(found) == pytest.approx(pairs)
    assert grouped(found) == ranks_closed(pairs, evidence, partners, crowd)


def test_pairs_come_sorted_and_groups_are_numbered_by_their_first_users() -> None:
    edges = [(user, item + 7 * (user % 2)) for user in range(12) for item in range(5)]
    found = ours(edges, 12, 3, 0.5, 0.5)
    assert list(told(found)) == sorted(told(found))
    assert found.groups.tolist() == [0, 1] * 6


MUTANTS: dict[str, Callable[[Edges], dict[tuple[int, int], float]]] = {
    "d² where d(d - 1) is meant": lambda edges: by_definition(edges, 8, 3, 0.1003, met=lambda degree: degree**2),
    "one question counted for all": lambda edges: by_definition(edges, 8, 3, 0.1003, questions=False),
    "a cap one higher": lambda edges: by_definition(edges, 9, 3, 0.1003),
    "two shared are enough": lambda edges: by_definition(edges, 8, 2, 0.1003),
}


@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=MUTANTS)
def test_a_wrong_rule_would_be_seen(mutant: Callable[[Edges], dict[tuple[int, int], float]]) -> None:
    assert any(told(ours(close(seed), 8, 3, 0.1003, 0.1003)) != pytest.approx(mutant(close(seed))) for seed in range(40))
    assert all(
        told(ours(close(seed), 8, 3, 0.1003, 0.1003)) == pytest.approx(by_definition(close(seed), 8, 3, 0.1003)) for seed in range(40)
    )


@pytest.mark.parametrize("expected", [1e-8, 0.02, 1.0, 7.5, 360.0])
@pytest.mark.parametrize("more", [1, 3, 20, 400])
def test_tails_are_right_far_beyond_what_a_double_holds(expected: float, more: int) -> None:
    seen = int(expected) + more
    with localcontext() as exact:
        exact.prec = 60
        term = total = Decimal(expected) ** seen / math.factorial(seen)
        for at in range(seen + 1, seen + 2000):
            term *= Decimal(expected) / at
            total += term
        chance = total * (-Decimal(expected)).exp()
        assert _evidence(seen, expected) == pytest.approx(-float(chance.log10()), rel=1e-11)


def market(seed: int, ring: tuple[int, int, int] | None = None, edges: int = 40_000) -> tuple[Ints, Ints, int, int, Ints]:
    """Zipf on both sides, each user of the ring with orders at some of its items and as many elsewhere."""
    dice = np.random.default_rng(seed)
    users, items = edges // 5, edges // 20
    often = [np.cumsum(dice.permutation(np.arange(1, size + 1) ** -power)) for size, power in ((users, 0.6), (items, 0.8))]
    user, item = (np.searchsorted(sums, dice.random(edges) * sums[-1]) for sums in often)
    members = np.empty(0, np.int64)
    if ring:
        members, wares = dice.choice(users, ring[0], replace=False), dice.choice(items, ring[1], replace=False)
        own = np.repeat(members, ring[2])
        bought = wares[np.argsort(dice.random(ring[:2]), axis=1)[:, : ring[2]].ravel()]
        user, item = np.concatenate([user, own, own]), np.concatenate([item, bought, dice.integers(0, items, len(own))])
    return user, item, users, items, np.sort(members)


@pytest.mark.parametrize("seed", range(5))
def test_chance_alone_makes_no_group(seed: int) -> None:
    user, item, users, items, _ = market(seed)
    found = shared_beyond_chance(user, item, users, items)
    assert found.groups.tolist() == [-1] * users
    assert np.sum(found.evidence >= 9) == 0


@pytest.mark.parametrize("ring", [(15, 6, 6), (30, 6, 6), (60, 10, 8)])
def test_a_ring_with_as_many_orders_elsewhere_is_found(ring: tuple[int, int, int]) -> None:
    user, item, users, items, members = market(7, ring)
    groups = shared_beyond_chance(user, item, users, items).groups
    found = np.flatnonzero(groups == 0)
    assert groups.max() == 0
    assert 2 * len(np.intersect1d(found, members)) / (len(found) + len(members)) >= 0.95


def test_weak_pairs_alone_are_no_reason_for_a_group() -> None:
    user, item, users, items, _ = market(7, (15, 6, 6))
    assert shared_beyond_chance(user, item, users, items, evidence=math.inf).groups.max() == -1


@pytest.mark.parametrize(("users", "items"), [(0, 0), (4, 0), (0, 3), (4, 3)])
def test_without_edges_there_is_nothing(users: int, items: int) -> None:
    found = shared_beyond_chance([], [], users, items)
    assert (told(found), found.groups.tolist()) == ({}, [-1] * users)
