"""How many accounts ordered one product on one device and then left it unpaid or refused it at the door."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._devices import ONE_DEVICE


@dataclass(frozen=True, kw_only=True)
class OneDeviceLost(Signal):
    """Accounts that ordered the same product on the device of this order within a week, its own included, where half of what they ordered was lost.

    Lost is what was refused at the door, or never paid. Who brushes for a shop pays, signs and praises: what is never paid counts for
    nothing, and what is refused costs the shop the way there and back. So whoever holds the phone is not the shop's hand but its adversary's: stock is
    held that others would have bought, or freight is run up. Half must be lost, and beyond what twice the market's rate gives; what was sent back
    after it was signed for, or called off, says nothing here: rings repay so, and shops run dry.
    """

    entity = "order"
    window = days(7)
    evidence = "conduct"
    act = True
    levels = (2, 3, 5)
    speaks_for = ("malicious_refusal", "scalping")
    silent_on = ("family_phone", "second_hand_phone", "group_buy", "company_order")
    can_do_without = ("orders.status_at",)
    label = Words("one device, several accounts, nothing paid or taken in", zh="一机多号下单却不付款或拒收")
    innocent = Words(
        "a couple may try twice where a payment fails; a third account that does not pay either is hardly ever honest",
        zh="夫妻可能因付款失败换号再试；出现第三个同样不付款的账号则少见",
    )
    source = "domain.md §2 rows 17 and 19: bulk unpaid, orders refused at the door; 暂行规定 16; §3.3: 1.0 to 1.3 accounts a device"
    reason = Words(
        "{value:.0f} accounts ordered this product on one device within {window}, and half of it and more was not paid or refused at the door",
        zh="{window}内有 {value:.0f} 个账号在同一台设备上购买该商品，其中半数以上未付款或被拒收",
    )
    sql = f"""
        with {ONE_DEVICE}
        select order_id as entity_id, cast(crowd as double) as value from ours where is_lost"""
