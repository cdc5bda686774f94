"""What the rest of the house may ask of an engine: five verbs, and nothing that names one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from zhenxin.engine.dialect import Value
from zhenxin.errors import EngineError, ZhenxinError

Batches = Iterator[pa.RecordBatch]
Kernel = Callable[[Batches], Batches]
"""Arrow in, Arrow out. It is called once, sees every row in the order that the SQL asks for, and is not called where there is none."""


class Engine(Protocol):
    """Where tables live. Table names are plain words; SQL is the restricted dialect of `dialect.py`.

    Every verb raises EngineError with the step's name and its SQL, in which text that was bound stays a `:name`.
    """

    name: str

    def read(self, table: str, files: Sequence[Path]) -> None:
        """Make the Parquet `files` readable as `table`, in place; a column that a file lacks is NULL."""

    def rows(self, sql: str, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None) -> pa.Table:
        """Run `sql` and bring its rows back as Arrow, in the types that DuckDB gives; only where they are few."""

    def materialize(
        self, table: str, sql: str, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None
    ) -> None:
        """Run `sql` and keep the result as `table`, in the place of an earlier one of that name, which `sql` may still read."""

    def map_batches(
        self,
        table: str,
        sql: str,
        kernel: Kernel,
        schema: pa.Schema,
        values: Mapping[str, Value] | None = None,
        *,
        step: str,
        sources: Mapping[str, str] | None = None,
    ) -> None:
        """Run `sql`, pass its batches through `kernel`, keep what comes out as `table` with `schema`."""

    def write(
        self, sql: str, path: Path, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None
    ) -> None:
        """Run `sql` and write the result as one Parquet file at `path`, whole or not at all, rows in the order that `sql` asks for."""

    def put(self, table: str, data: pa.Table) -> None:
        """Keep an Arrow table as `table`."""

    def drop(self, table: str) -> None:
        """Forget `table`; nothing happens where there is none."""

    def close(self) -> None:
        """Give back what the engine holds; a second time does nothing."""


def through(kernel: Kernel, batches: Batches, schema: pa.Schema, step: str) -> Batches:
    """The batches that `kernel` gives; it is not called where there are no rows.

    Raises EngineError where it fails, or gives other columns or types than `schema`.
    """
    first = next(batches, None)
    if first is None:
        return
    try:
        for batch in kernel(chain([first], batches)):
            yield _as_said(batch, schema, step)
    except (ZhenxinError, GeneratorExit):
        raise
    except Exception as error:  # a kernel may fail in any way; on a worker only the text of it comes back
        problem = f"the kernel of `{step}` failed: {type(error).__name__}: {error}"
        raise EngineError(problem, place=step, hint="this is a fault of the kernel; the log has more") from error


def _as_said(batch: pa.RecordBatch, schema: pa.Schema, step: str) -> pa.RecordBatch:
    if batch.schema.equals(schema):
        return batch
    given, wanted = (", ".join(f"{field.name} {field.type}" for field in one) for one in (batch.schema, schema))
    raise EngineError(f"the kernel of `{step}` gives other columns than it says: {given}", place=step, hint=f"it says: {wanted}")


def failed(engine: str, error: object, *, step: str, sql: str, hint: str, secrets: Mapping[str, str]) -> EngineError:
    """The error to raise for what `engine` said; only its first line, with each of `secrets` put back to its `:name`."""
    said = next((line.strip() for line in str(error).splitlines() if line.strip()), "it gave no reason")
    for name, secret in secrets.items():
        said, sql, hint = (text.replace(secret, f":{name}") for text in (said, sql, hint))
    return EngineError(f"{engine} failed in `{step}`: {said.removesuffix('.')}", place=step, hint=hint, sql=sql)


def secrets_of(key: str, values: Mapping[str, Value] | None) -> dict[str, str]:
    """What must not show in a message: the hashing key, and text that was bound and is long enough to be found again."""
    texts = {name: value for name, value in (values or {}).items() if isinstance(value, str) and len(value) >= 8}
    return {**texts, "key": key} if key else texts
