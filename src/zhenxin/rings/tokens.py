"""What accounts share: every thing an account was seen with, by kind and by the cause that could explain it innocently."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from zhenxin.engine import Engine
from zhenxin.events.ties import TIED_NEEDS
from zhenxin.rings.counts import count_cut_tables

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "sightings": frozenset({"account_id", "device_id", "wifi_hash", "ip_hash"}),
        "orders": frozenset(
            {"order_id", "account_id", "merchant_id", "product_id", "amount", "receiver_hash", "address_hash", "device_id", "occurred_at"}
        ),
        "parcels": frozenset({"order_id", "parcel_id", "sender_hash"}),
        "payments": frozenset({"payer_id", "payee_id", "kind", "amount", "instrument_hash", "payment_id", "order_id"}),
        "visits": frozenset({"account_id", "search_query", "product_id", "kind"}),
        "reviews": frozenset({"review_id", "account_id", "merchant_id", "product_id", "order_id", "text", "rating", "photo_hashes"}),
        "products": frozenset({"product_id", "category"}),
        "merchants": frozenset({"merchant_id", "category"}),
        "accounts": TIED_NEEDS["accounts"],
        "known": frozenset({"entity_kind", "entity_id", "until_at"}),
    }
)
"""The columns of the cut tables that this stage reads."""

CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "device": "identity", "instrument": "identity", "wifi": "place", "network": "place", "receiver": "place", "address": "place",
        "sender": "goods", "payer": "money", "query": "conduct", "text": "text", "photo": "text", "shop": "shops",
    }
)  # fmt: skip
"""Things of one cause are never added: one dormitory gives a network, a Wi-Fi and an address at once."""

# parcels name an order; whose it is, and of which shop, the counts of the orders tell
_SENT = """
    select o.account_id, o.token as merchant_id, p.token as sender_hash from ring_counts p join ring_counts o on p.deed_id = o.deed_id
    where p.source = 'parcels' and o.source = 'orders' and o.kind = 'shop'
"""

_TOKENS = """
    select account_id, kind, token from ring_counts where source <> 'parcels' and token is not null
    union all select p.account_id, 'sender' as kind, p.sender_hash as token from ring_sent p join ring_shared_senders s on p.sender_hash = s.sender_hash
"""

_SUSPECTS = """
    select entity_id as account_id from signal_values where entity_kind = 'account'
    union select c.account_id from signal_values s join ring_counts c on s.entity_id = c.deed_id
        where c.kind = 'shop' and ((s.entity_kind = 'order' and c.source = 'orders') or (s.entity_kind = 'review' and c.source = 'reviews'))
"""


def gather(engine: Engine, as_of: datetime, counts: Sequence[Path] = ()) -> int:
    """Keep `ring_tokens` (account_id, kind, token), `ring_holders` (kind, token, holders) and `ring_suspects`; give the number of accounts.

    `counts` are files of counts, up to `as_of`; without any the cut tables are counted. Only accounts that buy or review count as accounts
    here, so that payers and shops do not. What is known to be good (a warehouse, a parcel station) is no token.
    """
    if counts:
        engine.read("ring_counts_by_day", counts)
        engine.materialize(
            "ring_counts", "select distinct source, kind, token, account_id, deed_id from ring_counts_by_day", step="ring counts"
        )
    else:
        count_cut_tables(engine)
    engine.materialize("ring_people", "select distinct account_id from ring_counts where kind = 'shop'", step="ring people")
    engine.materialize("ring_sent", _SENT, step="senders of orders")
    # who sends for one shop only is that shop: it would say the same thing twice
    engine.materialize(
        "ring_shared_senders",
        "select sender_hash from ring_sent group by sender_hash having count(distinct merchant_id) >= 2",
        step="senders of several shops",
    )
    engine.materialize(
        "ring_tokens",
        f"""select distinct t.account_id, t.kind, t.token from ({_TOKENS}) as t join ring_people p on t.account_id = p.account_id
            left join (select distinct entity_kind, entity_id from cut_known where until_at is null or until_at > :as_of) k
                on t.kind = k.entity_kind and t.token = k.entity_id
        where k.entity_id is null""",
        {"as_of": as_of},
        step="ring tokens",
    )
    engine.materialize("ring_holders", "select kind, token, count(*) as holders from ring_tokens group by kind, token", step="ring holders")
    engine.materialize(
        "ring_suspects",
        f"select distinct s.account_id from ({_SUSPECTS}) as s join ring_people p on s.account_id = p.account_id",
        step="ring suspects",
    )
    for done in ("ring_counts", "ring_counts_by_day", "ring_sent", "ring_shared_senders"):
        engine.drop(done)
    return int(engine.rows("select count(*) as n from ring_people", step="ring people").column("n")[0].as_py())
