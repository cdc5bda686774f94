"""Sentences from the bank: how one person puts one review together."""

from typing import TypeVar

from zhenxin.world.arrays import Dice
from zhenxin.world.texts.bank import (
    CLOSERS,
    COMMON,
    DEFAULT,
    DIALECT,
    EMOJI,
    HEDGES,
    MARKS,
    OF_CATEGORY,
    OPENERS,
    PHRASES,
    SHORT,
    SOUR,
    TYPOS,
    Aspect,
)

_T = TypeVar("_T")


class Pen:
    """A row of numbers of its own, made from one 64-bit seed (Knuth's MMIX generator); quicker than asking for each word."""

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = seed

    def chance(self) -> float:
        """A number in [0, 1)."""
        self._state = state = (self._state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (state >> 11) * 1.1102230246251565e-16

    def one(self, items: tuple[_T, ...]) -> _T:
        """One of the items."""
        return items[int(self.chance() * len(items))]


def pens(rng: Dice, n: int) -> list[Pen]:
    """A pen for each of `n` texts."""
    return [Pen(seed) for seed in rng.integers(0, 2**63, n).tolist()]


def aspects(category: str) -> tuple[Aspect, ...]:
    """What people write about in a category: its own matters twice as often as the common ones."""
    own = OF_CATEGORY[category]
    return (*own, *own, *own, *COMMON)


def clause(pen: Pen, aspect: Aspect, noun: str, *, happy: bool) -> str:
    """One clause; now and then it names the thing."""
    text = pen.one(aspect.praise if happy else aspect.blame)
    u = pen.chance()
    if u < 0.1:
        return f"{noun}{text}"
    if u < 0.4:
        return f"{pen.one(HEDGES)}{text}"
    return text


def style(pen: Pen, text: str) -> str:
    """The hand of the writer: a little dialect, a typing error, an emoji, a closing mark."""
    u = pen.chance()
    if u < 0.06:
        text = text.replace(*pen.one(DIALECT), 1)
    elif u < 0.1:
        text = text.replace(*pen.one(TYPOS), 1)
    u = pen.chance()
    if u < 0.12:
        emoji = pen.one(EMOJI)
        text += emoji if u < 0.08 else emoji * 3
    elif u < 0.35:
        text += pen.one(("。", "！", "~", "！！", "…", "，"))
    return text


def free_text(pen: Pen, category: str, noun: str, stars: int) -> str:
    """A review in one's own words: one to six clauses, the mood as the stars say."""
    pool = aspects(category)
    count = 1 + int(5.5 * pen.chance() ** 2.2)
    if stars <= 2:
        count = min(count + 1, 6)
    sour = {5: 0.02, 4: 0.2, 3: 0.5, 2: 0.8, 1: 0.92}[stars]
    parts = [pen.one(OPENERS)]
    parts += [clause(pen, pen.one(pool), noun, happy=pen.chance() >= sour) for _ in range(count)]
    parts.append(pen.one(CLOSERS) if stars >= 4 else pen.one(SOUR))
    mark = pen.one(MARKS)
    return style(pen, mark.join(part for part in dict.fromkeys(parts) if part))


def idle_text(pen: Pen, shares: tuple[float, float, float], category: str, noun: str, stars: int) -> str:
    """A review as most people leave one: nothing, a tapped phrase, a word, or free text; `shares` of the first three."""
    u = pen.chance()
    if u < shares[0] and stars >= 4:
        return DEFAULT[0] if pen.chance() < 0.7 else pen.one(DEFAULT)
    if u < shares[0] + shares[1] and stars >= 4:
        first = pen.one(PHRASES)
        return first if pen.chance() < 0.7 else f"{first}，{pen.one(PHRASES)}"
    if u < sum(shares):
        return pen.one(SHORT) if stars >= 3 else pen.one(SOUR) or "差"
    return free_text(pen, category, noun, stars)
