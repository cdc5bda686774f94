"""DuckDB, embedded: the default engine."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.engine.base import Batches, Kernel, failed, secrets_of, through
from zhenxin.engine.dialect import Query, Value, parse
from zhenxin.errors import EngineError, SettingsError
from zhenxin.settings import Settings

_BATCH = 10_000
_ROW_GROUP = 120_000

_HINTS: tuple[tuple[type[duckdb.Error], str], ...] = (
    (duckdb.OutOfMemoryException, "raise `memory`, or set `scratch` to a disk with room, in zhenxin.toml"),
    (duckdb.IOException, "is the file there and whole, and may it be read?"),
    (duckdb.ConversionException, "a value does not fit its type; `try_cast`, or a wider type"),
    (duckdb.OutOfRangeException, "a number grew too large; cast to double or decimal(38, 2) first"),
)


class DuckDBEngine:
    """The five verbs on an in-memory DuckDB that spills to the scratch folder."""

    name = "duckdb"

    def __init__(self, settings: Settings) -> None:
        self._key = settings.key if settings.has_own_key else ""
        self._spill = scratch_folder(settings.scratch)
        self._connection = duckdb.connect()
        for name, value in (
            ("memory_limit", settings.memory),
            ("threads", settings.threads),
            ("temp_directory", self._spill.name),
            ("TimeZone", "UTC"),
            ("preserve_insertion_order", False),
            ("enable_progress_bar", False),
            ("autoinstall_known_extensions", False),
            ("autoload_known_extensions", False),
        ):
            try:
                self._connection.execute(f"set {name} = {duckdb_literal(value)}")
            except duckdb.Error:
                self.close()
                hint = 'for example memory = "8GB", threads = 4'
                raise SettingsError(f"DuckDB does not take `{value}` as its `{name}`", place=name, hint=hint) from None

    @property
    def scratch(self) -> Path:
        """A folder of the engine's own that goes when the engine is closed."""
        return Path(self._spill.name)

    def statement(self, sql: str, *, step: str) -> duckdb.DuckDBPyConnection:
        """Run DuckDB's own SQL, unlinted: for this folder and for reading files only."""
        try:
            return self._connection.execute(sql)
        except duckdb.Error as error:
            raise self._told(error, step, sql) from None

    def fetch(self, sql: str, *, step: str) -> pa.Table:
        """Run DuckDB's own SQL, unlinted, and bring the rows back: for reading files only."""
        try:
            return self._connection.sql(sql).to_arrow_table()
        except duckdb.Error as error:
            raise self._told(error, step, sql) from None

    def read(self, table: str, files: Sequence[Path]) -> None:
        """Make the Parquet `files` readable as `table`, in place."""
        if not files:
            raise EngineError(f"`{table}` has no files to read", place=table, hint="name at least one Parquet file")
        self.drop(table)
        names = ", ".join(duckdb_literal(str(file)) for file in files)
        self.statement(f"create view {quoted(table)} as select * from read_parquet([{names}], union_by_name = true)", step=f"read {table}")

    def rows(self, sql: str, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None) -> pa.Table:
        """Run `sql` and bring its rows back as Arrow."""
        query = parse(sql, step)
        text = query.sql("duckdb", values, sources)
        try:
            return self._connection.sql(text).to_arrow_table()
        except duckdb.Error as error:
            raise self._failed(error, query, values, sources) from None

    def materialize(
        self, table: str, sql: str, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None
    ) -> None:
        """Run `sql` and keep the result as `table`."""
        query = parse(sql, step)
        text = query.sql("duckdb", values, sources)
        try:
            self._keep(table, text)
        except duckdb.Error as error:
            raise self._failed(error, query, values, sources) from None

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
        """Run `sql`, pass its batches through `kernel` in this process, keep what comes out as `table`."""
        query = parse(sql, step)
        text = query.sql("duckdb", values, sources)

        def batches() -> Batches:
            try:
                yield from (batch for batch in self._connection.sql(text).to_arrow_reader(_BATCH) if batch.num_rows)
            except duckdb.Error as error:
                raise self._failed(error, query, values, sources) from None

        self.put(table, pa.Table.from_batches(through(kernel, batches(), schema, step), schema))

    def write(
        self, sql: str, path: Path, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None
    ) -> None:
        """Run `sql` and write the result as one Parquet file, batch by batch; the same rows give the same bytes."""
        query = parse(sql, step)
        text = query.sql("duckdb", values, sources)
        partial = path.with_name(f".{path.name}.partial")
        try:
            reader = self._connection.sql(text).to_arrow_reader(_BATCH)
            with pq.ParquetWriter(partial, reader.schema, compression="zstd", store_schema=False) as file:
                for group in _row_groups(reader):
                    file.write_table(group, row_group_size=_ROW_GROUP)
            partial.replace(path)
        except duckdb.Error as error:
            raise self._failed(error, query, values, sources) from None
        finally:
            partial.unlink(missing_ok=True)

    def put(self, table: str, data: pa.Table) -> None:
        """Keep an Arrow table as `table`."""
        self._connection.register("_put", data)
        try:
            self._keep(table, "select * from _put")
        except duckdb.Error as error:
            raise self._told(error, f"keep {table}", "") from None
        finally:
            self._connection.unregister("_put")

    def drop(self, table: str) -> None:
        """Forget `table`, be it a view or a table."""
        for kind in ("table", "view"):
            try:
                self._connection.execute(f"drop {kind} if exists {quoted(table)}")
            except duckdb.CatalogException:  # it is the other kind
                continue

    def close(self) -> None:
        """Close the connection and remove the spill folder."""
        self._connection.close()
        self._spill.cleanup()

    def _keep(self, table: str, text: str) -> None:
        """Made beside its place first: `text` may read the table, or the view, that it takes the place of."""
        self._connection.execute(f"create or replace temp table _kept as {text}")
        self.drop(table)
        self._connection.execute(f"alter table _kept rename to {quoted(table)}")

    def _failed(
        self, error: duckdb.Error, query: Query, values: Mapping[str, Value] | None, sources: Mapping[str, str] | None
    ) -> EngineError:
        return self._told(error, query.step, query.shown("duckdb", values, sources), values)

    def _told(self, error: duckdb.Error, step: str, sql: str, values: Mapping[str, Value] | None = None) -> EngineError:
        near = [line.strip() for line in str(error).splitlines() if line.startswith(("Candidate bindings", "Did you mean"))]
        hint = next((said for kind, said in _HINTS if isinstance(error, kind)), near[0] if near else "the SQL is in the log")
        return failed("DuckDB", error, step=step, sql=sql, hint=hint, secrets=secrets_of(self._key, values))


def _row_groups(reader: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """The same rows cut at the same places, however many threads made the batches."""
    waiting: list[pa.RecordBatch] = []
    for batch in reader:
        waiting.append(batch)
        while sum(one.num_rows for one in waiting) >= _ROW_GROUP:
            whole = pa.Table.from_batches(waiting).combine_chunks()
            yield whole.slice(0, _ROW_GROUP)
            waiting = whole.slice(_ROW_GROUP).to_batches()
    yield pa.Table.from_batches(waiting, reader.schema).combine_chunks()


def duckdb_literal(value: object) -> str:
    """A value as DuckDB text; for file names and settings, which are not part of any step."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A table's name as DuckDB text."""
    return '"' + name.replace('"', '""') + '"'


def scratch_folder(scratch: str) -> "tempfile.TemporaryDirectory[str]":
    """A folder of our own in `scratch`, which is made where it is not there; raises SettingsError where that cannot be."""
    try:
        if scratch:
            Path(scratch).mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(prefix="zhenxin-", dir=scratch or None, ignore_cleanup_errors=True)
    except OSError as error:
        hint = "name a folder you may write to"
        raise SettingsError(f"the scratch folder cannot be used: {error.strerror or error}", place=scratch, hint=hint) from None
