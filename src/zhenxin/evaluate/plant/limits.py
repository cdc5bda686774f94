"""What came of planting: how much of each ring was found, the smallest and slowest found, and the innocents accused on the way."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FOUND = 0.5
"""A ring is found where at least this share of its false orders is accused."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """A behaviour, and how large and how slow a ring does it."""

    behaviour: str
    workers: int
    orders_each: int
    shops: int
    weeks: float

    @property
    def size(self) -> int:
        """Orders of one ring, as planned."""
        return self.workers * self.orders_each


@dataclass(frozen=True, kw_only=True)
class Cell(Size):
    """Rings of one kind and size: how many were planted, and what of them was found."""

    skill: str
    planted: int
    found: int
    matched: int
    """Rings that came out as a ring of half the same accounts."""
    orders: int
    orders_accused: int
    accounts: int
    accounts_accused: int

    @property
    def share(self) -> float:
        """Share of the false orders that is accused."""
        return self.orders_accused / self.orders if self.orders else 0.0


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The answer for one data set."""

    data: str
    orders: int
    days: float
    seed: int
    rounds: int
    cells: tuple[Cell, ...]
    accused_before: Mapping[str, int]
    """Accused in the data as they are, by kind."""
    wronged: Mapping[str, int]
    """Who was not planted and not accused before, and is accused beside planted rings; the most of any round, by kind."""
    in_rings: Mapping[str, int]
    """Who was not planted and in no ring before, and stands in a ring that the run stands by; the most of any round, by kind. Victims are not counted."""
    newly_accused: Mapping[str, tuple[int, int]]
    """Of those accused in any round and not before, how many are false, and how many there are; all rounds together, by kind."""
    innocents: Mapping[str, int]
    """How many entities of each kind the data have."""
    not_run: Mapping[str, tuple[str, ...]]
    """Signals that cannot run on these data, and what they lack."""
    run: tuple[str, ...]
    left_out: tuple[Size, ...]
    """Sizes that do not fit into these data."""

    def smallest(self) -> list[tuple[str, str, Cell | None, Cell | None]]:
        """For each behaviour and skill: the smallest ring found in every trial, and the largest that was missed in one."""
        rows = []
        for behaviour, skill in sorted({(cell.behaviour, cell.skill) for cell in self.cells}):
            own = [cell for cell in self.cells if (cell.behaviour, cell.skill) == (behaviour, skill)]
            found = [cell for cell in own if cell.planted and cell.found == cell.planted]
            missed = [cell for cell in own if cell.found < cell.planted]
            rows.append((behaviour, skill, min(found, key=_small, default=None), max(missed, key=_small, default=None)))
        return rows

    def slowest(self) -> list[tuple[str, str, Cell | None]]:
        """For each behaviour and skill: the ring with the fewest orders a week that was found in every trial."""
        rows = []
        for behaviour, skill in sorted({(cell.behaviour, cell.skill) for cell in self.cells}):
            own = [cell for cell in self.cells if (cell.behaviour, cell.skill) == (behaviour, skill)]
            found = [cell for cell in own if cell.planted and cell.found == cell.planted]
            rows.append((behaviour, skill, min(found, key=lambda cell: (cell.size / cell.weeks, cell.size), default=None)))
        return rows

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        slow = {(behaviour, skill): cell for behaviour, skill, cell in self.slowest()}
        told = [
            {"behaviour": behaviour, "skill": skill, "smallest": smallest, "missed": missed, "slowest": slow[behaviour, skill]}
            for behaviour, skill, smallest, missed in self.smallest()
        ]
        return {
            **dataclasses.asdict(self),
            "found_at": FOUND,
            "limits": [{key: dataclasses.asdict(one) if isinstance(one, Cell) else one for key, one in row.items()} for row in told],
        }


def _small(cell: Cell) -> tuple[float, ...]:
    return (cell.size, cell.workers, cell.shops, -cell.weeks)


def gather(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Cells of the same size and kind as one."""
    sums: dict[tuple[Any, ...], list[int]] = {}
    counted = ("planted", "found", "matched", "orders", "orders_accused", "accounts", "accounts_accused")
    for cell in cells:
        key = (cell.behaviour, cell.skill, cell.workers, cell.orders_each, cell.shops, cell.weeks)
        own = sums.setdefault(key, [0] * len(counted))
        for place, name in enumerate(counted):
            own[place] += getattr(cell, name)
    names = ("behaviour", "skill", "workers", "orders_each", "shops", "weeks")
    return tuple(Cell(**dict(zip((*names, *counted), (*key, *sums[key]), strict=True))) for key in sorted(sums))


def most(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """The largest count of each kind."""
    return {kind: max(one.get(kind, 0) for one in counts) for kind in sorted({kind for one in counts for kind in one})}
