"""The stranger's own check of what was written: names, types, ids that join, and the key against the tables."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from strangers.schema import TABLES

_TYPES = {"s": "VARCHAR", "t": "TIMESTAMP", "m": "DECIMAL(18,2)", "i": "INTEGER", "d": "DOUBLE", "b": "BOOLEAN", "l": "VARCHAR[]"}
_LINKS = (
    ("orders", "account_id", "accounts"), ("orders", "merchant_id", "merchants"), ("orders", "product_id", "products"),
    ("products", "merchant_id", "merchants"),
    ("payments", "order_id", "orders"), ("parcels", "order_id", "orders"), ("scans", "parcel_id", "parcels"),
    ("reviews", "account_id", "accounts"),
    ("reviews", "order_id", "orders"), ("reviews", "product_id", "products"), ("claims", "order_id", "orders"),
    ("claims", "approver_id", "staff"),
    ("order_states", "order_id", "orders"), ("logins", "account_id", "accounts"), ("visits", "account_id", "accounts"),
    ("visits", "product_id", "products"),
    ("staff_actions", "staff_id", "staff"), ("orders", "device_id", "devices"), ("logins", "device_id", "devices"),
    ("messages", "order_id", "orders"),
    ("accounts", "referrer_id", "accounts"),
)  # fmt: skip


def problems(out: Path) -> list[str]:
    """Give what is wrong with a written market, in sentences."""
    db = duckdb.connect()
    db.execute("set threads to 1")
    found = []
    have = {p.stem for p in (out / "market").glob("*.parquet")}
    for table in sorted(have):
        db.execute(f"create view {table} as select * from read_parquet('{out}/market/{table}.parquet')")
        for name, kind, *_ in db.execute(f"describe {table}").fetchall():
            if TABLES[table].get(name) is None or _TYPES[TABLES[table][name]] != kind:
                found.append(f"{table}.{name} is {kind}")
        first = next(iter(TABLES[table]))
        if first.endswith("_id") and first[:-3] in table and table not in ("logins", "scans", "listings"):
            twice = db.execute(f"select count(*) - count(distinct {first}) from {table}").fetchall()[0][0]
            if twice and table in {link[2] for link in _LINKS} | {"reviews", "payments", "claims", "messages"}:
                found.append(f"{table}: {twice} ids twice")
    for table, column, other in _LINKS:
        if not {table, other} <= have or column not in dict.fromkeys(r[0] for r in db.execute(f"describe {table}").fetchall()):
            continue
        key = next(iter(TABLES[other]))
        lost = db.execute(
            f"select count(*) from {table} t where {column} is not null and not exists (select 1 from {other} o where o.{key} = t.{column})"
        ).fetchall()[0][0]
        if lost:
            found.append(f"{table}.{column}: {lost} without {other}")
    return found + _key_problems(db, out)


def _key_problems(db: duckdb.DuckDBPyConnection, out: Path) -> list[str]:
    db.execute(f"create view truth as select * from read_parquet('{out}/truth/truth.parquet')")
    checks = {
        "orders before registration": "from orders o join accounts a using (account_id) where o.occurred_at < a.registered_at",
        "orders before listing": "from orders o join products p using (product_id) where o.occurred_at < p.listed_at",
        "orders at a shop not its product's": "from orders o join products p using (product_id) where o.merchant_id <> p.merchant_id",
        "reviews before their order": "from reviews r join orders o using (order_id) where r.occurred_at < o.occurred_at",
        "truth rows twice": "from (select entity_kind, entity_id, behaviour, count(*) c from truth group by all having c > 1)",
        "hard and false shields": "from truth t join truth u using (entity_kind, entity_id) where t.behaviour = 'hard:under_attack'"
        " and u.behaviour not like 'hard:%'",
    }
    found = {name: db.execute(f"select count(*) {sql}").fetchall()[0][0] for name, sql in checks.items()}
    return [f"{name}: {n}" for name, n in found.items() if n]


def summary(out: Path) -> list[str]:
    """Give the counts: rows a table, entities a behaviour."""
    db = duckdb.connect()
    db.execute("set threads to 1")
    lines = [
        f"{p.stem} {db.execute(f'select count(*) from read_parquet({str(p)!r})').fetchall()[0][0]}"
        for p in sorted((out / "market").glob("*.parquet"))
    ]
    rows = db.execute(
        "select behaviour, coalesce(skill, '-'), max(rings) || ' rings', string_agg(entity_kind || ':' || n, ' ' order by entity_kind) from"
        " (select behaviour, skill, entity_kind, count(*) n, count(distinct ring_id) rings from read_parquet($1) "
        "group by all) group by 1, 2 order by 1, 2",
        [str(out / "truth" / "truth.parquet")],
    ).fetchall()
    share = db.execute(
        f"select count(distinct entity_id) / (select count(*) from read_parquet('{out}/market/orders.parquet')) "
        f"from read_parquet('{out}/truth/truth.parquet')"
        " where entity_kind = 'order' and behaviour not like 'hard:%'"
    ).fetchall()[0][0]
    return [*lines, f"false orders {share:.4f}", *(" ".join(map(str, r)) for r in rows)]


if __name__ == "__main__":
    for folder in sys.argv[1:]:
        sys.stdout.write("\n".join([folder, *problems(Path(folder)), *summary(Path(folder))]) + "\n")
