"""Somebody's data as ground to plant in: who buys, who sells what, and since when, in the clock of the make-believe market."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.engine import Engine
from zhenxin.errors import InputError
from zhenxin.events import Dataset
from zhenxin.world.clock import DAY, END, START
from zhenxin.world.guests import Ground

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_FEWEST = 30
"""With fewer buyers or shops than these there is no crowd to hide in."""
_FEWEST_SHOPS = 4
_PEOPLED = 0.25
"""Rings begin once this share of the people are there, for they are recruited among them."""


@dataclass(frozen=True)
class Survey:
    """The ground, how far its clock is from the data's own, and how many days there are."""

    ground: Ground
    shift: timedelta
    """What is added to the times of the make-believe market."""
    days: float
    orders: int


def survey(engine: Engine, dataset: Dataset) -> Survey:
    """What the data say of people, shops and goods. Raises InputError where there is too little to plant in."""
    if "orders" not in dataset.tables:
        raise InputError("there are no orders to plant rings among", place=str(dataset.folder), hint="planting needs the table `orders`")
    bought = columns(
        engine, dataset, "orders", "account_id merchant_id product_id occurred_at amount quantity device_id address_hash receiver_hash"
    )
    times = _seconds(bought["occurred_at"])
    last = float(np.nanmax(times)) if len(times) else 0.0
    shift = timedelta(seconds=np.floor((last - END) / DAY) * DAY)
    at = times - shift.total_seconds()
    accounts, account = _index(bought["account_id"], _listed(engine, dataset, "accounts", "account_id"))
    shops, shop = _index(bought["merchant_id"], _listed(engine, dataset, "merchants", "merchant_id"))
    if len(accounts) < _FEWEST or len(shops) < _FEWEST_SHOPS:
        told = f"too few to plant rings among: buyers {len(accounts)}, shops {len(shops)}"
        raise InputError(told, place=str(dataset.folder), hint=f"planting needs {_FEWEST} buyers and {_FEWEST_SHOPS} shops")
    goods = _goods(engine, dataset, bought, shops, shop)
    first = np.full(len(accounts), np.inf)
    np.minimum.at(first, account, at)
    given = {
        "account": accounts, "merchant": shops, "product": goods["ids"], "device": _usual(account, bought["device_id"], len(accounts)),
        "address": _usual(account, bought["address_hash"], len(accounts)), "receiver": _usual(account, bought["receiver_hash"], len(accounts)),
        "sender": _senders(engine, dataset, shops),
    }  # fmt: skip
    registered = _registered(engine, dataset, accounts, first, shift)
    ground = Ground(
        given=given, registered=registered, weight=np.bincount(shop, minlength=len(shops)).astype(np.float64),
        product_merchant=goods["shop"], price=goods["price"], listed=np.full(len(goods["shop"]), -400 * DAY), product_weight=goods["sold"],
    )  # fmt: skip
    peopled = END - float(np.quantile(registered, _PEOPLED))
    return Survey(ground, shift, float(min(np.nanmax(at) - np.nanmin(at), END, max(peopled, 0.0)) / DAY), len(at))


def columns(engine: Engine, dataset: Dataset, name: str, wanted: str) -> pa.Table:
    """Some columns of a table, whole; NULL where the data lack them."""
    table = dataset.tables[name]
    engine.read(name, table.files)
    return engine.rows(f"select {', '.join(wanted.split())} from ({table.select}) t", step=f"survey `{name}`")


def _listed(engine: Engine, dataset: Dataset, name: str, key: str) -> pa.ChunkedArray | None:
    return columns(engine, dataset, name, key)[key] if name in dataset.tables else None


def _seconds(column: pa.ChunkedArray) -> Floats:
    """Seconds since the make-believe market begins; NaN where there is none."""
    micros = column.cast(pa.timestamp("us")).cast(pa.int64()).to_numpy(zero_copy_only=False).astype(np.float64)
    return np.asarray(micros / 1e6 - (START - datetime(1970, 1, 1)).total_seconds())  # noqa: DTZ001  UTC without a zone


def _index(seen: pa.ChunkedArray, listed: pa.ChunkedArray | None) -> tuple[list[str], Ints]:
    """All ids, sorted, and the place among them of each that was seen."""
    every = pc.unique(pa.chunked_array([*seen.chunks, *(listed.chunks if listed is not None else [])], type=pa.string()).drop_null())
    ids = every.take(pc.sort_indices(every))
    return ids.to_pylist(), pc.index_in(seen, ids).to_numpy(zero_copy_only=False).astype(np.int64)


