"""The registers of a world: accounts, devices, shops, products, campaigns; in the order of their days, or of ids that say nothing."""

import numpy as np
import pyarrow as pa

from zhenxin.world.arrays import NONE, Dice, Ints, full, lognormal, pick
from zhenxin.world.categories import CATEGORIES, CITIES
from zhenxin.world.clock import DAY
from zhenxin.world.market import spec_known
from zhenxin.world.names import Names, money, numbers, times, words
from zhenxin.world.people import network_of
from zhenxin.world.shopping import friends_of
from zhenxin.world.state import World
from zhenxin.world.tables import network_columns
from zhenxin.world.write import Part, in_time

_MODELS = (
    "V30",
    "V29e",
    "K70",
    "K60",
    "Note13",
    "P60",
    "Mate60",
    "Nova12",
    "Reno11",
    "A3",
    "X100",
    "Y78",
    "S18",
    "iQ12",
    "i15",
    "i14",
    "i13",
    "iSE",
    "Z9",
    "GT5",
)
_SYSTEMS = ("13", "14", "15", "16", "12")
PREFIXES = (
    "130",
    "131",
    "135",
    "136",
    "137",
    "138",
    "139",
    "150",
    "151",
    "158",
    "159",
    "177",
    "180",
    "186",
    "188",
    "189",
    "170",
    "171",
    "165",
    "167",
)
VIRTUAL = range(16, 20)
"""Places of prefixes whose numbers are sold by resellers."""
_COMMON_NAMES = 0.22
"""Share of people whose name many have."""
_RANKS = ("0", "1", "2", "3", "4", "5", "6", "7")


def put_accounts(shelf: Part, names: Names, world: World) -> None:
    """Accounts, and the devices seen with them."""
    people, rng = world.people, world.dice("registers")
    n = people.count
    account = np.arange(n, dtype=np.int64)
    referrer = friends_of(people, account, rng.integers(0, 3, n))
    referred = (rng.random(n) < 0.16) & (people.registered[referrer] < people.registered)
    line = full(n)
    line[list(people.nurseries)] = list(people.nurseries.values())
    networks = network_of(people, rng, account, people.registered, line)
    old = people.registered < -400 * DAY
    rank = np.clip(np.log2(1 + people.activity * 6 * lognormal(rng, 1, 0.4, n)) + old, 0, 7).astype(np.int64)
    order = in_time(names, "account", people.registered)
    device = np.where(old & (rng.random(n) < 0.7), people.devices + account, people.phone)
    filed = people.filed
    columns = {
        "account_id": names.ids("account", account),
        "registered_at": times(people.registered),
        "phone_hash": names.ids("phone", _filed(filed.number, account)),
        "phone_prefix": words(list(PREFIXES), _filed(filed.prefix, pick(rng, [10] * 16 + [4, 4, 2, 2], n))),
        "name_hash": names.ids("name", _filed(filed.name, _names(rng, n))),
        "avatar_hash": names.ids(
            "avatar",
            _filed(
                filed.avatar,
                np.where(rng.random(n) < 0.4, rng.integers(0, 24, n) + 10 * n, np.where(rng.random(n) < 0.85, account, NONE)),
            ),
        ),
        "referrer_id": names.ids("account", _filed(filed.referrer, np.where(referred, referrer, NONE))),
        "register_device_id": names.ids("device", np.where(rng.random(n) < 0.1, NONE, device)),
        "register_ip": network_columns(names, networks, account)["ip"],
        "register_source": words(["app", "share", "campaign", "web"], pick(rng, [60, 15, 15, 10], n)),
        "region": words(list(CITIES), np.where(rng.random(n) < 0.96, people.region, pick(rng, np.ones(len(CITIES)), n))),
        "level": words(list(_RANKS), rank),
    }
    shelf.put("accounts", {name: column.take(pa.array(order)) for name, column in columns.items()})
    put_devices(shelf, names, world, rng)


def _filed(given: Ints, usual: Ints) -> Ints:
    return np.where(given >= 0, given, usual)


