"""How far a parcel's weight lies below what its goods weigh, and whether it hardly travelled."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class EmptyParcel(Signal):
    """Halvings of the expected weight, plus a little for two scans or fewer and for a signature within 12 hours.

    Expected is the declared weight of the product times the quantity, else what its heavier parcels weigh; goods under 150 g and
    parcels over 250 g are left out, so that light goods and short weight stay silent. What was carried through three places and more
    weighed something: where the carrier wrote nothing, nobody put it on the scale, and an order of which one parcel was not weighed has
    no weight. Information-only parcels in reference cases weigh 50 g or less, have two scans and are signed within 12 hours.
    """

    entity = "order"
    window = days(60)
    evidence = "goods"
    act = True
    levels = (2, 2.8, 4)
    speaks_for = ("empty_parcel", "task_brushing")
    silent_on = ("light_goods", "local_parcel", "virtual_goods")
    can_do_without = ("products", "scans", "orders.quantity", "orders.product_id")
    label = Words("empty parcel", zh="空包")
    innocent = Words(
        "stickers and cards are light; what counts is the weight of the same goods elsewhere",
        zh="贴纸、卡片本就很轻；比较的是同类商品的重量",
    )
    source = "domain.md §2 row 2, §3.3: under 50 g in 85 %"
    reason = Words(
        "the parcel weighed {weight:.0f} g where its goods weigh {expected:.0f} g; {stops} scans, signed after {hours:.0f} hours",
        zh="包裹仅重 {weight:.0f} 克，而商品应重约 {expected:.0f} 克；物流节点 {stops} 个，{hours:.0f} 小时后签收",
    )
    sql = """
        with travelled as (
            select parcel_id, count(*) as stops, min(occurred_at) as first_at, max(case when kind = 'signed' then occurred_at end) as signed_at
            from scans group by parcel_id
        ),
        carried as (
            select p.order_id, p.weight_g, t.stops, seconds(t.first_at, t.signed_at) / 3600.0 as hours,
                case when p.weight_g is null or (p.weight_g = 0 and coalesce(t.stops, 3) >= 3) then 1 else 0 end as is_unweighed
            from parcels p left join travelled t on p.parcel_id = t.parcel_id
        ),
        weighed as (
            select order_id, cast(sum(cast(weight_g as decimal(18, 3))) as double) as weight, coalesce(max(stops), 0) as stops, max(hours) as hours
            from carried group by order_id having max(is_unweighed) = 0
        ),
        goods as (
            select w.order_id, w.weight, w.stops, w.hours, o.product_id, greatest(coalesce(o.quantity, 1), 1) as pieces
            from weighed w join orders o on w.order_id = o.order_id
        ),
        usual as (
            select product_id, count(*) as parcels, percentile_cont(0.8) within group (order by weight / nullif(pieces, 0)) as weight
            from goods where product_id is not null group by product_id
        ),
        expected as (
            select g.order_id, g.weight, g.stops, g.hours,
                g.pieces * coalesce(s.spec_weight_g, case when u.parcels >= 8 then u.weight end) as expected
            from goods g left join usual u on g.product_id = u.product_id left join products s on g.product_id = s.product_id
        )
        select order_id as entity_id, weight, expected, stops, coalesce(hours, 0.0) as hours,
            log2(expected / nullif(greatest(weight, 1.0), 0)) + case when stops between 1 and 2 then 0.7 else 0.0 end
            + case when hours < 12 then 0.4 else 0.0 end as value
        from expected where expected >= 150 and weight <= 250 and weight <= 0.4 * expected"""
