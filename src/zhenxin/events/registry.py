"""The registry of true service numbers: the small dated one that ships inside, and the user's own `hotlines`."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from rapidfuzz.distance import OSA

from zhenxin.events.brands import same_brand
from zhenxin.events.numbers import canonical_digits, grouped, read_number


@dataclass(frozen=True)
class Entry:
    """One number that somebody says is a brand's own."""

    brand: str
    number: str
    """Canonical digits."""
    source: str
    checked_at: str
    """The day, as YYYY-MM-DD; empty where nobody wrote it down."""

    @property
    def written(self) -> str:
        """The number as people write it."""
        return grouped(self.number)


@dataclass(frozen=True)
class Registry:
    """Entries, and the questions put to them."""

    entries: tuple[Entry, ...]

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number registered for anybody."""
        return frozenset(entry.number for entry in self.entries)

    @cached_property
    def brands(self) -> tuple[str, ...]:
        """Every brand that has a number, each once, in the order of the entries."""
        return tuple(dict.fromkeys(entry.brand for entry in self.entries))

    def owners(self, number: str) -> tuple[Entry, ...]:
        """Who has `number` (canonical digits) registered."""
        return tuple(entry for entry in self.entries if entry.number == number)

    def of_brand(self, brand: str) -> tuple[Entry, ...]:
        """The numbers registered for `brand`, in whatever of its writings."""
        return tuple(entry for entry in self.entries if same_brand(entry.brand, brand))

    def near(self, number: str, entries: Iterable[Entry] | None = None, *, within: int = 2) -> tuple[tuple[Entry, int], ...]:
        """Registered numbers that `number` could be taken for: entry and distance, 1 to `within` slips apart, nearest first.

        A slip is one digit changed, added, left out, or two neighbours swapped (optimal string alignment). Numbers of seven
        digits and more only: short codes all lie close together.
        """
        if len(number) < 7:
            return ()
        far = [
            (entry, OSA.distance(number, entry.number, score_cutoff=within))
            for entry in (self.entries if entries is None else entries)
            if len(entry.number) >= 7
        ]
        return tuple(sorted((pair for pair in far if 1 <= pair[1] <= within), key=lambda pair: (pair[1], pair[0].brand, pair[0].number)))

    def joined(self, rows: Iterable[Mapping[str, object]]) -> "Registry":
        """This registry and the rows of a `hotlines` table (brand, number, source, checked_at); those come first."""
        own = []
        for row in rows:
            number = read_number(str(row["number"]))
            digits = number.digits if number else canonical_digits(str(row["number"]))
            if digits:
                checked = re.match(r"\d{4}-\d{2}-\d{2}", str(row.get("checked_at") or ""))
                own.append(Entry(str(row["brand"]), digits, str(row.get("source") or ""), checked[0] if checked else ""))
        return Registry(tuple(dict.fromkeys((*own, *self.entries))))


@cache
def shipped_registry() -> Registry:
    """The registry inside the package; `events/data/README.md` says where it comes from and how little it covers."""
    text = files("zhenxin.events").joinpath("data/hotlines.csv").read_text(encoding="utf-8")
    return Registry(tuple(Entry(**row) for row in csv.DictReader(text.splitlines())))
