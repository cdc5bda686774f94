"""What run.json says of a run: when, with what, what it read and what it could not judge; read leniently, since runs outlive versions."""

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhenxin.errors import InputError
from zhenxin.report.markup import Both


@dataclass(frozen=True, kw_only=True)
class TableRead:
    """One event table as it was read; counts are rows."""

    name: str
    rows: int = 0
    set_aside: int = 0
    emptied: int = 0
    other: int = 0
    later: int = 0
    first_at: str = ""
    last_at: str = ""


@dataclass(frozen=True, kw_only=True)
class NotRun:
    """A signal that was not run, and why."""

    signal: str
    lacks: tuple[str, ...]
    reason: Both


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run, from its run.json."""

    version: str = ""
    as_of: str = ""
    as_of_given: bool = False
    since: str = ""
    seed: str = ""
    data: str = ""
    public_key: bool = False
    tables: tuple[TableRead, ...] = ()
    signals_run: tuple[str, ...] = ()
    signals_not_run: tuple[NotRun, ...] = ()
    notes: tuple[Both, ...] = ()
    quarantine_rows: int = 0

    @property
    def rows(self) -> int:
        """Rows read in all."""
        return sum(table.rows for table in self.tables)


def read_run(path: Path) -> Run:
    """The facts of run.json; what is absent or of another shape is left at its default.

    Raises InputError where the file is not a JSON object.
    """
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("`run.json` cannot be read", place=f"{path}: {error}", hint="run `zhenxin run DATA -o OUT` again") from None
    if not isinstance(facts, dict):
        raise InputError("`run.json` holds no JSON object", place=str(path), hint="run `zhenxin run DATA -o OUT` again")
    tables = facts.get("tables")
    return Run(
        **{key: _text(facts.get(key)) for key in ("version", "as_of", "since", "seed", "data")},
        as_of_given=bool(facts.get("as_of_given")),
        public_key=bool(facts.get("public_key")),
        tables=tuple(_table(name, told) for name, told in sorted(tables.items())) if isinstance(tables, dict) else (),
        signals_run=tuple(map(str, _items(facts.get("signals_run")))),
        signals_not_run=tuple(_not_run(told) for told in _items(facts.get("signals_not_run"))),
        notes=_notes(facts),
        quarantine_rows=_count(facts.get("quarantine_rows")),
    )


def _table(name: str, told: object) -> TableRead:
    facts: Mapping[str, Any] = told if isinstance(told, dict) else {"rows": told}
    return TableRead(
        name=name,
        rows=_count(facts.get("rows")),
        set_aside=_count(facts.get("set_aside")),
        emptied=_count(facts.get("emptied")),
        other=_count(facts.get("other")),
        later=_count(facts.get("later_than_as_of")),
        first_at=_text(facts.get("first_at")),
        last_at=_text(facts.get("last_at")),
    )


def _not_run(told: object) -> NotRun:
    facts: Mapping[str, Any] = told if isinstance(told, dict) else {"signal": told}
    return NotRun(
        signal=_text(facts.get("signal")),
        lacks=tuple(map(str, _items(facts.get("lacks")))),
        reason=Both(_text(facts.get("reason")), _text(facts.get("reason_zh"))),
    )


def _notes(facts: Mapping[str, Any]) -> tuple[Both, ...]:
    pairs = itertools.zip_longest(_items(facts.get("notes")), _items(facts.get("notes_zh")))
    notes = (Both(_text(en), _text(zh)) for en, zh in pairs)
    # report and terminal have a warning of their own for the public key, in better words than a note has room for
    return tuple(note for note in notes if not (facts.get("public_key") and "ZHENXIN_KEY" in note.en))


def _items(value: object) -> list[object]:
    match value:
        case dict():
            return [{"signal": key, "reason": told} if isinstance(told, str) else key for key, told in value.items()]
        case list():
            return value
        case _:
            return []


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _count(value: object) -> int:
    match value:
        case bool() | None:
            return 0
        case int() | float():
            return int(value)
        case dict():
            return sum(_count(part) for part in value.values())
        case _:
            return 0
