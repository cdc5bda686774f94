"""How many sites give, for a brand, a number that is a slip or two away from the brand's own line."""

import pyarrow as pa
from rapidfuzz.distance import OSA

from zhenxin.kernels.wording import rows
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days
from zhenxin.signals._pages import BRAND, BRANDS, LINES, REGISTERED, SITES, WARNINGS

_SLIPS = 2


@dataclass(frozen=True, kw_only=True)
class NearOfficialNumber(Signal):
    """Sites that give a number for a brand whose line is one or two slips away: a digit changed, added, left out, or two neighbours swapped.

    The brand's lines are its registered ones and the one that most sites give. Whoever is registered, or is on half as many sites or pages as the line, is a
    line itself. One site with a slip of the pen is silent; the same slip on three sites is none. Of ten-digit numbers one in 2,500 lies so near
    a given one by chance, so few do.
    """

    entity = "number"
    window = days(365)
    evidence = "identity"
    act = True
    levels = (2, 3, 5)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline",)
    can_do_without = ("pages.site", "pages.claimed_brand")
    label = Words("a digit away from the true line", zh="与官方号码仅差一两位")
    innocent = Words(
        "a slip of the pen stays on one page; a second line that lies near is registered or on many sites",
        zh="笔误只出现在个别网页；相近的第二热线通常已登记或见于许多网站",
    )
    source = "domain.md §4.1: 400-836-7315 beside 400-836-5315 (2012, 2022); optimal string alignment distance"
    reason = Words(
        "{value:site gives|sites give} this number for {brand}; it is {slips:digit|digits} away from the line {line}, "
        "which {line_sites:site|sites} or the registry give",
        zh="{value:.0f} 个网站把它列为{brand}的电话；它与 {line_sites} 个网站或登记表所列的 {line} 只差 {slips} 位",
    )
    sql = f"""
        with {BRANDS},
        {WARNINGS},
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
        {REGISTERED},
        {LINES},
        lines as (
            select r.brand, r.number, s.sites, s.pages from own_lines r join sites s on r.brand = s.brand and r.number = s.number
            union all
            select brand, number, sites, pages from (
                select *, row_number() over (partition by brand order by sites desc, number) as place from sites
            ) as ranked where place = 1 and sites >= 3
        )
        select s.number as entity_id, s.brand, s.sites, l.number as line, max(l.sites) as line_sites
        from sites s join lines l on s.brand = l.brand left join registered e on s.number = e.number
        where e.number is null and s.number <> l.number and 2 * s.sites < l.sites and 2 * s.pages < l.pages and abs(length(s.number) - length(l.number)) <= 1
        group by s.number, s.brand, s.sites, l.number"""

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
