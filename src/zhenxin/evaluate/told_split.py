"""What was learned before a moment and how it holds after it, as text in English or in Chinese."""

from collections.abc import Iterator

from zhenxin.evaluate.figures import SplitFigures
from zhenxin.evaluate.told import FIGURES, between, padded, share


def split_lines(split: SplitFigures, lang: str = "en") -> list[str]:
    """A line each, in `lang` (`en` or `zh`)."""
    zh, moment = lang == "zh", f"{split.moment:%Y-%m-%d %H:%M}"
    title = f"用 {moment} 之前学得的权重，检验此后的对象" if zh else f"Learned before {moment}, judged after it"
    return ["", title, *_sides(split, zh), *_both(split, zh), *_learned(split, zh)]


def _sides(split: SplitFigures, zh: bool) -> Iterator[str]:
    for kind, (false, honest) in split.judged.items():
        if false:
            before = split.learned_from.get(kind, (0, 0))
            en = f"learned from {before[0]} false and {before[1]} honest; judged {false} false, and {honest} honest with a score or a row in the key"
            told = (
                f"学自 {before[0]} 个虚假、{before[1]} 个诚实；检验 {false} 个虚假，以及有分数或在答案表中的 {honest} 个诚实" if zh else en
            )
            yield f"  {kind:<10}{told}"
    if split.without_time:
        what = ", ".join(f"{count} {kind}" for kind, count in split.without_time.items())
        yield f"  未计入（数据没有其首次出现的时间）：{what}" if zh else f"  left out, since the data tell no first event of them: {what}"


def _both(split: SplitFigures, zh: bool) -> Iterator[str]:
    heads = ("类别", "指标", "出厂权重", "学得的权重") if zh else ("kind", "figure", "shipped weights", "learned weights")
    yield ""
    yield f"  {padded(heads[0], 10)}{padded(heads[1], 19)}{padded(heads[2], 24)}{heads[3]}"
    learned = {row.kind: row for row in split.learned.kinds}
    for row in split.shipped.kinds:
        for name, titles in FIGURES.items():
            cells = [f"{share(getattr(one, name))} {between(one.intervals.get(name))}" for one in (row, learned[row.kind])]
            yield f"  {row.kind:<10}{padded(titles[zh], 19)}{cells[0]:<24}{cells[1]}".rstrip()


def _learned(split: SplitFigures, zh: bool) -> Iterator[str]:
    heads = (
        ("信号", "等级", "出厂", "学得", "虚假", "诚实", "团伙或单个")
        if zh
        else ("signal", "level", "shipped", "learned", "false", "honest", "rings or singles")
    )
    widths = (20, 6, 9, 9, 9, 9, 19)
    yield ""
    yield (
        "  "
        + padded(heads[0], widths[0])
        + "".join(padded(head, width, right=True) for head, width in zip(heads[1:], widths[1:], strict=True))
    )
    for one in split.weights:
        yield f"  {one.signal:<20}{one.level:>6}{one.shipped:>9.1f}{one.learned:>9.1f}{one.false:>9}{one.honest:>9}{one.rings:>19}"
