"""Known public data sets into event tables, as Parquet."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from zhenxin.errors import UsageError
from zhenxin.events.convert import folder, olist
from zhenxin.events.convert.source import Made, Note

CONVERTERS: Mapping[str, Callable[[Path], Made]] = MappingProxyType({"olist": olist.read})
"""By the name of the data set, what reads it."""


@dataclass(frozen=True)
class Converted:
    """What was written, and what was not."""

    rows: Mapping[str, int]
    """Rows by event table."""
    notes: tuple[Note, ...]
    """Files that were missing, rows left out, and how things were read; a sentence each, in English and in Chinese."""

    def lines(self, lang: str = "en") -> list[str]:
        """What to print, in English or (`zh`) Chinese."""
        zh = lang == "zh"
        rows = [f"  {table}: {count:,}{' 行' if zh else ' rows'}" for table, count in self.rows.items()]
        return [*rows, *(f"  - {chinese if zh else english}" for english, chinese in self.notes)]


def convert(name: str, src: Path, dst: Path) -> Converted:
    """Turn the data set `name` in folder `src` into event tables in folder `dst`, written beside and renamed whole.

    Raises UsageError for a name that is not known, InputError where `src` holds none of the data set's files or one that cannot be
    read, OutputError where `dst` holds anything but an earlier conversion or cannot be written.
    """
    if name not in CONVERTERS:
        near = difflib.get_close_matches(name, CONVERTERS, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(CONVERTERS)}"
        raise UsageError(f"unknown data set `{name}`", place="zhenxin convert", hint=hint)
    folder.refuse_foreign(dst)
    made = CONVERTERS[name](src)
    folder.write(dst, made, name)
    return Converted({table: data.num_rows for table, data in made.tables.items()}, made.notes)
