"""The event tables of the contract: each column's type, and the column that says when a row came to be."""

from __future__ import annotations

from typing import Final

# s text, t time, m money, i integer, d double, b boolean, l list of texts
_SHEETS: Final = {
    "accounts": "account_id registered_at:t phone_hash phone_prefix name_hash avatar_hash referrer_id register_device_id register_ip"
    " register_source region level:i",
    "merchants": "merchant_id opened_at:t legal_entity_id controller_hash phone_hash payout_instrument_hash licence_hash"
    " licence_checked_at:t category region name",
    "products": "product_id merchant_id category title price:m spec_weight_g:d listed_at:t",
    "listings": "product_id occurred_at:t title category",
    "campaigns": "campaign_id kind starts_at:t ends_at:t merchant_id product_id category budget:m any_rating:b created_by",
    "devices": "device_id model os rom_hash is_emulator:b charging_share:d motion_share:d",
    "logins": "account_id occurred_at:t device_id ip ip_country ip_kind wifi_hash client merchant_id",
    "visits": "account_id occurred_at:t kind session_id product_id merchant_id review_id search_query list_position:i dwell_s:d source"
    " room_id text",
    "orders": "order_id account_id merchant_id occurred_at:t product_id basket_id quantity:i amount:m subsidy:m coupon:m address_hash"
    " receiver_hash region device_id ip ip_country ip_kind session_id status status_at:t",
    "order_states": "order_id occurred_at:t status",
    "payments": "payment_id occurred_at:t payer_id payee_id amount:m kind order_id payer_kind payee_kind instrument_hash"
    " payee_instrument_hash",
    "parcels": "parcel_id order_id carrier waybill sender_hash origin destination weight_g:d shipped_at:t",
    "scans": "parcel_id occurred_at:t kind place",
    "reviews": "review_id account_id occurred_at:t rating:i order_id product_id merchant_id text photo_hashes:l likes:i deleted_at:t"
    " deleted_by",
    "messages": "message_id occurred_at:t text sender_id recipient_id channel group_id merchant_id order_id photo_hashes:l",
    "claims": "claim_id order_id account_id occurred_at:t kind amount:m approver_id text",
    "staff": "staff_id team joined_at:t left_at:t phone_hash instrument_hash device_id",
    "staff_actions": "action_id staff_id occurred_at:t kind alert_id target_kind target_id value_before value_after note",
    "inspections": "inspection_id merchant_id occurred_at:t product_id inspector kind result note",
    "complaints": "complaint_id occurred_at:t entity_kind entity_id kind complainant_id status text",
    "verdicts": "entity_kind entity_id occurred_at:t is_fraud:b decided_by measure overturned_at:t",
    "known": "entity_kind entity_id reason decided_by until_at:t",
    "pages": "url occurred_at:t text title site claimed_brand",
    "hotlines": "brand number source checked_at:t",
    "service_points": "point_id brand name address region_codes:l numbers:l hours source checked_at:t",
}


def _sheet(text: str) -> dict[str, str]:
    pairs = (word.split(":") for word in text.split())
    return {pair[0]: pair[1] if len(pair) > 1 else "s" for pair in pairs}


TABLES: Final[dict[str, dict[str, str]]] = {table: _sheet(text) for table, text in _SHEETS.items()}
WHEN: Final[dict[str, str]] = {
    **{t: "occurred_at" for t, cols in TABLES.items() if "occurred_at" in cols},
    "accounts": "registered_at",
    "merchants": "opened_at",
    "products": "listed_at",
    "campaigns": "starts_at",
    "parcels": "shipped_at",
}
LATER: Final[dict[str, dict[str, str]]] = {
    "reviews": {"deleted_at": "deleted_by"},
    "verdicts": {"overturned_at": "overturned_at"},
}
