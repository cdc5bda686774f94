"""Whether a sender's parcels go each to another address that the buying account uses only once."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class AddressOfStrangers(Signal):
    """Bits of surprise at how many orders of one sender went each to an address of its own that their account used only this once.

    Stolen and bought address lists make every parcel go to somebody else. The address that an account uses most is its own and never
    counts; with one order nobody has an address of his own. Expected is what all orders of the market give, twofold: people send
    presents and move house, but not all buyers of one sender. Where more than three of a sender's buyers have it sent to one such address they
    collect it there, from a neighbour who orders for all; and who has more than three such parcels and a third of a sender's sells on what it sends.
    """

    entity = "order"
    window = days(180)
    evidence = "identity"
    act = True
    levels = (4, 8, 16)
    speaks_for = ("empty_parcel", "gift_parcel", "swapped_goods", "scalping")
    silent_on = ("parcel_station", "company_order", "group_buy", "dormitory", "family_phone", "shared_warehouse")
    label = Words("addresses of strangers", zh="寄往陌生人地址")
    innocent = Words(
        "presents and moves: now and then everybody’s parcel goes somewhere new; compared with how often that happens in the whole market",
        zh="送礼、搬家都会用到新地址；与全市场的发生率比较",
    )
    source = "domain.md §2 rows 2 and 3: addresses of strangers, stolen trade records (杉淘, SAMR 2024)"
    reason = Words(
        "{strange} of {orders} parcels of this sender went each to another address that its buyer used only once; {expected:.1f} would be usual",
        zh="该发件人的 {orders} 单中有 {strange} 单分别寄往买家仅用过一次的不同地址；正常水平约为 {expected:.1f} 单",
    )
    sql = """
        with placed as (select order_id, account_id, address_hash from orders where address_hash is not null),
        used as (select account_id, address_hash, count(*) as orders from placed group by account_id, address_hash),
        homes as (
            select account_id, address_hash, orders, row_number() over (partition by account_id order by orders desc, address_hash) as place from used
        ),
        sent as (select order_id, min(sender_hash) as sender_hash from parcels where sender_hash is not null group by order_id),
        marked as (
            select p.order_id, p.account_id, p.address_hash, s.sender_hash, case when h.place > 1 and h.orders = 1 then 1 else 0 end as strange
            from placed p join homes h on p.account_id = h.account_id and p.address_hash = h.address_hash left join sent s on p.order_id = s.order_id
        ),
        usual as (select cast(sum(strange) as double) / nullif(cast(count(*) as double), 0) as share from marked),
        apart as (
            select order_id, sender_hash, strange, cast(sum(strange) over (partition by sender_hash, address_hash) as bigint) as here,
                cast(sum(strange) over (partition by sender_hash, account_id) as bigint) as mine,
                cast(sum(strange) over (partition by sender_hash) as bigint) as every
            from marked where sender_hash is not null
        ),
        told as (select order_id, sender_hash, case when strange = 1 and here <= 3 and 3 * mine <= greatest(9, every) then 1 else 0 end as strange from apart),
        judged as (
            select t.sender_hash, count(*) as orders, cast(sum(t.strange) as bigint) as strange, count(*) * max(u.share) as expected,
                surprise(cast(sum(t.strange) as double), 2.0 * count(*) * max(u.share) + 0.3) as bits
            from told t cross join usual u group by t.sender_hash having cast(sum(t.strange) as bigint) >= 3
        )
        select t.order_id as entity_id, j.bits as value, j.orders, j.strange, j.expected
        from told t join judged j on t.sender_hash = j.sender_hash where t.strange = 1"""
