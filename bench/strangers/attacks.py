"""Harm done to shops: scalping, reverse brushing, refusals, extortion, hired bad reviews. The shop is the victim.

What the skilled leave: many receivers on near addresses or one network for the same scarce thing (scalping); buyers
of a rival's circle who meet at the victim and nowhere else, all praise at once, a rival who pays (reverse_brushing);
accounts whose every parcel comes back (malicious_refusal); one star soon after the parcel, a talk, a sum, the star
gone, at shop after shop (review_extortion); first-time buyers of the cheapest thing with one theme (hired_negative).
"""

from __future__ import annotations

import numpy as np

from strangers.arrays import Floats, Ints, choose, objs, words
from strangers.browsing import browse, log_cart, say
from strangers.cart import Cart, arrived, checkout, finish, transfer
from strangers.clock import DAY, HOUR
from strangers.delivery import ship
from strangers.goods import ALL
from strangers.reviewing import put_reviews
from strangers.rings import Ring, goods_of, outsiders, pay_back, real_people, ring_cart, studio, turns, window
from strangers.scripts import script_texts, walk_naive
from strangers.shopping import claim
from strangers.shops import ordinary, owner_of
from strangers.voices import BAD
from strangers.world import World


def _victims(w: World, n: int, *, young: bool = False) -> Ints:
    cats = [c for c in w.market.goods if ALL[c].form != "virtual"]
    shops = ordinary(w, n, cats=cats, small=young)
    w.key.hard("merchant", w.shops["id"][shops], "under_attack")
    return shops


def _complain(w: World, shops: Ints, at: Floats, text: list[str]) -> None:
    ids = w.ids("q", len(shops))
    w.book.add("complaints", len(shops), complaint_id=ids, occurred_at=at, entity_kind="merchant", entity_id=w.shops["id"][shops],
        kind="merchant_report",
               complainant_id=w.shops["id"][shops], status="open", text=objs([w.pen.pick(text) for _ in shops]))  # fmt: skip


