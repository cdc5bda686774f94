"""Whether viewers of a live room come together and go together, the same with the same."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class LiveBlocks(Signal):
    """Bits of surprise at the viewers who share the coming and the going with this one, to a minute and a half.

    Expected is what the room's comings and goings of those minutes give if they had nothing to do with each other, sixfold: a
    prize brings a hundred within a minute and the end sends a hundred away, but not the same hundred. Stays under three minutes are left
    out. A room's whole length is the longest stay; who stays to the end of it goes with all others, and that counts as expected.
    Fans who come for one host are a block too: the strong level lies above the largest of two markets (93 bits).
    """

    entity = "account"
    window = days(28)
    evidence = "time"
    act = True
    levels = (6, 12, 100)
    speaks_for = ("live_inflation",)
    silent_on = ("influencer", "fan_club", "flash_sale")
    label = Words("viewers in blocks", zh="成批进出直播间")
    innocent = Words(
        "a prize brings many at once and the end sends many away; the same people do not do both together",
        zh="抽奖会让很多人同时进入，下播会让很多人同时离开，但不会是同一批人同进同出",
    )
    source = "domain.md §2 row 14: join and leave in blocks; 内江 2024: 3 yuan a head"
    reason = Words(
        "{crowd} viewers came to a live room within the same minutes and left within the same minutes; {expected:.1f} would be usual",
        zh="{crowd} 名观众几乎同时进入直播间、又几乎同时离开；正常水平约为 {expected:.1f} 名",
    )
    sql = """
        with joined as (select account_id, room_id, occurred_at from visits where kind = 'live_join' and room_id is not null),
        left_at as (select account_id, room_id, occurred_at from visits where kind = 'live_leave' and room_id is not null),
        both_of as (
            select account_id, room_id, occurred_at, 1 as came from joined union all select account_id, room_id, occurred_at, 0 as came from left_at
        ),
        paired as (
            select account_id, room_id, occurred_at as came_at, came, lead(came) over w as next_came, lead(occurred_at) over w as went_at
            from both_of window w as (partition by account_id, room_id order by occurred_at, came desc)
        ),
        stays as (
            select account_id, room_id, micros(came_at) / 1000000e0 as came, micros(went_at) / 1000000e0 as went
            from paired where came = 1 and next_came = 0 and seconds(came_at, went_at) >= 180
        ),
        beside as (
            select account_id, room_id, came, went, floor(came / 90e0) as slot, count(*) over (partition by room_id) as everybody,
                count(*) over (partition by room_id order by came range between 90 preceding and 90 following) as comings,
                count(*) over (partition by room_id order by went range between 90 preceding and 90 following) as goings
            from stays
        ),
        crowded as (select * from beside where comings >= 3 and goings >= 3),
        slots as (
            select account_id, room_id, came, went, slot from crowded union all
            select account_id, room_id, came, went, slot - 1 as slot from crowded union all
            select account_id, room_id, came, went, slot + 1 as slot from crowded
        ),
        blocks as (
            select c.account_id, c.room_id, c.came, max(c.comings) as comings, max(c.goings) as goings, max(c.everybody) as everybody,
                count(distinct o.account_id) as crowd
            from crowded c join slots o on c.room_id = o.room_id and c.slot = o.slot
            where abs(c.came - o.came) <= 90 and abs(c.went - o.went) <= 90
            group by c.account_id, c.room_id, c.came having count(distinct o.account_id) >= 3
        ),
        judged as (
            select account_id, room_id, came, crowd,
                cast(comings - crowd + 1 as double) * (goings - crowd + 1) / nullif(everybody, 0) as expected from blocks
        ),
        surprised as (select *, surprise(crowd, 6.0 * expected + 1.0) as bits from judged),
        ranked as (select *, row_number() over (partition by account_id order by bits desc, room_id, came) as choice from surprised)
        select account_id as entity_id, bits as value, crowd, expected from ranked where choice = 1"""
