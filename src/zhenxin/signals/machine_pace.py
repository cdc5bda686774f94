"""Whether several buyers placed three orders and more of one product within a minute each, while others rushed for it too."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class MachinePace(Signal):
    """Bits of surprise at the buyers who placed three checkouts of one product within one minute, on one day and from different doors.

    A checkout takes a hand some ten seconds; lines of one checkout are one. Expected is the market's number of products with such a buyer among all
    buyers, threefold: a clerk with a list or somebody whose payment fails twice is one buyer of a product. Where more than a third of the day's buyers
    do so, the sale takes one piece a checkout, and nothing is said. All orders of such a buyer of that product and day are named. The shop is the
    victim: what is rationed is taken by programs.
    """

    entity = "order"
    window = days(7)
    evidence = "time"
    act = True
    levels = (4, 8, 16)
    speaks_for = ("scalping", "reverse_brushing")
    silent_on = ("flash_sale", "influencer", "group_buy", "company_order", "high_return", "consumables", "virtual_goods")
    can_do_without = ("orders.basket_id", "orders.address_hash")
    label = Words("orders at a machine's pace", zh="机器速度下单")
    innocent = Words(
        "one hasty buyer may try three times in a minute; several at one product hardly ever do",
        zh="着急的买家可能一分钟内试三次，同一商品接连有几个买家如此则少见",
    )
    source = "domain.md §2 row 17: bots that snap up within seconds of the start"
    reason = Words(
        "{buyers} of {everybody} buyers of this product on that day placed three orders and more within a minute; {expected:.1f} would be usual",
        zh="当天该商品的 {everybody} 个买家中，有 {buyers} 个在一分钟内下了三单以上；正常水平约为 {expected:.1f} 个",
    )
    sql = """
        with placed as (
            select coalesce(basket_id, order_id) as basket, account_id, product_id, min(occurred_at) as occurred_at,
                coalesce(min(address_hash), account_id) as door
            from orders where product_id is not null group by coalesce(basket_id, order_id), account_id, product_id
        ),
        paced as (
            select *, date_trunc('day', occurred_at) as day,
                count(*) over (partition by account_id, product_id order by occurred_at range between interval 1 minute preceding and current row) as near
            from placed
        ),
        buyers as (
            select account_id, product_id, day, max(case when near >= 3 then 1 else 0 end) as hasty, min(door) as door
            from paced group by account_id, product_id, day
        ),
        sales as (
            select product_id, day, count(*) as everybody, cast(sum(hasty) as bigint) as hasty, count(distinct case when hasty = 1 then door end) as doors
            from buyers group by product_id, day
        ),
        market as (
            select cast(sum(everybody) as double) as everybody, cast(count(distinct case when hasty > 0 then product_id end) as double) as hasty from sales
        ),
        judged as (
            select s.product_id, s.day, s.hasty as buyers, s.everybody,
                3.0 * s.everybody * m.hasty / nullif(m.everybody, 0) + 0.1 as expected
            from sales s cross join market m where s.doors >= 2 and s.hasty * 3 <= s.everybody
        ),
        told as (
            select b.account_id, b.product_id, b.day, j.buyers, j.everybody, j.expected, surprise(j.buyers, j.expected) as bits
            from buyers b join judged j on b.product_id = j.product_id and b.day = j.day where b.hasty = 1
        )
        select o.order_id as entity_id, max(t.bits) as value, max(t.buyers) as buyers, max(t.everybody) as everybody, max(t.expected) as expected
        from orders o join told t on o.account_id = t.account_id and o.product_id = t.product_id and date_trunc('day', o.occurred_at) = t.day
        group by o.order_id"""
