"""How far the orders of one product within an hour exceed what that product sells in an hour."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class OrderBurst(Signal):
    """Bits of surprise at the orders of a product half an hour before and after this one, against its other hours, threefold.

    Three times the usual pace is a good hour and counts for nothing; an announced campaign explains a burst and silences it.
    """

    entity = "order"
    window = days(14)
    evidence = "time"
    act = False
    levels = (10, 25, 60)
    speaks_for = ("task_brushing", "reverse_brushing", "live_inflation", "device_farm")
    silent_on = ("consumables",)
    can_do_without = ("campaigns", "products")
    reason = Words(
        "{near_orders} orders of this product within one hour, where {usual:.2f} an hour are usual",
        zh="该商品一小时内有 {near_orders} 笔订单，平时每小时约 {usual:.2f} 笔",
    )
    sql = """
        with announced as (
            select product_id, starts_at, ends_at from campaigns where product_id is not null
            union all
            select p.product_id, c.starts_at, c.ends_at from campaigns c join products p on c.merchant_id = p.merchant_id where c.product_id is null
        ),
        excused as (
            select distinct o.order_id from orders o join announced a on o.product_id = a.product_id
            where o.occurred_at >= a.starts_at and (a.ends_at is null or o.occurred_at <= a.ends_at)
        ),
        counted as (
            select order_id, product_id, count(*) over (
                partition by product_id order by occurred_at
                range between interval 30 minute preceding and interval 30 minute following
            ) as near_orders, count(*) over (partition by product_id) as all_orders
            from orders where product_id is not null
        ),
        compared as (
            select order_id, near_orders, greatest(all_orders - near_orders, 1) / 336.0 as usual from counted where near_orders >= 5
        )
        select c.order_id as entity_id, surprise(c.near_orders, 3.0 * c.usual + 0.3) as value, c.near_orders, cast(c.usual as double) as usual
        from compared c left join excused e on c.order_id = e.order_id
        where e.order_id is null"""
