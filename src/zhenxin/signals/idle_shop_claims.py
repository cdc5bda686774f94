"""At how many shops that hardly sell and get little but claims an account claimed money, against what its orders would give."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class IdleShopClaims(Signal):
    """Bits of surprise at the shops of few sales, a quarter of whose orders were claimed for, at which one account claimed.

    Claims are those for money without a return. A shop of at most thirty orders in the window counts where a quarter of its orders and more ended in
    such claims, those of this account with them. Expected is the account's orders times the market's share of orders claimed for at such shops,
    threefold: anybody may come across one bad shop, and whoever truthfully claims for goods does so where many buy. Two such shops and more are named,
    shops of one checkout being one.
    """

    entity = "order"
    window = days(180)
    evidence = "conduct"
    act = True
    levels = (3.5, 5.5, 18)
    speaks_for = ("compensation_abuse", "review_extortion")
    silent_on = ("truthful_claimant", "high_return", "angry_buyer")
    can_do_without = ("orders.basket_id",)
    label = Words("claims at idle shops", zh="专挑无货小店索赔")
    innocent = Words(
        "anybody may come across one shop that does not send; hardly anybody finds several",
        zh="谁都可能碰上一家不发货的店，接连碰上几家则少见",
    )
    source = "domain.md §2 row 24: orders on tiny sellers that cannot ship (扬州 2022, 380,000 yuan)"
    reason = Words(
        "this account claimed at {shops} shops that hardly sell anything, out of {orders} orders; {expected:.2f} would be usual",
        zh="该账号的 {orders} 笔订单中，在 {shops} 家几乎没有销量的店铺索赔；正常水平约为 {expected:.2f} 家",
    )
    sql = """
        with claimed as (
            select distinct c.order_id, coalesce(o.basket_id, o.order_id) as basket, o.account_id, o.merchant_id
            from claims c join orders o on c.order_id = o.order_id where c.kind <> 'return'
        ),
        sold as (select merchant_id, count(*) as orders from orders group by merchant_id),
        idle as (
            select s.merchant_id from sold s join claimed c on s.merchant_id = c.merchant_id
            where s.orders <= 30 group by s.merchant_id, s.orders having count(*) * 4 >= s.orders
        ),
        odd as (select c.order_id, c.basket, c.account_id, c.merchant_id from claimed c join idle i on c.merchant_id = i.merchant_id),
        market as (select (select count(*) from odd) / nullif(cast(count(*) as double), 0) as share from orders),
        own as (select account_id, count(*) as orders from orders group by account_id),
        hands as (
            select account_id, least(count(distinct merchant_id), count(distinct basket)) as shops from odd
            group by account_id having least(count(distinct merchant_id), count(distinct basket)) >= 2
        ),
        judged as (
            select h.account_id, h.shops, o.orders, 3.0 * o.orders * m.share + 0.05 as expected
            from hands h join own o on h.account_id = o.account_id cross join market m
        )
        select d.order_id as entity_id, surprise(j.shops, j.expected) as value, j.shops, j.orders, j.expected
        from odd d join judged j on d.account_id = j.account_id"""
