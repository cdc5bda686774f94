"""Whether one thing is ordered again and again in a short time and not paid for."""

import math

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class BulkUnpaid(Signal):
    """Bits of surprise at how many orders of one product within a day stayed unpaid or were cancelled.

    Expected is what the product's other orders give by their own share (or those of all products, where it has few), fourfold: an attractive
    thing is ordered often and left unpaid now and then. Lines of one checkout are one order. Only the unpaid orders are named. Where nine in ten of the
    day's orders were cancelled, the shop called them off, for want of the thing or for a wrong price; unless payments are known, and half of those
    orders were never paid.
    """

    entity = "order"
    window = days(28)
    evidence = "conduct"
    act = True
    levels = (4, 8, math.inf)
    speaks_for = ("scalping", "malicious_refusal")
    silent_on = ("flash_sale", "high_return", "company_order")
    can_do_without = ("orders.status_at", "orders.basket_id", "payments", "payments.order_id")
    label = Words("ordered and not paid", zh="集中下单不付款")
    innocent = Words(
        "in a sale some change their mind, as many in a hundred as ever; a shop that got a price wrong calls all orders off",
        zh="大促时也有人改主意不付款，但比例与平常相当；标错价的店铺会取消全部订单",
    )
    source = "domain.md §2 row 17: bulk unpaid; 暂行规定 16"
    reason = Words(
        "{unpaid} of {orders} orders of this product within a day were not paid or cancelled; {expected:.1f} would be usual",
        zh="一天内该商品的 {orders} 笔订单中有 {unpaid} 笔未付款或被取消；正常水平约为 {expected:.1f} 笔",
    )
    sql = """
        with paid as (select distinct order_id from payments where order_id is not null),
        known as (select count(*) as payments from paid),
        placed as (
            select coalesce(o.basket_id, o.order_id) as basket, o.product_id, date_trunc('day', min(o.occurred_at)) as day,
                min(case when o.status in ('placed', 'cancelled') then 1 else 0 end) as unpaid,
                min(case when o.status = 'cancelled' then 1 else 0 end) as cancelled,
                min(case when o.status = 'cancelled' and p.order_id is null and k.payments > 0 then 1 else 0 end) as never_paid
            from orders o left join paid p on o.order_id = p.order_id cross join known k where o.product_id is not null and o.status is not null
            group by coalesce(o.basket_id, o.order_id), o.product_id
        ),
        whole as (select cast(sum(unpaid) as double) / nullif(cast(count(*) as double), 0) as share from placed),
        things as (select product_id, count(*) as orders, cast(sum(unpaid) as bigint) as unpaid from placed group by product_id),
        that_day as (
            select product_id, day, count(*) as orders, cast(sum(unpaid) as bigint) as unpaid, cast(sum(cancelled) as bigint) as cancelled,
                cast(sum(never_paid) as bigint) as never_paid
            from placed group by product_id, day
        ),
        judged as (
            select d.product_id, d.day, d.orders, d.unpaid,
                d.orders * (t.unpaid - d.unpaid + 20.0 * w.share) / nullif(t.orders - d.orders + 20.0, 0) as expected
            from that_day d join things t on d.product_id = t.product_id cross join whole w
            where d.unpaid >= 3 and not (10 * d.cancelled >= 9 * d.orders and 2 * d.never_paid < d.cancelled)
        )
        select o.order_id as entity_id, surprise(j.unpaid, 4.0 * j.expected + 0.4) as value, j.orders, j.unpaid, j.expected
        from placed p join judged j on p.product_id = j.product_id and p.day = j.day
            join orders o on p.product_id = o.product_id and p.basket = coalesce(o.basket_id, o.order_id)
        where p.unpaid = 1 and o.status in ('placed', 'cancelled')"""
