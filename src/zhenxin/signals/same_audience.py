"""Whether the same people sit in the live rooms of shops that have nothing to do with each other, night after night."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class SameAudience(Signal):
    """Bits of surprise at the viewers who were in the live rooms of two unrelated shops, on three nights and more in all.

    Expected is what chance gives if everybody who watches at all were as likely to be there on each of the nights as the rooms were full, threefold:
    rooms that all watch share their viewers. A room that several shops use is its host's, and his followers go with him: it counts for nothing, and
    neither does who is in the rooms of more than fifty shops. Fans who follow an idol from shop to shop are here too: this is a circumstance, and agrees
    only with what is no fan's doing, such as being paid for it. The strong level lies above the largest club of two markets (178 bits).
    """

    entity = "account"
    window = days(60)
    evidence = "time"
    act = False
    levels = (6, 40, 200)
    speaks_for = ("live_inflation",)
    silent_on = ("influencer", "dormitory", "taste_community")
    can_do_without = ("merchants.legal_entity_id", "merchants.controller_hash")
    label = Words("one audience for several shops", zh="多家店铺同一批观众")
    innocent = Words(
        "fans follow a host from room to room, and some people watch a great deal; compared with how full the rooms were",
        zh="粉丝会跟着主播换直播间，也有人本来就常看直播；与各场次的观众规模比较",
    )
    source = "domain.md §2 row 14: hired viewers work for any room; CrowdTarget: the same hands at unrelated targets"
    reason = Words(
        "one of {crowd} accounts that were in the live rooms of two unrelated shops, on three nights or more in all; {expected:.1f} would be usual",
        zh="{crowd} 个账号先后出现在两家互不相关店铺的直播间，合计三晚及以上，本账号为其一；正常水平约为 {expected:.1f} 个",
    )
    sql = """
        with joins as (
            select account_id, merchant_id, room_id, date_trunc('day', occurred_at) as night from visits
            where kind = 'live_join' and room_id is not null and merchant_id is not null
            group by account_id, merchant_id, room_id, date_trunc('day', occurred_at)
        ),
        hosts as (select room_id from joins group by room_id having count(distinct merchant_id) = 1),
        seen as (select distinct j.account_id, j.merchant_id, j.night from joins j join hosts h on j.room_id = h.room_id),
        market as (select cast(count(distinct account_id) as double) as viewers from seen),
        shops as (
            select s.merchant_id, count(*) as seats, coalesce(min(m.legal_entity_id), s.merchant_id) as owner,
                coalesce(min(m.controller_hash), s.merchant_id) as controller
            from seen s left join merchants m on s.merchant_id = m.merchant_id group by s.merchant_id
        ),
        nights as (select account_id, merchant_id, count(*) as nights from seen group by account_id, merchant_id),
        usual as (select account_id from nights group by account_id having count(*) <= 50),
        twice as (
            select a.account_id, a.merchant_id as one, b.merchant_id as other from nights a join nights b
                on a.account_id = b.account_id and a.merchant_id < b.merchant_id join usual u on a.account_id = u.account_id
            where a.nights + b.nights >= 3
        ),
        both_of as (
            select t.account_id, t.one, t.other from twice t join seen s on t.account_id = s.account_id
            where s.merchant_id = t.one or s.merchant_id = t.other
            group by t.account_id, t.one, t.other having count(distinct s.night) >= 3
        ),
        pairs as (select one, other, count(*) as crowd from both_of group by one, other having count(*) >= 5),
        rated as (
            select p.one, p.other, p.crowd, m.viewers, (x.seats + y.seats) / nullif(m.viewers, 0) as seats
            from pairs p join shops x on p.one = x.merchant_id join shops y on p.other = y.merchant_id cross join market m
            where x.owner <> y.owner and x.controller <> y.controller
        ),
        judged as (
            select one, other, crowd, viewers * least(1.0, seats * seats * seats / 6.0) as expected from rated
        ),
        surprised as (select *, surprise(crowd, 3.0 * expected + 1.0) as bits from judged),
        ranked as (
            select b.account_id, s.crowd, s.expected, s.bits,
                row_number() over (partition by b.account_id order by s.bits desc, s.one, s.other) as place
            from both_of b join surprised s on b.one = s.one and b.other = s.other
        )
        select account_id as entity_id, bits as value, crowd, expected from ranked where place = 1"""
