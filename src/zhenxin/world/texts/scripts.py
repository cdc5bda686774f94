"""What rings have their people write: a script a product, copied with small changes, or said anew by each writer."""

from dataclasses import dataclass, field
from typing import Protocol

from zhenxin.world.arrays import Dice
from zhenxin.world.texts.bank import EMOJI, WORDS, Aspect
from zhenxin.world.texts.grammar import Pen, aspects, clause, compose, pens, said

_DECK = 11
"""How many aspects of a category an order of texts is dealt from, its own first."""


class Writing(Protocol):
    """Whatever writes a review when it is asked to."""

    def text(self, pen: Pen, stars: int) -> str:
        """One writer's version."""


@dataclass(frozen=True)
class Script:
    """One product's praise as ordered: the points to make, fixed words where writers copy them."""

    points: tuple[Aspect, ...]
    words: tuple[str, ...]
    opener: str
    closer: str
    category: str
    noun: str
    copied: bool

    def text(self, pen: Pen, stars: int) -> str:
        """One writer's version."""
        return self._copy(pen) if self.copied else self._paraphrase(pen, stars)

    def _copy(self, pen: Pen) -> str:
        parts = [self.opener, *self.words, self.closer]
        if pen.chance() < 0.3:
            del parts[1 + int(pen.chance() * len(self.words))]
        if pen.chance() < 0.25:
            parts[0] = pen.one(WORDS[self.category].openers)
        if pen.chance() < 0.25:
            parts[-1] = pen.one(WORDS[self.category].closers)
        text = "，".join(part for part in parts if part)
        return text + pen.one(EMOJI) if pen.chance() < 0.15 else text

    def _paraphrase(self, pen: Pen, stars: int) -> str:
        points = [point for point in self.points if pen.chance() < 0.7] or [pen.one(self.points)]
        if pen.chance() < 0.5:
            points.reverse()
        told = [(point, clause(pen, point, self.noun, happy=True)) for point in points]
        told += said(pen, aspects(self.category), self.noun, stars, int(3 * pen.chance()))
        if stars == 4:
            told.append((points[0], clause(pen, points[0], self.noun, happy=False)))
        return compose(pen, told, self.category, self.noun, stars)


@dataclass
class Scripts:
    """The scripts of a world by index."""

    texts: list[Writing] = field(default_factory=list)

    def take(self, writing: Writing) -> int:
        """Whatever else writes, and its index."""
        self.texts.append(writing)
        return len(self.texts) - 1

    def order(self, rng: Dice, category: str, noun: str, *, copied: bool) -> int:
        """A new script for a product of `category`, and its index."""
        pen, deck = pens(rng, 1)[0], tuple(dict.fromkeys(aspects(category)))
        drawn = [deck[i] for i in rng.permutation(_DECK).tolist() if i < len(deck)]
        points = tuple(drawn[: int(rng.integers(3, 6))])
        words = tuple(clause(pen, point, noun, happy=True) for point in points)
        self.texts.append(Script(points, words, pen.one(WORDS[category].openers), pen.one(WORDS[category].closers), category, noun, copied))
        return len(self.texts) - 1
