"""Reading raw files: on an embedded DuckDB, whichever engine the run itself uses; raw cells in, typed Parquet out."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from zhenxin.engine import cells
from zhenxin.engine.cells import ColumnLike, quoted
from zhenxin.engine.checking import Masked, Part, Raw, checked_sql, raw_sql
from zhenxin.engine.duckdb_engine import DuckDBEngine, duckdb_literal
from zhenxin.settings import Settings


class Ingest:
    """Raw files as views and typed Parquet; holds one DuckDB connection until closed."""

    def __init__(self, settings: Settings) -> None:
        self._engine = DuckDBEngine(settings)
        self._engine.statement("set preserve_insertion_order = true", step="open the reader")

    def close(self) -> None:
        """Give back what the reader holds."""
        self._engine.close()

    def columns(self, file: Path) -> dict[str, str]:
        """Column to DuckDB type of one Parquet file; raises EngineError where it is not one."""
        return self._described(f"select * from read_parquet({duckdb_literal(str(file))})", f"open {file.name}")

    def rows(self, sql: str, *, step: str) -> pa.Table:
        """Run DuckDB's own SQL and bring the rows back."""
        return self._engine.fetch(sql, step=step)

    def put(self, table: str, data: pa.Table) -> None:
        """Keep an Arrow table as `table`."""
        self._engine.put(table, data)

    def keep(self, table: str, sql: str, *, step: str) -> None:
        """Keep what DuckDB's own `sql` gives as `table`."""
        self._engine.statement(f"create or replace temp table {quoted(table)} as {sql}", step=step)

    def copy(self, sql: str, path: Path, *, step: str) -> None:
        """Write what `sql` gives as one Parquet file, in the order it gives it."""
        self._engine.statement(f"copy ({sql}) to {duckdb_literal(str(path))} (format parquet)", step=step)

    def copy_csv(self, sql: str, path: Path, *, step: str) -> None:
        """Write what `sql` gives as one CSV file with a header."""
        self._engine.statement(f"copy ({sql}) to {duckdb_literal(str(path))} (format csv, header)", step=step)

    def raw(self, view: str, part: Part) -> Raw:
        """Make `view` of a part; raises EngineError where a mapped expression does not fit the columns."""
        self._engine.statement(f"create or replace view {quoted(view)} as {raw_sql(part)}", step=f"read {view}")
        named = ", ".join(quoted(name) for name in part.cells)
        return Raw(view=view, part=part, types=self._described(f"select {named} from {quoted(view)}", f"read {view}"))

    def check(self, view: str, raws: Sequence[Raw], wanted: Sequence[ColumnLike], masks: Sequence[Masked]) -> None:
        """Make `view` of the checked rows; see `checking.checked_sql`."""
        self._engine.statement(f"create or replace view {quoted(view)} as {checked_sql(raws, wanted, masks)}", step=f"check {view}")

    def is_clean(self, raws: Sequence[Raw], wanted: Sequence[ColumnLike], key: str) -> bool:
        """Whether the files can be handed on as they stand: right names and types, nothing bad, nothing said twice, nothing to hash."""
        by_name = {column.name: column for column in wanted}
        if not raws:
            return False
        queries = []
        for raw in raws:
            as_wanted = all(
                name in by_name and found.sql == quoted(name) and raw.types[name] == by_name[name].sql_type
                for name, found in raw.part.cells.items()
            )
            if raw.part.staged or raw.part.called or raw.part.in_path or not as_wanted:
                return False
            tests = " and ".join(cells.clean(by_name[name]) for name in raw.part.cells)
            queries.append(f"select ({tests}) as fine, {f'hash({quoted(key)})' if key else 'null'} as k from {quoted(raw.view)}")
        once = "count(distinct k) = count(*)" if key else "true"  # equal hashes of two ids only cost a closer look
        counted = self.rows(
            f"select count_if(fine) = count(*) and {once} as clean from ({' union all '.join(queries)})",
            step="check whether the files can stay as they are",
        )
        return bool(counted.column("clean")[0].as_py())

    def _described(self, sql: str, step: str) -> dict[str, str]:
        described = self._engine.fetch(f"describe {sql}", step=step)
        return dict(zip(described.column("column_name").to_pylist(), described.column("column_type").to_pylist(), strict=True))
