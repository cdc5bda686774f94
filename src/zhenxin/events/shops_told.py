"""Whose shop a review or a visit was at, and which product a review is of, told by its order, its product or its live room where the data does not say."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from zhenxin.engine.cells import quoted
from zhenxin.engine.checking import parquet
from zhenxin.engine.ingest import Ingest
from zhenxin.events.dataset import LoadedTable, Said
from zhenxin.events.telling import missing, staged

_READ: Mapping[str, frozenset[str]] = {"reviews": frozenset({"orders", "products"}), "visits": frozenset({"products"})}
"""By table, the others that tell of it."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {"reviews": ("merchant_id", "product_id"), "visits": ("merchant_id",)}
_OPEN: Mapping[str, str] = {
    "reviews": "(merchant_id is null and (order_id is not null or product_id is not null)) or (product_id is null and order_id is not null)",
    "visits": "merchant_id is null and (product_id is not null or room_id is not null)",
}
"""By table, the rows of which something may be told."""

_REVIEWS = """
    with given as ({reviews}),
    bought as (
        select order_id, min(merchant_id) as merchant_id, case when count(distinct product_id) = 1 then min(product_id) end as product_id
        from ({orders}) as o group by order_id
    ),
    sold as (select product_id, min(merchant_id) as merchant_id from ({products}) as p group by product_id),
    named as (
        select g.*, coalesce(g.product_id, b.product_id) as told_product_id, coalesce(g.merchant_id, b.merchant_id) as ordered_from
        from given g left join bought b on g.order_id = b.order_id
    ),
    told as (
        select n.*, coalesce(n.ordered_from, s.merchant_id) as told_merchant_id from named n left join sold s on n.told_product_id = s.product_id
    )
    select {columns} from told t"""

# a room is one shop's where most of what names a shop there names that one
_VISITS = """
    with given as ({visits}),
    sold as (select product_id, min(merchant_id) as merchant_id from ({products}) as p group by product_id),
    named as (
        select g.*, coalesce(g.merchant_id, s.merchant_id) as seen_at from given g left join sold s on g.product_id = s.product_id
    ),
    counts as (
        select room_id, seen_at, count(*) as n from named where room_id is not null and seen_at is not null group by room_id, seen_at
    ),
    sizes as (select room_id, cast(sum(n) as bigint) as n from counts group by room_id),
    rooms as (select c.room_id, c.seen_at as merchant_id from counts c join sizes s on c.room_id = s.room_id where c.n * 2 > s.n),
    told as (
        select n.*, coalesce(n.seen_at, r.merchant_id) as told_merchant_id from named n left join rooms r on n.room_id = r.room_id
    )
    select {columns} from told t"""

_NOTHING = {
    "orders": "select cast(null as varchar) as order_id, cast(null as varchar) as merchant_id, cast(null as varchar) as product_id where 1 = 0",
    "products": "select cast(null as varchar) as product_id, cast(null as varchar) as merchant_id where 1 = 0",
}


def told_sql(name: str, tables: Mapping[str, str], columns: tuple[str, ...]) -> str:
    """SQL of `reviews` or `visits` with what the others tell in the place of NULL; SQL of each table comes in `tables`, what is given stays.

    A review is of its order's shop and product (where the order has one), else of its product's shop. A visit is to the shop of its product, else to the
    shop whose live room it is in: the one that more than half of what names a shop there names.
    """
    given = ", ".join(f"t.{quoted(one)}" if one not in _COLUMNS[name] else f"t.told_{one} as {one}" for one in columns)
    return {"reviews": _REVIEWS, "visits": _VISITS}[name].format(**(_NOTHING | dict(tables)), columns=given)


def tell_shops(ingest: Ingest, tables: Mapping[str, LoadedTable], scratch: Path) -> tuple[dict[str, LoadedTable], tuple[Said, ...]]:
    """The tables of which something could be told, by name, and what to say of them."""
    made: dict[str, LoadedTable] = {}
    said: list[Said] = []
    for name, columns in _COLUMNS.items():
        given = tables.get(name)
        if given is None or not any(missing(given, column) for column in columns) or not _is_open(ingest, given):
            continue
        found = staged(
            ingest, tables, name, _READ[name], partial(told_sql, name), scratch, step=f"tell the shops of `{name}`",
        )  # fmt: skip
        told = [_said(given, found, column) for column in columns if missing(given, column) > missing(found, column)]
        if told:
            made[name] = found
            said += told
    return made, tuple(said)


def _is_open(ingest: Ingest, table: LoadedTable) -> bool:
    sql = f"select count(*) as n from ({table.over(parquet(table.files))}) where {_OPEN[table.name]}"
    return bool(ingest.rows(sql, step=f"rows of `{table.name}` that name no shop")["n"][0].as_py())


def _said(given: LoadedTable, found: LoadedTable, column: str) -> Said:
    before, left = missing(given, column), missing(found, column)
    where, where_zh = (
        ("their orders and products", "订单和商品") if given.name == "reviews" else ("their products and live rooms", "商品和直播间")
    )
    return (
        f"`{given.name}.{column}` is missing in {before:,} of {given.rows:,} rows; {before - left:,} were told from {where}",
        f"`{given.name}.{column}` 在 {given.rows:,} 行中有 {before:,} 行缺失；已根据{where_zh}判断出 {before - left:,} 行",
    )
