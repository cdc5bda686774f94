"""What accounts share: every thing an account was seen with, by kind and by the cause that could explain it innocently."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from zhenxin.engine import Engine
from zhenxin.events.ties import TIED_NEEDS

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "sightings": frozenset({"account_id", "device_id", "wifi_hash", "ip_hash"}),
        "orders": frozenset(
            {"order_id", "account_id", "merchant_id", "product_id", "amount", "receiver_hash", "address_hash", "device_id", "occurred_at"}
        ),
        "parcels": frozenset({"order_id", "parcel_id", "sender_hash"}),
        "payments": frozenset({"payer_id", "payee_id", "kind", "amount", "instrument_hash", "payment_id", "order_id"}),
        "visits": frozenset({"account_id", "search_query", "product_id", "kind"}),
        "reviews": frozenset({"review_id", "account_id", "merchant_id", "product_id", "order_id", "text", "rating"}),
        "products": frozenset({"product_id", "category"}),
        "accounts": TIED_NEEDS["accounts"],
        "known": frozenset({"entity_kind", "entity_id", "until_at"}),
    }
)
"""The columns of the cut tables that this stage reads."""

CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "device": "identity", "instrument": "identity", "wifi": "place", "network": "place", "receiver": "place", "address": "place",
        "sender": "goods", "payer": "money", "query": "conduct", "text": "text", "shop": "shops",
    }
)  # fmt: skip
"""Things of one cause are never added: one dormitory gives a network, a Wi-Fi and an address at once."""

_TOKENS = """
    select account_id, 'device' as kind, device_id as token from cut_sightings where device_id is not null
    union all select account_id, 'wifi' as kind, wifi_hash as token from cut_sightings where wifi_hash is not null
    union all select account_id, 'network' as kind, ip_hash as token from cut_sightings where ip_hash is not null
    union all select account_id, 'receiver' as kind, receiver_hash as token from cut_orders where receiver_hash is not null
    union all select account_id, 'address' as kind, address_hash as token from cut_orders where address_hash is not null
    union all select o.account_id, 'sender' as kind, p.sender_hash as token
        from cut_parcels p join cut_orders o on p.order_id = o.order_id join ring_shared_senders s on p.sender_hash = s.sender_hash
    union all select payee_id as account_id, 'payer' as kind, payer_id as token
        from cut_payments where kind in ('transfer', 'red_packet', 'other')
    union all select payer_id as account_id, 'instrument' as kind, instrument_hash as token
        from cut_payments where kind = 'order' and instrument_hash is not null
    union all select account_id, 'query' as kind, search_query as token from cut_visits where search_query is not null
    union all select account_id, 'text' as kind, words as token from (
        select account_id, regexp_replace(lower(text), '[^一-鿿a-z0-9]', '', 'g') as words from cut_reviews where text is not null
    ) as said where length(words) >= 10
    union all select account_id, 'shop' as kind, merchant_id as token from cut_orders
    union all select account_id, 'shop' as kind, merchant_id as token from cut_reviews where merchant_id is not null
"""

_SUSPECTS = """
    select entity_id as account_id from signal_values where entity_kind = 'account'
    union select o.account_id from signal_values s join cut_orders o on s.entity_id = o.order_id where s.entity_kind = 'order'
    union select r.account_id from signal_values s join cut_reviews r on s.entity_id = r.review_id where s.entity_kind = 'review'
"""


def gather(engine: Engine, as_of: datetime) -> int:
    """Keep `ring_tokens` (account_id, kind, token), `ring_holders` (kind, token, holders) and `ring_suspects`; give the number of accounts.

    Only accounts that buy or review count as accounts here, so that payers and shops do not. What is known to be good (a warehouse, a parcel station)
    is no token.
    """
    engine.materialize("ring_people", "select account_id from cut_orders union select account_id from cut_reviews", step="ring people")
    # who sends for one shop only is that shop: it would say the same thing twice
    engine.materialize(
        "ring_shared_senders",
        """select p.sender_hash from cut_parcels p join cut_orders o on p.order_id = o.order_id where p.sender_hash is not null
        group by p.sender_hash having count(distinct o.merchant_id) >= 2""",
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
    return int(engine.rows("select count(*) as n from ring_people", step="ring people").column("n")[0].as_py())
