"""How far a page that calls itself a brand's own stands alone with its number."""

import math

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import BRAND, BRANDS, LINES, NUMBERS, REGISTERED, SITES


@dataclass(frozen=True, kw_only=True)
class SelfClaimedOfficial(Signal):
    """How many times as many sites give the brand's known line as give the number of this page, which calls itself the brand's own.

    Known is the registered line, which counts as three sites, or else the one that most sites give, three at least. A page that shows a
    known line beside its own is silent, and so is one that says it is a third party's. A number that is not in the registry is just
    that: a second line, a line given up or an agent's own has no other sign, so this is a circumstance.
    """

    entity = "page"
    window = days(365)
    evidence = "record"
    act = False
    levels = (2, 4, math.inf)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    can_do_without = ("pages.site", "pages.claimed_brand")
    label = Words("official by its own word", zh="自称官方")
    innocent = Words(
        "a second line, a line given up and an agent’s own number are on fewer sites than the brand’s line too",
        zh="第二条热线、已停用的旧号码、代理商自己的号码出现的网站也较少",
    )
    source = "domain.md §4.3 (2) and (10): registry lookup; claims to be official"
    reason = Words(
        "calls itself {brand}’s own with a number on {own_sites:site|sites}; {line_sites:site|sites} or the registry give another line",
        zh="自称{brand}官方，但所留号码只见于 {own_sites} 个网站；登记号码或 {line_sites} 个网站给出的是另一号码",
    )
    sql = f"""
        with {NUMBERS},
        {BRANDS},
        claims as (
            select url, max(case when value = 'third_party' then 1 else 0 end) as third,
                max(case when value in ('official', 'maker', 'headquarters') then 1 else 0 end) as own
            from page_facts where fact = 'claim' group by url
        ),
        {SITES},
        shown as (
            select p.url, s.site, n.value as number, {BRAND} as brand, coalesce(c.own, 0) as own
            from pages p join numbers n on p.url = n.url and n.place = 1 join sited s on p.url = s.url
                left join brands b on p.url = b.url and b.place = 1 and b.times >= 2
                left join claims c on p.url = c.url
            where coalesce(c.third, 0) = 0 and coalesce(p.claimed_brand, b.value) is not null
        ),
        sites as (select brand, number, count(distinct site) as sites from shown where length(brand) >= 2 group by brand, number),
        {REGISTERED},
        {LINES},
        known as (
            select brand, number, 3 as sites from own_lines
            union all
            select brand, number, sites from (
                select s.*, row_number() over (partition by s.brand order by s.sites desc, s.number) as place from sites s
                where not exists (select 1 from own_lines r where r.brand = s.brand)
            ) as ranked where place = 1 and sites >= 3
        ),
        beside as (
            select distinct f.url from page_facts f join shown s on f.url = s.url join known k on s.brand = k.brand and f.value = k.number
            where f.fact = 'number'
        ),
        lines as (select brand, max(sites) as sites from known group by brand)
        select s.url as entity_id, cast(l.sites as double) / nullif(cast(o.sites as double), 0) as value, s.brand, o.sites as own_sites,
            l.sites as line_sites
        from shown s join lines l on s.brand = l.brand join sites o on s.brand = o.brand and s.number = o.number
            left join beside b on s.url = b.url
            left join registered e on s.number = e.number
        where s.own = 1 and b.url is null and e.number is null"""
