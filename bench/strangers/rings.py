"""Rings: the plan of a market's falsehoods, and what is common to those who carry them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from strangers.arrays import Floats, Ints, Objs, objs
from strangers.cart import Cart, arrived, make_cart, transfer
from strangers.clock import DAY
from strangers.people import new_people
from strangers.world import World

TYPICAL = {  # the usual size of a ring in its own unit (orders, reviews, accounts, visits in dozens, payments, pages)
    "task_brushing": 55, "empty_parcel": 55, "gift_parcel": 55, "swapped_goods": 45, "paid_real_buyer": 50, "conditional_cashback": 60,
    "quota_dining": 45, "staff_brushing": 28, "batch_accounts": 40, "device_farm": 60, "crowd_ring": 80, "fake_engagement": 50,
    "coattail_clicks": 40, "live_inflation": 55, "written_reviews": 40, "review_laundering": 40, "scalping": 35, "reverse_brushing": 40,
    "malicious_refusal": 35, "review_extortion": 22, "hired_negative": 22, "subsidy_brushing": 45, "insider_collusion": 50,
    "compensation_abuse": 35, "advance_payment_scam": 60, "hotline_spam": 30, "stolen_identity": 30, "data_scraping": 12,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Ring:
    """One ring: its name, what it does, how well, and how much of it."""

    id: str
    behaviour: str
    skill: str
    size: int
    world: World

    @property
    def skilled(self) -> bool:
        """Say whether it hides."""
        return self.skill == "skilled"

    def mark(self, kind: str, ids: Iterable[str], behaviour: str | None = None) -> None:
        """Name those who take part knowingly."""
        self.world.key.add(kind, ids, behaviour or self.behaviour, self.id, self.skill)

    def people(self, who: Ints) -> None:
        """Name accounts of people."""
        self.mark("account", self.world.accounts(who))

    def shops(self, which: Ints) -> None:
        """Name merchants."""
        self.mark("merchant", [str(i) for i in self.world.shops["id"][which]])


Maker = Callable[[World, Ring], None]


def plan(w: World) -> list[Ring]:
    """Divide the market's falsehood into rings of differing sizes."""
    rings: list[Ring] = []
    for behaviour, per_mille in w.market.falsehood.items():
        total = w.orders * per_mille / 1000
        count = max(2, round(total / TYPICAL[behaviour] / w.market.ring_scale))
        skilled = int(np.clip(round(count * w.market.skilled), 1, count - 1))
        parts = w.rng.lognormal(0, w.market.ring_spread, count)
        for i, part in enumerate(parts / parts.sum()):
            skill = "skilled" if i < skilled else "naive"
            rings.append(Ring(id=f"R{len(rings) + 1:03d}", behaviour=behaviour, skill=skill, size=max(8, round(total * part)), world=w))
    return rings


def real_people(w: World, n: int, *, active: float = 0.9) -> Ints:
    """Recruit people with their own phones and lives: students, mothers at home; they shop privately too."""
    who = new_people(w, n, house=w.rng.integers(0, max(2, n), n), activity=active, until=w.days(w.clock.days * 0.3), since=w.days(-500))
    p, fame = w.people, w.shops["pop"].clip(0, 30) + 0.05
    p["fav"][who] = w.rng.choice(len(w.shops), n, p=fame / fame.sum())
    campus = np.flatnonzero((p["place"] == "campus") & (p["activity"] > 0.02))
    if len(campus) and w.rng.random() < 0.5:  # the young are easily hired
        some = who[w.chance(0.45, n)]
        beside = w.rng.choice(campus, len(some))
        for column in ("net", "host", "wifi", "address", "region", "place", "house"):
            p[column][some] = p[column][beside]
    return who


def studio(w: World, n: int, *, per_phone: int = 3, since: float | None = None, spread: float = 20.0, active: float = 0.03) -> Ints:
    """Open accounts in a room: few phones, one wifi, opened within days."""
    first = since if since is not None else w.days(float(w.rng.uniform(-60, w.clock.days * 0.3)))
    who = new_people(w, n, house=np.zeros(n), since=first, until=first + spread * DAY, activity=active, source="share_link")
    phone = np.arange(n) // per_phone * per_phone
    for column in ("dev", "dev2", "regdev"):
        w.people[column][who] = w.people["dev"][who][phone]
    w.people["address"][who] = w.hashes(n)
    return who


