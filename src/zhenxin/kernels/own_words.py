"""Texts without the words of what they stand under, so that a template can be told by what is filled into it."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from zhenxin.kernels.wording import normal_form

NAMED = "某"
"""The letter that stands where the thing itself is named."""
_LEAST = 4
"""Letters of a word in an alphabet that is taken for the thing's own; of ideographs, two in a row are enough."""
_WORD = re.compile(rf"[^\W\d_]{{{_LEAST},}}")


def without_own_words(forms: Sequence[str], titles: Sequence[str]) -> list[str]:
    """Each of `forms` (as `normal_form` gives them) with NAMED in the place of every run of letters that it has from its title.

    A run is what pairs of ideographs found in the title cover, and every word of four letters and more that the title has. What people say of
    a thing by its name, in one set phrase for all things, becomes one text.
    """
    return [_without(form, *_own(title)) if title and form else form for form, title in zip(forms, titles, strict=True)]


@lru_cache(maxsize=65_536)
def _own(title: str) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """The pairs of ideographs of a title, and a pattern of its words in other letters."""
    form = normal_form(title)
    pairs = frozenset(form[at : at + 2] for at in range(len(form) - 1) if _is_ideograph(form[at]) and _is_ideograph(form[at + 1]))
    words = {word for word in _WORD.findall(unicodedata.normalize("NFKC", title).lower()) if not any(map(_is_ideograph, word))}
    return pairs, re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))) if words else None


def _without(form: str, pairs: frozenset[str], words: re.Pattern[str] | None) -> str:
    if words is not None:
        form = words.sub(NAMED, form)
    found = [at for at in range(len(form) - 1) if form[at : at + 2] in pairs]
    if not found:
        return form
    kept, end = [], 0
    for at in found:
        if at >= end:
            kept += [form[end:at], NAMED]
        end = at + 2
    return "".join((*kept, form[end:]))


def _is_ideograph(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff"
