"""Where a group acts: the shops it frequents beyond chance, its orders and reviews there, and the acts found on them."""

from collections.abc import Iterable

import pyarrow as pa

from zhenxin.engine import Engine

# a ring works for shops that many of its members serve; where a few of them share a taste besides, those shops are not its own
_SHOPS = """
    with sizes as (select ring_id, count(*) as members from ring_of group by ring_id)
    select m.ring_id, m.token as merchant_id, m.members, m.holders from ring_marks m join sizes s on m.ring_id = s.ring_id
    where m.kind = 'shop' and m.members >= 0.12 * s.members
"""

# a weak act is one coincidence that may mark many deeds at once: only clear ones tell a ring
_ACT_ORDERS = """
    select s.entity_id as order_id, s.signal from signal_values s join ring_acts a on s.signal = a.signal and s.level >= 2 where s.entity_kind = 'order'
    union
    select r.order_id, s.signal from signal_values s join ring_acts a on s.signal = a.signal and s.level >= 2 join cut_reviews r on s.entity_id = r.review_id
    where s.entity_kind = 'review' and r.order_id is not null
"""

_ACT_REVIEWS = """
    select s.entity_id as review_id, s.signal from signal_values s join ring_acts a on s.signal = a.signal and s.level >= 2 where s.entity_kind = 'review'
    union
    select r.review_id, s.signal from signal_values s join ring_acts a on s.signal = a.signal and s.level >= 2
        join cut_reviews r on s.entity_id = r.order_id and r.order_id is not null
    where s.entity_kind = 'order'
"""

_DEEDS = """
    select r.ring_id, o.account_id, o.merchant_id, 'order' as kind, o.order_id as deed_id, o.occurred_at, cast(o.amount as double) as amount
    from ring_of r join cut_orders o on r.account_id = o.account_id
        join ring_shops s on r.ring_id = s.ring_id and o.merchant_id = s.merchant_id
    union all
    select r.ring_id, v.account_id, v.merchant_id, 'review' as kind, v.review_id as deed_id, v.occurred_at, cast(null as double) as amount
    from ring_of r join cut_reviews v on r.account_id = v.account_id
        join ring_shops s on r.ring_id = s.ring_id and v.merchant_id = s.merchant_id
"""

# the acts of a group are compared with the acts of everybody outside of all groups
_ACTS = """
    with touched as (
        select 'order' as kind, order_id as deed_id, signal from ring_act_orders
        union all select 'review' as kind, review_id as deed_id, signal from ring_act_reviews
    ),
    marked as (select distinct kind, deed_id from touched),
    everything as (select 'order' as kind, count(*) as n from cut_orders union all select 'review' as kind, count(*) as n from cut_reviews),
    all_marked as (select kind, count(*) as n from marked group by kind),
    in_groups as (
        select d.kind, count(distinct d.deed_id) as n, count(distinct m.deed_id) as marked from ring_deeds d
        left join marked m on d.kind = m.kind and d.deed_id = m.deed_id group by d.kind
    ),
    outside as (
        select e.kind, (coalesce(a.n, 0) - coalesce(g.marked, 0) + 1.0) / nullif(greatest(e.n - coalesce(g.n, 0), 1) + 1.0, 0) as rate
        from everything e left join all_marked a on e.kind = a.kind left join in_groups g on e.kind = g.kind
    )
    select d.ring_id, d.kind, count(*) as deeds, count(m.deed_id) as marked, count(distinct d.account_id) as doers,
        count(distinct case when m.deed_id is not null then d.account_id end) as marked_doers, max(o.rate) as rate
    from ring_deeds d join outside o on d.kind = o.kind left join marked m on d.kind = m.kind and d.deed_id = m.deed_id
    group by d.ring_id, d.kind order by d.ring_id, d.kind
"""


def stand(engine: Engine, acts: Iterable[str]) -> pa.Table:
    """Keep `ring_shops` and `ring_deeds` for the groups in `ring_of` (ring_id, account_id); give their acts.

    One row a group and kind of deed (order, review): deeds, how many are marked by an act signal, doers, marked_doers, and the rate at which
    deeds outside of all groups are marked.
    """
    engine.put("ring_acts", pa.table({"signal": pa.array(sorted(acts), pa.string())}))
    engine.materialize("ring_shops", _SHOPS, step="ring shops")
    engine.materialize("ring_act_orders", _ACT_ORDERS, step="orders marked by an act")
    engine.materialize("ring_act_reviews", _ACT_REVIEWS, step="reviews marked by an act")
    engine.materialize("ring_deeds", _DEEDS, step="ring deeds")
    return engine.rows(_ACTS, step="acts of rings")


def act_kinds(engine: Engine) -> pa.Table:
    """How often each act signal marks each ring's deeds: ring_id, signal, marked; sorted."""
    return engine.rows(
        """select d.ring_id, t.signal, count(*) as marked from ring_deeds d join (
            select 'order' as kind, order_id as deed_id, signal from ring_act_orders
            union all select 'review' as kind, review_id as deed_id, signal from ring_act_reviews
        ) as t on d.kind = t.kind and d.deed_id = t.deed_id group by d.ring_id, t.signal order by d.ring_id, t.signal""",
        step="kinds of acts of rings",
    )
