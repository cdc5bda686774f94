"""Whether one buyer ordered at one shop in hour after hour of three days."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class HeapOfOne(Signal):
    """Bits of surprise at the different hours within three days in which one account ordered at one shop.

    What is ordered within one hour counts once, so that a full basket, a sale that takes one piece a checkout and a payment that is tried again say
    nothing. Expected is the mean of all buyers of the category, threefold. A firm may order so, which keeps what it orders: so the heap speaks for an
    attack alone and convicts with what its buyer does otherwise, as calling off nearly all he orders. A shop that may be the victim is protected
    before it is punished.
    """

    entity = "order"
    window = days(14)
    evidence = "time"
    act = True
    levels = (8, 14, 28)
    speaks_for = ("reverse_brushing", "malicious_refusal")
    silent_on = ("company_order", "flash_sale", "consumables", "virtual_goods")
    can_do_without = ("products", "products.category")
    label = Words("one buyer's heap", zh="单个买家堆单")
    innocent = Words(
        "a canteen or a firm may order every few hours, and keeps what it ordered",
        zh="食堂或公司可能隔几小时就下一单，但买了都会留下",
    )
    source = "domain.md §2 row 18: a spike from one or few accounts; §1: 南京, 1,500 orders on one item of a rival"
    reason = Words(
        "this buyer ordered here in {hours} different hours within three days; {expected:.1f} would already be a lot",
        zh="该买家三天内在该店分 {hours} 个不同小时下单；{expected:.1f} 个已属偏多",
    )
    sql = """
        with kinds as (select product_id, coalesce(category, '') as category from products),
        hourly as (
            select o.account_id, o.merchant_id, date_trunc('hour', o.occurred_at) as hour, min(coalesce(k.category, '')) as category
            from orders o left join kinds k on o.product_id = k.product_id group by o.account_id, o.merchant_id, date_trunc('hour', o.occurred_at)
        ),
        counted as (
            select *,
                count(*) over (partition by account_id, merchant_id order by hour range between interval 71 hour preceding and current row) as before,
                count(*) over (partition by account_id, merchant_id order by hour range between current row and interval 71 hour following) as after
            from hourly
        ),
        buyers as (
            select account_id, merchant_id, min(category) as category, max(before) as hours from counted group by account_id, merchant_id
        ),
        peers as (select category, cast(sum(hours) as double) as hours, count(*) as buyers from buyers group by category),
        heaps as (
            select b.account_id, b.merchant_id, b.hours, 3.0 * (p.hours - b.hours + 1.0) / nullif(p.buyers, 0) + 0.5 as expected
            from buyers b join peers p on b.category = p.category where b.hours >= 6
        )
        select o.order_id as entity_id, max(surprise(h.hours, h.expected)) as value, max(h.hours) as hours, max(h.expected) as expected
        from heaps h join counted c on h.account_id = c.account_id and h.merchant_id = c.merchant_id
            join orders o on c.account_id = o.account_id and c.merchant_id = o.merchant_id and date_trunc('hour', o.occurred_at) = c.hour
        where 2 * (c.before + c.after) > h.hours group by o.order_id"""
