"""Whether a shop's share of five stars jumped from one week to the next and stayed."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class PraiseShift(Signal):
    """Bits of surprise at the five stars of the best four weeks of a shop, against the share it had in its other weeks and its category had then.

    Binomial, by Kullback and Leibler's divergence; the share that is expected is the larger of both comparisons, and half of what lacks to one
    is forgiven a tenth. A better product shifts its stars too, slowly and not at one shop in a month; with fewer than eight reviews in the weeks
    nothing is said.
    """

    entity = "merchant"
    window = days(180)
    evidence = "record"
    act = False
    levels = (6, 10, 20)
    speaks_for = ("conditional_cashback", "quota_dining", "written_reviews", "review_laundering")
    silent_on = ("any_review_reward", "platform_trial", "new_shop_friends", "influencer")
    label = Words("jump in praise", zh="好评率突升")
    innocent = Words(
        "a better supplier lifts the stars too; a reward for any review brings more reviews, not more stars",
        zh="换了更好的货源也会提升评分；无条件的评价奖励只会增加评价数，不会提高好评率",
    )
    source = "domain.md §2 row 6: five-star share jumps after a day; 江都 2021"
    reason = Words(
        "{five} of {reviews} reviews within four weeks gave five stars; {share:.0%} would be usual here",
        zh="四周内 {reviews} 条评价中有 {five} 条五星；按本店和同类目的水平约为 {share:.0%}",
    )
    sql = """
        with given as (
            select r.review_id, r.merchant_id, coalesce(m.category, '') as category, case when r.rating = 5 then 1 else 0 end as five,
                cast(floor(micros(r.occurred_at) / 1209600000000e0) as bigint) as fortnight
            from reviews r left join merchants m on r.merchant_id = m.merchant_id where r.merchant_id is not null
        ),
        by_time as (
            select merchant_id, category, fortnight, count(*) as reviews, cast(sum(five) as bigint) as five from given group by merchant_id, category, fortnight
        ),
        months as (
            select b.merchant_id, b.category, b.fortnight, cast(sum(o.reviews) as bigint) as reviews, cast(sum(o.five) as bigint) as five
            from by_time b join by_time o on b.merchant_id = o.merchant_id and (o.fortnight = b.fortnight or o.fortnight = b.fortnight + 1)
            group by b.merchant_id, b.category, b.fortnight
        ),
        shops as (select merchant_id, cast(sum(reviews) as bigint) as reviews, cast(sum(five) as bigint) as five from by_time group by merchant_id),
        kinds as (
            select category, cast(sum(five) as double) / nullif(cast(sum(reviews) as double), 0) as share from by_time group by category
        ),
        compared as (
            select m.merchant_id, m.fortnight, m.reviews, m.five,
                greatest((s.five - m.five + 4.0 * k.share) / nullif(s.reviews - m.reviews + 4.0, 0), k.share) as usual
            from months m join shops s on m.merchant_id = s.merchant_id join kinds k on m.category = k.category where m.reviews >= 8
        ),
        surprised as (
            select merchant_id, fortnight, reviews, five, 0.9 * usual + 0.1 as share, surprise_of(five, reviews, 0.9 * usual + 0.1) as bits from compared
        ),
        ranked as (select *, row_number() over (partition by merchant_id order by bits desc, fortnight) as choice from surprised)
        select merchant_id as entity_id, bits as value, reviews, five, share from ranked where choice = 1"""
