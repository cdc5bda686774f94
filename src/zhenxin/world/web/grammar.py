"""Texts from rules: a rule has alternatives, an alternative has slots, and a voice knows only some of the alternatives."""

import re
import tomllib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, TypeVar

import numpy as np

from zhenxin.world.arrays import Dice, Floats

_T = TypeVar("_T")
Given = Mapping[str, str | Callable[[], str]]
"""What fills a slot: a text, or something that writes it anew each time."""
Filling = dict[str, str | Callable[[], str]]
"""The same, while it is put together."""
_Parts = tuple[tuple[bool, str], ...]
_DRAWN = 4096


class Hand:
    """Numbers drawn in blocks and taken one after another, as many as a text needs."""

    chance: Callable[[], float]
    """A number in [0, 1)."""

    def __init__(self, rng: Dice) -> None:
        self._rng = rng
        self.chance = chain.from_iterable(self._blocks()).__next__

    def _blocks(self) -> Iterator[list[float]]:
        while True:
            yield self._rng.random(_DRAWN).tolist()

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return int(self.chance() * n)

    def between(self, low: float, high: float) -> int:
        """A whole number from `low` to `high`, both included."""
        return int(low) + int(self.chance() * (int(high) - int(low) + 1))

    def one(self, items: Sequence[_T]) -> _T:
        """One of the items."""
        return items[int(self.chance() * len(items))]

    def some(self, items: Sequence[_T], n: int) -> list[_T]:
        """At most `n` different items, in any order."""
        left = list(items)
        found = []
        for place in range(min(n, len(left))):
            other = place + int(self.chance() * (len(left) - place))
            left[place], left[other] = left[other], left[place]
            found.append(left[place])
        return found

    def heavy(self, sigma: float, n: int) -> Floats:
        """`n` lognormal weights around 1."""
        return np.exp(sigma * self._rng.standard_normal(n))

    def digits(self, n: int) -> str:
        """`n` digits."""
        return f"{int(self.chance() * 10**n):0{n}d}"

    def code(self, letters: str, n: int) -> str:
        """`n` characters out of `letters`."""
        size, chance = len(letters), self.chance
        return "".join([letters[int(chance() * size)] for _ in range(n)])


def _compiled(text: str) -> _Parts:
    return tuple((place % 2 == 1, part) for place, part in enumerate(re.split(r"\{(\w+)\}", text)) if part)


@cache
def rules() -> dict[str, tuple[_Parts, ...]]:
    """Every rule of the text files, by name."""
    folder = files("zhenxin.world.web").joinpath("texts")
    found: dict[str, tuple[_Parts, ...]] = {}
    for name in ("spam", "service", "public"):
        bank = tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
        found |= {rule: tuple(_compiled(text) for text in texts) for rule, texts in bank.items()}
    return found


@cache
def words() -> dict[str, Any]:
    """The lists that names and addresses are put together from."""
    return tomllib.loads(files("zhenxin.world.web").joinpath("texts/words.toml").read_text(encoding="utf-8"))


@dataclass
class Voice:
    """How one writer, site or campaign says things: of each rule it knows `share` of the alternatives, `least` at any rate."""

    number: int
    share: float = 1.0
    least: int = 1
    _own: dict[str, tuple[_Parts, ...]] = field(default_factory=dict)

    def known(self, rule: str) -> tuple[_Parts, ...]:
        """The alternatives of `rule` that this voice uses."""
        own = self._own.get(rule)
        if own is None:
            every = rules()[rule]
            ranked = sorted(range(len(every)), key=lambda place: zlib.crc32(f"{self.number}/{rule}/{place}".encode()))
            own = tuple(every[place] for place in ranked[: max(self.least, round(self.share * len(every)))])
            self._own[rule] = own
        return own

    def say(self, hand: Hand, rule: str, given: Given) -> str:
        """One text by `rule`, slots filled from `given` or by the rule of their name."""
        return self._fill(hand, hand.one(self.known(rule)), given)

    def some(self, hand: Hand, rule: str, n: int, given: Given) -> list[str]:
        """At most `n` different texts by `rule`."""
        return [self._fill(hand, parts, given) for parts in hand.some(self.known(rule), n)]

    def _fill(self, hand: Hand, parts: _Parts, given: Given) -> str:
        out = []
        for is_slot, part in parts:
            if not is_slot:
                out.append(part)
                continue
            value = given.get(part)
            if value is None:
                out.append(self._fill(hand, hand.one(self.known(part)), given))
            else:
                out.append(value if isinstance(value, str) else value())
        return "".join(out)
