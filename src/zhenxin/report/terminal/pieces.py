"""Pieces that entities and rings share in the terminal: the waterfall, the innocent explanations tried, a row of ids."""

from collections.abc import Sequence

from rich.cells import cell_len

from zhenxin.report import names, numbers, words
from zhenxin.report.markup import Both, listed, shown
from zhenxin.report.reasons import told
from zhenxin.report.records import Explanation, Part, Score
from zhenxin.report.terminal.paper import Paper, wrapped
from zhenxin.report.terminal.strips import BITS, Waterfall

NAMED = 5
"""How many ids of a group are named; the rest is a number."""


def waterfall(paper: Paper, score: Score, parts: Sequence[Part]) -> None:
    """The parts of a score, each with its sentence, its bits and its bar."""
    paper.head(Both("Why", "理由"))
    fall = Waterfall(parts, score.bits, paper.width)
    paper.line(paper.of(fall.axis), "dim")
    for part, bar in zip(parts, fall.bars, strict=True):
        _row(paper, fall, told(part), numbers.bits(part.bits), bar)
    whole = Both(f"Together: {numbers.percent(score.probability)}", f"合计：{numbers.percent(score.probability)}")
    _row(paper, fall, whole, numbers.bits(score.bits), fall.mark)


def _row(paper: Paper, fall: Waterfall, said: Both, bits: str, bar: str) -> None:
    for at, line in enumerate(wrapped(shown(paper.of(said)), fall.words)):
        right = f"{bits:>7}  {bar}" if at == 0 else " " * BITS + fall.between
        paper.line(f"  {line}{' ' * (fall.words - cell_len(line))}{paper.of(right)}")


def tried(paper: Paper, explanations: Sequence[Explanation]) -> None:
    """The innocent explanations that were tried, and how well each fits; those that could not be are named together."""
    paper.head(Both("Innocent explanations tried", "尝试过的无辜解释"))
    if not explanations:
        paper.say(words.NO_INNOCENT, indent=2)
    rows = []
    for one in explanations:
        if one.fits is not None:
            said = one.told if one.sentence or one.sentence_zh else Both("", "")
            rows.append((paper.of(names.lookalike(one.lookalike)), paper.of(one.fit), shown(paper.of(said))))
    paper.columns(rows)
    untried: dict[Both, list[Both]] = {}
    for one in explanations:
        if one.fits is None:
            untried.setdefault(one.told, []).append(names.lookalike(one.lookalike))
    for why, which in untried.items():
        what = listed(which)
        paper.say(shown(paper.of(Both(f"{what.en}: {why.en}", f"{what.zh}：{why.zh}"))), indent=2, hang=4)


def some(ids: Sequence[str]) -> Both:
    """The first ids of a group, and how many more there are."""
    first, left = ", ".join(shown(one) for one in ids[:NAMED]), len(ids) - NAMED
    return Both(f"{first} and {numbers.count(left)} more", f"{first} 等") if left > 0 else Both(first, first)
