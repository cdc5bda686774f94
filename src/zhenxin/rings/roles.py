"""Who does what in a ring: brushers, the shops they work for, the senders, devices and payers behind them."""

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.codes import ATTACKS

HURTING: Mapping[str, str] = MappingProxyType({"brusher": "attacker", "merchant": "victim"})
"""What a role is called in a ring that hurts shops."""

# each returns ring_id, entity_kind, entity_id, role, links (members tied to it), share (of its own doings that are the ring's)
_BRUSHERS = """
    with own as (
        select account_id, count(*) as n from (
            select account_id from cut_orders union all select account_id from cut_reviews
        ) as all_deeds group by account_id
    ),
    done as (select ring_id, account_id, count(*) as n from ring_deeds group by ring_id, account_id)
    select r.ring_id, 'account' as entity_kind, r.account_id as entity_id, 'brusher' as role, r.links,
        coalesce(d.n, 0) * 1.0 / nullif(o.n, 0) as share
    from ring_of r join own o on r.account_id = o.account_id left join done d on r.ring_id = d.ring_id and r.account_id = d.account_id
"""

_SHOPS = """
    with sold as (
        select merchant_id, count(*) as n from (
            select merchant_id from cut_orders union all select merchant_id from cut_reviews where merchant_id is not null
        ) as all_deeds group by merchant_id
    ),
    done as (select ring_id, merchant_id, count(*) as n from ring_deeds group by ring_id, merchant_id)
    select s.ring_id, 'merchant' as entity_kind, s.merchant_id as entity_id, 'merchant' as role, s.members as links, d.n * 1.0 / nullif(o.n, 0) as share
    from ring_shops s join sold o on s.merchant_id = o.merchant_id join done d on s.ring_id = d.ring_id and s.merchant_id = d.merchant_id
"""

_SENDERS = """
    with sent as (
        select d.ring_id, p.sender_hash, count(distinct d.account_id) as members, count(*) as parcels
        from ring_deeds d join cut_parcels p on d.deed_id = p.order_id where d.kind = 'order' and p.sender_hash is not null
        group by d.ring_id, p.sender_hash
    ),
    busy as (select sender_hash, cast(count(*) as double) as parcels from cut_parcels where sender_hash is not null group by sender_hash),
    whole as (select cast(sum(parcels) as double) as parcels from busy),
    ring as (select ring_id, cast(sum(parcels) as double) as parcels from sent group by ring_id)
    select s.ring_id, 'sender' as entity_kind, s.sender_hash as entity_id, 'sender' as role, s.members as links,
        s.parcels / nullif(b.parcels, 0) as share
    from sent s join busy b on s.sender_hash = b.sender_hash join ring r on s.ring_id = r.ring_id cross join whole w
    where s.members >= 3 and surprise(s.parcels, 3.0 * r.parcels * b.parcels / nullif(w.parcels, 0) + 0.3) >= 10
"""

_DEVICES = """
    with crowded as (
        select r.ring_id, t.token as device_id, count(*) as members, count(*) * 1.0 / nullif(max(h.holders), 0) as share
        from ring_of r join ring_tokens t on r.account_id = t.account_id join ring_holders h on t.kind = h.kind and t.token = h.token
        where t.kind = 'device' group by r.ring_id, t.token having count(*) >= 2 and count(*) >= 0.6 * max(h.holders)
    ),
    ordered as (select device_id, count(*) as orders from cut_orders where device_id is not null group by device_id),
    busy as (
        select d.ring_id, o.device_id, count(distinct d.account_id) as members, count(*) * 1.0 / nullif(max(b.orders), 0) as share
        from ring_deeds d join cut_orders o on d.kind = 'order' and d.deed_id = o.order_id join ordered b on o.device_id = b.device_id
        group by d.ring_id, o.device_id having count(*) >= 3 or (count(*) = 2 and max(b.orders) <= 4)
    ),
    either as (select * from crowded union all select * from busy)
    select ring_id, 'device' as entity_kind, device_id as entity_id, 'device' as role, max(members) as links, max(share) as share
    from either group by ring_id, device_id
"""

_PAYERS = """
    with paid as (
        select r.ring_id, t.token, count(*) as members, max(h.holders) as holders
        from ring_of r join ring_tokens t on r.account_id = t.account_id join ring_holders h on t.kind = h.kind and t.token = h.token
        where t.kind = 'payer' group by r.ring_id, t.token having count(*) >= 3 and count(*) >= 0.5 * max(h.holders)
    )
    select p.ring_id, case when a.account_id is not null then 'account' when m.merchant_id is not null then 'merchant' else 'payee' end as entity_kind,
        p.token as entity_id, 'organiser' as role, p.members as links, p.members * 1.0 / nullif(p.holders, 0) as share
    from paid p left join cut_accounts a on p.token = a.account_id
        left join (select distinct merchant_id from cut_orders) m on p.token = m.merchant_id
    where m.merchant_id is null
"""

MEMBERS = " union all ".join(f"select * from ({part}) as part" for part in (_BRUSHERS, _SHOPS, _SENDERS, _DEVICES, _PAYERS))


def called(role: str, kind: str) -> str:
    """The role in a ring of this kind: who serves a shop is a brusher, who hurts it an attacker, and the shop the victim."""
    return HURTING.get(role, role) if kind in ATTACKS else role


def assign(engine: Engine) -> pa.Table:
    """Keep `ring_roles` and give it: ring_id, entity_kind, entity_id, role, links, share; an entity has one role a ring, sorted."""
    engine.materialize("ring_roles_all", MEMBERS, step="ring roles")
    engine.materialize(
        "ring_roles",
        """select ring_id, entity_kind, entity_id, role, links, share from (
            select *, row_number() over (partition by ring_id, entity_kind, entity_id order by case role when 'organiser' then 0 else 1 end, role) as choice
            from ring_roles_all) as ranked where choice = 1""",
        step="one role an entity",
    )
    return engine.rows("select * from ring_roles order by ring_id, entity_kind, entity_id", step="ring roles")


def ties(engine: Engine) -> pa.Table:
    """Which members are tied to which shop, sender, device or payer: ring_id, left (account), right kind and id, things; sorted."""
    return engine.rows(
        """
        select d.ring_id, d.account_id as left_id, 'merchant' as right_kind, d.merchant_id as right_id, count(*) as things
        from ring_deeds d group by d.ring_id, d.account_id, d.merchant_id
        union all
        select d.ring_id, d.account_id as left_id, 'sender' as right_kind, p.sender_hash as right_id, count(*) as things
        from ring_deeds d join cut_parcels p on d.deed_id = p.order_id join ring_roles r on r.ring_id = d.ring_id and r.entity_id = p.sender_hash
        where d.kind = 'order' and r.role = 'sender' group by d.ring_id, d.account_id, p.sender_hash
        union all
        select o.ring_id, o.account_id as left_id, r.entity_kind as right_kind, r.entity_id as right_id, count(*) as things
        from ring_of o join ring_tokens t on o.account_id = t.account_id join ring_roles r on r.ring_id = o.ring_id and r.entity_id = t.token
        where (r.role = 'device' and t.kind = 'device') or (r.role = 'organiser' and t.kind = 'payer')
        group by o.ring_id, o.account_id, r.entity_kind, r.entity_id
        order by 1, 2, 3, 4""",
        step="ties of rings",
    )
