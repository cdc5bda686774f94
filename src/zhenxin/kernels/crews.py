"""Crews: people who meet at rare things beyond chance, and do there more often than others, and than they do elsewhere, what is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from zhenxin.kernels.bipartite import Doubles, Ints
from zhenxin.kernels.chance import surprise, surprise_of
from zhenxin.kernels.dense_groups import Links, dense_groups
from zhenxin.kernels.pair_test import shared_beyond_chance

SHARED, SPURIOUS = 2, 1.0
"""Things that a pair shares at least, and how many partners chance may give a person: the next step asks for links that back each other."""
MEMBERS, HOLDERS, OF_ALL, MET = 5, 3, 0.12, 8.0
"""People of a crew, and members at each of its things, at least; the share that these are of all members, and bits by which they outdo three times their
share of the market: a few of them share a taste besides."""
THREAD = 0.25
"""Two crews hang by a thread where at most this share of the links that their degrees would give lead across."""
CELLS = 1_000_000
"""People times things from which on a group is left whole: the table of who holds what would fill the memory."""
NOTHING, CUTS = 1e-9, 64
"""Places in a row that lie nearer are one, but for rounding; so many cuts are tried."""
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
    market = _Market(people, things, marks, usual[sorts], users, items)
    found = [crew for members in _groups(people, things, users, items) for crew in market.judged(members, 0)]
    found += [crew for members in _groups(people[marks > 0], things[marks > 0], users, items) for crew in market.judged(members, SHARED)]
    return sorted(found, key=lambda one: (-one.bits, int(one.rows[0]), len(one.rows)))


def _groups(people: Ints, things: Ints, users: int, items: int) -> Iterator[Ints]:
    binding = float(np.log10(users / SPURIOUS))
    pairs = shared_beyond_chance(people, things, users, items, shared=SHARED, binding=binding, evidence=binding, partners=2, crowd=MEMBERS)
    for group in dense_groups(Links(pairs.left, pairs.right, pairs.evidence)):
        if len(group.members) >= MEMBERS:
            yield group.members


class _Market:
    """All deeds: who did each, to which thing, whether it is done as asked for, and what share of all deeds of its sort is (`usual`)."""

    def __init__(self, people: Ints, things: Ints, done: Ints, usual: Doubles, users: int, items: int) -> None:
        self.people, self.things, self.done, self.usual, self.users = people, things, done, usual, users
        self._rows = np.argsort(people, kind="stable")
        self._starts = np.searchsorted(people[self._rows], np.arange(users + 1))
        self._holders = np.bincount(np.unique(people * items + things) % items, minlength=items)
        self._deeds = np.bincount(things, minlength=items)
        self._done = np.bincount(things, done, minlength=items)

    def judged(self, members: Ints, chosen: int) -> list[Crew]:
        """What these members did where they meet, the first `chosen` deeds of each that are done apart: as one crew, two that hang by a thread, or none."""
        if len(members) < MEMBERS:
            return []
        own = np.sort(np.concatenate([self._rows[self._starts[one] : self._starts[one + 1]] for one in members.tolist()]))
        pairs = np.unique(np.stack([self.things[own], self.people[own]]), axis=1)
        things, here = np.unique(pairs[0], return_counts=True)
        expected = 3.0 * len(members) * self._holders[things] / self.users + 0.1
        its = things[(here >= max(HOLDERS, OF_ALL * len(members))) & (surprise(here, expected) >= MET)]
        there = np.isin(self.things[own], its)
        rows = own[there]
        if not len(rows):
            return []
        parts = apart(self.people[rows], self.things[rows])
        if parts:
            return [crew for part in parts for crew in self.judged(part, chosen)]
        rate = self._expected(its, rows, own[~there])
        _, doer = np.unique(self.people[rows], return_inverse=True)
        deeds, done = np.bincount(doer), np.bincount(doer, self.done[rows])
        first = np.minimum(done, chosen)
        deeds, free = deeds - first, done - first
        busiest = np.lexsort((deeds, free))[-1]
        bits = surprise_of(free.sum() - free[busiest], deeds.sum() - deeds[busiest], rate)
        return [Crew(rows, len(first), len(its), int(done.sum()), rate, float(bits))] if len(first) >= MEMBERS else []

    def _expected(self, its: Ints, rows: Ints, elsewhere: Ints) -> float:
        """What others at the crew's things (`its`) do, or anybody at such things, or its members `elsewhere`, whichever is most, and more.

        Few others at these things may be of the crew themselves.
        """
        such, done = float(self.usual[rows].mean()), float(self.done[rows].sum())
        others = _rate(float(self._done[its].sum()) - done, int(self._deeds[its].sum()) - len(rows), such, max(PULL, len(rows)))
        away = _rate(float(self.done[elsewhere].sum()), len(elsewhere), such, PULL)
        return min(0.95, BESIDE + MORE * max(others, away, such))


def apart(people: Ints, things: Ints) -> list[Ints]:
    """The parts of those who meet at these things that no link joins, or the two that few links join; nothing where they are one.

    Some households that belong to both, or a few common things, make one dense group of a crew and of neighbours who buy together. People and things are
    laid in a row by the second singular vectors of who holds what, scaled by degrees (Dhillon 2001), and the row is cut where the links that lead across
    are the least share of those that the degrees of both sides would give; they are apart where that is THREAD or less.
    """
    (who, person), (what, thing) = (np.unique(column, return_inverse=True) for column in (people, things))
    held = sparse.coo_array((np.ones(len(person)), (person, thing)), shape=(len(who), len(what)))
    parts, label = connected_components(sparse.block_array([[None, held], [held.T, None]]), directed=False)
    if parts > 1:
        return [who[label[: len(who)] == part] for part in range(parts)]
    if len(who) < 2 * MEMBERS or len(what) < 2 * SHARED or len(who) * len(what) > CELLS:
        return []
    side = _least_cut((held.toarray() > 0).astype(np.float64))
    return [who[side], who[~side]] if side is not None else []


def _least_cut(held: Doubles) -> Marks | None:
    """Whether each person (row) is on the first side of the least cut; None where more than THREAD lead across it."""
    rows, columns = held.sum(axis=1), held.sum(axis=0)
    left, _, right = np.linalg.svd(held / np.sqrt(rows[:, None] * columns[None, :]), full_matrices=False)
    person, thing = left[:, 1] / np.sqrt(rows), right[1] / np.sqrt(columns)
    if person[np.argmax(np.abs(person))] < 0:
        person, thing = -person, -thing
    places = np.unique(person)
    cuts = (places[1:] + places[:-1])[places[1:] - places[:-1] > NOTHING] / 2 if len(places) > 1 else places[:0]
    best, found = THREAD, None
    for cut in cuts[np.unique(np.linspace(0, len(cuts) - 1, min(CUTS, len(cuts))).astype(np.int64))]:
        first, one = person < cut, thing < cut
        across = held[first][:, ~one].sum() + held[~first][:, one].sum()
        usual = (rows[first].sum() * columns[~one].sum() + rows[~first].sum() * columns[one].sum()) / held.sum()
        if usual > 0 and across <= best * usual:
            best, found = across / usual, first
    return found


def _rate(done: float, deeds: int, usual: float, pull: float) -> float:
    return (done + pull * usual) / (deeds + pull)
