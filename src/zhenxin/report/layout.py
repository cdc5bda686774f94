"""Where each node of a ring's picture stands: those who act on a circle, like beside like; what they share inside, near those who share it.

No dice and no clock: the same graph gives the same picture.
"""

import math

import numpy as np
import numpy.typing as npt

from zhenxin.report.ties import Key, Ties

SIZE = 760.0
CENTRE = SIZE / 2
RIM = 272.0
_INNER = 0.74  # what is shared stays within this part of the rim's radius
_APART = (96.0, 58.0)  # room for a shape and the id under it
_STEPS = 240
_GOLDEN = math.pi * (3 - math.sqrt(5))

Points = npt.NDArray[np.float64]


def place(graph: Ties) -> None:
    """Give every node its `x` and `y` (0 to `SIZE`), and those on the rim their `angle` in radians."""
    order = _seated(graph)
    _stand_on_rim(graph, order)
    inside = [key for key, node in graph.nodes.items() if not node.on_rim]
    if not inside:
        return
    home = _homes(graph, inside)
    settled = _settled(home)
    for key, (x, y) in zip(inside, settled, strict=True):
        graph.nodes[key].x, graph.nodes[key].y = float(x), float(y)


def _seated(graph: Ties) -> list[Key]:
    """Nodes of the rim, each beside the one not yet seated that shares most with it; what few share counts more."""
    neighbours = graph.neighbours()
    rim = [key for key, node in graph.nodes.items() if node.on_rim]
    weight = {key: 1.0 / max(len(ties), 1) for key, ties in neighbours.items()}
    around = {key: {other for other, _ in neighbours[key]} for key in rim}
    left = sorted(rim, key=lambda key: (-len(around[key]), graph.nodes[key].kind, key))
    order: list[Key] = []
    while left:
        last = around[order[-1]] if order else set()
        best = max(range(len(left)), key=lambda at: (_likeness(last, around[left[at]], weight), -at))
        order.append(left.pop(best))
    return order


def _likeness(one: set[Key], other: set[Key], weight: dict[Key, float]) -> float:
    return sum(sorted(weight[key] for key in one & other))


def _stand_on_rim(graph: Ties, order: list[Key]) -> None:
    room = [1.0 + min(graph.nodes[key].count - 1, 30) / 20 for key in order]
    total, passed = sum(room), 0.0
    for key, width in zip(order, room, strict=True):
        node = graph.nodes[key]
        node.angle = 2 * math.pi * (passed + width / 2) / total - math.pi / 2
        node.x, node.y = CENTRE + RIM * math.cos(node.angle), CENTRE + RIM * math.sin(node.angle)
        passed += width


def _homes(graph: Ties, inside: list[Key]) -> Points:
    """The middle of those who share a thing; a thing that hangs on nothing of the rim takes a seat on a small spiral."""
    sums = {key: [0.0, 0.0, 0.0] for key in inside}
    for tie in graph.ties:
        for here, there in ((tie.left, tie.right), (tie.right, tie.left)):
            if here in sums and graph.nodes[there].on_rim:
                for at, part in enumerate((graph.nodes[there].x, graph.nodes[there].y, 1.0)):
                    sums[here][at] += part
    homes = np.zeros((len(inside), 2))
    for at, key in enumerate(inside):
        x, y, n = sums[key]
        # the spiral keeps two things with the same sharers from standing on one point, where they could not be told apart
        turn, reach = at * _GOLDEN, 6.0 * math.sqrt(at + 1)
        middle = (x / n, y / n) if n else (CENTRE, CENTRE)
        homes[at] = (CENTRE + (middle[0] - CENTRE) * _INNER, CENTRE + (middle[1] - CENTRE) * _INNER)
        homes[at] += (reach * math.cos(turn), reach * math.sin(turn))
    return homes


def _settled(home: Points) -> Points:
    """Points pushed apart until their labels do not overlap, each held by a spring to its home and kept inside the rim."""
    spot = home.copy()
    limit = RIM * (_INNER + 0.04)
    room = 0.8 * math.pi * limit**2 / (len(home) * _APART[0] * _APART[1])
    apart = np.array(_APART) * min(1.6, math.sqrt(room))
    for step in range(_STEPS):
        gap = (spot[:, None, :] - spot[None, :, :]) / apart
        distance = np.sqrt((gap**2).sum(axis=2)) + np.eye(len(spot)) * 1e9
        push = np.clip(1.0 - distance, 0.0, None)[:, :, None] * gap / np.maximum(distance, 1e-6)[:, :, None]
        spot += push.sum(axis=1) * apart * 0.45 + (home - spot) * (0.08 * (1 - step / _STEPS))
        out = spot - CENTRE
        reach = np.sqrt((out**2).sum(axis=1))
        spot = CENTRE + out * np.minimum(1.0, limit / np.maximum(reach, 1e-6))[:, None]
    return spot
