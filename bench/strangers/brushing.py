"""Orders placed to be counted: task groups, empty parcels, gifts, swapped goods, a shop's own people.

What the skilled leave: the same crew at several small unrelated shops of different trades within the campaign
(task_brushing), set questions and ordered selling points in their texts, sums back for a part of the orders; one
sender behind unrelated shops with weights too equal to the page (empty_parcel, gift_parcel), reviews that speak of
another thing, weights a few per cent off in one direction (swapped_goods); wages from the shop and its console's
phones and cards among its buyers (staff_brushing).
"""

from __future__ import annotations

import numpy as np

from strangers import places
from strangers.arrays import Floats, Ints, objs, words
from strangers.browsing import log_cart, sign_in
from strangers.cart import Cart, checkout, transfer
from strangers.clock import DAY, HOUR
from strangers.delivery import real_weights, ship
from strangers.goods import ALL
from strangers.reviewing import honest_texts, praise_to_order, real
from strangers.rings import Ring, goods_of, lump_pay, outsiders, pay_back, real_people, ring_cart, studio, turns, window
from strangers.scripts import brief_texts, recruit_posts, script_texts, walk_naive, walk_skilled
from strangers.shops import clients, owner_of
from strangers.texts import CHAT_PLAIN
from strangers.world import World

POSTS = words(
    "今日任务：{n} 主图认准，货比三家，收藏加购，假聊两句，浏览够5分钟再拍|放单 {k}单 佣金{f}元 日结 有空的扣1|"
    "做单不要用花呗信用卡，不用优惠券，旺旺别说刷单|好评文案在群文件，自己改两个字|做完截图发我，"
    "本佣一起返|"
    "今天不做的别占名额，明天上{n}|提醒：拍下备注不要写字，收货后两天内好评"
)


def _goods_shops(w: World, n: int) -> Ints:
    return clients(w, n, cats=[c for c in w.market.goods if ALL[c].form == "goods"])


def _posts(w: World, who: Ints, prod: int, at: float) -> None:
    texts = [w.pen.pick(POSTS).format(n=w.noun(prod), k=int(w.rng.integers(5, 40)), f=int(w.rng.integers(3, 10))) for _ in range(6)]
    recruit_posts(w, who, at, f"grp{w.one_hash()[:8]}", texts)


