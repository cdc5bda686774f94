"""What people found, written beside the events it is about: verdicts and inspections, one JSON line each, in a file of their own a table."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from zhenxin.errors import InputError, OutputError
from zhenxin.events.discover import RECORDED
from zhenxin.events.mapping import load as read_map


def record_verdict(
    data: Path, *, kind: str, entity_id: str, is_fraud: bool, why: str, occurred_at: datetime, decided_by: str | None = None
) -> Path:
    """Add a verdict to the data set in folder `data`, and give the file it stands in, which is read with the table `verdicts`.

    A verdict recorded earlier on the same entity is overturned by it and stays in the file. Nothing else there is changed, and the file is whole at any
    moment. Raises InputError where the folder is none or maps its verdicts from other columns,
    OutputError where it cannot be written.
    """
    row = {
        "entity_kind": kind, "entity_id": entity_id, "occurred_at": occurred_at.isoformat(), "is_fraud": is_fraud, "decided_by": decided_by, "why": why,
    }  # fmt: skip
    return _changed(data, "verdicts", lambda lines: [*(_overturned(line, row) for line in lines), _line(row)])


def record_inspections(data: Path, rows: Iterable[Mapping[str, Any]]) -> tuple[Path, int]:
    """Add inspections to the data set in folder `data`; give the file they stand in, read with the table `inspections`, and how many it had already.

    A row takes the place of one recorded earlier with the same `inspection_id`, so that a sheet that comes in twice counts once. Raises as `record_verdict`.
    """
    new = {str(row["inspection_id"]): _line(row) for row in rows}
    before: set[str] = set()

    def changed(lines: list[str]) -> list[str]:
        before.update(_id(line, "inspection_id") for line in lines)
        return [*(line for line in lines if _id(line, "inspection_id") not in new), *new.values()]

    return _changed(data, "inspections", changed), len(before & set(new))


def _changed(data: Path, table: str, change: Callable[[list[str]], list[str]]) -> Path:
    """The file in which what is recorded for `table` stands, after `change` of its lines; whole at any moment."""
    if not data.is_dir():
        raise InputError("there is no such folder of data", place=str(data), hint="name the folder of the events after --data")
    if table in read_map(data):
        raise InputError(
            f"the table `{table}` of this data set is mapped from columns of other names",
            place=str(data / "zhenxin.map.toml"),
            hint=f"write the {table} into that table yourself",
        )
    target, partial = data / RECORDED[table], data / f".{RECORDED[table]}.partial"
    try:
        text = target.read_text(encoding="utf-8") if target.exists() else ""
        before = [line for line in text.split("\n") if line]  # what people write may hold other ends of lines, such as U+2028
        partial.write_text("".join(f"{line}\n" for line in change(before)), encoding="utf-8")
        partial.replace(target)
    except (OSError, UnicodeDecodeError) as error:
        told = f"the {table} cannot be written: {getattr(error, 'strerror', None) or error}"
        raise OutputError(told, place=str(target), hint="name a data set you may write to after --data") from None
    return target


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(dict(row), ensure_ascii=False)


def _row(line: str) -> Mapping[str, Any]:
    """A recorded line as its row; empty where somebody wrote another thing there."""
    try:
        row = json.loads(line)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}


def _id(line: str, column: str) -> str:
    """What a recorded line has in a column, empty where it has none."""
    return str(_row(line).get(column) or "")


def _overturned(line: str, by: Mapping[str, Any]) -> str:
    """A recorded line, overturned where it is an earlier verdict on the same entity that stands; any other as it is."""
    row = _row(line)
    is_same = bool(row) and all(row.get(name) == by[name] for name in ("entity_kind", "entity_id"))
    if not is_same or row.get("overturned_at") or str(row.get("occurred_at")) > by["occurred_at"]:
        return line
    return _line({**row, "overturned_at": by["occurred_at"]})
