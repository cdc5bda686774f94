"""Sentences from the bank: how one person puts one review together."""

from collections.abc import Callable
from itertools import chain
from typing import TypeVar

import numpy as np

from zhenxin.world.arrays import Dice
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.texts import bank
from zhenxin.world.texts.bank import Aspect, Words
from zhenxin.world.texts.rules import write

_T = TypeVar("_T")
Said = list[tuple[Aspect, str]]
"""What a review says about each aspect."""
_TRAITS = {item.code: item.traits for item in CATEGORIES}
_SOUR = (0.0, 0.92, 0.8, 0.5, 0.2, 0.02)
"""Share of complaints among the clauses, by stars."""
_FORM, _POLISHED, _UNIVERSAL = 0.035, 0.09, 0.012
_LATER, _FILLER, _WORDY = 0.045, 0.025, 0.45


class Pen:
    """Numbers that are drawn in blocks and taken one after another; quicker than asking the generator for each word."""

    __slots__ = ("chance",)

    def __init__(self, rng: Dice, block: int) -> None:
        self.chance: Callable[[], float] = chain.from_iterable(iter(lambda: rng.random(block).tolist(), None)).__next__
        """A number in [0, 1)."""

    def one(self, items: tuple[_T, ...]) -> _T:
        """One of the items."""
        return items[int(self.chance() * len(items))]

    def early(self, items: tuple[_T, ...]) -> _T:
        """One of the items, the first ones likelier, as people repeat what is common."""
        return items[int(self.chance() ** 1.8 * len(items))]

    def zipf(self, items: tuple[_T, ...]) -> _T:
        """One of the items by Zipf's law: the second half as often as the first, and so on."""
        return items[int((len(items) + 1) ** self.chance()) - 1]


def pens(rng: Dice, n: int) -> list[Pen]:
    """A pen for each of `n` texts; all of them take from one row of numbers, so let them write in order.

    `rng` itself moves on by one number a text, whatever is written.
    """
    seeds = rng.integers(0, 2**63, n)
    return [Pen(np.random.Generator(np.random.PCG64(int(seeds[0]))), min(64 * n, 65_536))] * n if n else []


def aspects(category: str) -> tuple[Aspect, ...]:
    """What people write about in a category; its own aspects stand in it several times."""
    return bank.WORDS[category].pool


def clause(pen: Pen, aspect: Aspect, noun: str, *, happy: bool, first: bool = True) -> str:
    """One clause; now and then it names the thing, or leans on the one before."""
    text = pen.early(aspect.praise if happy else aspect.blame)
    u = pen.chance()
    if u < 0.13 and aspect.goods:
        return noun + text
    if u < 0.26:
        return pen.one(bank.HEDGES) + text
    if u < 0.38 and not first:
        return pen.one(bank.LINKS if happy else bank.SOUR_LINKS) + text
    return text


def style(pen: Pen, text: str, *, happy: bool = True) -> str:
    """The hand of the writer: a little dialect, a typing error, an emoji, a closing mark."""
    u = pen.chance()
    if u < 0.07:
        text = text.replace(*pen.one(bank.DIALECT), 1)
    elif u < 0.14:
        text = text.replace(*pen.one(bank.TYPOS), 1)
    u = pen.chance()
    if u < 0.12:
        emoji = pen.early(bank.EMOJI if happy else bank.SOUR_EMOJI)
        text += emoji if u < 0.08 else emoji * 3
    elif u < 0.35:
        text += pen.one(("。", "。", "！", "~", "！！", "…", "，"))
    return text


def said(pen: Pen, pool: tuple[Aspect, ...], noun: str, stars: int, count: int) -> Said:
    """Clauses about `count` aspects at the most, none twice, as happy as the stars."""
    sour = _SOUR[stars]
    told: dict[Aspect, str] = {}
    for _ in range(count):
        aspect = pen.one(pool)
        if aspect not in told:
            told[aspect] = clause(pen, aspect, noun, happy=pen.chance() >= sour, first=not told)
    return list(told.items())


