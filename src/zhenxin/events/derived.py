"""The tables the events stage makes from the others: who was seen where, what pages say, and whose number is known."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.engine.checking import parquet
from zhenxin.engine.ingest import Ingest
from zhenxin.events.counting import count
from zhenxin.events.dataset import LoadedTable
from zhenxin.events.pages import page_facts as facts_of_pages
from zhenxin.events.registry import Registry, shipped_registry
from zhenxin.events.schema import DERIVED

_SEEN = ("device_id", "ip_hash", "net_hash", "wifi_hash")

_SOURCES = {
    "logins": ("login", "occurred_at", ("device_id", "ip_hash", "net_hash", "wifi_hash")),
    "orders": ("order", "occurred_at", ("device_id", "ip_hash", "net_hash", "cast(null as varchar)")),
    "accounts": ("registration", "registered_at", ("register_device_id", "register_ip_hash", "register_net_hash", "cast(null as varchar)")),
}
"""Table to what a sighting in it is called, its time, and the four things seen."""


def sightings_sql(tables: Mapping[str, str]) -> str:
    """SQL of the sightings from SQL of the tables there are; empty where none of the three is.

    A sighting has a time and at least one of device, address and wireless network.
    """
    parts = []
    for name, (source, when, seen) in _SOURCES.items():
        if name in tables:
            columns = ", ".join(f"{sql} as {column}" for sql, column in zip(seen, _SEEN, strict=True))
            anything = " or ".join(f"{sql} is not null" for sql in seen if "cast" not in sql)
            parts.append(
                f"select account_id, {when} as occurred_at, {columns}, '{source}' as source from ({tables[name]}) "
                f"where {when} is not null and ({anything})"
            )
    return " union all ".join(parts)


def derive(ingest: Ingest, tables: Mapping[str, LoadedTable], scratch: Path, processes: int = 1) -> dict[str, LoadedTable]:
    """The derived tables that can be made, by name; many pages are read by so many `processes`."""
    made = [sightings(ingest, tables, scratch)]
    if "pages" in tables:
        registry = shipped_registry().joined(_rows(ingest, tables, "hotlines"))
        made += [page_facts(ingest, tables, registry, scratch, processes), registered_numbers(ingest, tables, registry, scratch)]
    return {table.name: table for table in made if table}


def page_facts(ingest: Ingest, tables: Mapping[str, LoadedTable], registry: Registry, scratch: Path, processes: int) -> LoadedTable:
    """Stage what the pages say; `registry` helps to find numbers and brands in them."""
    path = scratch / "page_facts.parquet"
    found = facts_of_pages(ingest.rows(tables["pages"].over(parquet(tables["pages"].files)), step="read `pages`"), registry, processes)
    pq.write_table(found, path)
    return derived(ingest, "page_facts", path, again="")


def registered_numbers(ingest: Ingest, tables: Mapping[str, LoadedTable], registry: Registry, scratch: Path) -> LoadedTable:
    """Stage every number that somebody says is a brand's own: the data's `hotlines` and `service_points`, and the registry that ships inside.

    What ships inside is known whatever `as_of` is, so it has no `checked_at`; its source tells the day.
    """
    points = [{**row, "number": number} for row in _rows(ingest, tables, "service_points") for number in row["numbers"] or () if number]
    shipped = set(shipped_registry().entries)
    rows = [
        {"brand": entry.brand, "number": entry.number, "source": f"{entry.source}, {entry.checked_at}" if entry in shipped else entry.source,
         "checked_at": datetime.fromisoformat(entry.checked_at) if entry.checked_at and entry not in shipped else None}
        for entry in Registry(()).joined(points).entries + registry.entries
    ]  # fmt: skip
    path = scratch / "registered_numbers.parquet"
    moment = pa.timestamp("us")
    schema = pa.schema([("brand", pa.string()), ("number", pa.string()), ("source", pa.string()), ("checked_at", moment)])
    pq.write_table(pa.Table.from_pylist(rows, schema), path)
    return derived(ingest, "registered_numbers", path, again="")


def _rows(ingest: Ingest, tables: Mapping[str, LoadedTable], name: str) -> list[dict[str, Any]]:
    if name not in tables:
        return []
    rows: list[dict[str, Any]] = ingest.rows(tables[name].over(parquet(tables[name].files)), step=f"read `{name}`").to_pylist()
    return rows


def sightings(ingest: Ingest, tables: Mapping[str, LoadedTable], scratch: Path) -> LoadedTable | None:
    """Stage the sightings; None where no table could hold one."""
    seen = {name: table for name, table in tables.items() if name in _SOURCES and table.filled & set(_SOURCES[name][2])}
    sql = sightings_sql({name: table.over(parquet(table.files)) for name, table in seen.items()})
    if not sql:
        return None
    path = scratch / "sightings.parquet"
    ingest.copy(sql, path, step="stage `sightings`")
    return derived(ingest, "sightings", path, again=sightings_sql({name: table.again for name, table in seen.items()}))


def derived(ingest: Ingest, name: str, path: Path, *, again: str) -> LoadedTable:
    """A staged derived table with its counts."""
    table = DERIVED[name]
    columns = tuple(column.name for column in table.columns)
    counts = count(ingest, f"select * from {parquet([path])}", table.when, columns, step=f"count `{name}`")
    select = f"select {', '.join(columns)} from {name}"
    return LoadedTable(name=name, files=(path,), select=select, columns=columns, in_place=False, again=again, **counts.facts())
