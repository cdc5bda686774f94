"""Small data sets, written as text and read back as rows."""

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from zhenxin import events
from zhenxin.settings import Settings

HEADER = "order_id,account_id,merchant_id,occurred_at"
SETTINGS = Settings(key="a key of our own", memory="1GB")


class Folder:
    """A data set under a test's own folder."""

    def __init__(self, base: Path) -> None:
        self.path = base / "data"
        self.path.mkdir()
        self.scratch = base / "scratch"
        self.out = base / "out"

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def load(self, as_of: datetime | None = None, settings: Settings = SETTINGS) -> events.Dataset:
        self.scratch.mkdir(exist_ok=True)
        return events.load(self.path, settings, self.scratch, as_of=as_of)

    def quarantine(self, dataset: events.Dataset, table: str = "orders") -> list[dict[str, str]]:
        events.write_quarantine(dataset, self.out)
        path = self.out / "quarantine" / f"{table}.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8", newline="") as stream:
            csv.field_size_limit(1 << 30)
            return list(csv.DictReader(stream))


def rows(dataset: events.Dataset, table: str = "orders") -> list[dict[str, Any]]:
    """The rows that a table hands on, all its columns."""
    loaded = dataset.tables[table]
    found: list[dict[str, Any]] = []
    for file in loaded.files:
        for row in pq.read_table(file).to_pylist():
            found.append({name: row.get(name) for name in loaded.columns})
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture
def orders(folder: Folder) -> Callable[..., events.Dataset]:
    """Load one `orders.csv` with the bold columns and `more`, from lines of cells."""

    def load(*lines: str, more: str = "", **given: Any) -> events.Dataset:
        folder.put("orders.csv", "\n".join([HEADER + more, *lines, ""]))
        return folder.load(**given)

    return load
