"""What DuckDB would make of a step: its columns and their types, found on empty tables, so that every engine gives the same."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from zhenxin.engine.duckdb_engine import duckdb_literal, quoted


class Mirror:
    """An empty DuckDB with the tables that another engine holds. Raises duckdb.Error for SQL that names what is not there."""

    def __init__(self) -> None:
        self._connection = duckdb.connect()
        self._connection.execute("set TimeZone = 'UTC'")

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it knows, sorted."""
        return tuple(sorted(row[0] for row in self._connection.execute("select table_name from duckdb_tables()").fetchall()))

    def schema(self, sql: str) -> pa.Schema:
        """The columns that DuckDB's `sql` gives."""
        return self._connection.sql(sql).limit(0).to_arrow_table().schema

    def files(self, files: Sequence[Path]) -> pa.Schema:
        """The columns of Parquet files read as one table."""
        return self.schema(f"select * from read_parquet([{', '.join(duckdb_literal(str(file)) for file in files)}], union_by_name = true)")

    def keep(self, table: str, schema: pa.Schema) -> pa.Schema:
        """Know `table` by these columns; gives them back as DuckDB has them."""
        self._connection.register("_put", schema.empty_table())
        self._connection.execute(f"create or replace table {quoted(table)} as select * from _put")
        self._connection.unregister("_put")
        return self.schema(f"select * from {quoted(table)}")

    def drop(self, table: str) -> None:
        """Forget `table`."""
        self._connection.execute(f"drop table if exists {quoted(table)}")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
