"""How often a page repeats its number beside its brand."""

import math

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import BRANDS, NUMBERS, REGISTERED


@dataclass(frozen=True, kw_only=True)
class RepeatedContact(Signal):
    """The lesser of how often a page gives its number and how often it names its brand; silent on registered numbers and third parties.

    Who has a service page gives the number once or twice; pages made for search engines give it with every phrase. The page of the reference case
    gave it ten times and named the brand sixteen times. An agent or a platform that shouts does so too, so it is never strong.
    """

    entity = "page"
    window = days(365)
    evidence = "conduct"
    act = False
    levels = (5, 8, math.inf)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline",)
    can_do_without = ("pages.claimed_brand",)
    label = Words("number and brand again and again", zh="反复堆砌号码与品牌")
    innocent = Words(
        "an authorised agent may shout as loud; alone this accuses nobody",
        zh="授权代理商也可能如此宣传；仅凭此项不会认定任何人",
    )
    source = "domain.md §4.3 (5): the number six times and the brand eight times on one page"
    reason = Words(
        "gives one number {times:time|times} and names {brand} {named:time|times}",
        zh="同一号码出现 {times} 次，“{brand}”出现 {named} 次",
    )
    sql = f"""
        with {NUMBERS},
        {BRANDS},
        thirds as (select distinct url from page_facts where fact = 'claim' and value = 'third_party'),
        {REGISTERED}
        select n.url as entity_id, cast(least(n.times, b.times) as double) as value, n.times, b.times as named, b.value as brand
        from numbers n join brands b on n.url = b.url and b.place = 1 left join thirds t on n.url = t.url left join registered r on n.value = r.number
        where n.place = 1 and t.url is null and r.number is null"""
