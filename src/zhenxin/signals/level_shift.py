"""Whether the mix of a shop's reviewers jumps: all of a sudden practised ones, or all of a sudden new ones."""

import math

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class LevelShift(Signal):
    """Bits of surprise at how many of a shop's kind reviewers within twenty days were practised (five and more reviews in the window), or were new.

    New is an account opened less than sixty days before. Expected is the larger of the shop's share in its other weeks and of the category's, half as
    much again: a restaurant for regulars has practised reviewers always. Quotas ask for people of a certain level; bought accounts are young.
    """

    entity = "merchant"
    window = days(90)
    evidence = "record"
    act = False
    levels = (5, 9, math.inf)
    speaks_for = ("quota_dining", "written_reviews", "device_farm")
    silent_on = ("heavy_reviewer", "new_shop_friends", "influencer", "platform_trial")
    can_do_without = ("merchants", "accounts")
    label = Words("other reviewers at once", zh="评价者层级突变")
    innocent = Words(
        "a place may be found by a new crowd; its share is held to the shop's other weeks and to its category",
        zh="店铺可能被新的人群发现；因此与其自身其他时段及同类店铺比较",
    )
    source = "domain.md §2 row 7: level filter LV4/5 and level mix shift; row 9"
    reason = Words(
        "{found} of {reviewers} kind reviewers within twenty days were {who}; {expected:.1f} would be usual",
        zh="二十天内 {reviewers} 位好评者中有 {found} 位是{who_zh}；正常水平约为 {expected:.1f} 位",
    )
    sql = """
        with written as (
            select r.review_id, r.account_id, r.merchant_id, r.occurred_at, r.rating, coalesce(m.category, '') as category,
                case when a.registered_at > r.occurred_at - interval 60 day then 1 else 0 end as is_new,
                count(*) over (partition by r.account_id) as reviews
            from reviews r left join merchants m on r.merchant_id = m.merchant_id left join accounts a on r.account_id = a.account_id
            where r.merchant_id is not null
        ),
        kind_ones as (
            select review_id, merchant_id, category, occurred_at, is_new, case when reviews >= 5 then 1 else 0 end as practised from written where rating >= 4
        ),
        near as (
            select review_id, merchant_id, category,
                count(*) over (partition by merchant_id order by occurred_at range between interval 20 day preceding and current row) as reviewers,
                cast(sum(is_new) over (
                    partition by merchant_id order by occurred_at range between interval 20 day preceding and current row) as bigint) as new_ones,
                cast(sum(practised) over (
                    partition by merchant_id order by occurred_at range between interval 20 day preceding and current row) as bigint) as practised
            from kind_ones
        ),
        shops as (
            select merchant_id, category, count(*) as reviewers, cast(sum(is_new) as bigint) as new_ones, cast(sum(practised) as bigint) as practised
            from kind_ones group by merchant_id, category
        ),
        peers as (
            select category, cast(sum(reviewers) as double) as reviewers, cast(sum(new_ones) as double) as new_ones, cast(sum(practised) as double) as practised
            from shops group by category
        ),
        cases as (
            select n.merchant_id, n.review_id, n.reviewers, n.new_ones as found, 0 as is_practised, greatest(
                (s.new_ones - n.new_ones + 0.5) / nullif(s.reviewers - n.reviewers + 2.0, 0),
                (p.new_ones - s.new_ones + 1.0) / nullif(p.reviewers - s.reviewers + 10.0, 0)) as share
            from near n join shops s on n.merchant_id = s.merchant_id join peers p on n.category = p.category where n.reviewers >= 6
            union all
            select n.merchant_id, n.review_id, n.reviewers, n.practised as found, 1 as is_practised, greatest(
                (s.practised - n.practised + 0.5) / nullif(s.reviewers - n.reviewers + 2.0, 0),
                (p.practised - s.practised + 1.0) / nullif(p.reviewers - s.reviewers + 10.0, 0)) as share
            from near n join shops s on n.merchant_id = s.merchant_id join peers p on n.category = p.category where n.reviewers >= 6
        ),
        rates as (select *, 1.5 * reviewers * share + 0.5 as expected from cases),
        judged as (select *, surprise(found, expected) as bits from rates),
        ranked as (select *, row_number() over (partition by merchant_id order by bits desc, is_practised, review_id) as place from judged)
        select merchant_id as entity_id, bits as value, found, reviewers, expected,
            case when is_practised = 1 then 'practised reviewers' else 'accounts opened lately' end as who,
            case when is_practised = 1 then '资深评价者' else '新注册账号' end as who_zh
        from ranked where place = 1"""
