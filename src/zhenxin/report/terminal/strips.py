"""Bars made of letters: a waterfall of bits, and a strip of counts over time."""

import itertools
import math
from collections.abc import Sequence

from zhenxin.report.markup import Both
from zhenxin.report.records import Part

BITS = 9
"""Columns that the bits take, with the space around them."""
_TICKS = ((0.01, "1%"), (0.5, "50%"), (0.99, "99%"))
_STEPS = " ▁▂▃▄▅▆▇█"
_PLAIN_STEPS = " .:-=+*#"


class Waterfall:
    """The bars of some parts on one scale of bits, as lines of letters; a line through zero bits, one chance in two."""

    def __init__(self, parts: Sequence[Part], total: float, width: int) -> None:
        """Share `width` columns between words (`words` columns), bits and bars."""
        room = width - 2 - BITS
        self._wide = max(14, min(32, room * 2 // 5))
        self.words = room - self._wide
        levels = [0.0]
        for part in parts:
            levels.append(levels[-1] + part.bits)
        self._low, self._high = min(0.0, total, *levels), max(0.0, total, *levels)
        self.bars = [self._bar(start, end) for start, end in itertools.pairwise(levels)]
        self.mark = self._put({self._at(total): "●"})
        self.between = self._put({})

    def _at(self, bits: float) -> int:
        return round((bits - self._low) / max(self._high - self._low, 1e-9) * (self._wide - 1))

    def _put(self, letters: dict[int, str]) -> str:
        zero = self._at(0.0)
        return "".join(letters.get(at, "│" if at == zero else " ") for at in range(self._wide))

    def _bar(self, start: float, end: float) -> str:
        left, right = sorted((self._at(start), self._at(end)))
        return self._put(dict.fromkeys(range(left, right + 1), "█" if end >= start else "░"))

    @property
    def axis(self) -> Both:
        """The line above the bars: chances at their places, where there is room for them."""
        line = [" "] * self._wide
        for chance, label in sorted(_TICKS, key=lambda tick: tick[0] != 0.5):
            at = self._at(math.log2(chance / (1 - chance))) - len(label) // 2
            start = min(max(at, 0), self._wide - len(label))
            inside = self._low <= math.log2(chance / (1 - chance)) <= self._high
            if inside and not "".join(line[max(start - 1, 0) : start + len(label) + 1]).strip():
                line[start : start + len(label)] = label
        said = "".join(line)
        return Both(f"{'bits':>{self.words + 9}}  {said}".rstrip(), f"{'比特':>{self.words + 7}}  {said}".rstrip())


def level(values: Sequence[float], highest: float, *, plain: bool = False) -> str:
    """Values from 0 to `highest` as one line, a letter each, the taller the more; the lowest letter stands for nothing at all."""
    steps = _PLAIN_STEPS if plain else _STEPS
    return "".join(steps[math.ceil(min(max(value / highest, 0.0), 1.0) * (len(steps) - 1))] for value in values)


def strip(counts: Sequence[int], width: int, *, plain: bool = False) -> tuple[str, int]:
    """Counts as one line of at most `width` letters, taller for more; also how many counts one letter stands for."""
    each = max(1, math.ceil(len(counts) / max(width, 1)))
    sums = [sum(counts[at : at + each]) for at in range(0, len(counts), each)]
    steps, peak = (_PLAIN_STEPS if plain else _STEPS), max([*sums, 1])
    return "".join(steps[math.ceil(number / peak * (len(steps) - 1))] for number in sums), each
