"""In how short a time all pages with a number went up, of the whole time that pages did."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import NUMBERS, REGISTERED, SITES


@dataclass(frozen=True, kw_only=True)
class ShortLivedNumber(Signal):
    """Bits of surprise at the time from the first to the last page that pushes a number, of the time over which all pages went up.

    By chance n moments spread over the whole lie within a share r of it with probability n r^(n-1) - (n-1) r^n (the range of a uniform sample, David and
    Nagaraja 2003). At least three pages on two sites, in a fortnight and more of pages; a registered number is left out. A line that serves customers
    is printed for years; a campaign changes its number when orders dry up. A new brand's line is young as well, and is not registered yet.
    """

    entity = "number"
    window = days(365)
    evidence = "time"
    act = False
    levels = (4, 6, 12)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    can_do_without = ("pages.site",)
    label = Words("short-lived number", zh="号码存续很短")
    innocent = Words(
        "a new brand’s line is young as well; it stays",
        zh="新品牌的热线也很新，但会一直使用",
    )
    source = "domain.md §4.1: pages with minute-level stamps, put up in bursts; David and Nagaraja 2003 for the range"
    reason = Words(
        "all {pages:page|pages} with this number, on {sites:site|sites}, went up within {lived:day|days} of {span:.0f}",
        zh="推广该号码的 {pages} 个网页（{sites} 个网站）都在 {lived:.0f} 天内上线，而全部网页跨度为 {span:.0f} 天",
    )
    sql = f"""
        with {NUMBERS},
        {SITES},
        {REGISTERED},
        pushed as (
            select n.value as number, s.site, p.occurred_at from pages p join numbers n on p.url = n.url and n.place = 1 join sited s on p.url = s.url
        ),
        whole as (select seconds(min(occurred_at), max(occurred_at)) / 86400e0 as span from pages),
        lives as (
            select p.number, count(*) as pages, count(distinct p.site) as sites, seconds(min(p.occurred_at), max(p.occurred_at)) / 86400e0 as lived
            from pushed p left join registered r on p.number = r.number where r.number is null
            group by p.number having count(*) >= 3 and count(distinct p.site) >= 2
        ),
        shares as (
            select l.*, w.span, least(1.0, greatest(l.lived / nullif(w.span, 0), 0.001)) as share from lives l cross join whole w where w.span >= 14
        )
        select number as entity_id, pages, sites, lived, span,
            -ln(least(1.0, greatest(1e-12, pages * power(share, pages - 1.0) - (pages - 1.0) * power(share, cast(pages as double))))) / 0.693147 as value
        from shares"""
