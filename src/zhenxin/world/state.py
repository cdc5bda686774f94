"""A world while it is being made: what its parts hand to one another."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, dice
from zhenxin.world.key import Key
from zhenxin.world.ledger import Ledger
from zhenxin.world.market import Market
from zhenxin.world.office import Office
from zhenxin.world.parameters import Parameters
from zhenxin.world.people import People
from zhenxin.world.plan import Plan
from zhenxin.world.sheets import Sheets
from zhenxin.world.texts.scripts import Scripts

if TYPE_CHECKING:
    from zhenxin.world.parcels import Parcels
    from zhenxin.world.reviews import Reviews


@dataclass
class World:
    """Everything known before and while events are made; all randomness comes from `dice`."""

    parameters: Parameters
    seed: int
    orders: int
    people: People
    market: Market
    office: Office
    district: int = 0
    """Which part of a large world this is; parts are made one after another, each with people and shops of its own."""
    key: Key = field(default_factory=Key)
    ledger: Ledger = field(default_factory=Ledger)
    sheets: Sheets = field(default_factory=Sheets)
    scripts: Scripts = field(default_factory=Scripts)
    clubs: list[str] = field(default_factory=list)
    """The code of each innocent group, by its number."""
    members: dict[int, Ints] = field(default_factory=dict)
    """Who belongs to a group that settles up among its own."""
    openings: list[tuple[int, float]] = field(default_factory=list)
    """Sales that everybody waits for: product and hour."""
    counts: dict[str, int] = field(default_factory=dict)
    """How many there are of things that no register counts."""

    def numbered(self, kind: str, n: int) -> Ints:
        """Numbers for `n` more things of a kind that has no register: chat groups, alerts."""
        first = self.counts.get(kind, 0)
        self.counts[kind] = first + n
        return np.arange(first, first + n, dtype=np.int64)

    def dice(self, *names: str | int) -> Dice:
        """A stream of randomness for one part of the world."""
        return dice(self.seed, *names) if self.district == 0 else dice(self.seed, "district", self.district, *names)


@dataclass
class Bought:
    """Orders as they came true, one row each in the order of time; row i is order i."""

    plan: Plan
    session: Ints
    basket: Ints
    quantity: Ints
    amount: Ints
    """Paid by the buyer, in cents."""
    coupon: Ints
    subsidy: Ints
    paid_at: Floats
    """NaN where it was never paid."""
    status: Ints
    status_at: Floats
    signed_at: Floats
    """NaN where nothing was received."""


@dataclass
class Happened:
    """What came of the plans; whoever settles afterwards may still change a review (take it down, move it), never an order."""

    bought: Bought
    parcels: "Parcels"
    reviews: "Reviews"

    @property
    def plan(self) -> Plan:
        """The orders as they were planned, row i under order i."""
        return self.bought.plan
