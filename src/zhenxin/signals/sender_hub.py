"""Whether the same buyers get parcels from one sender for orders at unrelated shops, more often than their shopping explains."""

import math

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class SenderHub(Signal):
    """Bits of surprise at how often this sender's buyers got parcels from it for one more unrelated shop.

    Expected is what the buyers' other shops would give if they came by the sender's share of all parcels, fourfold: a shared or
    overflow warehouse serves many shops, but its buyers do not follow it from shop to shop. Shops of one legal entity are one. It is never strong: a
    club follows its idol to every shop of one warehouse.
    """

    entity = "sender"
    window = days(60)
    evidence = "network"
    act = False
    levels = (10, 30, math.inf)
    speaks_for = ("gift_parcel", "empty_parcel", "task_brushing", "swapped_goods")
    silent_on = ("shared_warehouse", "local_parcel")
    can_do_without = ("merchants",)
    label = Words("sender of many shops", zh="多店共用寄件人")
    innocent = Words(
        "warehouses serve many shops, but not the same buyers at each of them",
        zh="云仓服务多家店铺，但买家各不相同",
    )
    source = "domain.md §2 row 3: 杉淘 (SAMR 2024)"
    reason = Words(
        "{accounts} buyers got parcels from this sender for {shops} unrelated shops and came back at one more of these "
        "shops {repeats:time|times}; {expected:.1f} would be usual",
        zh="{accounts} 名买家从该发件人处收到 {shops} 家互不相关店铺的包裹：跨店 {repeats} 次，偶然情况下约 {expected:.1f} 次",
    )
    sql = """
        with sent as (
            select p.sender_hash, o.account_id, coalesce(m.legal_entity_id, o.merchant_id) as shop
            from parcels p join orders o on p.order_id = o.order_id left join merchants m on o.merchant_id = m.merchant_id
            where p.sender_hash is not null
        ),
        whole as (select cast(count(*) as double) as parcels from sent),
        buyers as (select account_id, count(distinct shop) as shops from sent group by account_id),
        pairs as (select sender_hash, account_id, count(distinct shop) as shops from sent group by sender_hash, account_id),
        senders as (select sender_hash, cast(count(*) as double) as parcels, count(distinct shop) as shops from sent group by sender_hash),
        hubs as (
            select p.sender_hash, count(*) as accounts, cast(sum(p.shops - 1) as bigint) as repeats, cast(sum(b.shops - 1) as double) as others,
                cast(sum(case when p.shops >= 2 then 1 else 0 end) as bigint) as repeaters
            from pairs p join buyers b on p.account_id = b.account_id group by p.sender_hash
        )
        select h.sender_hash as entity_id, h.repeats, h.accounts, s.shops, h.others * s.parcels / nullif(w.parcels, 0) as expected,
            surprise(h.repeats, 4.0 * h.others * s.parcels / nullif(w.parcels, 0) + 0.5) as value
        from hubs h join senders s on h.sender_hash = s.sender_hash cross join whole w
        where h.repeaters >= 3 and s.shops >= 2"""
