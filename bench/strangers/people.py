"""People: households, dormitories and offices with their networks, phones, addresses and habits; the accounts they own."""

from __future__ import annotations

import numpy as np

from strangers import places
from strangers.arrays import Any1, Ints, Objs, choose, objs
from strangers.clock import DAY, hours
from strangers.world import World

CAME_FROM = ("app_store", "wechat", "search", "share_link", "offline_qr", "alipay", "h5")


def new_devices(w: World, n: int, *, farm: str = "") -> Objs:
    """Make phones; a farm's phones share one image, hang on the charger and lie still."""
    rng = w.rng
    models = [row.split(",") for row in places.PHONES.split("|")]
    picks = rng.zipf(1.4, n) % len(models) if not farm else np.full(n, rng.integers(6, len(models)))
    roms = {m[0]: f"{abs(hash_of(m[0])):016x}" for m in models}
    minor = rng.integers(0, 24, n)
    rom = [farm or f"{roms[models[int(p)][0]][:13]}{int(v):03x}" for p, v in zip(picks, minor, strict=True)]
    ids = w.ids("d", n)
    w.devices.extend(
        n,
        id=ids,
        model=objs([models[int(p)][0] for p in picks]),
        os=objs([models[int(p)][1] for p in picks]),
        rom=objs(rom),
        emu=w.chance(0.004, n),
        charge=np.clip(rng.beta(2, 6, n) if not farm else rng.beta(60, 1.5, n), 0, 1).round(4),
        motion=np.clip(rng.beta(3, 4, n) if not farm else rng.beta(1, 60, n), 0, 1).round(4),
    )
    return ids


def hash_of(text: str) -> int:
    """Give a number for a text that is the same in every run."""
    value = 1469598103934665603
    for letter in text:
        value = ((value ^ ord(letter)) * 1099511628211) % 2**61
    return value


def regions(w: World, n: int) -> Ints:
    """Draw home cities; a regional market has few of them."""
    weights = np.asarray(places.WEIGHTS)
    if w.market.home_cities:
        keep = np.asarray(w.market.home_cities)
        weights = np.where(np.isin(np.arange(len(weights)), keep), weights * 30, weights * 0.02)
    return np.searchsorted(np.cumsum(weights) / weights.sum(), w.rng.random(n)).astype(np.int64)


