"""How many of a shop's buyers came from abroad, a data centre or a proxy, against how usual that is."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ForeignNetwork(Signal):
    """Bits of surprise at the buyers of a shop whose orders came from a foreign country, a data centre or a proxy; for each of these buyers.

    Foreign is any country but that from which most orders of the market come. Expected is the share of such buyers at all other shops, threefold.
    Who travels, works through a company's line or uses a proxy shops everywhere; only a shop that draws many of them at once is heard, and only
    from three on. A campus and a mobile carrier are no proxies.
    """

    entity = "account"
    window = days(30)
    evidence = "network"
    act = False
    levels = (5, 10, 20)
    speaks_for = ("task_brushing", "device_farm", "written_reviews", "crowd_ring")
    silent_on = ("dormitory", "carrier_nat", "influencer")
    can_do_without = ("orders.ip_country",)
    label = Words("buyers from foreign lines", zh="异常网络来源")
    innocent = Words(
        "people travel and use proxies, and shop everywhere with them",
        zh="出差、旅行或使用代理的人会在各家店铺购物",
    )
    source = "domain.md §2 row 1 and §3.3; hosting and proxy lines: peers.md"
    reason = Words(
        "{buyers} buyers of one shop came from abroad, data centres or proxies within {window}, this account among them; {expected:.1f} would be usual",
        zh="{window}内同一店铺有 {buyers} 个买家来自境外、机房或代理网络，本账号为其一；正常水平约为 {expected:.1f} 个",
    )
    sql = """
        with countries as (
            select ip_country, row_number() over (order by count(*) desc, ip_country) as place from orders where ip_country is not null group by ip_country
        ),
        placed as (
            select distinct o.account_id, o.merchant_id,
                case when o.ip_kind in ('hosting', 'proxy') or (o.ip_country is not null and c.place > 1) then 1 else 0 end as strange
            from orders o left join countries c on o.ip_country = c.ip_country
        ),
        buyers as (select account_id, merchant_id, max(strange) as strange from placed group by account_id, merchant_id),
        shops as (select merchant_id, count(*) as everybody, cast(sum(strange) as bigint) as strange from buyers group by merchant_id),
        market as (select cast(sum(everybody) as double) as everybody, cast(sum(strange) as double) as strange from shops),
        rates as (
            select s.merchant_id, s.strange as buyers,
                3.0 * s.everybody * (m.strange - s.strange + 0.5) / nullif(m.everybody - s.everybody + 50.0, 0) + 0.3 as expected
            from shops s cross join market m where s.strange >= 3
        ),
        judged as (select *, surprise(buyers, expected) as bits from rates),
        ranked as (
            select b.account_id, j.bits, j.buyers, j.expected, row_number() over (partition by b.account_id order by j.bits desc, j.merchant_id) as place
            from buyers b join judged j on b.merchant_id = j.merchant_id where b.strange = 1
        )
        select account_id as entity_id, bits as value, buyers, expected from ranked where place = 1"""
