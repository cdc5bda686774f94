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

_FOUND = """
    select 'order' as kind, s.entity_id as deed_id, s.signal, s.level, s.reason from signal_values s join ring_acts a on s.signal = a.signal
    where s.entity_kind = 'order'
    union
    select 'order' as kind, r.order_id as deed_id, s.signal, s.level, s.reason from signal_values s join ring_acts a on s.signal = a.signal
        join cut_reviews r on s.entity_id = r.review_id where s.entity_kind = 'review' and r.order_id is not null
    union
    select 'review' as kind, s.entity_id as deed_id, s.signal, s.level, s.reason from signal_values s join ring_acts a on s.signal = a.signal
    where s.entity_kind = 'review'
    union
    select 'review' as kind, r.review_id as deed_id, s.signal, s.level, s.reason from signal_values s join ring_acts a on s.signal = a.signal
        join cut_reviews r on s.entity_id = r.order_id and r.order_id is not null where s.entity_kind = 'order'
"""

# an act is a coincidence that may mark many deeds at once (one shop's scales, one payer's habit): it tells of a ring where three or more coincidences
# meet in it, of one signal where they are weak, of several signals where they are clear
_MARKED = """
    with met as (
        select d.ring_id, d.account_id, d.kind, d.deed_id, f.signal, f.level, f.reason
        from ring_deeds d join ring_found f on d.kind = f.kind and d.deed_id = f.deed_id
    ),
    several as (select ring_id, signal from met group by ring_id, signal having count(distinct reason) >= 3),
    varied as (select ring_id from (select distinct ring_id, signal, reason from met where level >= 2) as told group by ring_id having count(*) >= 3)
    select distinct m.ring_id, m.account_id, m.kind, m.deed_id, m.signal from met m join several s on m.ring_id = s.ring_id and m.signal = s.signal
    where m.level >= :least
    union
    select distinct m.ring_id, m.account_id, m.kind, m.deed_id, m.signal from met m join varied v on m.ring_id = v.ring_id
    where m.level >= :least and m.level >= 2
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

# the acts of a group are compared with the acts, as clear as those, of everybody outside of all groups
_ACTS = """
    with everything as (select 'order' as kind, count(*) as n from cut_orders union all select 'review' as kind, count(*) as n from cut_reviews),
    all_found as (select kind, count(distinct deed_id) as n from ring_found where level >= :least group by kind),
    in_groups as (
        select d.kind, count(*) as n, count(f.deed_id) as found from ring_deeds d
        left join (select distinct kind, deed_id from ring_found where level >= :least) f on d.kind = f.kind and d.deed_id = f.deed_id
        group by d.kind
    ),
    outside as (
        select e.kind, (coalesce(a.n, 0) - coalesce(g.found, 0) + 1.0) / nullif(greatest(e.n - coalesce(g.n, 0), 1) + 1.0, 0) as rate
        from everything e left join all_found a on e.kind = a.kind left join in_groups g on e.kind = g.kind
    ),
    marked as (select distinct ring_id, kind, deed_id from ring_marked)
    select d.ring_id, d.kind, count(*) as deeds, count(m.deed_id) as marked, count(distinct d.account_id) as doers,
        count(distinct case when m.deed_id is not null then d.account_id end) as marked_doers, max(o.rate) as rate
    from ring_deeds d join outside o on d.kind = o.kind
        left join marked m on d.ring_id = m.ring_id and d.kind = m.kind and d.deed_id = m.deed_id
    group by d.ring_id, d.kind order by d.ring_id, d.kind
