"""Innocent things that look false, the buying sort: sales, crowds, firms, families, fans; each in two shapes."""

from __future__ import annotations

import numpy as np

from strangers import places
from strangers.arrays import Floats, Ints, choose, objs
from strangers.browsing import say, see, strollers
from strangers.cart import Cart, finish, make_cart, transfer
from strangers.clock import DAY, HOUR
from strangers.goods import ALL
from strangers.people import new_people
from strangers.reviewing import put_reviews
from strangers.shopping import sell
from strangers.shops import new_shops, ordinary, owner_of
from strangers.world import World


def shops_of(w: World, n: int, forms: tuple[str, ...] = ("goods",), *, small: bool = True, families: tuple[str, ...] = ()) -> Ints:
    """Pick honest shops of some forms or families, else any."""
    cats = [c for c in w.market.goods if ALL[c].form in forms and (not families or ALL[c].family in families)]
    return ordinary(w, n, cats=cats or None, small=small)


def product_of(w: World, shop: int) -> int:
    """Pick one of a shop's goods."""
    return int(w.rng.choice(w.shop_products(shop)))


def alive(w: World, n: int, at: float) -> Ints:
    """Draw honest people whose accounts live at a moment."""
    acc, _ = strollers(w, n * 3 + 30)
    fine = acc[(w.people["born"][acc] < at - DAY) & (w.people["stop"][acc] > at + 30 * DAY)]
    return np.unique(fine)[:n] if len(np.unique(fine)) >= n else fine[:n]


def sale_day(w: World, margin: int = 16) -> int:
    """Pick a day well inside the data."""
    return int(w.rng.integers(6, w.clock.days - margin))


def honest(w: World, acc: Ints, prod: int | Ints, at: Floats) -> Cart:
    """Build honest orders for one product or several."""
    at = np.asarray(at, dtype=np.float64)
    goods = np.broadcast_to(np.asarray(prod), len(acc)).astype(np.int64)
    late = w.products["listed"][goods] > at
    for p in np.unique(goods[late]).tolist():
        w.products["listed"][p] = float(at.min()) - 2 * DAY
    return make_cart(w, acc, goods, at)


def announce(w: World, kind: str, shop: int, prod: int, low: float, high: float, any_rating: bool | None = None) -> None:
    """Write a shop's campaign for one of its goods."""
    w.book.add("campaigns", 1, campaign_id=w.ids("z", 1), kind=kind, starts_at=low, ends_at=high, merchant_id=str(w.shops["id"][shop]),
               product_id=str(w.products["id"][prod]), category=str(w.products["cat"][prod]), budget=float(w.rng.integers(500, 20000)),
               any_rating=None if any_rating is None else np.asarray([any_rating], dtype=object),
               created_by=str(w.shops["id"][shop]))  # fmt: skip


def mark(w: World, cart: Cart, code: str, *, shops: bool = True, people: bool = False) -> None:
    """Name orders, and their shops and buyers, as lookalikes."""
    w.key.hard("order", cart.id, code)
    if shops:
        w.key.hard("merchant", np.unique(w.shops["id"][cart.mer].astype(str)), code)
    if people:
        w.key.hard("account", np.unique(w.accounts(cart.acc).astype(str)), code)


def flash_sale(w: World, unit: int) -> None:
    """Minutes at eight in the evening; and a clearance until midnight."""
    for shape in range(2):
        shop = int(shops_of(w, 1, small=shape == 0)[0])
        prod, day = product_of(w, shop), sale_day(w)
        start = w.days(day) + (20 if shape == 0 else 21.5) * HOUR
        acc = alive(w, unit * 2, start)
        at = start + (w.rng.exponential(140, len(acc)) if shape == 0 else w.rng.beta(3, 1, len(acc)) * 2.5 * HOUR)
        announce(w, "promotion", shop, prod, start, start + 3 * HOUR)
        cart = honest(w, acc, prod, at)
        cart.coupon = (cart.price * 0.4).round(2)
        cart.session = w.ids("v", len(cart))
        sell(w, cart)
        mark(w, cart, "flash_sale")


def influencer(w: World, unit: int) -> None:
    """A known face shows it one evening; or a note that people find for weeks."""
    for shape in range(2):
        shop = int(shops_of(w, 1)[0])
        prod, day = product_of(w, shop), sale_day(w, 26)
        start = w.days(day) + 20.5 * HOUR
        acc = alive(w, unit * 2, start)
        at = start + (w.lags(len(acc), 1500, 0.9) if shape == 0 else w.rng.exponential(4, len(acc)) * DAY)
        announce(w, "influencer", shop, prod, start - HOUR, start + 10 * DAY)
        cart = honest(w, acc, prod, at)
        if shape:
            word = f"{w.pen.pick(['小鱼儿', '大表姐', '阿May'])}推荐的{w.noun(prod)}"
            see(w, cart.acc, cart.at - 200, "search", None, cart.session, search_query=objs(word, len(cart)), source="search")
        sell(w, cart, talk=1.3)
        mark(w, cart, "influencer")


