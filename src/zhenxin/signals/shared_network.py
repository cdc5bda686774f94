"""How many accounts live on one line, the more telling the rarer such a line is."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class SharedNetwork(Signal):
    """The accounts whose most used address of the network is this one, each on two days at least; up to fifty.

    A campus, a mobile carrier and lines of more than fifty accounts say nothing: many people live behind them who have nothing in common. A line
    is what most of those who say its kind call it, whoever is seen there without one. An office is nobody's most used line, but for a shop's hands:
    where half of them enter a shop's console they work there (see shop_side_buyer). Families are twos and threes; 99.9 % of homes serve at most six.
    """

    entity = "account"
    window = days(60)
    evidence = "network"
    act = False
    levels = (5, 8, 16)
    speaks_for = ("device_farm", "batch_accounts", "staff_brushing", "scalping")
    silent_on = ("dormitory", "carrier_nat", "family_phone", "company_order")
    can_do_without = ("orders", "logins.ip_kind", "logins.merchant_id")
    label = Words("one line", zh="同一网络")
    innocent = Words(
        "families share a line; dormitories, carriers and a shop's own rooms serve many, and are left out",
        zh="家庭共用网络人数少；宿舍、运营商出口与店铺自有场所人数多，均不计入",
    )
    source = "domain.md §2 rows 9 and 10 (same Wi-Fi); algorithms.md: a rare network says much, a campus little"
    reason = Words(
        "{value:.0f} accounts had this account’s most used line as their own within {window}; 999 in 1,000 homes serve at most 6",
        zh="{window}内有 {value:.0f} 个账号与本账号主要使用同一网络；一千户家庭中有 999 户至多 6 个账号",
    )
    sql = """
        with seen as (
            select account_id, ip_hash, ip_kind, cast(occurred_at as date) as day from logins where ip_hash is not null
            union all
            select account_id, ip_hash, ip_kind, cast(occurred_at as date) as day from orders where ip_hash is not null
        ),
        few as (
            select ip_hash from seen group by ip_hash
            having 2 * sum(case when ip_kind in ('campus', 'mobile') then 1 else 0 end) <= count(ip_kind)
        ),
        spent as (
            select s.account_id, s.ip_hash, count(distinct s.day) as days from seen s join few f on s.ip_hash = f.ip_hash group by s.account_id, s.ip_hash
        ),
        main as (
            select account_id, ip_hash, days, row_number() over (partition by account_id order by days desc, ip_hash) as place from spent
        ),
        hands as (select distinct account_id, ip_hash from logins where merchant_id is not null and ip_hash is not null),
        lines as (
            select m.ip_hash, count(*) as accounts from main m left join hands h on m.account_id = h.account_id and m.ip_hash = h.ip_hash
            where m.place = 1 and m.days >= 2 group by m.ip_hash having count(*) between 3 and 50 and 2 * count(h.account_id) < count(*)
        )
        select m.account_id as entity_id, cast(l.accounts as double) as value
        from main m join lines l on m.ip_hash = l.ip_hash where m.place = 1 and m.days >= 2"""
