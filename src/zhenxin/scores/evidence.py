"""What speaks about each entity: its own signals, and those of what it hangs on (an order's parcel, buyer and review; a page's numbers)."""

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from zhenxin.engine import Engine

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "orders": frozenset({"order_id", "account_id", "merchant_id", "occurred_at", "amount", "device_id"}),
        "reviews": frozenset({"review_id", "account_id", "merchant_id", "order_id", "product_id", "occurred_at", "rating"}),
        "claims": frozenset({"order_id", "approver_id"}),
        "parcels": frozenset({"order_id", "sender_hash"}),
        "merchants": frozenset({"merchant_id", "category"}),
        "sightings": frozenset({"account_id", "device_id"}),
        "visits": frozenset({"account_id", "product_id", "kind"}),
        "pages": frozenset({"url", "site"}),
        "page_facts": frozenset({"url", "fact", "value", "position"}),
        "registered_numbers": frozenset({"number"}),
    }
)
"""The columns of the cut tables that this stage reads."""

EATEN = "餐饮|餐厅|堂食|饭店|美食|火锅|dining|restaurant|eatery|food service"
"""Categories whose goods are eaten on the spot: whoever was there had the meal, whatever was paid for the review (DESIGN §5, §6)."""

# a page stands or falls with the number it pushes: the commonest, the first of equals; others are only mentioned, and a page that warns pushes none;
# circumstance alone is passed on only to deeds that something else speaks about too, or every order of a dormitory would get a row
_PASSED = """
    with own as (select entity_kind, entity_id, signal, level, value, reason, reason_zh, query_id, args from signal_values),
    deeds as (
        select entity_kind, entity_id from own where entity_kind in ('order', 'review')
        union select kind as entity_kind, deed_id as entity_id from ring_deeds
        union select 'order' as entity_kind, r.order_id as entity_id from own s join cut_reviews r on s.entity_id = r.review_id
            where s.entity_kind = 'review' and r.order_id is not null
        union select 'review' as entity_kind, r.review_id as entity_id from own s join cut_reviews r on s.entity_id = r.order_id
            where s.entity_kind = 'order'
    ),
    pushed as (select url, number as value from pushed_numbers),
    speaking as (select distinct entity_id as account_id from own where entity_kind = 'account'),
    tapped as (
        select distinct v.account_id, v.product_id from cut_visits v join own s on s.entity_kind = 'product' and v.product_id = s.entity_id
            join speaking a on v.account_id = a.account_id
        where v.kind in ('favourite', 'like', 'follow', 'share', 'vote', 'view', 'compare')
    ),
    passed as (
        select entity_kind, entity_id, signal, level, value, reason, reason_zh, query_id, args, 'own' as via from own
        union all
        select 'order' as entity_kind, r.order_id as entity_id, s.signal, s.level, s.value, s.reason, s.reason_zh, s.query_id, s.args, 'review' as via
        from own s join cut_reviews r on s.entity_id = r.review_id where s.entity_kind = 'review' and r.order_id is not null
        union all
        select 'review' as entity_kind, r.review_id as entity_id, s.signal, s.level, s.value, s.reason, s.reason_zh, s.query_id, s.args, 'order' as via
        from own s join cut_reviews r on s.entity_id = r.order_id where s.entity_kind = 'order'
        union all
        select 'order' as entity_kind, p.order_id as entity_id, s.signal, s.level, s.value, s.reason, s.reason_zh, s.query_id, s.args, 'sender' as via
        from own s join cut_parcels p on s.entity_id = p.sender_hash join deeds d on d.entity_kind = 'order' and d.entity_id = p.order_id
        where s.entity_kind = 'sender'
        union all
        select 'order' as entity_kind, o.order_id as entity_id, s.signal, s.level, s.value, s.reason, s.reason_zh, s.query_id, s.args, 'account' as via
        from own s join cut_orders o on s.entity_id = o.account_id join deeds d on d.entity_kind = 'order' and d.entity_id = o.order_id
        where s.entity_kind = 'account'
        union all
        select 'review' as entity_kind, r.review_id as entity_id, s.signal, s.level, s.value, s.reason, s.reason_zh, s.query_id, s.args, 'account' as via
        from own s join cut_reviews r on s.entity_id = r.account_id join deeds d on d.entity_kind = 'review' and d.entity_id = r.review_id
        where s.entity_kind = 'account'
        union all
        select 'order' as entity_kind, o.order_id as entity_id, s.signal, s.level, s.value, s.reason, s.reason_zh, s.query_id, s.args, 'merchant' as via
        from own s join cut_orders o on s.entity_id = o.merchant_id join deeds d on d.entity_kind = 'order' and d.entity_id = o.order_id
        where s.entity_kind = 'merchant'
        union all
        select 'review' as entity_kind, r.review_id as entity_id, s.signal, s.level, s.value, s.reason, s.reason_zh, s.query_id, s.args, 'merchant' as via
        from own s join cut_reviews r on s.entity_id = r.merchant_id join deeds d on d.entity_kind = 'review' and d.entity_id = r.review_id
        where s.entity_kind = 'merchant'
        union all
        select 'account' as entity_kind, v.account_id as entity_id, s.signal, s.level, s.value, s.reason, s.reason_zh, s.query_id, s.args, 'product' as via
        from own s join tapped v on s.entity_id = v.product_id where s.entity_kind = 'product'
        union all
        select 'page' as entity_kind, f.url as entity_id, s.signal, s.level, s.value, s.reason, s.reason_zh, s.query_id, s.args, 'number' as via
        from own s join pushed f on s.entity_id = f.value
        where s.entity_kind = 'number'
        union all
        select 'number' as entity_kind, f.value as entity_id, s.signal, s.level, s.value, s.reason, s.reason_zh, s.query_id, s.args, 'page' as via
        from own s join pushed f on s.entity_id = f.url
        where s.entity_kind = 'page'
    ),
    ranked as (
        select *, row_number() over (partition by entity_kind, entity_id, signal order by level desc, value desc, via, reason) as choice from passed
    )
    select entity_kind, entity_id, signal, level, value, reason, reason_zh, query_id, args, via from ranked where choice = 1
    order by entity_kind, entity_id, signal
"""

