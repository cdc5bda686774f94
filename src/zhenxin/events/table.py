"""One event table from its files: typed, checked, counted; what is bad set aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from zhenxin.engine.cells import quoted
from zhenxin.engine.checking import Masked, Part, Raw, again_sql, parquet, read_files
from zhenxin.engine.ingest import Ingest
from zhenxin.errors import EngineError, MappingError
from zhenxin.events import personal
from zhenxin.events.columns import personal as personal_columns
from zhenxin.events.counting import count
from zhenxin.events.dataset import LoadedTable
from zhenxin.events.discover import Source
from zhenxin.events.mapping import MAP_FILE
from zhenxin.events.parts import Parts, broken, parts_of
from zhenxin.events.schema import TABLES, Column, Table, typed_tables
from zhenxin.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A table under check: a view of every row with its faults, and the rows that repeat a key."""

    source: Source
    table: Table
    columns: tuple[Column, ...]
    """What is handed on, without the extra columns."""
    extras: tuple[str, ...]
    parts: Parts
    raws: tuple[Raw, ...]
    masks: tuple[Masked, ...]
    view: str
    """Every row with all that is known of it; slow to read."""
    typed: Path | None = None
    """The same as a staged file, with raw cells and rows only where something is bad; None where the user's files can stay."""
    twins: str = ""
    """Table of the rows that repeat a key: _file, _line, first_file, first_line; empty where there is none."""

    @property
    def handed(self) -> tuple[str, ...]:
        """The names of all columns that are handed on."""
        return (*(column.name for column in self.columns), *self.extras)

    @property
    def here(self) -> tuple[Column, ...]:
        """The columns that some file has, in whatever form, without the extra ones."""
        found = {name for raw in self.raws for name in raw.part.cells} | {name for mask in self.masks for name in mask.gives}
        return tuple(column for column in self.columns if column.name in found)

    @property
    def rows(self) -> str:
        """SQL relation of every row as staged."""
        return parquet([self.typed]) if self.typed else quoted(self.view)

    @property
    def kept(self) -> str:
        """SQL for the rows that stay."""
        if not self.typed:
            return " union all by name ".join(f"select * from {quoted(raw.view)}" for raw in self.raws)
        without = f" anti join {quoted(self.twins)} using (_file, _line)" if self.twins else ""
        return f"select * from {self.rows}{without} where not _aside"


def check_table(ingest: Ingest, source: Source, scratch: Path, settings: Settings) -> Checked:
    """Open the files of one table and make the view that checks them.

    Raises InputError where a file cannot be read at all or a bold column is missing, MappingError where an expression does not fit.
    """
    try:
        return _check_table(ingest, source, parts_of(ingest, source, scratch), scratch, settings)
    except EngineError:
        fault = broken(source.files)
        if fault:
            raise fault from None
        parquet = any(file.format == "parquet" for file in source.files)
        if not parquet:
            raise
    return _check_table(ingest, source, parts_of(ingest, source, scratch, careful=True), scratch, settings)


def _check_table(ingest: Ingest, source: Source, parts: Parts, scratch: Path, settings: Settings) -> Checked:
    table = typed_tables()[source.table]
    raws = tuple(_raw(ingest, source, f"{table.name}_raw{number}", part) for number, part in enumerate(parts.parts))
    masks = tuple(_masks(ingest, table.name, raws, settings.key))
    made = [name for mask in masks for name in mask.gives if name not in table.by_name]
    checked = Checked(
        source=source,
        table=table,
        columns=(*table.columns, *(Column(name=name, type="hash") for name in made)),
        extras=tuple(dict.fromkeys(name for part in parts.parts for name in part.extras)),
        parts=parts,
        raws=raws,
        masks=masks,
        view=f"{table.name}_checked",
    )
    ingest.check(checked.view, raws, checked.columns, masks)
    if not masks and _one_type(parts, checked.extras) and ingest.is_clean(raws, table.columns, table.key):
        return checked
    return _with_twins(ingest, _staged(ingest, checked, scratch))


def _staged(ingest: Ingest, checked: Checked, scratch: Path) -> Checked:
    """Type every row once; all counting and telling then reads what was staged."""
    path = scratch / f"{checked.table.name}.parquet"
    told = []
    for column in checked.here:
        w = quoted(f"_w_{column.name}")
        told += [w, f"case when {w} is not null then {quoted(f'_r_{column.name}')} end as {quoted(f'_r_{column.name}')}"]
        told += [quoted(f"_o_{column.name}")] if column.values else []
    bad = " or ".join(f"{quoted(f'_w_{column.name}')} is not null" for column in checked.here) or "false"
    row = f"case when {bad} then cast(_row as varchar) end as _row"
    columns = ", ".join([*map(quoted, checked.handed), "_file", "_line", *told, "_aside", row])
    ingest.copy(f"select {columns} from {quoted(checked.view)}", path, step=f"stage `{checked.table.name}`")
    return replace(checked, typed=path)


def _raw(ingest: Ingest, source: Source, view: str, part: Part) -> Raw:
    try:
        return ingest.raw(view, part)
    except EngineError as error:
        if not (source.mapped and source.mapped.columns):
            raise
        why = error.problem.partition(": ")[2]
        hint = "mend the expression named above, casting text where a number or a time is needed"
        raise MappingError(f"the mapping of `{source.table}` does not fit its files: {why}", place=MAP_FILE, hint=hint) from None


