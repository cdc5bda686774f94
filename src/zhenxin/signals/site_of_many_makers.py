"""Of how many unrelated makers one site's pages call themselves the own service."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import BRAND, BRANDS, CLAIMING, MAKERS, NUMBERS, REGISTERED, SITES, TITLED, VOUCHED


@dataclass(frozen=True, kw_only=True)
class SiteOfManyMakers(Signal):
    """Unrelated brands whose own service a site's pages call themselves, where none of the site's numbers is registered or vouched for.

    Pages count that give a number, call themselves official, the maker's, headquarters' or nation-wide, and name no company, third
    party or address; they must be three in five of the site's pages with numbers. A maker's site speaks for one house of brands, a repairer says whose he is,
    a directory or a forum also shows true lines, which a tenth of their pages and more put beside a company's name, or the registry has.
    """

    entity = "page"
    window = days(365)
    evidence = "network"
    act = True
    levels = (3, 5, 9)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    can_do_without = ("pages.site", "pages.claimed_brand", "pages.title")
    label = Words("one site, many makers", zh="一站冒称多家厂商")
    innocent = Words(
        "an agent of several brands names its firm; a directory shows true lines as well",
        zh="代理多个品牌的商家会写明企业名称；名录网站上也有真实热线",
    )
    source = "domain.md §4.1: jiadiansuxiu.com, one site for 米家, 华宝, 惠氏 and others; §4.3 (4)"
    reason = Words(
        "its site calls itself the own service of {value:.0f} unrelated brands on {pages:page|pages}, with {numbers:number|numbers} nobody vouches for",
        zh="该网站有 {pages} 个网页自称是 {value:.0f} 个互不相关品牌的官方或厂家服务，所用 {numbers} 个号码均未登记，也没有企业具名的网页使用",
    )
    sql = f"""
        with {BRANDS},
        {NUMBERS},
        {SITES},
        {REGISTERED},
        {VOUCHED},
        {CLAIMING},
        stands as (
            select s.site, p.url, n.value as number, {BRAND} as brand,
                case when c.url is not null and coalesce(p.claimed_brand, b.value) is not null then 1 else 0 end as is_own,
                case when r.number is not null or v.number is not null then 1 else 0 end as is_honest
            from numbers n join pages p on p.url = n.url join sited s on p.url = s.url
                left join brands b on p.url = b.url and b.place = 1 and {TITLED} left join claiming c on p.url = c.url
                left join registered r on n.value = r.number left join vouched v on n.value = v.number
            where n.place = 1
        ),
        posing as (
            select site, count(case when is_own = 1 then 1 end) as pages, count(distinct case when is_own = 1 then number end) as numbers from stands
            group by site having max(is_honest) = 0 and 5 * count(case when is_own = 1 then 1 end) >= 3 * count(*)
        ),
        shown as (select s.site as number, s.brand, s.url from stands s join posing o on s.site = o.site where s.is_own = 1),
        {MAKERS},
        sizes as (select number as site, cast(count(distinct maker) as double) as makers from makers group by number)
        select h.url as entity_id, z.makers as value, o.pages, o.numbers
        from shown h join posing o on h.number = o.site join sizes z on h.number = z.site where z.makers >= 2"""
