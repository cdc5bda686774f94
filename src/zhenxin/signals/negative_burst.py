"""Whether one thing gets bad reviews close together from people who bought nothing of its kind before or after."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class NegativeBurst(Signal):
    """Bits of surprise at the one- and two-star reviews of a shop within four days whose authors are strangers to its category.

    A stranger has no other order in the category. Expected is the larger of what the shop's other weeks give (of four weeks at least: a small
    shop's reviews may all lie in one) and of what the rest of the market's share of such blame gives of its reviews of the four days, threefold: a bad
    batch makes regular customers angry, and goods that sell in a burst are blamed in a burst. The shop is the one that is hurt; the
    reviews are named.
    """

    entity = "review"
    window = days(90)
    evidence = "time"
    act = False
    levels = (4, 8, 25)
    speaks_for = ("hired_negative", "review_extortion")
    silent_on = ("angry_buyer", "high_return", "truthful_claimant")
    can_do_without = ("orders", "reviews.order_id")
    label = Words("burst of blame", zh="差评集中")
    innocent = Words(
        "a bad batch angers many at once, regular customers among them",
        zh="一批次品会让很多人同时不满，其中也有老顾客",
    )
    source = "domain.md §2 row 21: one-star burst without history in the category; about 30 for under 1,000 yuan"
    reason = Words(
        "{bad} bad reviews of this shop within four days came from people who buy nothing of its kind; {expected:.1f} would be usual",
        zh="四天内该店铺有 {bad} 条差评来自从不购买此类商品的账号；正常水平约为 {expected:.1f} 条",
    )
    sql = """
        with kinds as (select product_id, coalesce(category, '') as category from products),
        wants as (
            select o.account_id, coalesce(k.category, '') as category, count(*) as orders
            from orders o left join kinds k on o.product_id = k.product_id group by o.account_id, coalesce(k.category, '')
        ),
        given as (
            select r.review_id, r.account_id, r.merchant_id, r.occurred_at, coalesce(k.category, '') as category,
                case when r.rating <= 2 then 1 else 0 end as bad, case when r.order_id is null then 0 else 1 end as own
            from reviews r left join kinds k on r.product_id = k.product_id where r.merchant_id is not null
        ),
        marked as (
            select g.*, case when coalesce(w.orders, 0) - g.own <= 0 then 1 else 0 end as stranger
            from given g left join wants w on g.account_id = w.account_id and g.category = w.category
        ),
        shops as (
            select merchant_id, cast(sum(bad * stranger) as bigint) as hostile,
                greatest(seconds(min(occurred_at), max(occurred_at)) / 86400e0, 28.0) as span
            from marked group by merchant_id
        ),
        market as (select cast(sum(bad * stranger) as double) as hostile, cast(count(*) as double) as reviews from marked),
        near as (
            select *,
                count(*) over (partition by merchant_id order by occurred_at range between interval 2 day preceding and interval 2 day following) as reviews
            from marked
        ),
        hostile as (
            select review_id, merchant_id, reviews,
                count(*) over (partition by merchant_id order by occurred_at range between interval 2 day preceding and interval 2 day following) as bad,
                count(*) over (partition by merchant_id order by occurred_at range between interval 6 day preceding and interval 6 day following) as about
            from near where bad = 1 and stranger = 1
        ),
        judged as (
            select h.review_id, h.bad, greatest(
                4.0 * (s.hostile - h.about + 0.5) / nullif(s.span, 0),
                h.reviews * (m.hostile - h.about + 0.5) / nullif(m.reviews - h.about + 1.0, 0)) as expected
            from hostile h join shops s on h.merchant_id = s.merchant_id cross join market m where h.bad >= 3
        )
        select review_id as entity_id, surprise(bad, 3.0 * expected + 0.3) as value, bad, expected from judged"""