def _masks(ingest: Ingest, table: str, raws: Sequence[Raw], key: str) -> Iterable[Masked]:
    """Hash the distinct values of every raw personal column, once."""
    for raw, gives in personal_columns(TABLES[table]).items():
        here = [each.view for each in raws if raw in each.part.cells]
        if not here:
            continue
        union = " union all ".join(f"select cast({quoted(raw)} as varchar) as raw from {quoted(view)}" for view in here)
        found = ingest.rows(f"select distinct raw from ({union}) where raw is not null", step=f"read `{table}.{raw}`")
        hashing = personal.hasher(raw, key)
        rows = [hashing(value) for value in found.column("raw").to_pylist()]
        hashes = {name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(gives)}
        ingest.put(f"{table}_{raw}_hashes", pa.table({"raw": found.column("raw"), **hashes}))
        yield Masked(raw=raw, hashes=f"{table}_{raw}_hashes", gives=gives, fault="not_network" if len(gives) == 2 else "not_personal")


def _with_twins(ingest: Ingest, checked: Checked) -> Checked:
    if not checked.table.key:
        return checked
    key = quoted(checked.table.key)
    step = f"find repeated ids in `{checked.table.name}`"
    good = f"select _file, _line, {key} as k from {checked.rows} where not _aside"
    counted = ingest.rows(f"select count(*) as n, count(distinct hash(k)) as keys from ({good})", step=step)
    if counted.column("n")[0].as_py() == counted.column("keys")[0].as_py():
        return checked
    twins = f"{checked.table.name}_twins"
    ingest.keep(
        twins,
        f"""with good as ({good}), many as (select k from good group by k having count(*) > 1),
            placed as (select _file, _line, row_number() over w as n, first_value(_file) over w as first_file,
                first_value(_line) over w as first_line
                from good semi join many using (k) window w as (partition by k order by _file, _line))
            select _file, _line, first_file, first_line from placed where n > 1""",
        step=step,
    )
    return replace(checked, twins=twins)


def keep_table(ingest: Ingest, checked: Checked, scratch: Path) -> LoadedTable:
    """Count the rows that stay, and hand them on: in place where nothing has to change, else as a staged Parquet file."""
    name = checked.table.name
    more = []
    if checked.typed:
        told = [column for column in checked.here if not column.required]
        listed = [column for column in checked.here if column.values]
        more += [f"count({quoted(f'_w_{column.name}')}) as {quoted(f'w_{column.name}')}" for column in told]
        more += [f"count(*) filter ({quoted(f'_o_{column.name}')}) as {quoted(f'o_{column.name}')}" for column in listed]
    there = [column.name for column in checked.here] + list(checked.extras)
    when = checked.table.when if checked.table.when in there else ""  # a table may lack the column that says when
    counts = count(ingest, checked.kept, when, there, more, step=f"count `{name}`")
    total = counts.total
    aside = _found(ingest, checked) - total["n"] if checked.typed else 0
    return LoadedTable(
        name=name,
        files=_files(ingest, checked, scratch, whole=not aside),
        select=_select(checked),
        columns=checked.handed,
        in_place=not checked.typed,
        again=_again(checked),
        set_aside=aside + sum(staged.rejects for staged in checked.parts.staged),
        emptied={column.name: total[f"w_{column.name}"] for column in checked.columns if total[f"w_{column.name}"]},
        other={column.name: total[f"o_{column.name}"] for column in checked.columns if total[f"o_{column.name}"]},
        **counts.facts(),
    )


def _files(ingest: Ingest, checked: Checked, scratch: Path, *, whole: bool) -> tuple[Path, ...]:
    """The user's files, the staged one where all of its rows stay, else a copy of it without the rest."""
    if checked.typed is None:
        return tuple(file.path for file in checked.source.files)
    if whole:
        return (checked.typed,)
    path = scratch / f"{checked.table.name}.kept.parquet"
    ingest.copy(
        f"select {', '.join(map(quoted, [*checked.handed, '_file']))} from ({checked.kept})", path, step=f"keep `{checked.table.name}`"
    )
    return (path,)


def _again(checked: Checked) -> str:
    """The table once more in the data set's folder; short where the files need no change."""
    if checked.typed is None:
        read = read_files("parquet", [file.name for file in checked.source.files], ())
        return _select(checked).removesuffix(checked.table.name) + read
    return again_sql(checked.raws, checked.columns, checked.masks, checked.extras, checked.table.key)


def _found(ingest: Ingest, checked: Checked) -> int:
    """Rows that came as far as the check."""
    counted = ingest.rows(f"select count(*) as n from {checked.rows}", step=f"count `{checked.table.name}`")
    return int(counted.column("n")[0].as_py())


def _one_type(parts: Parts, extras: Iterable[str]) -> bool:
    """Whether every extra column has one type in all parts, so that all files can be read together."""
    return all(len({part.columns[name] for part in parts.parts if name in part.columns}) == 1 for name in extras)


def _select(checked: Checked) -> str:
    there = {column.name for column in checked.here} if checked.typed is None else set(checked.handed)
    columns = [column.name if column.name in there else f"cast(null as {column.sql_type}) as {column.name}" for column in checked.columns]
    return f"select {', '.join([*columns, *map(quoted, checked.extras)])} from {checked.table.name}"
