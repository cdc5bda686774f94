"""The sections on innocents of the page of figures: the lookalikes that were accused, and who is hit wrongly."""

from collections.abc import Sequence

from zhenxin.report import names, numbers
from zhenxin.report import yardstick_words as words
from zhenxin.report.markup import Both, Child, Markup, join, tag
from zhenxin.report.plots import Row, dots
from zhenxin.report.yardstick_cells import Record, about, count, dot, head, of, share, span_of, table

_STEPS = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
_WIDEST = 20.0
_MOST = 12


def wronged(rows: Sequence[Record]) -> Markup:
    """Accusation rate of each lookalike of whom anybody was accused; all of them in a table."""
    if not rows:
        return tag("p", words.NO_LOOKALIKES)
    hit = sorted((row for row in rows if row["accused"]), key=lambda row: (-row["rate"], row["lookalike"], row["kind"]))
    drawn = [
        Row(
            join(tag("span", names.titled(names.lookalike(row["lookalike"]))), tag("span", names.nouns(row["kind"]), class_="soft")),
            [dot(row, "rate")],
            join(f"{row['rate']:.2%}", " ", of(row["accused"], row["innocent"])),
        )
        for row in hit
    ]
    ticks = _percents(max((max(row["rate"], (span_of(row, "rate") or (0.0, 0.0))[1]) for row in hit), default=0.0))
    chart = dots(drawn, ticks, high=ticks[-1][0]) if hit else tag("p", words.NOBODY_WRONGED)
    heads = [
        head("Lookalike", "相似者"),
        head("Kind", "类别"),
        count("Innocent", "无辜者"),
        count("Accused", "被指认"),
        count("Rate", "比例"),
    ]
    cells: list[list[Child]] = [
        [names.titled(names.lookalike(row["lookalike"])), names.nouns(row["kind"]), numbers.count(row["innocent"]), numbers.count(row["accused"]),
         share(row["rate"], span_of(row, "rate"), "{:.2%}")]
        for row in rows
    ]  # fmt: skip
    everybody = tag("details", tag("summary", words.ALL_LOOKALIKES), tag("div", table(heads, cells), class_="inside"))
    return join(about(words.WRONGED_ABOUT), chart, everybody)


def _percents(top: float) -> list[tuple[float, str]]:
    """Round steps that reach beyond `top`."""
    step = next((step for step in _STEPS if top <= 4 * step), _STEPS[-1])
    return [(step * at, f"{step * at * 100:g}%") for at in range(5)]


def hit_wrongly(rows: Sequence[Record]) -> Markup:
    """How much more than its share each group of innocents is hit, kind by kind and way by way; groups nobody of which is hit are counted."""
    drawn: list[Markup] = []
    spared: list[Markup] = []
    for kind, by in dict.fromkeys((row["kind"], row["by"]) for row in rows):
        own = [row for row in rows if (row["kind"], row["by"]) == (kind, by)]
        title = join(names.titled(names.nouns(kind)), " ", tag("span", words.BY.get(by, Both(by, by)), class_="soft"))
        if any(row["accused"] for row in own):
            drawn.append(_groups(title, own))
        else:
            every = numbers.count(sum(row["innocent"] for row in own))
            told = Both(*(text.format(innocent=every) for text in words.NOBODY_HIT))
            spared.append(tag("li", title, " ", tag("span", told, class_="soft")))
    spared = [tag("ul", *spared, class_="plain small")] if spared else []
    return join(about(words.HIT_ABOUT), *drawn, *spared) if rows else join()


def _groups(title: Markup, own: Sequence[Record]) -> Markup:
    hit = (
        sorted((row for row in own if row["accused"]), key=lambda row: -row["lift"])
        if own[0]["by"] == "region"
        else [row for row in own if row["accused"]]
    )
    shown = hit[:_MOST]
    lines = [
        Row(
            tag("span", words.GROUPS.get(row["group"], Both(row["group"], row["group"]))),
            [dot(row, "lift")],
            join(f"×{row['lift']:.1f}", " ", of(row["accused"], row["innocent"])),
        )
        for row in shown
    ]
    top = min(max(4.0, *(max(row["lift"], (span_of(row, "lift") or (0.0, 0.0))[1]) for row in shown)), _WIDEST)
    step = next(step for step in (1, 2, 3, 4, 5) if top <= 4 * step)
    rest = Both(*(text.format(groups=len(own) - len(shown), innocent=numbers.count(sum(row["innocent"] for row in own if row not in shown)),
                              accused=sum(row["accused"] for row in hit[_MOST:])) for text in words.OTHER_GROUPS))  # fmt: skip
    more = tag("p", rest, class_="soft small") if len(own) > len(shown) else None
    return join(
        tag("h3", title, class_="group-title"), dots(lines, [(step * at, f"{step * at}") for at in range(5)], high=4 * step, mark=1.0), more
    )
