"""Verdicts that people give, written beside the events they are about: one JSON line each, in a file of their own."""

import json
from datetime import datetime
from pathlib import Path

from zhenxin.errors import InputError, OutputError
from zhenxin.events.discover import RECORDED
from zhenxin.events.mapping import load as read_map


def record_verdict(
    data: Path, *, kind: str, entity_id: str, is_fraud: bool, why: str, occurred_at: datetime, decided_by: str | None = None
) -> Path:
    """Add a verdict to the data set in folder `data`, and give the file it stands in, which is read with the table `verdicts`.

    Nothing else there is changed, and the file is whole at any moment. Raises InputError where the folder is none or maps its verdicts from other columns,
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
        before = target.read_bytes() if target.exists() else b""
        gap = b"" if before.endswith(b"\n") or not before else b"\n"
        partial.write_bytes(before + gap + (json.dumps(row, ensure_ascii=False) + "\n").encode())
        partial.replace(target)
    except OSError as error:
        told = f"the verdict cannot be written: {error.strerror or error}"
        raise OutputError(told, place=str(target), hint="name a data set you may write to after --data") from None
    return target
