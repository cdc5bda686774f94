"""What was set aside, emptied or cut, with file, line, column, value and reason: gathered while reading, written as CSV."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from zhenxin.engine.cells import quoted
from zhenxin.engine.duckdb_engine import duckdb_literal
from zhenxin.engine.ingest import Ingest
from zhenxin.events.dataset import Dataset, LoadedTable
from zhenxin.events.reasons import CUT, EMPTIED, REASONS, SET_ASIDE
from zhenxin.events.schema import Column
from zhenxin.events.table import Checked

MOST_LATER = 1_000
"""Rows later than as_of that are listed, a table; they are counted, all of them, and still in the user's file."""


def gather(ingest: Ingest, checked: Checked, table: LoadedTable, as_of: datetime, *, folder: Path, scratch: Path) -> Path | None:
    """Stage the quarantine of one table of the data set in `folder`, sorted; None where there is nothing to tell."""
    pieces = [f"select * from read_parquet({duckdb_literal(str(path))})" for staged in checked.parts.staged for path in staged.rejected]
    if checked.typed:
        pieces += _set_aside(checked) if table.set_aside else []
        pieces += [_bad(checked, column, f"({checked.kept})", EMPTIED) for column in checked.columns if column.name in table.emptied]
    if table.later:
        pieces.append(_later(checked, as_of))
    if not pieces:
        return None
    told = [(code, english, chinese) for code, (english, chinese) in REASONS.items()]
    codes, english, chinese = zip(*told, strict=True)
    ingest.put("reasons", pa.table({"code": codes, "en": english, "zh": chinese}))
    prefix = duckdb_literal(f"{folder}/")
    name = f"case when starts_with(q.file, {prefix}) then substr(q.file, length({prefix}) + 1) else q.file end"
    detail = f"replace(coalesce(q.detail, ''), {prefix}, '')"
    path = scratch / f"{table.name}.quarantine"
    ingest.copy(
        f"""select {name} as file, q.line, coalesce(q."column", '') as "column", coalesce(q.value, '') as value,
            replace(r.en, '{{}}', {detail}) as reason, q.outcome, q.row, replace(r.zh, '{{}}', {detail}) as reason_zh
            from ({" union all by name ".join(pieces)}) q join reasons r using (code)
            order by file, line, "column", q.code""",
        path,
        step=f"gather what is wrong with `{table.name}`",
    )
    return path


def write(dataset: Dataset, folder: Path) -> None:
    """Write `quarantine/<table>.csv` under `folder`: one line a bad value, in the order of file, line and column.

    Columns: file, line (1 is the first line of a text file and the first row of a Parquet one), column, value, reason, outcome (set aside,
    emptied, later than as_of), row (the raw row as JSON, personal values hashed), reason_zh.
    """
    (folder / "quarantine").mkdir(parents=True, exist_ok=True)
    for name, path in dataset.quarantine.items():
        file = pq.ParquetFile(path)
        options = pyarrow.csv.WriteOptions(quoting_style="needed")
        with pyarrow.csv.CSVWriter(folder / "quarantine" / f"{name}.csv", file.schema_arrow, write_options=options) as writer:
            for batch in file.iter_batches():
                writer.write_batch(batch)


def _piece(column: str, value: str, code: str, rows: str, *, outcome: str, detail: str = "''") -> str:
    return (
        f'select _file as file, _line as line, {duckdb_literal(column)} as "column", {value} as value, {code} as code, {detail} as detail, '
        f"{duckdb_literal(outcome)} as outcome, cast(_row as varchar) as row from {rows}"
    )


def _told(checked: Checked, column: Column) -> str:
    """The name that the user knows the column by."""
    return next((mask.raw for mask in checked.masks if column.name in mask.gives), column.name)


def _bound(column: Column) -> str:
    bounds = ((code, bound) for code, bound in (("below", column.low), ("above", column.high)) if bound is not None)
    tests = " ".join(f"when '{code}' then '{bound:g}'" for code, bound in bounds)
    return f"""case "_w_{column.name}" {tests} else '' end""" if tests else "''"


def _set_aside(checked: Checked) -> Iterator[str]:
    for column in checked.here:
        if column.required:
            yield _bad(checked, column, checked.rows, SET_ASIDE)
    if checked.twins:
        key = checked.table.key
        rows = f"{quoted(checked.view)} join {quoted(checked.twins)} using (_file, _line)"
        yield _piece(key, quoted(key), "'twin'", rows, outcome=SET_ASIDE, detail="first_file || ':' || first_line")


def _bad(checked: Checked, column: Column, rows: str, outcome: str) -> str:
    code = quoted(f"_w_{column.name}")
    told = _told(checked, column)
    return _piece(told, quoted(f"_r_{column.name}"), code, f"{rows} where {code} is not null", outcome=outcome, detail=_bound(column))


def _later(checked: Checked, as_of: datetime) -> str:
    when = checked.table.when
    without = f" anti join {quoted(checked.twins)} using (_file, _line)" if checked.twins else ""
    moment = duckdb_literal(as_of.isoformat(sep=" "))
    later = f"not _aside and {quoted(when)} > timestamp {moment}"
    first = f"select _file, _line from {quoted(checked.view)}{without} where {later} order by _file, _line limit {MOST_LATER}"
    rows = f"{quoted(checked.view)} semi join ({first}) using (_file, _line)"
    return _piece(when, f"cast({quoted(when)} as varchar)", "'later'", rows, outcome=CUT, detail=moment)
