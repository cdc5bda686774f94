"""What signals of pages ask alike, as parts of SQL: the number a page pushes, the brand it speaks for, its site, what is registered."""

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
            select url, value, count(*) as times, row_number() over (partition by url order by count(*) desc, min(position), value) as place
            from page_facts where fact = 'brand' group by url, value
        )"""
"""Each page's brands, the commonest first."""
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
COMPANY = "'有限公司|有限责任公司|由[一-鿿]{2,10}(?:提供|承接|负责)|营业执照|社会信用代码|ICP备'"
"""A page that says whose it is: a company, who provides the service, a licence (domain.md §4.3 (10))."""
LINES = """own_lines as (
            select h.brand, e.number from (select distinct brand from shown) h join entries e on left(h.brand, 2) = left(e.brand, 2)
                and (strpos(h.brand, e.brand) > 0 or strpos(e.brand, h.brand) > 0)
        )"""
"""The registered lines of each brand in `shown`: names of one maker begin alike, and one holds the other."""
