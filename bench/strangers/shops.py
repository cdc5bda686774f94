"""Shops and their goods: heavy-tailed, owned by persons and firms, with warehouses, couriers and licences."""

from __future__ import annotations

import numpy as np

from strangers import places
from strangers.arrays import Ints, objs
from strangers.clock import DAY
from strangers.goods import ALL
from strangers.people import new_people
from strangers.world import World


def new_shops(
    w: World, n: int, *, cats: list[str] | None = None, opened: tuple[float, float] | None = None, pop: float | None = None
) -> Ints:
    """Open n shops, each with its goods; opened gives first and last day counted from the start."""
    rng, made = w.rng, []
    goods = list(w.market.goods)
    weights = np.asarray([ALL[g].share for g in goods])
    for _ in range(n):
        cat = cats[int(rng.integers(len(cats)))] if cats else goods[int(rng.choice(len(goods), p=weights / weights.sum()))]
        made.append(_one_shop(w, cat, opened, pop))
    return np.asarray(made)


def _one_shop(w: World, cat: str, opened: tuple[float, float] | None, pop: float | None) -> int:
    rng = w.rng
    count = int(np.clip(rng.pareto(1.1) * 3 + 1 + rng.integers(0, w.market.goods_per_shop), 1, 60))
    since = w.days(rng.uniform(*opened)) if opened else w.clock.start - rng.gamma(1.2, 500) * DAY + (rng.random() < 0.12) * 550 * DAY
    since = min(since, w.clock.end - 20 * DAY)
    region = int(np.searchsorted(np.cumsum(places.WEIGHTS) / np.sum(places.WEIGHTS), rng.random()))
    if w.market.home_cities:
        region = int(rng.choice(w.market.home_cities))
    name = f"{w.pen.pick(places.SHOP_NAMES)}{w.pen.pick(['', '', cat[:2], w.pen.pick(places.SHOP_NAMES)])}{w.pen.pick(places.SHOP_WORDS)}"
    first = len(w.products)
    place = int(w.shops.extend(
        1, id=w.ids("m", 1), opened=since, entity=w.hashes(1), ctrl=w.hashes(1), phone=w.hashes(1), payout=w.hashes(1), licence=w.hashes(1),
        cat=objs([cat]), region=region, name=objs([name]), sender=w.hashes(1), carrier=int(rng.integers(8)),
        pop=float(pop if pop is not None else (rng.pareto(w.market.shop_tail) + 0.03)), quality=float(rng.normal(0, 0.5)), p0=first,
        pn=count, owner=-1,
    )[0])  # fmt: skip
    _goods(w, place, cat, count, since)
    return place


def _goods(w: World, shop: int, name: str, count: int, since: float) -> None:
    rng, cat = w.rng, ALL[name]
    titles = [w.pen.title(cat) for _ in range(count)]
    price = w.lags(count, cat.price * float(rng.lognormal(0, 0.25)), cat.spread)
    round_to = rng.choice([0.0, 0.9, 0.8, 0.5, 0.99], count, p=[0.3, 0.35, 0.15, 0.1, 0.1])
    listed = np.maximum(since, w.clock.start - 300 * DAY) + rng.random(count) ** 2 * np.where(w.chance(0.25, count), 200, 25) * DAY
    w.products.extend(
        count, id=w.ids("p", count), mer=np.full(count, shop), cat=objs(name, count), title=objs([t[0] for t in titles]),
        noun=objs([t[1] for t in titles]), price=np.maximum(np.floor(price) + round_to, 1.0).round(2),
        weight=w.lags(count, cat.weight, 0.5).round(0) if cat.weight else np.full(count, np.nan),
        listed=np.minimum(listed, w.clock.end - 12 * DAY), pop=rng.pareto(0.9, count) + 0.05, quality=rng.normal(0, 0.45, count),
    )  # fmt: skip


