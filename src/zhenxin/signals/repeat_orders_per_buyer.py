"""How many buyers of one thing ordered it again and again within ten days and kept it, against how usual that is for such things."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class RepeatOrdersPerBuyer(Signal):
    """Bits of surprise at the buyers of a product with at least three separate orders of it within ten days that were not sent back.

    One checkout is one order, however many lines it has. Expected is the share of such buyers among those of all other products of the category,
    threefold: what is used up is bought again, by a part of all its buyers. Those who have things sent to one door are one buyer: a firm
    that orders every day says nothing alone;
    whoever orders several sizes sends the others back.
    """

    entity = "order"
    window = days(20)
    evidence = "conduct"
    act = False
    levels = (4, 8, 16)
    speaks_for = ("task_brushing", "subsidy_brushing", "insider_collusion", "reverse_brushing", "staff_brushing")
    silent_on = ("company_order", "consumables", "high_return", "group_buy")
    can_do_without = ("orders.status", "orders.status_at", "orders.basket_id", "orders.address_hash", "products.category")
    label = Words("the same buyers again", zh="重复下单")
    innocent = Words(
        "consumables are bought again by many buyers of all such shops, and a firm that orders daily is a single buyer",
        zh="消耗品在同类店铺都会被多次购买，公司每日采购也只是一个买家",
    )
    source = "Shopee order-brushing challenge 2020: three orders a unique buyer (domain.md §3.3); §2 row 18: one or few accounts"
    reason = Words(
        "{buyers} buyers ordered this product three times or more within ten days; {expected:.1f} would be usual",
        zh="有 {buyers} 个买家在十天内三次以上购买该商品；正常水平约为 {expected:.1f} 个",
    )
    sql = """
        with kinds as (select product_id, coalesce(category, '') as category from products),
        kept as (
            select coalesce(basket_id, order_id) as basket, account_id, product_id, min(occurred_at) as occurred_at, min(address_hash) as address_hash
            from orders where product_id is not null and coalesce(status, 'placed') not in ('cancelled', 'refused', 'returned')
            group by coalesce(basket_id, order_id), account_id, product_id
        ),
        counted as (
            select account_id, product_id, basket, address_hash,
                count(*) over (partition by account_id, product_id order by occurred_at range between interval 10 day preceding and current row) as before,
                count(*) over (partition by account_id, product_id order by occurred_at range between current row and interval 10 day following) as after
            from kept
        ),
        buyers as (
            select c.account_id, c.product_id, coalesce(k.category, '') as category, max(case when c.before >= 3 then 1 else 0 end) as again,
                coalesce(min(c.address_hash), c.account_id) as door
            from counted c left join kinds k on c.product_id = k.product_id group by c.account_id, c.product_id, coalesce(k.category, '')
        ),
        things as (
            select product_id, category, count(distinct door) as all_buyers, count(distinct case when again = 1 then door end) as buyers
            from buyers group by product_id, category
        ),
        peers as (select category, cast(sum(all_buyers) as double) as all_buyers, cast(sum(buyers) as double) as buyers from things group by category),
        judged as (
            select t.product_id, t.buyers,
                3.0 * t.all_buyers * (p.buyers - t.buyers + 0.2) / nullif(p.all_buyers - t.all_buyers + 20.0, 0) + 0.3 as expected
            from things t join peers p on t.category = p.category where t.buyers >= 2
        ),
        told as (
            select c.basket, c.account_id, c.product_id from counted c join buyers b on c.account_id = b.account_id and c.product_id = b.product_id
            where b.again = 1 and greatest(c.before, c.after) >= 2
        )
        select o.order_id as entity_id, max(surprise(j.buyers, j.expected)) as value, max(j.buyers) as buyers, max(j.expected) as expected
        from told t join judged j on t.product_id = j.product_id
            join orders o on t.basket = coalesce(o.basket_id, o.order_id) and t.account_id = o.account_id and t.product_id = o.product_id
        group by o.order_id"""
