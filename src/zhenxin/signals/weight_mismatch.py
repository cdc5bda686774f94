"""Whether a parcel weighs much less than the goods it is said to hold."""

from zhenxin.signals._base import Signal, Words, dataclass, days, surprise


@dataclass(frozen=True, kw_only=True)
class WeightMismatch(Signal):
    """How many times lighter the parcel is than its goods: the lesser of what the product declares and what its heavier parcels weigh.

    Goods of reference cases (a packet of tissues for a coat, 拍A发B) weigh a fraction of what was bought. Peers are the orders of the
    category, so that where parcels vary much, much is let pass. A declaration that all parcels of the product belie says nothing, for
    then the heavier parcels count; neither does one of less than 1.7 times. Without a declaration every order weighs at least what the
    heavier parcels of a single piece weigh, and no more than two fifths above what those of its category do: some
    warehouses write one least weight for all they send. Goods under 150 g are left out, for their wrapping weighs as much. Whoever orders several
    pieces may get them in several parcels: all parcels of an order count together, where each was weighed.
    """

    entity = "order"
    window = days(90)
    evidence = "goods"
    act = True
    levels = surprise(peers="category", floor=0.7)
    speaks_for = ("swapped_goods", "gift_parcel", "empty_parcel", "task_brushing", "device_farm")
    silent_on = ("light_goods", "virtual_goods")
    can_do_without = ("orders.quantity", "products.category", "products.spec_weight_g", "orders.status", "orders.status_at")
    label = Words("wrong weight", zh="重量不符")
    innocent = Words(
        "a shop that declares a wrong weight belies itself with every parcel; then what its parcels weigh counts",
        zh="商家重量填错时，其所有包裹都会不符；此时以该商品包裹的实际重量为准",
    )
    source = "domain.md §2 rows 3 and 4; 杉淘 (SAMR 2024): 589,874 orders of other goods than were bought"
    reason = Words(
        "the parcel weighed {weight:.0f} g where its goods weigh {expected:.0f} g",
        zh="包裹重 {weight:.0f} 克，而所购商品应重约 {expected:.0f} 克",
    )
    sql = """
        with weighed as (
            select order_id, cast(sum(cast(weight_g as decimal(18, 3))) as double) as weight from parcels
            group by order_id having min(coalesce(weight_g, 0)) > 0
        ),
        goods as (
            select w.order_id, w.weight, o.product_id, greatest(coalesce(o.quantity, 1), 1) as pieces
            from weighed w join orders o on w.order_id = o.order_id where o.product_id is not null
        ),
        single as (
            select product_id, count(*) as parcels, percentile_cont(0.8) within group (order by weight) as weight
            from goods where pieces = 1 group by product_id having count(*) >= 8
        ),
        kinds as (
            select p.category, count(*) as parcels, percentile_cont(0.8) within group (order by g.weight) as weight
            from goods g join products p on g.product_id = p.product_id where g.pieces = 1 and p.category is not null
            group by p.category having count(*) >= 30
        ),
        expected as (
            select g.order_id, g.weight, p.category,
                case when s.weight is null and p.spec_weight_g is null then null
                    when p.spec_weight_g is null then least(s.weight, coalesce(1.4 * k.weight, s.weight))
                    else g.pieces * least(p.spec_weight_g, coalesce(s.weight, p.spec_weight_g)) end as expected
            from goods g left join single s on g.product_id = s.product_id left join products p on g.product_id = p.product_id
                left join kinds k on p.category = k.category
        )
        select order_id as entity_id, greatest(expected / nullif(weight, 0) - 1.0, 0.0) as value, weight, expected, category
        from expected where expected >= 150"""
