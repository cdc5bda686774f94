"""Reading raw files: on an embedded DuckDB, whichever engine the run itself uses; raw cells in, typed Parquet out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from zhenxin.engine import cells
from zhenxin.engine.duckdb_engine import DuckDBEngine, duckdb_literal
from zhenxin.settings import Settings


class ColumnLike(Protocol):
    """What reading must know of a wanted column."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def type(self) -> str:
        """Its type: id, text, hash, time, money, integer, double, boolean or list."""

    @property
    def sql_type(self) -> str:
        """The same in SQL."""

    @property
    def required(self) -> bool:
        """Whether a row without it is set aside."""

    @property
    def values(self) -> tuple[str, ...]:
        """The values it may have; empty where any will do."""

    @property
    def low(self) -> float | None:
        """The least it may be."""

    @property
    def high(self) -> float | None:
        """The most it may be."""


@dataclass(frozen=True)
class Found:
    """Where a wanted cell is found: SQL over the columns of the files, and the columns it uses."""

    sql: str
    uses: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Files of one table that have the same columns, and where each wanted cell is found in them."""

    files: tuple[Path, ...]
    columns: Mapping[str, str]
    """Column of the files to its DuckDB type."""
    cells: Mapping[str, Found]
    """Wanted column, or raw personal column, to where it is found."""
    extras: tuple[str, ...] = ()
    """Other columns, which pass through."""
    shown: tuple[str, ...] = ()
    """Columns that may be shown as they are where a row is set aside; the rest are personal."""
    staged: bool = False
    """Whether the files are staged ones that carry `_file`, `_line` and `_bad`."""
    called: str = ""
    """What to call the file where it is not read from its own place."""


@dataclass(frozen=True, kw_only=True)
class Masked:
    """A raw personal column: which typed columns come from it, and the table of its hashes."""

    raw: str
    hashes: str
    """Name of a table with the columns raw and each of `gives`."""
    gives: tuple[str, ...]
    fault: str


def quoted(name: str) -> str:
    """A column or table name as SQL."""
    return '"' + name.replace('"', '""') + '"'


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

    def copy(self, sql: str, path: Path, *, step: str) -> None:
        """Write what `sql` gives as one Parquet file, in the order it gives it."""
        self._engine.statement(f"copy ({sql}) to {duckdb_literal(str(path))} (format parquet)", step=step)

    def copy_csv(self, sql: str, path: Path, *, step: str) -> None:
        """Write what `sql` gives as one CSV file with a header."""
        self._engine.statement(f"copy ({sql}) to {duckdb_literal(str(path))} (format csv, header)", step=step)

    def raw(self, view: str, part: Part) -> dict[str, str]:
        """Make `view`: `_file`, `_line`, `_bad`, `_cells` and the part's cells and extras; gives the type of each cell.

        Raises EngineError where a mapped expression does not fit the columns.
        """
        files = ", ".join(duckdb_literal(str(file)) for file in part.files)
        shown = ", ".join(f"{quoted(name)} := {quoted(name)}" for name in part.shown)
        if part.staged:
            place = ["_file", "_line", "_bad"]
        else:
            called = duckdb_literal(part.called) if part.called else "filename"
            place = [f"{called} as _file", "file_row_number + 1 as _line", "cast(null as varchar[]) as _bad"]
        kept = [f"{found.sql} as {quoted(name)}" for name, found in part.cells.items()]
        kept += [f"nullif({quoted(name)}, '') as {quoted(name)}" if part.staged else quoted(name) for name in part.extras]
        source = f"read_parquet([{files}], union_by_name = {'true' if part.staged else 'false'})"
        row = f"struct_pack({shown})" if shown else "struct_pack(_ := null)"
        query = f"select {', '.join([*place, f'{row} as _cells', *kept])} from {source}"
        self._engine.statement(f"create or replace view {quoted(view)} as {query}", step=f"read {view}")
        return self._described(f"select {', '.join(quoted(name) for name in part.cells)} from {quoted(view)}", f"read {view}")

    def check(
        self, view: str, raws: Sequence[tuple[str, Part, Mapping[str, str]]], wanted: Sequence[ColumnLike], masks: Sequence[Masked]
    ) -> None:
        """Make `view` over the raw views: typed columns, then the extras, and what is wrong.

        `_w_x` is the code of the fault in x, `_r_x` the raw cell as text, `_o_x` whether x was kept as `other`,
        `_aside` whether a bold column is bad, `_changed` whether anything differs from the raw cells, `_row` the raw row as JSON.
        """
        query = " union all by name ".join(_checked(raw, part, types, wanted, masks) for raw, part, types in raws)
        self._engine.statement(f"create or replace view {quoted(view)} as {query}", step=f"check {view}")

    def keep(self, table: str, sql: str, *, step: str) -> None:
        """Keep what DuckDB's own `sql` gives as `table`."""
        self._engine.statement(f"create or replace temp table {quoted(table)} as {sql}", step=step)

    def _described(self, sql: str, step: str) -> dict[str, str]:
        described = self._engine.fetch(f"describe {sql}", step=step)
        return dict(zip(described.column("column_name").to_pylist(), described.column("column_type").to_pylist(), strict=True))