def ring_cart(
    w: World, who: Ints, prod: Ints, at: Floats, *, mobile: float = 0.36, all_signed: bool = True, coupons: float = 0.08
) -> Cart:  # fmt: skip
    """Build false orders: one piece, hardly a coupon, none of it sent back unless said so."""
    at = np.maximum(at, w.people["born"][who] + 3600)
    at = np.minimum(at, w.clock.end - 3600)
    cart = make_cart(w, who, prod, at, qty=np.ones(len(who)), mobile=mobile)
    cart.coupon = np.where(w.chance(coupons, len(who)), np.minimum(5.0, cart.price * 0.3), 0.0).round(2)
    if all_signed:
        cart.end[:] = "signed"
        cart.paid = cart.at + w.lags(len(who), 32, 0.6)
        cart.shipped = np.where(cart.form == "goods", cart.paid + w.lags(len(who), 15, 0.5) * 3600, np.nan)
        cart.signed = np.where(cart.form == "goods", cart.shipped + w.lags(len(who), 50, 0.3) * 3600, cart.signed)
        cart.signed = np.where(np.isnan(cart.signed), cart.paid + 3600, cart.signed)
        cart.ended = cart.signed.copy()
    return cart


def window(w: World, skilled: bool) -> tuple[float, float]:
    """Choose when a ring works: weeks if naive, months if skilled; ending before the data do."""
    days = w.clock.days
    length = w.rng.uniform(0.35, 0.7) * days if skilled else w.rng.uniform(9, 26)
    first = w.rng.uniform(0.04 * days, max(0.05 * days, days - length - 14))
    return w.days(first), w.days(first + length)


def turns(w: World, who: Ints, n: int) -> Ints:
    """Deal n tasks to the crew, unevenly."""
    weights = w.rng.gamma(2.0, 1.0, len(who))
    return np.asarray(w.rng.choice(who, n, p=weights / weights.sum()), dtype=np.int64)


def goods_of(w: World, shops: Ints, n: int, most: int = 3) -> Ints:
    """Choose the goods that shall rise: one to three a shop."""
    pools = [w.rng.permutation(w.shop_products(int(s)))[: int(w.rng.integers(1, most + 1))] for s in shops]
    which = w.rng.integers(0, len(shops), n)
    return np.asarray([int(w.rng.choice(pools[int(i)])) for i in which], dtype=np.int64)


def outsiders(w: World, n: int) -> Objs:
    """Name payers or payees outside the platform."""
    return objs([f"ext{v:012d}" for v in w.rng.integers(10**9, 10**12, n).tolist()])


def pay_back(
    w: World, cart: Cart, payer: Objs | str, *, share: float, fee: tuple[float, float], lag_h: float, kind: str = "transfer",
    payer_kind: str = "outside",
    card: Objs | str | None = None, days_spread: float = 0.6, on_order: bool = False,
) -> None:  # fmt: skip
    """Give brushers their price back with a fee on top."""
    some = arrived(cart) & w.chance(share, len(cart))
    n = int(some.sum())
    at = cart.at[some] + w.lags(n, lag_h, days_spread) * 3600
    sums = cart.amount[some] + w.rng.uniform(*fee, n).round(1 if fee[1] - fee[0] > 2 else 0)
    who = payer[some] if not isinstance(payer, str) else payer
    transfer(w, at, who, w.accounts(cart.acc[some]), sums, kind, order=cart.id[some] if on_order else None, kinds=(payer_kind, "account"),
             card=objs(card, n) if not isinstance(card, np.ndarray) else card[some],
             purse=objs(w.people["card"][cart.acc[some]]))  # fmt: skip


def lump_pay(
    w: World,
    cart: Cart,
    payer: Objs | str,
    *,
    fee: float,
    every: float,
    keep: float = 1.0,
    kind: str = "transfer",
    payer_kind: str = "outside",
) -> None:
    """Pay each brusher's prices and fees together, every so many days."""
    slot = (cart.at - w.clock.start) // (every * DAY)
    code = cart.acc * 1000 + slot.astype(np.int64)
    for c in np.unique(code):
        if w.rng.random() > keep:
            continue
        mine = (code == c) & arrived(cart)
        if not mine.any():
            continue
        at = w.clock.start + (float(slot[mine][0]) + 1) * every * DAY + w.rng.uniform(9, 14) * 3600
        who = payer if isinstance(payer, str) else str(w.rng.choice(payer.astype(str)))
        total = float(cart.amount[mine].sum() + fee * mine.sum())
        transfer(w, np.asarray([at]), who, w.accounts(cart.acc[mine][:1]), np.asarray([total]), kind, kinds=(payer_kind, "account"),
                 purse=objs(w.people["card"][cart.acc[mine][:1]]))  # fmt: skip
