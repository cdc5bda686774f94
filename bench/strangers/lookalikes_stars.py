"""Innocent things that look false: stars, claims and small sums of money; each in two shapes."""

from __future__ import annotations

import numpy as np

from strangers.arrays import objs
from strangers.browsing import log_cart, say
from strangers.cart import arrived, checkout, finish, transfer
from strangers.clock import DAY, HOUR
from strangers.delivery import ship
from strangers.lookalikes import alive, announce, honest, mark, product_of, sale_day, shops_of
from strangers.reviewing import honest_stars, honest_texts, put_reviews, real
from strangers.shopping import approvers, claim, sell
from strangers.world import World


def any_review_reward(w: World, unit: int) -> None:
    """A red packet for any honest word, good or bad; or points of the shop's club."""
    for shape in range(2):
        shop = int(shops_of(w, 1, ("goods", "service", "meal"))[0])
        acc = alive(w, unit * 2, w.days(9))
        cart = honest(
            w, acc, w.rng.choice(w.shop_products(shop), len(acc)), w.clock.moments(w.rng, len(acc), w.days(10), w.clock.end - 12 * DAY)
        )
        announce(w, "review_reward", shop, int(cart.prod[0]), w.days(9), w.clock.end, True)
        ids = sell(w, cart, talk=2.6)
        has = np.flatnonzero([i is not None for i in ids])
        paid = has if shape == 0 else has[w.chance(0.5, len(has))]
        transfer(w, cart.signed[paid] + 4 * DAY, objs(w.shops["id"][cart.mer[paid]]), w.accounts(cart.acc[paid]),
            np.full(len(paid), 2.0 if shape == 0 else 1.0),
                 "red_packet", order=cart.id[paid], kinds=("merchant", "account"),
                 card=objs(w.shops["payout"][cart.mer[paid]]))  # fmt: skip
        slip = ["无论好评差评，真实评价即可领{k}元，感谢您的意见", "晒出真实感受（好坏都行）送积分，您的批评我们更重视"][shape].format(k=2)
        k = np.flatnonzero(arrived(cart) & w.chance(0.4, len(cart)))
        say(w, cart.signed[k], objs(slip, len(k)), objs(w.shops["id"][cart.mer[k]]), w.accounts(cart.acc[k]), channel="parcel_insert",
            merchant=objs(w.shops["id"][cart.mer[k]]), order=cart.id[k])  # fmt: skip
        w.key.hard("review", real(ids), "any_review_reward")
        w.key.hard("merchant", [str(w.shops["id"][shop])], "any_review_reward")


def platform_trial(w: World, unit: int) -> None:
    """Testers chosen by the platform pay a cent; or are paid back after their report, whatever it says."""
    for shape in range(2):
        shop = int(shops_of(w, 1)[0])
        prod, day = product_of(w, shop), sale_day(w, 30)
        acc = alive(w, unit, w.days(day))
        announce(w, "trial", shop, prod, w.days(day), w.days(day + 12), True)
        cart = honest(w, acc, prod, w.clock.moments(w.rng, len(acc), w.days(day), w.days(day + 3)))
        finish(cart, np.ones(len(cart), dtype=np.bool_), "signed")
        if shape == 0:
            cart.coupon = np.maximum(cart.price * cart.qty - 0.01, 0).round(2)
        checkout(w, cart)
        ship(w, cart)
        log_cart(w, cart)
        stars = honest_stars(w, cart.prod, cart.acc)
        ids = put_reviews(w, cart.acc, cart.prod, cart.signed + w.lags(len(cart), 4, 0.4) * DAY, stars, honest_texts(w, cart.prod, stars),
            order=cart.id,
                          photos=objs([list(w.hashes(3)) for _ in cart.id]))  # fmt: skip
        if shape:
            transfer(
                w,
                cart.signed + 9 * DAY,
                "platform",
                w.accounts(cart.acc),
                cart.amount,
                "refund",
                order=cart.id,
                kinds=("platform", "account"),
            )
        mark(w, cart, "platform_trial")
        w.key.hard("review", ids, "platform_trial")


