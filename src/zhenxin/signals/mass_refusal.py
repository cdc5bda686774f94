"""Whether an account refuses, cancels or sends back nearly all it orders."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class MassRefusal(Signal):
    """Bits of surprise at how many of the account's orders were refused or cancelled, and how many at one shop.

    One checkout is one order, however many lines it has, and refused where all of it was: who sends a parcel back at the door does so once. Expected is
    what orders of the same categories give, half as much again: clothes are sent back by the half, which is not counted here, but seldom
    refused at the door. Orders at one shop count once more among themselves, against the shop's other buyers; the larger surprise stays.
    """

    entity = "account"
    window = days(90)
    evidence = "conduct"
    act = True
    levels = (4, 8, 16)
    speaks_for = ("malicious_refusal", "scalping")
    silent_on = ("high_return", "angry_buyer", "company_order")
    can_do_without = ("products", "orders.status_at", "orders.product_id", "orders.basket_id")
    label = Words("mass refusal", zh="批量拒收取消")
    innocent = Words(
        "some people order three sizes and send two back: returns do not count, only refusing and cancelling",
        zh="有人会买三个尺码退两个；退货不计，只计拒收和取消",
    )
    source = "domain.md §2 row 19: more than 80 % cancelled or refused; AUCL 13(4)"
    reason = Words(
        "{refused} of {orders} orders were refused or cancelled; {expected:.1f} would be usual",
        zh="{orders} 笔订单中有 {refused} 笔被拒收或取消；正常水平约为 {expected:.1f} 笔",
    )
    sql = """
        with placed as (
            select o.account_id, o.merchant_id, coalesce(o.basket_id, o.order_id) as basket, min(coalesce(p.category, '')) as category,
                min(case when o.status in ('refused', 'cancelled') then 1 else 0 end) as refused
            from orders o left join products p on o.product_id = p.product_id where o.status is not null
            group by o.account_id, o.merchant_id, coalesce(o.basket_id, o.order_id)
        ),
        kinds as (select category, cast(sum(refused) as double) / nullif(cast(count(*) as double), 0) as share from placed group by category),
        shops as (select merchant_id, count(*) as orders, cast(sum(refused) as bigint) as refused from placed group by merchant_id),
        pairs as (
            select p.account_id, p.merchant_id, count(*) as orders, cast(sum(p.refused) as bigint) as refused, dsum(k.share) as expected
            from placed p join kinds k on p.category = k.category group by p.account_id, p.merchant_id
        ),
        carts as (
            select p.account_id, p.basket, min(p.refused) as refused, max(k.share) as share from placed p join kinds k on p.category = k.category
            group by p.account_id, p.basket
        ),
        told as (
            select account_id, count(*) as orders, cast(sum(refused) as bigint) as refused, dsum(share) as expected from carts group by account_id
            union all
            select p.account_id, p.orders, p.refused,
                greatest(p.expected, p.orders * (s.refused - p.refused + 1.0) / nullif(s.orders - p.orders + 10.0, 0)) as expected
            from pairs p join shops s on p.merchant_id = s.merchant_id
        ),
        surprised as (select *, surprise(refused, 1.5 * expected + 0.1) as bits from told where refused >= 3),
        ranked as (select *, row_number() over (partition by account_id order by bits desc, orders, refused) as choice from surprised)
        select account_id as entity_id, bits as value, orders, refused, expected from ranked where choice = 1"""
