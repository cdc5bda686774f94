"""Whether a sender's parcels, or a buyer's, go each to another address that the buying account uses only once."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class AddressOfStrangers(Signal):
    """Bits of surprise at how many orders of one sender, or of one account, went to an address that their account used only this once.

    Stolen and bought address lists make every parcel go to somebody else. The address that an account uses most is its own and never
    counts; with one order nobody has an address of his own. Expected is what all orders of the market give, twofold: people send
    presents and move house, but not each time and not all buyers of one sender. Of an account it is no less than how often, at all other
    accounts, one such order goes with another of the same account, twofold: some people send presents all the time. The larger of both
    surprises counts; only orders to such addresses are named.
    """

    entity = "order"
    window = days(180)
    evidence = "identity"
    act = True
    levels = (4, 8, 16)
    speaks_for = ("empty_parcel", "gift_parcel", "swapped_goods", "scalping")
    silent_on = ("parcel_station", "company_order", "group_buy", "dormitory", "family_phone", "shared_warehouse")
    can_do_without = ("parcels",)
    label = Words("addresses of strangers", zh="寄往陌生人地址")
    innocent = Words(
        "presents and moves: now and then everybody’s parcel goes somewhere new; compared with how often that happens in the whole market",
        zh="送礼、搬家都会用到新地址；与全市场的发生率比较",
    )
    source = "domain.md §2 rows 2 and 3: addresses of strangers, stolen trade records (杉淘, SAMR 2024)"
    reason = Words(
        "{strange} of {orders} parcels of this {whose} went to addresses that their buyers used only once; {expected:.1f} would be usual",
        zh="该{whose_zh}的 {orders} 单中有 {strange} 单寄往买家仅用过一次的地址；正常水平约为 {expected:.1f} 单",
    )
    sql = """
        with placed as (select order_id, account_id, address_hash from orders where address_hash is not null),
        used as (select account_id, address_hash, count(*) as orders from placed group by account_id, address_hash),
        homes as (
            select account_id, address_hash, orders, row_number() over (partition by account_id order by orders desc, address_hash) as place from used
        ),
        sent as (select order_id, min(sender_hash) as sender_hash from parcels where sender_hash is not null group by order_id),
        marked as (
            select p.order_id, p.account_id, s.sender_hash, case when h.place > 1 and h.orders = 1 then 1 else 0 end as strange
            from placed p join homes h on p.account_id = h.account_id and p.address_hash = h.address_hash left join sent s on p.order_id = s.order_id
        ),
        usual as (select cast(sum(strange) as double) / nullif(cast(count(*) as double), 0) as share from marked),
        crowds as (
            select 'sender' as whose, sender_hash as id, count(*) as orders, cast(sum(strange) as bigint) as strange
            from marked where sender_hash is not null group by sender_hash
            union all
            select 'buyer' as whose, account_id as id, count(*) as orders, cast(sum(strange) as bigint) as strange from marked group by account_id
        ),
        pairs as (
            select cast(sum(strange * (strange - 1)) as double) as both, cast(sum(strange * (orders - 1)) as double) as either
            from crowds where whose = 'buyer'
        ),
        judged as (
            select c.whose, c.id, c.orders, c.strange, c.orders * u.share as expected,
                case when c.whose = 'sender' then surprise(c.strange, 2.0 * c.orders * u.share + 0.3)
                    else surprise_of(c.strange, c.orders, least(0.95, greatest(
                        2.0 * u.share + 0.3 / nullif(c.orders, 0),
                        2.0 * (p.both - c.strange * (c.strange - 1)) / nullif(p.either - c.strange * (c.orders - 1) + 10.0, 0)))) end as bits
            from crowds c cross join usual u cross join pairs p where c.strange >= 3
        ),
        told as (
            select t.order_id, t.whose, t.orders, t.strange, t.expected, t.bits,
                row_number() over (partition by t.order_id order by t.bits desc, t.whose) as choice
            from (
                select m.order_id, j.whose, j.orders, j.strange, j.expected, j.bits from marked m join judged j on j.id = m.sender_hash
                where m.strange = 1 and j.whose = 'sender'
                union all
                select m.order_id, j.whose, j.orders, j.strange, j.expected, j.bits from marked m join judged j on j.id = m.account_id
                where m.strange = 1 and j.whose = 'buyer'
            ) as t
        )
        select order_id as entity_id, bits as value, orders, strange, expected, whose, case when whose = 'sender' then '发件人' else '买家' end as whose_zh
        from told where choice = 1"""
