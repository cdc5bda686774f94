"""A table staged anew with values that its own rows and other tables tell where it is silent."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from zhenxin.engine.cells import quoted
from zhenxin.engine.checking import parquet
from zhenxin.engine.ingest import Ingest
from zhenxin.events.counting import count
from zhenxin.events.dataset import Input, LoadedTable
from zhenxin.events.schema import typed_tables

ToldSql = Callable[[Mapping[str, str], tuple[str, ...]], str]
"""SQL of the table with what is told, from SQL of the tables that it reads and the columns to give."""


def missing(table: LoadedTable, name: str) -> int:
    """In how many rows of `table` the column is NULL."""
    return table.rows - sum(table.filled_days.get(name, {}).values())


def staged(
    ingest: Ingest, tables: Mapping[str, LoadedTable], name: str, reads: Collection[str], told: ToldSql, scratch: Path, *, step: str
) -> LoadedTable:
    """The table `name` with what `told` tells from the tables in `reads`, in a file of its own under `scratch`; rows stay as they lie."""
    given, reads = tables[name], {*reads, name}
    path = scratch / f"{name}.told.parquet"
    columns = (*given.columns, "_file")
    own = given.over(parquet(given.files))
    if given.in_place:
        own = given.over(parquet(given.files).removesuffix(")") + ", filename = true)")
    own = own.replace("select ", f"select {'filename as _file' if given.in_place else '_file'}, row_number() over () as _place, ", 1)
    sources = {other: table.over(parquet(table.files)) for other, table in tables.items() if other in reads} | {name: own}
    ingest.copy(f"select * exclude (_place) from ({told(sources, (*columns, '_place'))}) order by _place", path, step=step)
    counts = count(ingest, f"select * from {parquet([path])}", typed_tables()[name].when, given.columns, step=f"count `{name}`")
    return replace(
        given,
        files=(path,),
        select=f"select {', '.join(map(quoted, given.columns))} from {name}",
        in_place=False,
        again=told({other: table.again for other, table in tables.items() if other in reads}, given.columns),
        inputs=_inputs(tables, name, reads),
        **counts.facts(),
    )


def _inputs(tables: Mapping[str, LoadedTable], name: str, reads: Collection[str]) -> tuple[Input, ...]:
    """The files of the table; what is told of their rows rests on all that was read."""
    beside = sorted(one.digest for other in sorted(set(reads) & set(tables)) for one in tables[other].inputs)
    return tuple(
        Input(path=one.path, digest=hashlib.sha256("\0".join((one.digest, *beside)).encode()).hexdigest()) for one in tables[name].inputs
    )
