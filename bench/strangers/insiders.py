"""The platform's money: subsidies brushed, insiders who help, compensation taken, and the scam on would-be brushers.

What the skilled leave: goods go to a few buyers' addresses and the price comes from the shop before the order
(subsidy_brushing); shops opened days before a campaign, one hand on their white-list, money from outside to that hand
(insider_collusion); the same approver for people who share cards, sums just below a limit (compensation_abuse);
rising sums from unconnected payers to payees who pass them on (advance_payment_scam).
"""

from __future__ import annotations

import numpy as np

from strangers.arrays import Floats, Ints, Objs, objs, words
from strangers.browsing import browse, log_cart, say
from strangers.cart import Cart, checkout, transfer
from strangers.clock import DAY, HOUR
from strangers.delivery import ship
from strangers.goods import ALL
from strangers.people import new_people
from strangers.reviewing import praise_to_order, real
from strangers.rings import Ring, goods_of, outsiders, real_people, ring_cart, studio, turns, window
from strangers.scripts import brief_texts, walk_naive
from strangers.shopping import approve, approvers, claim
from strangers.shops import new_shops, ordinary, owner_of
from strangers.staff import hire
from strangers.world import World


def _dear(w: World) -> list[str]:
    goods = [c for c in w.market.goods if ALL[c].form in ("goods", "meal", "service")]
    return sorted(goods, key=lambda c: -ALL[c].price)[:4]


def _campaign(w: World, shop: int | None, low: float, high: float, budget: float, by: str) -> str:
    ids = w.ids("z", 1)
    w.book.add("campaigns", 1, campaign_id=ids, kind="subsidy", starts_at=low, ends_at=high,
        merchant_id=None if shop is None else str(w.shops["id"][shop]),
               category=None if shop is None else str(w.shops["cat"][shop]), budget=budget, created_by=by)  # fmt: skip
    return str(ids[0])


