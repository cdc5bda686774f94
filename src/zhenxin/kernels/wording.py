"""Words as they were meant: widths, look-alikes, homophones and inserted signs taken away, with the way back to what was printed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa

_MEANT = {
    "薇": "微", "威": "微", "徽": "微", "維": "微", "芯": "信", "㐰": "信", "苹": "评", "坪": "评", "平价": "评价", "評": "评", "価": "价", "價": "价",
    "陷": "现", "線": "线", "現": "现", "返觋": "返现", "紅": "红", "宏包": "红包", "洪包": "红包", "葒": "红", "訂": "订", "単": "单", "單": "单",
    "刷單": "刷单", "唰": "刷", "咑": "打", "佣釒": "佣金", "荐": "荐", "勸": "劝", "給": "给", "徵": "征", "圖": "图", "發": "发", "領": "领", "評價": "评价",
    "壹": "一", "貳": "二", "叁": "三", "伍": "五", "陸": "六", "柒": "七", "捌": "八", "玖": "九", "拾": "十", "⭐": "星", "🌟": "星", "★": "星", "☆": "星",
    "💰": "钱", "🧧": "红包", "❺": "5", "⑤": "5", "元寶": "元宝", "兼職": "兼职", "墊": "垫", "贊": "赞", "讚": "赞",
}  # fmt: skip
"""How spammers spell it, and what they mean: homophones, traditional and look-alike letters, signs for words."""
_LETTERS = re.compile("[0-9a-z一-鿿]")
_SPELT = re.compile("|".join(sorted(map(re.escape, _MEANT), key=lambda spelt: (-len(spelt), spelt))))


@dataclass(frozen=True)
class Wording:
    """A text as it was meant, and for each of its letters where it stands in the printed text."""

    text: str
    places: tuple[int, ...]

    def printed(self, begin: int, end: int) -> tuple[int, int]:
        """Where the letters from `begin` to `end` (not included) stand in the printed text; both ends of a span."""
        return (self.places[begin], self.places[end - 1] + 1) if begin < end else (0, 0)


@lru_cache(maxsize=65_536)
def meant(printed: str) -> Wording:
    """Fold widths (NFKC) and case, put what is meant in the place of how it is spelt, leave letters and digits of Chinese and Latin alone.

    Inserted spaces, dots, invisible letters and other signs go. Emoji that stand for a word become the word; the others go with the signs.
    """
    letters: list[str] = []
    places: list[int] = []
    folded: list[tuple[str, int]] = []
    for place, sign in enumerate(printed):
        folded += [(letter, place) for letter in unicodedata.normalize("NFKC", sign).lower()]
    flat = "".join(letter for letter, _ in folded)
    at = 0
    for found in [*_SPELT.finditer(flat), None]:
        stop = found.start() if found else len(flat)
        for letter, place in folded[at:stop]:
            if _LETTERS.match(letter):
                letters.append(letter)
                places.append(place)
        if found:
            for letter in _MEANT[found[0]]:
                letters.append(letter)
                places.append(folded[found.start()][1])
            at = found.end()
    return Wording("".join(letters), tuple(places))


def rows(batches: Iterable[pa.RecordBatch], *columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows of Arrow batches as tuples of `columns`, in their order."""
    for batch in batches:
        yield from zip(*(batch[name].to_pylist() for name in columns), strict=True)
