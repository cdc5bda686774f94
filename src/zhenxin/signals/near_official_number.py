"""How many sites give, for a brand, a number that is a slip or two away from the brand's own line."""

import pyarrow as pa
from rapidfuzz.distance import OSA

from zhenxin.kernels.wording import rows
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days
from zhenxin.signals._pages import BRAND, BRANDS, LINES, NUMBERS, REGISTERED, SITES, VOUCHED

_SLIPS = 2


@dataclass(frozen=True, kw_only=True)
class NearOfficialNumber(Signal):
    """Sites that give a number for a brand whose line is one or two slips away: a digit changed, added, left out, or two neighbours swapped.

    The brand's lines are its registered ones and the one that most sites give. Silent unless one of the sites at least is small (eight numbers) and
    never shows the line: a brand puts its second line beside the first, and a slip of the pen is put right by the pages around it; forums and
    directories show everything. A number that most of its pages give for other brands lies near by chance. One page is a slip; two pages of one site
    count as two. Who is registered is a line itself, as is whose pages name a company where those of a line that nobody registered do not: a campaign
    may be seen on more sites than the maker. So is who is on half as
    many sites as the line, and on four at least if that is registered. Of ten-digit numbers one in 2,500 lies so near a given one by chance, so few do.
    """

    entity = "number"
    window = days(365)
    evidence = "network"  # who else gives the number, and what stands beside it; that it is not the line is the identity (other_line)
    act = True
    levels = (2, 3, 5)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline",)
    can_do_without = ("pages.site", "pages.claimed_brand")
    label = Words("a digit away from the true line", zh="与官方号码仅差一两位")
    innocent = Words(
        "a slip of the pen stays on one page; a second line that lies near is registered or stands beside the first",
        zh="笔误只出现在个别网页；相近的第二热线通常已登记，或与第一热线并列",
    )
    source = "domain.md §4.1: 400-836-7315 beside 400-836-5315 (2012, 2022); optimal string alignment distance"
    reason = Words(
        "{value:site or page gives|sites or pages give} it for {brand}, some never the line {line}, {slips:digit|digits} away, "
        "which {line_sites:site|sites} or the registry give",
        zh="{value:.0f} 个网站或网页把它列为{brand}的电话，其中有的从不出现只差 {slips} 位的热线 {line}（{line_sites} 个网站或登记表所列）",
    )
    sql = f"""
        with {BRANDS},
        {NUMBERS},
        {SITES},
        shown as (
            select distinct p.url, s.site, n.value as number, {BRAND} as brand
            from pages p join page_facts n on p.url = n.url and n.fact = 'number' and length(n.value) >= 7 join sited s on p.url = s.url
                left join brands b on p.url = b.url and b.place = 1 left join warnings w on p.url = w.url
            where coalesce(p.claimed_brand, b.value) is not null and w.url is null
        ),
        sites as (
            select brand, number, count(distinct site) as sites, count(*) as pages from shown where length(brand) >= 2 group by brand, number
        ),
        everywhere as (select number, count(*) as pages from shown group by number),
        {REGISTERED},
        {VOUCHED},
        {LINES},
        lines as (
            select r.brand, r.number, coalesce(s.sites, 0) as sites, true as is_registered
            from own_lines r left join sites s on r.brand = s.brand and r.number = s.number
            union all
            select brand, number, sites, false as is_registered from (
                select *, row_number() over (partition by brand order by sites desc, number) as place from sites
            ) as ranked where place = 1 and sites >= 3
        ),
        small as (
            select s.site from numbers n join sited s on n.url = s.url where n.place = 1 group by s.site having count(distinct n.value) <= 8
        ),
        stands as (select distinct s.site, n.value as number from page_facts n join sited s on n.url = s.url where n.fact = 'number'),
        apart as (
            select h.brand, h.number, l.number as line, count(distinct h.site) as apart
            from shown h join small m on h.site = m.site join lines l on h.brand = l.brand left join stands t on h.site = t.site and l.number = t.number
            where t.number is null and h.number <> l.number group by h.brand, h.number, l.number
        )
        select s.number as entity_id, s.brand, greatest(s.sites, least(s.pages, 2)) as sites, l.number as line, max(l.sites) as line_sites
        from sites s join lines l on s.brand = l.brand join apart a on s.brand = a.brand and s.number = a.number and l.number = a.line
            join everywhere v on s.number = v.number left join registered e on s.number = e.number
            left join (select distinct number from vouched) v1 on s.number = v1.number
            left join (select distinct number from vouched) v2 on l.number = v2.number
        where e.number is null and (l.is_registered or v1.number is null or v2.number is not null) and 2 * s.pages >= v.pages
            and abs(length(s.number) - length(l.number)) <= 1 and (2 * s.sites < l.sites or (l.is_registered and s.sites <= 3))
        group by s.number, s.brand, s.sites, s.pages, l.number"""

    def kernel(self, batches: Batches) -> Batches:
        """Of each number the line that it lies near, and on how many sites it stands in for it."""
        best: dict[str, tuple[int, int, str, str, int]] = {}
        for number, brand, sites, line, line_sites in rows(batches, "entity_id", "brand", "sites", "line", "line_sites"):
            slips = OSA.distance(number, line, score_cutoff=_SLIPS)
            if 1 <= slips <= _SLIPS:
                found = (-sites, slips, brand, line, line_sites)
                best[number] = min(best.get(number, found), found)
        if best:
            numbers = sorted(best)
            names = ("value", "slips", "brand", "line", "line_sites")
            columns = {name: [best[number][place] for number in numbers] for place, name in enumerate(names)}
            yield pa.record_batch({"entity_id": numbers, **columns, "value": [-float(best[number][0]) for number in numbers]})
