"""What happened, as tables: rows in the order of time, ids that say nothing, columns of the event schema."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.world.arrays import NONE, Ints, full, pick
from zhenxin.world.categories import CITIES
from zhenxin.world.clock import END
from zhenxin.world.ledger import KINDS, PARTIES
from zhenxin.world.names import Names, money, numbers, plain, times, words
from zhenxin.world.orders import STATUSES
from zhenxin.world.parcels import CARRIERS, SCANS, Parcels, scan
from zhenxin.world.people import CARRIERS_FROM, IP_KINDS, PROXIES_FROM, PROXY, WORKS_FROM, Networks
from zhenxin.world.reviews import DELETERS, Reviews, pictures
from zhenxin.world.sessions import Logins, Sessions
from zhenxin.world.state import Bought, World
from zhenxin.world.visits import FOLLOW, LIKE, LIVE_COMMENT, LIVE_JOIN, SEARCH, SHARE, SOURCES, VOTE, Visits
from zhenxin.world.visits import KINDS as VISIT_KINDS
from zhenxin.world.write import Part, in_time

CHANNELS = ["chat", "parcel_insert", "group", "sms"]
CHAT_LINE, INSERT, GROUP, SMS = range(4)
_ABROAD = ["CN", "HK", "SG", "US", "JP"]


def put_parcels(shelf: Part, names: Names, world: World, parcels: Parcels) -> None:
    """Parcels and their scans."""
    order = in_time(names, "parcel", parcels.shipped)
    digits = pa.array(parcels.waybill[order]).cast(pa.string())
    letters = plain(words([f"{chr(65 + i)}{chr(75 + 2 * i)}" for i in range(len(CARRIERS))], parcels.carrier[order]))
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
    scans = scan(world, parcels)
    order = in_time(names, "scan", scans.at)
    shelf.put("scans", {
        "parcel_id": names.ids("parcel", scans.parcel[order]),
        "occurred_at": times(scans.at[order]),
        "kind": words(SCANS, scans.kind[order]),
        "place": words(list(CITIES), scans.place[order]),
    })  # fmt: skip


def put_visits(shelf: Part, names: Names, world: World, visits: Visits) -> None:
    """Visits of all sessions."""
    order = in_time(names, "visit", visits.at)
    product = visits.product[order]
    shop = np.where(product >= 0, world.market.product_merchant[product], NONE)
    named = _of_planned(visits, "merchant")[order]
    position = visits.position[order].astype(np.float64)
    unmeasured = np.isin(visits.kind, (SEARCH, LIKE, FOLLOW, SHARE, VOTE, LIVE_JOIN, LIVE_COMMENT))
    shelf.put("visits", {
        "account_id": names.ids("account", visits.account[order]),
        "occurred_at": times(visits.at[order]),
        "kind": words(VISIT_KINDS, visits.kind[order]),
        "session_id": names.ids("session", visits.session[order]),
        "product_id": names.ids("product", product),
        "merchant_id": names.ids("merchant", np.where(named >= 0, named, shop)),
        "review_id": names.ids("review", _of_planned(visits, "review")[order]),
        "search_query": words(world.market.queries.texts, visits.query[order]),
        "list_position": numbers(np.where(position > 0, position, np.nan), whole=True),
        "dwell_s": numbers(np.where(unmeasured, np.nan, visits.dwell)[order]),
        "source": words(SOURCES, visits.source[order]),
        "room_id": names.ids("room", _of_planned(visits, "room")[order]),
        "text": _texts_of_planned(visits).take(pa.array(order)),
    })  # fmt: skip


def _of_planned(visits: Visits, name: str) -> Ints:
    """A column that only steps of planned outings fill, whole."""
    values = visits.planned[name]
    return np.concatenate([full(len(visits.at) - len(values)), values])


def _texts_of_planned(visits: Visits) -> pa.Array:
    values = visits.planned["text"]
    return pa.concat_arrays([pa.nulls(len(visits.at) - len(values), pa.string()), pa.array(values, type=pa.string())])


def network_columns(names: Names, networks: Networks, rows: Ints) -> dict[str, pa.Array]:
    """Network addresses of these rows, with their country and kind."""
    block, host, kind = networks.block[rows], networks.host[rows], networks.kind[rows]
    found, where = np.unique(block * 256 + host, return_inverse=True)
    shared = (found // 256 >= CARRIERS_FROM) & ((found // 256 < WORKS_FROM) | (found // 256 >= PROXIES_FROM))
    codes = np.where(shared, names.codes("carrier network", found // 256), names.codes("network", found // 256))
    prefix = (codes % np.uint64(180 << 16)).astype(np.int64)
    first = prefix // 65536 + 20
    first += (first >= 127).astype(np.int64) + (first >= 171).astype(np.int64) * 2 + (first >= 190).astype(np.int64) * 3
    pool = [f"{a}.{p // 256 % 256}.{p % 256}.{h}" for a, p, h in zip(first.tolist(), prefix.tolist(), (found % 256).tolist(), strict=True)]
    abroad = np.where((kind == PROXY) & (block % 3 != 0), 1 + block % 4, 0)
    return {
        "ip": words(pool, where.astype(np.int64)),
        "ip_country": words(_ABROAD, abroad),
        "ip_kind": words(IP_KINDS, kind),
    }


def put_logins(shelf: Part, names: Names, world: World, opened: Logins) -> None:
    """Log-ins: account, time, device, network and, at a shop's console, the shop of each."""
    order = in_time(names, "login", opened.at)
    order = order[(opened.at[order] < END) & ~np.isnan(opened.at[order])]
    client = pick(world.dice("clients"), [70, 8, 22], len(opened.at))
    shelf.put("logins", {
        "account_id": names.ids("account", opened.account[order]),
        "occurred_at": times(opened.at[order]),
        "device_id": names.ids("device", opened.device[order]),
        **network_columns(names, opened.networks, order),
        "wifi_hash": names.ids("wifi", opened.networks.wifi[order]),
        "client": words(["app", "web", "mini"], client[order]),
        "merchant_id": names.ids("merchant", opened.shop[order]),
    })  # fmt: skip


