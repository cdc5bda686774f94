"""Whether several who never bought at a shop blame it within days of one another."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class BlameUnbought(Signal):
    """Bits of surprise at the authors of one- and two-star reviews of a shop within four days who have no order there within the same ninety days.

    A bad batch makes those angry who bought it. Where reviews need no order many are written without one: expected is the larger of what the shop's
    other weeks give and of what the market's share of such blame gives of its reviews of the four days, threefold. Guests who paid at the table, and
    buyers of the same goods elsewhere, blame a shop now and then; several within days do after news of it. It is a circumstance: what convicts is that
    somebody paid for it, or what they wrote.
    """

    entity = "review"
    window = days(90)
    evidence = "conduct"
    act = False
    levels = (4, 8, 16)
    speaks_for = ("hired_negative",)
    silent_on = ("angry_buyer", "truthful_claimant", "heavy_reviewer")
    can_do_without = ("reviews.order_id",)
    label = Words("blame by people who never bought", zh="未购买者集中差评")
    innocent = Words(
        "guests who paid at the table have no order, in all weeks alike; a bad batch angers those who bought it",
        zh="到店付款的顾客没有订单，但每周都有；次品惹怒的是买过的人",
    )
    source = "domain.md §2 row 21: one-star burst without history; about 30 for under 1,000 yuan; AUCL 12"
    reason = Words(
        "{authors} people without an order at this shop in these ninety days blamed it within four days; {expected:.1f} would be usual",
        zh="四天内有 {authors} 名近九十天未在该店下单的用户给出差评；正常水平约为 {expected:.1f} 名",
    )
    sql = """
        with bought as (select distinct account_id, merchant_id from orders),
        given as (
            select r.review_id, r.account_id, r.merchant_id, r.occurred_at,
                case when r.rating <= 2 and b.account_id is null and r.order_id is null then 1 else 0 end as hostile
            from reviews r left join bought b on r.account_id = b.account_id and r.merchant_id = b.merchant_id where r.merchant_id is not null
        ),
        shops as (
            select merchant_id, cast(sum(hostile) as bigint) as hostile, greatest(seconds(min(occurred_at), max(occurred_at)) / 86400e0, 28.0) as span
            from given group by merchant_id
        ),
        market as (select cast(sum(hostile) as double) as hostile, cast(count(*) as double) as reviews from given),
        near as (
            select *,
                count(*) over (partition by merchant_id order by occurred_at range between interval 2 day preceding and interval 2 day following) as reviews
            from given
        ),
        counted as (
            select n.review_id, n.merchant_id, n.reviews, count(distinct h.account_id) as authors
            from near n join near h on n.merchant_id = h.merchant_id
                and h.occurred_at between n.occurred_at - interval 2 day and n.occurred_at + interval 2 day
            where n.hostile = 1 and h.hostile = 1 group by n.review_id, n.merchant_id, n.reviews
        ),
        about as (
            select n.review_id, count(*) as about from near n join near h on n.merchant_id = h.merchant_id
                and h.occurred_at between n.occurred_at - interval 6 day and n.occurred_at + interval 6 day
            where n.hostile = 1 and h.hostile = 1 group by n.review_id
        ),
        judged as (
            select c.review_id, c.authors, greatest(
                4.0 * (s.hostile - a.about + 0.5) / nullif(s.span, 0),
                c.reviews * (m.hostile - a.about + 0.5) / nullif(m.reviews - a.about + 1.0, 0)) as expected
            from counted c join about a on c.review_id = a.review_id join shops s on c.merchant_id = s.merchant_id cross join market m
            where c.authors >= 3
        )
        select review_id as entity_id, surprise(authors, 3.0 * expected + 0.3) as value, authors, expected from judged"""