def open_shops(w: World) -> None:
    """Open the market's honest shops; some share a firm, some a warehouse."""
    n = max(40, int(w.orders * w.market.shops_per_order))
    new_shops(w, n)
    rng, s = w.rng, w.shops
    order = rng.permutation(n)
    for k in range(n // 14):  # chains and families with two or three shops
        twins = order[3 * k : 3 * k + int(rng.integers(2, 4))]
        for column in ("ctrl", "phone"):
            s[column][twins] = s[column][twins[0]]
        if rng.random() < 0.6:
            for column in ("entity", "licence", "payout", "sender"):
                s[column][twins] = s[column][twins[0]]
    if w.book.has("parcels"):
        for shape in range(2):  # cloud warehouses: one keeps a city's shops, one keeps small shops of a trade
            size = max(6, n // 18)
            pool = np.flatnonzero(s["region"] == s["region"][order[-1 - shape]]) if shape == 0 else order[n // 2 : n // 2 + size]
            pool = pool[:size]
            s["sender"][pool] = s["sender"][pool[0]]
            s["carrier"][pool] = s["carrier"][pool[0]]
            w.key.hard("sender", [str(s["sender"][pool[0]])], "shared_warehouse")
            w.key.hard("merchant", s["id"][pool], "shared_warehouse")


def ordinary(w: World, n: int, *, cats: list[str] | None = None, small: bool = True) -> Ints:
    """Pick running shops nobody has accused yet, small ones first if asked."""
    s = w.shops
    fine = np.asarray([not w.key.is_named("merchant", str(i)) for i in s["id"]])
    fine &= s["opened"] < w.clock.start + 20 * DAY
    if cats:
        fine &= np.isin(s["cat"].astype(str), cats)
    pool = np.flatnonzero(fine)
    if len(pool) < n:
        extra = new_shops(w, n - len(pool), cats=cats, opened=(-200, -5))
        pool = np.concatenate([pool, extra])
    weights = 1 / (s["pop"][pool] + 0.3) if small else s["pop"][pool]
    return np.asarray(w.rng.choice(pool, n, replace=False, p=weights / weights.sum()), dtype=np.int64)


def clients(w: World, n: int, *, cats: list[str] | None = None, small: bool = True) -> Ints:
    """Pick shops that buy such services: some have bought before, from others."""
    old = [s for s in w.clients if (not cats or str(w.shops["cat"][s]) in cats) and not w.key.is_hard("merchant", str(w.shops["id"][s]))]
    again = min(len(old), int(w.chance(w.market.reuse, n).sum()))
    known = np.asarray([old[int(i)] for i in w.rng.permutation(len(old))[:again]], dtype=np.int64)
    fresh = ordinary(w, n - again, cats=cats, small=small) if n > again else np.empty(0, dtype=np.int64)
    w.clients += fresh.tolist()
    return np.concatenate([fresh, known]).astype(np.int64)


def owner_of(w: World, shops: Ints) -> Ints:
    """Give each shop's owner as a person, found or made when first asked for."""
    for shop in np.unique(shops[w.shops["owner"][shops] < 0]):
        born = float(w.shops["opened"][shop])
        owner = new_people(w, 1, since=born - 90 * DAY, until=born - DAY, activity=0.5, region=int(w.shops["region"][shop]))
        w.shops["owner"][shop] = owner[0]
    return np.asarray(w.shops["owner"][shops], dtype=np.int64)


def write_shops(w: World) -> None:
    """Write merchants, products and the versions of their pages into the book."""
    s, p, rng = w.shops, w.products, w.rng
    n, k = len(s), len(p)
    checked = s["opened"] + np.floor((w.clock.end - s["opened"]) / DAY / 182 * rng.random(n)) * 182 * DAY
    w.book.add(
        "merchants", n, merchant_id=s["id"], opened_at=s["opened"], legal_entity_id=s["entity"], controller_hash=s["ctrl"],
        phone_hash=s["phone"],
        payout_instrument_hash=s["payout"], licence_hash=s["licence"], licence_checked_at=checked, category=s["cat"],
        region=objs([places.CITIES[int(r)] for r in s["region"]]), name=s["name"],
    )  # fmt: skip
    w.book.add(
        "products", k, product_id=p["id"], merchant_id=s["id"][p["mer"]], category=p["cat"], title=p["title"], price=p["price"],
        spec_weight_g=p["weight"], listed_at=p["listed"],
    )  # fmt: skip
    plain = np.setdiff1d(np.arange(k), np.asarray(sorted(w.paged), dtype=np.int64))
    w.book.add(
        "listings", len(plain), product_id=p["id"][plain], occurred_at=p["listed"][plain], title=p["title"][plain], category=p["cat"][plain]
    )
    some = plain[w.chance(0.2, len(plain))]
    cleaner = [
        f"{w.pen.pick(['【现货】', '活动价 ', '新版', '秋季', '', '【包邮】'])}{t}{w.pen.pick(['', ' 送礼', ' 升级款', '（新包装）'])}"
        for t in p["title"][some]
    ]
    later = p["listed"][some] + rng.random(len(some)) * (w.clock.end - p["listed"][some])
    w.book.add("listings", len(some), product_id=p["id"][some], occurred_at=later, title=cleaner, category=p["cat"][some])
