"""Who is hit wrongly: the innocents of a data set by region, age of the account and size of the shop, and which of them were accused."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from zhenxin import events
from zhenxin.engine import Engine, open_engine
from zhenxin.engine.duckdb_engine import scratch_folder
from zhenxin.errors import InputError
from zhenxin.evaluate.field import Field, Yes
from zhenxin.evaluate.figures import HitFigures
from zhenxin.evaluate.resample import Lift, Measure, Ratio, Told
from zhenxin.events.divisions import divisions
from zhenxin.settings import Settings

WAYS = ("region", "age", "size")
AGES = ("<30d", "30-89d", "90-364d", "1-3y", "3y+")
"""Since registration, at as_of."""
SIZES = ("<10", "10-49", "50-199", "200-999", "1000+")
"""Orders of the shop in the data."""
_PLACES = {label: place for labels in (AGES, SIZES) for place, label in enumerate(labels)}
UNKNOWN = ""
_MOST = 24
"""Regions told apart, the largest; the others are one group."""
OTHERS = "…"
_COLUMNS = {
    "accounts": ("account_id", "region", "registered_at"), "merchants": ("merchant_id", "region"),
    "orders": ("order_id", "account_id", "merchant_id", "region"), "reviews": ("review_id", "account_id", "merchant_id"),
}  # fmt: skip
Note = tuple[str, str]

_PEOPLE = """
    select account_id, region, case when registered_at is null then cast(null as bigint) when seconds(registered_at, :as_of) < 2592000 then 0
        when seconds(registered_at, :as_of) < 7776000 then 1 when seconds(registered_at, :as_of) < 31536000 then 2
        when seconds(registered_at, :as_of) < 94608000 then 3 else 4 end as age from told_accounts"""
_SHOPS = """
    select n.merchant_id, m.region, case when n.orders < 10 then 0 when n.orders < 50 then 1 when n.orders < 200 then 2 when n.orders < 1000 then 3
        else 4 end as size
    from (select merchant_id, count(*) as orders from told_orders group by merchant_id) as n left join told_merchants m on n.merchant_id = m.merchant_id"""
_FACTS = {
    "account": "select account_id as entity_id, region, age, cast(null as bigint) as size from people",
    "merchant": "select merchant_id as entity_id, region, cast(null as bigint) as age, size from shops",
    "order": """select o.order_id as entity_id, coalesce(o.region, p.region) as region, p.age, s.size
        from told_orders o left join people p on o.account_id = p.account_id left join shops s on o.merchant_id = s.merchant_id""",
    "review": """select r.review_id as entity_id, p.region, p.age, s.size
        from told_reviews r left join people p on r.account_id = p.account_id left join shops s on r.merchant_id = s.merchant_id""",
}
_LACKS = {
    "region": ("by region", "地区", ("accounts.region", "merchants.region", "orders.region")),
    "age": ("by age of the account", "账号年龄", ("accounts.registered_at",)),
    "size": ("by size of the shop", "店铺规模", ("orders.merchant_id",)),
}
Groups = tuple[str | None, int | None, int | None]
"""Region, age and size; None where it is not known."""


@dataclass(frozen=True)
class Population:
    """How many innocents of each kind have which region, age and size, and the accused among them by id."""

    cells: Mapping[str, Mapping[Groups, int]]
    accused: Mapping[str, Mapping[str, Groups]]
    notes: tuple[Note, ...] = ()


def look_up(data: Path, settings: Settings, field: Field, accused: Yes, as_of: datetime | None, *, asked: bool) -> Population:
    """Read the innocents in `data`. Raises InputError where it was `asked` for and cannot be read; else that is noted."""
    try:
        with scratch_folder(settings.scratch) as scratch:
            dataset = events.load(data, settings, Path(scratch), as_of=as_of, only=tuple(_COLUMNS))
            engine = open_engine(settings)
            try:
                return _population(engine, dataset, field, accused)
            finally:
                engine.close()
    except InputError as error:
        if asked:
            raise
        english = f"Who is hit wrongly is not told, since there is no data set beside the key ({error.problem}); name it with --data."
        return Population(
            {}, {}, ((english, f"无法说明哪些无辜者被指认：答案表旁边没有可读的数据集（{error.problem}）；请用 --data 指明。"),)
        )


def _population(engine: Engine, dataset: events.Dataset, field: Field, accused: Yes) -> Population:
    for name, columns in _COLUMNS.items():
        engine.materialize(f"told_{name}", _narrow(engine, dataset, name, columns), step=f"columns of {name}")
    engine.materialize("people", _PEOPLE, {"as_of": dataset.as_of}, step="ages of accounts")
    engine.materialize("shops", _SHOPS, step="sizes of shops")
    filled = {f"{name}.{column}" for name, table in dataset.tables.items() for column in table.filled}
    notes = [
        (
            f"Who is hit wrongly {english}: not told, the data lack {', '.join(columns)}.",
            f"哪些无辜者被指认（按{chinese}）：未说明，数据缺少 {'、'.join(columns)}。",
        )
        for english, chinese, columns in _LACKS.values()
        if not filled & set(columns)
    ]
    cells, hit = {}, {}
    for kind, facts in _FACTS.items():
        if kind in field.kinds:
            own = (field.kind == field.kinds.index(kind)) & field.judged
            false, wrongly = (field.ids.filter(pa.array(own & some)) for some in (field.false, accused & ~field.false))
            cells[kind], hit[kind] = _of_kind(engine, facts, false, wrongly)
    return Population(cells, hit, tuple(notes))


def _narrow(engine: Engine, dataset: events.Dataset, name: str, columns: Sequence[str]) -> str:
    """SELECT of the columns told of a table; no rows where it is absent."""
    table = dataset.tables.get(name)
    if table is None:
        cells = [f"cast(null as {'timestamp' if column == 'registered_at' else 'varchar'}) as {column}" for column in columns]
        return f"select {', '.join(cells)} where false"
    engine.read(name, table.files)
    return f"select {', '.join(columns)} from ({table.select}) as {name}"


def _of_kind(engine: Engine, facts: str, false: pa.Array, wrongly: pa.Array) -> tuple[dict[Groups, int], dict[str, Groups]]:
    engine.put("false_ones", pa.table({"entity_id": false}))
    engine.put("wrongly", pa.table({"entity_id": wrongly}))
    cells = engine.rows(
        f"""select f.region, f.age, f.size, count(*) as innocent from ({facts}) as f left join false_ones k on f.entity_id = k.entity_id
        where k.entity_id is null group by f.region, f.age, f.size order by f.region, f.age, f.size""",
        step="innocents by group",
    ).to_pylist()
    hit = engine.rows(
        f"select f.entity_id, f.region, f.age, f.size from ({facts}) as f join wrongly w on f.entity_id = w.entity_id order by f.entity_id",
        step="innocents accused",
    ).to_pylist()
    counts: Counter[Groups] = Counter()
    for row in cells:
        counts[_groups(row)] += row["innocent"]
    return dict(counts), {row["entity_id"]: _groups(row) for row in hit}


def _groups(row: Mapping[str, Any]) -> Groups:
    return (province(row["region"]) if row["region"] else None, row["age"], row["size"])


@cache
def province(region: str) -> str:
    """The province that a region lies in, by its name or its division code; the region itself where it is none of China's."""
    known = divisions()
    if region[:2].isdigit() and region[:2] in known.titles:
        return known.titles[region[:2]]
    return next((known.titles[code] for length in range(len(region), 1, -1) for code in _codes(region[:length])), region)


