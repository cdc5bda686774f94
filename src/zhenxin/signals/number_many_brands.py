"""How many unrelated makers one service number answers for, on how many sites."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import BRAND, BRANDS, MAKERS, MANY_HOSTS, NUMBERS, REGISTERED, SITES, TITLED, VOUCHED


@dataclass(frozen=True, kw_only=True)
class NumberManyBrands(Signal):
    """Unrelated brands whose pages, on two sites or four sub-domains at least, give this number before any other; silent where it is a registered one.

    A page speaks for the brand it is known to claim, or for the one it names three times and more while it calls itself official, the maker's, nation-wide
    or the like, or that stands alone and in its title, while it calls itself official, the maker's or headquarters'. Names count as one maker where one
    holds the other or they begin alike (约克, 约克空调, YORK约克).
    Pages that say they are a third party's are left out: an honest repairer may serve many brands.
    So may a platform or a call centre, and says whose it is on a tenth of its pages at least, or poses as a brand on fewer than half: such a number is
    silent.
    """

    entity = "number"
    window = days(365)
    evidence = "network"
    act = True  # a group of brands registers its line, a call centre says whose it is: who does neither poses as each of them
    levels = (3, 5, 9)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    can_do_without = ("pages.site", "pages.claimed_brand")
    label = Words("one number, many brands", zh="一号多品牌")
    innocent = Words(
        "a repair chain that serves several brands names them on its own site; a registered number stays silent",
        zh="多品牌维修商会在自己的网站列出品牌；已登记的号码不计",
    )
    source = "domain.md §4"
    reason = Words(
        "the number answers for {value:.0f} unrelated brands on {sites:site|sites} ({pages:page|pages})",
        zh="该号码在 {sites} 个网站的 {pages} 个网页上充当 {value:.0f} 个互不相关品牌的服务电话",
    )
    sql = f"""
        with {NUMBERS},
        {BRANDS},
        claims as (
            select url, max(case when value = 'third_party' then 1 else 0 end) as third,
                max(case when value in ('third_party', 'warning') then 0 else 1 end) as own,
                max(case when value in ('official', 'maker', 'headquarters') then 1 else 0 end) as very_own
            from page_facts where fact = 'claim' group by url
        ),
        {REGISTERED},
        {VOUCHED},
        {SITES},
        shown as (
            select n.value as number, p.url, {BRAND} as brand, s.site, s.host
            from numbers n join pages p on n.url = p.url join sited s on n.url = s.url
                left join brands b on n.url = b.url and b.place = 1 and {TITLED}
                left join claims c on n.url = c.url
                left join registered r on n.value = r.number
            where n.place = 1 and r.number is null and coalesce(c.third, 0) = 0
                and (p.claimed_brand is not null or (b.times >= 3 and c.own = 1) or (b.value is not null and c.very_own = 1))
        ),
        {MAKERS},
        whose as (
            select p.value as number, count(*) as pages, avg(cast(n.named as double)) as named
            from numbers p join told n on p.url = n.url where p.place = 1 group by p.value
        ),
        sizes as (
            select number, case when count(distinct host) >= {MANY_HOSTS} then count(distinct host) else count(distinct site) end as sites,
                count(distinct url) as pages
            from shown group by number
        )
        select m.number as entity_id, cast(count(distinct m.maker) as double) as value, s.sites, s.pages
        from makers m join sizes s on m.number = s.number join whose w on m.number = w.number
        where s.sites >= 2 and w.named < 0.1 and 2 * s.pages >= w.pages group by m.number, s.sites, s.pages"""