def put_orders(shelf: Part, names: Names, world: World, bought: Bought, sessions: Sessions) -> None:
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


def put_reviews(shelf: Part, names: Names, world: World, reviews: Reviews, *, written: list[str]) -> None:
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


def party(names: Names, kind: Ints, index: Ints) -> pa.Array:
    """The id of each party of a kind of `ledger.PARTIES`."""
    apart = [names.texts(name, np.where(kind == code, index, NONE)) for code, name in enumerate(PARTIES)]
    return pc.coalesce(*apart)


def put_messages(shelf: Part, names: Names, world: World) -> None:
    """Everything that was said, one row a line."""
    said = world.sheets.messages.columns()
    order = in_time(names, "message", said["at"])
    order = order[(said["at"][order] < END) & ~np.isnan(said["at"][order])]
    shelf.put("messages", {
        "message_id": names.ids("message", order),
        "occurred_at": times(said["at"][order]),
        "text": pa.array(said["text"][order], type=pa.string()),
        "sender_id": party(names, said["sender_kind"][order], said["sender"][order]),
        "recipient_id": party(names, said["recipient_kind"][order], said["recipient"][order]),
        "channel": words(CHANNELS, said["channel"][order]),
        "group_id": names.ids("group", said["group"][order]),
        "merchant_id": names.ids("merchant", said["merchant"][order]),
        "order_id": names.ids("order", said["order"][order]),
        "photo_hashes": _single_photos(names, said["photo"][order]),
    })  # fmt: skip


def _single_photos(names: Names, photo: Ints) -> pa.Array:
    """Lists of one picture, NULL where there is none."""
    shown = photo >= 0
    flat = pa.array([f"{code:016x}" for code in names.codes("photo", photo[shown]).tolist()], type=pa.string())
    offsets = np.concatenate([[0], np.cumsum(shown)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), flat, mask=pa.array(~shown))


def put_payments(shelf: Part, names: Names, world: World) -> None:
    """The ledger."""
    paid = world.ledger.all()
    order = in_time(names, "payment", paid.at)

    def instrument(kind: Ints, index: Ints, card: Ints) -> pa.Array:
        own = np.where(kind == 0, world.people.card[np.minimum(index, world.people.count - 1)], index)
        held = np.where(card >= 0, card, own) * 8 + kind
        return names.ids("instrument", held[order])

    shelf.put("payments", {
        "payment_id": names.ids("payment", order),
        "occurred_at": times(paid.at[order]),
        "payer_id": party(names, paid.payer_kind[order], paid.payer[order]),
        "payee_id": party(names, paid.payee_kind[order], paid.payee[order]),
        "amount": money(paid.cents[order]),
        "kind": words(KINDS, paid.kind[order]),
        "order_id": names.ids("order", paid.order[order]),
        "payer_kind": words(PARTIES, paid.payer_kind[order]),
        "payee_kind": words(PARTIES, paid.payee_kind[order]),
        "instrument_hash": instrument(paid.payer_kind, paid.payer, paid.card),
        "payee_instrument_hash": instrument(paid.payee_kind, paid.payee, full(len(paid.at))),
    })  # fmt: skip
