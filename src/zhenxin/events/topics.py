"""Where an unrelated article is pasted into an advertisement: a long stretch without its brand, its number or its words."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from zhenxin.kernels.folding import Folded, Lines

LEAST = 300
"""Characters that an article must have; shorter stretches are footers, promises and legal notes."""
_SHARED = 0.2
"""The share of the article's pairs of characters that the advertisement may have too; measured 0.05 on a pasted news article."""
_SERVICE = re.compile("售后|客服|维修|报修|保修|维保|热线|专线|安装|清洗|保养|故障|厂家|配件|上门|师傅|预约|联保")
_DENSE = 0.004
"""Service words a character from which on a stretch still speaks of repairs."""
_SHOWN = 20
_PAIR = re.compile("(?=([一-鿿]{2}))")


@dataclass(frozen=True)
class Break:
    """The stretch that does not belong."""

    start: int
    end: int
    """Where it stands in the text as printed."""
    line: int
    last_line: int
    """Its first and last line, counted from 1."""
    beginning: str = ""
    """Its first letters."""

    @property
    def length(self) -> int:
        """Its characters, line ends included."""
        return self.end - self.start


def find_break(page: Folded, own: Sequence[int], places: Sequence[int]) -> Break | None:
    """The longest stretch of lines that has nothing of the advertisement around it; None where the page is of one piece.

    `own` are the positions (in the text as printed, ascending) of brands and numbers, `places` those of place names. A stretch
    counts from 300 characters on, where it shares few pairs of characters with the rest, does not speak of repairs, and the rest
    advertises: three lines at least with something of `own`, a list of places, or service words.
    """
    text = page.printed
    lines = _lines(text)
    is_own = [
        _count(start, end, own) > 0 or _is_list(start, end, _count(start, end, places)) or _short_service(text[start:end])
        for start, end in lines
    ]
    if sum(is_own) < 3:
        return None
    stretch = max(_stretches(lines, is_own, text), key=lambda pair: lines[pair[1] - 1][1] - lines[pair[0]][0], default=None)
    if stretch is None:
        return None
    start, end = lines[stretch[0]][0], lines[stretch[1] - 1][1]
    article = text[start:end]
    rest = text[:start] + "\n" + text[end:]
    if len(article) < LEAST or len(_SERVICE.findall(article)) > _DENSE * len(article) or _overlap(article, rest) > _SHARED:
        return None
    numbers = Lines.of(text)
    return Break(start, end, numbers.number(start), numbers.number(end - 1), article[:_SHOWN])


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines that have something on them, as (start, end)."""
    return [(match.start(), match.end()) for match in re.finditer(r"[^\s][^\n]*", text)]


def _count(start: int, end: int, positions: Sequence[int]) -> int:
    return bisect_left(positions, end) - bisect_left(positions, start)


def _is_list(start: int, end: int, places: int) -> bool:
    """Whether a line with so many places is a list of them; an article names a place here and there."""
    return places * 20 > end - start


def _short_service(line: str) -> bool:
    return len(line) < 100 and bool(_SERVICE.search(line))


def _stretches(lines: Sequence[tuple[int, int]], is_own: Sequence[bool], text: str) -> list[tuple[int, int]]:
    """Runs of lines that are not the advertisement's and hold a sentence, as (first, one past the last)."""
    found, first = [], 0
    for place, mine in enumerate((*is_own, True)):
        if mine:
            if place > first and any(re.search("[。！？…”]", text[start:end]) for start, end in lines[first:place]):
                found.append((first, place))
            first = place + 1
    return found


def _overlap(article: str, rest: str) -> float:
    """The share of the article's distinct pairs of Chinese characters that the rest has too; 1 where it has no Chinese to compare."""
    pairs = set(_PAIR.findall(article))
    return len(pairs & set(_PAIR.findall(rest))) / len(pairs) if pairs else 1.0
