"""Whether a shop's orders were paid at one price, with no coupon, by ever new buyers, where buyers of such things use coupons."""

import math

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class FlatPrice(Signal):
    """Bits of surprise at how few of the orders of a product within the window used a coupon or bought more than one, all at one price.

    The orders are those at the commonest sum paid for one piece of the product; expected is what the category's share of such plain orders gives.
    A price that nobody can lower is flat for everybody: where a shop gives no coupons at all, its other products are as plain, and the expectation
    is the larger of the two shares.
    """

    entity = "order"
    window = days(20)
    evidence = "record"
    act = False
    levels = (8, 16, math.inf)
    speaks_for = ("task_brushing", "empty_parcel", "insider_collusion")
    silent_on = ("virtual_goods", "flash_sale", "consumables", "platform_trial")
    can_do_without = ("campaigns", "orders.quantity", "products.category")
    label = Words("one flat price", zh="价格整齐划一")
    innocent = Words(
        "a shop without coupons sells at one price; all its goods do",
        zh="不发优惠券的店铺价格本来就固定，其全部商品皆如此",
    )
    source = "domain.md §2 row 1: burst at flat price, coupon-less"
    reason = Words(
        "{plain} of {orders} orders of this product within {window} were one piece at one price without a coupon; {expected:.1f} would be usual",
        zh="{window}内该商品 {orders} 单中有 {plain} 单为单件、同价且未用优惠券；正常水平约为 {expected:.1f} 单",
    )
    sql = """
        with kinds as (select product_id, coalesce(category, '') as category from products),
        planned as (select distinct product_id from campaigns where product_id is not null),
        placed as (
            select o.order_id, o.account_id, o.product_id, o.merchant_id, coalesce(k.category, '') as category, o.amount,
                case when coalesce(o.coupon, 0) = 0 and coalesce(o.quantity, 1) = 1 then 1 else 0 end as bare
            from orders o left join kinds k on o.product_id = k.product_id left join planned c on o.product_id = c.product_id
            where o.product_id is not null and o.amount > 0 and c.product_id is null
        ),
        sums as (
            select product_id, amount, row_number() over (partition by product_id order by count(*) desc, amount) as place
            from placed where bare = 1 group by product_id, amount
        ),
        marked as (
            select p.*, case when p.bare = 1 and s.place = 1 then 1 else 0 end as plain
            from placed p left join sums s on p.product_id = s.product_id and p.amount = s.amount
        ),
        things as (
            select product_id, merchant_id, category, count(*) as orders, count(distinct account_id) as buyers, cast(sum(plain) as bigint) as plain
            from marked group by product_id, merchant_id, category
        ),
        shops as (select merchant_id, cast(sum(orders) as double) as orders, cast(sum(plain) as double) as plain from things group by merchant_id),
        peers as (select category, cast(sum(orders) as double) as orders, cast(sum(plain) as double) as plain from things group by category),
        rates as (
            select t.product_id, t.orders, t.plain, least(0.98, greatest(
                (p.plain - t.plain + 3.0) / nullif(p.orders - t.orders + 4.0, 0), (s.plain - t.plain + 1.0) / nullif(s.orders - t.orders + 2.0, 0))) as rate
            from things t join peers p on t.category = p.category join shops s on t.merchant_id = s.merchant_id
            where t.buyers >= 8 and t.plain >= 8
        ),
        judged as (select product_id, orders, plain, orders * rate as expected, surprise_of(plain, orders, rate) as bits from rates)
        select m.order_id as entity_id, j.bits as value, j.orders, j.plain, j.expected
        from marked m join judged j on m.product_id = j.product_id where m.plain = 1"""
