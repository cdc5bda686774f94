"""How sure we are that a group is a ring: structure alone says little, structure with acts beyond chance convicts."""

import math
from dataclasses import dataclass

PRIOR_BITS = -9.0
"""Of 500 dense groups of suspects one is a ring before anything else is known."""
STRUCTURE_CAP = 6.0
ACTS_CAP = 14.0
"""Structure never convicts alone: the prior and the most that structure gives stay below even odds."""
LEAST_DOERS = 0.25
LEAST_SHARE = 0.08
"""A ring acts together: with a smaller share of its people, or of its deeds, acts are somebody's and not the group's."""


@dataclass(frozen=True)
class Deeds:
    """Orders or reviews of a group at its shops: how many, how many marked by an act, by how many members, and the rate elsewhere."""

    deeds: int
    marked: int
    doers: int
    marked_doers: int
    rate: float

    @property
    def bits(self) -> float:
        """Surprise at the marked ones against twice the rate elsewhere, Chernoff's bound; 0 where too few of the doers or deeds are marked."""
        expected = max(2 * self.rate * self.deeds, 0.05)
        if self.marked <= expected or self.marked_doers < max(3, LEAST_DOERS * self.doers) or self.marked < LEAST_SHARE * self.deeds:
            return 0.0
        return (self.marked * math.log(self.marked / expected) - self.marked + expected) / math.log(2)


def ring_bits(mean_link_bits: float, deeds: list[Deeds], kinds_of_acts: int) -> float:
    """Log-odds in bits: prior, structure (capped), acts (the strongest of orders, reviews and members, capped), and 2 bits for a second kind of act."""
    structure = min(STRUCTURE_CAP, mean_link_bits / 4)
    acts = min(ACTS_CAP, max((one.bits for one in deeds), default=0.0) / 2)
    second = 2.0 if kinds_of_acts >= 2 and acts > 0 else 0.0
    return PRIOR_BITS + structure + acts + second


def probability(bits: float) -> float:
    """Log-odds in bits as a probability."""
    return 1.0 / (1.0 + math.exp2(-max(min(bits, 60.0), -60.0)))
