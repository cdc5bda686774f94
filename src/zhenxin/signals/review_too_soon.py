"""Whether praise came before the goods: within ten minutes of the signature, before it, or before the parcel had left."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ReviewTooSoon(Signal):
    """1 where 4 or 5 stars came within ten minutes after the signature, 2 before it, 3 before the parcel was collected.

    Only parcels that did arrive count, and only praise: people complain before a late parcel comes, and rightly.
    """

    entity = "review"
    window = days(60)
    evidence = "conduct"
    act = True
    levels = (1, 2, 3)
    speaks_for = ("written_reviews", "task_brushing", "conditional_cashback", "device_farm")
    silent_on = ("angry_buyer", "virtual_goods", "local_parcel")
    can_do_without = ("scans", "parcels", "order_states")
    label = Words("review too soon", zh="评价过快")
    innocent = Words(
        "scanners lag, and vouchers are used at once",
        zh="扫描有延迟，虚拟商品即买即用",
    )
    source = "domain.md §3.3: under an hour after delivery"
    reason = Words("{rating} stars came {early}", zh="{rating} 星评价{early_zh}")
    sql = """
        with moves as (
            select p.order_id, s.kind, s.occurred_at from parcels p join scans s on p.parcel_id = s.parcel_id
            union all
            select order_id, case when status = 'shipped' then 'collected' else status end as kind, occurred_at from order_states
        ),
        arrived as (
            select order_id, min(case when kind = 'collected' then occurred_at end) as collected_at,
                min(case when kind = 'signed' then occurred_at end) as signed_at
            from moves group by order_id
        ),
        timed as (
            select r.review_id, r.rating, r.occurred_at, a.collected_at, seconds(r.occurred_at, a.signed_at) / 3600.0 as hours_early
            from reviews r join arrived a on r.order_id = a.order_id where r.rating >= 4 and a.signed_at is not null
        )
        select review_id as entity_id, rating, hours_early,
            cast(case when occurred_at < collected_at then 3 when hours_early > 0 then 2 else 1 end as double) as value,
            case when occurred_at < collected_at then 'before the parcel had even left'
                when hours_early > 0 then concat(cast(cast(ceil(hours_early) as bigint) as varchar), ' hours before the parcel was signed for')
                else 'within ten minutes after the parcel was signed for' end as early,
            case when occurred_at < collected_at then '早于包裹揽收'
                when hours_early > 0 then concat('比包裹签收早 ', cast(cast(ceil(hours_early) as bigint) as varchar), ' 小时')
                else '出现在签收后十分钟之内' end as early_zh
        from timed where hours_early > -1.0 / 6.0"""