def angry_buyer(w: World, unit: int) -> None:
    """One who was cheated thrice and says so everywhere; or a bad batch and all its buyers."""
    for shape in range(2):
        day = sale_day(w, 24)
        shops = shops_of(w, 4 if shape == 0 else 1, ("goods", "meal", "service"))
        acc = alive(w, 3, w.days(day)).repeat(4) if shape == 0 else alive(w, max(8, unit // 2), w.days(day))
        prod = np.asarray(
            [product_of(w, int(s)) for s in np.resize(shops, len(acc))] if shape == 0 else [product_of(w, int(shops[0]))] * len(acc)
        )
        cart = honest(w, acc, prod, w.clock.moments(w.rng, len(acc), w.days(day), w.days(day + (9 if shape == 0 else 2))))
        finish(cart, w.chance(0.6, len(cart)), "returned", cart.signed + w.lags(len(cart), 1, 0.6) * DAY)
        checkout(w, cart)
        ship(w, cart)
        stars = np.where(w.chance(0.85, len(acc)), 1, 2)
        at = cart.signed + w.lags(len(cart), 5, 0.9) * HOUR
        k = np.flatnonzero(arrived(cart))
        ids = put_reviews(w, cart.acc[k], cart.prod[k], at[k], stars[k], honest_texts(w, cart.prod[k], stars[k]), order=cart.id[k])
        back = np.flatnonzero(cart.end == "returned")
        claim(
            w,
            cart,
            back,
            cart.ended[back] - HOUR,
            "return",
            cart.amount[back],
            objs([w.pen.why(w.category(int(p))) for p in cart.prod[back]]),
        )
        few = k[: len(k) // 2]
        w.book.add("complaints", len(few), complaint_id=w.ids("q", len(few)), occurred_at=at[few] + DAY, entity_kind="merchant",
            entity_id=w.shops["id"][cart.mer[few]],
                   kind="quality", complainant_id=w.accounts(cart.acc[few]), status="upheld",
                   text=objs([w.pen.blame(w.category(int(p))) for p in cart.prod[few]]))  # fmt: skip
        w.key.hard("review", ids, "angry_buyer")
        w.key.hard("account", np.unique(w.accounts(cart.acc).astype(str)), "angry_buyer")


def truthful_claimant(w: World, unit: int) -> None:
    """One who knows the law and finds real faults; one whose parcels are late again and again."""
    for shape in range(2):
        n = max(6, unit // 3)
        shops = shops_of(w, n, families=("food", "beauty", "digital", "fresh", "home"))
        who = alive(w, 2, w.days(5))
        acc = np.resize(who, n)
        cart = honest(
            w, acc, np.asarray([product_of(w, int(s)) for s in shops]), w.clock.moments(w.rng, n, w.days(6), w.clock.end - 16 * DAY)
        )
        finish(cart, np.ones(n, dtype=np.bool_), "signed")
        checkout(w, cart)
        ship(w, cart)
        words = [
            "食品标签缺少生产许可证号，依法主张赔偿",
            "保质期虚标，有照片",
            "宣传与检测不符",
            "承诺48小时发货，超时了",
            "说好当日达，第三天才到",
        ]
        text = objs([words[int(w.rng.integers(0, 3)) + 2 * shape] for _ in range(n)])
        sums = np.where(shape == 0, np.minimum(cart.amount * 3, 500), np.minimum(cart.amount * 0.3, 30)).round(2)
        ids = claim(w, cart, np.arange(n), cart.signed + w.lags(n, 2, 0.7) * DAY, "compensation", sums, text, approvers(w, n))
        transfer(w, cart.signed + 7 * DAY, objs(w.shops["id"][cart.mer]), w.accounts(acc), sums, "compensation", order=cart.id,
            kinds=("merchant", "account"),
                 purse=cart.card)  # fmt: skip
        w.book.add("inspections", n, inspection_id=w.ids("i", n), merchant_id=w.shops["id"][cart.mer], occurred_at=cart.signed + 6 * DAY,
            product_id=w.products["id"][cart.prod],
                   inspector="insp3", kind="quality", result=objs(list(w.rng.choice(["fail", "minor"], n))), note="投诉属实")  # fmt: skip
        w.key.hard("claim", ids, "truthful_claimant")
        w.key.hard("account", w.accounts(who), "truthful_claimant")


def heavy_reviewer(w: World, unit: int) -> None:
    """One who reviews all with photos; one who pastes the same line each time."""
    who = alive(w, max(6, unit // 3), w.days(3))
    w.people["talk"][who] = 3.0
    w.people["activity"][who] = np.maximum(w.people["activity"][who], 4.0)
    w.key.hard("account", w.accounts(who), "heavy_reviewer")
    same = alive(w, max(3, unit // 6), w.days(3))
    acc = np.repeat(same, 6)
    shops = shops_of(w, min(30, len(acc)), ("goods", "meal"))
    cart = honest(
        w,
        acc,
        np.asarray([product_of(w, int(s)) for s in np.resize(shops, len(acc))]),
        w.clock.moments(w.rng, len(acc), w.days(4), w.clock.end - 12 * DAY),
    )
    finish(cart, np.ones(len(acc), dtype=np.bool_), "signed")
    sell(w, cart, talk=0)
    line = {int(a): w.pen.praise(w.category(int(cart.prod[0]))) for a in same}
    ids = put_reviews(
        w,
        acc,
        cart.prod,
        cart.signed + w.lags(len(acc), 50, 1.0) * HOUR,
        np.full(len(acc), 5),
        objs([line[int(a)] for a in acc]),
        order=cart.id,
    )
    w.key.hard("review", ids, "default_praise")
    w.key.hard("account", w.accounts(same), "default_praise")


def small_refund(w: World, unit: int) -> None:
    """Price protection after a sale, for all its buyers; goodwill for a late delivery."""
    for shape in range(2):
        shop = int(shops_of(w, 1, ("goods",), small=False)[0])
        prod, day = product_of(w, shop), sale_day(w, 24)
        acc = alive(w, unit, w.days(day))
        cart = honest(w, acc, prod, w.clock.moments(w.rng, len(acc), w.days(day), w.days(day + 3)))
        finish(cart, np.ones(len(cart), dtype=np.bool_), "signed")
        sell(w, cart)
        sums = (
            np.full(len(cart), float((w.products["price"][prod] * 0.1).round(2)))
            if shape == 0
            else w.rng.choice([5.0, 10.0, 3.0], len(cart))
        )
        at = np.full(len(cart), w.days(day + 6) + 10 * HOUR) + w.rng.random(len(cart)) * 5 * HOUR
        transfer(w, at, objs(w.shops["id"][cart.mer]), w.accounts(cart.acc), sums, "refund" if shape == 0 else "compensation",
            order=cart.id,
                 kinds=("merchant", "account"), card=objs(w.shops["payout"][cart.mer]), purse=cart.card)  # fmt: skip
        mark(w, cart, "small_refund")


def commission(w: World, unit: int) -> None:
    """Affiliates paid each month by many shops; a streamer on a share of sales. Both buy there now and then."""
    for shape in range(2):
        n = max(4, unit // 5)
        who = alive(w, n, w.days(3))
        shops = shops_of(w, 6 if shape == 0 else 2, small=False)
        for month in range(w.clock.days // 30):
            for shop in shops.tolist():
                some = who[w.chance(0.7, len(who))]
                at = w.days(month * 30 + 19) + w.rng.uniform(9, 12, len(some)) * HOUR
                transfer(w, at, str(w.shops["id"][shop]), w.accounts(some), w.lags(len(some), 60 if shape == 0 else 1900, 0.8),
                    "transfer", kinds=("merchant", "account"),
                         card=objs(w.shops["payout"][shop], len(some)), purse=objs(w.people["card"][some]))  # fmt: skip
        acc = np.repeat(who, 2)
        at = w.clock.moments(w.rng, len(acc), w.days(5), w.clock.end - 9 * DAY)
        cart = honest(w, acc, np.asarray([product_of(w, int(s)) for s in w.rng.choice(shops, len(acc))]), at)
        sell(w, cart)
        mark(w, cart, "commission", shops=False, people=True)
