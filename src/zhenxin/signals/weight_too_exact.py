"""Whether the parcels of one sender weigh what the goods declare, to the gram, where the shops' other parcels do not."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class WeightTooExact(Signal):
    """Bits of surprise at how many of a sender's parcels weigh within one percent of what the product declares.

    Real parcels have boxes and fillings; whoever fills a parcel with sand weighs it to the order (大庆 2022: bricks and sand of equal
    weight). Expected is what the least exact other sender of the same shop gives (of eight parcels or more), twofold: a shop that declares
    what its parcels weigh is exact whoever sends, and a shop with one sender cannot be told apart and stays silent. Goods under 60 g are left out.
    """

    entity = "order"
    window = days(180)
    evidence = "goods"
    act = True
    levels = (4, 8, 16)
    speaks_for = ("gift_parcel", "task_brushing", "empty_parcel", "swapped_goods", "crowd_ring")
    silent_on = ("shared_warehouse", "light_goods", "virtual_goods")
    can_do_without = ("orders.quantity",)
    label = Words("too exact a weight", zh="重量过于精确")
    innocent = Words(
        "some shops declare what the packed parcel weighs; then all their parcels are exact, whoever sends them",
        zh="有的商家按打包后重量申报，那么无论谁发货都会精确吻合",
    )
    source = "domain.md §2 row 3 and §3.3: equal to the declared weight within 1 %; algorithms.md §8"
    reason = Words(
        "{exact} of {parcels} parcels of this sender weigh what the goods declare to one percent; {expected:.1f} would be usual at these shops",
        zh="该发件人的 {parcels} 个包裹中有 {exact} 个与商品标称重量相差不到 1%；这些店铺的正常水平约为 {expected:.1f} 个",
    )
    sql = """
        with weighed as (
            select order_id, min(sender_hash) as only_sender, cast(sum(cast(weight_g as decimal(18, 3))) as double) as weight
            from parcels where weight_g > 0 and sender_hash is not null group by order_id having min(sender_hash) = max(sender_hash)
        ),
        compared as (
            select w.order_id, w.only_sender as sender_hash, o.merchant_id,
                case when abs(w.weight / nullif(p.spec_weight_g * greatest(coalesce(o.quantity, 1), 1), 0) - 1.0) <= 0.01 then 1 else 0 end as exact
            from weighed w join orders o on w.order_id = o.order_id join products p on o.product_id = p.product_id
            where p.spec_weight_g >= 60
        ),
        pairs as (
            select sender_hash, merchant_id, count(*) as parcels, cast(sum(exact) as bigint) as exact from compared group by sender_hash, merchant_id
        ),
        whole as (select cast(sum(exact) as double) / nullif(cast(sum(parcels) as double), 0) as share from pairs),
        ranked as (
            select p.merchant_id, p.sender_hash, (p.exact + 2.0 * w.share) / nullif(p.parcels + 2.0, 0) as share,
                row_number() over (partition by p.merchant_id order by (p.exact + 2.0 * w.share) / nullif(p.parcels + 2.0, 0), p.sender_hash) as place
            from pairs p cross join whole w where p.parcels >= 8
        ),
        beside as (
            select p.sender_hash, p.parcels, p.exact,
                greatest(w.share, coalesce(case when f.sender_hash <> p.sender_hash then f.share else n.share end,
                    cast(p.exact as double) / nullif(p.parcels, 0))) as share
            from pairs p cross join whole w left join ranked f on p.merchant_id = f.merchant_id and f.place = 1
                left join ranked n on p.merchant_id = n.merchant_id and n.place = 2
        ),
        senders as (
            select sender_hash, cast(sum(parcels) as bigint) as parcels, cast(sum(exact) as bigint) as exact,
                dsum(parcels * share) as expected
            from beside group by sender_hash
        )
        select c.order_id as entity_id, s.exact, s.parcels, s.expected, surprise(s.exact, 2.0 * s.expected + 0.3) as value
        from compared c join senders s on c.sender_hash = s.sender_hash where c.exact = 1"""
