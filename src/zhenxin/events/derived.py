"""The tables the events stage makes from the others: who was seen where, and what pages say."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet as pq

from zhenxin.engine.checking import parquet
from zhenxin.engine.ingest import Ingest
from zhenxin.events.counting import count
from zhenxin.events.dataset import LoadedTable
from zhenxin.events.pages import page_facts as facts_of_pages
from zhenxin.events.registry import shipped_registry
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
    made = (sightings(ingest, tables, scratch), page_facts(ingest, tables, scratch, processes))
    return {table.name: table for table in made if table}


def page_facts(ingest: Ingest, tables: Mapping[str, LoadedTable], scratch: Path, processes: int) -> LoadedTable | None:
    """Stage what the pages say; None where there is no page."""
    if "pages" not in tables:
        return None
    registry = shipped_registry()
    if "hotlines" in tables:
        own = ingest.rows(tables["hotlines"].over(parquet(tables["hotlines"].files)), step="read `hotlines`")
        registry = registry.joined(own.to_pylist())
    path = scratch / "page_facts.parquet"
    found = facts_of_pages(ingest.rows(tables["pages"].over(parquet(tables["pages"].files)), step="read `pages`"), registry, processes)
    pq.write_table(found, path)
    return derived(ingest, "page_facts", path, again="")


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
