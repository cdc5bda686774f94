"""Parcels and their scans: real ones, light ones, empty ones."""

from __future__ import annotations

import numpy as np

from strangers import places
from strangers.arrays import Bools, Floats, Objs, objs
from strangers.cart import Cart, arrived
from strangers.clock import HOUR
from strangers.world import World

_MARKS = ("75", "YT", "43", "77", "JT", "SF", "98", "JD")


def real_weights(w: World, cart: Cart) -> Floats:
    """Draw honest weights: the goods, the box, and the seller's scale."""
    n = len(cart)
    spec = np.nan_to_num(w.products["weight"][cart.prod], nan=20.0) * cart.qty
    box = np.where(spec < 60, w.rng.uniform(4, 25, n), w.rng.uniform(25, 140, n) + spec * 0.03)
    return np.asarray((spec * w.lags(n, 1, 0.07) + box).round(-1 if n % 2 else 0).clip(5), dtype=np.float64)


def ship(
    w: World, cart: Cart, *, who: Bools | None = None, weight: Floats | None = None, sender: Objs | None = None, carrier: int | None = None,
    scans: str = "full", origin: str | None = None,
) -> Objs:  # fmt: skip
    """Send the parcels of paid goods; give the parcel id of each order, or None."""
    left = (cart.form == "goods") & ~np.isnan(cart.paid) & (cart.end != "cancelled") & (cart.shipped < w.clock.end)
    if who is not None:
        left &= who
    out = objs(None, len(cart))
    k = np.flatnonzero(left)
    n = len(k)
    if not n:
        return out
    ids = w.ids("k", n)
    out[k] = ids
    shop = cart.mer[k]
    who_sends = w.shops["sender"][shop] if sender is None else sender[k]
    firm = w.shops["carrier"][shop] if carrier is None else np.full(n, carrier)
    firm = np.where(w.chance(0.05, n) & (carrier is None), w.rng.integers(0, 8, n), firm).astype(np.int64)
    start = [places.CITIES[int(r)] for r in w.shops["region"][shop]] if origin is None else [origin] * n
    grams = (real_weights(w, cart) if weight is None else weight)[k]
    w.book.add(
        "parcels", n, parcel_id=ids, order_id=cart.id[k], carrier=objs([places.CARRIERS[int(f)] for f in firm]),
        waybill=_waybills(w, cart, k, who_sends, firm),
        sender_hash=who_sends, origin=start, destination=cart.region[k], weight_g=grams, shipped_at=cart.shipped[k],
    )  # fmt: skip
    if w.book.has("scans"):
        _scan(w, cart, k, ids, start, scans)
    return out


def _waybills(w: World, cart: Cart, k: object, senders: Objs, firm: object) -> Objs:
    """Numbers are bought in rolls: a sender's parcels of a day follow each other."""
    at = cart.shipped[np.asarray(k)]
    place = np.argsort(at, kind="stable")
    number: dict[str, int] = {}
    out = objs(None, len(at))
    firms = np.asarray(firm)
    for i in place:
        roll = f"{senders[i]}{firms[i]}"
        if roll not in number:
            number[roll] = int(w.rng.integers(10**11, 9 * 10**11))
        number[roll] += int(w.rng.geometric(0.35))
        out[i] = f"{_MARKS[int(firms[i])]}{number[roll]}"
    return out


def _scan(w: World, cart: Cart, k: object, ids: Objs, start: list[str], style: str) -> None:
    at = np.asarray(k)
    shipped, signed, goal = cart.shipped[at], cart.signed[at], cart.region[at]
    span, n = signed - shipped, len(at)
    signs = arrived(cart)[at]
    put = w.book.add
    put("scans", n, parcel_id=ids, occurred_at=shipped + w.rng.uniform(0, 2.5, n) * HOUR * (span > 4 * HOUR), kind="collected", place=start)
    if style == "thin":
        put("scans", int(signs.sum()), parcel_id=ids[signs], occurred_at=signed[signs], kind="signed", place=goal[signs])
        return
    local = span < 14 * HOUR
    for step in range(4):
        some = ~local & w.chance((0.97, 0.9, 0.55, 0.25)[step], n)
        where = objs(
            [
                f"{g if step else s}{w.pen.pick(['转运中心', '分拨中心', '集散点'])}"
                for g, s in zip(goal[some], np.asarray(start)[some], strict=True)
            ]
        )
        put("scans", int(some.sum()), parcel_id=ids[some], occurred_at=(shipped + span
            * (0.12 + 0.17 * step + 0.08 * w.rng.random(n)))[some],
            kind="transit", place=where)  # fmt: skip
    gone = ~local | w.chance(0.5, n)
    put(
        "scans",
        int(gone.sum()),
        parcel_id=ids[gone],
        occurred_at=(signed - span * w.rng.uniform(0.12, 0.2, n))[gone],
        kind="arrived",
        place=goal[gone],
    )
    out = w.chance(0.9, n)
    put("scans", int(out.sum()), parcel_id=ids[out], occurred_at=(signed - np.minimum(span * 0.1, w.lags(n, 4, 0.7) * HOUR))[out],
        kind="delivering", place=goal[out])  # fmt: skip
    stations = ["菜鸟驿站", "本人签收", "门卫", "丰巢柜", "家人代收", "快递超市"]
    spots = objs([f"{g}{w.pen.pick(stations)}" for g in goal[signs]])
    put("scans", int(signs.sum()), parcel_id=ids[signs], occurred_at=signed[signs], kind="signed", place=spots)
