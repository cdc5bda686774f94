"""How many accounts ordered one product on one device while everybody wanted it."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class OneDeviceRush(Signal):
    """Accounts that ordered the same product on the device of this order within a week, its own included, where at the same hour others rushed for it.

    A rush is an hour on either side in which twenty orders and more were placed for the product, three in five and more of them not by such devices. What
    is rationed to one a head is bought through several heads; the shop that rationed it is the victim. A couple may try with two accounts.
    """

    entity = "order"
    window = days(7)
    evidence = "conduct"
    act = True
    levels = (2, 3, 5)
    speaks_for = ("scalping",)
    silent_on = ("family_phone", "second_hand_phone", "group_buy", "flash_sale", "influencer")
    label = Words("one device in a rush with several accounts", zh="一机多号抢购")
    innocent = Words(
        "a couple may try for a rationed thing with two accounts on one phone; a third is hardly ever honest",
        zh="夫妻可能用同一部手机上的两个账号抢购限量商品；出现第三个账号则少见",
    )
    source = "domain.md §2 row 17 and §3.3: 1.0 to 1.3 accounts a device"
    reason = Words(
        "{value:.0f} accounts ordered this product on one device within {window}, while {others} others wanted it in the same hours",
        zh="{window}内有 {value:.0f} 个账号在同一台设备上购买该商品，同一时段另有 {others} 笔其他订单抢购",
    )
    sql = """
        with placed as (
            select order_id, account_id, product_id, device_id, occurred_at from orders where product_id is not null and device_id is not null
        ),
        crowds as (
            select device_id, product_id, count(distinct account_id) as crowd from placed
            group by device_id, product_id having count(distinct account_id) >= 2
        ),
        ours as (
            select p.order_id, p.product_id, p.occurred_at, c.crowd
            from placed p join crowds c on p.device_id = c.device_id and p.product_id = c.product_id
        ),
        everybody as (
            select o.order_id, count(*) as near from ours o join orders n on o.product_id = n.product_id
            where n.occurred_at >= o.occurred_at - interval 1 hour and n.occurred_at <= o.occurred_at + interval 1 hour group by o.order_id
        ),
        together as (
            select o.order_id, count(*) as near from ours o join ours n on o.product_id = n.product_id
            where n.occurred_at >= o.occurred_at - interval 1 hour and n.occurred_at <= o.occurred_at + interval 1 hour group by o.order_id
        )
        select o.order_id as entity_id, e.near - t.near as others, cast(o.crowd as double) as value
        from ours o join everybody e on o.order_id = e.order_id join together t on o.order_id = t.order_id
        where e.near >= 20 and t.near * 5 <= e.near * 2"""