def _codes(name: str) -> list[str]:
    known = divisions()
    return sorted({code[:2] for code in (*known.names.get(name, ()), *known.short.get(name, ())) if len(code) == 2})


class Hits:
    """How often each group of innocents is accused, against all innocents of its kind.

    The number of innocents is counted in the data and is not drawn; what is drawn is who was accused.
    """

    def __init__(self, field: Field, population: Population) -> None:
        self.rows: list[tuple[str, str, str, int, int, int, int]] = []
        """kind, by, group, its innocents, accused; those of the whole kind."""
        self.measures: list[Measure] = []
        unit_of = {kind: self._units(field, kind) for kind in population.cells}
        for kind, cells in population.cells.items():
            accused = population.accused[kind]
            for at, way in enumerate(WAYS):
                self._add(kind, way, Counter(_summed(cells, at)), {entity: groups[at] for entity, groups in accused.items()}, unit_of[kind])

    @staticmethod
    def _units(field: Field, kind: str) -> dict[str, int]:
        own = (field.kind == field.kinds.index(kind)) & ~field.false & (field.said > 0)
        return dict(zip(field.ids.filter(pa.array(own)).to_pylist(), field.unit[own].tolist(), strict=True))

    def _add(
        self, kind: str, way: str, counts: Counter[str | int | None], accused: Mapping[str, str | int | None], units: Mapping[str, int]
    ) -> None:
        if not set(counts) - {None}:
            return
        large = {name for name, _ in counts.most_common(_MOST + 1)} if way == "region" else set(counts)
        named = {group: _label(way, group) if group in large else OTHERS for group in counts}
        labels = sorted(set(named.values()), key=lambda label: (label in {UNKNOWN, OTHERS}, _PLACES.get(label, 0), label))
        innocents = Counter[str]()
        for group, count in counts.items():
            innocents[named[group]] += count
        place = np.array([labels.index(named[group]) for group in accused.values()], dtype=np.int64)
        unit = np.array([units[entity] for entity in accused], dtype=np.int64)
        ones, none, whole = np.ones(len(place)), np.zeros(len(place)), np.array([float(sum(counts.values()))])
        of_group = Ratio(unit, place, len(labels), ones, none, plus=np.array([float(innocents[label]) for label in labels]))
        of_all = Ratio(unit, np.zeros(len(place), dtype=np.int64), 1, ones, none, plus=whole)
        self.measures += [of_group, Lift(of_group, of_all)]
        hit = np.bincount(place, minlength=len(labels))
        self.rows += [(kind, way, label, innocents[label], int(hit[at]), int(whole[0]), len(accused)) for at, label in enumerate(labels)]

    def told(self, figures: Sequence[Sequence[Told]]) -> tuple[HitFigures, ...]:
        """The groups, kind by kind and way by way."""
        rates = [figure for one in figures[::2] for figure in one]
        lifts = [figure for one in figures[1::2] for figure in one]
        return tuple(
            HitFigures(
                kind=kind, by=way, group=group, innocent=innocent, accused=accused, share_of_innocents=innocent / whole,
                share_of_accused=accused / hit if hit else None, lift=lift.value, intervals={"rate": rate.interval, "lift": lift.interval},
            )
            for (kind, way, group, innocent, accused, whole, hit), rate, lift in zip(self.rows, rates, lifts, strict=True)
        )  # fmt: skip


def _summed(cells: Mapping[Groups, int], at: int) -> dict[str | int | None, int]:
    sums: dict[str | int | None, int] = {}
    for groups, count in cells.items():
        sums[groups[at]] = sums.get(groups[at], 0) + count
    return sums


def _label(way: str, group: str | int | None) -> str:
    if group is None:
        return UNKNOWN
    return str(group) if isinstance(group, str) else (AGES if way == "age" else SIZES)[group]
