"""For how many unrelated makers lists of service numbers give one number."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import LISTED, MAKERS, REGISTERED, VOUCHED, WARNINGS


@dataclass(frozen=True, kw_only=True)
class ListedForMany(Signal):
    """Unrelated brands beside which lists give this number; silent where it is registered, or where a tenth of its pages say whose it is.

    A list is a page on which four brands and more each have a number behind them; the number belongs to the brand before it, unless other brands stand
    beside that one (a repairer names what he serves in a row). Names of one maker count once. Pages that say whose they are, a third party's or a
    company's, and pages that warn are no lists. Sister brands of one group share a call centre, so three are weak.
    """

    entity = "number"
    window = days(365)
    evidence = "network"
    act = True  # as number_many_brands: nobody answers as the service of strangers who does not say so
    levels = (3, 5, 9)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    label = Words("one number in many rows", zh="名录中一号多品牌")
    innocent = Words(
        "sister brands of one group share a call centre, which is registered or names its company somewhere",
        zh="同一集团的品牌可共用客服中心，其号码已登记，或有网页写明所属公司",
    )
    source = "domain.md §4.3 (4) number → brands"
    reason = Words(
        "{pages:list gives|lists give} this number for {value:.0f} unrelated brands, such as {first} and {last}",
        zh="{pages} 个电话名录把该号码列为 {value:.0f} 个互不相关品牌的电话，如{first}和{last}",
    )
    sql = f"""
        with {WARNINGS},
        {LISTED},
        {REGISTERED},
        {VOUCHED},
        shown as (
            select l.url, l.number, l.brand from listed l join told t on l.url = t.url and t.named = 0
                left join registered r on l.number = r.number left join vouched v on l.number = v.number
            where r.number is null and v.number is null
        ),
        {MAKERS},
        sizes as (select number, count(distinct url) as pages, min(brand) as first, max(brand) as last from shown group by number)
        select m.number as entity_id, cast(count(distinct m.maker) as double) as value, s.pages, s.first, s.last
        from makers m join sizes s on m.number = s.number
        group by m.number, s.pages, s.first, s.last having count(distinct m.maker) >= 2"""
