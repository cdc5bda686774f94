"""What the events stage hands on: the tables of one data set, checked and typed, and what became of every row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

Said = tuple[str, str]
"""One sentence, in English and in Chinese."""


@dataclass(frozen=True)
class Input:
    """One input file of a table."""

    path: Path
    digest: str
    """SHA-256 in hex of all that its kept rows rest on; see `inputs.inputs_of`."""


@dataclass(frozen=True, kw_only=True)
class LoadedTable:
    """One event table, ready to be read by any engine.

    `files` are Parquet. Where nothing in the user's own files had to change they are those files, read in place, and may lack columns
    that are not required; otherwise they are staged ones. `select` is SQL of the restricted dialect over a table of this name that
    gives every column of the typed schema, in its order and type, then the extra columns: read the files as `name`, then use
    `select` in the place of `name`. Rows are in the order of file and line.
    """

    name: str
    files: tuple[Path, ...]
    select: str
    columns: tuple[str, ...]
    """What `select` gives: the typed schema, then the extra columns."""
    in_place: bool
    """Whether `files` are the user's own."""
    again: str
    """SQL that gives what `select` gives in a bare DuckDB opened in the data set's folder, for whoever doubts a number; personal values
    hashed on the way in have other hashes there, since the key is not part of it. Empty for `page_facts`, which no SQL can give."""
    rows: int
    """Rows kept."""
    inputs: tuple[Input, ...] = ()
    """The user's files, in the order of `files` where those are in place; elsewhere the rows of each bear its path as `_file`. None for a
    derived table."""
    filled: frozenset[str]
    """Columns that exist and are not wholly NULL."""
    set_aside: int = 0
    """Rows set aside; rows + set_aside = rows found."""
    emptied: Mapping[str, int] = field(default_factory=dict)
    """Bad values emptied in kept rows, by column."""
    other: Mapping[str, int] = field(default_factory=dict)
    """Values not listed and kept as `other`, by column."""
    later: int = 0
    """Kept rows whose *when* is later than as_of; the runner cuts them."""
    first_at: datetime | None = None
    last_at: datetime | None = None
    """The first and last *when* of the kept rows, UTC."""
    days: Mapping[date, int] = field(default_factory=dict)
    """Kept rows a day of *when*, days without rows left out."""
    filled_days: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    """Filled values a day, by column."""
    twins: Mapping[date, int] = field(default_factory=dict)
    """For days that stand out only: rows that repeat another row of that day in everything but their key."""

    def over(self, relation: str) -> str:
        """`select` over another relation than the table of its name."""
        return f"{self.select.removesuffix(self.name)}{relation}"


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A folder of event tables as the later stages see it. Files live as long as the scratch folder they were staged in."""

    folder: Path
    tables: Mapping[str, LoadedTable]
    """By name, only those that exist; the derived ones too."""
    as_of: datetime
    """UTC, without zone: what was asked for, else the latest `occurred_at` of the data."""
    as_of_given: bool
    inputs: Mapping[str, str]
    """File name within the folder to its SHA-256."""
    said: tuple[Said, ...] = ()
    """What a person should know about the reading, in both languages."""
    quarantine: Mapping[str, Path] = field(default_factory=dict)
    """Table to staged Parquet of what was set aside, emptied or is later than as_of; see `quarantine.write`."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know about the reading, in English."""
        return tuple(english for english, _ in self.said)

    @property
    def notes_zh(self) -> tuple[str, ...]:
        """The same in Chinese."""
        return tuple(chinese for _, chinese in self.said)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something about the data that looks unhealthy, in both languages."""

    kind: str
    """stops, gap, empties or doubles."""
    table: str
    column: str = ""
    sentence: str
    sentence_zh: str
