"""Verdicts that people give, written beside the events they are about: one JSON line each, in a file of their own."""

import json
from collections.abc import Mapping
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
    if not data.is_dir():
        raise InputError("there is no such folder of data", place=str(data), hint="name the folder of the events after --data")
    if "verdicts" in read_map(data):
        raise InputError(
            "the table `verdicts` of this data set is mapped from columns of other names",
            place=str(data / "zhenxin.map.toml"),
            hint="write the verdict into that table yourself",
        )
    row = {
        "entity_kind": kind, "entity_id": entity_id, "occurred_at": occurred_at.isoformat(), "is_fraud": is_fraud, "decided_by": decided_by, "why": why,
    }  # fmt: skip
    target, partial = data / RECORDED, data / f".{RECORDED}.partial"
    try:
        before = target.read_text(encoding="utf-8").splitlines() if target.exists() else []
        lines = [*(_overturned(line, row) for line in before), json.dumps(row, ensure_ascii=False)]
        partial.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        partial.replace(target)
    except (OSError, UnicodeDecodeError) as error:
        told = f"the verdict cannot be written: {getattr(error, 'strerror', None) or error}"
        raise OutputError(told, place=str(target), hint="name a data set you may write to after --data") from None
    return target


def _overturned(line: str, by: Mapping[str, Any]) -> str:
    """A recorded line, overturned where it is an earlier verdict on the same entity that stands; any other as it is."""
    try:
        row = json.loads(line)
    except ValueError:
        return line
    is_same = isinstance(row, dict) and all(row.get(name) == by[name] for name in ("entity_kind", "entity_id"))
    if not is_same or row.get("overturned_at") or str(row.get("occurred_at")) > by["occurred_at"]:
        return line
    return json.dumps(row | {"overturned_at": by["occurred_at"]}, ensure_ascii=False)
