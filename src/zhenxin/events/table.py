"""One event table from its files: typed, checked, counted; what is bad set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from zhenxin.engine.ingest import Ingest, Masked, Part, quoted
from zhenxin.events import personal
from zhenxin.events.columns import personal as personal_columns
from zhenxin.events.dataset import LoadedTable
from zhenxin.events.discover import Source
from zhenxin.events.parts import Parts, parts_of
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
    view: str
    twins: str = ""
    """Table of the rows that repeat a key: _file, _line, first_file, first_line; empty where there is none."""

    @property
    def kept(self) -> str:
        """SQL for the rows that stay, to follow `from`."""
        without = f" anti join {quoted(self.twins)} using (_file, _line)" if self.twins else ""
        return f"(select * from {quoted(self.view)} where not _aside){without}"


def check_table(ingest: Ingest, source: Source, scratch: Path, settings: Settings) -> Checked:
    """Open the files of one table and make the view that checks them.

    Raises InputError where a file cannot be read at all or a bold column is missing.
    """
    table = typed_tables()[source.table]
    parts = parts_of(ingest, source, scratch)
    raws = [(f"{table.name}_raw{number}", part) for number, part in enumerate(parts.parts)]
    typed = [(name, part, ingest.raw(name, part)) for name, part in raws]
    masks = _masks(ingest, table.name, typed, settings.key)
    made = [name for mask in masks for name in mask.gives if name not in table.by_name]
    columns = (*table.columns, *(Column(name=name, type="hash") for name in made))
    view = f"{table.name}_checked"
    extras = tuple(dict.fromkeys(name for part in parts.parts for name in part.extras))
    ingest.check(view, typed, columns, masks)
    checked = Checked(source=source, table=table, columns=columns, extras=extras, parts=parts, view=view)
    return _with_twins(ingest, checked)


def _masks(ingest: Ingest, table: str, raws: Sequence[tuple[str, Part, Mapping[str, str]]], key: str) -> list[Masked]:
    """Hash the distinct values of every raw personal column, once."""
    masks = []
    for raw, gives in personal_columns(TABLES[table]).items():
        here = [name for name, part, _ in raws if raw in part.cells]
        if not here:
            continue
        union = " union all ".join(f"select cast({quoted(raw)} as varchar) as raw from {quoted(name)}" for name in here)
        values = (
            ingest.rows(f"select distinct raw from ({union}) where raw is not null", step=f"read `{table}.{raw}`").column("raw").to_pylist()
        )
        hashing = personal.hasher(raw, key)
        rows = [hashing(value) for value in values]
        columns = {"raw": pa.array(values, pa.string())}
        columns |= {name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(gives)}
        ingest.put(f"{table}_{raw}_hashes", pa.table(columns))
        fault = "not_network" if len(gives) == 2 else "not_personal"
        masks.append(Masked(raw=raw, hashes=f"{table}_{raw}_hashes", gives=gives, fault=fault))
    return masks


def _with_twins(ingest: Ingest, checked: Checked) -> Checked:
    if not checked.table.key:
        return checked
    key, view = quoted(checked.table.key), quoted(checked.view)
    counted = ingest.rows(f"select count(*) as n, count(distinct hash({key})) as keys from {view} where not _aside", step=f"count {view}")
    if counted.column("n")[0].as_py() == counted.column("keys")[0].as_py():
        return checked
    twins = f"{checked.table.name}_twins"
    ingest.keep(
        twins,
        f"""with good as (select _file, _line, {key} as k from {view} where not _aside),
            many as (select k from good group by k having count(*) > 1),
            placed as (select _file, _line, row_number() over w as n, first_value(_file) over w as first_file,
                first_value(_line) over w as first_line from good semi join many using (k) window w as (partition by k order by _file, _line))
            select _file, _line, first_file, first_line from placed where n > 1""",
        step=f"find repeated ids in `{checked.table.name}`",
    )
    return replace(checked, twins=twins)


def keep_table(ingest: Ingest, checked: Checked, scratch: Path) -> LoadedTable:
    """Count the rows that stay, and hand them on: in place where nothing has to change, else as a staged Parquet file."""
    name, table = checked.table.name, checked.table
    counts = _scan(ingest, checked)
    total = {key: sum(row[key] for row in counts) for key in counts[0] if key not in {"day", "first_at", "last_at"}} if counts else {}
    aside = sum(staged.rejects for staged in checked.parts.staged) + _found(ingest, checked) - total.get("n", 0)
    in_place = (
        not aside and not total.get("changed", 0) and all(not part.staged for part in checked.parts.parts) and bool(checked.parts.parts)
    )
    in_place = in_place and len(checked.columns) == len(table.columns) and _one_type(checked)
    handed = [*(column.name for column in checked.columns), *checked.extras]
    if in_place:
        files = tuple(file.path for file in checked.source.files)
    else:
        files = (scratch / f"{name}.parquet",)
        ingest.copy(f"select {', '.join(map(quoted, handed))} from {checked.kept}", files[0], step=f"stage `{name}`")
    return LoadedTable(
        name=name,
        files=files,
        select=_select(checked, in_place=in_place),
        columns=tuple(handed),
        in_place=in_place,
        rows=total.get("n", 0),
        filled=frozenset(column for column in handed if total.get(f"f_{column}", 0)),
        set_aside=aside,
        emptied={column.name: total[f"w_{column.name}"] for column in checked.columns if total.get(f"w_{column.name}")},
        other={column.name: total[f"o_{column.name}"] for column in checked.columns if total.get(f"o_{column.name}")},
        first_at=min((row["first_at"] for row in counts if row["first_at"]), default=None),
        last_at=max((row["last_at"] for row in counts if row["last_at"]), default=None),
        days={row["day"]: row["n"] for row in counts if row["day"]},
        filled_days={column: {row["day"]: row[f"f_{column}"] for row in counts if row["day"]} for column in handed if table.when},
    )


def _found(ingest: Ingest, checked: Checked) -> int:
    """Rows that came as far as the check."""
    counted = ingest.rows(f"select count(*) as n from {quoted(checked.view)}", step=f"count `{checked.table.name}`")
    return int(counted.column("n")[0].as_py())


def _scan(ingest: Ingest, checked: Checked) -> list[dict[str, Any]]:
    """One row a day of *when*, in order: rows, filled, emptied and `other` values by column, changed rows."""
    when = quoted(checked.table.when) if checked.table.when else "cast(null as timestamp)"
    handed = [*(column.name for column in checked.columns), *checked.extras]
    counts = [f"count({quoted(name)}) as {quoted(f'f_{name}')}" for name in handed]
    counts += [f"count({quoted(f'_w_{column.name}')}) as {quoted(f'w_{column.name}')}" for column in checked.columns]
    counts += [f"count_if({quoted(f'_o_{column.name}')}) as {quoted(f'o_{column.name}')}" for column in checked.columns if column.values]
    days = ingest.rows(
        f"""select cast({when} as date) as day, count(*) as n, min({when}) as first_at, max({when}) as last_at, {", ".join(counts)},
            count_if(_changed) as changed from {checked.kept} group by 1 order by 1""",
        step=f"count `{checked.table.name}`",
    )
    return days.to_pylist()


def _one_type(checked: Checked) -> bool:
    """Whether every extra column has one type in all parts, so that all files can be read together."""
    parts = checked.parts.parts
    return all(len({part.columns[name] for part in parts if name in part.columns}) == 1 for name in checked.extras)


def _select(checked: Checked, *, in_place: bool) -> str:
    there = {name for part in checked.parts.parts for name in part.cells}
    columns = [
        column.name if column.name in there or not in_place else f"cast(null as {column.sql_type}) as {column.name}"
        for column in checked.columns
    ]
    return f"select {', '.join([*columns, *map(quoted, checked.extras)])} from {checked.table.name}"
