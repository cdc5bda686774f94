"""Edges in any order become sorted neighbours on both sides, each once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenxin.errors import InputError
from zhenxin.kernels.bipartite import bipartite


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), max_size=60))
def test_everybody_is_beside_whom_an_edge_names(edges: list[tuple[int, int]]) -> None:
    graph = bipartite([user for user, _ in edges], [item for _, item in edges], 6, 7)
    told = [graph.beside[begin:end].tolist() for begin, end in zip(graph.starts, graph.starts[1:], strict=False)]
    users = [sorted({6 + item for one, item in edges if one == user}) for user in range(6)]
    items = [sorted({user for user, one in edges if one == item}) for item in range(7)]
    assert told == users + items
    assert graph.degrees.tolist() == [len(one) for one in users + items]


def test_arrow_and_narrow_numbers_are_taken_too() -> None:
    pa = pytest.importorskip("pyarrow")
    graph = bipartite(pa.array([1, 0]), np.array([0, 2], np.uint8), 2, 3)
    assert graph.beside.tolist() == [4, 2, 1, 0]


@pytest.mark.parametrize(
    ("user", "item", "users", "items", "problem", "place"),
    [
        ([0, 1], [0], 2, 1, "the two ends of edges differ in number", "`item`"),
        ([[0]], [0], 1, 1, "the two ends of edges differ in number", "`user`"),
        ([2], [0], 2, 1, "an edge ends outside of its side of 2", "`user`"),
        ([0], [-1], 2, 1, "an edge ends outside of its side of 1", "`item`"),
        ([], [], 2**31, 0, "there are more nodes than 32 bits can tell apart", "`users` and `items`"),
    ],
)
def test_edges_that_do_not_fit_are_told(user: list[int], item: list[int], users: int, items: int, problem: str, place: str) -> None:
    with pytest.raises(InputError) as told:
        bipartite(user, item, users, items)
    assert (told.value.problem, told.value.place) == (problem, place)
