"""How many accounts ordered one product on one device while everybody wanted it."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._devices import ONE_DEVICE


@dataclass(frozen=True, kw_only=True)
class OneDeviceRush(Signal):
    """Accounts that ordered the same product on the device of this order within a week, its own included, where at the same hour others rushed for it.

    A rush is an hour on either side in which twenty orders and more were placed for the product by others, a third of all at least. What is
    rationed to one a head is bought through several heads; the shop that rationed it is the victim. A couple may try with two accounts.
    What was left unpaid or refused by half is another matter (see `one_device_lost`).
    """

    entity = "order"
    window = days(7)
    evidence = "conduct"
    act = True
    levels = (2, 3, 5)
    speaks_for = ("scalping",)
    silent_on = ("family_phone", "second_hand_phone", "group_buy", "flash_sale", "influencer")
    can_do_without = ("orders.status", "orders.status_at")
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
    sql = f"""
        with {ONE_DEVICE}
        select order_id as entity_id, near - together as others, cast(crowd as double) as value from ours where is_rush and not is_lost"""
