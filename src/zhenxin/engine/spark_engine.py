"""Spark, and Sail, which speaks Spark without a JVM: the same steps, the same types, on a cluster."""

import contextlib
import re
import shutil
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.engine.base import Kernel, failed, secrets_of, through
from zhenxin.engine.dialect import Query, Value, parse
from zhenxin.engine.duckdb_engine import scratch_folder
from zhenxin.engine.mirror import Mirror
from zhenxin.engine.sessions import lent, start
from zhenxin.errors import EngineError
from zhenxin.settings import Settings

_ALL = 2**31 - 1


class SparkEngine:
    """The five verbs on a Spark session: one that is handed in, or one started as `settings.master` says.

    A step's columns get the types that DuckDB would give them, at every step, so that nothing drifts apart between two of them.
    """

    name = "spark"

    def __init__(self, settings: Settings, session: Any = None) -> None:
        self._key = settings.key if settings.has_own_key else ""
        self._scratch = scratch_folder(settings.scratch)
        try:
            self._started = lent(session) if session is not None else start(settings, self.scratch)
        except BaseException:
            self._scratch.cleanup()
            raise
        self.session = self._started.session
        """The session it works in; its temporary views are the tables."""
        self._mirror = Mirror()
        self._folders: dict[str, Path] = {}
        self._closed = False

    @property
    def scratch(self) -> Path:
        """A folder of the engine's own that goes when the engine is closed."""
        return Path(self._scratch.name)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it holds, sorted."""
        return self._mirror.tables

    def read(self, table: str, files: Sequence[Path]) -> None:
        """Make the Parquet `files`, which every worker must see under the same path, readable as `table`."""
        if not files:
            raise EngineError(f"`{table}` has no files to read", place=table, hint="name at least one Parquet file")
        with self._telling(f"read {table}"):
            schema = self._mirror.keep(table, self._mirror.files(files))
            frame = self.session.read.option("mergeSchema", "true").parquet(*map(self._path, files))
            self._view(table, _conformed(frame.selectExpr(*map(_ticked, schema.names)), schema))

    def rows(self, sql: str, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None) -> pa.Table:
        """Run `sql` and bring its rows back as Arrow."""
        query = parse(sql, step)
        with self._telling(step, query, values, sources):
            frame, schema = self._frame(query, values, sources)
            return _arrow(frame, schema)

    def materialize(
        self, table: str, sql: str, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None
    ) -> None:
        """Run `sql` and keep the result as `table`; its lineage is cut, so that a loop does not plan all its rounds anew."""
        query = parse(sql, step)
        with self._telling(step, query, values, sources):
            frame, schema = self._frame(query, values, sources)
            self._keep(table, frame, schema)

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
        """Run `sql`, pass its batches through `kernel` on one worker, which needs zhenxin installed, keep what comes out as `table`."""
        query = parse(sql, step)
        with self._telling(step, query, values, sources):
            frame, given = self._frame(query, values, sources)
            if self._started.is_sail and query.tree.args.get("order") is not None:
                frame = frame.limit(_ALL)  # Sail drops an order that nothing seems to need
            _by_value(kernel)
            whole = frame.coalesce(1)  # a kernel sees all rows, as it does in DuckDB
            self._keep(table, whole.mapInArrow(_carried(kernel, given, schema, step), _spark_schema(schema)), schema)

    def write(
        self, sql: str, path: Path, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None
    ) -> None:
        """Run `sql` and write the result as one Parquet file."""
        made = self.rows(sql, values, step=step, sources=sources)
        partial = path.with_name(f".{path.name}.partial")
        try:
            pq.write_table(made, partial, compression="zstd", store_schema=False)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)

    def put(self, table: str, data: pa.Table) -> None:
        """Keep an Arrow table as `table`."""
        with self._telling(f"keep {table}"):
            schema = self._mirror.keep(table, data.schema)
            plain = data.cast(schema)
            if self._started.is_sail:
                folder = self._new_folder(table)
                folder.mkdir()
                pq.write_table(plain, folder / "part.parquet")
                self._view(table, _conformed(self.session.read.parquet(str(folder)), schema), folder)
            else:
                self._view(table, self.session.createDataFrame(plain, schema=_spark_schema(schema)))

    def drop(self, table: str) -> None:
        """Forget `table`."""
        with self._telling(f"drop {table}"):
            self.session.sql(f"drop view if exists {_ticked(table)}").collect()
            self._mirror.drop(table)
            self._forget_folder(table)

    def close(self) -> None:
        """Stop what was started, and nothing else; remove the scratch folder."""
        if self._closed:
            return
        self._closed = True
        try:
            self._started.stop()
        finally:
            self._mirror.close()
            self._scratch.cleanup()

    def _frame(self, query: Query, values: Mapping[str, Value] | None, sources: Mapping[str, str] | None) -> tuple[Any, pa.Schema]:
        schema = self._mirror.schema(query.sql("duckdb", values, sources))
        return _conformed(self.session.sql(query.sql("spark", values, sources)), schema), schema

    def _keep(self, table: str, frame: Any, schema: pa.Schema) -> None:
        if self._started.is_sail:  # its localCheckpoint needs a folder too, and does not read timestamps back as they were
            folder = self._new_folder(table)
            frame.write.parquet(str(folder))
            if not folder.exists():  # of no rows Sail writes nothing
                folder.mkdir()
                pq.write_table(schema.empty_table(), folder / "part.parquet")
            self._view(table, _conformed(self.session.read.parquet(str(folder)), schema), folder)
        else:
            self._view(table, frame.localCheckpoint(eager=True))
        self._mirror.keep(table, schema)

    def _view(self, table: str, frame: Any, folder: Path | None = None) -> None:
        frame.createOrReplaceTempView(table)
        self._forget_folder(table)
        if folder is not None:
            self._folders[table] = folder

    def _path(self, file: Path) -> str:
        """A file's name as Spark takes it, which reads it as a pattern; Sail has no way to say that it is none."""
        name = str(file.resolve())
        return name if self._started.is_sail else re.sub(r"([*?\[\]{}\\])", r"\\\1", name)

    def _new_folder(self, table: str) -> Path:
        return self.scratch / f"{table}-{uuid.uuid4().hex}"

    def _forget_folder(self, table: str) -> None:
        folder = self._folders.pop(table, None)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    @contextlib.contextmanager
    def _telling(
        self,
        step: str,
        query: Query | None = None,
        values: Mapping[str, Value] | None = None,
        sources: Mapping[str, str] | None = None,
    ) -> Iterator[None]:
        """What any of the layers says comes back as one kind of error."""
        try:
            yield
        except _said_by() as error:
            sql = query.shown("spark", values, sources) if query else ""
            name = "Sail" if self._started.is_sail else "Spark"
            secrets = secrets_of(self._key, values)
            raise failed(name, _said(error), step=step, sql=sql, hint=_hint(error), secrets=secrets) from None


