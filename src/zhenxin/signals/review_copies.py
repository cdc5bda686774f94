"""How many accounts left the same text at one shop, against how common that text is elsewhere."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ReviewCopies(Signal):
    """Bits of surprise at the accounts that left one text (letters and digits only, at least 10) at one shop; at most 4 bits an account.

    Expected is what the text's share of all other shops' reviews would give, threefold: a phrase that people everywhere use, or that
    a platform suggests, is as common here as there. Someone who repeats himself is one account.
    """

    entity = "review"
    window = days(90)
    evidence = "text"
    act = True
    levels = (6, 14, 28)
    speaks_for = ("written_reviews", "task_brushing", "device_farm", "conditional_cashback", "hired_negative")
    silent_on = ("default_praise", "heavy_reviewer")
    label = Words("copied reviews", zh="雷同评价")
    innocent = Words(
        "default praise and short phrases are everybody’s; they are as common at other shops",
        zh="默认好评和短语人人都用，在其他店铺同样常见",
    )
    source = "domain.md §2 row 1; Mukherjee et al. 2013"
    reason = Words(
        "{here} accounts left the same words at this shop, {elsewhere} at all others",
        zh="本店有 {here} 个账号留下一字不差的评价，其他店铺共 {elsewhere} 个",
    )
    sql = """
        with said as (
            select review_id, account_id, merchant_id, regexp_replace(lower(text), '[^一-鿿a-z0-9àáâãäçèéêëìíîïñòóôõöùúûü]', '', 'g') as words
            from reviews where text is not null and merchant_id is not null
        ),
        long_enough as (select * from said where length(words) >= 10),
        sizes as (select merchant_id, count(distinct account_id) as reviewers from said group by merchant_id),
        whole as (select cast(sum(reviewers) as double) as reviewers from sizes),
        spread as (select words, merchant_id, count(distinct account_id) as here from long_enough group by words, merchant_id),
        common as (select words, cast(sum(here) as bigint) as everywhere from spread group by words having count(*) >= 2 or max(here) >= 2),
        compared as (
            select s.words, s.merchant_id, s.here, c.everywhere - s.here as elsewhere,
                3.0 * (c.everywhere - s.here + 0.5) * z.reviewers / nullif(w.reviewers - z.reviewers + 1.0, 0) as expected
            from spread s join common c on s.words = c.words join sizes z on s.merchant_id = z.merchant_id cross join whole w
            where s.here >= 2
        )
        select l.review_id as entity_id, least(surprise(c.here, c.expected), 4.0 * c.here) as value, c.here, c.elsewhere
        from long_enough l join compared c on l.words = c.words and l.merchant_id = c.merchant_id"""
