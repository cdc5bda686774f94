"""Whether the reviews of a product were written before its page was turned into that of another thing."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ListingSwitch(Signal):
    """How unlike the page's title has become what it was when the review was written, out of 100, with 50 more where the category changed.

    Titles are compared by their letters, two by two: what share of the older title's pairs is left in the newest. Shops polish titles all the
    time and keep most of the words; a coat that becomes a kettle keeps none. The pages of one product are compared with themselves only.
    Only praise is named, four and five stars: it is what a page is kept for.
    """

    entity = "review"
    window = days(3650)
    evidence = "record"
    act = True
    levels = (75, 90, 120)
    speaks_for = ("review_laundering",)
    silent_on = ("flash_sale", "new_shop_friends")
    can_do_without = ("listings.category",)
    label = Words("reviews of another thing", zh="商品链接改头换面")
    innocent = Words(
        "titles are polished for every sale and keep most of their words",
        zh="每逢大促商家都会改标题，但大部分词会保留",
    )
    source = "domain.md §2 row 16: listing title and category switch; 网络交易监督管理办法 14(2)"
    reason = Words(
        "when this review was written the page sold “{old_title}”, now it sells “{new_title}”",
        zh="撰写该评价时页面售卖的是“{old_title}”，如今是“{new_title}”",
    )
    sql = """
        with versions as (
            select product_id, occurred_at, title, coalesce(category, '') as category,
                lead(occurred_at) over (partition by product_id order by occurred_at, title) as until_at,
                row_number() over (partition by product_id order by occurred_at desc, title desc) as age
            from listings where title is not null
        ),
        newest as (select product_id, title, category from versions where age = 1),
        changed as (
            select v.product_id, v.occurred_at, v.until_at, v.title as old_title, n.title as new_title,
                case when v.category <> n.category then 50.0 else 0.0 end as moved
            from versions v join newest n on v.product_id = n.product_id where v.age > 1 and v.title <> n.title
        ),
        places as (select unnest(generate_series(1, 60)) as place),
        pairs as (
            select c.product_id, c.occurred_at, c.until_at, c.old_title, c.new_title, c.moved,
                count(*) as pairs, cast(sum(case when contains(c.new_title, substr(c.old_title, p.place, 2)) then 1 else 0 end) as bigint) as kept
            from changed c join places p on p.place < length(c.old_title)
            group by c.product_id, c.occurred_at, c.until_at, c.old_title, c.new_title, c.moved
        )
        select r.review_id as entity_id, max(100.0 * (1.0 - p.kept / nullif(cast(p.pairs as double), 0)) + p.moved) as value,
            max(p.old_title) as old_title, max(p.new_title) as new_title
        from reviews r join pairs p on r.product_id = p.product_id where r.rating >= 4 and r.occurred_at >= p.occurred_at and r.occurred_at < p.until_at
        group by r.review_id"""
