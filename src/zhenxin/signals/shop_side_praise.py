"""Whether those on a shop's own side praise nearly all that they order there, which its customers do not."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._shop_side import NEAR, TELLS_LESS


@dataclass(frozen=True, kw_only=True)
class ShopSidePraise(Signal):
    """Bits of surprise at the praise, four stars and more in words, of the orders that came from a shop's own side, of each order that was praised.

    Expected is what the shop's other buyers praise, or all buyers where that is more, half as often again. Who works in a shop, or sits in its room,
    buys for himself, and tells nobody. Lines of one checkout are one.
    """

    entity = "order"
    window = days(90)
    evidence = "record"
    act = True
    levels = (4, 6, 10)
    speaks_for = ("staff_brushing",)
    silent_on = ("new_shop_friends", "any_review_reward")
    can_do_without = (*TELLS_LESS, "orders.basket_id")
    label = Words("praise from the shop's own side", zh="店铺自己人好评")
    innocent = Words(
        "who works in a shop buys there for himself and seldom writes; where a shop rewards every review all its customers praise",
        zh="店员自购很少写评价；若店铺奖励所有评价，其他顾客的好评率也会同样高",
    )
    source = "domain.md §2 row 8: staff and friends order and praise; Anti-Unfair Competition Law, art. 9 (2025): fabricated reviews"
    reason = Words(
        "{praised} of the {orders} orders that came from this shop's own side were praised in words; {expected:.1f} would be usual",
        zh="来自店铺自己人的 {orders} 笔订单中有 {praised} 笔写了好评；正常水平约为 {expected:.1f} 笔",
    )
    sql = f"""
        with {NEAR},
        praised as (select distinct order_id from reviews where order_id is not null and rating >= 4 and length(text) >= 8),
        bought as (
            select o.order_id, coalesce(o.basket_id, o.order_id) as basket, o.merchant_id, n.account_id is not null as is_near,
                case when p.order_id is null then 0 else 1 end as is_praised
            from orders o left join near n on o.merchant_id = n.merchant_id and o.account_id = n.account_id left join praised p on o.order_id = p.order_id
        ),
        baskets as (select merchant_id, basket, is_near, max(is_praised) as is_praised from bought group by merchant_id, basket, is_near),
        usual as (select sum(is_praised) / nullif(cast(count(*) as double), 0) as share from baskets),
        shops as (
            select merchant_id, cast(sum(case when is_near then 1 else 0 end) as bigint) as orders,
                cast(sum(case when is_near then is_praised else 0 end) as bigint) as praised,
                sum(case when is_near then 0 else is_praised end) / nullif(cast(sum(case when is_near then 0 else 1 end) as double), 0) as others
            from baskets group by merchant_id
        ),
        compared as (
            select s.merchant_id, s.orders, s.praised, least(1.0, 1.5 * greatest(coalesce(s.others, 0.0), u.share)) as share
            from shops s cross join usual u where s.orders >= 4
        )
        select b.order_id as entity_id, surprise_of(c.praised, c.orders, c.share) as value, c.praised, c.orders, c.orders * c.share as expected
        from bought b join compared c on b.merchant_id = c.merchant_id where b.is_near and b.is_praised = 1"""
