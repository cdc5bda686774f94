"""Whether what a live room sold came back, far more than what live rooms of such goods sell."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class RefundAfterLive(Signal):
    """Bits of surprise at how many orders of a shop that were placed from a live room, or within hours of being in one, were sent back.

    Expected is what the other shops' live orders of the category give, and the shop's own other orders, whichever is more, 1.2 times: live
    rooms honestly get seven of ten dresses back. Cancelled and refused count as sent back. What one checkout takes of the category at the shop is one
    order, sent back where all of it was. Only orders that came back are named.
    """

    entity = "order"
    window = days(60)
    evidence = "record"
    act = False
    levels = (4, 8, 16)
    speaks_for = ("live_inflation",)
    silent_on = ("high_return", "influencer", "flash_sale")
    can_do_without = ("orders.status_at", "orders.basket_id", "products.category")
    label = Words("sent back after the live room", zh="直播后集中退货")
    innocent = Words(
        "dresses bought in live rooms honestly come back; compared with live orders of the category and with the shop's own other orders",
        zh="直播间买的衣服退货率本就高；与同类目直播订单及本店其他订单比较",
    )
    source = "domain.md §2 row 14 and §3.3: returns of live rooms 70 to 80 %"
    reason = Words(
        "{back} of {orders} orders of this shop placed from live rooms were sent back; {expected:.1f} would be usual",
        zh="该店铺 {orders} 笔直播订单中有 {back} 笔被退回；正常水平约为 {expected:.1f} 笔",
    )
    sql = """
        with watched as (select distinct account_id, merchant_id, occurred_at from visits where kind = 'live_join' and merchant_id is not null),
        placed as (
            select o.order_id, coalesce(o.basket_id, o.order_id) as basket, o.merchant_id, o.account_id, o.occurred_at, coalesce(p.category, '') as category,
                case when o.status in ('returned', 'refused', 'cancelled') then 1 else 0 end as back
            from orders o left join products p on o.product_id = p.product_id where o.status is not null
        ),
        live as (
            select distinct p.order_id from placed p join watched w on p.account_id = w.account_id and p.merchant_id = w.merchant_id
            where w.occurred_at <= p.occurred_at and w.occurred_at > p.occurred_at - interval 6 hour
        ),
        marked as (
            select p.order_id, p.basket, p.merchant_id, p.category, p.back, case when l.order_id is null then 0 else 1 end as live
            from placed p left join live l on p.order_id = l.order_id
        ),
        carts as (select merchant_id, category, basket, min(back) as back, max(live) as live from marked group by merchant_id, category, basket),
        shops as (
            select merchant_id, category, cast(sum(live) as bigint) as orders, cast(sum(live * back) as bigint) as back,
                cast(sum(1 - live) as bigint) as others, cast(sum((1 - live) * back) as bigint) as others_back
            from carts group by merchant_id, category
        ),
        kinds as (
            select category, cast(sum(orders) as bigint) as orders, cast(sum(back) as bigint) as back, cast(sum(others) as bigint) as others,
                cast(sum(others_back) as bigint) as others_back
            from shops group by category
        ),
        judged as (
            select s.merchant_id, s.category, s.orders, s.back,
                s.orders * greatest((k.back - s.back + 2.0 * (k.others_back + 1.0) / nullif(k.others + 2.0, 0)) / nullif(k.orders - s.orders + 2.0, 0),
                    (s.others_back + 1.0) / nullif(s.others + 2.0, 0)) as expected
            from shops s join kinds k on s.category = k.category where s.back >= 3
        )
        select m.order_id as entity_id, j.orders, j.back, j.expected, surprise(j.back, 1.2 * j.expected + 0.3) as value
        from marked m join judged j on m.merchant_id = j.merchant_id and m.category = j.category where m.live = 1 and m.back = 1"""
