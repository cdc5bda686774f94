"""Praise that was bought: real buyers paid back, cash for five stars, quota dining, written reviews, moved reviews.

What the skilled leave: an agency's people meet again at many unrelated shops, their sums come back together from
outside payers, in round campaigns (paid_real_buyer); stars that jump after a day, small sums after five stars only,
one family of phrases (conditional_cashback, quota_dining); tidy machine prose or photos a few bits apart
(written_reviews); reviews whose order is for another product, titles that drift step by step (review_laundering).
"""

from __future__ import annotations

import numpy as np

from strangers.arrays import Objs, objs, words
from strangers.browsing import browse, log_cart, say, strollers
from strangers.cart import Cart, arrived, checkout, make_cart, transfer
from strangers.clock import DAY, HOUR
from strangers.delivery import ship
from strangers.goods import ALL
from strangers.reviewing import honest_stars, honest_texts, praise_to_order, put_reviews, real
from strangers.rings import Ring, goods_of, lump_pay, outsiders, pay_back, real_people, ring_cart, turns, window
from strangers.scripts import brief_texts, llm_texts, recruit_posts, script_texts
from strangers.shopping import after_sales
from strangers.shops import clients, new_shops, ordinary, owner_of
from strangers.world import World

CARDS = (
    "亲，五星好评+3张图+20字，截图发客服领{k}元红包|扫码加微信，晒图五星返现{k}元，全五分哦|尊敬的顾客：满意请给5星，"
    "截图找我领{k}元，有问题先联系客服千万别给差评|好评卡：五星+买家秀=现金{k}元",
    "感谢支持！参与晒单活动有小惊喜，详情咨询客服小鹿|刮开有礼，加企微领福利（评价后）|老客福利群，"
    "分享使用心情即可领{k}元心意|会员日活动：完成五分体验任务领取礼金",
)
RULES = words(
    "探店名额{k}个，LV4以上来，到店报暗号“{n}”，100字+9图，五星，当天发|霸王餐规则：收藏店铺-浏览套餐-团购下单-到店拍照-五星好评，"
    "做完报销|统一文案关键词：{n}、环境、服务，不许提免单|没写够字数的不予报销，下周{k}家新店"
)


