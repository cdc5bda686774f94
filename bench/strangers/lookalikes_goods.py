"""Innocent things that look false: light or local parcels, returns, phones, cards and networks; each in two shapes."""

from __future__ import annotations

import numpy as np

from strangers.arrays import objs
from strangers.browsing import log_cart, sign_in
from strangers.cart import checkout, finish
from strangers.clock import DAY, HOUR
from strangers.delivery import real_weights, ship
from strangers.goods import ALL
from strangers.lookalikes import alive, honest, mark, shops_of
from strangers.people import new_devices, new_people
from strangers.reviewing import honest_reviews
from strangers.shopping import sell
from strangers.shops import ordinary
from strangers.world import World


def light_goods(w: World, unit: int) -> None:
    """Stickers in envelopes; seeds and cards that all weigh the same."""
    cats = [c for c in w.market.goods if 0 < ALL[c].weight < 80]
    for shape in range(2):
        shop = int(ordinary(w, 1, cats=cats or None)[0])
        acc = alive(w, unit, w.days(5))
        cart = honest(
            w, acc, w.rng.choice(w.shop_products(shop), len(acc)), w.clock.moments(w.rng, len(acc), w.days(6), w.clock.end - 9 * DAY)
        )
        checkout(w, cart)
        weight = np.round(w.rng.uniform(11, 32, len(cart)), 1) if shape == 0 else np.full(len(cart), 20.0)
        ship(w, cart, weight=weight if cats else real_weights(w, cart))
        log_cart(w, cart)
        honest_reviews(w, cart)
        mark(w, cart, "light_goods")


def local_parcel(w: World, unit: int) -> None:
    """A city courier within hours; a shop that brings it itself."""
    for shape in range(2):
        shop = int(shops_of(w, 1, families=("fresh", "food", "home"))[0])
        acc = alive(w, unit, w.days(5))
        acc = acc[np.argsort(w.people["region"][acc] != w.shops["region"][shop])][: max(6, unit // 2)]
        w.people["region"][acc] = w.shops["region"][shop]
        cart = honest(
            w, acc, w.rng.choice(w.shop_products(shop), len(acc)), w.clock.moments(w.rng, len(acc), w.days(6), w.clock.end - 5 * DAY)
        )
        goods = cart.form == "goods"
        quick = np.where(goods, cart.at + w.rng.uniform(0.4, 2, len(cart)) * HOUR, np.nan)
        cart.shipped, cart.paid = quick, np.where(goods, cart.at + 20, cart.paid)
        cart.signed = np.where(goods, quick + w.rng.uniform(0.5, 5, len(cart)) * HOUR, cart.signed)
        cart.end[:], cart.ended = "signed", cart.signed.copy()
        checkout(w, cart)
        ship(w, cart, scans="full" if shape == 0 else "thin")
        honest_reviews(w, cart)
        mark(w, cart, "local_parcel")


def virtual_goods(w: World, unit: int) -> None:
    """Phone credit for the whole family; a player's night of small top-ups."""
    if not any(ALL[c].form == "virtual" for c in w.market.goods):
        return
    for shape in range(2):
        shop = int(shops_of(w, 1, ("virtual",), small=False)[0])
        acc = alive(w, unit, w.days(5)) if shape == 0 else alive(w, max(2, unit // 12), w.days(5)).repeat(10)
        at = w.clock.moments(w.rng, len(acc), w.days(6), w.clock.end - 2 * DAY)
        if shape:
            at = np.repeat(at[::10], 10)[: len(acc)] + np.cumsum(w.rng.exponential(500, len(acc))) % (4 * HOUR)
        cart = honest(w, acc, w.rng.choice(w.shop_products(shop)[:3], len(acc)), at)
        sell(w, cart, talk=0.4)
        mark(w, cart, "virtual_goods")


def high_return(w: World, unit: int) -> None:
    """A shop of dresses; a person who tries three sizes and keeps one."""
    for shape in range(2):
        shop = int(shops_of(w, 1, families=("wear", "home", "beauty"))[0])
        acc = alive(w, unit * 2, w.days(5)) if shape == 0 else alive(w, max(4, unit // 4), w.days(5)).repeat(6)
        at = w.clock.moments(w.rng, len(acc), w.days(6), w.clock.end - 14 * DAY)
        if shape:
            at = np.repeat(at[::6], 6)[: len(acc)] + np.tile(np.repeat([0.0, 9.0], 3) * DAY, len(acc))[: len(acc)]
        cart = honest(w, acc, w.rng.choice(w.shop_products(shop), len(acc)), at)
        finish(cart, w.chance(0.6, len(cart)), "returned", cart.signed + w.lags(len(cart), 2.5, 0.5) * DAY)
        sell(w, cart)
        mark(w, cart, "high_return", people=shape == 1)


def second_hand_phone(w: World, unit: int) -> None:
    """A refurbisher's phones go through three hands."""
    n = max(4, unit // 5)
    dev = new_devices(w, n)
    third = w.clock.days / 3
    for hand in range(3):
        who = new_people(w, n, since=w.days(-20 + hand * third), until=w.days(-19 + hand * third + 2), activity=1.0)
        for column in ("dev", "dev2", "regdev"):
            w.people[column][who] = dev
        w.people["stop"][who] = w.days((hand + 1) * third - 22) if hand < 2 else np.inf
        w.key.hard("account", w.accounts(who), "second_hand_phone")
    w.key.hard("device", dev, "second_hand_phone")


def company_card(w: World, unit: int) -> None:
    """A firm's card in many hands; a small firm's two buyers."""
    for size in (max(6, unit // 2), 3):
        who = new_people(w, size, house=np.zeros(size), place="office", since=w.days(-300), until=w.days(-20), activity=1.3)
        w.people["card"][who] = w.one_hash()
        w.key.hard("account", w.accounts(who), "company_card")
        w.key.hard("instrument", [str(w.people["card"][who[0]])], "company_card")


def carrier_nat(w: World, unit: int) -> None:
    """One address of a carrier for a district; one exit of a firm's network abroad of the office."""
    for shape in range(2):
        who = alive(w, unit * 2, w.days(4)).repeat(3)
        at = w.clock.moments(w.rng, len(who), w.days(5))
        last = int(w.rng.integers(2, 200))
        ip = f"117.{130 + int(w.people['region'][who[0]])}.7.{last}" if shape == 0 else f"47.96.{last}.18"
        sign_in(w, who, at, ip=objs(ip, len(who)), kind=objs("mobile" if shape == 0 else "hosting", len(who)), wifi=objs(None, len(who)))
        w.key.hard("account", np.unique(w.accounts(who).astype(str)), "carrier_nat")
