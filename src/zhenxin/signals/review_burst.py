"""Whether many accounts reviewed one product in the same tone within two days, against its sales and its own other days."""

import math

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ReviewBurst(Signal):
    """Bits of surprise at the reviews of one tone (four and five stars, or one and two) of a product within two days of this one.

    Reviews of fewer than eight letters, default praise mostly, are not counted. Expected is the most of what the product's other days give and of two
    fifths of what its orders of the three weeks before would give at the market's rate of reviews, threefold: goods that sell in a burst are reviewed
    in a burst. It is never strong, as parcels of one van are late together.
    """

    entity = "review"
    window = days(60)
    evidence = "time"
    act = False
    levels = (5, 10, math.inf)
    speaks_for = ("written_reviews", "hired_negative", "quota_dining", "task_brushing", "crowd_ring")
    silent_on = ("flash_sale", "influencer", "default_praise", "angry_buyer")
    can_do_without = ("orders",)
    label = Words("burst of reviews", zh="评价集中爆发")
    innocent = Words(
        "a sale brings many reviews at once; they are measured against its orders",
        zh="促销后评价本会集中出现，因此按其订单量衡量",
    )
    source = "Li et al. 2016 (co-bursting groups, Dianping); domain.md §3.3"
    reason = Words(
        "{burst} {tone} reviews of this product came within two days of this one; {expected:.1f} would be usual",
        zh="该商品在前后两天内出现 {burst} 条{tone_zh}；正常水平约为 {expected:.1f} 条",
    )
    sql = """
        with toned as (
            select review_id, coalesce(product_id, merchant_id) as thing, product_id, occurred_at, case when rating >= 4 then 1 else -1 end as tone
            from reviews where rating <> 3 and coalesce(product_id, merchant_id) is not null and length(text) >= 8
        ),
        near as (
            select *, count(*) over (partition by thing, tone order by occurred_at range between interval 2 day preceding and interval 2 day following) as burst
            from toned
        ),
        own as (
            select thing, tone, count(*) as all_reviews, greatest(seconds(min(occurred_at), max(occurred_at)) / 86400e0, 12.0) as span
            from toned group by thing, tone
        ),
        rates as (
            select t.tone, count(*) / nullif((select greatest(count(*), 1) from orders), 0) as share from toned t group by t.tone
        ),
        busy as (select * from near where burst >= 5),
        sold as (
            select b.review_id, count(*) as orders from busy b join orders o on b.product_id = o.product_id
            where o.occurred_at > b.occurred_at - interval 21 day and o.occurred_at <= b.occurred_at group by b.review_id
        ),
        judged as (
            select b.review_id, b.tone, b.burst, 3.0 * greatest(
                4.0 * (w.all_reviews - b.burst + 0.5) / nullif(w.span, 0), 0.4 * least(1.0, coalesce(r.share, 0)) * coalesce(s.orders, 0)) + 0.5 as expected
            from busy b join own w on b.thing = w.thing and b.tone = w.tone left join rates r on b.tone = r.tone left join sold s on b.review_id = s.review_id
        )
        select review_id as entity_id, surprise(burst, expected) as value, burst, expected,
            case when tone = 1 then 'kind' else 'harsh' end as tone, case when tone = 1 then '好评' else '差评' end as tone_zh
        from judged"""
