"""HTML that cannot be spoilt by data: plain text is escaped when it enters a tag, and only tags are trusted."""

import html
import re
import unicodedata
from typing import NamedTuple

from zhenxin.kernels.folding import is_emoji, is_unseen

_EMOJI_JOINER = "\u200d"
_UNPRINTED = {"Cs", "Co", "Cn", "Zl", "Zp"}
_AS_PICTURE, _KEYCAP, _KEYS = "\ufe0e\ufe0f", "\u20e3", "0123456789#*"
"""Whether the sign before is drawn as a picture; the frame of a key, and what stands in it."""
_VARIANT = re.compile("[\ufe00-\ufe0d\U000e0100-\U000e01ef]")
"""Which form of the ideograph before is meant; names of people have them."""
_VOID = {"meta", "input", "br", "col", "use", "path", "rect", "circle", "line"}


class Both(NamedTuple):
    """The same text for English and for Chinese readers."""

    en: str
    zh: str

    def of(self, lang: str) -> str:
        """The text in `lang` (`en` or `zh`); English where the Chinese is missing, and the other way round."""
        first, second = (self.zh, self.en) if lang == "zh" else (self.en, self.zh)
        return first or second


class Markup(str):
    """Text that is HTML already; made by `tag` and `join` only."""

    __slots__ = ()


Child = str | Both | None


def shown(text: str) -> str:
    """`text` with what an eye cannot see (controls, reversed writing, zero widths) written out as ⟨U+XXXX⟩; joined emoji stay whole.

    What joins two emoji, draws a sign as a picture or picks a form of an ideograph is kept where it does so; anywhere else nobody sees it, and it is
    written out like the others, as are tags (flags of regions are spelt with them, and so is hidden text).
    """
    if text.isascii() and text.isprintable():
        return text
    around = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    return "".join(character if _is_seen(*those) else f"⟨U+{ord(character):04X}⟩" for those in around for character in those[1])


def _is_seen(before: str, character: str, after: str) -> bool:
    """Whether a reader sees `character`, which stands between two others."""
    if character == _EMOJI_JOINER:
        return is_emoji(before) and is_emoji(after)
    if character in _AS_PICTURE:
        return (
            is_emoji(before) or unicodedata.category(before) in {"So", "Sm"} or before in "‼⁉ℹ〰" or (before in _KEYS and after == _KEYCAP)
        )
    if _VARIANT.match(character):
        return unicodedata.category(before) == "Lo"
    return not (is_unseen(character) or character in "\t\n\r" or unicodedata.category(character) in _UNPRINTED)


def short(text: str, length: int) -> str:
    """`text` as `shown`, its middle left out where it is longer than `length` characters; both ends tell ids apart."""
    whole = shown(text)
    if len(whole) <= length:
        return whole
    head = (length - 1 + 1) // 2
    return f"{whole[:head]}…{whole[len(whole) - (length - 1 - head) :]}"


def tag(name: str, /, *children: Child, **attributes: str | float | bool | None) -> Markup:
    """One element; a name's closing underscore goes (`class_`), other underscores become hyphens, None and False leave an attribute out."""
    opened = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None and value is not False)
    if name in _VOID and not children:
        return Markup(f"<{name}{opened}/>")
    return Markup(f"<{name}{opened}>{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """Children one after another, without an element around them."""
    return Markup("".join(_child(child) for child in children))


def _attribute(key: str, value: str | float | bool) -> str:
    name = key.rstrip("_").replace("_", "-") if key not in {"viewBox", "preserveAspectRatio"} else key
    return f" {name}" if value is True else f' {name}="{html.escape(str(value), quote=True)}"'


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, Both):
        return both(child)
    return html.escape(shown(child), quote=False)


def both(words: Both, element: str = "span") -> Markup:
    """Both languages, of which the page shows one; one plain text where they are the same. `tspan` inside a drawing."""
    en, zh = words.of("en"), words.of("zh")
    if en == zh:
        return Markup(_child(en))
    return join(tag(element, en, lang="en"), tag(element, zh, lang="zh"))


def name(text: str, length: int = 0) -> Markup:
    """An id as a person may read it: set off from the words around it, cut to `length` where one is given and whole in its tooltip."""
    cut = short(text, length) if length else shown(text)
    return tag("bdi", cut, class_="id", title=shown(text) if cut != shown(text) else None)


def listed(things: list[Both]) -> Both:
    """Things in a row: `a, b and c`, `a、b和c`."""
    if len(things) < 2:
        return things[0] if things else Both("", "")
    return Both(
        ", ".join(thing.of("en") for thing in things[:-1]) + " and " + things[-1].of("en"),
        "、".join(thing.of("zh") for thing in things[:-1]) + ("和 " if things[-1].of("zh")[:1].isascii() else "和") + things[-1].of("zh"),
    )
