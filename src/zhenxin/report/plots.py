"""Plots of figures with their intervals: rows of dots on one scale, curves in a square, and how what was said fits what is so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zhenxin.report.markup import Both, Child, Markup, join, tag

_ROW = 24
_SIDE = 320
_LEFT, _FOOT, _TOP = 44, 40, 12
_PLOT = _SIDE - _LEFT - _TOP


class Dot(NamedTuple):
    """One figure on a row; `kind` is the class it is drawn in (a, b)."""

    value: float
    span: tuple[float, float] | None
    kind: str


@dataclass(frozen=True)
class Row:
    """A line of a plot: what it is, its dots, and the same in numbers."""

    label: Child
    dots: Sequence[Dot]
    told: Child
    first: bool = False
    """Whether a new group begins here."""


def dots(rows: Sequence[Row], ticks: Sequence[tuple[float, str]], *, high: float = 1.0, mark: float | None = None) -> Markup:
    """Rows of dots from 0 to `high`, each dot with its interval as a line; `mark` draws a dashed line to compare with."""

    def at(value: float) -> float:
        return round(1.5 + 97 * min(max(value, 0.0), high) / high, 2)

    grid = [tag("line", x1=f"{at(value)}%", x2=f"{at(value)}%", y1=0, y2="100%", class_="tick") for value, _ in ticks]
    if mark is not None:
        grid.append(tag("line", x1=f"{at(mark)}%", x2=f"{at(mark)}%", y1=0, y2="100%", class_="half"))
    labels = [tag("text", text, x=f"{at(value)}%", y=13) for value, text in ticks]
    axis = tag("li", tag("span", class_="say"), tag("svg", *labels, height=18, aria_hidden="true"), tag("span"), class_="axis")
    drawn = [axis]
    for row in rows:
        marks = [piece for place, dot in enumerate(row.dots) for piece in _dot(dot, at, _height(place, len(row.dots)))]
        chart = tag("svg", *grid, *marks, height=_ROW, aria_hidden="true")
        drawn.append(
            tag(
                "li",
                tag("span", row.label, class_="say"),
                chart,
                tag("span", row.told, class_="in-numbers"),
                class_="first" if row.first else None,
            )
        )
    return tag("ol", *drawn, class_="dots")


def _height(place: int, many: int) -> float:
    return _ROW * (place + 1) / (many + 1)


def _dot(dot: Dot, at: Callable[[float], float], y: float) -> list[Markup]:
    line = []
    if dot.span is not None:
        low, high = (f"{at(edge)}%" for edge in dot.span)
        line = [tag("line", x1=low, x2=high, y1=y, y2=y, class_=f"span {dot.kind}")]
    return [*line, tag("circle", cx=f"{at(dot.value)}%", cy=y, r=4.2, class_=dot.kind)]


class Point(NamedTuple):
    """A point in the unit square with the interval of its height."""

    x: float
    y: float
    span: tuple[float, float] | None
    size: float = 0.0


def _x(value: float) -> float:
    return round(_LEFT + _PLOT * value, 1)


def _y(value: float) -> float:
    return round(_TOP + _PLOT * (1 - value), 1)


def _frame(across: Both, up: Both) -> Markup:
    """Axes of the unit square with their words."""
    steps = [0.0, 0.25, 0.5, 0.75, 1.0]
    lines = [tag("line", x1=_x(0), x2=_x(1), y1=_y(step), y2=_y(step), class_="tick") for step in steps]
    lines += [tag("line", x1=_x(step), x2=_x(step), y1=_y(0), y2=_y(1), class_="tick") for step in steps]
    texts = [tag("text", f"{step:g}", x=_LEFT - 7, y=_y(step) + 4, class_="end") for step in steps]
    texts += [tag("text", f"{step:g}", x=_x(step), y=_y(0) + 17) for step in steps]
    texts.append(tag("text", both_inside(across), x=_x(0.5), y=_y(0) + 35, class_="title"))
    texts.append(tag("text", both_inside(up), x=0, y=0, class_="title", transform=f"translate(11 {_y(0.5)}) rotate(-90)"))
    return join(*lines, *texts)


def both_inside(words: Both) -> Markup:
    """Both languages inside a drawing."""
    return join(tag("tspan", words.en, lang="en"), tag("tspan", words.zh, lang="zh"))


def _square(*children: Child, label: Both) -> Markup:
    box = f"0 0 {_SIDE} {_SIDE + _FOOT - _TOP}"
    return tag("svg", *children, viewBox=box, role="img", aria_label=f"{label.en} {label.zh}", class_="square")


def curve(points: Sequence[Point], here: Point | None, *, across: Both, up: Both, label: Both) -> Markup:
    """A line through `points` with the band of their intervals; `here` is marked."""
    path = " ".join(f"{'L' if at else 'M'}{_x(point.x)} {_y(point.y)}" for at, point in enumerate(points))
    edges = [(point.x, point.span or (point.y, point.y)) for point in points]
    ring = [(x, high) for x, (_, high) in edges] + [(x, low) for x, (low, _) in reversed(edges)]
    band = " ".join(f"{'L' if at else 'M'}{_x(x)} {_y(y)}" for at, (x, y) in enumerate(ring))
    drawn = [tag("path", d=f"{band} Z", class_="band"), tag("path", d=path, class_="line")] if points else []
    mark = tag("circle", cx=_x(here.x), cy=_y(here.y), r=5, class_="here") if here else None
    return _square(_frame(across, up), *drawn, mark, label=label)


def fit(points: Sequence[Point], *, across: Both, up: Both, label: Both) -> Markup:
    """Points with their intervals against the line on which what was said is so; the more entities, the larger."""
    line = tag("line", x1=_x(0), x2=_x(1), y1=_y(0), y2=_y(1), class_="half")
    marks: list[Markup] = []
    for point in points:
        if point.span is not None:
            marks.append(tag("line", x1=_x(point.x), x2=_x(point.x), y1=_y(point.span[0]), y2=_y(point.span[1]), class_="span a"))
        marks.append(tag("circle", cx=_x(point.x), cy=_y(point.y), r=round(3 + 5 * point.size, 1), class_="a"))
    return _square(_frame(across, up), line, *marks, label=label)
