"""How many accounts ordered one product on one device."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._devices import ONE_DEVICE


@dataclass(frozen=True, kw_only=True)
class OneDeviceOrders(Signal):
    """Accounts that ordered the same product on the device of this order within a week, its own included.

    Two people who share a telephone may want the same thing; that a third account orders it there is hardly ever seen, whatever the market: 99.9 % of
    honest devices serve at most three accounts at all. Whoever orders through several accounts does so because one account may not. Left out is what is
    ordered in a rush, where twenty others and more order within the hour (see `one_device_rush`), and what was left unpaid or refused by half
    (see `one_device_lost`): there the shop is the victim.
    """

    entity = "order"
    window = days(7)
    evidence = "conduct"
    act = True
    levels = (2, 3, 5)
    speaks_for = ("live_inflation", "staff_brushing", "task_brushing", "subsidy_brushing", "device_farm")
    silent_on = ("family_phone", "second_hand_phone", "group_buy", "company_order")
    can_do_without = ("orders.status", "orders.status_at")
    label = Words("one device, one product, several accounts", zh="一机多号购买同一商品")
    innocent = Words(
        "a couple may buy one thing with two accounts on one phone; a village shop that orders for its neighbours uses one account",
        zh="夫妻共用一部手机时可能用两个账号买同一件商品；代邻里下单的小店通常只用一个账号",
    )
    source = "domain.md §2 row 10, §3.3: 1.0 to 1.3 accounts a device"
    reason = Words(
        "{value:.0f} accounts ordered this product on one device within {window}",
        zh="{window}内有 {value:.0f} 个账号在同一台设备上购买该商品",
    )
    sql = f"""
        with {ONE_DEVICE}
        select order_id as entity_id, cast(crowd as double) as value from ours where not is_rush and not is_lost"""
