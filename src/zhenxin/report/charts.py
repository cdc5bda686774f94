"""Bars: the waterfall of bits that makes a probability, and the course of a ring in time.

Widths are in percent of the place a chart is given and heights in pixels, so that its letters stay readable on a phone.
"""

import math
from collections.abc import Sequence

from zhenxin.report import names, numbers
from zhenxin.report.course import Course
from zhenxin.report.markup import Both, Markup, join, listed, tag
from zhenxin.report.reasons import told
from zhenxin.report.records import Part, Score

_TICKS = (0.0001, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999)
_ROW = 26
_TALL = 132
_TOTAL = Both("Together", "合计")


def bits_of(chance: float) -> float:
    """A probability as bits: how many halvings of doubt lie between it and one in two."""
    return math.log2(chance / (1 - chance))


class _Scale:
    """Bits to percent of a chart's width."""

    def __init__(self, levels: Sequence[float]) -> None:
        low, high = min(0.0, *levels), max(0.0, *levels)
        margin = max(high - low, 2.0) * 0.06
        self.low, self.high = low - margin, high + margin

    def __call__(self, bits: float) -> float:
        return round(100 * (bits - self.low) / (self.high - self.low), 2)

    def ticks(self) -> list[tuple[float, float]]:
        """Chances that stand far enough from each other, with their places; one in two always."""
        places = [(chance, self(bits_of(chance))) for chance in _TICKS if self.low < bits_of(chance) < self.high]
        kept: list[tuple[float, float]] = [(0.5, self(0.0))]
        for chance, at in places:
            if all(abs(at - other) >= 11 for _, other in kept) and 4 <= at <= 96:
                kept.append((chance, at))
        return sorted(kept)


def waterfall(score: Score, parts: Sequence[Part]) -> Markup:
    """The parts of a score from the starting point to the whole, each with its sentence, its bits and its bar."""
    levels = [0.0]
    for part in parts:
        levels.append(levels[-1] + part.bits)
    scale = _Scale([*levels[1:], score.bits])
    grid = [
        tag("line", x1=f"{at}%", x2=f"{at}%", y1=0, y2="100%", class_="half" if chance == 0.5 else "tick") for chance, at in scale.ticks()
    ]
    rows = [_axis(scale)]
    for at, part in enumerate(parts):
        start = 0.0 if at == 0 and part.part == "prior" else levels[at]
        rows.append(_step(part, _bar(grid, scale(start), scale(levels[at + 1]), first=at == 0)))
    rows.append(_whole(score, grid, scale))
    return tag("ol", *rows, class_="fall")


def _axis(scale: _Scale) -> Markup:
    labels = [tag("text", _tick(chance), x=f"{at}%", y=13, class_="half" if chance == 0.5 else None) for chance, at in scale.ticks()]
    words = Both("chance after each step", "每一步之后的概率")
    return tag(
        "li",
        tag("span", words, class_="say"),
        tag("svg", *labels, height=18, aria_hidden="true"),
        tag("span", Both("bits", "比特")),
        class_="axis",
    )


def _tick(chance: float) -> str:
    return f"{chance * 100:g}%"


def _step(part: Part, bar: Markup) -> Markup:
    kind = tag("span", names.evidence(part.evidence), class_="evidence") if part.evidence and part.part != part.evidence else None
    against = "for" if part.bits < 0 else "against"
    return tag("li", tag("span", told(part), kind, class_="say"), bar, tag("span", numbers.bits(part.bits), class_="bits"), class_=against)


def _bar(grid: Sequence[Markup], start: float, end: float, *, first: bool) -> Markup:
    left, width = min(start, end), max(abs(end - start), 0.4)
    lead = None if first else tag("line", x1=f"{start}%", x2=f"{start}%", y1=0, y2=5, class_="lead")
    tail = tag("line", x1=f"{end}%", x2=f"{end}%", y1=_ROW - 5, y2="100%", class_="lead")
    block = tag("rect", x=f"{left:.2f}%", width=f"{width:.2f}%", y=5, height=_ROW - 10, rx=2)
    return tag("svg", *grid, lead, block, tail, height=_ROW, aria_hidden="true")


def _whole(score: Score, grid: Sequence[Markup], scale: _Scale) -> Markup:
    at = scale(score.bits)
    dot = tag("circle", cx=f"{at}%", cy=_ROW / 2, r=5.5)
    lead = tag("line", x1=f"{at}%", x2=f"{at}%", y1=0, y2=_ROW / 2, class_="lead")
    words = join(_TOTAL, ": ", tag("b", numbers.percent(score.probability)))
    bits = tag("span", numbers.bits(score.bits), class_="bits")
    return tag("li", tag("span", words, class_="say"), tag("svg", *grid, lead, dot, height=_ROW, aria_hidden="true"), bits, class_="whole")


def days(course: Course) -> Markup:
    """Bars over time, orders below and reviews on top; nothing where the tables carry no times."""
    if not course.bars:
        return join()
    peak = max(bar.orders + bar.reviews for bar in course.bars)
    slot = 100 / max(len(course.bars), 12)
    shift = (100 - slot * len(course.bars)) / 2
    drawn = []
    for at, bar in enumerate(course.bars):
        low = _TALL * bar.orders / peak
        high = _TALL * bar.reviews / peak
        x, width = f"{shift + slot * (at + 0.1):.2f}%", f"{slot * 0.8:.2f}%"
        if bar.orders:
            drawn.append(tag("rect", x=x, width=width, y=f"{_TALL - low:.1f}", height=f"{low:.1f}", class_="orders"))
        if bar.reviews:
            drawn.append(tag("rect", x=x, width=width, y=f"{_TALL - low - high:.1f}", height=f"{high:.1f}", class_="reviews"))
    base = tag("line", x1=0, x2="100%", y1=_TALL, y2=_TALL, class_="base")
    chart = tag("svg", *drawn, base, height=_TALL + 1, role="img", aria_label=f"{_in_words(course).en} {_in_words(course).zh}")
    ends = tag("p", tag("span", numbers.day(course.bars[0].starts)), tag("span", numbers.day(course.bars[-1].starts)), class_="ends")
    return tag("figure", tag("figcaption", _in_words(course), _key(course)), chart, ends, class_="days")


_MOST = {"hour": "in the hour of", "day": "on", "week": "in the week from", "four weeks": "in the four weeks from"}


def _in_words(course: Course) -> Both:
    top = course.busiest
    when = numbers.moment(top.starts) if course.step.en == "hour" else numbers.day(top.starts)
    if not course.exact:
        return Both(
            f"When its evidence begins, by the {course.step.en}; the single times of its acts are not in the result tables.",
            f"证据开始出现的时间（按{course.step.zh}统计）；结果表中没有逐笔时间。",
        )
    things = [names.counted(number, kind) for number, kind in ((course.orders, "order"), (course.reviews, "review")) if number]
    peak = [names.counted(number, kind) for number, kind in ((top.orders, "order"), (top.reviews, "review")) if number]
    total, most = listed(things), listed(peak)
    return Both(
        f"{total.en} by the {course.step.en}, UTC; most {_MOST[course.step.en]} {when}: {most.en}.",
        f"共 {total.zh}，按{course.step.zh}统计（UTC）；最多的是 {when}：{most.zh}。",
    )


def _key(course: Course) -> Markup | None:
    if not (course.orders and course.reviews and course.exact):
        return None
    square = [
        tag("svg", tag("rect", width=10, height=10, class_=kind), width=10, height=10, aria_hidden="true") for kind in ("orders", "reviews")
    ]
    return tag("span", square[0], names.nouns("order"), " ", square[1], names.nouns("review"), class_="key")