def paid_real_buyer(w: World, ring: Ring) -> None:
    """An agency's product testers buy in truth, praise and are paid back."""
    low, high = window(w, ring.skilled)
    shops = clients(w, max(3, ring.size // 10), small=w.market.salt % 2 == 0)
    who = real_people(w, max(8, ring.size // (3 if ring.skilled else 5)), active=1.2)
    w.tie(who, shops)
    order = np.sort(w.rng.random(ring.size))
    at = low + order * (high - low)
    prod = goods_of(w, shops[(order * len(shops)).astype(int)] if not ring.skilled else shops, ring.size, 1)
    cart = ring_cart(w, turns(w, who, ring.size), prod, w.clock.moments(w.rng, ring.size, low, high) * 0.3 + at * 0.7)
    cart.qty = np.ones(len(cart))
    checkout(w, cart)
    ship(w, cart)
    browse(w, cart)
    log_cart(w, cart)
    points: dict[int, list[str]] = {}
    n = len(cart)
    ids = praise_to_order(w, cart, w.chance(0.85 if not ring.skilled else 0.6, n), brief_texts(w, prod, points),
        delay=w.lags(n, 30, 0.5) * HOUR, four=0.04,
                          photos=objs([list(w.hashes(3)) for _ in range(n)]) if not ring.skilled else None)  # fmt: skip
    if ring.skilled:
        lump_pay(w, cart, outsiders(w, 3), fee=5, every=14, keep=0.7)
    else:
        boss = owner_of(w, cart.mer)
        pay_back(
            w, cart, objs(w.people["id"][boss]), share=0.9, fee=(5, 12), lag_h=120, payer_kind="account", card=objs(w.people["card"][boss])
        )
        ring.people(np.unique(boss))
    recruit_posts(
        w, who, low, f"grp{w.one_hash()[:8]}", [f"新品体验官招募：{w.noun(int(p))}，真实下单使用后晒图，货款和体验费周结" for p in prod[:5]]
    )
    ring.mark("order", cart.id)
    ring.mark("review", real(ids))
    ring.people(np.unique(cart.acc))
    ring.shops(np.unique(cart.mer))


def _customers(w: World, shop: int, n: int, low: float, high: float, only: int = -1) -> Cart:
    """Honest customers of a shop, within days."""
    acc, at = strollers(w, n * 6 + 60)
    fine = (at > low) & (at < high)
    if fine.sum() < n:
        acc, _ = strollers(w, n * 2)
        at = w.clock.moments(w.rng, len(acc), low, high)
        fine = at > w.people["born"][acc]
    acc, at = acc[fine][:n], at[fine][:n]
    prod = w.rng.choice(w.shop_products(shop) if only < 0 else np.asarray([only]), len(acc))
    listed = w.products["listed"][prod]
    fine = (at > listed) & ~w.tied(acc, np.full(len(acc), shop))
    cart = make_cart(w, acc[fine], prod[fine], at[fine])
    checkout(w, cart)
    ship(w, cart)
    browse(w, cart)
    log_cart(w, cart, 0.5)
    after_sales(w, cart)
    return cart


def conditional_cashback(w: World, ring: Ring) -> None:
    """A card in the parcel: five stars and a screenshot, and some yuan come back."""
    shop = int(ordinary(w, 1, cats=[c for c in w.market.goods if ALL[c].form in ("goods", "service")])[0])
    w.shops["quality"][shop] -= 0.5
    day = float(w.rng.uniform(0.25, 0.45)) * w.clock.days
    before = _customers(w, shop, ring.size // 2, w.clock.start + 2 * DAY, w.days(day))
    stars = honest_stars(w, before.prod, before.acc)
    some = arrived(before) & w.chance(0.35, len(before))
    put_reviews(w, before.acc[some], before.prod[some], before.signed[some] + w.lags(int(some.sum()), 30, 1.0) * HOUR, stars[some],
                honest_texts(w, before.prod[some], stars[some]), order=before.id[some])  # fmt: skip
    cart = _customers(w, shop, ring.size * 2, w.days(day), w.clock.end - 12 * DAY)
    fee = int(w.rng.choice([2, 3, 5]))
    card = w.pen.pick(CARDS[int(ring.skilled)].split("|")).format(k=fee)
    got = np.flatnonzero(arrived(cart) & (cart.end == "signed"))
    inserts = got[w.chance(0.25, len(got))]
    shop_id, n = str(w.shops["id"][shop]), len(cart)
    say(w, cart.signed[inserts], objs(card, len(inserts)), shop_id, w.accounts(cart.acc[inserts]), channel="parcel_insert",
        merchant=shop_id,
        order=cart.id[inserts])  # fmt: skip
    lured = np.zeros(n, dtype=np.bool_)
    lured[got[w.rng.permutation(len(got))[: ring.size]]] = True
    delay = w.lags(n, 20 if ring.skilled else 1.2, 0.7) * HOUR
    text = brief_texts(w, cart.prod) if ring.skilled else _lured_texts(w, cart)
    ids = praise_to_order(
        w, cart, lured, text, delay=delay, photos=objs([list(w.hashes(3)) for _ in range(n)]) if not ring.skilled else None
    )
    has = np.asarray([i is not None for i in ids])
    paid = has & w.chance(0.6 if ring.skilled else 0.9, n)
    who = str(outsiders(w, 1)[0]) if ring.skilled else shop_id
    transfer(w, (cart.signed + delay)[paid] + w.lags(int(paid.sum()), 4, 0.8) * HOUR, who, w.accounts(cart.acc[paid]),
        np.full(int(paid.sum()), float(fee)),
             "red_packet", order=None if ring.skilled else cart.id[paid], kinds=("outside" if ring.skilled else "merchant", "account"),
             purse=objs(w.people["card"][cart.acc[paid]]))  # fmt: skip
    shots = paid & w.chance(0.4, n)
    say(w, (cart.signed + delay)[shots] + 600, objs([w.pen.pick(["评好了", "截图发你了 返一下", "五星好了，红包呢", "已晒图", "好评了老板"])
        for _ in range(int(shots.sum()))]),
        w.accounts(cart.acc[shots]), shop_id, merchant=shop_id, order=cart.id[shots])  # fmt: skip
    ring.mark("review", real(ids))
    ring.shops(np.asarray([shop]))


def _lured_texts(w: World, cart: Cart) -> Objs:
    same = ["质量很好，五星好评", "好评，东西不错值得购买", "非常好非常满意，五星", "物美价廉，好评好评，客服让晒图"]
    honest = honest_texts(w, cart.prod, np.full(len(cart), 5))
    return objs([w.pen.pick(same) + w.pen.pick(["", "！", "👍"]) if w.rng.random() < 0.5 else str(t) for t in honest])


def quota_dining(w: World, ring: Ring) -> None:
    """Tasters of a food group eat at the shop's cost for a set number of words, photos and stars."""
    cats = [c for c in w.market.goods if ALL[c].form in ("meal", "service")]
    shops = ordinary(w, max(2, ring.size // 14), cats=cats or None)
    low, high = window(w, ring.skilled)
    who = real_people(w, max(10, ring.size // (2 if ring.skilled else 3)), active=0.9)
    w.people["level"][who] = (
        w.rng.choice([4, 5, 6], len(who)) if not ring.skilled else np.maximum(w.people["level"][who], w.rng.choice([3, 4, 5], len(who)))
    )
    w.tie(who, shops)
    slot = np.sort(w.rng.integers(0, 2 if not ring.skilled else 12, ring.size)) / (2 if not ring.skilled else 12)
    at = low + slot * (high - low) * 0.9 + w.rng.uniform(0, 4, ring.size) * DAY
    cart = ring_cart(
        w, turns(w, who, ring.size), goods_of(w, shops, ring.size, 1), w.clock.moments(w.rng, ring.size, low, low + DAY) - low + at
    )
    checkout(w, cart)
    browse(w, cart)
    log_cart(w, cart)
    n = len(cart)
    code = w.pen.pick(["小橘子", "好运来", "阿福介绍", "山茶花"])
    angle = w.hashes(4)
    photos = objs([[*w.pen.some([str(a) for a in angle], 1, 2), *w.hashes(7 if not ring.skilled else 2)] for _ in range(n)])
    points: dict[int, list[str]] = {}
    text = brief_texts(w, cart.prod, points)
    if not ring.skilled:
        text = objs(
            [
                f"{t}环境很有氛围感，服务员小姐姐全程笑脸，{'，'.join(points[int(p)])}，真心推荐大家来打卡"
                for t, p in zip(text, cart.prod, strict=True)
            ]
        )
    ids = praise_to_order(
        w, cart, np.ones(n, dtype=np.bool_), text, delay=w.lags(n, 5 if not ring.skilled else 30, 0.5) * HOUR, photos=photos
    )
    recruit_posts(w, who, low - 2 * DAY, f"grp{w.one_hash()[:8]}", [r.format(k=int(w.rng.integers(5, 30)), n=code) for r in RULES])
    lump_pay(w, cart, outsiders(w, 1), fee=0 if not ring.skilled else 20, every=7, keep=0.5)
    ring.mark("review", real(ids))
    ring.shops(np.unique(cart.mer))
    ring.people(np.unique(cart.acc))


def written_reviews(w: World, ring: Ring) -> None:
    """An agency's writers: some reviews on cheap orders, some on none, words and pictures from a store."""
    shops = clients(w, max(2, ring.size // 12))
    who = real_people(w, max(8, ring.size // 3), active=0.4)
    w.tie(who, shops)
    low, high = window(w, ring.skilled)
    bought = int(ring.size * 0.6)
    prod = goods_of(w, shops, ring.size, 2)
    acc, at = turns(w, who, ring.size), w.clock.moments(w.rng, ring.size, low, high)
    at = np.maximum(at, w.people["born"][acc] + DAY)
    cart = ring_cart(w, acc[:bought], prod[:bought], at[:bought])
    checkout(w, cart)
    ship(w, cart)
    log_cart(w, cart)
    store = _photo_store(w)
    if ring.skilled:
        text = llm_texts(w, prod)
        photos = objs([_near(w, store) if w.rng.random() < 0.5 else None for _ in prod])
        late = cart.signed + w.lags(bought, 30, 0.4) * HOUR
    else:
        text = objs([script_texts(w, w.category(int(p)), w.noun(int(p)), 1)[0] for p in prod])
        forms = {int(p): script_texts(w, w.category(int(p)), w.noun(int(p)), 6) for p in np.unique(prod)}
        text = objs([str(w.rng.choice(forms[int(p)])) if w.rng.random() < 0.6 else str(t) for t, p in zip(text, prod, strict=True)])
        photos = objs([w.pen.some([str(s) for s in store], 1, 3) for _ in prod])
        late = cart.paid + w.lags(bought, 5, 0.6) * HOUR
    when = np.concatenate([late, at[bought:] + 2 * DAY])
    order = objs([*cart.id, *([None] * (ring.size - bought))])
    ids = put_reviews(w, acc, prod, when, np.full(ring.size, 5), text, order=order, photos=photos)
    ring.mark("review", ids)
    ring.mark("order", cart.id)
    ring.people(np.unique(acc))
    ring.shops(np.unique(w.products["mer"][prod]))


def _photo_store(w: World) -> Objs:
    return w.hashes(int(w.rng.integers(8, 16)))


def _near(w: World, store: Objs) -> list[str]:
    """A stored photo, cropped a little: some bits differ."""
    value = int(str(w.rng.choice(store.astype(str))), 16)
    for bit in w.rng.integers(0, 62, int(w.rng.integers(1, 5))).tolist():
        value ^= 1 << bit
    return [f"{value:016x}"]


def review_laundering(w: World, ring: Ring) -> None:
    """Old praise for one thing is moved under another: the page is rewritten, or reviews are merged across goods."""
    cats = [c for c in w.market.goods if ALL[c].form == "goods"]
    shop = int(new_shops(w, 1, cats=[w.pen.pick(cats)], opened=(-300, -100), pop=0.3)[0])
    goods = w.shop_products(shop)
    new = int(goods[0])
    cart = _customers(w, shop, int(ring.size * 2.2), w.clock.start, w.days(w.clock.days * 0.55), -1 if ring.skilled else new)
    old_cat = ALL[w.pen.pick([c for c in cats if ALL[c].family != w.category(new).family] or cats)]
    title, noun = w.pen.title(old_cat)
    here = np.flatnonzero(arrived(cart))[: ring.size]
    stars = np.where(w.chance(0.92, len(here)), 5, 4)
    text = objs([w.pen.review(old_cat, int(s), noun) for s in stars])
    at = cart.signed[here] + w.lags(len(here), 30, 1.0) * HOUR
    ids = put_reviews(w, cart.acc[here], np.full(len(here), new), at, stars, text, order=cart.id[here])
    turn = w.days(w.clock.days * 0.62)
    _pages(w, ring, new, title, old_cat.name, turn)
    kept = ids[at < min(turn, w.clock.end)] if not ring.skilled else ids[at < w.clock.end]
    ring.mark("review", kept)
    ring.mark("product", [str(w.products["id"][new])])
    ring.shops(np.asarray([shop]))


def _pages(w: World, ring: Ring, new: int, title: str, old_cat: str, turn: float) -> None:
    """The versions of the page: at once, or by small steps."""
    now, pid = str(w.products["title"][new]), str(w.products["id"][new])
    w.paged.add(new)
    w.products["listed"][new] = w.clock.start - 100 * DAY if not ring.skilled else w.clock.start - 19 * DAY
    rows = [(w.clock.start - 100 * DAY, title, old_cat)]
    if ring.skilled:
        rows = [(w.clock.start - 19 * DAY, title, old_cat), (turn - 20 * DAY, title[: len(title) // 2] + now[: len(now) // 3], old_cat),
                (turn - 8 * DAY, title[:4] + now[: 2 * len(now) // 3], str(w.products["cat"][new]))]  # fmt: skip
    rows.append((turn, now, str(w.products["cat"][new])))
    w.book.add(
        "listings", len(rows), product_id=pid, occurred_at=[r[0] for r in rows], title=[r[1] for r in rows], category=[r[2] for r in rows]
    )