def new_people(
    w: World, n: int, *, house: Any1 | None = None, place: str = "home", since: float | None = None, until: float | None = None,
    activity: float = 1.0, prefixes: str = "", region: int | None = None, source: str = "",
) -> Ints:  # fmt: skip
    """Open n accounts; people of one house number share address, wifi, network and region."""
    rng = w.rng
    houses = np.arange(n) if house is None else np.asarray(house)
    _, homes = np.unique(houses, return_inverse=True)
    m = int(homes.max()) + 1
    at_home = regions(w, m) if region is None else np.full(m, region)
    nets = np.asarray([f"{int(a)}.{int(b)}.{int(c)}" for a, b, c in zip(
        rng.choice([112, 113, 114, 115, 121, 122, 123, 180, 182, 183, 218, 222], m), 10 + at_home * 4 + rng.integers(0, 4, m),
        rng.integers(0, max(3, min(250, w.orders // 400)), m), strict=True)], dtype=object)  # fmt: skip
    born = _births(w, n, since, until)
    ids = w.ids("u", n)
    dev = new_devices(w, n)
    second = np.where(w.chance(0.13, n), 1, 0)
    dev2 = objs(dev)
    dev2[second == 1] = new_devices(w, int(second.sum()))
    address, wifi = w.hashes(m)[homes], w.hashes(m)[homes]
    phones = (prefixes or " ".join(places.PHONE_PREFIXES)).split()
    names = w.hashes(n)
    return w.people.extend(
        n,
        id=ids, born=born, phone=w.hashes(n), prefix=_prefixes(w, n, phones), name=names,
        avatar=_avatars(w, n), referrer=objs(None, n), regip=objs(None, n),
        source=objs(source, n) if source else objs(rng.choice(CAME_FROM, n, p=(0.4, 0.2, 0.15, 0.12, 0.05, 0.05, 0.03))),
        region=at_home[homes], house=homes + _houses(w, m), level=np.clip(rng.poisson(2.2, n), 0, 6), net=objs(nets[homes]),
        host=rng.integers(2, 250, m)[homes],
        wifi=objs(wifi), address=objs(address), receiver=w.hashes(n), card=w.hashes(n), dev=dev, dev2=dev2, regdev=objs(dev),
        place=objs(place, n), activity=rng.pareto(1.7, n).clip(0.02, 25) * activity + (0.02 if activity else 0),
        habit=rng.normal(0, 0.5, n),
        talk=rng.beta(0.7, 1.6, n), hours=rng.choice(4, n, p=[0.6, 0.2, 0.1, 0.1]) if place != "campus" else np.ones(n, dtype=np.int64),
        client=objs(list(rng.choice(["app", "h5", "mini_program", "pc"], n, p=[0.66, 0.06, 0.22, 0.06]))),
        fav=np.full(n, -1), fav2=np.full(n, -1), stop=np.full(n, np.inf),
    )  # fmt: skip


def _prefixes(w: World, n: int, phones: list[str]) -> Objs:
    """A few honest people use virtual operators too: they are cheap."""
    cheap = w.chance(0.025, n)
    usual = w.rng.integers(0, len(phones), n)
    return objs([w.pen.pick(places.VIRTUAL_PREFIXES) if c else phones[int(i)] for c, i in zip(cheap, usual, strict=True)])


def _houses(w: World, m: int) -> int:
    w.houses += m
    return w.houses - m


def _births(w: World, n: int, since: float | None, until: float | None) -> Any1:
    rng = w.rng
    if since is None:
        old = w.clock.start - rng.gamma(1.3, 420, n) * DAY
        new = w.clock.start + rng.random(n) * w.clock.days * DAY * 0.95
        days = np.where(w.chance(0.28, n), new, old)
    else:
        days = since + rng.random(n) * ((until if until is not None else since + DAY) - since)
    return (days - w.clock.start) // DAY * DAY + w.clock.start + hours(rng, n) * 3600


def _avatars(w: World, n: int) -> Objs:
    out = w.hashes(n)
    common = objs([f"{hash_of(f'avatar{k}'):016x}" for k in range(40)])
    plain = w.chance(0.3, n)
    out[plain] = common[w.rng.zipf(1.3, int(plain.sum())) % 40]
    return out


def populate(w: World) -> None:
    """Fill the market with honest people: singles, couples, families, dormitories and offices."""
    rng, n = w.rng, int(w.orders * w.market.people_per_order)
    sizes = rng.choice([1, 2, 3, 4, 5], n, p=list(w.market.households))
    house = np.repeat(np.arange(n), sizes)[: int(n * w.market.at_home)]
    family = new_people(w, len(house), house=house)
    _share_phones(w, family, house)
    for place, share, low, high in (("campus", w.market.at_campus, 25, 130), ("office", w.market.at_office, 12, 70)):
        left = int(n * share)
        while left > 0:
            k = int(rng.integers(low, high))
            group = new_people(w, k, house=np.zeros(k), place=place)
            if place == "campus":
                w.people["hours"][group] = 1
            left -= k
    _second_hand(w)


def _share_phones(w: World, who: Ints, house: Any1) -> None:
    """In some homes a second phone or the card is shared: children and the old use it too."""
    same = np.concatenate([[False], house[1:] == house[:-1]])
    lent = same & w.chance(0.16, len(who))
    w.people["dev2"][who[lent]] = w.people["dev"][who[lent] - 1]
    only = same & w.chance(0.05, len(who))
    w.people["dev"][who[only]] = w.people["dev"][who[only] - 1]
    paid = same & w.chance(0.2, len(who))
    w.people["card"][who[paid]] = w.people["card"][who[paid] - 1]
    kin = same & w.chance(0.35, len(who))
    w.people["referrer"][who[kin]] = w.people["id"][who[kin] - 1]


def _second_hand(w: World) -> None:
    """Some phones were another's before: that one stops, the next one comes a while later with the same phone."""
    n = len(w.people)
    sell, buy = w.rng.choice(n, (2, max(2, n // 70)), replace=False)
    handed = w.clock.start + w.rng.random(len(sell)) * w.clock.days * DAY * 0.6
    w.people["stop"][sell] = handed
    w.people["born"][buy] = np.maximum(handed + w.lags(len(buy), 5, 0.6) * DAY, w.people["born"][buy])
    late = w.people["born"][buy] < w.clock.end - 5 * DAY
    for column in ("dev", "dev2", "regdev"):
        w.people[column][buy[late]] = w.people["dev"][sell[late]]
    w.key.hard("account", w.people["id"][buy[late]], "second_hand_phone")
    w.key.hard("device", w.people["dev"][sell[late]], "second_hand_phone")


def write_people(w: World) -> None:
    """Write every account and device into the book."""
    p, n = w.people, len(w.people)
    home = objs([f"{net}.{int(h)}" for net, h in zip(p["net"], p["host"], strict=True)])
    regip = choose([v is None for v in p["regip"]], home, p["regip"])
    w.book.add(
        "accounts", n, account_id=p["id"], registered_at=p["born"], phone_hash=p["phone"], phone_prefix=p["prefix"], name_hash=p["name"],
        avatar_hash=p["avatar"], referrer_id=p["referrer"], register_device_id=p["regdev"], register_ip=regip, register_source=p["source"],
        region=objs([places.CITIES[int(r)] for r in p["region"]]), level=p["level"],
    )  # fmt: skip
    d = w.devices
    w.book.add(
        "devices", len(d), device_id=d["id"], model=d["model"], os=d["os"], rom_hash=d["rom"], is_emulator=d["emu"],
        charging_share=d["charge"], motion_share=d["motion"],
    )  # fmt: skip
