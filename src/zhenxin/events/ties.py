"""What ties accounts to each other, in one list for all stages: payers, devices, networks, products, shops, referrers, a person's name or number."""

from collections.abc import Mapping
from types import MappingProxyType

from zhenxin.events.codes import TAPS

TIED = f"""
    select distinct payee_id as account_id, 'payer' as kind, payer_id as name from cut_payments where kind in ('transfer', 'red_packet', 'other')
    union all select distinct account_id, 'device' as kind, device_id as name from cut_sightings where device_id is not null
    union all select distinct account_id, 'network' as kind, ip_hash as name from cut_sightings where ip_hash is not null
    union all select distinct account_id, 'product' as kind, product_id as name from cut_visits where product_id is not null and kind in ({TAPS})
    union all select distinct account_id, 'shop' as kind, merchant_id as name from cut_orders where merchant_id is not null
    union all select account_id, 'referrer' as kind, referrer_id as name from cut_accounts where referrer_id is not null
    union all select account_id, 'person' as kind, min(account_id) over (partition by name_hash) as name from cut_accounts where name_hash is not null
    union all select account_id, 'phone' as kind, min(account_id) over (partition by phone_hash) as name from cut_accounts where phone_hash is not null
"""
"""SQL over the cut tables: every account_id with each thing (kind, name) that it has in common with others; a person and a telephone number go by their
first account."""

TIED_NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "payments": frozenset({"payer_id", "payee_id", "kind"}),
        "sightings": frozenset({"account_id", "device_id", "ip_hash"}),
        "visits": frozenset({"account_id", "product_id", "kind"}),
        "orders": frozenset({"account_id", "merchant_id"}),
        "accounts": frozenset({"account_id", "referrer_id", "name_hash", "phone_hash"}),
    }
)
"""The columns that TIED reads."""

TIED_BY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "payer": frozenset({"payer_id"}), "device": frozenset({"device_id", "register_device_id"}), "network": frozenset({"ip_hash", "register_net_hash"}),
        "product": frozenset({"product_id"}), "shop": frozenset({"merchant_id", "register_net_hash"}),
        "referrer": frozenset({"referrer_id", "register_net_hash"}), "person": frozenset({"name_hash"}), "phone": frozenset({"phone_hash"}),
    }
)  # fmt: skip
"""Kind of tie to the columns it comes from: a signal that reads one of them has counted the tie already. Who signs up on one line, at a stand in the street,
has its promoter for a referrer and spends his voucher at the promoter's shop."""