def group_buy(w: World, unit: int) -> None:
    """A leader orders for the stairwell; or the neighbours order each and fetch it at the leader's."""
    for shape in range(2):
        shop = int(shops_of(w, 1, families=("fresh", "food", "home", "beauty"))[0])
        start = w.days(sale_day(w)) + 19 * HOUR
        people = alive(w, unit, start)
        lead = people[0]
        acc = np.full(unit, lead) if shape == 0 else people
        at = start + np.sort(w.rng.random(len(acc))) * (0.5 if shape == 0 else 4) * HOUR
        cart = honest(w, acc, product_of(w, shop), at)
        cart.address = objs(w.people["address"][lead], len(cart))
        if shape == 0:
            cart.receiver = w.hashes(len(cart))
            transfer(
                w,
                start - w.rng.random(unit) * HOUR,
                w.accounts(np.resize(people, unit)),
                str(w.people["id"][lead]),
                cart.amount,
                "transfer",
            )
        say(w, start - w.lags(4, 2 * HOUR, 0.4), objs(["接龙开始啦", "1号楼 2份", "+1", "+2 谢谢团长"]), w.accounts(np.resize(people, 4)), None,
            channel="group",
            group=f"grp{w.one_hash()[:8]}")  # fmt: skip
        sell(w, cart, talk=0.7)
        mark(w, cart, "group_buy", people=True)


def company_order(w: World, unit: int) -> None:
    """Gift boxes for a firm's people; or an afternoon's tea from one office."""
    for shape in range(2):
        shop = int(shops_of(w, 1, ("goods",) if shape == 0 else ("meal", "goods"))[0])
        start = w.days(sale_day(w)) + (10.5 if shape == 0 else 14.5) * HOUR
        office = new_people(w, unit, house=np.zeros(unit), place="office", until=start - 5 * DAY, since=start - 300 * DAY)
        acc = np.full(unit, office[0]) if shape == 0 else office
        cart = honest(w, acc, product_of(w, shop), start + np.sort(w.rng.random(unit)) * (0.3 if shape == 0 else 0.7) * HOUR)
        cart.card = objs(w.people["card"][office[0]], unit) if shape == 0 else cart.card
        cart.receiver = w.hashes(unit)
        sell(w, cart, talk=0.5)
        mark(w, cart, "company_order", people=True)


def dormitory(w: World, unit: int) -> None:
    """Room after room on one school network; or one floor's order of the exam's book."""
    for shape in range(2):
        start = w.days(sale_day(w)) + 21 * HOUR
        floor = new_people(w, unit, house=np.zeros(unit), place="campus", since=w.days(-200), until=w.days(-40), activity=1.2)
        w.key.hard("account", w.accounts(floor), "dormitory")
        w.key.hard("address", [str(w.people["address"][floor[0]])], "dormitory")
        if shape:
            shop = int(shops_of(w, 1, families=("toys", "food"))[0])
            cart = honest(w, floor, product_of(w, shop), start + w.rng.exponential(6, unit) * HOUR)
            sell(w, cart)
            mark(w, cart, "dormitory", shops=False)


