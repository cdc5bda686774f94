"""Whether who is paid for sitting in a shop's live room orders there and sends it back."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._hired import HIRED


@dataclass(frozen=True, kw_only=True)
class HiredOrders(Signal):
    """Bits at the payer of its buyer, of an order that was placed within six hours of coming to a shop's live room and came back.

    The coming may be told an hour late.
    Whom a payer pays, and how surely for watching, is as in paid_after_live: money that follows the room on two nights and more to five people and
    more, none of it the shop's, the platform's or about an order. The room must be of a shop for whose nights that payer paid; the night itself need
    not be one of them. What the buyer kept was bought, and is not named.
    """

    entity = "order"
    window = days(60)
    evidence = "money"
    act = True
    levels = (8, 16, 32)
    speaks_for = ("live_inflation",)
    silent_on = ("influencer", "fan_club", "high_return", "flash_sale")
    can_do_without = ("payments.order_id", "payments.payer_kind", "merchants", "orders.status_at")
    label = Words("sent back by a paid viewer", zh="受雇观众下单后退回")
    innocent = Words(
        "seven of ten dresses bought in live rooms come back; but their buyers are not paid for having watched",
        zh="直播间买的衣服十件有七件被退；但普通买家不会因看直播领钱",
    )
    source = "domain.md §2 row 14: hired viewers order what goes back; 内江 2024: 3 yuan a head"
    reason = Words(
        "sent back or called off after it was ordered in a live room by one of {crowd} viewers whom one payer paid small money after that shop's nights",
        zh="下单后又退回或取消；买家是同一付款人在该店直播后付小额款项的 {crowd} 名观众之一",
    )
    sql = f"""
        with {HIRED},
        rooms as (select distinct room_id, merchant_id from visits where kind = 'live_join' and room_id is not null and merchant_id is not null),
        hands as (
            select m.payee_id, r.merchant_id, max(j.bits) as bits, max(j.crowd) as crowd from met m
                join judged j on m.payer_id = j.payer_id and m.room_id = j.room_id and m.night = j.night
                join cores c on m.payer_id = c.payer_id join rooms r on m.room_id = r.room_id group by m.payee_id, r.merchant_id
        ),
        stays as (select distinct account_id, merchant_id, occurred_at from visits where kind = 'live_join' and merchant_id is not null)
        select o.order_id as entity_id, max(h.bits) as value, max(h.crowd) as crowd from orders o
            join hands h on o.account_id = h.payee_id and o.merchant_id = h.merchant_id
            join stays s on o.account_id = s.account_id and o.merchant_id = s.merchant_id
        where o.status in ('returned', 'refused', 'cancelled') and s.occurred_at > o.occurred_at - interval 6 hour
            and s.occurred_at < o.occurred_at + interval 1 hour
        group by o.order_id"""
