"""A batch of orders on its way: who, what, when, from where, how it ends; checkout writes orders, states and payments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypedDict

import numpy as np

from strangers import places
from strangers.arrays import Any1, Bools, Floats, Ints, Objs, choose, objs
from strangers.clock import DAY, HOUR
from strangers.goods import ALL
from strangers.world import World

EXITS: Final = ("47.96.12", "120.55.8", "139.224.31", "101.132.77", "154.209.4", "23.91.101")


class Spot(TypedDict):
    """Where a person is on the net at a moment."""

    device: Objs
    ip: Objs
    kind: Objs
    wifi: Objs


@dataclass(kw_only=True)
class Cart:
    """Orders as columns; change a column before checkout to make them other than usual."""

    acc: Ints
    prod: Ints
    mer: Ints
    at: Floats
    qty: Floats
    price: Floats
    subsidy: Floats
    coupon: Floats
    id: Objs
    basket: Objs
    session: Objs
    device: Objs
    ip: Objs
    ipk: Objs
    wifi: Objs
    address: Objs
    receiver: Objs
    region: Objs
    card: Objs
    form: Objs
    end: Objs
    paid: Floats
    shipped: Floats
    signed: Floats
    ended: Floats

    def __len__(self) -> int:
        return len(self.acc)

    @property
    def amount(self) -> Floats:
        """What the buyer pays."""
        return np.maximum(self.qty * self.price - self.coupon - self.subsidy, 0.01).round(2)


def whereabouts(w: World, acc: Ints, at: Floats, mobile: float = 0.36) -> Spot:
    """Draw each one's phone and network of a moment: home or dormitory wifi, the office by day, or the carrier's shared addresses."""
    p, rng, n = w.people, w.rng, len(acc)
    device = np.where(w.chance(0.82, n), p["dev"][acc], p["dev2"][acc])
    out = w.chance(mobile, n)
    month = ((at - w.clock.start) // (31 * DAY)).astype(np.int64)
    host = (p["host"][acc] + month * 37) % 250 + 2
    r = p["region"][acc]
    pool, last = rng.integers(0, 2, n), rng.integers(1, 36, n)
    home = p["net"][acc]
    ip = objs([f"{117 + int(a) % 7}.{130 + int(a)}.{int(b)}.{int(c)}" if o else f"{net}.{int(h)}" for o, a, b, c, net, h in
               zip(out, r, pool, last, home, host, strict=True)])  # fmt: skip
    kind = objs(np.where(out, "mobile", np.where(p["place"][acc] == "campus", "campus", "home")))
    wifi = choose(out, None, p["wifi"][acc])
    odd = np.flatnonzero(w.chance(0.008, n))
    ip[odd] = [f"{w.pen.pick(EXITS)}.{int(i)}" for i in rng.integers(2, 40, len(odd))]
    kind[odd], wifi[odd] = np.where(rng.random(len(odd)) < 0.6, "proxy", "hosting"), None
    return Spot(device=objs(device), ip=ip, kind=objs(kind), wifi=objs(wifi))


def make_cart(w: World, acc: Any1, prod: Any1, at: Any1, *, qty: Any1 | None = None, mobile: float = 0.36) -> Cart:
    """Build a batch with everyone's usual phone, network, address, card, and an honest course of things."""
    n = len(acc)
    acc, prod = np.asarray(acc, dtype=np.int64), np.asarray(prod, dtype=np.int64)
    at = np.maximum(np.asarray(at, dtype=np.float64), w.people["born"][acc] + 600)
    at = np.minimum(at, w.clock.end - 60)
    spot, p, g = whereabouts(w, acc, at, mobile), w.people, w.products
    np.minimum.at(g["listed"], prod, at - 2 * DAY * w.rng.random(n))
    drift = 1 + 0.03 * np.sin(at / DAY / 9 + prod)
    kinds = [ALL[str(c)] for c in g["cat"][prod]]
    cart = Cart(
        acc=acc, prod=prod, mer=g["mer"][prod].astype(np.int64), at=at,
        qty=np.asarray(w.rng.geometric(0.85, n) if qty is None else qty, dtype=np.float64),
        price=np.asarray((g["price"][prod] * drift).round(2), dtype=np.float64), subsidy=np.zeros(n), coupon=np.zeros(n),
        id=w.ids("o", n), basket=objs(None, n), session=w.ids("v", n), device=spot["device"], ip=spot["ip"], ipk=spot["kind"],
        wifi=spot["wifi"],
        address=objs(p["address"][acc]), receiver=objs(p["receiver"][acc]), region=objs([places.CITIES[int(r)] for r in p["region"][acc]]),
        card=objs(p["card"][acc]), form=objs([k.form for k in kinds]), end=objs("signed", n), paid=at + w.lags(n, 45, 0.9),
        shipped=np.zeros(n), signed=np.zeros(n), ended=np.zeros(n),
    )  # fmt: skip
    _course(w, cart, np.asarray([k.returns for k in kinds]))
    _elsewhere(w, cart)
    return cart