def _conformed(frame: Any, schema: pa.Schema) -> Any:
    """`frame` with DuckDB's names and types, column by column."""
    # as text: a Column of one kind of session is not one of the other, and nothing can be cast to the type of NULL alone
    made = []
    for field in _spark_schema(schema).fields:
        kind, name = field.dataType.simpleString(), _ticked(field.name)
        made.append(f"null as {name}" if kind == "void" else f"cast({name} as {kind}) as {name}")
    return frame.toDF(*schema.names).selectExpr(*made)


def _ticked(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _arrow(frame: Any, schema: pa.Schema) -> pa.Table:
    return frame.toArrow().cast(schema)


def _spark_schema(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415  only where Spark is used

    return from_arrow_schema(schema, prefer_timestamp_ntz=True)


def _carried(kernel: Kernel, given: pa.Schema, schema: pa.Schema, step: str) -> Kernel:
    """The kernel as a worker runs it: with DuckDB's types, and never on nothing."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return through(kernel, (batch.cast(given) for batch in batches if batch.num_rows), schema, step)

    return run


def _by_value(kernel: Kernel) -> None:
    """A kernel of the user's own travels with its module, which no worker could import; our own is installed there."""
    from pyspark import cloudpickle  # noqa: PLC0415  only where Spark is used

    module = sys.modules.get(getattr(kernel, "__module__", None) or type(kernel).__module__)
    if module is not None and module.__name__.partition(".")[0] not in {"zhenxin", "builtins"}:
        cloudpickle.register_pickle_by_value(module)  # type: ignore[no-untyped-call]


def _said_by() -> tuple[type[BaseException], ...]:
    from grpc import RpcError  # noqa: PLC0415  only where Spark is used
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    return (PySparkException, Py4JError, RpcError, duckdb.Error, pa.ArrowException)


def _said(error: BaseException) -> str:
    """The line that says what is wrong: of a worker's traceback the last one that names an error, else the first."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    ours = [line.partition("error: ")[2] for line in lines if re.match(r"zhenxin\.errors\.\w+: error: ", line)]
    named = [line for line in lines if re.match(r"[\w.]+(Error|Exception): ", line)]
    caused = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    if ours or caused:
        return (ours or caused)[-1]
    return named[-1] if named and "Traceback" in str(error) else (lines or [type(error).__name__])[0]


def _hint(error: BaseException) -> str:
    if isinstance(error, duckdb.Error):
        near = [line for line in str(error).splitlines() if line.startswith(("Candidate bindings", "Did you mean"))]
        return near[0] if near else "the SQL is in the log"
    return "raise `memory` in zhenxin.toml" if "OutOfMemory" in str(error) else "the SQL is in the log"
