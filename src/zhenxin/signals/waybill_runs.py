"""Whether parcels of unrelated shops and senders bear waybills of one bought batch: neighbours by number, strangers by sender."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class WaybillRuns(Signal):
    """Bits of surprise at how often the sender changes between neighbouring numbers of one run, for parcels of unrelated shops.

    A run is a row of a carrier's numbers no more than 20 apart. A carrier hands numbers out to a station or a customer in a row, so
    neighbours come from one hand; numbers sold on (空包网) are spread over many. Expected is the carrier's own share of neighbours with
    different senders outside the run, threefold (within it, where the run is most of what there is): where all numbers come from one
    common row, neighbours always differ and nothing is said. A warehouse that sends for many shops is one sender.
    """

    entity = "order"
    window = days(30)
    evidence = "record"
    act = False
    levels = (8, 16, 32)
    speaks_for = ("empty_parcel", "task_brushing")
    silent_on = ("shared_warehouse", "flash_sale")
    can_do_without = ("parcels.carrier", "merchants")
    label = Words("waybills in a row", zh="运单号连号")
    innocent = Words(
        "a warehouse prints numbers in a row, but it is one sender; a carrier that numbers all parcels in one row is compared with itself",
        zh="仓库会连号打单，但属同一发件人；若快递公司统一编号，则与其自身比较",
    )
    source = "domain.md §2 row 2: waybill range batches"
    reason = Words(
        "{parcels} waybills in a row belong to {senders} senders and {shops} unrelated shops; the sender changes {changes} times,"
        " {expected:.1f} would be usual",
        zh="{parcels} 个连号运单分属 {senders} 个发件人、{shops} 家互不相关的店铺；发件人变换 {changes} 次，通常约 {expected:.1f} 次",
    )
    sql = """
        with numbered as (
            select p.order_id, p.sender_hash, coalesce(m.legal_entity_id, o.merchant_id) as shop,
                concat(coalesce(p.carrier, ''), ' ', regexp_replace(p.waybill, '[0-9]+', '', 'g'), ' ', cast(length(p.waybill) as varchar)) as series,
                cast(floor(try_cast(regexp_extract(p.waybill, '[0-9]{1,15}\\z') as double)) as bigint) as number
            from parcels p join orders o on p.order_id = o.order_id left join merchants m on o.merchant_id = m.merchant_id
            where p.sender_hash is not null and p.waybill is not null
        ),
        rows_of as (
            select *, number - lag(number) over (partition by series order by number, order_id) as gap,
                lag(sender_hash) over (partition by series order by number, order_id) as before
            from numbered where number is not null
        ),
        cut_up as (
            select *, case when gap <= 20 then 0 else 1 end as opens,
                case when gap <= 20 and sender_hash <> before then 1 else 0 end as changes from rows_of
        ),
        runs as (select *, cast(sum(opens) over (partition by series order by number, order_id rows unbounded preceding) as bigint) as run from cut_up),
        usual as (
            select series, cast(sum(changes) as double) / nullif(cast(sum(1 - opens) as double), 0) as share, cast(sum(1 - opens) as bigint) as pairs
            from cut_up group by series
        ),
        found as (
            select series, run, count(*) as parcels, count(distinct sender_hash) as senders, count(distinct shop) as shops,
                cast(sum(changes) as bigint) as changes
            from runs group by series, run having count(*) >= 4 and count(distinct shop) >= 3 and count(distinct sender_hash) >= 3
        ),
        judged as (
            select f.*, (f.parcels - 1) * case when f.parcels - 1 > 0.5 * u.pairs then u.share
                else (u.share * u.pairs - f.changes + 0.2) / nullif(u.pairs - f.parcels + 21.0, 0) end as expected
            from found f join usual u on f.series = u.series
        ),
        ranked as (
            select r.order_id, j.parcels, j.senders, j.shops, j.changes, j.expected, surprise(j.changes, 3.0 * greatest(j.expected, 0.05)) as bits,
                row_number() over (partition by r.order_id order by j.changes desc, r.series, r.run) as choice
            from runs r join judged j on r.series = j.series and r.run = j.run
        )
        select order_id as entity_id, bits as value, parcels, senders, shops, changes, expected from ranked where choice = 1 and bits > 0"""
