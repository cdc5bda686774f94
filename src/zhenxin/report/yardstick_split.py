"""The section on weights learned before a moment and judged after it, of the page of figures."""

from zhenxin.report import names, numbers
from zhenxin.report import yardstick_words as words
from zhenxin.report.markup import Both, Child, Markup, join, tag
from zhenxin.report.plots import Row, dots
from zhenxin.report.yardstick_cells import SHARES, Record, about, count, dot, head, signs, table

_FIGURES = (("precision", words.PRECISION), ("recall", words.RECALL), ("average_precision", Both("average precision", "平均精确率")))
_LEVELS = (Both("weak", "弱"), Both("clear", "明显"), Both("strong", "强"))


def split_in_time(split: Record) -> Markup:
    """Figures with shipped and with learned weights side by side, then the weights."""
    moment = str(split["moment"]).replace("T", " ")[:16]
    lines = []
    learned = {row["kind"]: row for row in split["learned"]["kinds"]}
    for row in split["shipped"]["kinds"]:
        other = learned[row["kind"]]
        for at, (figure, title) in enumerate(_FIGURES):
            pair = [(one, kind) for one, kind in ((row, "b"), (other, "a")) if one[figure] is not None]
            label = join(tag("span", names.titled(names.nouns(row["kind"])) if at == 0 else None), tag("span", title, class_="soft"))
            told = " · ".join(numbers.MISSING if one[figure] is None else f"{one[figure]:.3f}" for one in (row, other))
            lines.append(Row(label, [dot(one, figure, kind) for one, kind in pair], told, first=at == 0))
    lead = Both(*(text.format(moment=moment) for text in words.SPLIT_ABOUT))
    meaning = signs(("b", words.SHIPPED), ("a", words.LEARNED))
    return join(
        about(lead),
        meaning,
        dots(lines, SHARES),
        tag("details", tag("summary", words.WEIGHTS), tag("div", _weights(split), class_="inside")),
    )


def _weights(split: Record) -> Markup:
    heads = [head("Signal", "信号"), head("Level", "等级"), count("Shipped", "出厂"), count("Learned", "学得"), count("False", "虚假"),
             count("Honest", "诚实"), count("Rings or singles", "团伙或单个")]  # fmt: skip
    cells: list[list[Child]] = [
        [names.titled(names.part(one["signal"])), _LEVELS[one["level"] - 1], f"{one['shipped']:.1f}", f"{one['learned']:.1f}",
         *(numbers.count(one[many]) for many in ("false", "honest", "rings"))]
        for one in split["weights"]
    ]  # fmt: skip
    return table(heads, cells)
