"""The event tables, declared once as data: what each column is, which must be there, and which one says when.

A column is written `name`, then a type (text where none is given), then marks:

    !        it must be there and good, or the row is set aside
    key      rows are told apart by it; a second row with the same key is set aside
    when     it says when the row happened
    later=X  it is filled in after the row happened, at the time in column X; `later=?` where nobody knows when
    >=N <=N  bounds of a number
    (a b c)  the values it may have; any other is kept as `other`

Types: id, text, hash, time, money, integer, double, boolean, list. See docs/1-events.md.
"""

import re
from dataclasses import dataclass, field
from functools import cache

SQL_TYPES = {
    "id": "VARCHAR", "text": "VARCHAR", "hash": "VARCHAR", "time": "TIMESTAMP", "money": "DECIMAL(18,2)",
    "integer": "INTEGER", "double": "DOUBLE", "boolean": "BOOLEAN", "list": "VARCHAR[]",
}  # fmt: skip

ENTITY_KINDS = (
    "account", "order", "review", "product", "merchant", "device", "sender", "payee", "staff", "claim", "message", "group",
    "room", "instrument", "address", "network", "page", "number", "site", "ring",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of an event table."""

    name: str
    type: str = "text"
    required: bool = False
    later: str = ""
    """The column that says when this one was filled in, `?` where nobody knows, empty where it was there from the start."""
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def sql_type(self) -> str:
        """The column's type in SQL."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One event table."""

    name: str
    columns: tuple[Column, ...]
    key: str = ""
    when: str = ""
    derived: bool = False
    by_name: dict[str, Column] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        """Index the columns by name."""
        self.by_name.update({column.name: column for column in self.columns})

    @property
    def required(self) -> tuple[str, ...]:
        """Columns without which the table cannot be read."""
        return tuple(column.name for column in self.columns if column.required)


_TEXT = """
accounts: account_id id! key, registered_at time when, phone_hash, phone_prefix, name_hash, avatar_hash, referrer_id id,
    register_device_id id,
    register_ip, register_source, region, level later=?
merchants: merchant_id id! key, opened_at time when, legal_entity_id id, controller_hash, phone_hash, payout_instrument_hash, licence_hash,
    licence_checked_at time, category, region, name
products: product_id id! key, merchant_id id!, category, title, price money >=0, spec_weight_g double >=0, listed_at time when
listings: product_id id!, occurred_at time! when, title, category
campaigns: campaign_id id! key, kind! (promotion subsidy influencer trial review_reward), starts_at time! when, ends_at time,
    merchant_id id,
    product_id id, category, budget money >=0, any_rating boolean, created_by id
devices: device_id id! key, model, os, rom_hash, is_emulator boolean, charging_share double >=0 <=1, motion_share double >=0 <=1
logins: account_id id!, occurred_at time! when, device_id id, ip, ip_country, ip_kind (home mobile campus hosting proxy), wifi_hash, client,
    merchant_id id
visits: account_id id!, occurred_at time! when, kind! (search view compare favourite cart chat like follow share vote live_join live_comment
    live_leave), session_id id, product_id id, merchant_id id, review_id id, search_query, list_position integer >=0, dwell_s double >=0,
    source, room_id id, text
orders: order_id id! key, account_id id!, merchant_id id!, occurred_at time! when, product_id id, basket_id id, quantity integer >=0,
    amount money >=0, subsidy money >=0, coupon money >=0, address_hash, receiver_hash, region, device_id id, ip, ip_country,
    ip_kind (home mobile campus hosting proxy), session_id id,
    status (placed paid shipped signed cancelled refused returned) later=status_at, status_at time later=status_at
order_states: order_id id!, occurred_at time! when, status! (placed paid shipped signed cancelled refused returned)
payments: payment_id id! key, occurred_at time! when, payer_id id!, payee_id id!, amount money! >=0,
    kind (order refund transfer red_packet subsidy payout compensation), order_id id, payer_kind (account merchant staff platform outside),
    payee_kind (account merchant staff platform outside), instrument_hash, payee_instrument_hash
parcels: parcel_id id! key, order_id id!, carrier, waybill, sender_hash, origin, destination, weight_g double >=0, shipped_at time when
scans: parcel_id id!, occurred_at time! when, kind! (collected transit arrived delivering signed), place
reviews: review_id id! key, account_id id!, occurred_at time! when, rating integer! >=1 <=5, order_id id, product_id id,
    merchant_id id, text,
    photo_hashes list, likes integer later=? >=0, deleted_at time later=deleted_at, deleted_by later=deleted_at (author merchant platform)
messages: message_id id! key, occurred_at time! when, text!, sender_id id, recipient_id id, channel (chat parcel_insert group sms),
    group_id id,
    merchant_id id, order_id id, photo_hashes list
claims: claim_id id! key, order_id id!, account_id id!, occurred_at time! when, kind! (return refund_only compensation), amount money >=0,
    approver_id id, text
staff: staff_id id! key, team, joined_at time when, left_at time, phone_hash, instrument_hash, device_id id
staff_actions: action_id id! key, staff_id id!, occurred_at time! when,
    kind! (override_alert confirm_alert dismiss_alert change_rule whitelist approve_claim set_subsidy), alert_id id, target_kind,
    target_id id,
    value_before, value_after, note
inspections: inspection_id id! key, merchant_id id!, occurred_at time! when, product_id id, inspector,
    kind (qualification quality purchase_test), result (pass minor fail), note
complaints: complaint_id id! key, occurred_at time! when, entity_kind!, entity_id id!, kind, complainant_id id,
    status (open upheld rejected), text
verdicts: entity_kind!, entity_id id!, occurred_at time! when, is_fraud boolean!, decided_by, measure,
    overturned_at time later=overturned_at
known: entity_kind!, entity_id id!, reason!, decided_by, until_at time
pages: url id!, occurred_at time! when, text!, title, site, claimed_brand
hotlines: brand!, number!, source, checked_at time when
service_points: point_id id! key, brand!, name, address, region_codes list, numbers list, hours, source, checked_at time when
"""

_DERIVED_TEXT = """
sightings: account_id id!, occurred_at time! when, device_id id, ip_hash hash, net_hash hash, wifi_hash, source
page_facts: url id!, occurred_at time! when, fact! (number brand place claim break disowned), value!, printed, position integer
registered_numbers: brand!, number!, source, checked_at time when
"""

_COLUMN = re.compile(r"(?P<name>\w+)(?: (?P<type>id|hash|time|money|integer|double|boolean|list))?(?P<required>!)?(?P<marks>.*)", re.DOTALL)


def _column(text: str) -> tuple[Column, bool, bool]:
    match = _COLUMN.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    name, marks = match["name"], match["marks"]
    values = re.search(r"\(([^)]*)\)", marks)
    bounds = {sign: float(number) for sign, number in re.findall(r"([<>])=(\d+)", marks)}
    later = re.search(r"later=(\S+)", marks)
    return (
        Column(
            name=name,
            type=match["type"] or ("hash" if name.endswith("_hash") else "text"),
            required=bool(match["required"]),
            later=later[1] if later else "",
            values=tuple(values[1].split()) if values else (),
            low=bounds.get(">"),
            high=bounds.get("<"),
        ),
        " key" in marks,
        " when" in marks,
    )


def _tables(text: str, *, derived: bool) -> dict[str, Table]:
    tables = {}
    for name, body in re.findall(r"^(\w+): (.*?)(?=^\w+: |\Z)", text, re.MULTILINE | re.DOTALL):
        columns = [_column(part) for part in " ".join(body.split()).split(", ")]
        tables[name] = Table(
            name=name,
            columns=tuple(column for column, _, _ in columns),
            key=next((column.name for column, key, _ in columns if key), ""),
            when=next((column.name for column, _, when in columns if when), ""),
            derived=derived,
        )
    return tables


TABLES = _tables(_TEXT, derived=False)
"""The tables a user brings, by name, in the order of DESIGN §4."""

DERIVED = _tables(_DERIVED_TEXT, derived=True)
"""The tables the events stage makes from them."""


def raw_columns(table: Table) -> dict[str, str]:
    """Raw personal columns taken in place of hashed ones: `phone` for `phone_hash`, and so on; never where that is a column itself."""
    return {
        column.name.removesuffix("_hash"): column.name
        for column in table.columns
        if column.name.endswith("_hash") and column.name.removesuffix("_hash") not in table.by_name
    }


def network_columns(table: Table) -> dict[str, tuple[str, str]]:
    """Raw network addresses and what becomes of each: `ip` gives `ip_hash` and `net_hash`."""
    return {
        column.name: (f"{column.name}_hash", f"{column.name.removesuffix('ip')}net_hash")
        for column in table.columns
        if column.name == "ip" or column.name.endswith("_ip")
    }


@cache
def typed_tables() -> dict[str, Table]:
    """All tables as the stages after this one see them: raw network addresses replaced by their hashes, derived tables added."""
    typed = {}
    for table in (TABLES | DERIVED).values():
        hashed = network_columns(table)
        columns: list[Column] = []
        for column in table.columns:
            if column.name in hashed:
                columns += [Column(name=name, type="hash") for name in hashed[column.name]]
            else:
                columns.append(column)
        typed[table.name] = Table(name=table.name, columns=tuple(columns), key=table.key, when=table.when, derived=table.derived)
    return typed