"""


def stand(engine: Engine, acts: Iterable[str]) -> tuple[pa.Table, pa.Table]:
    """Keep `ring_shops`, `ring_deeds` and `ring_marked` for the groups in `ring_of`; give their clear acts, and all their acts.

    One row a group and kind of deed (order, review): deeds, how many are marked by an act signal, doers, marked_doers, and the rate at which
    deeds outside of all groups are marked.
    """
    engine.put("ring_acts", pa.table({"signal": pa.array(sorted(acts), pa.string())}))
    engine.materialize("ring_shops", _SHOPS, step="ring shops")
    engine.materialize("ring_deeds", _DEEDS, step="ring deeds")
    engine.materialize("ring_found", _FOUND, step="acts found")
    given = []
    for least in (2, 1):
        engine.materialize("ring_marked", _MARKED, {"least": least}, step="deeds marked by an act")
        given.append(engine.rows(_ACTS, {"least": least}, step="acts of rings"))
    return given[0], given[1]


def member_acts(engine: Engine) -> pa.Table:
    """Members whose account itself bears a strong act: ring_id, kind (`account`), deeds (members), marked, doers, marked_doers, rate (elsewhere); sorted.

    Reads `ring_acts`, which `stand` keeps. Also keeps `ring_member_acts` (ring_id, account_id, signal).
    """
    engine.materialize(
        "ring_member_acts",
        """select distinct o.ring_id, o.account_id, s.signal from ring_of o
            join signal_values s on s.entity_kind = 'account' and s.entity_id = o.account_id join ring_acts a on s.signal = a.signal
        where s.level >= 3""",
        step="acts of members",
    )
    return engine.rows(
        """
        with acting as (
            select distinct s.entity_id as account_id from signal_values s join ring_acts a on s.signal = a.signal
            where s.entity_kind = 'account' and s.level >= 3
        ),
        everybody as (select count(*) as n from ring_people),
        acting_in_all as (select count(*) as n from acting),
        inside as (
            select count(distinct o.account_id) as n, count(distinct a.account_id) as acting from ring_of o left join acting a on o.account_id = a.account_id
        ),
        outside as (
            select (w.n - i.acting + 1.0) / nullif(greatest(e.n - i.n, 1) + 1.0, 0) as rate
            from everybody e cross join inside i cross join acting_in_all w
        )
        select o.ring_id, 'account' as kind, count(distinct o.account_id) as deeds, count(distinct m.account_id) as marked,
            count(distinct o.account_id) as doers, count(distinct m.account_id) as marked_doers, max(r.rate) as rate
        from ring_of o cross join outside r left join ring_member_acts m on o.ring_id = m.ring_id and o.account_id = m.account_id
        group by o.ring_id order by o.ring_id""",
        step="members with an act",
    )


def act_kinds(engine: Engine) -> pa.Table:
    """How often each act signal marks each ring: ring_id, signal, marked (deeds and members), seen (deeds it speaks of, one coincidence too); sorted."""
    return engine.rows(
        """select ring_id, signal, cast(sum(is_marked) as bigint) as marked, cast(sum(1 - is_marked) as bigint) as seen from (
            select ring_id, signal, 1 as is_marked from ring_marked
            union all select ring_id, signal, 1 as is_marked from ring_member_acts
            union all select d.ring_id, f.signal, 0 as is_marked from ring_deeds d join ring_found f on d.kind = f.kind and d.deed_id = f.deed_id) as told
        group by ring_id, signal order by ring_id, signal""",
        step="kinds of acts of rings",
    )


def by_own_people(engine: Engine) -> pa.Table:
    """What share of each ring's orders somebody on the shop's own side placed: ring_id, share; sorted. Reads `ring_own_signals` (signal)."""
    return engine.rows(
        """select d.ring_id, count(distinct case when s.entity_id is not null then d.deed_id end) * 1.0 / nullif(count(distinct d.deed_id), 0) as share
        from ring_deeds d left join (
            select v.entity_id from signal_values v join ring_own_signals o on v.signal = o.signal where v.entity_kind = 'order' and v.level >= 2
        ) s on d.deed_id = s.entity_id
        where d.kind = 'order' group by d.ring_id order by d.ring_id""",
        step="orders by the shop's own people",
    )