def family_phone(w: World, unit: int) -> None:
    """Mother and child on one phone; three generations with one card and one tablet; a clerk who orders for the old of the street."""
    for size in (2, 4, 7):
        n = max(size, unit // size * size)
        who = new_people(w, n, house=np.arange(n) // size, activity=1.1, since=w.days(-300), until=w.days(-5))
        first = who[np.arange(n) // size * size]
        w.people["dev" if size != 4 else "dev2"][who] = w.people["dev"][first]
        w.people["card"][who] = w.people["card"][first]
        w.people["referrer"][who] = choose(who == first, None, w.people["id"][first])
        w.key.hard("account", w.accounts(who), "family_phone")
        w.key.hard("device", w.people["dev"][first], "family_phone")


def consumables(w: World, unit: int) -> None:
    """The same soap every month; nappies every three weeks, two boxes at a time."""
    for shape, gap in enumerate((30.0, 19.0)):
        shop = int(shops_of(w, 1, families=("beauty", "home", "food", "fresh"))[0])
        prod = product_of(w, shop)
        times = int(min(6, w.clock.days // gap))
        acc = alive(w, max(4, unit // 3), w.days(4))
        row = np.repeat(acc, times)
        at = np.asarray([w.days(3 + k * gap + float(w.rng.normal(0, 2.5))) + 20 * HOUR for _ in acc for k in range(times)])
        fine = (at > w.clock.start) & (at < w.clock.end - 2 * DAY)
        cart = honest(w, row[fine], prod, at[fine])
        cart.qty = np.full(len(cart), float(shape + 1))
        sell(w, cart, talk=0.8)
        mark(w, cart, "consumables", people=True)


def new_shop_friends(w: World, unit: int) -> None:
    """Friends order in the first week; or the owner's village does."""
    for shape in range(2):
        day = float(w.rng.uniform(8, w.clock.days - 30))
        shop = int(new_shops(w, 1, opened=(day, day + 1), pop=0.1)[0])
        boss = owner_of(w, np.asarray([shop]))
        n = max(5, unit // 3)
        friends = new_people(w, n, house=np.arange(n) if shape == 0 else np.zeros(n), since=w.days(-200), until=w.days(day - 2),
            activity=0.9,
                             region=int(w.people["region"][boss[0]]))  # fmt: skip
        cart = honest(w, friends, w.rng.choice(w.shop_products(shop), n), w.days(day + 1) + w.rng.random(n) * 6 * DAY)
        w.products["listed"][w.shop_products(shop)] = w.days(day)
        sell(w, cart, talk=2.2)
        mark(w, cart, "new_shop_friends", people=True)


def fan_club(w: World, unit: int) -> None:
    """Copies at the minute of release, with chants; likes in step the day before."""
    shop = int(shops_of(w, 1, small=False)[0])
    prod, day = product_of(w, shop), sale_day(w)
    fans = alive(w, unit, w.days(day))
    start = w.days(day) + 12 * HOUR
    acc = np.repeat(fans, 1 + w.rng.poisson(0.6, len(fans)))
    cart = honest(w, acc, prod, start + w.rng.exponential(400, len(acc)))
    finish(cart, np.ones(len(cart), dtype=np.bool_), "signed")
    sell(w, cart, talk=0.0)
    chant = objs(
        [
            w.pen.pick(["为哥哥冲销量", "支持支持，值得", "小卡好美", "数据女工打卡", "xx加油！全款拿下", "终于等到代言"])
            + w.pen.pick(["！", "💗💗", "", "~"])
            for _ in acc
        ]
    )
    k = w.chance(0.6, len(acc))
    put_reviews(
        w,
        cart.acc[k],
        cart.prod[k],
        cart.signed[k] + w.lags(int(k.sum()), 6, 1.0) * HOUR,
        np.full(int(k.sum()), 5),
        chant[k],
        order=cart.id[k],
    )
    mark(w, cart, "fan_club", people=True)
    group = alive(w, unit, w.days(day))
    at = w.days(day - 1) + 21 * HOUR + w.rng.exponential(300, len(group))
    for kind in ("view", "like", "favourite", "share"):
        some = w.chance(0.85, len(group))
        see(w, group[some], at[some] + w.rng.uniform(5, 200, int(some.sum())), kind, np.full(int(some.sum()), prod), None, source="share")
    w.key.hard("account", w.accounts(group), "fan_club")


def taste_community(w: World, unit: int) -> None:
    """Makers of journals who all know the same small shops; a book club's month."""
    for shape in range(2):
        shops = shops_of(w, 5 if shape == 0 else 2, families=("toys", "beauty", "wear", "fresh", "service"))
        n = max(8, unit // 2)
        members = alive(w, n, w.days(10))
        times = 4 if shape == 0 else 2
        acc = np.repeat(members, times)
        prod = np.asarray([product_of(w, int(s)) for s in w.rng.choice(shops, len(acc))], dtype=np.int64)
        at = w.clock.moments(w.rng, len(acc), w.days(12), w.clock.end - 14 * DAY if shape == 0 else w.days(26), kind=1)
        cart = honest(w, acc, prod, at)
        sell(w, cart, talk=1.6)
        mark(w, cart, "taste_community", shops=False, people=True)


def parcel_station(w: World, unit: int) -> None:
    """One address for a quarter: a station by the gate, a village's shop."""
    for share in (0.02, 0.008):
        n = max(unit, int(len(w.people) * share))
        town = int(w.rng.integers(0, len(places.CITIES))) if not w.market.home_cities else int(w.market.home_cities[0])
        pool = np.flatnonzero((w.people["region"] == town) & (w.people["activity"] > 0.02))[:n]
        if len(pool) > 3:
            w.people["address"][pool] = w.one_hash()
            w.key.hard("address", [str(w.people["address"][pool[0]])], "parcel_station")
            w.key.hard("account", w.accounts(pool[:40]), "parcel_station")
