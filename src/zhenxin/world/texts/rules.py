"""Small grammars: `[a|b]` is a choice, `{3-8}` or `{10-90:10}` a number, `<rule>` another rule, `{name}` a slot; read once, written many times."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from zhenxin.errors import InputError

Draw = Callable[[int], float]
"""The number in [0, 1) that decides at one place of a grammar; a copy of a text decides most places as its model did."""
Fill = Callable[[str], str]
_NUMBER = re.compile(r"(\d+)-(\d+)(?::(\d+))?")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to go on."""

    place: int
    options: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from `low` in steps."""

    place: int
    low: int
    step: int
    count: int


@dataclass(frozen=True, slots=True)
class Slot:
    """What the caller fills in."""

    name: str


Rule = tuple["str | Choice | Number | Slot", ...]


def write(choice: Choice, draw: Draw, fill: Fill) -> str:
    """One text by the grammar."""
    out: list[str] = []
    _write((choice,), draw, fill, out)
    return "".join(out)


def _write(rule: Rule, draw: Draw, fill: Fill, out: list[str]) -> None:
    for part in rule:
        if type(part) is str:
            out.append(part)
        elif type(part) is Choice:
            _write(part.options[int(draw(part.place) * len(part.options))], draw, fill, out)
        elif type(part) is Slot:
            out.append(fill(part.name))
        elif type(part) is Number:
            out.append(str(part.low + part.step * int(draw(part.place) * part.count)))


def every(choice: Choice) -> list[str]:
    """All texts of a grammar without slots, in its order."""
    return [text for option in choice.options for text in _every(option)]


def _every(rule: Rule) -> list[str]:
    texts = [""]
    for part in rule:
        if isinstance(part, Choice):
            ways = every(part)
        elif isinstance(part, Number):
            ways = [str(part.low + part.step * i) for i in range(part.count)]
        else:
            ways = [part if isinstance(part, str) else f"{{{part.name}}}"]
        texts = [text + way for text in texts for way in ways]
    return texts


class Grammar:
    """Reads rules; named ones are read where they stand, so that each mention decides for itself."""

    def __init__(self, named: Mapping[str, list[str]], source: str) -> None:
        self._named = named
        self._source = source
        self._places = 0

    def choice(self, texts: list[str]) -> Choice:
        """One of `texts`."""
        return Choice(self._place(), tuple(self._rule(text) for text in texts))

    def _place(self) -> int:
        self._places += 1
        return self._places

    def _rule(self, text: str) -> Rule:
        rule, end = self._sequence(text, 0, "")
        if end != len(text):
            raise self._error(text, end)
        return rule

    def _sequence(self, text: str, at: int, stops: str) -> tuple[Rule, int]:
        parts: list[str | Choice | Number | Slot] = []
        part: str | Choice | Number | Slot
        while at < len(text) and text[at] not in stops:
            mark = text[at]
            if mark == "[":
                part, at = self._options(text, at + 1)
            elif mark in "{<":
                part, at = self._reference(text, at, "}" if mark == "{" else ">")
            elif mark in "]}>|":
                raise self._error(text, at)
            else:
                end = at + 1
                while end < len(text) and text[end] not in "[]{}<>|":
                    end += 1
                part, at = text[at:end], end
            parts.append(part)
        return tuple(parts), at

    def _options(self, text: str, at: int) -> tuple[Choice, int]:
        place, options = self._place(), []
        while True:
            rule, at = self._sequence(text, at, "|]")
            options.append(rule)
            if at >= len(text):
                raise self._error(text, at)
            at += 1
            if text[at - 1] == "]":
                return Choice(place, tuple(options)), at

    def _reference(self, text: str, at: int, close: str) -> tuple[Choice | Number | Slot, int]:
        end = text.find(close, at)
        if end < 0:
            raise self._error(text, at)
        name = text[at + 1 : end]
        if close == ">":
            if name not in self._named:
                raise self._error(text, at)
            place = self._place()
            return Choice(place, tuple(self._rule(option) for option in self._named[name])), end + 1
        numbers = _NUMBER.fullmatch(name)
        if not numbers:
            return Slot(name), end + 1
        low, high, step = int(numbers[1]), int(numbers[2]), int(numbers[3] or 1)
        return Number(self._place(), low, step, (high - low) // step + 1), end + 1

    def _error(self, text: str, at: int) -> InputError:
        return InputError(
            f"the rule `{text}` cannot be read at character {at + 1}",
            place=self._source,
            hint="close every [ ] { } < >, put | only inside [ ], and name only rules of the same file's [parts]",
        )