_PUSHED = """
    with warnings as (select distinct url from cut_page_facts where fact = 'claim' and value = 'warning'),
    ranked as (
        select f.url, f.value, row_number() over (partition by f.url order by count(*) desc, min(f.position), f.value) as place
        from cut_page_facts f left join warnings w on f.url = w.url where f.fact = 'number' and w.url is null group by f.url, f.value
    )
    select r.url, r.value as number, p.site, n.number is not null as is_registered
    from ranked r join cut_pages p on r.url = p.url left join (select distinct number from cut_registered_numbers) n on r.value = n.number
    where r.place = 1
"""

_FACTS = f"""
    select 'order' as entity_kind, o.order_id as entity_id, o.account_id, o.merchant_id, o.occurred_at, cast(o.amount as double) as amount, d.ring_id,
        e.merchant_id is not null as is_eaten, cast(null as integer) as rating
    from cut_orders o join scored s on s.entity_kind = 'order' and s.entity_id = o.order_id
        left join ring_deeds d on d.kind = 'order' and d.deed_id = o.order_id
        left join (select distinct merchant_id from cut_merchants where regexp_matches(lower(category), '{EATEN}')) e on o.merchant_id = e.merchant_id
    union all
    select 'review' as entity_kind, r.review_id as entity_id, r.account_id, r.merchant_id, r.occurred_at, cast(null as double) as amount, d.ring_id,
        false as is_eaten, cast(r.rating as integer) as rating
    from cut_reviews r join scored s on s.entity_kind = 'review' and s.entity_id = r.review_id
        left join ring_deeds d on d.kind = 'review' and d.deed_id = r.review_id
    order by 1, 2
"""


def gather(engine: Engine) -> tuple[pa.Table, pa.Table]:
    """The evidence (entity_kind, entity_id, signal, level, value, reason, reason_zh, query_id, args, via) and the facts of each order and review in it.

    Facts: entity_kind, entity_id, account_id, merchant_id, occurred_at, amount, ring_id (NULL outside of rings), is_eaten (a meal), rating (of
    reviews). One row an entity and signal, the strongest; both sorted. The engine holds the cut tables of NEEDS, `signal_values` and `ring_deeds`.
    Keeps `pushed_numbers` (url, number, site, is_registered).
    """
    engine.materialize("pushed_numbers", _PUSHED, step="the number that each page pushes")
    engine.materialize("passed_on", _PASSED, step="evidence passed on")
    engine.materialize(
        "scored",
        """select distinct entity_kind, entity_id from passed_on where entity_kind in ('order', 'review')
        union select kind as entity_kind, deed_id as entity_id from ring_deeds""",
        step="entities to score",
    )
    return engine.rows("select * from passed_on order by entity_kind, entity_id, signal", step="evidence"), engine.rows(
        _FACTS, step="facts"
    )
