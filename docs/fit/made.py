"""A make-believe market as tables of its honest background, read the way the samples are."""

from pathlib import Path

import duckdb

from .samples import LIKE, Ask


def opened(folder: Path) -> Ask:
    """SQL over what is honest in a world, columns as arrays by name; times are local."""
    db = duckdb.connect()
    for path in sorted(folder.glob("*.parquet")):
        db.execute(f"create view raw_{path.stem} as select * from '{path}'")
    for kind, late in (("order", ", status_at + interval 8 hour as status_at"), ("review", "")):
        db.execute(
            f"create table {kind}s as select * replace (occurred_at + interval 8 hour as occurred_at{late}) from raw_{kind}s anti join"
            f" (select entity_id from raw_truth where entity_kind = '{kind}' and not starts_with(behaviour, 'hard:')) t on entity_id = {kind}_id"
        )
    db.execute(
        "create table parcels as select p.parcel_id, o.order_id, o.occurred_at as ordered_at, shipped_at + interval 8 hour as fetched_at,"
        " s.occurred_at + interval 8 hour as brought_at from raw_parcels p join orders o using (order_id)"
        " left join (select * from raw_scans where kind = 'signed') s using (parcel_id)"
    )
    listed = ", ".join(f"'{name}'" for name in LIKE)
    db.execute(f"create view products as select *, category as ours from raw_products where category in ({listed})")
    db.execute(
        "create table sessions as select v.session_id, count(*) filter (v.kind in ('view', 'compare')) as pages,"
        " sum(v.dwell_s) filter (v.kind in ('view', 'compare')) as seconds, bool_or(o.session_id is not null) as buys,"
        " isodow(min(v.occurred_at + interval 8 hour)) > 5 as weekend"
        " from raw_visits v left join (select distinct session_id from orders) o using (session_id)"
        " where v.session_id not in (select session_id from raw_orders where order_id not in (select order_id from orders)) group by 1"
    )
    return lambda sql: dict(db.execute(sql).fetchnumpy())
