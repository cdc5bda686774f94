"""Pieces that the sections of the page of figures share: a figure with its interval, a table, the signs of a plot."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhenxin.report import numbers
from zhenxin.report.markup import Both, Child, Markup, join, tag
from zhenxin.report.plots import Dot

Record = Mapping[str, Any]
Head = tuple[Both, str]
SHARES = ((0.0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1.0, "1"))
"""The steps of an axis of shares."""


def head(en: str, zh: str) -> Head:
    """The head of a column of words."""
    return Both(en, zh), ""


def count(en: str, zh: str) -> Head:
    """The head of a column of numbers."""
    return Both(en, zh), "n"


def about(text: Both) -> Markup:
    """What a section is about."""
    return tag("p", text, class_="about soft")


def span_of(row: Record, figure: str) -> tuple[float, float] | None:
    """The interval of a figure of a row."""
    span = row["intervals"].get(figure)
    return None if span is None else (span[0], span[1])


def share(value: float | None, span: Sequence[float] | None = None, form: str = "{:.2f}") -> Markup:
    """A figure with its interval in brackets."""
    told = numbers.MISSING if value is None else form.format(value)
    between = None if span is None else tag("span", f"({form.format(span[0])}–{form.format(span[1])})", class_="soft")
    return join(told, " " if between else None, between)


def signs(*kinds: tuple[str, Both]) -> Markup:
    """What the dots of a plot mean."""
    drawn = [
        tag(
            "li",
            tag("svg", tag("line", x1=1, x2=29, y1=7, y2=7, class_=f"span {kind}"), tag("circle", cx=15, cy=7, r=4.2, class_=kind)),
            text,
        )
        for kind, text in kinds
    ]
    return tag("ul", *drawn, class_="signs")


def dot(row: Record, figure: str, kind: str = "a") -> Dot:
    """A figure of a row with its interval."""
    return Dot(row[figure], span_of(row, figure), kind)


def of(some: int, every: int) -> Markup:
    """So many of all, small."""
    return tag(
        "span", Both(f"{numbers.count(some)} of {numbers.count(every)}", f"{numbers.count(some)} / {numbers.count(every)}"), class_="soft"
    )


def table(heads: Sequence[Head], rows: Sequence[Sequence[Child]]) -> Markup:
    """A table that scrolls by itself where it is too wide."""
    top = tag("tr", *(tag("th", title, class_=kind or None, scope="col") for title, kind in heads))
    body = [tag("tr", *(tag("td", cell, class_=kind or None) for cell, (_, kind) in zip(row, heads, strict=True))) for row in rows]
    return tag("div", tag("table", tag("thead", top), tag("tbody", *body)), class_="scroll")