def _names(rng: Dice, n: int) -> Ints:
    """Most names are one's own; some are common, a few very common."""
    common = pick(rng, 1.0 / (np.arange(max(n // 3, 1)) + 12.0) ** 0.9, n)
    return np.where(rng.random(n) < _COMMON_NAMES, 20 * n + common, np.arange(n))


def put_devices(shelf: Part, names: Names, world: World, rng: Dice, *, first: int = 0) -> None:
    """Every device from number `first` on."""
    people = world.people
    n = people.devices
    model = pick(rng, 1.0 / (np.arange(len(_MODELS)) + 2.0), n)
    system = pick(rng, [24, 34, 28, 6, 8], n)
    rom = model * 100 + system * 10 + pick(rng, [50, 25, 15, 10], n)
    own_rom = rng.random(n) < 0.04
    rom = np.where(own_rom, 100_000 + rng.integers(0, max(n // 12, 1), n), rom)
    on_shelf = rng.random(n) < 0.035
    charging = np.where(on_shelf, rng.beta(14, 2, n), rng.beta(2, 5, n))
    motion = np.where(on_shelf, rng.beta(1.2, 14, n), rng.beta(4, 4, n))
    for number, (rack, careful) in enumerate(people.racks):
        m = len(rack)
        if careful:  # cloud phones: makes and batteries look real, nobody walks about with them
            still = rack[rng.random(m) < 0.6]
            motion[still] = rng.beta(1.2, 14, len(still))
            continue
        model[rack], system[rack] = model[rack[0]], system[rack[0]]
        rom[rack] = np.where(rng.random(m) < 0.92, 500_000 + number * 7, rom[rack])
        charging[rack], motion[rack] = rng.beta(60, 1.2, m), rng.beta(1, 60, m)
    device = np.arange(n, dtype=np.int64)
    order = np.argsort(names.codes("device", device), kind="stable")
    order = order[order >= first]
    silent = rng.random(n) < 0.12
    shelf.put("devices", {
        "device_id": names.ids("device", device[order]),
        "model": words(list(_MODELS), model[order]),
        "os": words(list(_SYSTEMS), system[order]),
        "rom_hash": names.ids("rom", rom[order]),
        "is_emulator": pa.array((rng.random(n) < 0.004)[order]),
        "charging_share": numbers(np.where(silent, np.nan, np.round(charging, 3))[order]),
        "motion_share": numbers(np.where(silent, np.nan, np.round(motion, 3))[order]),
    })  # fmt: skip


def put_market(shelf: Part, names: Names, world: World) -> None:
    """Shops and products."""
    market, rng = world.market, world.dice("market registers")
    m = market.merchants
    shop = np.arange(m, dtype=np.int64)
    order = in_time(names, "merchant", market.opened)
    owner = np.where(rng.random(m) < 0.97, market.entity, shop)
    checked = market.opened + rng.exponential(4 * DAY, m)
    columns = {
        "merchant_id": names.ids("merchant", shop),
        "opened_at": times(market.opened),
        "legal_entity_id": names.ids("entity", market.entity),
        "controller_hash": names.ids("controller", owner),
        "phone_hash": names.ids("shop phone", np.where(rng.random(m) < 0.6, market.entity, shop)),
        "payout_instrument_hash": names.ids("instrument", shop * 8 + 1),
        "licence_hash": names.ids("licence", market.entity),
        "licence_checked_at": times(np.where(rng.random(m) < 0.1, np.nan, checked)),
        "category": words([item.code for item in CATEGORIES], market.category),
        "region": words(list(CITIES), market.region),
        "name": pa.array(market.name, type=pa.string()),
    }
    shelf.put("merchants", {name: column.take(pa.array(order)) for name, column in columns.items()})
    order = in_time(names, "product", market.listed)
    columns = {
        "product_id": names.ids("product", np.arange(market.products, dtype=np.int64)),
        "merchant_id": names.ids("merchant", market.product_merchant),
        "category": words([item.code for item in CATEGORIES], market.product_category),
        "title": pa.array(market.title, type=pa.string()),
        "price": money(market.price),
        "spec_weight_g": numbers(spec_known(market)),
        "listed_at": times(market.listed),
    }
    shelf.put("products", {name: column.take(pa.array(order)) for name, column in columns.items()})
