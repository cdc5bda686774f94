"""Whether an account looks at very many things, each for a moment, and does nothing with them."""

from zhenxin.signals._base import Signal, Words, dataclass, days, surprise


@dataclass(frozen=True, kw_only=True)
class ScrapeVisits(Signal):
    """Different things looked at, over one more than what was done with any of them, twenty times over five seconds more than a look took.

    Shoppers look long at few things, or leaf through many and put some aside; a crawler does neither, however slowly it goes. The half
    of the account's looks that took longest is left out, and fewer than 40 things count for less. Peers are all accounts; below 8, say
    80 things at 15 seconds of which nine were put aside, nothing is said, and a few idle evenings never reach three times as much.
    """

    entity = "account"
    window = days(180)
    evidence = "conduct"
    act = True
    levels = surprise(floor=(8, 24, 60))
    speaks_for = ("data_scraping",)
    silent_on = ("influencer", "heavy_reviewer", "taste_community")
    can_do_without = ("visits.dwell_s",)
    label = Words("scraping", zh="批量抓取")
    innocent = Words(
        "a bored shopper leafs through hundreds of things; some are put aside, and eyes need seconds",
        zh="闲逛的人也会翻看上百件商品，但总会收藏几件，而且每件要看上几秒",
    )
    source = "DESIGN §6: data_scraping; thousands of views, no dwell, no cart"
    reason = Words(
        "looked at {things} things, mostly for no more than {stay:.0f} seconds, and did something {acts} times",
        zh="浏览了 {things} 件商品，多数停留不超过 {stay:.0f} 秒，后续动作仅 {acts} 次",
    )
    sql = """
        with looked as (
            select account_id, count(distinct product_id) as things, percentile_cont(0.5) within group (order by dwell_s) as stay
            from visits where kind = 'view' and product_id is not null group by account_id
        ),
        acted as (
            select account_id, count(*) as acts from visits where kind in ('favourite', 'cart', 'chat', 'compare', 'follow', 'share') group by account_id
        )
        select l.account_id as entity_id, l.things, coalesce(l.stay, 15.0) as stay, coalesce(a.acts, 0) as acts,
            l.things / nullif(1.0 + coalesce(a.acts, 0), 0) * 20.0 / nullif(coalesce(l.stay, 15.0) + 5.0, 0)
                * least(1.0, l.things * l.things / 1600.0) as value
        from looked l left join acted a on l.account_id = a.account_id"""
