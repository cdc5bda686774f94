"""How far the orders of one product within an hour and a half exceed what it usually sells in that time."""

import math

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class OrderBurst(Signal):
    """Bits of surprise at the orders of a product in this half hour and its two neighbours, against its other hours, threefold.

    Three times the usual pace is a good hour and counts for nothing; an announced campaign explains a burst and silences it; lines of one checkout are one.
    The greatest bursts are sales that nobody announced; so a burst is never strong.
    """

    entity = "order"
    window = days(14)
    evidence = "time"
    act = False
    levels = (10, 25, math.inf)
    speaks_for = ("task_brushing", "reverse_brushing", "live_inflation", "device_farm")
    silent_on = ("consumables",)
    can_do_without = ("campaigns", "products", "orders.basket_id")
    label = Words("burst of orders", zh="集中下单")
    innocent = Words(
        "a sale, a live room or a group buy brings many orders within the hour",
        zh="促销、直播或团购也会带来集中下单",
    )
    source = "domain.md §3.3: three orders a buyer-hour (Shopee 2020)"
    reason = Words(
        "{near_orders} orders of this product within an hour and a half, where {usual:.2f} are usual",
        zh="该商品一个半小时内有 {near_orders} 笔订单，平时约 {usual:.2f} 笔",
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
        timed as (
            select order_id, coalesce(basket_id, order_id) as basket, product_id,
                floor(seconds(cast('1970-01-01' as timestamp), occurred_at) / 1800.0) as half_hour
            from orders where product_id is not null
        ),
        half_hours as (select product_id, half_hour, count(distinct basket) as n from timed group by product_id, half_hour),
        spread as (
            select product_id, half_hour, n from half_hours
            union all select product_id, half_hour - 1 as half_hour, n from half_hours
            union all select product_id, half_hour + 1 as half_hour, n from half_hours
        ),
        near as (select product_id, half_hour, cast(sum(n) as bigint) as near_orders from spread group by product_id, half_hour),
        sold as (select product_id, cast(sum(n) as bigint) as all_orders from half_hours group by product_id),
        compared as (
            select t.order_id, e.near_orders, 1.5 * greatest(s.all_orders - e.near_orders, 1) / 336.0 as usual
            from timed t join near e on t.product_id = e.product_id and t.half_hour = e.half_hour join sold s on t.product_id = s.product_id
            where e.near_orders >= 5
        )
        select c.order_id as entity_id, surprise(c.near_orders, 3.0 * c.usual + 0.3) as value, c.near_orders, cast(c.usual as double) as usual
        from compared c left join excused e on c.order_id = e.order_id
        where e.order_id is null"""
