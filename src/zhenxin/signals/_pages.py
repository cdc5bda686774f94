"""What signals of pages ask alike, as parts of SQL: the number a page pushes, the brand it speaks for, its site, what is registered."""

from zhenxin.events.codes import COMPANY

__all__ = [
    "BRAND",
    "BRANDS",
    "CLAIMING",
    "COMPANY",
    "LINES",
    "LISTED",
    "MAKERS",
    "MANY_HOSTS",
    "NUMBERS",
    "REGISTERED",
    "SITES",
    "TITLED",
    "VOUCHED",
    "WARNINGS",
]

WARNINGS = """warnings as (
            select distinct url from page_facts where fact = 'claim' and value = 'warning'
        )"""
"""Pages that warn of numbers: a consumers' council's, a newspaper's."""
NUMBERS = f"""{WARNINGS},
        numbers as (
            select f.url, f.value, count(*) as times, row_number() over (partition by f.url order by count(*) desc, min(f.position), f.value) as place
            from page_facts f left join warnings w on f.url = w.url
            where f.fact = 'number' and length(f.value) >= 7 and w.url is null group by f.url, f.value
        )"""
"""Each page's service numbers, the commonest first (`place`), of equals the first; short codes are everybody's, and a page that warns pushes none."""
BRANDS = """brands as (
            select url, value, count(*) as times, row_number() over (partition by url order by count(*) desc, min(position), value) as place,
                count(*) over (partition by url) as brands
            from page_facts where fact = 'brand' group by url, value
        )"""
"""Each page's brands, the commonest first, and how many there are."""
TITLED = "(b.times >= 3 or (b.brands = 1 and strpos(lower(coalesce(p.title, '')), lower(b.value)) > 0))"
"""Whether page `p` speaks for `b`, the brand that it names most: three times, or alone and in its title."""
BRAND = "lower(regexp_replace(coalesce(p.claimed_brand, b.value), '[ ·-]', '', 'g'))"
"""The brand that page `p` speaks for: the one it is known to claim, or else `b`, the one that it names most."""
SITES = """places as (select url, regexp_replace(lower(coalesce(site, url)), '^[a-z]+://', '', 'g') as address from pages),
        sited as (
            select url, regexp_extract(address, '^[^/:?#]*', 0) as host, coalesce(nullif(regexp_extract(
                address, '([^./]+[.](?:(?:com|net|org|gov|edu|ac|co)[.][a-z][a-z]|[a-z]+))(?:[:/?#]|\\z)', 1), ''), address) as site
            from places
        )"""
"""The site of each page: the domain that somebody registered, whatever stands before it; and `host`, with what stands before it."""
MANY_HOSTS = 4
"""So many sub-domains of one site are made one by one: www, m and wap are a site and its mobile forms."""
REGISTERED = """entries as (select distinct lower(regexp_replace(brand, '[ ·-]', '', 'g')) as brand, number from registered_numbers),
        registered as (select distinct number from entries)"""
"""Every number that somebody has registered, for whichever brand."""
LINES = """own_lines as (
            select h.brand, e.number from (select distinct brand from shown) h join entries e on left(h.brand, 2) = left(e.brand, 2)
                and (strpos(h.brand, e.brand) > 0 or strpos(e.brand, h.brand) > 0)
        )"""
"""The registered lines of each brand in `shown`: names of one maker begin alike, and one holds the other."""

VOUCHED = f"""told as (
            select p.url, case when t.url is not null or regexp_matches(coalesce(p.text, ''), {COMPANY}) then 1 else 0 end as named
            from pages p left join (select distinct url from page_facts where fact = 'claim' and value = 'third_party') t on p.url = t.url
        ),
        vouched as (
            select f.value as number from (select distinct url, value from page_facts where fact = 'number') f join told t on f.url = t.url
            group by f.value having count(case when t.named = 1 then 1 end) > 0 and 10 * count(case when t.named = 1 then 1 end) >= count(*)
        )"""
"""Pages that say whose they are, a company's or a third party's (`named`), and numbers of which a tenth of the pages and more do."""
ADDRESS = "'(?:路|街|大道|巷|弄)[一-鿿]{0,4}[0-9]{1,5}[-0-9]{0,5}[号弄]'"
CLAIMING = f"""claiming as (
            select distinct f.url from page_facts f join pages p on f.url = p.url join told t on f.url = t.url
            where f.fact = 'claim' and f.value in ('official', 'maker', 'headquarters', 'nationwide') and t.named = 0
                and not regexp_matches(coalesce(p.text, ''), {ADDRESS})
        )"""
"""Pages that call themselves the brand's own and say nothing by which they could be found: no company, no third party, no address. After VOUCHED."""
LISTED = """stood as (
            select f.url, f.fact, f.value, f.position,
                lag(f.fact) over (partition by f.url order by f.position, f.fact, f.value) as before,
                lag(f.value) over (partition by f.url order by f.position, f.fact, f.value) as name,
                lag(f.position) over (partition by f.url order by f.position, f.fact, f.value) as stands,
                lag(f.fact, 2) over (partition by f.url order by f.position, f.fact, f.value) as second,
                lag(f.position, 2) over (partition by f.url order by f.position, f.fact, f.value) as far
            from page_facts f left join warnings w on f.url = w.url
            where f.position is not null and w.url is null and (f.fact = 'brand' or (f.fact = 'number' and length(f.value) >= 7))
        ),
        entered as (
            select distinct url, lower(regexp_replace(name, '[ ·-]', '', 'g')) as brand, value as number from stood
            where fact = 'number' and before = 'brand' and position - stands <= 60 and not (coalesce(second, '') = 'brand' and stands - far <= 6)
        ),
        listing as (select url from entered group by url having count(distinct brand) >= 4),
        listed as (select e.url, e.brand, e.number from entered e join listing l on e.url = l.url)"""
"""The rows of pages that list numbers, four brands at least: each number with the brand that stands before it, where no others stand beside that one."""
MAKERS = """names as (select number, brand from shown where length(brand) >= 2 group by number, brand),
        kin as (
            select a.number, a.brand, b.brand as other from names a join names b on a.number = b.number
                and (strpos(a.brand, b.brand) > 0 or strpos(b.brand, a.brand) > 0
                    or (left(a.brand, 2) = left(b.brand, 2)
                        and (regexp_matches(a.brand, '^[^a-z]') or left(a.brand, 4) = left(b.brand, 4))))
        ),
        once as (select number, brand, min(other) as maker from kin group by number, brand),
        twice as (
            select k.number, k.brand, min(o.maker) as maker from kin k join once o on k.number = o.number and k.other = o.brand
            group by k.number, k.brand
        ),
        makers as (
            select k.number, k.brand, min(t.maker) as maker from kin k join twice t on k.number = t.number and k.other = t.brand
            group by k.number, k.brand
        )"""
"""Of each number in `shown` (number, brand) the makers: names of which one holds the other, or that begin alike, are one."""
