"""How many favourites, carts, likes and shares a product got for the views it had, against its category."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class TapsPerView(Signal):
    """Bits of surprise at the taps (favourite, cart, like, share) on a product by accounts that bought nothing there, for the looks it had.

    A look is a view of three seconds, or one without a time. Expected is the category's taps a look times the product's looks, threefold: people look at
    much and tap at little. Who orders the thing in the window is no part of it, and a product in a campaign is left out: people cart it ahead of the day.
    """

    entity = "product"
    window = days(30)
    evidence = "record"
    act = False
    levels = (8, 16, 40)
    speaks_for = ("fake_engagement", "coattail_clicks")
    silent_on = ("influencer", "flash_sale", "taste_community")
    can_do_without = ("orders", "products.category", "campaigns")
    label = Words("taps without looks", zh="互动与浏览不符")
    innocent = Words(
        "people cart what they will buy later, at a rate that is common to such goods",
        zh="先加购后购买很常见，但同类商品的比例相近",
    )
    source = "domain.md §2 row 12: ratio of favourites to views abnormal; Su et al. WWW 2018"
    reason = Words(
        "{taps} favourites, carts, likes and shares on {looks} views within {window}; {expected:.0f} would be usual",
        zh="{window}内 {looks} 次浏览带来 {taps} 次收藏、加购、点赞与分享；正常水平约为 {expected:.0f} 次",
    )
    sql = """
        with kinds as (select product_id, coalesce(category, '') as category from products),
        planned as (select distinct product_id from campaigns where product_id is not null),
        bought as (select distinct account_id, product_id from orders where product_id is not null),
        seen as (
            select v.product_id, coalesce(k.category, '') as category,
                case when v.kind = 'view' and coalesce(v.dwell_s, 10) >= 3 then 1 else 0 end as look,
                case when v.kind in ('favourite', 'cart', 'like', 'share') then 1 else 0 end as tap
            from visits v left join kinds k on v.product_id = k.product_id left join bought b on v.account_id = b.account_id and v.product_id = b.product_id
                left join planned c on v.product_id = c.product_id
            where v.product_id is not null and b.account_id is null and c.product_id is null
        ),
        things as (
            select product_id, category, cast(sum(look) as bigint) as looks, cast(sum(tap) as bigint) as taps from seen group by product_id, category
        ),
        peers as (select category, cast(sum(looks) as double) as looks, cast(sum(taps) as double) as taps from things group by category),
        judged as (
            select t.product_id, t.looks, t.taps, 3.0 * (t.looks + 1.0) * (p.taps - t.taps + 1.0) / nullif(p.looks - t.looks + 5.0, 0) + 1.0 as expected
            from things t join peers p on t.category = p.category where t.taps >= 5
        )
        select product_id as entity_id, surprise(taps, expected) as value, taps, looks, expected from judged"""