def _checked(raw: str, part: Part, types: Mapping[str, str], wanted: Sequence[ColumnLike], masks: Sequence[Masked]) -> str:
    here = [mask for mask in masks if mask.raw in part.cells]
    source = {given: mask for mask in here for given in mask.gives}
    layers = [_column(column, part, types, source.get(column.name)) for column in wanted]
    values, faults, finals = ([sql for layer in layers for sql in layer[depth]] for depth in range(3))
    joins = "".join(
        f" left join {quoted(mask.hashes)} m{i} on cast(r.{quoted(mask.raw)} as varchar) = m{i}.raw" for i, mask in enumerate(here)
    )
    masked = [f"m{i}.{quoted(name)} as {quoted(f'_m_{name}')}" for i, mask in enumerate(here) for name in mask.gives]
    hidden = "".join(f", {quoted(name)} := m{i}.{quoted(name)}" for i, mask in enumerate(here) for name in mask.gives)
    row = f"to_json(struct_insert(_cells{hidden}))" if hidden else "to_json(_cells)"
    aside = " or ".join(f'"_w_{column.name}" is not null' for column in wanted if column.required) or "false"
    changed = _changed(part, types, wanted) if not here else "true"
    extras = [quoted(name) for name in part.extras]
    inner = f"select r.*, {', '.join([f'{row} as _row', *masked])} from {quoted(raw)} r{joins}"
    middle = f"select *, {', '.join(values)} from ({inner})"
    judged = f"select *, {', '.join(faults)} from ({middle})"
    keep = ["_file", "_line", "_row", *finals, *extras]
    return f"select {', '.join(keep)}, {aside} as _aside, {changed} as _changed from ({judged})"


def _column(column: ColumnLike, part: Part, types: Mapping[str, str], mask: Masked | None) -> tuple[list[str], list[str], list[str]]:
    """SQL for one wanted column, in three layers: value and presence; fault; what is handed on."""
    name, x = column.name, quoted(column.name)
    v, p, w = f'"_v_{name}"', f'"_p_{name}"', f'"_w_{name}"'
    has = name in part.cells
    kind = cells.kind_of(types[name]) if has else "null"
    given = cells.value(x, kind, column.type, column.values) if has else "null"
    there = cells.present(x, kind, column.type) if has else "false"
    fault = cells.fault(v, x, kind, column.type, column.low, column.high) if has else "null"
    shown = cells.as_text(x, kind) if has else "null"
    if mask:
        raw, raw_kind = quoted(mask.raw), cells.kind_of(types[mask.raw])
        first = mask.gives[0] == name
        held = cells.present(raw, raw_kind, "text")
        given = f'coalesce(case when {there} then {given} end, "_m_{name}")'
        fault = f"case when {v} is null then '{mask.fault}' end" if first else "null"
        there = f"({there} or {held})"
        text = cells.as_text(raw, raw_kind)
        shown = f"regexp_replace(regexp_replace({text}, '[0-9]', '0', 'g'), '[^0-9\\s.:,;/+-]', 'x', 'g')"
    missing = "'missing'" if column.required else "null"
    marks = _marks(part.cells[mask.raw if mask and not has else name]) if part.staged and (has or mask) else ""
    code = f"case when not {p} then {missing} {marks} else {fault} end"
    final = _final(column)
    other = f"{v} = 'other' and {p} and {w} is null and lower({shown}) <> 'other'" if column.values else "false"
    return (
        [f"cast({given} as {column.sql_type}) as {v}", f"{there} as {p}"],
        [f"{code} as {w}"],
        [f"{final} as {x}", w, f'{shown} as "_r_{name}"', f'({other}) as "_o_{name}"'],
    )


def _final(column: ColumnLike) -> str:
    return f'case when "_p_{column.name}" and "_w_{column.name}" is null then "_v_{column.name}" end'


def _marks(found: Found) -> str:
    """Faults that the line readers saw in the cell itself."""
    return " ".join(
        f"when list_has_any(_bad, [{', '.join(duckdb_literal(f'{code}:{name}') for name in found.uses)}]) then '{code}'"
        for code in ("utf8", "nul")
    )


def _changed(part: Part, types: Mapping[str, str], wanted: Iterable[ColumnLike]) -> str:
    """SQL that is true where a row could not be read from its own file as it stands."""
    here = [column for column in wanted if column.name in part.cells]
    moved = any(part.cells[column.name].sql != quoted(column.name) for column in here)
    if part.staged or part.called or moved or any(types[column.name] != column.sql_type for column in here):
        return "true"
    return " or ".join(f"{quoted(column.name)} is distinct from {_final(column)}" for column in here) or "false"
