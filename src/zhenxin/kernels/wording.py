"""Words as they were meant: widths, look-alikes, homophones and inserted signs taken away, with the way back to what was printed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import opencc
import pyarrow as pa

from zhenxin.kernels.folding import fold, is_emoji, is_unseen

_SIGNS: Mapping[str, str] = MappingProxyType({"⭐": "星", "🌟": "星", "★": "星", "☆": "星", "💰": "钱", "🧧": "红包"})
"""Signs that are written in the place of a word."""
_LOOKALIKES: Mapping[str, str] = MappingProxyType(
    {"価": "价", "単": "单", "㐰": "信", "唰": "刷", "釒": "金", "葒": "红", "讚": "赞", "贊": "赞"}
)
"""Letters that nobody writes but to be overlooked, and others that OpenCC leaves alone."""
_HOMOPHONES: Mapping[str, str] = MappingProxyType(
    {
        "好苹(?!果)": "好评", "好坪": "好评", "中茶评": "中差评", "差坪": "差评", "坪价": "评价", "苹价": "评价", "返陷": "返现", "返线(?!路)": "返现",
        "反现(?![实代场在])": "返现", "反钱": "返钱", "宏包": "红包", "洪包": "红包", "虹包": "红包", "薇信": "微信", "(?<!安)徽信": "微信",
        "威信(?=号|[a-z0-9])": "微信", "维信(?=号|[a-z0-9])": "微信", "微芯(?=号|[a-z0-9])": "微信", "加薇(?=[a-z0-9信])": "加微", "涮单": "刷单",
        "刷丹": "刷单", "咑款": "打款",
    }
)  # fmt: skip
"""Words spelt by their sound, and what is meant: only whole words of which no other reading is likely; each as long as what it stands for."""
_SPELT = re.compile("|".join(f"({spelt})" for spelt in _HOMOPHONES))
_MEANT = tuple(_HOMOPHONES.values())


class _Plain(dict[int, str]):
    """Each character as it is meant: simplified, a word for a sign, nothing for what is neither letter nor digit; learnt as it goes."""

    def __init__(self, *, keeps_signs: bool) -> None:
        self._keeps_signs = keeps_signs
        self._simplified = opencc.OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _SIGNS:
            form = _SIGNS[character]
        elif is_unseen(character):
            form = ""
        elif unicodedata.category(character)[0] in "LN" or (self._keeps_signs and is_emoji(character)):
            form = self._simplified.convert(_LOOKALIKES.get(character, character))
        else:
            form = ""
        self[code] = form
        return form


@lru_cache(maxsize=2)
def _plain(*, keeps_signs: bool) -> _Plain:
    return _Plain(keeps_signs=keeps_signs)


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
    """Fold widths (NFKC), case and traditional letters, put what is meant in the place of how it is spelt; letters and digits stay.

    Inserted spaces, dots, invisible letters and other signs go first, so that a word with signs in it is one. Emoji that stand for a
    word become the word; the others go with the signs. What is meant is meant by itself: `meant(meant(x).text).text` is the same text.
    """
    folded, plain = fold(printed), _plain(keeps_signs=False)
    letters: list[str] = []
    places: list[int] = []
    for letter, place in zip(folded.text, folded.origins, strict=False):
        form = plain[ord(letter)]
        letters.append(form)
        places += [place] * len(form)
    return Wording(_as_meant("".join(letters)), tuple(places))


def normal_form(printed: str) -> str:
    """`printed` for comparison with other texts: as `meant`, with emoji kept and without the way back; the same for texts that read the same."""
    return _as_meant(unicodedata.normalize("NFKC", printed).lower().translate(_plain(keeps_signs=True)))


def _as_meant(letters: str) -> str:
    """Homophones in the place of which another letter stands again and again, until nothing is left to be read otherwise."""
    while True:
        read = _SPELT.sub(lambda found: _MEANT[(found.lastindex or 1) - 1], letters)
        if read == letters:
            return read
        letters = read


def rows(batches: Iterable[pa.RecordBatch], *columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows of Arrow batches as tuples of `columns`, in their order."""
    for batch in batches:
        yield from zip(*(batch[name].to_pylist() for name in columns), strict=True)
