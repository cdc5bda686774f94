"""What run.json says of a run."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin import __version__, events, signals
from zhenxin.flow.counted import Counts
from zhenxin.flow.previous import Previous
from zhenxin.settings import Settings


def run_facts(
    dataset: events.Dataset, settings: Settings, measured: list[signals.Measured], tables: Mapping[str, pa.Table], since: datetime | None
) -> dict[str, Any]:
    """What was read, what ran and what could not, and how many of each kind were accused."""
    accused = tables["scores"].filter(pc.greater_equal(tables["scores"]["probability"], 0.5))
    kinds = accused["entity_kind"].to_pylist()
    shown = {
        "key": "own" if settings.has_own_key else "public",
        "engine": settings.engine,
        "seed": settings.seed,
        "signals": settings.signals,
    }
    return {
        "version": __version__, "as_of": dataset.as_of.isoformat(), "as_of_given": dataset.as_of_given, "since": since.isoformat() if since else None,
        "seed": settings.seed, "data": dataset.folder.name, "settings": shown, "public_key": not settings.has_own_key, "inputs": dict(dataset.inputs),
        "tables": {
            name: {
                "rows": table.rows, "set_aside": table.set_aside, "emptied": dict(table.emptied), "other": dict(table.other),
                "later_than_as_of": table.later, "first_at": _iso(table.first_at), "last_at": _iso(table.last_at),
            }
            for name, table in dataset.tables.items()
        },
        "signals_run": [one.signal.name for one in measured if not one.lacks],
        "signals_not_run": [
            {"signal": one.signal.name, "lacks": list(one.lacks), "reason": f"it reads {', '.join(one.lacks)}, which the data lack",
             "reason_zh": f"缺少 {'、'.join(one.lacks)}"}
            for one in measured if one.lacks
        ],
        "notes": list(dataset.notes), "notes_zh": list(dataset.notes_zh),
        "quarantine_rows": sum(table.set_aside for table in dataset.tables.values()),
        "rings": tables["rings"].num_rows, "accused": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
    }  # fmt: skip


def run_before(previous: Previous | None, counts: Counts, dataset: events.Dataset) -> dict[str, Any]:
    """What run.json says of the run before, of what was counted for the links, and, where little came from there, that it did."""
    facts: dict[str, Any] = {"previous": {name: str(value) for name, value in previous.facts.items()}} if previous else {}
    facts["counts"] = {
        "files": len(counts.files), "taken": len(counts.taken), "taken_bytes": _size(counts.taken), "read": len(counts.read), "read_bytes": _size(counts.read),
    }  # fmt: skip
    if previous and len(counts.taken) < len(counts.read):
        english, chinese = _counted_anew(counts)
        facts["notes"], facts["notes_zh"] = [*dataset.notes, english], [*dataset.notes_zh, chinese]
    return facts


def _counted_anew(counts: Counts) -> tuple[str, str]:
    read, every = len(counts.read), len(counts.files)
    return (
        f"of the {every} files that links come from, {read} had to be read: since the run before, they, their mapping, the hashing key or the "
        "version of zhenxin have changed, or it left no counts of them. Where every day is a file of its own, a later run reads only the new days",
        f"关联所依据的 {every} 个文件中有 {read} 个须重新读取：与上次运行相比，文件本身、列映射、哈希密钥或甄信版本有变化，"
        "或上次未留下其计数。若每天单独存为一个文件，以后只需读取新增的日期",
    )


def _size(files: Iterable[Path]) -> int:
    return sum(file.stat().st_size for file in files)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
