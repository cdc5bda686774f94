"""One innocent explanation as data: what is asked of which kind of thing, how far the answer fits, and the sentence that tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zhenxin.engine import parse
from zhenxin.events.schema import typed_tables
from zhenxin.events.wording import say

CUT = "cut_"


@dataclass(frozen=True, kw_only=True, eq=False)
class Trial:
    """An innocent explanation (`lookalike`) tried on things of one kind.

    `sql` reads the cut tables, `asked` (thing_id) and `suspects` (entity_kind, entity_id, probability). It gives a row for every asked thing of which
    something is recorded: `thing_id`, `fits` (a double, 0 where nothing speaks for the explanation and 1 where all does), `told` (a key of `words`)
    and the columns that these words name.
    """

    lookalike: str
    of: str
    """The kind of the things."""
    sql: str
    words: Mapping[str, tuple[str, str]]
    """By what is to be told, the sentence in English and Chinese."""
    can_do_without: frozenset[str] = frozenset()
    """`table` or `table.column` that may be missing; it then reads as NULL or as no rows."""

    @cached_property
    def reads(self) -> Mapping[str, frozenset[str]]:
        """The columns of the event tables that it reads."""
        tables = {name.removeprefix(CUT): names for name, names in parse(self.sql, self.step).reads if name.startswith(CUT)}
        return {name: frozenset(names) & frozenset(typed_tables()[name].by_name) for name, names in sorted(tables.items())}

    @property
    def step(self) -> str:
        """What an error calls it."""
        return f"innocent explanation {self.lookalike} of {self.of}"

    def lacks(self, filled: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
        """Tables and columns that it cannot do without and that `filled` (table to its filled columns) has not; sorted."""
        missing = []
        for table, columns in self.reads.items():
            if table in self.can_do_without:
                continue
            if table not in filled:
                missing.append(table)
                continue
            wanted = {column for column in columns if f"{table}.{column}" not in self.can_do_without}
            missing += [f"{table}.{column}" for column in sorted(wanted - filled[table])]
        return tuple(sorted(missing))

    def tell(self, row: Mapping[str, Any]) -> tuple[str, str]:
        """The sentence of one row of `sql`, in English and Chinese."""
        english, chinese = self.words[row["told"]]
        return say(english, **row), say(chinese, **row)
