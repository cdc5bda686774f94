"""On how many sites, and for how many brands, a page stands word for word with one number."""

import re

import numpy as np
import pyarrow as pa

from zhenxin.kernels.near_copies import LEAST, near_copies
from zhenxin.kernels.wording import rows
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days
from zhenxin.signals._mould import mould
from zhenxin.signals._pages import BRAND, BRANDS, COMPANY, MANY_HOSTS, NUMBERS, REGISTERED, SITES

_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, kw_only=True)
class PageCopies(Signal):
    """The lesser of the sites and the brands for which a near copy of this page gives the same number, once brands, numbers and places are taken out.

    Pages are near copies where their three-letter shingles share seven tenths, and groups of such pages are one mould. Brands that begin alike are one.
    A site builder lends one mould to many firms, each with its own number; a repair chain's pages for each brand say whose they are or stand on its one
    site; a news item that is printed everywhere has no number or a registered one. None of them counts.
    """

    entity = "page"
    window = days(365)
    evidence = "text"
    act = True
    levels = (2, 3, 5)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    can_do_without = ("pages.site", "pages.claimed_brand")
    label = Words("one mould, many brands", zh="一套模板多个品牌")
    innocent = Words(
        "site builders lend one mould to many firms; these say who they are and give the brand’s own line",
        zh="建站平台的模板会被许多企业使用；这些网页会写明企业名称，并给出品牌自己的号码",
    )
    source = "domain.md §4.1 and §4.3 (6): two copies of one skeleton; template similarity once brand and number are masked"
    reason = Words(
        "the same page but for brand and places gives this number on {sites:site|sites}, for {brands:brand|brands}",
        zh="去掉品牌和地名后，同样的网页以同一号码出现在 {sites} 个网站，涉及 {brands} 个品牌",
    )
    sql = f"""
        with {NUMBERS},
        {BRANDS},
        {REGISTERED},
        {SITES},
        marks as (
            select url, string_agg(printed, '\n' order by printed) as marks
            from (select distinct url, printed from page_facts where fact in ('brand', 'place')) as given group by url
        )
        select p.url as entity_id, s.site, s.host,
            left({BRAND}, 2) as brand, n.value as number, p.text, m.marks
        from pages p join numbers n on p.url = n.url and n.place = 1 join sited s on p.url = s.url
            left join brands b on p.url = b.url and b.place = 1 left join marks m on p.url = m.url
            left join registered r on n.value = r.number
        where r.number is null and coalesce(p.claimed_brand, b.value) is not null and length(p.text) >= 60
            and not regexp_matches(p.text, {COMPANY})"""

    def kernel(self, batches: Batches) -> Batches:
        """Take brands, numbers and places out, group near copies, and count sites and brands of each group."""
        found = list(rows(batches, "entity_id", "site", "host", "brand", "number", "text", "marks"))
        if not found:
            return
        copies = near_copies([mould(text, marks, _DIGITS) for *_, text, marks in found])
        groups = np.where(copies.shingles[copies.nodes] >= LEAST, copies.groups[copies.nodes], -1).tolist()
        moulds: dict[tuple[int, str], tuple[set[str], set[str], set[str]]] = {}
        for (_, site, host, brand, number, _, _), group in zip(found, groups, strict=True):
            for all_of_them, one in zip(moulds.setdefault((group, number), (set(), set(), set())), (site, host, brand), strict=True):
                all_of_them.add(one)
        told = sorted((row[0], *_on_and_for(*moulds[group, row[4]])) for row, group in zip(found, groups, strict=True) if group >= 0)
        if told:
            urls, on, by = (list(column) for column in zip(*told, strict=True))
            yield pa.record_batch(
                {"entity_id": urls, "value": [float(min(pair)) for pair in zip(on, by, strict=True)], "sites": on, "brands": by}
            )


def _on_and_for(sites: set[str], hosts: set[str], brands: set[str]) -> tuple[int, int]:
    """On how many sites a mould stands, and for how many brands; sub-domains count where they are more than a site and its mobile forms have."""
    return (len(hosts) if len(hosts) >= MANY_HOSTS else len(sites)), len(brands)
