"""Messages, notes and claims by topic: what honest people, shops and platforms write, and what rings write in the same words.

A topic of `topics/*.toml` has a free form, or for rings a naive form (one text, copied with small changes) and a skilled one
(said anew by each writer, with the euphemisms and spellings that go round the filters). All of our own making.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zhenxin.world.arrays import Dice
from zhenxin.world.texts.grammar import Pen, pens, style
from zhenxin.world.texts.rules import Choice, Grammar, write
from zhenxin.world.texts.slots import FRESH, Slots, fill

Turns = tuple[tuple[bool, str], ...]
"""Lines of a talk: whether the one who began speaks, and what is said."""
NAIVE, SKILLED = "naive", "skilled"
_REDRAWN = 0.06
"""Share of the choices of a copied text that its copier makes anew."""
_BEFORE = re.compile("，+([，。！；：~…])")
_FOLDER = Path(__file__).parent / "topics"


@dataclass(frozen=True)
class Topic:
    """One topic: its forms by name (`free`, or `naive` and `skilled`), whether rings write it, by hand or printed.

    Printed copies are alike to the letter.
    """

    name: str
    false: bool
    hand: bool
    printed: bool
    forms: dict[str, Choice]
    disguises: tuple[tuple[str, tuple[str, ...]], ...]

    def form(self, pen: Pen, skill: str | None) -> Choice:
        """The grammar to write by; where there is no form of that name, any."""
        if skill in self.forms:
            return self.forms[skill]
        return pen.one(tuple(self.forms.values()))


@cache
def _library() -> tuple[dict[str, Topic], dict[str, tuple[str, ...]]]:
    found: dict[str, Topic] = {}
    talks: dict[str, tuple[str, ...]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        grammar = Grammar(told.get("parts", {}), path.name)
        disguises = tuple((word, tuple(ways)) for word, ways in told.get("disguises", {}).items())
        for name, rows in told.get("topic", {}).items():
            forms = {form: grammar.choice(rows[form]) for form in ("free", NAIVE, SKILLED) if form in rows}
            found[name] = Topic(name, rows.get("false", False), rows.get("hand", False), rows.get("printed", False), forms, disguises)
        talks |= {name: tuple(turns) for name, turns in told.get("talk", {}).items()}
    return found, talks


def topics(*, false: bool | None = None) -> tuple[str, ...]:
    """Names of all topics, or of those that only rings write, or of the honest ones."""
    return tuple(name for name, topic in _library()[0].items() if false is None or topic.false == false)


def topic_of(name: str) -> Topic:
    """The topic of a name."""
    return _library()[0][name]


def line(pen: Pen, topic: str, skill: str | None = None, **slots: str) -> str:
    """One text; slots that are not given (`noun`, `shop`, `price`, …) are drawn."""
    return _line(pen, topic_of(topic), skill, dict(slots))


def lines(rng: Dice, topic: str, n: int, slots: Mapping[str, str | Sequence[str]] | None = None, *, skill: str | None = None) -> list[str]:
    """`n` texts of one source: near copies of one text where the topic has a naive form and that is asked for, otherwise each its own.

    A slot is one word for all, or a sequence of `n` words.
    """
    about = topic_of(topic)
    whole: Slots = {name: value for name, value in (slots or {}).items() if isinstance(value, str)}
    each = {name: value for name, value in (slots or {}).items() if not isinstance(value, str)}
    rows = [{name: value[i] for name, value in each.items()} for i in range(n)] if each else [{}] * n
    if skill == NAIVE and NAIVE in about.forms:
        return _copies(rng, about, whole, rows)
    return [_line(pen, about, skill, whole | row) for pen, row in zip(pens(rng, n), rows, strict=True)]


def talk(pen: Pen, name: str, skill: str | None = None, **slots: str) -> Turns:
    """A talk of two, turn by turn; both keep to the same shop, thing and price. `?` marks turns that are often left out."""
    kept: Slots = dict(slots)
    told: list[tuple[bool, str]] = []
    for turn in _library()[1][name]:
        who, topic = turn.rstrip("?").split(":")
        if not turn.endswith("?") or pen.chance() < 0.5:
            told.append((who == "a", _line(pen, topic_of(topic), skill, kept)))
    return tuple(told)


def talks() -> tuple[str, ...]:
    """Names of all talks."""
    return tuple(_library()[1])


def _line(pen: Pen, topic: Topic, skill: str | None, slots: Slots) -> str:
    text = _tidy(write(topic.form(pen, skill), lambda _: pen.chance(), lambda name: fill(pen, slots, name)))
    if skill == SKILLED and topic.disguises:
        text = _disguise(pen, text, topic)
    return style(pen, text) if topic.hand and pen.chance() < 0.5 else text


def _tidy(text: str) -> str:
    """Commas that stand before nothing, after nothing or twice go."""
    return _BEFORE.sub(r"\1", text).strip("，；") if "，" in text else text


def _disguise(pen: Pen, text: str, topic: Topic) -> str:
    """Spell the words that filters look for another way, here and there."""
    for word, ways in topic.disguises:
        if word in text and pen.chance() < 0.45:
            text = text.replace(word, pen.one(ways))
    return text


def _copies(rng: Dice, topic: Topic, slots: Slots, rows: list[Slots]) -> list[str]:
    """Copies of one text: the copier changes a word here and there, never the frame."""
    model, form, redrawn = pens(rng, 1)[0], topic.forms[NAIVE], 0.0 if topic.printed else _REDRAWN
    kept: dict[int, float] = {}
    shared = dict(slots)
    result = []
    for pen, row in zip(pens(rng, len(rows)), rows, strict=True):
        own: Slots = dict(row)

        def draw(place: int, pen: Pen = pen) -> float:
            number = kept.get(place)
            if number is None:
                number = kept[place] = model.chance()
            return pen.chance() if place != form.place and pen.chance() < redrawn else number

        def word(name: str, pen: Pen = pen, own: Slots = own) -> str:
            if name in own:
                return own[name]
            if name in FRESH and name not in slots:
                own.setdefault("category", fill(model, shared, "category"))
                return fill(pen, own, name)
            return fill(model, shared, name)

        text = _tidy(write(form, draw, word))
        result.append(style(pen, text) if topic.hand and pen.chance() < 0.15 else text)
    return result
