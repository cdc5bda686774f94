"""What run.json says of a run."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin import __version__, events, signals
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


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