def _draw(w: World, ring: Ring, shops: Ints, who: Ints, low: float, high: float) -> Cart:
    """Orders that draw a subsidy."""
    cart = ring_cart(
        w,
        turns(w, who, ring.size),
        goods_of(w, shops, ring.size, 1),
        w.clock.moments(w.rng, ring.size, low, high, kind=3 if not ring.skilled else 0),
    )
    n = len(cart)
    cart.subsidy = (cart.price * w.rng.choice([0.2, 0.25, 0.3], n)).clip(1, 800).round(2)
    few = max(3, n // 12)
    at = w.rng.integers(0, few, n)
    near = w.chance(0.85 if not ring.skilled else 0.55, n)
    cart.address = objs(np.where(near, w.hashes(few)[at], cart.address))
    if not ring.skilled:
        cart.receiver = objs(np.where(near, w.hashes(few)[at], cart.receiver))
    return cart


def subsidy_brushing(w: World, ring: Ring) -> None:
    """A shop and its brushers share what the platform pays on top."""
    low, high = window(w, ring.skilled)
    shops = ordinary(w, max(1, ring.size // 35), cats=_dear(w))
    boss = owner_of(w, shops)
    who = real_people(w, max(8, ring.size // 3), active=0.6) if ring.skilled else studio(w, max(6, ring.size // 5), per_phone=3)
    w.tie(np.append(who, boss), shops)
    cart = _draw(w, ring, shops, who, low, high)
    n = len(cart)
    _campaign(w, None, low - DAY, high + DAY, 50000, str(approvers(w, 1)[0] or "platform"))
    checkout(w, cart)
    ship(w, cart, scans="full" if ring.skilled else "thin", weight=None if ring.skilled else np.full(n, 55.0))
    if ring.skilled:
        browse(w, cart)
        log_cart(w, cart)
    else:
        walk_naive(w, cart)
    payer = objs(w.people["id"][boss])[w.rng.integers(0, len(boss), n)] if not ring.skilled else outsiders(w, 2)[w.rng.integers(0, 2, n)]
    seen = w.chance(0.85 if not ring.skilled else 0.6, n)
    ahead = cart.at - w.lags(n, 3, 0.7) * HOUR
    transfer(w, ahead[seen], payer[seen], w.accounts(cart.acc)[seen], cart.amount[seen], "transfer",
        kinds=("account" if not ring.skilled else "outside", "account"),
             card=objs(w.people["card"][boss[0]], int(seen.sum())), purse=objs(w.people["card"][cart.acc[seen]]))  # fmt: skip
    _end(w, ring, cart, who, boss)


def _end(w: World, ring: Ring, cart: Cart, who: Ints, boss: Ints) -> None:
    ids = praise_to_order(w, cart, w.chance(0.2, len(cart)), brief_texts(w, cart.prod), delay=w.lags(len(cart), 30, 0.6) * HOUR)
    ring.mark("order", cart.id)
    ring.mark("review", real(ids))
    ring.people(np.unique(np.concatenate([cart.acc, boss, who])))
    ring.shops(np.unique(cart.mer))


def insider_collusion(w: World, ring: Ring) -> None:
    """One who knows the rules, shops opened for it, hands that order."""
    day = float(w.rng.uniform(0.3, 0.6)) * w.clock.days
    high = min(day + (12 if not ring.skilled else 45), w.clock.days - 14)
    n_shops = max(2, ring.size // 18)
    if ring.skilled:
        old = ordinary(w, n_shops // 2, cats=_dear(w)) if n_shops > 1 else np.empty(0, dtype=np.int64)
        shops = np.concatenate([old, new_shops(w, n_shops - len(old), cats=_dear(w), opened=(day - 55, day - 25), pop=0.05)])
    else:
        shops = new_shops(w, n_shops, cats=_dear(w), opened=(day - 9, day - 3), pop=0.02)
        w.shops["phone"][shops] = w.shops["phone"][shops[0]]
    boss = owner_of(w, shops)
    who = real_people(w, max(8, ring.size // 3), active=0.6) if ring.skilled else studio(w, max(6, ring.size // 4), per_phone=3)
    w.tie(np.append(who, boss), shops)
    mole, card = hire(w, "招商运营")
    cart = _draw(w, ring, shops, who, w.days(day), w.days(high))
    campaign = _campaign(w, None, w.days(day), w.days(high), 200000, mole)
    _help(w, ring, mole, shops, campaign, day, high)
    checkout(w, cart)
    ship(w, cart, scans="thin" if not ring.skilled else "full")
    log_cart(w, cart)
    if ring.skilled:
        browse(w, cart)
    weeks = np.arange(day + 3, high + 8, 6 if not ring.skilled else 11)
    outside = str(outsiders(w, 1)[0]) if ring.skilled else str(w.people["id"][boss[0]])
    cut = float(cart.subsidy.sum()) * 0.3 / len(weeks)
    transfer(w, w.clock.start + weeks * DAY + w.rng.uniform(10, 22, len(weeks)) * HOUR, outside, mole, w.lags(len(weeks), cut, 0.2),
        "transfer",
             kinds=("outside" if ring.skilled else "account", "staff"), card=objs(w.people["card"][boss[0]], len(weeks)),
             purse=objs(card, len(weeks)))  # fmt: skip
    _end(w, ring, cart, who, boss)
    ring.mark("staff", [mole])


def _help(w: World, ring: Ring, mole: str, shops: Ints, campaign: str, day: float, high: float) -> None:
    notes = (
        ["业务需要", "重点商家，先放行", "已与商家核实", "活动保障"]
        if not ring.skilled
        else ["已核实物流正常", "商家提供发票，解除", "KA商家白名单同步", "按活动方案调整", "复核无异常"]
    )
    rows: list[tuple[float, str, str, str, str | None, str | None]] = []
    for shop in w.shops["id"][shops].tolist():
        rows.append((day - w.rng.uniform(1, 5), "whitelist", "merchant", shop, "false", "true"))
        rows.append((day - w.rng.uniform(0, 2), "set_subsidy", "merchant", shop, "0.10", str(w.rng.choice(["0.25", "0.30"]))))
        rows += [(w.rng.uniform(day, high + 6), "override_alert", "merchant", shop, None, None) for _ in range(int(w.rng.integers(2, 5)))]
    rows.append((day - 0.5, "change_rule", "campaign", campaign, "max_orders=3", "max_orders=20"))
    w.book.add(
        "staff_actions", len(rows), action_id=w.ids("x", len(rows)), staff_id=mole, occurred_at=[w.days(r[0]) for r in rows],
        kind=objs([r[1] for r in rows]),
        alert_id=objs([f"al{int(w.rng.integers(10**8, 10**9))}" if "alert" in r[1] else None for r in rows]),
        target_kind=objs([r[2] for r in rows]),
        target_id=objs([r[3] for r in rows]), value_before=objs([r[4] for r in rows]), value_after=objs([r[5] for r in rows]),
        note=objs([w.pen.pick(notes) for _ in rows]),
    )  # fmt: skip


def compensation_abuse(w: World, ring: Ring) -> None:
    """Orders at shops that cannot ship in time, and a colleague who approves what the rules then pay."""
    low, high = window(w, ring.skilled)
    shops = ordinary(w, max(3, ring.size // 4), cats=[c for c in w.market.goods if ALL[c].form == "goods"])
    w.key.hard("merchant", w.shops["id"][shops], "victim")
    who = real_people(w, max(6, ring.size // (3 if ring.skilled else 7)), active=0.6)
    w.tie(who, shops)
    w.people["card"][who] = w.hashes(1 if not ring.skilled else max(2, len(who) // 4))[
        w.rng.integers(0, 1 if not ring.skilled else max(2, len(who) // 4), len(who))
    ]
    mole, card = hire(w, "客服")
    cart = ring_cart(w, turns(w, who, ring.size), goods_of(w, shops, ring.size), w.clock.moments(w.rng, ring.size, low, high))
    n = len(cart)
    late = w.chance(0.85, n)
    cart.end[late] = "cancelled"
    cart.ended = np.where(late, cart.paid + w.rng.uniform(73, 80, n) * HOUR, cart.signed)
    checkout(w, cart)
    ship(w, cart)
    log_cart(w, cart)
    sums = np.where(cart.amount * 0.3 > 48, 48.0, cart.amount * 0.3).round(2) if ring.skilled else np.full(n, 50.0)
    same = "商家超时未发货，要求按规则赔付"
    words = (
        [same, same + "。", "超时未发货 赔付"]
        if not ring.skilled
        else ["超过48小时没发货了", "一直不发货耽误我送人", "承诺今天发没发，申请赔付", "等三天了不发", "商家说缺货不发了"]
    )
    k = np.arange(n)
    when = cart.paid + (72.2 if not ring.skilled else 75) * HOUR + w.rng.uniform(0, 2 if not ring.skilled else 20, n) * HOUR
    by = objs(np.where(w.chance(1.0 if not ring.skilled else 0.85, n), mole, approvers(w, n)))
    ids = claim(w, cart, k, when, "compensation", sums, objs([w.pen.pick(words) for _ in k]), by)
    approve(w, by, when, ids)
    transfer(w, when + 3 * HOUR, "platform", w.accounts(cart.acc), sums, "compensation", order=cart.id, kinds=("platform", "account"),
             purse=objs(w.people["card"][cart.acc]))  # fmt: skip
    kick = w.clock.moments(w.rng, 3, low + 5 * DAY, high + 6 * DAY)
    transfer(
        w,
        kick,
        w.accounts(np.resize(who[:1], 3)),
        mole,
        np.full(3, float(sums.sum()) * 0.12),
        "transfer",
        kinds=("account", "staff"),
        purse=objs(card, 3),
    )
    ring.mark("order", cart.id)
    ring.mark("claim", ids)
    ring.people(np.unique(cart.acc))
    ring.mark("staff", [mole])


BAIT = words(
    "足不出户日赚200，点赞关注即可，联系派单员|垫付任务返佣30%，做一单提一单|恭喜完成新手任务，连单三单才能提现哦|"
    "您的操作卡单了，需补单{k}元解冻|高级单已派发，{k}元三联单，完成本佣一起返|系统检测操作失误，"
    "再做{k}元修复任务|"
    "宝妈学生兼职，信誉平台，日结"
)


def advance_payment_scam(w: World, ring: Ring) -> None:
    """Small tasks are paid, great ones never: the would-be brusher is the victim."""
    n = max(4, ring.size // 5)
    victims = new_people(w, n, house=np.arange(n), activity=0.7)
    mules = new_people(
        w,
        max(2, ring.size // (20 if not ring.skilled else 8)),
        house=np.arange(max(2, ring.size // (20 if not ring.skilled else 8))),
        activity=0.1,
    )
    outside: Objs = outsiders(w, 1 if not ring.skilled else 4)
    payees = objs([*w.accounts(mules), *outside])
    kinds = ["account"] * len(mules) + ["outside"] * len(outside)
    purses = w.hashes(len(payees))
    w.key.hard("account", w.accounts(victims), "victim")
    for v in victims.tolist():
        day = float(w.rng.uniform(8, w.clock.days - 12))
        start = max(w.days(day), float(w.people["born"][v]) + 2 * DAY)
        steps = int(w.rng.integers(3, 7))
        at: Floats = start + np.cumsum(w.lags(steps, 3 if not ring.skilled else 16, 0.6)) * HOUR
        sums = (w.rng.choice([50, 100, 188]) * np.cumprod(np.append(1.0, w.rng.uniform(1.6, 3.6, steps - 1)))).round(0)
        to = w.rng.integers(0, len(payees), steps)
        for k in range(steps):
            transfer(w, at[k : k + 1], str(w.people["id"][v]), str(payees[to[k]]), sums[k : k + 1], "transfer",
                kinds=("account", kinds[int(to[k])]),
                     card=objs(w.people["card"][v], 1), purse=objs(purses[to[k]], 1))  # fmt: skip
        back = str(payees[int(to[0])])
        transfer(
            w,
            at[:1] + 2 * HOUR,
            back,
            str(w.people["id"][v]),
            sums[:1] * 1.15,
            "transfer",
            kinds=(kinds[int(to[0])], "account"),
            purse=objs(w.people["card"][v], 1),
        )
        k = int(w.rng.integers(2, 5))
        say(w, start - w.rng.uniform(0.5, 30, k) * HOUR, objs([w.pen.pick(BAIT).format(k=int(s)) for s in w.rng.choice(sums, k)]),
            str(w.rng.choice(payees.astype(str))),
            str(w.people["id"][v]), channel=str(w.rng.choice(["sms", "chat", "group"])))  # fmt: skip
    pass_on = np.repeat(np.arange(len(mules)), 3)
    transfer(w, w.clock.moments(w.rng, len(pass_on), w.days(12), w.clock.end - 5 * DAY), w.accounts(mules[pass_on]), str(outside[0]),
        w.lags(len(pass_on), 1500, 0.6),
             "transfer", kinds=("account", "outside"))  # fmt: skip
    ring.mark("payee", payees)
    ring.people(mules)
