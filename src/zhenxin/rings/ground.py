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

# a member who writes the contrary of what the ring writes speaks for itself, and so does the order that it writes of
_DEEDS = """
    with written as (
        select r.ring_id, v.account_id, v.merchant_id, v.review_id, v.order_id, v.occurred_at, v.rating from ring_of r
            join cut_reviews v on r.account_id = v.account_id join ring_shops s on r.ring_id = s.ring_id and v.merchant_id = s.merchant_id
    ),
    tones as (select ring_id, avg(cast(rating as double)) as tone from written group by ring_id),
    contrary as (
        select w.ring_id, w.review_id, w.order_id from written w join tones t on w.ring_id = t.ring_id
        where (t.tone >= 4 and w.rating <= 2) or (t.tone <= 2 and w.rating >= 4)
    )
    select r.ring_id, o.account_id, o.merchant_id, 'order' as kind, o.order_id as deed_id, o.occurred_at, cast(o.amount as double) as amount
    from ring_of r join cut_orders o on r.account_id = o.account_id
        join ring_shops s on r.ring_id = s.ring_id and o.merchant_id = s.merchant_id
        left join (select distinct ring_id, order_id from contrary) c on r.ring_id = c.ring_id and o.order_id = c.order_id
    where c.order_id is null
    union all
    select w.ring_id, w.account_id, w.merchant_id, 'review' as kind, w.review_id as deed_id, w.occurred_at, cast(null as double) as amount
    from written w left join contrary c on w.ring_id = c.ring_id and w.review_id = c.review_id where c.review_id is null
"""

PULL = 50.0
"""Where others did few deeds of one sort, its rate of acts is drawn to that of all: by as much as so many deeds more would."""

# deeds of one sort: one category, one month, shops about as popular
_SORTS = """
    with sizes as (select merchant_id, count(*) as sold from cut_orders group by merchant_id),
    kinds as (select product_id, min(category) as category from cut_products group by product_id),
    done as (
        select 'order' as kind, order_id as deed_id, merchant_id, product_id, occurred_at from cut_orders
        union all select 'review' as kind, review_id as deed_id, merchant_id, product_id, occurred_at from cut_reviews
    )
    select d.kind, d.deed_id, coalesce(k.category, '') as category, cast(date_trunc('month', d.occurred_at) as date) as done_in,
        case when coalesce(s.sold, 0) < 8 then 1 when s.sold < 64 then 2 when s.sold < 512 then 3 else 4 end as reach
    from done d left join sizes s on d.merchant_id = s.merchant_id left join kinds k on d.product_id = k.product_id
"""

# the acts of a group are compared with the acts, as clear as those, of everybody outside of all groups: with what as many deeds of the same sorts would
# bear, were the acts dealt out anew among all deeds of each sort, and with what as many deeds of any sort would, whichever is more
_ACTS = """
    with found as (select distinct kind, deed_id from ring_found where level >= :least),
    in_groups as (select distinct kind, deed_id from ring_deeds),
    outside as (
        select s.kind, s.category, s.done_in, s.reach, count(*) as deeds, count(f.deed_id) as marked
        from ring_sorts s left join found f on s.kind = f.kind and s.deed_id = f.deed_id
            left join in_groups g on s.kind = g.kind and s.deed_id = g.deed_id
        where g.deed_id is null group by s.kind, s.category, s.done_in, s.reach
    ),
    overall as (
        select kind, (cast(sum(marked) as double) + 1.0) / nullif(cast(sum(deeds) as double) + 2.0, 0) as rate from outside group by kind
    ),
    kinds as (select n.kind, coalesce(o.rate, 0.5) as rate from (select distinct kind from in_groups) n left join overall o on n.kind = o.kind),
    marked as (select distinct ring_id, kind, deed_id from ring_marked)
    select d.ring_id, d.kind, count(*) as deeds, count(m.deed_id) as marked, count(distinct d.account_id) as doers,
        count(distinct case when m.deed_id is not null then d.account_id end) as marked_doers,
        greatest(max(k.rate), dsum((coalesce(o.marked, 0) + :pull * k.rate) / nullif(coalesce(o.deeds, 0) + :pull, 0)) / nullif(count(*), 0)) as rate
    from ring_deeds d join kinds k on d.kind = k.kind join ring_sorts s on d.kind = s.kind and d.deed_id = s.deed_id
        left join outside o on s.kind = o.kind and s.category = o.category and s.done_in = o.done_in and s.reach = o.reach
        left join marked m on d.ring_id = m.ring_id and d.kind = m.kind and d.deed_id = m.deed_id
    group by d.ring_id, d.kind order by d.ring_id, d.kind
"""


def stand(engine: Engine, acts: Iterable[str]) -> tuple[pa.Table, pa.Table]:
    """Keep `ring_shops`, `ring_deeds` and `ring_marked` for the groups in `ring_of`; give their clear acts, and all their acts.

    One row a group and kind of deed (order, review): deeds, how many are marked by an act signal, doers, marked_doers, and the rate at which
    as many deeds of the same sorts outside of all groups are marked, or of any sort, whichever is more.
    """
    engine.put("ring_acts", pa.table({"signal": pa.array(sorted(acts), pa.string())}))
    engine.materialize("ring_shops", _SHOPS, step="ring shops")
    engine.materialize("ring_deeds", _DEEDS, step="ring deeds")
    engine.materialize("ring_found", _FOUND, step="acts found")
    engine.materialize("ring_sorts", _SORTS, step="deeds by sort")
    given = []
    for least in (2, 1):
        engine.materialize("ring_marked", _MARKED, {"least": least}, step="deeds marked by an act")
        given.append(engine.rows(_ACTS, {"least": least, "pull": PULL}, step="acts of rings"))
    return given[0], given[1]


def member_acts(engine: Engine) -> pa.Table:
    """Members whose account itself bears a strong act: ring_id, kind (`account`), deeds (members), marked, doers, marked_doers, rate (elsewhere); sorted.

    Acts in `ring_seasonal` do not count. Reads `ring_acts`, which `stand` keeps. Also keeps `ring_member_acts` (ring_id, account_id, signal).
    """
    engine.materialize(
        "ring_member_acts",
        """select distinct o.ring_id, o.account_id, s.signal from ring_of o
            join signal_values s on s.entity_kind = 'account' and s.entity_id = o.account_id join ring_acts a on s.signal = a.signal
            left join ring_seasonal e on s.signal = e.signal
        where s.level >= 3 and e.signal is null""",
        step="acts of members",
    )
    return engine.rows(
        """
        with acting as (
            select distinct s.entity_id as account_id from signal_values s join ring_acts a on s.signal = a.signal
                left join ring_seasonal e on s.signal = e.signal
            where s.entity_kind = 'account' and s.level >= 3 and e.signal is null
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
