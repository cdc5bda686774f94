"""The pictures: one small SVG a measure, the sample in grey and the world in red."""

import math
from collections.abc import Sequence

from .measures import Measure
from .shapes import GRID, RANKS, Shape

_WIDTH, _HEIGHT = 372, 236
_LEFT, _TOP, _RIGHT, _BOTTOM = 44, 46, 348, 196
_REAL, _MADE, _INK, _GRID = "#6b7280", "#c2321f", "#1f2937", "#e5e7eb"
Points = Sequence[tuple[float, float]]


def picture(measure: Measure, real: Shape, made: Shape) -> str:
    """The picture of one measure."""
    body = {"shares": _bars, "spread": _curves, "ranks": _ranks}[real.kind](real, made)
    legend = (
        f'<rect x="{_LEFT}" y="28" width="10" height="10" fill="{_REAL}"/><text x="{_LEFT + 14}" y="37">{measure.sample}</text>'
        f'<rect x="{_LEFT + 64}" y="28" width="10" height="10" fill="{_MADE}"/><text x="{_LEFT + 78}" y="37">world</text>'
    )
    unit = f'<text x="{(_LEFT + _RIGHT) / 2:g}" y="{_HEIGHT - 8}" text-anchor="middle">{_plain(measure.unit)}</text>'
    title = f'<text x="8" y="18" class="title">{_plain(measure.title)}</text>'
    style = f"<style>text{{font:11px sans-serif;fill:{_INK}}}.title{{font-weight:bold;font-size:12px}}</style>"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">'
    ground = f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    return "\n".join([head, style, ground, title, legend, *body, unit, "</svg>", ""])


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _bars(real: Shape, made: Shape) -> list[str]:
    """Bars for the sample, dots on a line for the world."""
    top = max(*real.values, *made.values) * 1.05
    step = (_RIGHT - _LEFT) / len(real.labels)
    found = _levels([(value * top, f"{100 * value * top:.0f}%") for value in (0, 0.25, 0.5, 0.75, 1)], top)
    points = []
    for at, (label, left, right) in enumerate(zip(real.labels, real.values, made.values, strict=True)):
        x, height = _LEFT + at * step, (_BOTTOM - _TOP) * left / top
        found.append(
            f'<rect x="{x + step * 0.15:.1f}" y="{_BOTTOM - height:.1f}" width="{step * 0.7:.1f}" height="{height:.1f}" fill="{_REAL}"/>'
        )
        points.append((x + step / 2, _BOTTOM - (_BOTTOM - _TOP) * right / top))
        if step > 18 or at % 3 == 0:
            found.append(f'<text x="{x + step / 2:.1f}" y="{_BOTTOM + 14}" text-anchor="middle">{label}</text>')
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{_MADE}"/>' for x, y in points]
    return [*found, _line(points, _MADE), *dots]


def _levels(ticks: Sequence[tuple[float, str]], top: float) -> list[str]:
    found = []
    for value, label in ticks:
        y = _BOTTOM - (_BOTTOM - _TOP) * value / top
        found.append(f'<line x1="{_LEFT}" x2="{_RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_GRID}"/>')
        found.append(f'<text x="{_LEFT - 4}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    return found


def _curves(real: Shape, made: Shape) -> list[str]:
    """What part is smaller, over the size on a logarithmic scale."""
    low, high = (math.log10(pick(pick(shape.values) for shape in (real, made))) for pick in (min, max))
    across = _across(low, high)

    def place(shape: Shape) -> Points:
        return [
            (across(math.log10(value)), _BOTTOM - (_BOTTOM - _TOP) * part) for value, part in zip(shape.values, GRID.tolist(), strict=True)
        ]

    found = _levels([(part, f"{part:.0%}") for part in (0, 0.25, 0.5, 0.75, 1)], 1)
    return [*found, *_decades(low, high, plain=True), _line(place(real), _REAL, 2.4), _line(place(made), _MADE, 1.6)]


def _ranks(real: Shape, made: Shape) -> list[str]:
    """What part of all the greatest hold."""
    low, high = math.log10(RANKS[0]), 0.0
    across = _across(low, high)

    def place(shape: Shape) -> Points:
        return [(across(math.log10(rank)), _BOTTOM - (_BOTTOM - _TOP) * part) for rank, part in zip(RANKS, shape.values, strict=True)]

    found = _levels([(part, f"{part:.0%}") for part in (0, 0.25, 0.5, 0.75, 1)], 1)
    return [*found, *_decades(low, high, plain=False), _line(place(real), _REAL, 2.4), _line(place(made), _MADE, 1.6)]


def _across(low: float, high: float):  # type: ignore[no-untyped-def]
    return lambda value: _LEFT + (_RIGHT - _LEFT) * (value - low) / (high - low)


def _decades(low: float, high: float, *, plain: bool) -> list[str]:
    across = _across(low, high)
    steps = (1, 3) if high - low < 3.2 else (1,)
    found = []
    for decade in range(math.floor(low), math.ceil(high) + 1):
        for step in steps:
            value = step * 10.0**decade
            if low <= math.log10(value) <= high + 1e-9:
                x = across(math.log10(value))
                label = f"{value:g}" if plain else f"{100 * value:g}%"
                found.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_BOTTOM}" stroke="{_GRID}"/>')
                found.append(f'<text x="{x:.1f}" y="{_BOTTOM + 14}" text-anchor="middle">{label}</text>')
    return found


def _line(points: Points, colour: str, width: float = 1.6) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