def _elsewhere(w: World, cart: Cart) -> None:
    """Now and then a thing goes to a friend, to the old home or to the office."""
    k = np.flatnonzero(w.chance(0.06, len(cart)))
    other = w.rng.integers(0, len(w.people), len(k))
    cart.address[k], cart.receiver[k] = w.people["address"][other], w.people["receiver"][other]
    cart.region[k] = [places.CITIES[int(r)] for r in w.people["region"][other]]


def _course(w: World, cart: Cart, returns: Floats) -> None:
    rng, n, m = w.rng, len(cart), w.market
    goods = cart.form == "goods"
    near = w.shops["region"][cart.mer] == w.people["region"][cart.acc]
    cart.shipped = cart.paid + np.where(near & w.chance(0.5, n), w.lags(n, 5, 0.5), w.lags(n, 17, 0.6)) * HOUR
    way = np.where(near, w.lags(n, 20, 0.35), w.lags(n, 56, 0.35)) * HOUR
    cart.signed = np.where(goods, cart.shipped + way, cart.paid + np.where(cart.form == "virtual", 40, w.lags(n, 9, 1.1) * HOUR))
    cart.shipped = np.where(goods, cart.shipped, np.nan)
    cart.ended = cart.signed.copy()
    back = w.chance(np.clip(returns * m.return_factor * np.exp(-w.products["quality"][cart.prod] * 0.5), 0, 0.85), n)
    cart.end[back] = "returned"
    cart.ended[back] = (cart.signed + w.lags(n, 2.4, 0.7) * DAY)[back]
    refused = goods & w.chance(0.006, n)
    cart.end[refused], cart.ended[refused] = "refused", cart.signed[refused]
    unpaid = w.chance(0.025, n)
    cart.end[unpaid], cart.ended[unpaid] = "cancelled", (cart.at + rng.uniform(0.2, 24, n) * HOUR)[unpaid]
    cart.paid[unpaid] = np.nan
    regret = ~unpaid & goods & w.chance(0.02, n)
    cart.end[regret], cart.ended[regret] = "cancelled", (cart.paid + w.lags(n, 2, 1.0) * HOUR)[regret]


def finish(cart: Cart, who: Bools, end: str, ended: Floats | None = None) -> None:
    """Set how chosen orders end."""
    cart.paid = np.where(who & np.isnan(cart.paid), cart.at + 30, cart.paid)
    cart.end[who] = end
    cart.ended = np.where(who, cart.signed if ended is None else ended, cart.ended)


def arrived(cart: Cart) -> Bools:
    """Say which orders reached the buyer."""
    return np.asarray((cart.end == "signed") | (cart.end == "returned"), dtype=np.bool_)


