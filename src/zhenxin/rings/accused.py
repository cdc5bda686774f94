"""What ties accused accounts: payers, devices, networks, products, invitations and parcel senders that serve mostly them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.ties import TIED

MOSTLY = 0.5
"""A payer, a device or a network ties those accused where they are so much of all that it serves."""
SENT = 0.3
"""A sender ties them already where so many of its receivers are: rings borrow the senders of honest shops."""

_TIES = f"""
    with served as (
        select account_id, kind, name from ({TIED}) as t where kind <> 'shop'
        union all
        select distinct o.account_id, 'sender' as kind, p.sender_hash as name from cut_parcels p join cut_orders o on p.order_id = o.order_id
        where p.sender_hash is not null
    ),
    sent as (
        select distinct a.account_id, p.sender_hash as name from accused_deeds a join cut_parcels p on a.entity_id = p.order_id
        where a.entity_kind = 'order' and p.sender_hash is not null
    ),
    ours as (
        select s.kind, s.name, s.account_id from served s join accused_accounts a on s.account_id = a.account_id where s.kind <> 'sender'
        union all select 'sender' as kind, name, account_id from sent
    ),
    counts as (select kind, name, count(*) as accused from ours group by kind, name having count(*) >= 2),
    sizes as (select s.kind, s.name, count(*) as everybody from served s join counts c on s.kind = c.kind and s.name = c.name group by s.kind, s.name)
    select o.account_id, o.kind, o.name from ours o join counts c on o.kind = c.kind and o.name = c.name join sizes z on o.kind = z.kind and o.name = z.name
    where c.accused >= z.everybody * case when o.kind = 'sender' then :sent else :mostly end
    order by 1, 2, 3
"""


def ties_of(engine: Engine, accounts: Iterable[str], accused: pa.Table) -> list[tuple[str, str, str]]:
    """Account, kind and name of everything that ties these accused accounts, sorted. `accused` has entity_kind, entity_id and account_id of their deeds."""
    engine.put("accused_accounts", pa.table({"account_id": pa.array(sorted(accounts), pa.string())}))
    engine.put("accused_deeds", accused.select(["entity_kind", "entity_id", "account_id"]))
    rows = engine.rows(_TIES, {"mostly": MOSTLY, "sent": SENT}, step="what ties accused accounts").to_pylist()
    return [(row["account_id"], row["kind"], row["name"]) for row in rows]


def totals(engine: Engine, accounts: Iterable[str]) -> tuple[dict[str, int], dict[str, int], Mapping[str, tuple[datetime, datetime]]]:
    """Orders and reviews of each of these accounts, and of each shop, in all; and from when to when signals speak of each account."""
    engine.put("settled_accounts", pa.table({"account_id": pa.array(sorted(accounts), pa.string())}))
    deeds = "select account_id, merchant_id from cut_orders union all select account_id, merchant_id from cut_reviews"
    own = engine.rows(
        f"select d.account_id, count(*) as n from ({deeds}) as d join settled_accounts s on d.account_id = s.account_id group by d.account_id",
        step="deeds of settled accounts",
    )
    sold = engine.rows(
        f"select merchant_id, count(*) as n from ({deeds}) as d where merchant_id is not null group by merchant_id", step="deeds of shops"
    )
    spans: list[dict[str, Any]] = engine.rows(
        """select v.entity_id, min(v.from_at) as from_at, max(v.to_at) as to_at from signal_values v
            join settled_accounts s on v.entity_kind = 'account' and v.entity_id = s.account_id
        where v.from_at is not null and v.to_at is not null group by v.entity_id""",
        step="when signals speak of settled accounts",
    ).to_pylist()
    return (
        {row["account_id"]: row["n"] for row in own.to_pylist()},
        {row["merchant_id"]: row["n"] for row in sold.to_pylist()},
        {row["entity_id"]: (row["from_at"], row["to_at"]) for row in spans},
    )
