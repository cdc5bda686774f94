"""The SQL that turns raw cells into a checked table, and the same again for a bare DuckDB in the user's own folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhenxin.engine import cells
from zhenxin.engine.cells import ColumnLike, quoted
from zhenxin.engine.duckdb_engine import duckdb_literal


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
    """Whether the files are staged ones of text cells that carry `_file`, `_line` and `_bad`."""
    called: str = ""
    """What to call the file where it is not read from its own place."""
    in_path: bool = False
    """Whether a column stands in the path (`region=Hebei/`) and not in the files."""
    origin: str = ""
    """SQL that reads the same cells from the data set's folder, for a bare DuckDB."""


@dataclass(frozen=True, kw_only=True)
class Raw:
    """A part as a view of the reader."""

    view: str
    part: Part
    types: Mapping[str, str]
    """Type of each wanted cell in the view."""


@dataclass(frozen=True, kw_only=True)
class Masked:
    """A raw personal column: which typed columns come from it, and the table of its hashes."""

    raw: str
    hashes: str
    """Name of a table with the columns raw and each of `gives`."""
    gives: tuple[str, ...]
    fault: str


def read_files(format_: str, names: Sequence[str], columns: Sequence[str], mark: str = "") -> str:
    """SQL that reads files `names` of the data set's folder in a bare DuckDB."""
    files = f"[{', '.join(map(duckdb_literal, names))}]"
    if format_ == "parquet":
        return f"read_parquet({files}, union_by_name = true)"
    types = "{" + ", ".join(f"{duckdb_literal(name)}: 'VARCHAR'" for name in columns) + "}"
    if format_ == "jsonl":
        return f"read_json({files}, format = 'newline_delimited', columns = {types}, ignore_errors = true, filename = true)"
    return (
        f"read_csv({files}, header = true, delim = {duckdb_literal(mark)}, quote = '\"', escape = '\"', columns = {types}, "
        "ignore_errors = true, auto_detect = false, filename = true)"
    )


def raw_sql(part: Part) -> str:
    """A part as `_file`, `_line`, `_bad`, `_cells` (what may be shown of the row), its cells and extras."""
    shown = ", ".join(f"{quoted(name)} := {quoted(name)}" for name in part.shown)
    row = f"struct_pack({shown})" if shown else "struct_pack(_ := null)"
    if part.staged:
        place = ["_file", "_line", "_bad"]
    else:
        called = duckdb_literal(part.called) if part.called else "filename"
        place = [f"{called} as _file", "file_row_number + 1 as _line", "cast(null as varchar[]) as _bad"]
    return f"select {', '.join([*place, f'{row} as _cells', *_kept(part)])} from {parquet(part.files, together=part.staged)}"


def parquet(files: Sequence[Path], *, together: bool = True) -> str:
    """SQL that reads Parquet files; `together` where they may differ in columns."""
    listed = ", ".join(duckdb_literal(str(file)) for file in files)
    return f"read_parquet([{listed}], union_by_name = {'true' if together else 'false'})"


def _kept(part: Part) -> list[str]:
    kept = [f"{found.sql} as {quoted(name)}" for name, found in part.cells.items()]
    text = [name for name in part.extras if part.staged and part.columns[name] == "VARCHAR"]
    return kept + [f"nullif({quoted(name)}, '') as {quoted(name)}" if name in text else quoted(name) for name in part.extras]


def checked_sql(raws: Sequence[Raw], wanted: Sequence[ColumnLike], masks: Sequence[Masked]) -> str:
    """Every row of the raw views: typed columns, then the extras, and what is wrong.

    `_w_x` is the code of the fault in x, `_r_x` the raw cell as text, `_o_x` whether x was kept as `other`,
    `_aside` whether a bold column is bad, `_row` the raw row as JSON.
    """
    if not raws:  # files without a single row, nor a header to tell the columns
        places = "cast(null as varchar) as _file, cast(null as bigint) as _line, cast(null as varchar) as _row, false as _aside"
        return f"select {_nulls(wanted)}, {places} where false"
    return " union all by name ".join(_checked(raw, wanted, masks) for raw in raws)


def _nulls(wanted: Sequence[ColumnLike]) -> str:
    return ", ".join(f"cast(null as {column.sql_type}) as {quoted(column.name)}" for column in wanted)


def _checked(raw: Raw, wanted: Sequence[ColumnLike], masks: Sequence[Masked]) -> str:
    part = raw.part
    here = [mask for mask in masks if mask.raw in part.cells]
    joins = "".join(
        f" left join {quoted(mask.hashes)} m{i} on cast(r.{quoted(mask.raw)} as varchar) = m{i}.raw" for i, mask in enumerate(here)
    )
    masked = [f"m{i}.{quoted(name)} as {quoted(f'_m_{name}')}" for i, mask in enumerate(here) for name in mask.gives]
    shown = {name.casefold() for name in part.shown}
    told = [(f"{name}_of_raw" if name in shown else name, f"m{i}.{quoted(name)}") for i, mask in enumerate(here) for name in mask.gives]
    hidden = "".join(f", {quoted(name)} := {sql}" for name, sql in told)
    row = f"to_json(struct_insert(_cells{hidden}))" if hidden else "to_json(_cells)"
    inner = f"select r.*, {', '.join([f'{row} as _row', *masked])} from {quoted(raw.view)} r{joins}"
    source = {given: mask for mask in here for given in mask.gives}
    columns = [_Cell.of(column, raw, source.get(column.name)) for column in wanted]
    kept = [sql for cell in columns for sql in (cell.handed, cell.w, cell.shown, cell.other)]
    return _layers(inner, columns, ["_file", "_line", "_row", *kept, *map(quoted, part.extras)])


