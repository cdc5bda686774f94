"""How many of the places that a page lists are no longer, or never were, on the map."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class StalePlaces(Signal):
    """Bits of surprise at the abolished and impossible divisions among the places of a page that gives a service number.

    Lists poured out of an old table name districts abolished years ago, and `directly administered county` before towns, which nobody writes by hand.
    One in two hundred of an honest list may be old; expected is that, and half a name.
    """

    entity = "page"
    window = days(365)
    evidence = "record"
    act = False
    levels = (3, 6, 12)
    speaks_for = ("hotline_spam",)
    silent_on = ("honest_places", "true_hotline")
    label = Words("places off the map", zh="地名已撤销或不存在")
    innocent = Words(
        "an old page lists places as they were then; one name in two hundred is allowed for",
        zh="旧网页会保留当时的地名；已容许二百分之一",
    )
    source = "domain.md §4.1: 杭州市江干区 (abolished 2021), 直辖县仙桃市 on the sample page"
    reason = Words(
        "{stale} of {places} places that it lists are abolished or on no map, such as {example}",
        zh="所列 {places} 个地名中有 {stale} 个已撤销或不存在，例如{example}",
    )
    sql = """
        with listed as (
            select url, value, min(printed) as printed from page_facts where fact = 'place' group by url, value
        ),
        judged as (
            select url, printed,
                case when regexp_matches(value, 'x\\z') or strpos(value, '?') > 0 or regexp_matches(printed, '直辖县') then 1 else 0 end as is_stale
            from listed
        ),
        counted as (
            select url, count(*) as places, cast(sum(is_stale) as bigint) as stale, min(case when is_stale = 1 then printed end) as example
            from judged group by url
        ),
        numbered as (select distinct url from page_facts where fact = 'number' and length(value) >= 7)
        select c.url as entity_id, surprise(c.stale, 0.005 * c.places + 0.5) as value, c.places, c.stale, c.example
        from counted c join numbered n on c.url = n.url where c.stale >= 2"""
