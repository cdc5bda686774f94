"""At how many shops an account claimed money for what was never sent, against what its orders would give."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class UnsentClaims(Signal):
    """Bits of surprise at the shops at which one account claimed money for an order that never left.

    Claims are those for money without a return, the orders those that stand as placed, paid or cancelled when they are claimed for. Expected is the
    account's orders times what all other accounts' such shops are of the market's orders, threefold; no account counts for more than three, or a ring
    would make itself usual. Anybody may come across a shop that does not send, and where shops send late everybody does. Three such shops and more
    are named, shops of one checkout being one; whoever truthfully claims for what arrived broken is not.
    """

    entity = "order"
    window = days(180)
    evidence = "conduct"
    act = True
    levels = (6, 14, 24)
    speaks_for = ("compensation_abuse",)
    silent_on = ("truthful_claimant", "high_return", "angry_buyer", "company_order", "company_card", "consumables")
    can_do_without = ("orders.status_at", "orders.basket_id")
    label = Words("claims for what never left", zh="专挑未发货订单索赔")
    innocent = Words(
        "anybody may come across a shop that does not send; hardly anybody finds three",
        zh="谁都可能碰上一家不发货的店，接连碰上三家以上则少见",
    )
    source = "domain.md §2 row 24: orders at sellers that cannot ship in time (扬州 2022, 380,000 yuan)"
    reason = Words(
        "this account claimed at {shops} shops for orders that were never sent, out of {orders} orders; {expected:.2f} would be usual",
        zh="该账号的 {orders} 笔订单中，在 {shops} 家店铺就未发货的订单索赔；正常水平约为 {expected:.2f} 家",
    )
    sql = """
        with unsent as (
            select distinct o.order_id, coalesce(o.basket_id, o.order_id) as basket, o.account_id, o.merchant_id
            from claims c join orders o on c.order_id = o.order_id
            where c.kind <> 'return' and o.status in ('placed', 'paid', 'cancelled')
        ),
        own as (select account_id, count(*) as orders from orders group by account_id),
        hands as (select account_id, least(count(distinct merchant_id), count(distinct basket)) as shops from unsent group by account_id),
        market as (
            select (select cast(sum(least(shops, 3)) as double) from hands) / nullif(cast(count(*) as double), 0) as share,
                cast(count(*) as double) as orders
            from orders
        ),
        judged as (
            select h.account_id, h.shops, o.orders, 3.0 * o.orders * (m.share - 3.0 / nullif(m.orders, 0)) + 0.05 as expected
            from hands h join own o on h.account_id = o.account_id cross join market m where h.shops >= 3
        )
        select u.order_id as entity_id, surprise(j.shops, j.expected) as value, j.shops, j.orders, j.expected
        from unsent u join judged j on u.account_id = j.account_id"""
