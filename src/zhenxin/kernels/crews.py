"""Crews: people who meet at rare things beyond chance, and do there more often than others, and than they do elsewhere, what is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zhenxin.kernels.bipartite import Doubles, Ints
from zhenxin.kernels.chance import surprise, surprise_of
from zhenxin.kernels.dense_groups import Links, dense_groups
from zhenxin.kernels.pair_test import shared_beyond_chance

SHARED, SPURIOUS = 2, 1.0
"""Things that a pair shares at least, and how many partners chance may give a person: the next step asks for links that back each other."""
MEMBERS, HOLDERS, OF_ALL, MET = 5, 3, 0.12, 8.0
"""People of a crew, and members at each of its things, at least; the share that these are of all members, and bits by which they outdo three times their
share of the market: a few of them share a taste besides."""
MORE, BESIDE, PULL = 1.25, 0.05, 5.0
"""A crew must outdo what others, and its members elsewhere, do, a quarter as much again and a twentieth; rates of few are drawn to that of all."""

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Crew:
    """What one crew did: `rows` are its deeds at its things, `done` of them as asked for, where a share of `rate` would be usual; `bits` of surprise."""

    rows: Ints
    members: int
    things: int
    done: int
    rate: float
    bits: float


def crews(who: npt.ArrayLike, thing: npt.ArrayLike, done: npt.ArrayLike, sort: npt.ArrayLike) -> list[Crew]:
    """The crews among deeds: `who` did each, on which `thing` of which `sort` (numbers from 0), and whether it is `done`; most surprising first.

    Two people are linked who share at least SHARED things, with a chance (configuration model, see `shared_beyond_chance`) that would give each person
    SPURIOUS partners; crews are the dense groups of these links (`dense_groups`), among all deeds and, once more, among those that are done. A
    crew's things are those at which HOLDERS members and more meet far beyond their share of the market. Of its deeds there so many must be done as
    neither others at the same things, nor anybody at things of those sorts, nor the members at other things do: Chernoff's bound on a binomial count.

    What is done does not make a crew of the first sort, so structure and act are independent; one of the second sort was chosen by what its members
    did, so that the first SHARED of each count for nothing. The busiest member counts for nothing either: one person's habit is no crew's.
    """
    people, things, sorts, marks = (np.asarray(column, np.int64) for column in (who, thing, sort, done))
    users, items = (int(column.max()) + 1 if len(column) else 0 for column in (people, things))
    if users < MEMBERS:
        return []
    usual = (np.bincount(sorts, marks) + PULL * marks.mean()) / (np.bincount(sorts) + PULL)
    edges = np.unique(people * items + things)
    edges = np.stack([edges // items, edges % items], axis=1)
    market = _Market(people, things, marks.astype(np.float64), usual[sorts], edges, np.bincount(edges[:, 1], minlength=items), users)
    found = [market.judged(members, 0) for members in _groups(people, things, users, items)]
    found += [market.judged(members, SHARED) for members in _groups(people[marks > 0], things[marks > 0], users, items)]
    return sorted((one for one in found if one is not None), key=lambda one: (-one.bits, int(one.rows[0]), len(one.rows)))


def _groups(people: Ints, things: Ints, users: int, items: int) -> Iterator[Ints]:
    binding = float(np.log10(users / SPURIOUS))
    pairs = shared_beyond_chance(people, things, users, items, shared=SHARED, binding=binding, evidence=binding, partners=2, crowd=MEMBERS)
    for group in dense_groups(Links(pairs.left, pairs.right, pairs.evidence), users):
        if len(group.members) >= MEMBERS:
            yield group.members


@dataclass(frozen=True)
class _Market:
    """All deeds, each person's things once, and how many hold each thing."""

    people: Ints
    things: Ints
    done: Doubles
    usual: Doubles
    """By deed, what share of all deeds of its sort is done."""
    edges: Ints
    holders: Ints
    users: int

    def judged(self, members: Ints, chosen: int) -> Crew | None:
        """What these members did where they meet, the first `chosen` deeds of each that are done apart; None where they meet nowhere."""
        inside = np.zeros(self.users, np.bool_)
        inside[members] = True
        own = self.edges[inside[self.edges[:, 0]]]
        here = np.bincount(own[:, 1], minlength=len(self.holders))
        its = (here >= max(HOLDERS, OF_ALL * len(members))) & (surprise(here, 3.0 * len(members) * self.holders / self.users + 0.1) >= MET)
        theirs, there = inside[self.people], its[self.things]
        rows = np.flatnonzero(theirs & there)
        if not len(rows):
            return None
        rate = self._expected(theirs, there, rows)
        _, doer = np.unique(self.people[rows], return_inverse=True)
        deeds, done = np.bincount(doer), np.bincount(doer, self.done[rows])
        apart = np.minimum(done, chosen)
        deeds, free = deeds - apart, done - apart
        busiest = np.lexsort((deeds, free))[-1]
        bits = surprise_of(free.sum() - free[busiest], deeds.sum() - deeds[busiest], rate)
        return Crew(rows, len(apart), int(its.sum()), int(done.sum()), rate, float(bits)) if len(apart) >= MEMBERS else None

    def _expected(self, theirs: Marks, there: Marks, rows: Ints) -> float:
        """What others at the crew's things do, or anybody at such things, or its members elsewhere, whichever is most, and more.

        Few others at these things may be of the crew themselves.
        """
        such = float(self.usual[rows].mean())
        others = _rate(self.done[~theirs & there], such, max(PULL, len(rows)))
        elsewhere = _rate(self.done[theirs & ~there], such, PULL)
        return min(0.95, BESIDE + MORE * max(others, elsewhere, such))


def _rate(done: Doubles, usual: float, pull: float) -> float:
    return float((done.sum() + pull * usual) / (len(done) + pull))
