"""Whether a shop's buyers share its own things: the device, the line, the telephone or the account of who runs it."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._shop_side import NEAR, TELLS_LESS


@dataclass(frozen=True, kw_only=True)
class ShopSideBuyer(Signal):
    """Bits of surprise at the orders of one shop by accounts that share a thing with the shop's own side.

    The shop's side is what its console was used with (accounts, devices, networks, Wi-Fi), its telephone, and the instrument it is paid out
    to. Expected is what the shop would sell to as many accounts by chance, threefold, and one order besides: who works in a shop buys there
    once; lines of one checkout are one. It is at most 6 bits a buyer: a neighbour who orders for the whole street is one. A network that one account in a
    hundred uses says nothing.
    """

    entity = "order"
    window = days(90)
    evidence = "identity"
    act = True
    together = True
    levels = (5, 10, 20)
    speaks_for = ("staff_brushing", "subsidy_brushing")
    silent_on = ("new_shop_friends", "carrier_nat", "dormitory")
    can_do_without = (*TELLS_LESS, "orders.basket_id")
    label = Words("buyers on the shop's side", zh="买家与店铺同源")
    innocent = Words(
        "who works in a shop buys from it too, once or twice; friends have phones of their own",
        zh="店员偶尔也会在自家店铺买一两次；朋友用的是自己的手机",
    )
    source = "domain.md §2 row 8: the shop's own IP and Wi-Fi, phone contacts, pay card"
    reason = Words(
        "{orders} orders of this shop came from accounts that share its {what}; {expected:.2f} would be usual",
        zh="该店铺有 {orders} 笔订单来自与店铺共用{what_zh}的账号；正常水平约为 {expected:.2f} 笔",
    )
    sql = f"""
        with {NEAR},
        sides as (select merchant_id, count(*) as accounts from near group by merchant_id),
        shops as (select merchant_id, count(distinct coalesce(basket_id, order_id)) as orders from orders group by merchant_id),
        bought as (
            select o.order_id, o.account_id, coalesce(o.basket_id, o.order_id) as basket, o.merchant_id, n.what
            from orders o join near n on o.merchant_id = n.merchant_id and o.account_id = n.account_id
        ),
        judged as (
            select b.merchant_id, count(distinct b.basket) as orders, count(distinct b.account_id) as buyers,
                max(s.accounts * h.orders) / nullif(max(w.accounts), 0) as expected
            from bought b join sides s on b.merchant_id = s.merchant_id join shops h on b.merchant_id = h.merchant_id cross join whole w
            group by b.merchant_id
        )
        select b.order_id as entity_id, least(6.0 * j.buyers, surprise(j.orders, 3.0 * j.expected + 1.0)) as value, j.orders, j.expected, b.what,
            case b.what when 'device' then '设备' when 'Wi-Fi' then ' Wi-Fi ' when 'telephone' then '电话' when 'account' then '账号' else '收付款账户' end
                as what_zh
        from bought b join judged j on b.merchant_id = j.merchant_id"""
