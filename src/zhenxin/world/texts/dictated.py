"""Reviews that are written by somebody's order, or about another thing than the one they stand under."""

from dataclasses import dataclass

from zhenxin.world.arrays import Dice
from zhenxin.world.texts.grammar import Pen, idle_text
from zhenxin.world.texts.topics import line, lines

_COPIES = 40


@dataclass(frozen=True)
class Copied:
    """Near copies of one text."""

    versions: tuple[str, ...]

    def text(self, pen: Pen, _stars: int) -> str:
        """One of the copies."""
        return pen.one(self.versions)


@dataclass(frozen=True)
class Reworded:
    """One topic, said anew by each writer."""

    topic: str
    category: str
    noun: str

    def text(self, pen: Pen, _stars: int) -> str:
        """One writer's words."""
        return line(pen, self.topic, "skilled", category=self.category, noun=self.noun)


@dataclass(frozen=True)
class AsAnybody:
    """What people write anyway, about a thing of this name, whatever it stands under."""

    category: str
    noun: str
    shares: tuple[float, float, float]

    def text(self, pen: Pen, stars: int) -> str:
        """A review as most people leave one."""
        return idle_text(pen, self.shares, self.category, self.noun, stars)


def dictated(rng: Dice, topic: str, category: str, noun: str, *, copied: bool) -> Copied | Reworded:
    """A brief on a topic: copies of one text, or each in their own words."""
    if not copied:
        return Reworded(topic, category, noun)
    return Copied(tuple(lines(rng, topic, _COPIES, {"category": category, "noun": noun}, skill="naive")))
