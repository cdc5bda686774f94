"""Whether one payer's money follows a live room: who gets it had just watched, again and again."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._hired import HIRED


@dataclass(frozen=True, kw_only=True)
class PaidAfterLive(Signal):
    """Bits of surprise at how many of those whom one payer gave at most 50 yuan had been in a live room within 36 hours before; at most 2 bits each.

    Expected is the room's share of all viewers of live rooms, for as many as that payer paid in those hours, threefold: it counts as if everybody who
    gets small money watched live rooms. Shops, the platform and its staff are left out, and payments about an order: they hand red packets round in
    their own rooms. So do friends and families, who are few: five at least. A draw in a room has other winners the next time: a payer is heard
    who paid five and more of the viewers after two nights and more each.
    """

    entity = "account"
    window = days(60)
    evidence = "money"
    act = True
    levels = (8, 16, 32)
    speaks_for = ("live_inflation",)
    silent_on = ("influencer", "fan_club", "commission", "small_refund", "flash_sale")
    can_do_without = ("payments.order_id", "payments.payer_kind", "merchants", "visits.merchant_id")
    label = Words("paid after the live room", zh="看完直播领钱")
    innocent = Words(
        "rooms draw lots and families send red packets; winners change from night to night, and few are paid by someone other than the shop",
        zh="直播间会抽奖，亲友会互发红包；但中奖者每晚不同，也很少由店铺以外的同一人反复付钱",
    )
    source = "domain.md §2 row 14; 内江 2024: 3 yuan a head for each night in a live room"
    reason = Words(
        "one of {crowd} accounts that one payer gave small money within 36 hours of a live room they had watched; it paid {receivers} in those hours, "
        "and {expected:.1f} viewers would be usual",
        zh="同一付款人在 36 小时内先后给刚看过某直播间的 {crowd} 个账号付小额款项，"
        "本账号为其一；该付款人在此期间共付 {receivers} 个账号，正常水平约为 {expected:.1f} 名观众",
    )
    sql = f"""
        with {HIRED},
        ranked as (
            select m.payee_id, m.payer_id, j.bits, j.crowd, j.receivers, j.expected,
                row_number() over (partition by m.payee_id order by j.bits desc, j.payer_id, j.room_id, j.night) as place
            from met m join judged j on m.payer_id = j.payer_id and m.room_id = j.room_id and m.night = j.night
                join cores c on m.payer_id = c.payer_id
        )
        select payee_id as entity_id, bits as value, crowd, receivers, expected, payer_id from ranked where place = 1"""
