"""A ring as a picture: who is tied to whom by what, drawn as SVG."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from zhenxin.report import layout, names
from zhenxin.report.markup import Both, Markup, both, short, shown, tag
from zhenxin.report.ties import BEHIND, Key, Node, Tie, Ties

SHAPES = {
    "account": "M0-6a6 6 0 1 1 0 12a6 6 0 1 1 0-12z",
    "merchant": "M-10-8H10L12-2H-12zM-9.500 0V9H9.500V0z",
    "device": "M-5-10H5A2 2 0 0 1 7-8V8A2 2 0 0 1 5 10H-5A2 2 0 0 1-7 8V-8A2 2 0 0 1-5-10z",
    "sender": "M0-11L10-5.500V5.500L0 11L-10 5.500V-5.500z",
    "payee": "M0-11L11 0L0 11L-11 0z",
    "staff": "M0-10L10 9H-10z",
    "page": "M-7-10H3L8-5V10H-7z",
    "number": "M-11-6H11V6H-11z",
    "site": "M-11-8H11V8H-11zM-11-4H11",
    "address": "M0-11L10-2V10H-10V-2z",
    "network": "M-4-10H4L10-4V4L4 10H-4L-10 4V-4z",
    "instrument": "M-11-7H11V7H-11zM-11-3H11",
    "order": "M-5-6H5V6H-5z",
    "review": "M-6-6H6V3H1L-3 7V3H-6z",
}
"""Outlines by kind, about 20 units wide around 0,0; those without one are drawn as a plain circle."""
_BARE = "M0-9a9 9 0 1 1 0 18a9 9 0 1 1 0-18z"
COLOURS = 8
_NAMED_INSIDE = 12


def symbols() -> Markup:
    """The shapes, defined once for all pictures of a page."""
    outlines = sorted({**SHAPES, "other": _BARE}.items())
    shapes = [tag("path", id=f"k-{kind}", d=outline, vector_effect="non-scaling-stroke") for kind, outline in outlines]
    return tag("svg", tag("defs", *shapes), width=0, height=0, aria_hidden="true", class_="defs")


def _shape(kind: str) -> str:
    return f"#k-{kind}" if kind in SHAPES else "#k-other"


def picture(graph: Ties, colours: Mapping[str, int], title: Both, told: Both) -> Markup:
    """The graph of a ring as one SVG; `colours` gives each thing shared its number from 1 to `COLOURS`."""
    layout.place(graph)
    numbers = {key: at for at, key in enumerate(graph.nodes)}
    inside = sorted((key for key, node in graph.nodes.items() if not node.on_rim), key=lambda key: (-_degree(graph, key), key))
    labelled = set(inside[:_NAMED_INSIDE])
    twins: Counter[tuple[Key, Key]] = Counter()
    ties = []
    for tie in graph.ties:
        ties.append(_line(graph, tie, twins[tie.left, tie.right], numbers, colours))
        twins[tie.left, tie.right] += 1
    nodes = [_drawn(node, numbers[key]) for key, node in graph.nodes.items()]
    labels = [_label(node, numbers[key]) for key, node in graph.nodes.items() if node.on_rim or key in labelled]
    return tag(
        "svg",
        tag("title", f"{title.en} · {title.zh}"),
        tag("desc", f"{told.en} {told.zh}"),
        tag("circle", cx=layout.CENTRE, cy=layout.CENTRE, r=layout.RIM, class_="rim"),
        tag("g", *ties, class_="ties"),
        tag("g", *nodes),
        tag("g", *labels),  # above every shape
        viewBox=f"0 0 {layout.SIZE:.0f} {layout.SIZE:.0f}",
        role="img",
        class_="ties-picture",
    )


def _degree(graph: Ties, key: Key) -> int:
    return sum(tie.links for tie in graph.ties if key in (tie.left, tie.right))


def _line(graph: Ties, tie: Tie, twin: int, numbers: Mapping[Key, int], colours: Mapping[str, int]) -> Markup:
    one, other = graph.nodes[tie.left], graph.nodes[tie.right]
    bend_x, bend_y = _bend(one, other, twin)
    width = min(1 + math.log2(max(tie.links, 1)) / 3, 3.0)
    return tag(
        "path",
        d=f"M{one.x:.1f} {one.y:.1f}Q{bend_x:.1f} {bend_y:.1f} {other.x:.1f} {other.y:.1f}",
        class_=f"c{colours.get(tie.shared, COLOURS)}",
        stroke_width=f"{width:.1f}",
        data_a=numbers[tie.left],
        data_b=numbers[tie.right],
    )


def _bend(one: Node, other: Node, twin: int) -> tuple[float, float]:
    """Where a line bends: towards the centre, so that lines of neighbours run together; a second tie of one pair beside the first."""
    pull = 0.72 if one.on_rim and other.on_rim else 0.28
    x, y = (one.x + other.x) / 2, (one.y + other.y) / 2
    x, y = x + (layout.CENTRE - x) * pull, y + (layout.CENTRE - y) * pull
    long = math.hypot(other.x - one.x, other.y - one.y) or 1.0
    return x - (other.y - one.y) / long * 14 * twin, y + (other.x - one.x) / long * 14 * twin


def _scale(node: Node) -> float:
    return (0.85 if node.on_rim else 1.15) * min(1 + math.log2(node.count) / 4, 2.2)


def _placed(node: Node, number: int, state: str, *drawn: Markup | None) -> Markup:
    return tag("g", *drawn, transform=f"translate({node.x:.1f} {node.y:.1f})", class_=f"node {state}", data_n=number)


def _drawn(node: Node, number: int) -> Markup:
    state = "victim" if node.role == "victim" else "accused" if node.accused * 2 >= node.count else "named"
    shape = tag("use", href=_shape(node.kind), transform=f"scale({_scale(node):.2f})")
    return _placed(node, number, state, tag("title", _tooltip(node)), shape, _tally(node))


def _tally(node: Node) -> Markup | None:
    if node.count == 1:
        return None
    return tag("text", str(node.count), class_="tally", dy="0.8em" if node.kind == "merchant" else "0.35em")


def _label(node: Node, number: int) -> Markup:
    own = Both(short(node.ids[0], 10), "") if node.ids[0] else names.noun(node.kind)
    text = both(names.counted(node.count, node.kind) if node.count > 1 else own, "tspan")
    if not node.on_rim:
        return _placed(node, number, "label", tag("text", text, class_="inner", y=f"{12 * _scale(node) + 11:.0f}"))
    turn, away = math.degrees(node.angle), 6 * _scale(node) + 7
    far = turn > 90
    along = {"transform": f"rotate({turn - 180 * far:.1f})", "x": f"{-away if far else away:.0f}", "dy": "0.35em"}
    return _placed(node, number, "label", tag("text", text, class_="outer far" if far else "outer", **along))


def _tooltip(node: Node) -> str:
    if node.count == 1:
        role = names.role(node.role) if node.role else None
        kind = names.noun(node.kind)
        roles = f" ({role.en} {role.zh})" if role and role.en != kind.en else ""
        return f"{kind.en} {kind.zh} {shown(node.ids[0])}{roles}"
    some = ", ".join(short(one, 24) for one in node.ids[:12])
    return f"{names.counted(node.count, node.kind).en}: {some}{' …' if node.count > 12 else ''}"


def legend(graph: Ties, colours: Mapping[str, int]) -> Markup:
    """What the shapes and colours of one picture mean; only those that occur in it."""
    kinds: dict[tuple[str, str], int] = {}
    for node in graph.nodes.values():
        if not node.kind.startswith("shared "):  # a thing without a name: its colour tells it
            behind = node.role if node.kind == "account" and node.role in BEHIND else ""  # the ring's accounts are those in front
            kinds[node.kind, behind] = kinds.get((node.kind, behind), 0) + node.count
    links: dict[str, int] = {}
    for tie in graph.ties:
        links[tie.shared] = links.get(tie.shared, 0) + tie.links
    shapes = [
        _entry(_swatch(kind), _acting(number, kind, role)) for (kind, role), number in sorted(kinds.items(), key=lambda pair: -pair[1])
    ]
    lines = [
        _entry(_stroke(colours.get(code, COLOURS)), Both(f"{names.shared(code).en} · {number:,}", f"{names.shared(code).zh} · {number:,}"))
        for code, number in sorted(links.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return tag("ul", *shapes, *lines, *_states(graph), class_="legend")


def _acting(number: int, kind: str, role: str) -> Both:
    some = names.counted(number, kind)
    return Both(f"{some.en}, {names.role(role).en}", f"{some.zh}，{names.role(role).zh}") if role else some


def _states(graph: Ties) -> Sequence[Markup]:
    nodes = graph.nodes.values()
    entries = []
    if any(node.accused * 2 < node.count and node.role != "victim" for node in nodes):
        entries.append(_entry(_swatch("account", "named"), Both("hollow: tied in, not accused itself", "空心：有关联，本身未被指认")))
    if any(node.role == "victim" for node in nodes):
        entries.append(_entry(_swatch("account", "victim"), Both("dotted: seems to be harmed by it", "虚线：看来是受害一方")))
    for kind, number in sorted(graph.undrawn.items()):
        some = names.counted(number, kind)
        entries.append(tag("li", Both(f"not drawn: {some.en} that nobody shares", f"未画出：无人共用的 {some.zh}"), class_="soft"))
    return entries


def _entry(sign: Markup, words: Both) -> Markup:
    return tag("li", sign, words)


def _swatch(kind: str, state: str = "accused") -> Markup:
    use = tag("g", tag("use", href=_shape(kind)), class_=f"node {state}")
    return tag("svg", use, viewBox="-13 -13 26 26", aria_hidden="true")


def _stroke(colour: int) -> Markup:
    line = tag("g", tag("path", d="M-13 0H13", class_=f"c{colour}", stroke_width=3), class_="ties")
    return tag("svg", line, viewBox="-13 -13 26 26", aria_hidden="true")