def task_brushing(w: World, ring: Ring) -> None:
    """A shop or some shops hire a task group to buy and praise."""
    low, high = window(w, ring.skilled)
    if ring.skilled:
        shops = clients(w, max(3, ring.size // 14))
        who = real_people(w, max(8, ring.size // 4))
    else:
        shops = clients(w, 1 if ring.size < 70 else 2)
        who = studio(w, max(6, ring.size // 4), per_phone=2, since=low - 40 * DAY)
    w.tie(who, shops)
    at = w.clock.moments(w.rng, ring.size, low, high, kind=1 if ring.skilled else 3)
    cart = ring_cart(w, turns(w, who, ring.size), goods_of(w, shops, ring.size, 2), at)
    checkout(w, cart)
    if ring.skilled:
        ship(w, cart)
        walk_skilled(w, cart, w.pen.some(CHAT_PLAIN, 4, 5))
        lump_pay(w, cart, outsiders(w, 4), fee=6, every=9, keep=0.6, kind="red_packet" if w.market.salt % 2 else "transfer")
        text, delay, share, four = brief_texts(w, cart.prod), w.lags(len(cart), 40, 0.5) * HOUR, 0.34, 0.06
    else:
        ship(w, cart, weight=w.rng.choice([28.0, 30.0, 35.0, 40.0], len(cart)))
        walk_naive(w, cart)
        boss = owner_of(w, shops)
        pay_back(w, cart, objs(w.people["id"][boss[:1]], 1).repeat(len(cart)), share=0.9, fee=(3, 9), lag_h=9, payer_kind="account",
                 card=str(w.people["card"][boss[0]]))  # fmt: skip
        ring.people(boss)
        first = int(cart.prod[0])
        text, delay, share, four = (
            script_texts(w, w.category(first), w.noun(first), len(cart)),
            w.lags(len(cart), 0.6, 0.8) * HOUR,
            0.8,
            0.0,
        )
    _posts(w, who, int(cart.prod[0]), low)
    reviews = praise_to_order(w, cart, w.chance(share, len(cart)), text, delay=delay, four=four)
    _keep(ring, cart, real(reviews), who, shops)


def _keep(ring: Ring, cart: Cart, reviews: list[str], who: Ints, shops: Ints) -> None:
    ring.mark("order", cart.id)
    ring.mark("review", reviews)
    ring.people(np.intersect1d(who, cart.acc))
    used = np.intersect1d(shops, cart.mer)
    ring.shops(used)


def _crowd_orders(w: World, ring: Ring, shops: int) -> tuple[Cart, Ints, Ints]:
    """Orders by a rented crowd for the customers of a parcel site: the addresses are strangers'."""
    low, high = window(w, ring.skilled)
    which = _goods_shops(w, shops)
    who = real_people(w, max(8, ring.size // 3), active=0.7) if ring.skilled else studio(w, max(6, ring.size // 5), per_phone=2)
    w.tie(who, which)
    cart = ring_cart(w, turns(w, who, ring.size), goods_of(w, which, ring.size, 2), w.clock.moments(w.rng, ring.size, low, high))
    n = len(cart)
    strange = np.ones(n, dtype=np.bool_) if not ring.skilled else w.chance(0.35, n)
    cart.address = objs(np.where(strange, w.hashes(n), cart.address))
    cart.receiver = objs(np.where(strange, w.hashes(n), cart.receiver))
    cart.region = objs(np.where(strange, np.asarray(places.CITIES, dtype=object)[w.rng.integers(0, len(places.CITIES), n)], cart.region))
    return cart, who, which


def _site_reviews(w: World, ring: Ring, cart: Cart) -> list[str]:
    n = len(cart)
    if ring.skilled:
        ids = praise_to_order(w, cart, w.chance(0.3, n), brief_texts(w, cart.prod), delay=w.lags(n, 44, 0.5) * HOUR, four=0.05)
    else:
        text = objs([script_texts(w, w.category(int(p)), w.noun(int(p)), 1)[0] for p in cart.prod])
        ids = praise_to_order(w, cart, w.chance(0.6, n), text, delay=w.lags(n, 1.5, 0.9) * HOUR)
    return real(ids)


def _walk(w: World, ring: Ring, cart: Cart) -> None:
    if ring.skilled:
        walk_skilled(w, cart, w.pen.some(CHAT_PLAIN, 4, 5), 0.4)
    else:
        walk_naive(w, cart)


def empty_parcel(w: World, ring: Ring) -> None:
    """Information without goods: a waybill site serves many shops."""
    cart, who, shops = _crowd_orders(w, ring, max(4, ring.size // 9))
    n = len(cart)
    hubs = w.hashes(3 if ring.skilled else 1)
    sender = objs(hubs[w.rng.integers(0, len(hubs), n)])
    town, firm = w.pen.pick(places.CITIES), int(w.rng.integers(0, 5))
    if ring.skilled:
        exact = np.nan_to_num(w.products["weight"][cart.prod], nan=100.0) * w.rng.uniform(0.992, 1.008, n)
        cart.signed = np.minimum(cart.signed, cart.shipped + w.lags(n, 40, 0.12) * HOUR)
    else:
        exact = w.rng.choice([10.0, 20.0, 20.0, 50.0], n)
        cart.signed = cart.shipped + np.where(w.chance(0.7, n), w.rng.uniform(2, 11, n), w.rng.uniform(12, 22, n)) * HOUR
    cart.ended = cart.signed.copy()
    checkout(w, cart)
    ship(w, cart, weight=exact.round(1), sender=sender, carrier=firm, scans="full" if ring.skilled else "thin", origin=town)
    _walk(w, ring, cart)
    pay_back(w, cart, outsiders(w, 1).repeat(n), share=0.35 if ring.skilled else 0.85, fee=(2, 6), lag_h=40 if ring.skilled else 14)
    _keep(ring, cart, _site_reviews(w, ring, cart), who, shops)
    ring.mark("sender", hubs)


def gift_parcel(w: World, ring: Ring) -> None:
    """A gift site sends tissues, key-rings or a bag of sand to strangers for the orders of many shops."""
    cart, who, shops = _crowd_orders(w, ring, max(5, ring.size // 8))
    n = len(cart)
    hubs = w.hashes(2 if ring.skilled else 1)
    side = w.rng.integers(0, len(hubs), n)
    spec = np.nan_to_num(w.products["weight"][cart.prod], nan=100.0)
    same = float(w.rng.choice([92, 118, 136, 205]))
    weight: Floats = (spec * w.rng.uniform(0.99, 1.01, n)).round(0)
    weight = weight if ring.skilled else np.asarray(same + w.rng.integers(-1, 2, n), dtype=np.float64)
    checkout(w, cart)
    ship(w, cart, weight=weight, sender=objs(hubs[side]), carrier=int(w.rng.integers(0, 5)), origin=w.pen.pick(places.CITIES))
    _walk(w, ring, cart)
    pay_back(w, cart, outsiders(w, 2)[w.rng.integers(0, 2, n)], share=0.3 if ring.skilled else 0.8, fee=(2, 6), lag_h=30)
    _keep(ring, cart, _site_reviews(w, ring, cart), who, shops)
    ring.mark("sender", hubs)


def swapped_goods(w: World, ring: Ring) -> None:
    """Order A, send B: the buyers' names were bought, what arrives is worth a tenth."""
    cart, who, shops = _crowd_orders(w, ring, max(3, ring.size // 12))
    n = len(cart)
    hubs = w.hashes(2 if ring.skilled else 1)
    spec = np.nan_to_num(w.products["weight"][cart.prod], nan=100.0)
    weight = spec * w.rng.normal(0.86, 0.03, n) if ring.skilled else np.minimum(spec * 0.25, w.rng.normal(160, 25, n)).clip(30)
    checkout(w, cart)
    ship(w, cart, weight=weight.round(0), sender=objs(hubs[w.rng.integers(0, len(hubs), n)]))
    _walk(w, ring, cart)
    other = w.products["cat"] != w.products["cat"][cart.prod[0]]
    others = w.rng.choice(np.flatnonzero(other), n)
    wrong = w.chance(0.25 if ring.skilled else 0.5, n)
    stars = np.full(n, 5)
    text = objs(np.where(wrong, honest_texts(w, others, stars), honest_texts(w, cart.prod, stars)))
    ids = praise_to_order(w, cart, w.chance(0.35, n), text, delay=w.lags(n, 30, 0.7) * HOUR, four=0.05)
    _keep(ring, cart, real(ids), who, shops)
    ring.mark("sender", hubs)


def staff_brushing(w: World, ring: Ring) -> None:
    """The shop's clerks and cousins buy its goods."""
    shop = clients(w, 1)
    boss = owner_of(w, shop)
    low, high = window(w, ring.skilled)
    n_kin = max(4, ring.size // (3 if ring.skilled else 6))
    who = real_people(w, n_kin, active=0.6)
    w.tie(np.append(who, boss), shop)
    p = w.people
    p["region"][who] = p["region"][boss[0]]
    p["referrer"][who[w.chance(0.4, n_kin)]] = p["id"][boss[0]]
    if not ring.skilled:
        for column in ("wifi", "net", "host", "address"):
            p[column][who] = p[column][boss[0]]
    else:
        p["card"][who[w.chance(0.3, n_kin)]] = p["card"][boss[0]]
    cart = ring_cart(w, turns(w, who, ring.size), goods_of(w, shop, ring.size), w.clock.moments(w.rng, ring.size, low, high, kind=3),
                     mobile=0.95 if ring.skilled else 0.1)  # fmt: skip
    checkout(w, cart)
    near = cart.shipped + w.rng.uniform(3, 11, len(cart)) * HOUR
    cart.signed = np.where(ring.skilled, cart.signed, near)
    ship(w, cart, weight=real_weights(w, cart))
    log_cart(w, cart, 0.8)
    _walk(w, ring, cart)
    _wages(w, who, shop[0])
    console = np.repeat(who, 4 if not ring.skilled else 1)
    sign_in(w, console, w.clock.moments(w.rng, len(console), low, high, kind=3), client="console", merchant=str(w.shops["id"][shop[0]]))
    text = (
        honest_texts(w, cart.prod, np.full(len(cart), 5))
        if ring.skilled
        else script_texts(w, w.category(int(cart.prod[0])), w.noun(int(cart.prod[0])), len(cart))
    )
    ids = praise_to_order(
        w, cart, w.chance(0.4 if ring.skilled else 0.8, len(cart)), text, delay=w.lags(len(cart), 26 if ring.skilled else 3, 0.7) * HOUR
    )
    _keep(ring, cart, real(ids), np.append(who, boss), shop)
    ring.people(boss)


def _wages(w: World, who: Ints, shop: int) -> None:
    """Clerks are paid by the shop every month, the brushed money among it."""
    for month in range(int(w.clock.days // 30)):
        at: Floats = w.days(30 * month + 9) + w.rng.uniform(9, 18, len(who)) * HOUR
        transfer(w, at, str(w.shops["id"][shop]), w.accounts(who), w.lags(len(who), 3800, 0.2), "transfer", kinds=("merchant", "account"),
                 card=objs(w.shops["payout"][shop], len(who)), purse=objs(w.people["card"][who]))  # fmt: skip