def _layers(inner: str, columns: Sequence["_Cell"], kept: Sequence[str]) -> str:
    aside = " or ".join(f"{cell.w} is not null" for cell in columns if cell.required) or "false"
    valued = f"select *, {', '.join(cell.value for cell in columns)} from ({inner})"
    judged = f"select *, {', '.join(cell.fault for cell in columns)} from ({valued})"
    return f"select {', '.join(kept)}, {aside} as _aside from ({judged})"


def again_sql(raws: Sequence[Raw], wanted: Sequence[ColumnLike], masks: Sequence[Masked], extras: Sequence[str], key: str) -> str:
    """The checked table once more, without what was set aside, as SQL for a bare DuckDB opened in the data set's folder.

    Without the hashing key personal values cannot be hashed there: MD5 of their plain spelling stands in, so that counts are the
    same and the hashes themselves are not.
    """
    if not raws:
        return f"select {_nulls(wanted)} where false"
    there = {name for raw in raws for name in raw.part.cells} | {name for mask in masks for name in mask.gives}
    here = [column for column in wanted if column.name in there]
    parts = [_again(raw, here, [mask for mask in masks if mask.raw in raw.part.cells]) for raw in raws]
    once = f" qualify row_number() over (partition by {quoted(key)} order by _file, _line) = 1" if key else ""
    names = [column.name if column.name in there else f"cast(null as {column.sql_type}) as {column.name}" for column in wanted]
    listed = ", ".join([*names, *map(quoted, extras)])
    return f"select {listed} from ({' union all by name '.join(parts)}) where not _aside{once}"


def _again(raw: Raw, wanted: Sequence[ColumnLike], masks: Sequence[Masked]) -> str:
    line = "row_number() over ()" if raw.part.staged else "file_row_number"
    masked = [f"{sql} as {quoted(f'_m_{name}')}" for mask in masks for name, sql in zip(mask.gives, _stand_ins(mask), strict=True)]
    read = f"select {', '.join(['filename as _file', f'{line} as _line', *_kept(raw.part)])} from {raw.part.origin}"
    inner = f"select {', '.join(['*', *masked])} from ({read})"
    source = {given: mask for mask in masks for given in mask.gives}
    columns = [_Cell.of(column, raw, source.get(column.name), bare=True) for column in wanted]
    return _layers(inner, columns, ["_file", "_line", *(cell.handed for cell in columns), *map(quoted, raw.part.extras)])


def _stand_ins(mask: Masked) -> tuple[str, ...]:
    text = f"trim(cast({quoted(mask.raw)} as varchar))"
    whole = f"substr(md5(lower({text})), 1, 16)"
    if len(mask.gives) == 1:
        return (whole,)
    four = f"nullif(regexp_extract({text}, '^[0-9]+[.][0-9]+[.][0-9]+[.]'), '')"
    net = f"coalesce({four}, nullif(regexp_extract({text}, '^[^:]*:[^:]*:[^:]*'), ''))"
    return (f"case when {net} is not null then {whole} end", f"substr(md5({net}), 1, 16)")


@dataclass(frozen=True, kw_only=True)
class _Cell:
    """SQL for one wanted column, layer by layer."""

    required: bool
    w: str
    value: str
    fault: str
    handed: str
    shown: str
    other: str

    @classmethod
    def of(cls, column: ColumnLike, raw: Raw, mask: Masked | None, *, bare: bool = False) -> "_Cell":
        name, x = column.name, quoted(column.name)
        v, p, w = f'"_v_{name}"', f'"_p_{name}"', f'"_w_{name}"'
        has = name in raw.part.cells
        kind = cells.kind_of(raw.types[name]) if has else "null"
        given = cells.value(x, kind, column.type, column.values) if has else "null"
        there = cells.present(x, kind, column.type) if has else "false"
        fault = cells.fault(v, x, kind, column) if has else "null"
        shown = cells.as_text(x, kind) if has else "null"
        if mask:
            first = mask.gives[0] == name
            held = quoted(mask.raw), cells.kind_of(raw.types[mask.raw])
            given = f'coalesce(case when {there} then {given} end, "_m_{name}")'
            fault = f"case when {v} is null then '{mask.fault}' end" if first else "null"
            there = f"({there} or {cells.present(*held, 'text')})"
            shown = cells.shape(cells.as_text(*held))
        missing = "'missing'" if column.required else "null"
        marked = raw.part.staged and not bare and (has or mask)
        marks = _marks(raw.part.cells[mask.raw if mask and not has else name]) if marked else ""
        other = f"{v} = 'other' and {p} and {w} is null and lower({shown}) <> 'other'" if column.values else "false"
        return cls(
            required=column.required,
            w=w,
            value=f"cast({given} as {column.sql_type}) as {v}, {there} as {p}",
            fault=f"case when not {p} then {missing} {marks} else {fault} end as {w}",
            handed=f"case when {p} and {w} is null then {v} end as {x}",
            shown=f'{shown} as "_r_{name}"',
            other=f'({other}) as "_o_{name}"',
        )


def _marks(found: Found) -> str:
    """Faults that the line readers saw in the cell itself."""
    return " ".join(
        f"when list_has_any(_bad, [{', '.join(duckdb_literal(f'{code}:{name}') for name in found.uses)}]) then '{code}'"
        for code in ("utf8", "nul")
    )
