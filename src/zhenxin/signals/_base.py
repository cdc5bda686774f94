"""What a signal declares: whom it speaks of, how far apart two events may lie, its levels, its sentence, and its SQL or kernel."""

import math
import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from zhenxin.engine import Batches, Query, parse
from zhenxin.events.schema import typed_tables
from zhenxin.events.wording import say
from zhenxin.signals._levels import Surprise, surprise

__all__ = ["Batches", "Signal", "Surprise", "Words", "dataclass", "days", "surprise"]


def days(count: float) -> timedelta:
    """A window of `count` days."""
    return timedelta(days=count)


@dataclass(frozen=True)
class Words:
    """A sentence in both languages, with places for `{value}`, `{window}` and any further column that the SQL returns.

    `{sites:site|sites}` gives a count with the word that goes with it.
    """

    en: str
    zh: str

    def say(self, window: timedelta, **columns: object) -> tuple[str, str]:
        """Both sentences, filled in."""
        whole = round(window.total_seconds() / 86400)
        english = f"{whole} days" if whole > 1 else "one day"
        return say(self.en, window=english, **columns), say(self.zh, window=f"{whole} 天", **columns)


@dataclass(frozen=True, kw_only=True)
class Signal:
    """One measured trace. A subclass sets the fields below and nothing else; its file bears its name.

    `sql` returns `entity_id` and `value` (a double that grows with suspicion; no row means silence), and any further columns that
    the sentence names. It is cut at `as_of`, narrowed to one window at a time and run on every engine; what it reads is taken
    from the parsed SQL. Where it defines `kernel`, the rows of `sql` pass through it and it gives the columns named above.
    """

    entity: ClassVar[str]
    """One of ENTITY_KINDS: what `entity_id` is the id of."""
    window: ClassVar[timedelta]
    """How far apart two events may lie and still count together; never "the last n days"."""
    evidence: ClassVar[str]
    """One of EVIDENCE."""
    act: ClassVar[bool]
    """True where somebody did something that has no innocent cause in common with the others; False for circumstance."""
    together: ClassVar[bool] = False
    """True for an act that is measured of people who meet beyond chance: it tells of the structure that they share as well as of what they did there."""
    levels: ClassVar[tuple[float, float, float] | Surprise]
    """From which value on it is weak, clear, strong: three numbers, or `surprise(peers=…)`; the class's docstring has why they stand there.

    `math.inf` is a level that it never reaches.
    """
    speaks_for: ClassVar[tuple[str, ...]]
    silent_on: ClassVar[tuple[str, ...]]
    reason: ClassVar[Words]
    sql: ClassVar[str]
    label: ClassVar[Words | None] = None
    """Its name as people read it, in both languages; without one, its file's name stands."""
    innocent: ClassVar[Words | None] = None
    """What harmless thing may lie behind it, in both languages, and what becomes of that here."""
    source: ClassVar[str] = ""
    """Where the method or the numbers come from: a paper, a law, a case, a row of the typology."""
    can_do_without: ClassVar[tuple[str, ...]] = ()
    """`table` or `table.column` that may be missing; it then reads as NULL or as no rows."""

    def kernel(self, batches: Batches) -> Batches:
        """What SQL cannot do: Arrow batches of `sql` in, batches with the columns named above out. A signal that needs one defines it."""
        return batches

    @property
    def has_kernel(self) -> bool:
        """Whether the signal defines a kernel of its own."""
        return type(self).kernel is not Signal.kernel

    @property
    def name(self) -> str:
        """The name of its file."""
        return type(self).__module__.rpartition(".")[2]

    @property
    def title(self) -> str:
        """The first line of its file."""
        told = sys.modules[type(self).__module__].__doc__ or ""
        return told.strip().partition("\n")[0]

    @property
    def query(self) -> Query:
        """Its SQL, parsed, linted, and its names held to the event tables; a wrong one is refused with the near one."""
        schema = {table.name: {column.name: column.sql_type for column in table.columns} for table in typed_tables().values()}
        return parse(self.sql, self.name, schema)

    @property
    def floor(self) -> float:
        """The least value that is not silence."""
        return self.levels.floors[0] if isinstance(self.levels, Surprise) else float(self.levels[0])

    def heard(self, measured: str) -> str:
        """SQL: the rows of the query `measured` that reach a level, with `level` (1 weak, 2 clear, 3 strong)."""
        if isinstance(self.levels, Surprise):
            return self.levels.sql(measured)
        reached = [
            f"when value >= cast({float(level)!r} as double) then {place}" for place, level in enumerate(self.levels, 1) if level < math.inf
        ]
        return f"select * from (select *, case {' '.join(reversed(reached))} else 0 end as level from ({measured}) as measured) as placed where level > 0"
