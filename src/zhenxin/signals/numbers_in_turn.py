"""On how many small sites a number takes turns with others that do the same elsewhere."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pyarrow as pa

from zhenxin.kernels.wording import rows
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days
from zhenxin.signals._pages import BRAND, BRANDS, NUMBERS, REGISTERED, SITES, VOUCHED

_FEWEST = 3
"""Numbers with several sites in what hangs together: a house of brands shares a line, or two."""
_TOGETHER, _MAKERS = 3, 3
"""Two numbers are a campaign's as well where they meet on so many sites for so many makers, and hardly a page says whose they are."""


@dataclass(frozen=True, kw_only=True)
class NumbersInTurn(Signal):
    """Small sites on which a number takes turns with others; 1.5 where it does so on one, among several that do so on more.

    A site is small that pushes two to eight numbers, for at most four brands, on three fifths of its pages and more; a repairer has one line, a brand
    its own, a directory hundreds, and a newspaper has other things to say. Two such
    sites that have numbers in common have one hand behind them: whoever sells repair orders changes the number every few weeks, on all the sites of
    the campaign. A site does not count that pushes a registered number: there others stand too. In what hangs together at least three numbers must
    stand on two sites: sister brands share a line or two, and each has others of its own; or two that meet on three sites of several makers each,
    and of whose pages fewer than a tenth name a company or a third party. A number on one site speaks only where at least two others of
    that site stand on two, for an honest site into which one page was smuggled has a line of its own.
    """

    entity = "number"
    window = days(365)
    evidence = "network"
    act = True
    levels = (1.5, 2, 3)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    can_do_without = ("pages.site", "pages.claimed_brand")
    label = Words("numbers that take turns", zh="号码轮换")
    innocent = Words(
        "a brand has a second line, on sites of its own; directories list thousands of numbers",
        zh="品牌可能有第二条热线，但都在自己的网站上；目录网站则列出成千上万个号码",
    )
    source = "domain.md §4.1 cluster evidence (one hand, several hosts and numbers), §4.3 (4) number → hosts"
    reason = Words(
        "takes turns with {others:other number|other numbers} on {sites:small site|small sites}; "
        "{circle:number|numbers} and {all_sites:site|sites} hang together so, {example} among them",
        zh="在 {sites} 个小网站上与其他 {others} 个号码轮换；如此相连的共有 {circle} 个号码、{all_sites} 个网站，如 {example}",
    )
    sql = f"""
        with {BRANDS},
        {NUMBERS},
        {SITES},
        {REGISTERED},
        {VOUCHED},
        pushed as (
            select s.site, n.value as number, {BRAND} as brand
            from pages p join numbers n on p.url = n.url and n.place = 1 join sited s on p.url = s.url
                left join brands b on p.url = b.url and b.place = 1
        ),
        shared as (select distinct p.site from pushed p join registered r on p.number = r.number),
        whole as (select site, count(*) as pages from sited group by site),
        small as (
            select p.site from pushed p join whole w on p.site = w.site group by p.site, w.pages
            having count(distinct p.number) between 2 and 8 and count(distinct p.brand) between 1 and 4 and 5 * count(*) >= 3 * w.pages
        )
        select distinct p.number as entity_id, p.site, left(p.brand, 2) as maker, case when v.number is not null then 1 else 0 end as vouched
        from pushed p join small s on p.site = s.site left join shared h on p.site = h.site left join vouched v on p.number = v.number
        where h.site is null"""

    def kernel(self, batches: Batches) -> Batches:
        """Put sites and numbers that hang together side by side, and weigh each number by its sites."""
        sites_of: dict[str, set[str]] = defaultdict(set)
        numbers_of: dict[str, set[str]] = defaultdict(set)
        makers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for number, site, maker, vouched in rows(batches, "entity_id", "site", "maker", "vouched"):
            sites_of[number].add(site)
            numbers_of[site].add(number)
            if maker and not vouched:
                makers[number][site].add(maker)
        lonely = {site for site, numbers in numbers_of.items() if len(numbers) < 2}
        sites_of = {number: own for number, given in sites_of.items() if (own := given - lonely)}
        told = []
        for circle in _circles(sites_of, numbers_of, makers):
            all_sites = set().union(*(sites_of[number] for number in circle))
            for number in sorted(circle):
                own = sites_of[number]
                value = float(len(own)) if len(own) > 1 else 1.5 * _is_among_several(number, numbers_of[min(own)], sites_of)
                if value:
                    others = set().union(*(numbers_of[site] for site in own)) - {number}
                    told.append((number, value, len(own), len(others), len(circle), len(all_sites), min(all_sites)))
        if told:
            names = ("entity_id", "value", "sites", "others", "circle", "all_sites", "example")
            yield pa.record_batch(dict(zip(names, (list(column) for column in zip(*sorted(told), strict=True)), strict=True)))


def _is_among_several(number: str, beside: set[str], sites_of: dict[str, set[str]]) -> bool:
    """Whether at least two others of the site stand on several sites."""
    return sum(len(sites_of[other]) > 1 for other in beside if other != number) >= 2


def _circles(
    sites_of: dict[str, set[str]], numbers_of: dict[str, set[str]], makers: Mapping[str, Mapping[str, set[str]]]
) -> list[set[str]]:
    """Numbers that hang together by sites: three numbers of two sites and more in each circle, or two that meet often."""
    left, circles = set(sites_of), []
    while left:
        circle: set[str] = set()
        seen: set[str] = set()
        edge = [min(left)]
        while edge:
            number = edge.pop()
            if number in circle:
                continue
            circle.add(number)
            for site in sites_of[number] - seen:
                seen.add(site)
                edge += sorted(numbers_of[site] - circle)
        left -= circle
        several = [number for number in sorted(circle) if len(sites_of[number]) > 1]
        if len(seen) > 1 and (len(several) >= _FEWEST or _meet_often(several, makers)):
            circles.append(circle)
    return circles


def _meet_often(several: Sequence[str], makers: Mapping[str, Mapping[str, set[str]]]) -> bool:
    """Whether two numbers that nobody vouches for stand together on three sites of two makers and more, for three makers in all."""
    if len(several) < 2:
        return False
    first, second = (makers.get(number, {}) for number in several[:2])
    both = [first[site] | second[site] for site in first if site in second]
    return sum(len(names) > 1 for names in both) >= _TOGETHER and len(set().union(*both)) >= _MAKERS
