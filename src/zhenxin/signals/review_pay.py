"""Whether somebody pays the authors of a shop's reviews right after they wrote, and only those who wrote in one tone."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ReviewPay(Signal):
    """Bits of surprise at how many authors one payer paid within seven days of their reviews of a shop, all of one tone.

    The least of two: how many of the payer's receivers had just written of the shop, against chance; and how one-sided they are (four and
    five stars, or one and two), against all reviews of the market. Whoever pays for any honest review pays critics too, and a reward that
    its campaign promises for any rating is left out; bills that friends split and wages follow no reviews. A shop that pays whoever blames it makes
    good for something. A payer of three authors or fewer is never heard.
    """

    entity = "review"
    window = days(60)
    evidence = "money"
    act = True
    together = True
    levels = (2.5, 4.5, 12)
    speaks_for = ("conditional_cashback", "hired_negative", "written_reviews", "quota_dining", "paid_real_buyer")
    silent_on = ("any_review_reward", "commission", "small_refund", "group_buy")
    can_do_without = ("campaigns",)
    label = Words("paid for the tone", zh="按评价好坏付款")
    innocent = Words(
        "a reward for any honest review is lawful; it goes to critics as well",
        zh="不论好评差评都给的奖励并不违法，写差评的人同样会收到",
    )
    source = "暂行规定 art. 9(5): rewards for prescribed praise; domain.md §1.2 (any polarity is lawful), §2 rows 6 and 21 (about 33 yuan a bad review)"
    reason = Words(
        "{authors} authors of {tone} reviews of this shop were paid by one hand within days of writing; {others} of other reviews",
        zh="同一付款人在评价发出后数日内向本店 {authors} 名{tone_zh}作者付款，其他评价的作者仅 {others} 名",
    )
    sql = """
        with given as (
            select review_id, account_id, merchant_id, occurred_at, case when rating >= 4 then 1 when rating <= 2 then -1 else 0 end as tone
            from reviews where merchant_id is not null
        ),
        announced as (select distinct merchant_id from campaigns where kind = 'review_reward' and any_rating and merchant_id is not null),
        handed as (
            select payment_id, payer_id, payee_id, occurred_at from payments where kind in ('transfer', 'red_packet', 'other') and amount > 0
        ),
        busy as (select payer_id, count(distinct payee_id) as receivers from handed group by payer_id having count(distinct payee_id) >= 4),
        paid as (
            select g.review_id, g.account_id, g.merchant_id, g.tone, h.payer_id, b.receivers
            from handed h join busy b on h.payer_id = b.payer_id join given g on h.payee_id = g.account_id
                left join announced a on g.merchant_id = a.merchant_id
            where h.occurred_at > g.occurred_at and h.occurred_at <= g.occurred_at + interval 7 day and a.merchant_id is null
        ),
        fans as (
            select payer_id, merchant_id, max(receivers) as receivers, count(distinct account_id) as all_authors,
                count(distinct case when tone = 1 then account_id end) as kind_ones,
                count(distinct case when tone = -1 then account_id end) as harsh_ones
            from paid group by payer_id, merchant_id having count(distinct account_id) >= 4
        ),
        usual as (
            select (sum(case when tone = 1 then 1 else 0 end) + 1.0) / nullif(count(*) + 2.0, 0) as kind_share,
                (sum(case when tone = -1 then 1 else 0 end) + 1.0) / nullif(count(*) + 2.0, 0) as harsh_share,
                count(distinct account_id) as writers, greatest(seconds(min(occurred_at), max(occurred_at)) / 86400e0, 8.0) as span
            from given
        ),
        shops as (select merchant_id, count(distinct account_id) as writers from given group by merchant_id),
        toned as (
            select f.payer_id, f.merchant_id, f.all_authors, s.writers as own, u.writers, u.span, f.receivers,
                case when f.kind_ones >= f.harsh_ones then 1 else -1 end as tone, greatest(f.kind_ones, f.harsh_ones) as authors,
                case when f.kind_ones >= f.harsh_ones then u.kind_share else u.harsh_share end as share
            from fans f join shops s on f.merchant_id = s.merchant_id cross join usual u
            where f.kind_ones >= f.harsh_ones or f.payer_id <> f.merchant_id
        ),
        judged as (
            select payer_id, merchant_id, tone, authors, all_authors - authors as others,
                surprise(authors, receivers * least(1.0, own * least(1.0, 14.0 / nullif(span, 0)) / nullif(writers, 0)) + 0.2) as reach,
                surprise_of(authors, all_authors, share) as one_sided
            from toned
        ),
        ranked as (
            select p.review_id, least(j.reach, j.one_sided) as value, j.authors, j.others, p.payer_id,
                case when j.tone = 1 then 'kind' else 'harsh' end as tone, case when j.tone = 1 then '好评' else '差评' end as tone_zh,
                row_number() over (partition by p.review_id order by least(j.reach, j.one_sided) desc, p.payer_id) as place
            from paid p join judged j on p.payer_id = j.payer_id and p.merchant_id = j.merchant_id and p.tone = j.tone
        )
        select review_id as entity_id, value, authors, others, tone, tone_zh, payer_id from ranked where place = 1"""