def scalping(w: World, ring: Ring) -> None:
    """Scarce goods are snapped up, for resale or only held unpaid."""
    shop = _victims(w, 1)
    prod = int(w.rng.choice(w.shop_products(int(shop[0]))))
    who = real_people(w, max(6, ring.size // 2), active=0.5) if ring.skilled else studio(w, max(4, ring.size // 5), per_phone=5)
    w.tie(who, shop)
    open_at = w.days(int(w.rng.integers(20, w.clock.days - 20))) + 20 * HOUR
    rush = w.lags(ring.size, 25 if not ring.skilled else 240, 0.8) + np.where(ring.skilled, w.rng.integers(0, 6, ring.size) * DAY * 2, 0)
    cart = ring_cart(w, turns(w, who, ring.size), np.full(ring.size, prod), open_at + rush)
    n = len(cart)
    cart.qty = w.rng.integers(2, 6, n).astype(np.float64) if not ring.skilled else w.rng.integers(1, 3, n).astype(np.float64)
    cart.subsidy = (cart.price * cart.qty * 0.12).round(2)
    if ring.skilled:
        cart.address = objs(w.hashes(max(3, n // 8))[w.rng.integers(0, max(3, n // 8), n)])
        held = w.chance(0.25, n)
    else:
        cart.address, cart.receiver = objs(w.one_hash(), n), objs(w.one_hash(), n)
        cart.region = objs(str(cart.region[0]), n)
        held = w.chance(0.6, n)
    cart.ip = objs(np.where(w.chance(0.6, n), str(cart.ip[0]), cart.ip))
    cart.end[held], cart.paid[held] = "cancelled", np.nan
    cart.ended = np.where(held, cart.at + w.rng.uniform(14, 15, n) * 60, cart.ended)
    checkout(w, cart)
    ship(w, cart)
    log_cart(w, cart, 0.9)
    ring.mark("order", cart.id)
    ring.people(np.unique(cart.acc))


def reverse_brushing(w: World, ring: Ring) -> None:
    """A rival has a shop brushed so that the platform shall punish it."""
    shop = _victims(w, 1)
    cat = str(w.shops["cat"][shop[0]])
    rival = ordinary(w, 1, cats=[cat])
    if rival[0] == shop[0]:
        rival = ordinary(w, 1)
    boss = owner_of(w, rival)
    w.tie(boss, np.append(shop, rival))
    who = real_people(w, max(8, ring.size // 2), active=0.6) if ring.skilled else studio(w, max(2, ring.size // 14), per_phone=1)
    w.tie(who, np.append(shop, rival))
    day = int(w.rng.integers(15, w.clock.days - 25))
    span = 3 if not ring.skilled else 8
    at = w.clock.moments(w.rng, ring.size, w.days(day), w.days(day + span), kind=3)
    cart = ring_cart(w, turns(w, who, ring.size), goods_of(w, shop, ring.size, 1), at)
    back = w.chance(0.7 if not ring.skilled else 0.3, len(cart))
    finish(cart, back, "returned", cart.signed + w.lags(len(cart), 1.2, 0.4) * DAY)
    checkout(w, cart)
    ship(w, cart)
    if ring.skilled:
        browse(w, cart)
        log_cart(w, cart)
    else:
        walk_naive(w, cart)
    pay_back(w, cart, objs(w.people["id"][boss]).repeat(len(cart)) if not ring.skilled else outsiders(w, 1).repeat(len(cart)),
        share=0.8 if not ring.skilled else 0.4,
             fee=(3, 8), lag_h=20, payer_kind="account" if not ring.skilled else "outside",
             card=str(w.people["card"][boss[0]]))  # fmt: skip
    k = np.flatnonzero(arrived(cart) & w.chance(0.85, len(cart)))
    first = int(cart.prod[0])
    text = script_texts(w, w.category(first), w.noun(first), len(k))
    reviews = put_reviews(
        w, cart.acc[k], cart.prod[k], cart.signed[k] + w.lags(len(k), 1.5, 0.8) * HOUR, np.full(len(k), 5), text, order=cart.id[k]
    )
    _complain(
        w,
        shop,
        np.asarray([w.days(day + span) + 10 * HOUR]),
        ["我店没做活动，突然来了一堆陌生订单还都好评，怀疑同行恶意刷单，请平台核查", "被反向刷单了！求保护，别降我的权"],
    )
    ring.mark("order", cart.id)
    ring.mark("review", reviews)
    ring.people(np.unique(np.append(cart.acc, boss)))
    ring.shops(rival)


def malicious_refusal(w: World, ring: Ring) -> None:
    """Bulk orders at a rival that are refused at the door or sent back."""
    shop = _victims(w, 1)
    who = real_people(w, max(6, ring.size // 3), active=0.2) if ring.skilled else studio(w, max(2, ring.size // 10), per_phone=1)
    w.tie(who, shop)
    day = int(w.rng.integers(8, w.clock.days - 32))
    at = w.clock.moments(w.rng, ring.size, w.days(day), w.days(day + (4 if not ring.skilled else 22)))
    cart = ring_cart(w, turns(w, who, ring.size), goods_of(w, shop, ring.size), at)
    n = len(cart)
    parcel = cart.form == "goods"
    finish(cart, parcel, "refused")
    unpaid = ~parcel | w.chance(0.25, n)
    cart.end[unpaid], cart.paid[unpaid] = "cancelled", np.nan
    cart.ended = np.where(unpaid, cart.at + w.lags(n, 40, 0.6) * 60, cart.ended)
    if ring.skilled:
        some = parcel & ~unpaid & w.chance(0.5, n)
        finish(cart, some, "returned", cart.signed + w.lags(n, 4, 0.4) * DAY)
        browse(w, cart)
    checkout(w, cart)
    ship(w, cart)
    log_cart(w, cart, 0.8)
    k = np.flatnonzero(cart.end == "returned")
    claim(w, cart, k, cart.ended[k] - 4 * HOUR, "return", cart.amount[k], objs([w.pen.why(w.category(int(p))) for p in cart.prod[k]]))
    _complain(w, shop, np.asarray([w.days(day + 8) + 11 * HOUR]), ["多单同一批人拒收，运费赔惨了", "恶意下单不付款占库存，退回来的都没拆"])
    ring.mark("order", cart.id)
    ring.people(np.unique(cart.acc))


def _threat(w: World, ring: Ring, noun: str) -> str:
    money = int(w.rng.choice([50, 88, 100, 128, 150, 200, 288]))
    plain = words(
        "差评我会一直追，{m}块私下解决，删评|吃出虫子了，要么赔{m}要么12315+曝光|不转我继续找人评，换执照都搞你|"
        "{m}红包，收到就删|你新店吧？一个差评掉多少单自己算，{m}"
    )
    sly = words(
        "家里老人用了不舒服，医药费你看着办吧|我也不想闹大，给个说法就好，之前别家都是{m}|{n}的问题我拍了视频，"
        "先不发|可以修改评价，看诚意|同行都懂的，{m}我这边就处理掉"
    )
    return w.pen.pick(sly if ring.skilled else plain).format(m=money, n=noun)


def review_extortion(w: World, ring: Ring) -> None:
    """A bad star minutes after the parcel, a price for taking it down; small new shops pay."""
    shops = _victims(w, max(4, ring.size // 2), young=True)
    who = real_people(w, max(2, ring.size // (5 if ring.skilled else 12)), active=0.4)
    if not ring.skilled:
        w.people["card"][who] = w.people["card"][who[0]]
        w.people["dev2"][who] = w.people["dev"][who[0]]
    w.tie(who, shops)
    low, high = window(w, True)
    cheap = np.asarray([int(w.shop_products(int(s))[np.argmin(w.products["price"][w.shop_products(int(s))])]) for s in shops])
    cart = ring_cart(w, turns(w, who, ring.size), np.resize(cheap, ring.size), w.clock.moments(w.rng, ring.size, low, high))
    checkout(w, cart)
    ship(w, cart)
    browse(w, cart)
    log_cart(w, cart)
    n = len(cart)
    at = cart.signed + (w.lags(n, 9, 0.6) * 60 if not ring.skilled else w.lags(n, 9, 0.7) * HOUR)
    paid = w.chance(0.5, n)
    gone = np.where(paid, at + w.lags(n, 26, 0.6) * HOUR, np.nan)
    claims = ["吃完拉肚子，有异物", "三无产品，已留证", "过敏了满脸疹子", "假货，已联系12315", "有头发！恶心"]
    text = objs(
        [
            w.pen.pick(claims) + w.pen.pick(["。", "！", "，大家小心"])
            if not ring.skilled or w.rng.random() < 0.4
            else w.pen.blame(w.category(int(p)))
            for p in cart.prod
        ]
    )
    stars = np.where(w.chance(0.9, n), 1, 2)
    ids = put_reviews(w, cart.acc, cart.prod, at, stars, text, order=cart.id, gone=gone, gone_by=choose(paid, "author", None))
    shop_ids = objs(w.shops["id"][cart.mer])
    words = objs([_threat(w, ring, w.noun(int(p))) for p in cart.prod])
    say(w, at + w.lags(n, 1.5, 0.8) * HOUR, words, w.accounts(cart.acc), shop_ids, merchant=shop_ids, order=cart.id)
    sums = w.rng.choice([50, 88, 100, 128, 150, 188], n).astype(np.float64)
    shown = paid & (w.chance(0.65, n) if ring.skilled else np.ones(n, dtype=np.bool_))
    transfer(w, (gone - w.lags(n, 1, 0.8) * HOUR)[shown], shop_ids[shown], w.accounts(cart.acc)[shown], sums[shown],
        "compensation" if ring.skilled else "transfer",
             order=cart.id[shown] if ring.skilled else None, kinds=("merchant", "account"),
             purse=objs(w.people["card"][cart.acc[shown]]))  # fmt: skip
    ring.mark("order", cart.id)
    ring.mark("review", ids)
    ring.people(np.unique(cart.acc))


def hired_negative(w: World, ring: Ring) -> None:
    """Thirty yuan a bad star, paid by a rival."""
    shop = _victims(w, 1)
    who = real_people(w, max(8, int(ring.size * 0.9)), active=0.5) if ring.skilled else studio(w, max(6, ring.size // 2), per_phone=3)
    w.tie(who, shop)
    day = int(w.rng.integers(10, w.clock.days - 35))
    n = ring.size
    acc = turns(w, who, n)
    prods = w.shop_products(int(shop[0]))
    cat = w.category(int(prods[0]))
    theme = w.pen.some(BAD[cat.family], 2, 2)
    text = objs([_smear(w, ring, theme, cat.family) for _ in range(n)])
    if ring.skilled:
        prod = np.resize(prods[np.argsort(w.products["price"][prods])[:2]], n)
        cart = ring_cart(w, acc, prod, w.clock.moments(w.rng, n, w.days(day), w.days(day + 20)))
        checkout(w, cart)
        ship(w, cart)
        log_cart(w, cart)
        browse(w, cart)
        at, order = cart.signed + w.lags(n, 20, 0.6) * HOUR, cart.id
        ring.mark("order", cart.id)
        _hire(w, cart, at)
    else:
        prod = w.rng.choice(prods[:2], n)
        at, order = np.maximum(w.clock.moments(w.rng, n, w.days(day), w.days(day + 3)), w.people["born"][acc] + HOUR), objs(None, n)
    ids = put_reviews(w, acc, prod, at, np.where(w.chance(0.93, n), 1, 2), text, order=order, photos=objs(None, n))
    _complain(w, shop, np.asarray([w.days(day + 6) + 10 * HOUR]), ["一天十几个差评都没买过，明显是同行雇的", "恶意差评，请求屏蔽"])
    ring.mark("review", ids)
    ring.people(np.unique(acc))


def _smear(w: World, ring: Ring, theme: list[str], family: str) -> str:
    if ring.skilled:
        lead = w.pen.pick(["有点失望，", "本来冲着好评买的，", "", "说实话，", "用了两天，"])
        return (
            f"{lead}{w.pen.pick(theme)}{w.pen.pick(['，', '。还有', '；'])}{w.pen.pick(BAD[family])}，"
            f"{w.pen.pick(['换别家吧', '不如隔壁那家', '谨慎下单', '再考虑考虑吧'])}"
        )
    return f"{w.pen.pick(['千万别买', '垃圾店', '骗子', '大家避雷'])}，{theme[0]}，{theme[1]}{w.pen.pick(['！！', '！', '。'])}"


def _hire(w: World, cart: Cart, at: Floats) -> None:
    """Some of the money is seen: price and thirty yuan from outside, after the star."""
    some = w.chance(0.4, len(cart))
    transfer(w, at[some] + w.lags(int(some.sum()), 30, 0.4) * HOUR, outsiders(w, 1).repeat(int(some.sum())), w.accounts(cart.acc[some]),
        cart.amount[some] + 30.0,
             "transfer", kinds=("outside", "account"), purse=objs(w.people["card"][cart.acc[some]]))  # fmt: skip
