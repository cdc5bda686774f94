"""How many rows and filled values a table has, day by day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict

from zhenxin.engine.cells import quoted
from zhenxin.engine.ingest import Ingest


class Facts(TypedDict):
    """What counting tells of a LoadedTable."""

    rows: int
    filled: frozenset[str]
    first_at: datetime | None
    last_at: datetime | None
    days: Mapping[date, int]
    filled_days: Mapping[str, Mapping[date, int]]


@dataclass(frozen=True)
class Counts:
    """One entry a day of *when*, and one more for rows without."""

    entries: Sequence[Mapping[str, Any]]
    columns: Sequence[str]

    @property
    def total(self) -> Counter[str]:
        """Every count over all days."""
        total: Counter[str] = Counter()
        for entry in self.entries:
            total.update({name: found for name, found in entry.items() if isinstance(found, int)})
        return total

    def facts(self) -> Facts:
        """The counts as LoadedTable takes them."""
        total = self.total
        filled = [name for name in self.columns if total[f"f_{name}"]]
        dated = [entry for entry in self.entries if entry["day"]]
        return {
            "rows": total["n"],
            "filled": frozenset(filled),
            "first_at": min((entry["first_at"] for entry in dated), default=None),
            "last_at": max((entry["last_at"] for entry in dated), default=None),
            "days": {entry["day"]: entry["n"] for entry in dated},
            "filled_days": {name: {entry["day"]: entry[f"f_{name}"] for entry in dated} for name in filled},
        }


def count(ingest: Ingest, rows: str, when: str, columns: Sequence[str], more: Sequence[str] = (), *, step: str) -> Counts:
    """Count the rows that the SQL `rows` gives by day of `when` (empty where there is none), and the filled values of `columns`.

    `more` are further counts in SQL, each with its name.
    """
    moment = quoted(when) if when else "cast(null as timestamp)"
    filled = [f"count({quoted(name)}) as {quoted(f'f_{name}')}" for name in columns]
    measured = ["count(*) as n", f"min({moment}) as first_at", f"max({moment}) as last_at", *filled, *more]
    days = ingest.rows(f"select cast({moment} as date) as day, {', '.join(measured)} from ({rows}) group by 1 order by 1", step=step)
    return Counts(days.to_pylist(), columns)