def checkout(w: World, cart: Cart, *, pay: bool = True) -> None:
    """Write the orders, their states and their payments."""
    end, n = w.clock.end, len(cart)
    w.written += n
    history: list[tuple[str, Floats, Bools]] = [
        ("placed", cart.at, np.ones(n, dtype=np.bool_)),
        ("paid", cart.paid, ~np.isnan(cart.paid)),
        ("shipped", cart.shipped, ~np.isnan(cart.shipped) & (cart.end != "cancelled")),
        ("signed", cart.signed, arrived(cart)),
    ]
    history += [(last, cart.ended, np.asarray(cart.end == last)) for last in ("cancelled", "refused", "returned")]
    status, since = objs("placed", n), cart.at.copy()
    for name, at, has in history:
        seen = has & (np.nan_to_num(at, nan=np.inf) <= end)
        status[seen], since[seen] = name, at[seen]
        w.book.add("order_states", int(seen.sum()), order_id=cart.id[seen], occurred_at=at[seen], status=name)
    w.book.add(
        "orders", n, order_id=cart.id, account_id=w.accounts(cart.acc), merchant_id=w.shops["id"][cart.mer], occurred_at=cart.at,
        product_id=w.products["id"][cart.prod], basket_id=cart.basket, quantity=cart.qty, amount=cart.amount, subsidy=cart.subsidy,
        coupon=cart.coupon,
        address_hash=choose(cart.form == "virtual", None, cart.address), receiver_hash=choose(cart.form == "virtual", None, cart.receiver),
        region=cart.region, device_id=cart.device, ip=cart.ip, ip_country="CN", ip_kind=cart.ipk, session_id=cart.session, status=status,
        status_at=since,
    )  # fmt: skip
    if pay:
        pay_orders(w, cart)


def pay_orders(w: World, cart: Cart, payer: Objs | None = None, payer_kind: str = "account") -> None:
    """Write the payments of the orders, their subsidies and their refunds."""
    paid = ~np.isnan(cart.paid)
    who = w.accounts(cart.acc) if payer is None else payer
    shop, purse = w.shops["id"][cart.mer], w.shops["payout"][cart.mer]
    transfer(w, cart.paid[paid], who[paid], shop[paid], cart.amount[paid], "order", order=cart.id[paid], kinds=(payer_kind, "merchant"),
             card=cart.card[paid], purse=purse[paid])  # fmt: skip
    helped = paid & (cart.subsidy > 0) & arrived(cart)
    transfer(w, cart.signed[helped] + DAY, "platform", shop[helped], cart.subsidy[helped], "subsidy", order=cart.id[helped],
             kinds=("platform", "merchant"), purse=purse[helped])  # fmt: skip
    back = paid & (cart.end != "signed")
    at = cart.ended[back] + w.lags(int(back.sum()), 9, 1.0) * HOUR
    transfer(w, at, shop[back], who[back], cart.amount[back], "refund", order=cart.id[back], kinds=("merchant", payer_kind),
             card=purse[back], purse=cart.card[back])  # fmt: skip


def transfer(
    w: World, at: Floats, payer: Objs | str, payee: Objs | str, amount: Floats, kind: str, *, order: Objs | None = None,
    kinds: tuple[str, str] = ("account", "account"), card: Objs | None = None, purse: Objs | None = None,
) -> None:  # fmt: skip
    """Write payments of any kind; a market may show only a part of them."""
    n = len(at)
    seen = w.chance(w.market.payments_seen, n)
    columns: dict[str, object] = {
        "payment_id": w.ids("y", n), "occurred_at": at, "payer_id": payer, "payee_id": payee,
        "amount": np.maximum(np.asarray(amount), 0.01).round(2),
        "kind": kind, "order_id": order, "payer_kind": kinds[0], "payee_kind": kinds[1], "instrument_hash": card,
        "payee_instrument_hash": purse,
    }  # fmt: skip
    w.book.add("payments", int(seen.sum()), **{k: v[seen] if isinstance(v, np.ndarray) else v for k, v in columns.items()})
