"""DuckDB, embedded: the default engine."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.engine.base import Kernel
from zhenxin.engine.dialect import Value, parse
from zhenxin.errors import EngineError
from zhenxin.settings import Settings

_BATCH = 10_000


class DuckDBEngine:
    """The five verbs on an in-memory DuckDB that spills to the scratch folder."""

    name = "duckdb"

    def __init__(self, settings: Settings) -> None:
        self._spill = tempfile.TemporaryDirectory(prefix="zhenxin-", dir=settings.scratch or None, ignore_cleanup_errors=True)
        self._connection = duckdb.connect()
        for name, value in (
            ("memory_limit", settings.memory),
            ("threads", settings.threads),
            ("temp_directory", self._spill.name),
            ("TimeZone", "UTC"),
            ("preserve_insertion_order", False),
            ("enable_progress_bar", False),
            ("autoinstall_known_extensions", False),
        ):
            self.statement(f"set {name} = {duckdb_literal(value)}", step=f"setting `{name}`")

    @property
    def scratch(self) -> Path:
        """A folder of the engine's own that goes when the engine is closed."""
        return Path(self._spill.name)

    def statement(self, sql: str, *, step: str) -> duckdb.DuckDBPyConnection:
        """Run DuckDB's own SQL, unlinted: for this folder and for reading files only."""
        try:
            return self._connection.execute(sql)
        except duckdb.Error as error:
            raise _told(error, step, sql) from None

    def fetch(self, sql: str, *, step: str) -> pa.Table:
        """Run DuckDB's own SQL, unlinted, and bring the rows back: for reading files only."""
        try:
            return self._connection.sql(sql).to_arrow_table()
        except duckdb.Error as error:
            raise _told(error, step, sql) from None

    def read(self, table: str, files: Sequence[Path]) -> None:
        """Make the Parquet `files` readable as `table`, in place."""
        names = ", ".join(duckdb_literal(str(file)) for file in files)
        self.statement(
            f'create or replace view "{table}" as select * from read_parquet([{names}], union_by_name = true)', step=f"read {table}"
        )

    def rows(self, sql: str, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None) -> pa.Table:
        """Run `sql` and bring its rows back as Arrow."""
        return self.fetch(parse(sql, step).sql("duckdb", values, sources), step=step)

    def materialize(
        self, table: str, sql: str, values: Mapping[str, Value] | None = None, *, step: str, sources: Mapping[str, str] | None = None
    ) -> None:
        """Run `sql` and keep the result as `table`."""
        query = parse(sql, step).sql("duckdb", values, sources)
        self.statement(f'create or replace temp table "{table}" as {query}', step=step)

    def map_batches(
        self, table: str, sql: str, kernel: Kernel, schema: pa.Schema, values: Mapping[str, Value] | None = None, *, step: str
    ) -> None:
        """Run `sql`, pass its batches through `kernel`, keep what comes out as `table`."""
        query = parse(sql, step).sql("duckdb", values)
        try:
            reader = self._connection.sql(query).to_arrow_reader(_BATCH)
            self.put(table, pa.Table.from_batches(list(kernel(iter(reader))), schema))
        except duckdb.Error as error:
            raise _told(error, step, query) from None

    def write(self, sql: str, path: Path, values: Mapping[str, Value] | None = None, *, step: str) -> None:
        """Run `sql` and write the result as one Parquet file; rows keep the order that `sql` asks for."""
        pq.write_table(self.rows(sql, values, step=step), path, compression="zstd")

    def put(self, table: str, data: pa.Table) -> None:
        """Keep an Arrow table as `table`."""
        self._connection.register("_put", data)
        try:
            self.statement(f'create or replace temp table "{table}" as select * from _put', step=f"keep {table}")
        finally:
            self._connection.unregister("_put")

    def drop(self, table: str) -> None:
        """Forget `table`, be it a view or a table."""
        for kind in ("table", "view"):
            try:
                self._connection.execute(f'drop {kind} if exists "{table}"')
            except duckdb.CatalogException:  # it is the other kind
                continue

    def close(self) -> None:
        """Close the connection and remove the spill folder."""
        self._connection.close()
        self._spill.cleanup()


def duckdb_literal(value: object) -> str:
    """A value as DuckDB text; for file names and settings, which are not part of any step."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _told(error: duckdb.Error, step: str, sql: str) -> EngineError:
    first = str(error).splitlines()[0]
    hint = "raise `memory` or set `scratch` in zhenxin.toml" if isinstance(error, duckdb.OutOfMemoryException) else "the SQL is in the log"
    return EngineError(f"DuckDB failed in `{step}`: {first}", place=step, hint=hint, sql=sql)
