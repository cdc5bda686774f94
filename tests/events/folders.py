"""Small data sets, written as text and read back as rows."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from zhenxin import events
from zhenxin.settings import Settings

HEADER = "order_id,account_id,merchant_id,occurred_at"
SETTINGS = Settings(key="a key of our own", memory="1GB")


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text)


class Folder:
    """A data set under a test's own folder."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.path = base / "data"
        self.path.mkdir()

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def orders(self, *lines: str, more: str = "") -> "Folder":
        self.put("orders.csv", "\n".join([HEADER + more, *lines, ""]))
        return self

    def load(self, as_of: datetime | None = None, settings: Settings = SETTINGS) -> events.Dataset:
        scratch = self.base / "scratch"
        scratch.mkdir(exist_ok=True)
        return events.load(self.path, settings, scratch, as_of=as_of)

    def quarantine(self, dataset: events.Dataset, table: str = "orders") -> list[dict[str, str]]:
        events.write_quarantine(dataset, self.base / "out")
        path = self.base / "out" / "quarantine" / f"{table}.csv"
        if not path.exists():
            return []
        csv.field_size_limit(1 << 30)
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))


def rows(dataset: events.Dataset, table: str = "orders") -> list[dict[str, Any]]:
    """The rows that a table hands on, with all of its columns."""
    loaded = dataset.tables[table]
    found = [row for file in loaded.files for row in pq.read_table(file).to_pylist()]
    return [{name: row.get(name) for name in loaded.columns} for row in found]


def column(dataset: events.Dataset, name: str, table: str = "orders") -> list[Any]:
    """The values of one column."""
    return [row[name] for row in rows(dataset, table)]
