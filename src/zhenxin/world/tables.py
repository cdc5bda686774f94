"""What happened, as tables: rows in the order of time, ids that say nothing, columns of the event schema."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.world.arrays import NONE, Floats, Ints, full, pick
from zhenxin.world.categories import CITIES
from zhenxin.world.ledger import KINDS, PARTIES
from zhenxin.world.messages import Messages
from zhenxin.world.names import Names, money, numbers, times, words
from zhenxin.world.orders import STATUSES
from zhenxin.world.parcels import CARRIERS, SCANS, Parcels, Scans
from zhenxin.world.people import IP_KINDS, PROXY, Networks
from zhenxin.world.reviews import DELETERS, Reviews, pictures
from zhenxin.world.sessions import Sessions
from zhenxin.world.state import Bought, World
from zhenxin.world.visits import KINDS as VISIT_KINDS
from zhenxin.world.visits import SEARCH, SOURCES, Visits
from zhenxin.world.write import Shelf, in_time

_ABROAD = ["CN", "HK", "SG", "US", "JP"]


def put_parcels(shelf: Shelf, names: Names, parcels: Parcels, scans: Scans) -> None:
    """Parcels and their scans."""
    order = in_time(names, "parcel", parcels.shipped)
    digits = pa.array(parcels.waybill[order]).cast(pa.string())
    letters = words([f"{chr(65 + i)}{chr(75 + 2 * i)}" for i in range(len(CARRIERS))], parcels.carrier[order])
    shelf.put("parcels", {
        "parcel_id": names.ids("parcel", order),
        "order_id": names.ids("order", parcels.order[order]),
        "carrier": words(CARRIERS, parcels.carrier[order]),
        "waybill": pc.binary_join_element_wise(letters, digits, ""),
        "sender_hash": names.ids("sender", parcels.sender[order]),
        "origin": words(list(CITIES), parcels.origin[order]),
        "destination": words(list(CITIES), parcels.destination[order]),
        "weight_g": numbers(parcels.weight[order]),
        "shipped_at": times(parcels.shipped[order]),
    })  # fmt: skip
    order = in_time(names, "scan", scans.at)
    shelf.put("scans", {
        "parcel_id": names.ids("parcel", scans.parcel[order]),
        "occurred_at": times(scans.at[order]),
        "kind": words(SCANS, scans.kind[order]),
        "place": words(list(CITIES), scans.place[order]),
    })  # fmt: skip


def put_visits(shelf: Shelf, names: Names, world: World, visits: Visits) -> None:
    """Visits of all sessions."""
    order = in_time(names, "visit", visits.at)
    product = visits.product[order]
    shop = np.where(product >= 0, world.market.product_merchant[product], NONE)
    position = visits.position[order].astype(np.float64)
    shelf.put("visits", {
        "account_id": names.ids("account", visits.account[order]),
        "occurred_at": times(visits.at[order]),
        "kind": words(VISIT_KINDS, visits.kind[order]),
        "session_id": names.ids("session", visits.session[order]),
        "product_id": names.ids("product", product),
        "merchant_id": names.ids("merchant", shop),
        "search_query": words(world.market.queries.texts, visits.query[order]),
        "list_position": numbers(np.where(position > 0, position, np.nan), whole=True),
        "dwell_s": numbers(np.where(visits.kind[order] == SEARCH, np.nan, visits.dwell[order])),
        "source": words(SOURCES, visits.source[order]),
    })  # fmt: skip


def network_columns(names: Names, networks: Networks, rows: Ints) -> dict[str, pa.Array]:
    """Network addresses of these rows, with their country and kind."""
    block, host, kind = networks.block[rows], networks.host[rows], networks.kind[rows]
    found, where = np.unique(block * 256 + host, return_inverse=True)
    prefix = (names.codes("network", found // 256) % np.uint64(180 << 16)).astype(np.int64)
    first = prefix // 65536 + 20
    first += (first >= 127).astype(np.int64) + (first >= 171).astype(np.int64) * 2 + (first >= 190).astype(np.int64) * 3
    pool = [f"{a}.{p // 256 % 256}.{p % 256}.{h}" for a, p, h in zip(first.tolist(), prefix.tolist(), (found % 256).tolist(), strict=True)]
    abroad = np.where((kind == PROXY) & (block % 3 != 0), 1 + block % 4, 0)
    return {
        "ip": words(pool, where.astype(np.int64)),
        "ip_country": words(_ABROAD, abroad),
        "ip_kind": words(IP_KINDS, kind),
    }


def put_logins(shelf: Shelf, names: Names, world: World, opened: tuple[Ints, Floats, Ints, Networks]) -> None:
    """Log-ins: account, time, device and network of each."""
    account, at, device, networks = opened
    order = in_time(names, "login", at)
    client = pick(world.dice("clients"), [70, 8, 22], len(at))
    shelf.put("logins", {
        "account_id": names.ids("account", account[order]),
        "occurred_at": times(at[order]),
        "device_id": names.ids("device", device[order]),
        **network_columns(names, networks, order),
        "wifi_hash": names.ids("wifi", networks.wifi[order]),
        "client": words(["app", "web", "mini"], client),
    })  # fmt: skip


def put_orders(shelf: Shelf, names: Names, world: World, bought: Bought, sessions: Sessions) -> None:
    """Orders as they stand at the end; rows are in the order of time already."""
    plan = bought.plan
    n = len(plan)
    rows = np.arange(n, dtype=np.int64)
    order = in_time(names, "order", plan.at)
    address = np.where(plan.address >= 0, plan.address, world.people.address[plan.account])
    receiver = np.where(plan.receiver >= 0, plan.receiver, plan.account)
    columns = {
        "order_id": names.ids("order", rows),
        "account_id": names.ids("account", plan.account),
        "merchant_id": names.ids("merchant", world.market.product_merchant[plan.product]),
        "occurred_at": times(plan.at),
        "product_id": names.ids("product", plan.product),
        "basket_id": names.ids("basket", bought.basket),
        "quantity": numbers(bought.quantity.astype(np.float64), whole=True),
        "amount": money(bought.amount),
        "subsidy": money(bought.subsidy),
        "coupon": money(bought.coupon),
        "address_hash": names.ids("address", address),
        "receiver_hash": names.ids("receiver", receiver),
        "region": words(list(CITIES), world.people.region[receiver]),
        "device_id": names.ids("device", sessions.device[bought.session]),
        **network_columns(names, sessions.networks, bought.session),
        "session_id": names.ids("session", bought.session),
        "status": words(STATUSES, bought.status),
        "status_at": times(bought.status_at),
    }
    shelf.put("orders", {name: column.take(pa.array(order)) for name, column in columns.items()})


def put_reviews(shelf: Shelf, names: Names, world: World, reviews: Reviews, *, written: list[str]) -> None:
    """Reviews with what is written in them, and their pictures."""
    order = in_time(names, "review", reviews.at)
    shop = world.market.product_merchant[reviews.product]
    columns = {
        "review_id": names.ids("review", np.arange(len(reviews), dtype=np.int64)),
        "account_id": names.ids("account", reviews.account),
        "occurred_at": times(reviews.at),
        "rating": numbers(reviews.stars.astype(np.float64), whole=True),
        "order_id": names.ids("order", reviews.order),
        "product_id": names.ids("product", reviews.product),
        "merchant_id": names.ids("merchant", shop),
        "text": pa.array(written, type=pa.string()),
        "photo_hashes": _photo_lists(names, world, reviews),
        "likes": numbers(reviews.likes.astype(np.float64), whole=True),
        "deleted_at": times(reviews.deleted_at),
        "deleted_by": words(DELETERS, reviews.deleted_by),
    }
    shelf.put("reviews", {name: column.take(pa.array(order)) for name, column in columns.items()})


def _photo_lists(names: Names, world: World, reviews: Reviews) -> pa.Array:
    """64-bit perceptual hashes in hex; a picture taken over again differs in a few bits."""
    owner, picture, turned = pictures(world, reviews)
    rng = world.dice("bits")
    codes = names.codes("photo", picture)
    for step in range(int(turned.max()) if len(turned) else 0):
        bit = np.uint64(1) << rng.integers(0, 64, len(codes)).astype(np.uint64)
        codes = np.where(turned > step, codes ^ bit, codes)
    flat = pa.array([f"{code:016x}" for code in codes.tolist()], type=pa.string())
    offsets = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(reviews)))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), flat)


def put_messages(shelf: Shelf, names: Names, said: Messages) -> None:
    """Chats, one row a line."""
    order = in_time(names, "message", said.at)
    buyer = said.by_buyer[order] == 1
    person, shop = names.ids("account", said.account[order]), names.ids("merchant", said.shop[order])
    shelf.put("messages", {
        "message_id": names.ids("message", order),
        "occurred_at": times(said.at[order]),
        "text": pa.array(said.text, type=pa.string()).take(pa.array(order)),
        "sender_id": pc.if_else(pa.array(buyer), person, shop),
        "recipient_id": pc.if_else(pa.array(buyer), shop, person),
        "channel": words(["chat"], np.zeros(len(order), dtype=np.int64)),
        "merchant_id": shop,
    })  # fmt: skip


def put_payments(shelf: Shelf, names: Names, world: World) -> None:
    """The ledger."""
    paid = world.ledger.all()
    order = in_time(names, "payment", paid.at)

    def party(kind: Ints, index: Ints) -> pa.Array:
        kinds, index = kind[order], index[order]
        apart = [
            names.ids(name, np.where(kinds == code, index, NONE))
            for code, name in enumerate(("account", "merchant", "platform", "outside"))
        ]
        return pc.coalesce(*apart)

    def instrument(kind: Ints, index: Ints, card: Ints) -> pa.Array:
        own = np.where(kind == 0, world.people.card[np.minimum(index, world.people.count - 1)], index)
        held = np.where(card >= 0, card, own) * 4 + kind
        return names.ids("instrument", held[order])

    shelf.put("payments", {
        "payment_id": names.ids("payment", order),
        "occurred_at": times(paid.at[order]),
        "payer_id": party(paid.payer_kind, paid.payer),
        "payee_id": party(paid.payee_kind, paid.payee),
        "amount": money(paid.cents[order]),
        "kind": words(KINDS, paid.kind[order]),
        "order_id": names.ids("order", paid.order[order]),
        "payer_kind": words(PARTIES, paid.payer_kind[order]),
        "payee_kind": words(PARTIES, paid.payee_kind[order]),
        "instrument_hash": instrument(paid.payer_kind, paid.payer, paid.card),
        "payee_instrument_hash": instrument(paid.payee_kind, paid.payee, full(len(paid.at))),
    })  # fmt: skip
