"""A heat map: one cell for each pair of sizes, the fuller the darker, and a thick line around what is found every time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhenxin.report.markup import Both, Markup, tag
from zhenxin.report.plots import both_inside

_WIDE, _HIGH = 74, 46
_LEFT, _FOOT, _EDGE = 58, 46, 4
STEPS = (0.0, 0.1, 0.3, 0.5, 0.75)
"""Where each shade begins. It darkens most at one half, for there a ring counts as found."""


@dataclass(frozen=True)
class Spot:
    """One cell: how full it is (0 to 1), whether it lies within the line, and what is written in it."""

    share: float
    within: bool
    text: str
    small: str


Spots = Mapping[tuple[int, int], Spot]
"""By size across and size up."""


def heat(across: Sequence[int], up: Sequence[int], spots: Spots, *, names: tuple[Both, Both], label: Both) -> Markup:
    """Cells with small sizes to the left and below; a pair without a spot was not tried and stays open."""
    right, foot = _LEFT + _WIDE * len(across), _EDGE + _HIGH * len(up)
    drawn = [_cell(spots.get((x, y)), *_corner(column, row, up)) for column, x in enumerate(across) for row, y in enumerate(up)]
    drawn += [tag("text", f"{x:,}", x=_LEFT + _WIDE * (column + 0.5), y=foot + 17) for column, x in enumerate(across)]
    drawn += [tag("text", f"{y:,}", x=_LEFT - 8, y=_corner(0, row, up)[1] + _HIGH / 2 + 4, class_="end") for row, y in enumerate(up)]
    drawn.append(tag("text", both_inside(names[0]), x=(_LEFT + right) / 2, y=foot + 37, class_="title"))
    drawn.append(tag("text", both_inside(names[1]), x=0, y=0, class_="title", transform=f"translate(13 {(_EDGE + foot) / 2}) rotate(-90)"))
    drawn.append(tag("path", d=" ".join(_line(across, up, spots)), class_="limit"))
    width, height = right + _EDGE, foot + _FOOT
    box = f"0 0 {width} {height}"
    return tag("svg", *drawn, viewBox=box, width=width, height=height, role="img", aria_label=f"{label.en} {label.zh}", class_="heat")


def shade(share: float) -> str:
    """The class that a share is drawn in."""
    return f"h{max(at for at, step in enumerate(STEPS) if share >= step)}"


def _corner(column: int, row: int, up: Sequence[int]) -> tuple[int, int]:
    """The upper left corner of a cell."""
    return _LEFT + _WIDE * column, _EDGE + _HIGH * (len(up) - 1 - row)


def _cell(spot: Spot | None, x: int, y: int) -> Markup:
    if spot is None:
        return tag(
            "g",
            tag("rect", x=x + 1, y=y + 1, width=_WIDE - 2, height=_HIGH - 2),
            tag("text", "–", x=x + _WIDE / 2, y=y + 28),
            class_="untried",
        )
    return tag(
        "g", tag("rect", x=x + 1, y=y + 1, width=_WIDE - 2, height=_HIGH - 2),
        tag("text", spot.text, x=x + _WIDE / 2, y=y + 21, class_="whole" if spot.within else None),
        tag("text", spot.small, x=x + _WIDE / 2, y=y + 36, class_="little"), class_=shade(spot.share),
    )  # fmt: skip


def _line(across: Sequence[int], up: Sequence[int], spots: Spots) -> Iterator[str]:
    """Every edge between a cell within the line and whatever is not."""
    inside = {(column, row) for column, x in enumerate(across) for row, y in enumerate(up) if (x, y) in spots and spots[x, y].within}
    for column, row in sorted(inside):
        x, y = _corner(column, row, up)
        upright, level = f"V{y + _HIGH}", f"H{x + _WIDE}"
        edges = {
            (-1, 0): f"M{x} {y}{upright}", (1, 0): f"M{x + _WIDE} {y}{upright}", (0, 1): f"M{x} {y}{level}", (0, -1): f"M{x} {y + _HIGH}{level}",
        }  # fmt: skip
        yield from (edge for (right, higher), edge in edges.items() if (column + right, row + higher) not in inside)
