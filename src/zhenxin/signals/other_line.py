"""How many times as many sites give another line for the brand that a number is given out for."""

import math

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import BRAND, BRANDS, LINES, NUMBERS, REGISTERED, SITES


@dataclass(frozen=True, kw_only=True)
class OtherLine(Signal):
    """Sites that give the brand's line, or the registry as eight, over the sites that push this number for the brand; of several brands the least.

    The line of a brand is its registered one, or the one that most sites push, three at least. Whoever is a line of some brand is silent. Agents and
    repairers have numbers of their own as well, and say so: a number beside the line is nothing by itself.
    """

    entity = "number"
    window = days(365)
    evidence = "identity"
    act = False
    levels = (2, 4, math.inf)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline",)
    can_do_without = ("pages.site", "pages.claimed_brand")
    label = Words("beside the brand’s line", zh="与品牌热线不同")
    innocent = Words(
        "agents and independent repairers have numbers of their own",
        zh="授权网点和独立维修商本来就有自己的电话",
    )
    source = "domain.md §4.3 (2): registry lookup; an unlisted number is not in the registry, never fake"
    reason = Words(
        "{sites:site pushes|sites push} this number for {brand}, whose line {line} is given by {line_sites:site|sites} or the registry",
        zh="{sites} 个网站以该号码作为{brand}的电话，而该品牌的热线 {line} 见于 {line_sites} 个网站或登记表",
    )
    sql = f"""
        with {BRANDS},
        {NUMBERS},
        {SITES},
        {REGISTERED},
        shown as (
            select distinct s.site, n.value as number, {BRAND} as brand
            from pages p join numbers n on p.url = n.url and n.place = 1 join sited s on p.url = s.url
                left join brands b on p.url = b.url and b.place = 1
            where coalesce(p.claimed_brand, b.value) is not null
        ),
        sites as (select brand, number, count(*) as sites from shown where length(brand) >= 2 group by brand, number),
        {LINES},
        lines as (
            select brand, number, max(sites) as sites from (
                select brand, number, 8 as sites from own_lines
                union all
                select brand, number, sites from (
                    select *, row_number() over (partition by brand order by sites desc, number) as place from sites
                ) as ranked where place = 1 and sites >= 3
            ) as told group by brand, number
        ),
        chosen as (
            select *, row_number() over (partition by brand order by sites desc, number) as place from lines
        ),
        beside as (
            select s.number, s.brand, s.sites, l.number as line, l.sites as line_sites, cast(l.sites as double) / nullif(s.sites, 0) as times
            from sites s join chosen l on s.brand = l.brand and l.place = 1
                left join (select distinct number from lines) k on s.number = k.number left join registered r on s.number = r.number
            where k.number is null and r.number is null
        ),
        ranked as (select *, row_number() over (partition by number order by times, brand) as place from beside)
        select number as entity_id, times as value, sites, brand, line, line_sites from ranked where place = 1"""
