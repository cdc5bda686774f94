"""For how many brands a page, or its site, gives a number that is not the brand's known line."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import BRAND, BRANDS, CLAIMING, LINES, LISTED, NUMBERS, REGISTERED, SITES, TITLED, VOUCHED


@dataclass(frozen=True, kw_only=True)
class AgainstTheLines(Signal):
    """Brands with a known line for which the page's list, or the site's pages that call themselves the brands' own, give another number.

    Known is a registered line, and the one that most sites give for the brand, three at least, where a tenth of its pages name their company. At least four
    brands in five must be given wrong, three at least: whoever copies a list has some rows old, whoever makes one up has none right. On a site only pages
    count, three in five of those with numbers at least, that call themselves official, the maker's, headquarters' or nation-wide and name no company, third
    party or address: agents and repairers have numbers of their own. A page that itself gives a known or vouched number is silent, and so are numbers that
    are known lines of somebody.
    """

    entity = "page"
    window = days(365)
    evidence = "record"
    act = True  # one number beside the line may be an agent's; a whole list of them was made up
    levels = (3, 5, 9)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    can_do_without = ("pages.site", "pages.claimed_brand", "pages.title")
    label = Words("none of the numbers right", zh="号码几乎全不对")
    innocent = Words(
        "an old list has some rows out of date, not four in five",
        zh="旧名录会有部分过时的号码，但不会五个里错四个",
    )
    source = "domain.md §4.3 (2): registry lookup, of all brands of a page or a site together"
    reason = Words(
        "of {known:brand|brands} here whose line is known, {value:.0f} are given another number, such as {number} for {brand}, whose line is {line}",
        zh="此处有 {known} 个品牌的热线可以核对，其中 {value:.0f} 个给出的是别的号码，例如把 {number} 列为{brand}的电话，而其热线是 {line}",
    )
    sql = f"""
        with {BRANDS},
        {NUMBERS},
        {SITES},
        {LISTED},
        {REGISTERED},
        {VOUCHED},
        {CLAIMING},
        first as (
            select distinct s.site, p.url, n.value as number, {BRAND} as brand, case when c.url is not null then 1 else 0 end as own
            from pages p join numbers n on p.url = n.url and n.place = 1 join sited s on p.url = s.url
                left join brands b on p.url = b.url and b.place = 1 and {TITLED}
                left join claiming c on p.url = c.url left join listing l on p.url = l.url
            where coalesce(p.claimed_brand, b.value) is not null and l.url is null
        ),
        posing as (
            select s.site from numbers n join sited s on n.url = s.url left join claiming c on n.url = c.url
            where n.place = 1 group by s.site having 5 * count(c.url) >= 3 * count(*)
        ),
        rows_of as (
            select l.url as place, l.url, l.number, l.brand from listed l join told t on l.url = t.url and t.named = 0
            union all
            select f.site as place, f.url, f.number, f.brand from first f join posing o on f.site = o.site where f.own = 1
        ),
        shown as (select distinct brand from rows_of where length(brand) >= 2),
        {LINES},
        given as (
            select brand, number, count(distinct site) as sites from (
                select site, brand, number from first
                union all select s.site, l.brand, l.number from listed l join sited s on l.url = s.url
            ) as everywhere group by brand, number
        ),
        commonest as (
            select g.brand, g.number from (
                select brand, number, sites, row_number() over (partition by brand order by sites desc, number) as place from given
            ) as g join vouched v on g.number = v.number where g.place = 1 and g.sites >= 3
        ),
        known as (select brand, number from own_lines union select brand, number from commonest),
        settled as (select brand, min(number) as line from known group by brand),
        honest as (select number from registered union select number from vouched),
        judged as (
            select r.place, r.brand, max(case when k.number is not null or h.number is not null then 1 else 0 end) as is_right, min(r.number) as number,
                min(s.line) as line
            from rows_of r join settled s on r.brand = s.brand left join known k on r.brand = k.brand and r.number = k.number
                left join honest h on r.number = h.number
            group by r.place, r.brand
        ),
        counted as (
            select place, count(*) as known, count(case when is_right = 0 then 1 end) as wrong,
                min(case when is_right = 0 then brand end) as brand from judged group by place
            having count(case when is_right = 0 then 1 end) >= 3 and 5 * count(case when is_right = 0 then 1 end) >= 4 * count(*)
        ),
        blamed as (
            select r.url, r.place from rows_of r left join honest h on r.number = h.number
            group by r.url, r.place having count(h.number) < count(*)
        )
        select b.url as entity_id, cast(c.wrong as double) as value, c.known, c.brand, j.number, j.line
        from blamed b join counted c on b.place = c.place join judged j on c.place = j.place and c.brand = j.brand"""
