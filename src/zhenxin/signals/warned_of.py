"""At how many sites a number is called false that somebody gives out for a brand."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import BRAND, BRANDS, NUMBERS, REGISTERED, SITES

MANY = 6
"""A page of so many numbers lists them, whoever sent them in, and gives none of them out."""
KNOWN = 3
"""So many sites give a number that is a brand's line; one that gives such a line beside its warning counts as so many."""


@dataclass(frozen=True, kw_only=True)
class WarnedOf(Signal):
    """Sites that disown the number or warn against it; whoever gives a line of the brand beside, registered or on more sites, counts as three.

    A newspaper and a consumers' council ask the maker, and print the true line with the false one; a voice in a forum may be a rival's, and a campaign
    warns of the true line itself: who gives out the line beside is no witness, unless it is registered. A number that is registered, or that is given by
    as many sites as any other for its brand, three at least, is silent, and so is one that nobody gives out but who warns of it.
    """

    entity = "number"
    window = days(365)
    evidence = "record"
    act = True
    levels = (1, 3, 6)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    can_do_without = ("pages.site", "pages.claimed_brand")
    label = Words("others warn of it", zh="被他人提示为假冒")
    innocent = Words(
        "a rival or an angry customer may call an agent’s number false; who prints the brand’s line beside it has asked",
        zh="同行或不满的顾客也可能称网点电话是假的；同时给出品牌热线的提示更可信",
    )
    source = "domain.md §4.1 and §4.2: consumers' councils and newspapers publish false numbers beside the maker's own line"
    reason = Words(
        "{sites:site warns|sites warn} that it is false, {beside} of them beside a line of the brand; {given:site gives|sites give} it out for {brand}",
        zh="{sites} 个网站提示该号码不实，其中 {beside} 个同时给出品牌热线；另有 {given} 个网站把它作为{brand}的电话",
    )
    sql = f"""
        with {BRANDS},
        {NUMBERS},
        {SITES},
        {REGISTERED},
        warning as (
            select f.value as number, f.url, s.site from page_facts f join sited s on f.url = s.url left join registered r on f.value = r.number
            where f.fact = 'disowned' and length(f.value) >= 7 and r.number is null
        ),
        disowning as (select distinct url from page_facts where fact = 'disowned'),
        lists as (select url from numbers group by url having count(*) >= {MANY}),
        shown as (
            select distinct s.site, n.value as number, {BRAND} as brand
            from pages p join numbers n on p.url = n.url and n.place = 1 join sited s on p.url = s.url left join lists i on p.url = i.url
                left join disowning d on p.url = d.url
                left join brands b on p.url = b.url and b.place = 1 left join warning w on n.value = w.number and s.site = w.site
            where coalesce(p.claimed_brand, b.value) is not null and w.site is null and i.url is null and d.url is null
        ),
        given as (select number, brand, count(*) as sites from shown where length(brand) >= 2 group by number, brand),
        ranked as (
            select *, rank() over (partition by brand order by sites desc) as of_brand,
                row_number() over (partition by number order by sites desc, brand) as of_number from given
        ),
        lines as (
            select brand, number, {KNOWN} as sites, true as is_registered from entries
            union all select brand, number, sites, false as is_registered from given where sites >= {KNOWN}
        ),
        spread as (select number, cast(sum(sites) as bigint) as sites from given group by number),
        with_line as (
            select distinct w.number, w.site from warning w join given g on w.number = g.number
                join page_facts f on w.url = f.url and f.fact = 'number' join lines l on f.value = l.number and left(g.brand, 2) = left(l.brand, 2)
                    and (strpos(g.brand, l.brand) > 0 or strpos(l.brand, g.brand) > 0)
                join spread a on w.number = a.number left join (select distinct site, number from shown) h on w.site = h.site and l.number = h.number
            where l.number <> w.number and (l.is_registered or (l.sites > a.sites and h.number is null))
        ),
        counted as (
            select w.number, count(distinct w.site) as sites, count(distinct l.site) as beside
            from warning w left join with_line l on w.number = l.number and w.site = l.site group by w.number
        )
        select c.number as entity_id, cast(c.sites + {KNOWN - 1} * c.beside as double) as value, c.sites, c.beside, g.sites as given, g.brand
        from counted c join ranked g on c.number = g.number and g.of_number = 1
        where g.of_brand > 1 or g.sites < {KNOWN}"""
