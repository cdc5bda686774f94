"""What is known besides the page itself: the registry, service points, and who else shows the same numbers."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zhenxin.engine import open_engine
from zhenxin.engine.duckdb_engine import scratch_folder
from zhenxin.events import Dataset, load
from zhenxin.events.brands import families
from zhenxin.events.registry import Registry, shipped_registry
from zhenxin.settings import Settings


@dataclass(frozen=True)
class Use:
    """Where a number is shown, page by page of a data set."""

    brands: tuple[str, ...]
    """The brand each page speaks for, each once."""
    sites: tuple[str, ...]

    @property
    def makers(self) -> int:
        """How many unrelated makers the pages speak for."""
        return families(self.brands)


@dataclass(frozen=True)
class Known:
    """All that a judgement may lean on."""

    registry: Registry
    uses: dict[str, Use] = field(default_factory=dict)
    """By number: the pages of the data set that show it."""
    served: dict[str, frozenset[str]] = field(default_factory=dict)
    """By brand: the six-digit divisions in which it has service points."""


def known(data: Path | None, settings: Settings) -> Known:
    """What is known from the shipped registry and, where `data` is given, from its hotlines, service_points and pages.

    Raises InputError where `data` cannot be read as a data set.
    """
    if data is None:
        return Known(shipped_registry())
    with scratch_folder(settings.scratch) as scratch:
        tables = _tables(load(data, settings, Path(scratch)), settings)
    rows = [*tables["hotlines"]]
    served: defaultdict[str, set[str]] = defaultdict(set)
    for point in tables["service_points"]:
        rows += [{**point, "number": number} for number in point["numbers"] or ()]
        served[point["brand"]].update(point["region_codes"] or ())
    registry = shipped_registry().joined(rows)
    uses = _uses(tables["pages"], tables["page_facts"])
    return Known(registry, uses, {brand: frozenset(codes) for brand, codes in served.items()})


_QUERIES = {
    "hotlines": "select brand, number, source, cast(checked_at as varchar) as checked_at from hotlines order by 1, 2",
    "service_points": """
        select brand, numbers, region_codes, source, cast(checked_at as varchar) as checked_at from service_points order by point_id""",
    "pages": "select url, site, claimed_brand from pages order by 1",
    "page_facts": """
        select url, fact, value, count(*) as times, min(position) as position from page_facts
        where fact in ('number', 'brand') group by url, fact, value order by 1, 2, 3""",
}


def _tables(dataset: Dataset, settings: Settings) -> dict[str, list[dict[str, Any]]]:
    engine = open_engine(settings)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in _QUERIES}
    try:
        for name, sql in _QUERIES.items():
            table = dataset.tables.get(name)
            if table is not None:
                engine.read(name, table.files)
                found[name] = engine.rows(sql, sources={name: table.select}, step=f"read {name}").to_pylist()
    finally:
        engine.close()
    return found


def _uses(pages: list[dict[str, Any]], facts: list[dict[str, Any]]) -> dict[str, Use]:
    """Number by number, the brands and sites of the pages that show it."""
    sites = {page["url"]: site_of(page["site"] or page["url"]) for page in pages}
    brands = {page["url"]: page["claimed_brand"] for page in pages if page["claimed_brand"]}
    shown: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for fact in facts:
        if fact["fact"] == "brand":
            shown[fact["url"]].append(fact)
    for url, mentions in shown.items():
        first = min(mentions, key=lambda fact: (-fact["times"], fact["position"] if fact["position"] is not None else -1, fact["value"]))
        brands.setdefault(url, first["value"])
    users: defaultdict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact["fact"] == "number":
            users[fact["value"]].add(fact["url"])
    return {
        number: Use(
            tuple(sorted({brands[url] for url in urls if url in brands})), tuple(sorted({sites[url] for url in urls if sites.get(url)}))
        )
        for number, urls in users.items()
    }


def site_of(address: str) -> str:
    """The site of a host name or URL as one registers it: `m.example.com.cn` and `www.example.com.cn` are `example.com.cn`."""
    host = re.sub(r"^[a-z][a-z0-9+.\-]*://", "", address.strip().lower())
    host = re.split(r"[/:?#]", host, maxsplit=1)[0]
    found = re.search(r"[^.]+\.(?:(?:com|net|org|gov|edu|ac|co)\.[a-z]{2}|[^.]+)$", host)
    return found[0] if found else host
