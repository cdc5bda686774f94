"""Text made comparable: one form for whatever a person may have typed, with or without the way back to what was printed."""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_IGNORED = frozenset(
    chr(code)
    for first, last in ((0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x3164, 0x3164), (0xFE00, 0xFE0F),
                        (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0100, 0xE01EF))
    for code in range(first, last + 1)
)  # fmt: skip
"""Characters that Unicode calls letters or marks and that nobody sees (Default_Ignorable_Code_Point, DerivedCoreProperties.txt)."""


def is_unseen(character: str) -> bool:
    """Whether nobody sees `character`: a control (line ends and tabs are none), a format character, or one that Unicode says to ignore."""
    return (unicodedata.category(character) in {"Cc", "Cf"} and character not in "\t\n\r") or character in _IGNORED


def is_emoji(character: str) -> bool:
    """Whether `character` is drawn as a picture, or changes the picture before it (Unicode's blocks of pictographs, arrows and dingbats)."""
    code = ord(character)
    return 0x1F000 <= code <= 0x1FAFF or 0x2300 <= code <= 0x23FF or 0x2600 <= code <= 0x27BF or 0x2B00 <= code <= 0x2BFF or code == 0xFE0F


class _Letters(dict[int, int | None]):
    """A translation table that keeps letters, digits and their accents, and learns each new character once."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        category = unicodedata.category(character)
        kept = (category[0] in "LN" or category in {"Mn", "Mc"}) and character not in _IGNORED
        self[code] = code if kept else None
        return self[code]


class _Seen(dict[int, int | None]):
    """A translation table that drops what nobody sees (zero-width characters, controls but line ends) and learns as it goes."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        self[code] = None if is_unseen(character) else code
        return self[code]


_letters, _seen = _Letters(), _Seen()


def normalise(text: str) -> str:
    """One form for all texts that read the same: NFKC, case folded, nothing left but letters and digits.

    Full-width and circled characters become plain ones; spaces, punctuation, emoji, symbols put between letters and zero-width
    characters go. Two reviews are exact copies where this form is equal; a text of nothing but symbols gives an empty string.
    The same text comes back when it is normalised again.
    """
    form = text.translate(_letters) if text.isascii() else unicodedata.normalize("NFKC", text.translate(_seen)).translate(_letters)
    return unicodedata.normalize("NFKC", form.casefold()).translate(_letters)


@dataclass(frozen=True)
class Folded:
    """A text folded to plain characters that remembers where each came from."""

    text: str
    """The plain form: no full-width, circled or zero-width characters, lower case; line ends kept as line feeds."""
    origins: Sequence[int]
    """For each character of `text` its position in the text as printed; one more at the end, for the end."""
    printed: str
    """The text as it was."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the printed text, as (start, end)."""
        if start >= end:
            return self.origins[start], self.origins[start]
        return self.origins[start], self.origins[end - 1] + 1

    def as_printed(self, start: int, end: int) -> str:
        """What was printed for `text[start:end]`."""
        first, last = self.span(start, end)
        return self.printed[first:last]


class _Forms(dict[int, str]):
    """The plain form of each character: NFKC, lower case, empty where nobody sees it; learnt as it goes."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in "\n\r\x0b\x0c\x85\u2028\u2029":
            form = "\n"
        elif character.isspace():
            form = " "
        else:
            form = unicodedata.normalize("NFKC", character.translate(_seen)).lower().translate(_seen)
            form = "".join(" " if piece.isspace() else piece for piece in form)
        self[code] = form
        return form


_forms = _Forms()


def fold(text: str) -> Folded:
    """Fold `text` to plain characters (NFKC one by one, lower case, zero-width characters dropped), keeping the way back."""
    if all(len(_forms[ord(character)]) == 1 for character in set(text)):
        return Folded(text.translate(_forms), range(len(text) + 1), text)
    plain: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        form = _forms[ord(character)]
        plain.append(form)
        origins += [position] * len(form)
    return Folded("".join(plain), (*origins, len(text)), text)


@dataclass(frozen=True)
class Lines:
    """Where the lines of a text begin."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Lines":
        """The lines of `text`, told apart by line feeds."""
        return cls((0, *(place + 1 for place, character in enumerate(text) if character == "\n")))

    def number(self, position: int) -> int:
        """The line that `position` is on, counted from 1."""
        return bisect_right(self.starts, position)
