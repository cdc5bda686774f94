"""Whether a few buyers ordered one thing in one quarter of a day after the other and kept it, which nobody does who waits for a parcel."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class PiledOrders(Signal):
    """Bits of surprise at the buyers of a product, at different doors, who ordered it in four quarters of a day within three days (once a day is thrice).

    What is ordered within one quarter of a day is once, so that a sale that takes one piece a checkout says nothing; so is a buyer who has things sent
    to the door of another, and whoever orders for a firm every day is one buyer. Expected are such buyers among those of all other products of the
    category, threefold: meals and top-ups are bought several times a day by a part of all their buyers. Two such buyers of a product and more are
    named, with all their orders of those days. It speaks for an attack alone: a shop that may be the victim is protected before it is punished.
    """

    entity = "order"
    window = days(14)
    evidence = "time"
    act = True
    levels = (4, 7, 14)
    speaks_for = ("reverse_brushing",)
    silent_on = ("company_order", "consumables", "flash_sale", "group_buy", "virtual_goods", "high_return")
    can_do_without = ("orders.status", "orders.status_at", "orders.address_hash", "products.category")
    label = Words("orders in heaps", zh="短时反复下单")
    innocent = Words(
        "meals and top-ups are bought several times a day, at all such shops; a firm that orders daily is one buyer",
        zh="餐饮和充值本会一天多次购买，各家同类店铺都如此；公司每日采购只是一个买家",
    )
    source = "domain.md §2 row 18: a spike from one or few accounts; §1: 南京, 1,500 orders on one item of a rival"
    reason = Words(
        "{buyers} buyers ordered this product in four quarters of a day and more within three days; {expected:.1f} would be usual",
        zh="{buyers} 个买家在三天内分四个以上时段反复购买该商品；正常水平约为 {expected:.1f} 个",
    )
    sql = """
        with kinds as (select product_id, coalesce(category, '') as category from products),
        kept as (
            select account_id, product_id, cast(floor(micros(occurred_at) / 21600000000e0) as bigint) as quarter, min(occurred_at) as at_first,
                coalesce(min(address_hash), account_id) as door
            from orders where product_id is not null and coalesce(status, 'placed') not in ('cancelled', 'refused', 'returned')
            group by account_id, product_id, cast(floor(micros(occurred_at) / 21600000000e0) as bigint)
        ),
        counted as (
            select *,
                count(*) over (partition by account_id, product_id order by at_first range between interval 71 hour preceding and current row) as before,
                count(*) over (partition by account_id, product_id order by at_first range between current row and interval 71 hour following) as after
            from kept
        ),
        buyers as (
            select c.account_id, c.product_id, coalesce(k.category, '') as category, max(case when c.before >= 4 then 1 else 0 end) as piled,
                min(c.door) as door
            from counted c left join kinds k on c.product_id = k.product_id group by c.account_id, c.product_id, coalesce(k.category, '')
        ),
        things as (
            select product_id, category, count(distinct door) as all_buyers, count(distinct case when piled = 1 then door end) as buyers
            from buyers group by product_id, category
        ),
        peers as (select category, cast(sum(all_buyers) as double) as all_buyers, cast(sum(buyers) as double) as buyers from things group by category),
        judged as (
            select t.product_id, t.buyers,
                3.0 * t.all_buyers * (p.buyers - t.buyers + 0.1) / nullif(p.all_buyers - t.all_buyers + 50.0, 0) + 0.2 as expected
            from things t join peers p on t.category = p.category where t.buyers >= 2
        )
        select o.order_id as entity_id, max(surprise(j.buyers, j.expected)) as value, max(j.buyers) as buyers, max(j.expected) as expected
        from counted c join judged j on c.product_id = j.product_id
            join buyers b on c.account_id = b.account_id and c.product_id = b.product_id
            join orders o on c.account_id = o.account_id and c.product_id = o.product_id
                and cast(floor(micros(o.occurred_at) / 21600000000e0) as bigint) = c.quarter
        where b.piled = 1 and c.before + c.after >= 4 group by o.order_id"""
