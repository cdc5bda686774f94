"""Whether a parcel was there sooner and with fewer stops than parcels over such a way are."""

from zhenxin.signals._base import Signal, Words, dataclass, days, surprise


@dataclass(frozen=True, kw_only=True)
class ShortRoute(Signal):
    """How quick and how little seen the parcel was: days' worth of haste (48 hours over the hours it took, plus one) a scan.

    Peers are the parcels of the same carrier over the same kind of way, within a province (two names that begin alike) or farther.
    A parcel within one town is not judged: couriers bring it in an hour. Below 2.5, say three scans and seven hours, nothing is said:
    some towns lie close. A parcel that was never signed is left out.
    """

    entity = "order"
    window = days(60)
    evidence = "time"
    act = True
    levels = surprise(peers="way", floor=2.5)
    speaks_for = ("empty_parcel", "task_brushing", "subsidy_brushing")
    silent_on = ("local_parcel", "virtual_goods", "light_goods", "parcel_station")
    can_do_without = ("parcels.carrier", "parcels.shipped_at")
    label = Words("too short a way", zh="物流过短")
    innocent = Words(
        "a parcel within one town is quick and seldom scanned; it is not judged",
        zh="同城包裹本就快且扫描少，不作判断",
    )
    source = "domain.md §2 row 2 and §3.3: two scans, 68 % signed within 12 hours; honest parcels 4 to 8 scans and 1 to 3 days"
    reason = Words(
        "the parcel was scanned {stops} times and signed for after {hours:.0f} hours; on this measure others over such a way have {usual:.1f},"
        " this one {value:.1f}",
        zh="包裹仅扫描 {stops} 次，{hours:.0f} 小时即签收；同类线路的常见值为 {usual:.1f}，此单为 {value:.1f}",
    )
    sql = """
        with travelled as (
            select parcel_id, count(*) as stops, min(occurred_at) as first_at, max(case when kind = 'signed' then occurred_at end) as signed_at
            from scans group by parcel_id
        ),
        ways as (
            select p.order_id, t.stops, seconds(least(t.first_at, coalesce(p.shipped_at, t.first_at)), t.signed_at) / 3600.0 as hours,
                concat(coalesce(p.carrier, ''), case when substr(p.origin, 1, 2) = substr(p.destination, 1, 2) then ' near' else ' far' end) as way
            from parcels p join travelled t on p.parcel_id = t.parcel_id where t.signed_at is not null and p.origin <> p.destination
        ),
        hasty as (select order_id, stops, hours, way, (1.0 + 48.0 / nullif(greatest(hours, 0.0) + 1.0, 0)) / nullif(stops, 0) as haste from ways),
        ranked as (select *, row_number() over (partition by order_id order by haste, stops desc, hours desc, way) as choice from hasty)
        select order_id as entity_id, haste as value, stops, hours, way from ranked where choice = 1"""
