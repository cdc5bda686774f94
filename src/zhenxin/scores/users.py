"""Who uses or is served by what may be a tool: the accounts of a device, the orders of a sender, the claims and shops of a member of staff."""

from typing import Any

from zhenxin.engine import Engine
from zhenxin.events.codes import TAPS
from zhenxin.scores.staff import LET_IN


def users_of(engine: Engine) -> list[dict[str, Any]]:
    """Rows of kind, entity_id, user_kind and user_id; devices of three accounts and more, and all devices that signals speak of themselves."""
    # a sender of one shop is that shop's own; who sends for several is judged
    rows: list[dict[str, Any]] = engine.rows(
        f"""
        with devices as (select distinct device_id, account_id from cut_sightings where device_id is not null),
        heard as (select distinct entity_id as device_id from signal_values where entity_kind = 'device'),
        crowded as (
            select d.device_id from devices d left join heard h on d.device_id = h.device_id group by d.device_id
            having count(*) >= 3 or count(h.device_id) > 0
        ),
        touched as (
            select p.sender_hash from cut_parcels p join cut_orders o on p.order_id = o.order_id
                left join scored s on s.entity_kind = 'order' and s.entity_id = p.order_id
            where p.sender_hash is not null group by p.sender_hash
            having count(distinct o.merchant_id) >= 2 and count(s.entity_id) >= 3
        )
        select 'handset' as kind, o.device_id as entity_id, 'order' as user_kind, o.order_id as user_id
        from cut_orders o join ring_deeds d on d.kind = 'order' and d.deed_id = o.order_id where o.device_id is not null
        union all
        select 'device' as kind, d.device_id as entity_id, 'account' as user_kind, d.account_id as user_id
        from devices d join crowded c on d.device_id = c.device_id
        union all
        select 'staff' as kind, c.approver_id as entity_id, 'order' as user_kind, c.order_id as user_id
        from cut_claims c where c.approver_id is not null
        union all
        {LET_IN}
        union all
        select 'product' as kind, r.product_id as entity_id, 'review' as user_kind, r.review_id as user_id
        from cut_reviews r join signal_values s on s.entity_kind = 'review' and s.entity_id = r.review_id where s.signal = 'listing_switch'
        union all
        select distinct 'product' as kind, v.product_id as entity_id, 'account' as user_kind, v.account_id as user_id
        from cut_visits v join signal_values s on s.entity_kind = 'product' and s.entity_id = v.product_id
        where v.kind in ({TAPS})
        union all
        select 'sender' as kind, p.sender_hash as entity_id, 'order' as user_kind, p.order_id as user_id
        from cut_parcels p join touched t on p.sender_hash = t.sender_hash""",
        step="users of devices and senders",
    ).to_pylist()
    return rows
