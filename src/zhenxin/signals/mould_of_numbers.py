"""How many numbers and brands share one mould of pages that call themselves official."""

import re

import numpy as np
import pyarrow as pa

from zhenxin.kernels.near_copies import LEAST, near_copies
from zhenxin.kernels.wording import rows
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days
from zhenxin.signals._mould import mould
from zhenxin.signals._pages import BRAND, BRANDS, CLAIMING, MANY_HOSTS, NUMBERS, REGISTERED, SITES, TITLED, VOUCHED

_DIGITS = re.compile(r"[0-9零〇一二三四五六七八九]+")


@dataclass(frozen=True, kw_only=True)
class MouldOfNumbers(Signal):
    """The lesser of the brands and the numbers of near copies of this page, on two sites at least, once brands, numbers and places are taken out.

    Pages count that call themselves official, the maker's, headquarters' or nation-wide, and name no company, third party or address; their
    numbers are not registered, and fewer than a tenth of the pages with them name a company. Near copies share seven tenths of their three-letter
    shingles. A directory has one mould too, on one site; a site builder's customers say who they are. Makers who are strangers do
    not word their service pages alike.
    """

    entity = "page"
    window = days(365)
    evidence = "text"
    act = True
    levels = (3, 5, 9)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    can_do_without = ("pages.site", "pages.claimed_brand", "pages.title")
    label = Words("one mould, a number a brand", zh="一套模板一牌一号")
    innocent = Words(
        "a directory’s pages are alike on its one site; firms that share a site builder say who they are",
        zh="名录网站的网页格式相同，但都在同一网站；使用同一建站模板的企业会写明自己是谁",
    )
    source = "domain.md §4.1 (ty-geli.com, ty-haier.com: cloned sites) and §4.3 (6): template similarity once brand and number are masked"
    reason = Words(
        "the same page but for brand, number and places stands on {sites:site|sites} for {brands:brand|brands} with {numbers:number|numbers}, "
        "and calls itself each one’s own",
        zh="去掉品牌、号码和地名后，同样的网页出现在 {sites} 个网站，以 {numbers} 个号码自称是 {brands} 个品牌的官方或厂家服务",
    )
    sql = f"""
        with {NUMBERS},
        {BRANDS},
        {REGISTERED},
        {SITES},
        {VOUCHED},
        {CLAIMING},
        marks as (
            select url, string_agg(printed, '\n' order by printed) as marks
            from (select distinct url, printed from page_facts where fact in ('brand', 'place', 'number')) as given group by url
        )
        select p.url as entity_id, s.site, s.host, left({BRAND}, 2) as brand, n.value as number, p.text, m.marks
        from pages p join numbers n on p.url = n.url and n.place = 1 join sited s on p.url = s.url join claiming c on p.url = c.url
            left join brands b on p.url = b.url and b.place = 1 and {TITLED} left join marks m on p.url = m.url
            left join registered r on n.value = r.number left join vouched v on n.value = v.number
        where r.number is null and v.number is null and coalesce(p.claimed_brand, b.value) is not null and length(p.text) >= 60"""

    def kernel(self, batches: Batches) -> Batches:
        """Take brands, numbers and places out, group near copies, and count brands, numbers and sites of each group."""
        found = list(rows(batches, "entity_id", "site", "host", "brand", "number", "text", "marks"))
        if not found:
            return
        copies = near_copies([mould(text, marks, _DIGITS) for *_, text, marks in found])
        groups = np.where(copies.shingles[copies.nodes] >= LEAST, copies.groups[copies.nodes], -1).tolist()
        moulds: dict[int, tuple[set[str], set[str], set[str], set[str]]] = {}
        for (_, site, host, brand, number, _, _), group in zip(found, groups, strict=True):
            for all_of_them, one in zip(moulds.setdefault(group, (set(), set(), set(), set())), (site, host, brand, number), strict=True):
                all_of_them.add(one)
        told = []
        for (url, *_), group in zip(found, groups, strict=True):
            sites, hosts, brands, numbers = moulds[group]
            on = len(hosts) if len(hosts) >= MANY_HOSTS else len(sites)
            if group >= 0 and on > 1 and len(numbers) > 1:
                told.append((url, float(min(len(brands), len(numbers))), on, len(brands), len(numbers)))
        if told:
            names = ("entity_id", "value", "sites", "brands", "numbers")
            yield pa.record_batch(dict(zip(names, (list(column) for column in zip(*sorted(told), strict=True)), strict=True)))
