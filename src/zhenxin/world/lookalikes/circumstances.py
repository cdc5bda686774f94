"""Circumstances that many innocents share: they are part of the background, and the answer key says who is in them."""

import numpy as np

from zhenxin.world.categories import CATEGORIES
from zhenxin.world.market import carries
from zhenxin.world.parcels import LOCAL
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.bank import DEFAULT, PHRASES, SHORT


def name_circumstances(world: World, happened: Happened, texts: list[str]) -> None:
    """Shared warehouses, stations and phones, light or weightless goods, parcels across one city, set praise, people who review a lot."""
    market, people, key = world.market, world.people, world.key
    bought, parcels, reviews = happened.bought, happened.parcels, happened.reviews
    key.hard("sender", market.shared_senders, "shared_warehouse")
    key.hard("merchant", np.flatnonzero(np.isin(market.sender, market.shared_senders)), "shared_warehouse")
    _places(world)
    _phones(world)
    _carriers(world)
    light = np.array([item.light for item in CATEGORIES])[market.product_category]
    key.hard("order", np.flatnonzero(light[bought.plan.product]), "light_goods")
    key.hard("product", np.flatnonzero(light), "light_goods")
    key.hard("order", np.flatnonzero(~carries(market, bought.plan.product)), "virtual_goods")
    key.hard("order", parcels.order[parcels.track == LOCAL], "local_parcel")
    said = set(DEFAULT) | set(PHRASES) | set(SHORT)
    key.hard("review", np.array([row for row, text in enumerate(texts) if text in said], dtype=np.int64), "default_praise")
    counts = np.bincount(reviews.account, minlength=people.count)
    key.hard("account", np.flatnonzero(counts >= max(12, float(np.quantile(counts, 0.997)))), "heavy_reviewer")


def _places(world: World) -> None:
    people = world.people
    homes = np.unique(people.home, return_inverse=True)[1]
    pairs = np.unique(people.address * (homes.max() + 1) + homes)
    address, households = np.unique(pairs // (homes.max() + 1), return_counts=True)
    world.key.hard("address", address[households >= 8], "parcel_station")


def _carriers(world: World) -> None:
    """Whoever is mostly on mobile data is behind few addresses that hundreds share."""
    people = world.people
    pool = people.region * 10 + people.carrier
    crowded = np.bincount(pool)[pool] >= 30
    world.key.hard("account", np.flatnonzero((people.mobile > 0.7) & crowded), "carrier_nat")


def _phones(world: World) -> None:
    people = world.people
    phone, accounts = np.unique(people.phone, return_counts=True)
    shared = phone[accounts > 1]
    world.key.hard("device", shared, "family_phone")
    world.key.hard("account", np.flatnonzero(np.isin(people.phone, shared)), "family_phone")
    onward = np.intersect1d(people.phone, people.phone_after[~np.isinf(people.changes_at)])
    world.key.hard("device", onward, "second_hand_phone")
    world.key.hard("account", np.flatnonzero(np.isin(people.phone_after, onward)), "second_hand_phone")
