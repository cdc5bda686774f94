"""Attention that is not: favourites, co-clicks, live rooms.

What the skilled leave: the same accounts over the same goods again and again, favourites hardly preceded by a look
(fake_engagement); the hot thing and the target seen one after the other by the same set (coattail_clicks); viewers
met in many rooms, orders of the evening sent back days later (live_inflation).
"""

from __future__ import annotations

import numpy as np

from strangers.arrays import Floats, Ints, objs, words
from strangers.browsing import log_cart, rivals, see, sign_in
from strangers.cart import checkout, finish
from strangers.clock import DAY, HOUR
from strangers.delivery import ship
from strangers.goods import ALL
from strangers.rings import Ring, goods_of, real_people, ring_cart, studio, turns, window
from strangers.shops import clients, ordinary
from strangers.world import World

AFTER = ["", "", "！", "~", "😍", " 主播看我"]
CHEERS = words(
    "主播好美|已拍已拍|还有货吗|666|冲冲冲|这个价格绝了|回购第三次了|尺码准吗姐妹们|刚下单了|蹲到了|老粉来了|手慢无|扣1扣1|再来一波"
)


def fake_engagement(w: World, ring: Ring) -> None:
    """Task sites sell favourites, carts, likes and follows."""
    low, high = window(w, ring.skilled)
    who = real_people(w, ring.size, active=0.3) if ring.skilled else studio(w, ring.size, per_phone=4)
    shops = clients(w, max(1, ring.size // 12))
    prods = np.unique(goods_of(w, shops, 60, 2))
    w.tie(who, shops)
    acc, prod = (grid.ravel() for grid in np.meshgrid(who, prods))
    some = w.chance(0.75 if not ring.skilled else 0.45, len(acc))
    acc, prod = acc[some], prod[some]
    n = len(acc)
    at = w.clock.moments(w.rng, n, low, high, kind=3 if not ring.skilled else 0)
    at = np.maximum(at, w.people["born"][acc] + HOUR)
    session = w.ids("v", n)
    looked = w.chance(0.05 if not ring.skilled else 0.5, n)
    see(
        w,
        acc[looked],
        at[looked] - 9,
        "view",
        prod[looked],
        session[looked],
        dwell_s=w.lags(int(looked.sum()), 6, 0.3).round(1),
        source="share",
    )
    if ring.skilled:
        other = w.chance(0.5, n)
        see(
            w,
            acc[other],
            at[other] - 60,
            "view",
            rivals(w, prod[other]),
            session[other],
            dwell_s=w.lags(int(other.sum()), 12, 0.6).round(1),
            source="recommend",
        )
    for kind, share in (("favourite", 0.8), ("cart", 0.5), ("like", 0.5), ("follow", 0.3)):
        k = w.chance(share, n)
        see(
            w,
            acc[k],
            at[k] + w.rng.uniform(1, 6, int(k.sum())),
            kind,
            prod[k],
            session[k],
            source="share" if not ring.skilled else "detail",
        )
    logs = w.chance(0.5, n)
    sign_in(w, acc[logs], at[logs] - 30)
    ring.people(np.unique(acc))
    ring.mark("product", w.products["id"][prods])
    ring.shops(shops)


def coattail_clicks(w: World, ring: Ring) -> None:
    """Hired accounts look at a famous thing and then at the one that shall ride on it."""
    low, high = window(w, ring.skilled)
    who = real_people(w, ring.size, active=0.5) if ring.skilled else studio(w, ring.size, per_phone=3)
    shop = ordinary(w, 1, cats=[c for c in w.market.goods if ALL[c].form == "goods"])
    target = int(goods_of(w, shop, 1, 1)[0])
    pool = np.flatnonzero((w.products["cat"] == w.products["cat"][target]) & (w.products["mer"] != shop[0]))
    hot = pool[np.argsort(-(w.products["pop"] * w.shops["pop"][w.products["mer"]])[pool])[:3]]
    rounds = 6 if not ring.skilled else 4
    acc = np.repeat(who, rounds)
    n = len(acc)
    at = np.maximum(w.clock.moments(w.rng, n, low, high), w.people["born"][acc] + HOUR)
    session = w.ids("v", n)
    pick = hot[w.rng.integers(0, len(hot) if ring.skilled else 1, n)]
    gap = w.rng.normal(20, 3, n).clip(8) if not ring.skilled else w.lags(n, 60, 0.6)
    see(w, acc, at, "view", pick, session, dwell_s=w.lags(n, 15, 0.3 if not ring.skilled else 0.8).round(1), source="search")
    see(
        w,
        acc,
        at + gap,
        "view",
        np.full(n, target),
        session,
        dwell_s=w.lags(n, 20, 0.3 if not ring.skilled else 0.8).round(1),
        source="recommend",
    )
    if ring.skilled:
        more = w.chance(0.6, n)
        see(
            w,
            acc[more],
            at[more] - 60,
            "view",
            rivals(w, pick[more]),
            session[more],
            dwell_s=w.lags(int(more.sum()), 20, 0.9).round(1),
            source="recommend",
        )
    sign_in(w, acc[::3], at[::3] - 20)
    w.tie(who, shop)
    ring.people(who)
    ring.mark("product", [str(w.products["id"][target])])
    ring.shops(shop)


def live_inflation(w: World, ring: Ring) -> None:
    """Viewers, comments and sales of a live room, rented for the evening; the sales are sent back."""
    shops = clients(w, max(1, ring.size // 40), cats=[c for c in w.market.goods if ALL[c].form == "goods"])
    crew = max(10, ring.size // (2 if not ring.skilled else 1))
    who = studio(w, crew, per_phone=4) if not ring.skilled else real_people(w, crew, active=0.6)
    w.tie(who, shops)
    shows = max(2, ring.size // 14)
    nights = w.days(0) + (w.rng.choice(np.arange(5, w.clock.days - 16), shows, replace=shows > w.clock.days - 21) * 24 + 19.5) * HOUR
    which = np.resize(shops, shows)
    for night, shop in zip(nights.tolist(), which.tolist(), strict=True):
        _show(w, ring, who, f"room{w.shops['id'][shop]}", int(shop), float(night))
    k = w.rng.integers(0, shows, ring.size)
    prod = np.asarray([int(w.rng.choice(w.shop_products(int(which[i]))[:4])) for i in k], dtype=np.int64)
    at = (
        nights[k]
        + (
            w.rng.uniform(0.3, 1.6, ring.size)
            if ring.skilled
            else w.rng.choice([0.5, 1.0, 1.4], ring.size) + w.rng.normal(0, 0.02, ring.size)
        )
        * HOUR
    )
    acc = turns(w, who, ring.size)
    fine = at > w.people["born"][acc] + HOUR
    cart = ring_cart(w, acc[fine], prod[fine], at[fine])
    n = len(cart)
    if ring.skilled:
        finish(cart, w.chance(0.86, n), "returned", cart.signed + w.lags(n, 5, 0.35) * DAY)
    else:
        cart.end[:] = "cancelled"
        cart.ended = cart.paid + w.lags(n, 13, 0.4) * HOUR
    checkout(w, cart)
    ship(w, cart)
    log_cart(w, cart)
    see(w, cart.acc, cart.at - 20, "view", cart.prod, cart.session, dwell_s=w.lags(n, 12, 0.4).round(1), source="live")
    _claims(w, ring, cart.id, w.accounts(cart.acc), cart.ended, cart.amount, np.asarray(cart.end == "returned"))
    ring.mark("order", cart.id)
    ring.people(np.unique(np.concatenate([who, cart.acc])))
    ring.shops(shops)
    ring.mark("room", [f"room{w.shops['id'][s]}" for s in shops])


def _claims(w: World, ring: Ring, order: object, account: object, ended: Floats, amount: Floats, back: object) -> None:
    k = np.flatnonzero(np.asarray(back))
    words = ["不想要了", "拍错了", "七天无理由", "不喜欢"] if ring.skilled else ["不想要了"]
    w.book.add("claims", len(k), claim_id=w.ids("c", len(k)), order_id=np.asarray(order)[k], account_id=np.asarray(account)[k],
        occurred_at=ended[k] - 5 * HOUR,
               kind="return", amount=amount[k], text=objs([w.pen.pick(words) for _ in k]))  # fmt: skip


def _show(w: World, ring: Ring, who: Ints, room: str, shop: int, night: float) -> None:
    """The rented viewers of one evening."""
    here = who[w.people["born"][who] < night - DAY]
    here = here[w.chance(0.8 if not ring.skilled else 0.55, len(here))]
    n = len(here)
    if not n:
        return
    session, prod = w.ids("v", n), np.resize(w.shop_products(shop)[:3], n)
    if ring.skilled:
        join, stay = night + w.rng.exponential(0.35, n) * HOUR, w.lags(n, 42, 0.35) * 60
    else:
        join, stay = night + (np.arange(n) // 10) * 60 + w.rng.uniform(0, 5, n), np.full(n, 45 * 60.0) + w.rng.uniform(0, 8, n)
    see(w, here, join, "live_join", None, session, room_id=room, source="live")
    see(w, here, join + stay, "live_leave", None, session, room_id=room, dwell_s=stay.round(1), source="live")
    talk = np.repeat(np.arange(n), w.rng.poisson(1.6 if not ring.skilled else 0.9, n))
    words = [w.pen.pick(CHEERS[:5]) if not ring.skilled else w.pen.pick(CHEERS) + w.pen.pick(AFTER) for _ in talk]
    see(
        w,
        here[talk],
        join[talk] + w.rng.random(len(talk)) * stay[talk],
        "live_comment",
        prod[talk],
        session[talk],
        room_id=room,
        text=objs(words),
        source="live",
    )
    liked = w.chance(0.5, n)
    see(w, here[liked], join[liked] + 30, "like", prod[liked], session[liked], room_id=room, source="live")
