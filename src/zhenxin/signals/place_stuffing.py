"""How many places a service page names, far and wide and without an address, only to be found there."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import BRANDS


@dataclass(frozen=True, kw_only=True)
class PlaceStuffing(Signal):
    """Counties and towns that a page with a number names in no order, less those that an address, a number or a service point explains.

    Only pages that speak for a brand and call themselves official, the maker's, nation-wide or the like, with places in 15 prefectures
    and more. The count is multiplied by the share of neighbours in the list that lie in different prefectures: a true list of service
    points goes through a province city by city, a list of cities to choose from names no counties.
    """

    entity = "page"
    window = days(365)
    evidence = "text"
    act = True
    levels = (30, 80, 300)
    speaks_for = ("hotline_spam",)
    silent_on = ("honest_places", "true_hotline")
    can_do_without = ("service_points", "pages.claimed_brand")
    label = Words("place names piled up", zh="地名堆砌")
    innocent = Words(
        "honest lists name the places once, with addresses",
        zh="真实的网点列表每处只列一次，并有地址",
    )
    source = "domain.md §4"
    reason = Words(
        "the page names {places} counties and towns in {prefectures} prefectures in no order; addresses: {addresses}, numbers: {numbers}",
        zh="网页杂乱罗列了 {prefectures} 个地市的 {places} 个区县乡镇，却只有 {addresses} 个地址和 {numbers} 个号码",
    )
    sql = f"""
        with claiming as (
            select url from page_facts where fact = 'claim' group by url
            having max(case when value = 'third_party' then 1 else 0 end) = 0 and max(case when value in ('third_party', 'warning') then 0 else 1 end) = 1
        ),
        {BRANDS},
        numbered as (select url, count(distinct value) as numbers from page_facts where fact = 'number' group by url),
        ads as (
            select p.url, n.numbers, lower(coalesce(p.claimed_brand, b.value)) as brand,
                array_length(regexp_extract_all(p.text, '(?:路|街|大道|巷|弄)[一-鿿]{{0,4}}[0-9]{{1,5}}[-0-9]{{0,5}}[号弄]')) as addresses
            from pages p join claiming c on p.url = c.url join numbered n on p.url = n.url
                left join brands b on p.url = b.url and b.place = 1 and b.times >= 3
            where coalesce(p.claimed_brand, b.value) is not null
        ),
        listed as (
            select f.url, f.value, substr(f.value, 1, 4) as prefecture,
                lag(substr(f.value, 1, 4)) over (partition by f.url order by f.position, f.value) as before
            from page_facts f join ads a on f.url = a.url
            where f.fact = 'place' and regexp_matches(f.value, '^[0-9][0-9][0-9][0-9][0-9?]')
        ),
        served as (
            select a.url, s.code from ads a join (
                select brand, regexp_replace(code, '00\\z', '', 'g') as code
                from (select lower(brand) as brand, unnest(region_codes) as code from service_points) as given
            ) s on strpos(a.brand, s.brand) > 0 or strpos(s.brand, a.brand) > 0
        ),
        explained as (
            select distinct l.url, l.value
            from listed l join served s on l.url = s.url and (s.code = substr(l.value, 1, 6) or s.code = l.prefecture)
        ),
        counted as (
            select l.url, count(distinct l.value) as places, count(distinct l.prefecture) as prefectures,
                count(distinct e.value) as explained,
                cast(sum(case when l.before <> l.prefecture then 1 else 0 end) as double) as turns, cast(count(l.before) as double) as pairs
            from listed l left join explained e on l.url = e.url and l.value = e.value group by l.url
        )
        select a.url as entity_id, c.places, c.prefectures, a.addresses, a.numbers,
            (c.places - c.explained - 2 * a.addresses - 2 * (a.numbers - 1)) * c.turns / nullif(c.pairs, 0) as value
        from ads a join counted c on a.url = c.url where c.prefectures >= 15"""
