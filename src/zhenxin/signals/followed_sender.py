"""Whether one buyer's orders at unrelated shops come from one sender who is not the shops' usual one."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class FollowedSender(Signal):
    """Bits of surprise at how many unrelated shops' parcels to one buyer came from one sender that sends but a small part of each shop's parcels.

    Expected is what the buyer's further orders would give by the sender's share of all parcels that are not by the shop's usual sender,
    fourfold: an overflow warehouse sends for many shops too, but a buyer does not meet it at shop after shop. Shops of one legal entity
    are one; a sender who sends a third or more of a shop's parcels is that shop's own.
    """

    entity = "order"
    window = days(180)
    evidence = "network"
    act = False
    levels = (4, 8, 16)
    speaks_for = ("gift_parcel", "swapped_goods", "empty_parcel", "task_brushing")
    silent_on = ("shared_warehouse", "fan_club", "taste_community")
    can_do_without = ("merchants",)
    label = Words("a sender that follows the buyer", zh="发件人随买家而行")
    innocent = Words(
        "shops that overflow use the same warehouse; a buyer meets it by chance once, not at shop after shop",
        zh="爆仓店铺会共用仓库；买家偶尔遇到一次不足为奇，不会家家都遇到",
    )
    source = "algorithms.md §8, decision 2; domain.md §2 row 3"
    reason = Words(
        "this buyer got parcels for {shops} unrelated shops from one sender that sends little for any of them; {expected:.2f} more would be usual",
        zh="该买家在 {shops} 家互不相关店铺的包裹均由同一非常用发件人寄出；偶然情况下仅约 {expected:.2f} 家",
    )
    sql = """
        with sent as (
            select distinct o.order_id, o.account_id, o.merchant_id, coalesce(m.legal_entity_id, o.merchant_id) as shop, p.sender_hash
            from parcels p join orders o on p.order_id = o.order_id left join merchants m on o.merchant_id = m.merchant_id
            where p.sender_hash is not null
        ),
        by_pair as (select merchant_id, sender_hash, count(*) as parcels from sent group by merchant_id, sender_hash),
        by_shop as (select merchant_id, cast(sum(parcels) as double) as parcels from by_pair group by merchant_id),
        minor as (
            select b.merchant_id, b.sender_hash, b.parcels from by_pair b join by_shop s on b.merchant_id = s.merchant_id
            where b.parcels < 0.34 * s.parcels and s.parcels >= 5
        ),
        whole as (select cast((select count(*) from sent) as double) as parcels),
        senders as (select sender_hash, cast(sum(parcels) as double) as parcels from minor group by sender_hash),
        buyers as (select account_id, count(distinct shop) as shops from sent group by account_id),
        met as (
            select s.account_id, s.sender_hash, count(distinct s.shop) as shops from sent s
                join minor m on s.merchant_id = m.merchant_id and s.sender_hash = m.sender_hash
            group by s.account_id, s.sender_hash having count(distinct s.shop) >= 2
        ),
        judged as (
            select t.account_id, t.sender_hash, t.shops, (b.shops - 1) * d.parcels / nullif(w.parcels, 0) as expected
            from met t join buyers b on t.account_id = b.account_id join senders d on t.sender_hash = d.sender_hash cross join whole w
        ),
        ranked as (
            select s.order_id, j.shops, j.expected, surprise(j.shops - 1, 4.0 * j.expected + 0.005) as bits,
                row_number() over (partition by s.order_id order by j.shops desc, j.expected, j.sender_hash) as choice
            from judged j join sent s on j.account_id = s.account_id and j.sender_hash = s.sender_hash
                join minor m on s.merchant_id = m.merchant_id and s.sender_hash = m.sender_hash
        )
        select order_id as entity_id, bits as value, shops, expected from ranked where choice = 1"""
