"""What the rest of the house may ask of an engine: five verbs, and nothing that names one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from zhenxin.engine.dialect import Value

Batches = Iterator[pa.RecordBatch]
Kernel = Callable[[Batches], Batches]


class Engine(Protocol):
    """Where tables live. Table names are plain words; SQL is the restricted dialect of `dialect.py`."""

    name: str

    def read(self, table: str, files: Sequence[Path]) -> None:
        """Make the Parquet `files` readable as `table`, in place."""

    def rows(self, sql: str, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None) -> pa.Table:
        """Run `sql` and bring its rows back as Arrow; only where they are few."""

    def materialize(
        self, table: str, sql: str, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None
    ) -> None:
        """Run `sql` and keep the result as `table`, in the place of an earlier one of that name."""

    def map_batches(
        self, table: str, sql: str, kernel: Kernel, schema: pa.Schema, values: Mapping[str, Value] | None = None, *, step: str
    ) -> None:
        """Run `sql`, pass its batches through `kernel`, keep what comes out as `table` with `schema`."""

    def write(self, sql: str, path: Path, values: Mapping[str, Value] | None = None, *, step: str) -> None:
        """Run `sql` and write the result as one Parquet file at `path`."""

    def put(self, table: str, data: pa.Table) -> None:
        """Keep an Arrow table as `table`."""

    def drop(self, table: str) -> None:
        """Forget `table`."""

    def close(self) -> None:
        """Give back what the engine holds."""