def compose(pen: Pen, told: Said, category: str, noun: str, stars: int) -> str:
    """A review of these clauses: run together, as a form, or in polished sentences; some add a line weeks later, some only fill up."""
    u = pen.chance()
    if len(told) > 1 and u < _FORM:
        text = pen.one(("\n", "；", " ", "\n")).join(f"{aspect.name}：{text}" for aspect, text in told)
    elif len(told) > 1 and u < _POLISHED and stars >= 4:
        text = _polished(pen, [aspect for aspect, _ in told], category, noun)
    else:
        text = _plain(pen, bank.WORDS[category], [text for _, text in told], stars)
    u = pen.chance()
    if u < _LATER:
        text += (
            pen.one(("\n", " ", "。"))
            + pen.one(bank.WORDS[category].later)
            + clause(pen, pen.one(aspects(category)), noun, happy=pen.chance() < stars / 5.2)
        )
    elif u < _LATER + _FILLER:
        text += pen.one(("，", " ", "")) + pen.one(bank.FILLERS)
    return style(pen, text, happy=stars >= 4)


def _plain(pen: Pen, words: Words, clauses: list[str], stars: int) -> str:
    wordy = _WORDY if len(clauses) > 4 else 0.04
    told = [_story(pen, words, text) if pen.chance() < wordy else text for text in clauses]
    parts = [pen.early(words.openers), *told, pen.early(words.closers if stars >= 4 else bank.SOUR)]
    mark = pen.one(bank.MARKS)
    if len(parts) < 5 or pen.chance() < 0.6:
        return mark.join(part for part in parts if part)
    text = ""
    for part in parts:
        if part:
            text += pen.one((mark, mark, "，", "。")) + part if text else part
    return text


def _story(pen: Pen, words: Words, clause: str) -> str:
    """A clause with what came before it, as those who like to write tell it."""
    return write(pen.one(words.stories), lambda _: pen.chance(), lambda _: clause)


def _polished(pen: Pen, points: list[Aspect], category: str, noun: str) -> str:
    lead, first, second, end = pen.one(bank.POLISHED)
    trait = pen.one(_TRAITS[category])
    clauses = [pen.early(point.praise) for point in points]
    texts = [write(choice, lambda _: pen.chance(), lambda name: noun if name == "noun" else trait) for choice in (lead, end)]
    return texts[0] + first.join(clauses[:2]) + "".join(second + text for text in clauses[2:]) + texts[1]


def free_text(pen: Pen, category: str, noun: str, stars: int) -> str:
    """A review in one's own words: mostly a clause or two, with a long tail; the mood as the stars say."""
    universal = bank.WORDS[category].universal
    if universal and stars >= 4 and pen.chance() < _UNIVERSAL:
        return pen.one(universal)
    count = min(1 + int(2.3 * ((1.0 - pen.chance()) ** -0.55 - 1.0)), 30)
    return compose(pen, said(pen, aspects(category), noun, stars, count + (stars <= 2)), category, noun, stars)


def idle_text(pen: Pen, shares: tuple[float, float, float], category: str, noun: str, stars: int) -> str:
    """A review as most people leave one: nothing, a tapped phrase, a word, or free text; `shares` of the first three."""
    u = pen.chance()
    if u < shares[0] and stars >= 4:
        return bank.DEFAULT[0] if pen.chance() < 0.7 else pen.one(bank.DEFAULT)
    words = bank.WORDS[category]
    if u < shares[0] + shares[1] and stars >= 4:
        first = pen.early(words.phrases)
        other = pen.one(words.phrases)
        return first if pen.chance() < 0.7 or other == first else f"{first}，{other}"
    if u < sum(shares):
        return pen.zipf(words.short if stars >= 3 else bank.SHORT_SOUR)
    return free_text(pen, category, noun, stars)
