"""Where the nodes of a picture stand: on the paper, apart from each other, and the same every time."""

import itertools
import math

import pytest

from zhenxin.report.layout import CENTRE, RIM, SIZE, place
from zhenxin.report.ties import Node, Tie, Ties


def _farm(accounts: int, devices: int) -> Ties:
    graph = Ties()
    for at in range(accounts):
        graph.nodes["account", f"u{at:03}"] = Node("account", [f"u{at:03}"], on_rim=True)
    for at in range(devices):
        graph.nodes["device", f"d{at:02}"] = Node("device", [f"d{at:02}"])
    for at in range(accounts if devices else 0):
        graph.ties.append(Tie(("account", f"u{at:03}"), ("device", f"d{at % devices:02}"), "device", 1.0))
    return graph


@pytest.mark.parametrize(
    ("accounts", "devices"), [(1, 0), (0, 3), (24, 4), (96, 36)], ids=["one alone", "things without people", "a farm", "the most"]
)
def test_everything_stands_on_the_paper_and_what_is_shared_inside_the_rim(accounts: int, devices: int) -> None:
    graph = _farm(accounts, devices)
    place(graph)
    for node in graph.nodes.values():
        assert 0 <= node.x <= SIZE
        assert 0 <= node.y <= SIZE
        reach = math.hypot(node.x - CENTRE, node.y - CENTRE)
        assert reach == pytest.approx(RIM) if node.on_rim else reach < RIM * 0.9


def test_those_who_share_a_thing_sit_side_by_side() -> None:
    graph = _farm(24, 4)
    place(graph)
    seats = sorted((node for node in graph.nodes.values() if node.on_rim), key=lambda node: node.angle)
    devices = [int(node.ids[0][1:]) % 4 for node in seats]
    changes = sum(one != other for one, other in itertools.pairwise(devices))
    assert changes == 3


def test_things_with_the_same_sharers_do_not_stand_on_one_point() -> None:
    graph = _farm(12, 1)
    for at in range(5):
        graph.nodes["merchant", f"m{at}"] = Node("merchant", [f"m{at}"])
        graph.ties += [Tie(("account", f"u{one:03}"), ("merchant", f"m{at}"), "shop", 1.0) for one in range(12)]
    place(graph)
    inside = [node for node in graph.nodes.values() if not node.on_rim]
    assert min(math.hypot(one.x - other.x, one.y - other.y) for one, other in itertools.combinations(inside, 2)) > 40


def test_the_same_graph_gives_the_same_places() -> None:
    one, other = _farm(60, 12), _farm(60, 12)
    place(one)
    place(other)
    assert [(node.x, node.y) for node in one.nodes.values()] == [(node.x, node.y) for node in other.nodes.values()]
