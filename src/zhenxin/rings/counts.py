"""How often each account was seen with each thing, day by day: all that links are made from, and all of the events that they need."""

from collections.abc import Mapping
from types import MappingProxyType

from zhenxin.engine import Engine


def _piece(
    relation: str, kind: str, token: str, where: str = "", *, holder: str = "account_id", deed: str = "", seen_at: str = "occurred_at"
) -> str:
    account, named = (
        f"{name} as {called}" if name else f"cast(null as varchar) as {called}"
        for name, called in ((holder, "account_id"), (deed, "deed_id"))
    )
    return f"select '{kind}' as kind, {token} as token, {account}, {named}, {seen_at} as seen_at from {relation} where {where or f'{token} is not null'}"


_WORDS = (
    r"select account_id, occurred_at, regexp_replace(lower(text), '[^一-鿿a-z0-9]', '', 'g') as words from reviews where text is not null"
)

_SHOWN = "select account_id, occurred_at, unnest(photo_hashes) as photo from reviews where photo_hashes is not null"

# a shop is counted order by order and review by review: these also tell whose a deed is, and where a parcel went
_DONE = {
    "orders": (
        _piece("orders", "shop", "merchant_id", deed="order_id"), _piece("orders", "receiver", "receiver_hash"), _piece("orders", "address", "address_hash"),
    ),
    "parcels": (_piece("parcels", "sender", "sender_hash", holder="", deed="order_id", seen_at="shipped_at"),),
    "payments": (
        _piece("payments", "payer", "payer_id", "kind in ('transfer', 'red_packet', 'other')", holder="payee_id"),
        _piece("payments", "instrument", "instrument_hash", "kind = 'order' and instrument_hash is not null", holder="payer_id"),
    ),
    "visits": (_piece("visits", "query", "search_query"),),
    "reviews": (
        _piece("reviews", "shop", "merchant_id", "review_id is not null", deed="review_id"),
        _piece(f"({_WORDS}) as said", "text", "md5(words)", "length(words) >= 10"), _piece(f"({_SHOWN}) as shown", "photo", "photo"),
    ),
}  # fmt: skip

_SEEN = {"device": "device_id", "network": "ip_hash", "wifi": "wifi_hash"}


def _seen(relation: str, *kinds: str, before: str = "", seen_at: str = "occurred_at") -> tuple[str, ...]:
    names = {kind: f"{before}{_SEEN[kind]}" for kind in kinds}
    return tuple(
        _piece(relation, kind, name, f"{name} is not null and {seen_at} is not null", seen_at=seen_at) for kind, name in names.items()
    )


def _counting(source: str, pieces: tuple[str, ...]) -> str:
    return f"""
    select '{source}' as source, kind, token, account_id, deed_id, cast(seen_at as date) as day, count(*) as times
    from ({" union all ".join(pieces)}) as seen group by kind, token, account_id, deed_id, cast(seen_at as date)"""


COUNTED: Mapping[str, str] = MappingProxyType(
    {
        source: _counting(source, pieces)
        for source, pieces in {
            **_DONE,
            "orders": (*_DONE["orders"], *_seen("orders", "device", "network")),
            "logins": _seen("logins", "device", "network", "wifi"),
            "accounts": _seen("accounts", "device", "network", before="register_", seen_at="registered_at"),
        }.items()
    }
)
"""SQL of the counts of one table: source, kind, token, account_id, deed_id, day, times; no column that it reads is a *later* one."""

COLUMNS = ("source", "kind", "token", "account_id", "deed_id", "day", "times")

_CUT = {**_DONE, "sightings": _seen("sightings", "device", "network", "wifi")}


def sorted_counts(source: str) -> str:
    """The counts of one table in an order of their own, so that the same events give the same bytes."""
    return f"{COUNTED[source]} order by {', '.join(COLUMNS)}"


def count_cut_tables(engine: Engine) -> None:
    """Keep `ring_counts` of the cut tables, without days and times, which links do not ask for; sightings stand in the place of what they come from."""
    every = " union all ".join(
        f"select '{source}' as source, kind, token, account_id, deed_id from ({' union all '.join(pieces)}) as seen"
        for source, pieces in _CUT.items()
    )
    engine.materialize(
        "ring_counts",
        f"select distinct source, kind, token, account_id, deed_id from ({every}) as every_seen",
        step="ring counts",
        sources={name: f"select * from cut_{name}" for name in _CUT},
    )
