"""How large the market and its shops are."""

from zhenxin.engine import Engine


def sizes(engine: Engine) -> dict[str, int]:
    """How many orders, reviews, accounts and merchants there are."""
    rows = engine.rows(
        """select 'order' as kind, count(*) as size from cut_orders union all select 'review' as kind, count(*) as size from cut_reviews
        union all select 'merchant' as kind, count(*) as size from cut_merchants union all select 'account' as kind, count(*) as size
        from (select account_id from cut_accounts union select account_id from cut_orders) as people""",
        step="how many there are of each kind",
    )
    return {row["kind"]: row["size"] for row in rows.to_pylist()}


def sold(engine: Engine) -> dict[str, tuple[int, int]]:
    """How many orders and reviews each merchant has."""
    rows = engine.rows(
        """select merchant_id, cast(sum(is_order) as bigint) as orders, cast(sum(1 - is_order) as bigint) as reviews from (
            select merchant_id, 1 as is_order from cut_orders union all select merchant_id, 0 as is_order from cut_reviews where merchant_id is not null
        ) as deeds group by merchant_id""",
        step="orders and reviews of merchants",
    )
    return {row["merchant_id"]: (row["orders"], row["reviews"]) for row in rows.to_pylist()}
