"""Many accounts: opened in batches, on farms, hired as crowds, taken from other people, or reading for machines.

What the skilled leave: opened in days of the same weeks, woken in one week, with the same path (batch_accounts);
phones that lie still and act on the same minutes (device_farm); a dense core of people and shops, a tree of
referrals, small commissions from outside (crowd_ring); log-ins far from the place of registration and one address or
card for many names (stolen_identity); even reading of disjoint parts of the catalogue round the clock
(data_scraping).
"""

from __future__ import annotations

import numpy as np

from strangers import places
from strangers.arrays import Floats, Ints, Objs, objs
from strangers.browsing import log_cart, see, sign_in
from strangers.cart import checkout, transfer
from strangers.clock import DAY, HOUR
from strangers.delivery import ship
from strangers.people import new_devices, new_people
from strangers.reviewing import honest_texts, praise_to_order, real
from strangers.rings import Ring, goods_of, lump_pay, outsiders, real_people, ring_cart, studio, turns, window
from strangers.scripts import brief_texts, script_texts, walk_naive, walk_skilled
from strangers.shops import clients
from strangers.world import World

PROXIES = ("45.12.88", "103.27.186", "154.209.4", "23.91.101")


def batch_accounts(w: World, ring: Ring) -> None:
    """A seller of accounts opens, feeds and wakes them; each takes a newcomer's coupon order."""
    n = ring.size
    day = float(w.rng.uniform(2, w.clock.days * 0.35))
    if ring.skilled:
        who = new_people(w, n, house=np.arange(n), since=w.days(day), until=w.days(day + 16), activity=0.15)
        w.people["avatar"][who] = w.hashes(n)
    else:
        who = new_people(
            w,
            n,
            house=np.arange(n) // 20,
            since=w.days(day),
            activity=0.02,
            prefixes=" ".join(places.VIRTUAL_PREFIXES[:2]),
            source="h5",
        )
        w.people["born"][who] = w.days(day) + 14 * HOUR + np.sort(w.rng.random(n)) * 1.2 * HOUR
        w.people["avatar"][who] = w.one_hash()
        w.people["level"][who] = 0
        w.people["regip"][who] = objs([f"{PROXIES[0]}.{int(i)}" for i in w.rng.integers(2, 6, n)])
    wake = day + float(w.rng.uniform(18, 30))
    shops = clients(w, max(2, n // 12))
    w.tie(who, shops)
    for step in range(5):  # the path of feeding: a log-in every few days, at nearly the same hour
        at = w.people["born"][who] + (1 + step * 3) * DAY + w.rng.normal(0, 0.3 if not ring.skilled else 2.5, n) * HOUR
        sign_in(w, who, at)
        see(
            w,
            who,
            at + 30,
            ["view", "view", "like", "view", "follow"][step],
            goods_of(w, shops, n),
            None,
            dwell_s=w.lags(n, 15, 0.3 if not ring.skilled else 0.9),
        )
    at = w.days(wake) + w.rng.random(n) * (2 if not ring.skilled else 9) * DAY
    cart = ring_cart(w, who, goods_of(w, shops, n, 1), w.clock.moments(w.rng, n, w.days(wake), w.days(wake) + DAY) - w.days(wake) + at)
    cart.coupon = np.minimum(10.0, cart.price * 0.5).round(2)
    checkout(w, cart)
    ship(w, cart)
    log_cart(w, cart, 1.0)
    share = 0.5 if ring.skilled else 0.8
    text = brief_texts(w, cart.prod) if ring.skilled else honest_texts(w, cart.prod, np.full(n, 5))
    ids = praise_to_order(w, cart, w.chance(share, n), text, delay=w.lags(n, 20, 0.9) * HOUR)
    ring.mark("order", cart.id)
    ring.mark("review", real(ids))
    ring.people(who)
    ring.shops(np.unique(cart.mer))


def device_farm(w: World, ring: Ring) -> None:
    """Racks of phones."""
    low, high = window(w, ring.skilled)
    phones = max(5, ring.size // 7)
    rom = w.one_hash()
    farm = new_devices(w, phones, farm=rom)
    n = phones if ring.skilled else phones * 3
    who = studio(w, n, per_phone=1, since=low - 50 * DAY, spread=25, active=0.05)
    for column in ("dev", "dev2", "regdev"):
        w.people[column][who] = np.resize(farm, n)
    if ring.skilled:
        w.people["wifi"][who] = None
        w.people["region"][who] = w.rng.choice(len(places.CITIES), 1)
        w.people["source"][who] = "app_store"
        d = w.devices
        mine = np.isin(d["id"].astype(str), farm.astype(str))
        d["charge"][mine] = w.rng.uniform(0.72, 0.93, phones).round(4)
        d["motion"][mine] = w.rng.uniform(0.001, 0.02, phones).round(4)
    shops = clients(w, max(2, ring.size // 18))
    w.tie(who, shops)
    start = w.clock.moments(w.rng, max(2, ring.size // 6), low, high, kind=3)
    at: Floats = start[np.arange(ring.size) % len(start)] + w.rng.normal(0, 60 if ring.skilled else 12, ring.size)
    acc = who[np.argsort(np.concatenate([w.rng.random(n) + k for k in range(ring.size // n + 1)]))[: ring.size] % n]
    cart = ring_cart(w, acc, goods_of(w, shops, ring.size, 2), at, mobile=1.0 if ring.skilled else 0.0)
    checkout(w, cart)
    ship(w, cart)
    if ring.skilled:
        walk_skilled(w, cart, ["在吗", "有货吗 亲", "好的"], 0.3)
        text = brief_texts(w, cart.prod)
    else:
        walk_naive(w, cart)
        text = objs([script_texts(w, w.category(int(p)), w.noun(int(p)), 1)[0] for p in cart.prod])
    idle = np.repeat(who, 6)
    beat = w.clock.moments(w.rng, 6, low, high, kind=3)
    sign_in(w, idle, np.tile(beat, n) + w.rng.normal(0, 40, len(idle)))
    ids = praise_to_order(
        w, cart, w.chance(0.45 if ring.skilled else 0.7, len(cart)), text, delay=w.lags(len(cart), 26 if ring.skilled else 2, 0.5) * HOUR
    )
    lump_pay(w, cart, outsiders(w, 1), fee=3, every=7, keep=0.5 if ring.skilled else 0.9)
    ring.mark("order", cart.id)
    ring.mark("review", real(ids))
    ring.mark("device", farm)
    ring.people(who)
    ring.shops(np.unique(cart.mer))


def crowd_ring(w: World, ring: Ring) -> None:
    """A membership club of real people with own phones: tiers, referrals, commissions."""
    low, high = window(w, True)
    n = max(6, int(ring.size / w.market.crowd_depth))
    who = real_people(w, n, active=0.9)
    parent = who[np.floor(np.arange(n) / 3).astype(int)]
    known = np.arange(n) > 0
    told = known & w.chance(0.85 if not ring.skilled else 0.45, n)
    w.people["referrer"][who[told]] = w.people["id"][parent[told]]
    shops = clients(w, max(3, ring.size // 14))
    w.tie(who, shops)
    cart = ring_cart(w, turns(w, who, ring.size), goods_of(w, shops, ring.size, 2), w.clock.moments(w.rng, ring.size, low, high, kind=0))
    checkout(w, cart)
    ship(w, cart)
    if ring.skilled:
        walk_skilled(w, cart, ["你好 在吗", "这个好看吗实物", "请问有现货吗", "优惠券怎么领"], 0.45)
    else:
        walk_naive(w, cart)
    payer = outsiders(w, 2 if ring.skilled else 1)
    if ring.skilled:
        lump_pay(w, cart, payer, fee=4, every=10, keep=0.55)
    else:
        sums = w.rng.choice([3.0, 4.0, 5.0], len(cart))
        transfer(w, cart.signed + w.lags(len(cart), 26, 0.5) * HOUR, str(payer[0]), w.accounts(cart.acc), sums, "red_packet",
            kinds=("outside", "account"),
                 purse=objs(w.people["card"][cart.acc]))  # fmt: skip
    text = (
        brief_texts(w, cart.prod) if ring.skilled else objs([script_texts(w, w.category(int(p)), w.noun(int(p)), 1)[0] for p in cart.prod])
    )
    ids = praise_to_order(
        w, cart, w.chance(0.38 if ring.skilled else 0.75, len(cart)), text, delay=w.lags(len(cart), 38, 0.5) * HOUR, four=0.05
    )
    ring.mark("order", cart.id)
    ring.mark("review", real(ids))
    ring.people(who)
    ring.shops(np.unique(cart.mer))


def stolen_identity(w: World, ring: Ring) -> None:
    """Accounts in the names of students and villagers, held by one hand."""
    n = ring.size
    far = int(w.rng.integers(30, len(places.CITIES)))
    born = w.days(float(w.rng.uniform(-250, 10)))
    who = new_people(w, n, house=np.arange(n), since=born, until=born + (6 if not ring.skilled else 90) * DAY, activity=0.05, region=far)
    p = w.people
    hand = new_devices(w, 1 if not ring.skilled else max(2, n // 3))
    p["dev"][who], p["dev2"][who] = np.resize(hand, n), np.resize(hand, n)
    low, high = window(w, True)
    shops = clients(w, max(2, n // 10))
    w.tie(who, shops)
    if not ring.skilled:
        p["regdev"][who] = hand[0]
        p["card"][who] = w.one_hash()
        p["address"][who] = w.hashes(2)[w.rng.integers(0, 2, n)]
    else:
        p["card"][who] = w.hashes(max(2, n // 6))[w.rng.integers(0, max(2, n // 6), n)]
        p["address"][who[: n // 2]] = w.one_hash()
    at = w.clock.moments(w.rng, n * 2, low, high)
    cart = ring_cart(w, np.tile(who, 2), goods_of(w, shops, n * 2), at)
    use = w.rng.permutation(len(cart))[: max(8, int(n * 1.3))]
    cart = ring_cart(w, cart.acc[use], cart.prod[use], cart.at[use])
    cart.ip, cart.ipk = _elsewhere(w, ring, len(cart))
    cart.coupon = np.minimum(15.0, cart.price * 0.4).round(2)
    checkout(w, cart)
    ship(w, cart)
    logs = np.repeat(who, 4)
    ip, kind = _elsewhere(w, ring, len(logs))
    sign_in(w, logs, w.clock.moments(w.rng, len(logs), low, high), ip=ip, kind=kind, wifi=objs(None, len(logs)), client="app")
    log_cart(w, cart, 1.0)
    ring.mark("order", cart.id)
    ring.people(who)


def _elsewhere(w: World, ring: Ring, n: int) -> tuple[Objs, Objs]:
    """Give n network addresses of the hand that holds the accounts, and their kinds."""
    if not ring.skilled:
        return objs([f"{PROXIES[1]}.{int(i)}" for i in w.rng.integers(2, 5, n)]), objs("hosting", n)
    nets = [f"116.{a}.{b}" for a, b in w.rng.integers(2, 250, (5, 2)).tolist()]
    ips = objs([f"{w.pen.pick(nets)}.{int(i)}" for i in w.rng.integers(2, 250, n)])
    return ips, objs("proxy" if w.rng.random() < 0.5 else "home", n)


def data_scraping(w: World, ring: Ring) -> None:
    """Accounts that read the catalogue for a machine."""
    n = max(3, ring.size // 6) if not ring.skilled else ring.size
    who = new_people(w, n, house=np.arange(n), since=w.days(-30), until=w.days(15), activity=0.0 if not ring.skilled else 0.05)
    low, high = window(w, ring.skilled)
    goods = w.rng.permutation(len(w.products))
    goods = goods[w.products["listed"][goods] < low]
    total = min(len(goods), max(300, w.orders // 40)) * (2 if not ring.skilled else 1)
    part = np.resize(goods, total)
    acc = who[np.arange(total) * n // total]
    if ring.skilled:
        at = low + w.rng.random(total) * (high - low)
        dwell = w.rng.uniform(2, 9, total).round(1)
    else:
        at = low + 3 * HOUR + (np.arange(total) % (total // n + 1)) * 4.0 + w.rng.normal(0, 0.1, total)
        dwell = w.rng.uniform(0.2, 1.2, total).round(1)
    session = objs([f"v{abs(hash((int(a), int(t // DAY)))) % 10**10:010d}" for a, t in zip(acc, at, strict=True)])
    see(w, acc, at, "view", part, session, dwell_s=dwell, source="direct", list_position=np.full(total, np.nan))
    _scraper_logins(w, ring, who, low, high)
    ring.people(who)


def _scraper_logins(w: World, ring: Ring, who: Ints, low: float, high: float) -> None:
    logs = np.repeat(who, 8)
    n = len(logs)
    net = [f"{w.rng.integers(60, 220)}.{w.rng.integers(2, 250)}.{w.rng.integers(2, 250)}" for _ in range(30)]
    ips = [f"{w.pen.pick(net)}.{w.rng.integers(2, 250)}" if ring.skilled else f"{PROXIES[2]}.{w.rng.integers(2, 30)}" for _ in range(n)]
    sign_in(w, logs, low + w.rng.random(n) * (high - low), ip=objs(ips), kind=objs("home" if ring.skilled else "hosting", n),
        wifi=objs(None, n),
            client="app" if ring.skilled else "pc")  # fmt: skip