def _usual(owner: Ints, thing: pa.ChunkedArray, owners: int) -> list[str | None]:
    """One thing of each owner's own (the least by name), None where none was seen."""
    found: list[str | None] = [None] * owners
    told = (
        pa.table({"owner": owner, "thing": thing})
        .filter(pc.is_valid(thing))
        .group_by("owner", use_threads=False)
        .aggregate([("thing", "min")])
    )
    for place, one in zip(told["owner"].to_pylist(), told["thing_min"].to_pylist(), strict=True):
        found[place] = one
    return found


def _goods(engine: Engine, dataset: Dataset, bought: pa.Table, shops: list[str], shop: Ints) -> dict[str, Any]:
    """Products with their shop, price in cents and orders, sorted by shop; one nameless product a shop where the data know no products."""
    known = columns(engine, dataset, "products", "product_id merchant_id price") if "products" in dataset.tables else None
    ids, seen = _index_or_none(bought["product_id"], known["product_id"] if known else None)
    if not ids:
        everyone = np.arange(len(shops), dtype=np.int64)
        return {
            "ids": [None] * len(shops),
            "shop": everyone,
            "price": _means(shop, bought, len(shops)),
            "sold": np.bincount(shop, minlength=len(shops)) + 0.0,
        }
    of_shop = np.full(len(ids), -1, dtype=np.int64)
    of_shop[seen[seen >= 0]] = shop[seen >= 0]
    price = _means(seen, bought, len(ids))
    if known:
        place = pc.index_in(known["product_id"], pa.array(ids)).to_numpy(zero_copy_only=False).astype(np.int64)
        listed = pc.fill_null(pc.index_in(known["merchant_id"], pa.array(shops)), -1).to_numpy(zero_copy_only=False).astype(np.int64)
        of_shop[place] = np.where(listed >= 0, listed, of_shop[place])
    order = np.argsort(of_shop, kind="stable")
    order = order[of_shop[order] >= 0]
    sold = np.bincount(seen[seen >= 0], minlength=len(ids)).astype(np.float64)
    return {"ids": [ids[one] for one in order.tolist()], "shop": of_shop[order], "price": price[order], "sold": sold[order]}


def _index_or_none(seen: pa.ChunkedArray, listed: pa.ChunkedArray | None) -> tuple[list[str], Ints]:
    every = pc.unique(pa.chunked_array([*seen.chunks, *(listed.chunks if listed is not None else [])], type=pa.string()).drop_null())
    ids = every.take(pc.sort_indices(every))
    return ids.to_pylist(), pc.fill_null(pc.index_in(seen, ids), -1).to_numpy(zero_copy_only=False).astype(np.int64)


def _means(owner: Ints, bought: pa.Table, owners: int) -> Ints:
    """What one piece of each costs on average, in cents; 50 yuan where nobody knows."""
    amount = bought["amount"].cast(pa.float64()).to_numpy(zero_copy_only=False)
    pieces = np.maximum(pc.fill_null(bought["quantity"], 1).to_numpy(zero_copy_only=False).astype(np.float64), 1)
    good = (owner >= 0) & np.isfinite(amount)
    total, count = np.bincount(owner[good], amount[good], owners), np.bincount(owner[good], pieces[good], owners)
    return np.where(count > 0, np.round(100 * total / np.maximum(count, 1)), 5000).astype(np.int64)


def _registered(engine: Engine, dataset: Dataset, accounts: list[str], first: Floats, shift: timedelta) -> Floats:
    """When each account was opened: as the data say, else a month before its first order, else long ago; never after its first order."""
    told = np.full(len(accounts), np.nan)
    if "accounts" in dataset.tables:
        listed = columns(engine, dataset, "accounts", "account_id registered_at")
        place = pc.index_in(listed["account_id"], pa.array(accounts)).to_numpy(zero_copy_only=False).astype(np.int64)
        told[place] = _seconds(listed["registered_at"]) - shift.total_seconds()
    guess = np.where(np.isfinite(first), first - 30 * DAY, -400 * DAY)
    return np.minimum(np.where(np.isfinite(told), told, guess), np.where(np.isfinite(first), first, np.inf))


def _senders(engine: Engine, dataset: Dataset, shops: list[str]) -> list[str | None]:
    """One sender of each shop's parcels."""
    if "parcels" not in dataset.tables:
        return [None] * len(shops)
    columns(engine, dataset, "orders", "order_id")
    columns(engine, dataset, "parcels", "parcel_id")
    sql = f"""select o.merchant_id, min(p.sender_hash) as sender from ({dataset.tables["parcels"].select}) p
        join ({dataset.tables["orders"].select}) o on o.order_id = p.order_id where p.sender_hash is not null group by o.merchant_id"""
    told = engine.rows(sql, step="survey senders")
    found = dict(zip(told["merchant_id"].to_pylist(), told["sender"].to_pylist(), strict=True))
    return [found.get(shop) for shop in shops]
