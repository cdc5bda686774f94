"""SQL over the tables of a world."""

from collections.abc import Callable
from pathlib import Path

import duckdb

ORDERS, MARKET = 24_000, 100_000
Ask = Callable[[str], list[tuple]]


def asker(folder: Path) -> Ask:
    """Run SQL over the tables of a world, each by its name, `truth` too."""
    connection = duckdb.connect()
    for path in folder.glob("*.parquet"):
        connection.execute(f"create view {path.stem} as select * from '{path}'")
    connection.execute(
        "create table false_orders as select o.*, t.behaviour, t.skill, t.ring_id from orders o join truth t"
        " on t.entity_kind = 'order' and t.entity_id = o.order_id and not starts_with(t.behaviour, 'hard:')"
    )
    connection.execute("create table honest_orders as select o.* from orders o anti join false_orders f on o.order_id = f.order_id")
    return lambda sql: connection.execute(sql).fetchall()
