"""The honest background: who buys what when, in baskets, at favourite shops, in promotions; and the whole honest course of an order."""

from __future__ import annotations

import numpy as np

from strangers.arrays import Bools, Floats, Ints, Objs, choose, objs
from strangers.browsing import browse, log_cart, strollers
from strangers.cart import Cart, arrived, checkout, make_cart, transfer
from strangers.clock import DAY, HOUR
from strangers.delivery import ship
from strangers.goods import ALL
from strangers.reviewing import honest_reviews
from strangers.world import World


def sell(w: World, cart: Cart, *, talk: float = 1.0) -> Objs:
    """Put honest orders through everything that follows an order; give the review ids."""
    checkout(w, cart)
    ship(w, cart)
    browse(w, cart)
    log_cart(w, cart)
    after_sales(w, cart)
    return honest_reviews(w, cart, talk)


def after_sales(w: World, cart: Cart) -> None:
    """Returns are asked for with a reason; small sums go back for freight and price differences."""
    n = len(cart)
    back = np.flatnonzero(cart.end == "returned")
    asked = cart.ended[back] - w.rng.uniform(0.2, 0.8, len(back)) * (cart.ended[back] - cart.signed[back])
    why = objs([w.pen.why(w.category(int(p))) for p in cart.prod[back]])
    approver = choose(w.chance(0.12, len(back)), approvers(w, len(back)), None)
    claim(
        w,
        cart,
        back,
        asked,
        objs(list(np.where(w.chance(0.1, len(back)), "refund_only", "return"))),
        cart.amount[back],
        why,
        objs(approver),
    )
    _late(w, cart)
    some = np.flatnonzero(arrived(cart) & (cart.end == "signed") & w.chance(0.022, n))
    sums = np.minimum(
        np.where(
            w.chance(0.5, len(some)), w.rng.choice([5, 6, 8, 10, 12, 3], len(some)), cart.amount[some] * w.rng.uniform(0.03, 0.2, len(some))
        ),
        60,
    )
    kind = objs(list(w.rng.choice(["refund", "compensation", "transfer", "red_packet"], len(some), p=[0.45, 0.35, 0.12, 0.08])))
    for k in np.unique(kind.astype(str)):
        h = some[kind == k]
        transfer(w, cart.signed[h] + w.lags(len(h), 20, 1.0) * HOUR, objs(w.shops["id"][cart.mer[h]]), w.accounts(cart.acc[h]),
            sums[kind == k], str(k),
                 order=cart.id[h], kinds=("merchant", "account"), card=objs(w.shops["payout"][cart.mer[h]]),
                 purse=cart.card[h])  # fmt: skip
    w.key.hard("order", cart.id[some[w.chance(0.1, len(some))]], "small_refund")


def _late(w: World, cart: Cart) -> None:
    """Now and then the platform pays for a late or missing parcel, by its own rules."""
    late = np.flatnonzero((cart.form == "goods") & ~np.isnan(cart.paid) & w.chance(0.007, len(cart)))
    n = len(late)
    sums = np.where(w.chance(0.4, n), w.rng.choice([5.0, 10.0, 20.0, 48.0, 50.0], n), (cart.amount[late] * 0.3).clip(3, 100)).round(2)
    at = cart.paid[late] + w.lags(n, 60, 0.4) * HOUR
    words = [
        "超过48小时没发货了",
        "一直不发货",
        "超时未发货 赔付",
        "承诺今天发没发，申请赔付",
        "等三天了不发",
        "快递丢了",
        "破损补偿",
        "商家说缺货不发了",
    ]
    by = approvers(w, n)
    ids = claim(w, cart, late, at, "compensation", sums, objs([w.pen.pick(words) for _ in late]), by)
    approve(w, by, at, ids)
    transfer(w, at + 5 * HOUR, "platform", w.accounts(cart.acc[late]), sums, "compensation", order=cart.id[late],
        kinds=("platform", "account"),
             purse=cart.card[late])  # fmt: skip


def approve(w: World, by: Objs, at: Floats, claims: Objs) -> None:
    """Write down that staff approved claims."""
    n = len(claims)
    notes = ["同意", "符合规则", "按规则赔付", "ok", "已核实", "客户情绪激动，同意"]
    w.book.add(
        "staff_actions", n, action_id=w.ids("x", n), staff_id=by, occurred_at=at + w.lags(n, 90, 1.0) * 60, kind="approve_claim",
        target_kind="claim",
        target_id=claims, note=objs([w.pen.pick(notes) for _ in range(n)]),
    )  # fmt: skip


def claim(
    w: World, cart: Cart, at: Ints, when: Floats, kind: Objs | str, amount: Floats, text: Objs, approver: Objs | str | None = None
) -> Objs:
    """Write claims on chosen orders and give their ids."""
    ids = w.ids("c", len(at))
    w.book.add("claims", len(at), claim_id=ids, order_id=cart.id[at], account_id=w.accounts(cart.acc[at]), occurred_at=when, kind=kind,
        amount=amount,
               approver_id=approver, text=text)  # fmt: skip
    return ids


def approvers(w: World, n: int) -> Objs:
    """Draw honest staff of the service team, where the market names its staff."""
    if not w.book.has("staff"):
        return objs(None, n)
    if not len(w.desk):
        w.desk = w.ids("staff", w.market.service_staff)
    return objs(w.desk[w.rng.integers(0, len(w.desk), n)])


def choose_goods(w: World, acc: Ints, at: Floats) -> Ints:
    """Draw what each one buys: favourite shops first, else by season and fame."""
    rng, n, g = w.rng, len(acc), w.products
    out = np.full(n, -1, dtype=np.int64)
    for column, share in (("fav", w.market.loyalty), ("fav2", w.market.loyalty * 0.5)):
        shop = w.people[column][acc].astype(np.int64)
        use = (out < 0) & (shop >= 0) & w.chance(share, n)
        first, count = w.shops["p0"][shop[use]], w.shops["pn"][shop[use]]
        out[use] = first + np.floor(count * rng.random(int(use.sum())) ** 1.8).astype(np.int64)
    rest = np.flatnonzero(out < 0)
    names = list(w.market.goods)
    day = w.clock.day_of_year(at[rest])
    taste = np.asarray([[ALL[c].share, ALL[c].season, ALL[c].swing] for c in names])
    wave = 1 + taste[:, 2] * np.cos((day[:, None] - taste[:, 1]) / 365.24 * 2 * np.pi)
    pull = np.cumsum(taste[:, 0] * wave, axis=1)
    pick = (rng.random(len(rest))[:, None] * pull[:, -1:] > pull).sum(axis=1)
    fame = g["pop"].clip(0, 25) * w.shops["pop"][g["mer"]].clip(0, 40)
    for k, cat in enumerate(names):
        pool = np.flatnonzero(g["cat"] == cat)
        here = rest[pick == k]
        if len(pool) and len(here):
            out[here] = pool[np.searchsorted(np.cumsum(fame[pool]) / fame[pool].sum(), rng.random(len(here)))]
    return out


def settle_favourites(w: World) -> None:
    """Give people two shops they go back to; a neighbourhood has the same ones."""
    n, s = len(w.people), w.shops
    weights = s["pop"].clip(0, 30) + 0.05
    for column in ("fav", "fav2"):
        house = w.rng.choice(len(s), int(w.people["house"].max()) + 1, p=weights / weights.sum())
        own = w.rng.choice(len(s), n, p=weights / weights.sum())
        w.people[column][:] = np.where(w.chance(0.5, n), house[w.people["house"]], own)
        far = (s["region"][w.people[column]] != w.people["region"]) if w.market.local else np.zeros(n, dtype=np.bool_)
        w.people[column][far] = -1


def background(w: World, n: int) -> None:
    """Sell n honest orders, in baskets of one to four lines."""
    left, in_vain = n, 0
    while left > 0:
        acc, at = strollers(w, left)
        lines = 1 + w.rng.choice(4, len(acc), p=list(w.market.lines))
        stop = int(np.searchsorted(np.cumsum(lines), left)) + 1
        acc, at, lines = acc[:stop], at[:stop], lines[:stop]
        row = np.repeat(np.arange(len(acc)), lines)[:left]
        prod = choose_goods(w, acc[row], at[row])
        fine: Bools = (w.products["listed"][prod] < at[row]) & (prod >= 0)
        fine &= ~w.tied(acc[row], w.products["mer"][prod].astype(np.int64))
        row, prod = row[fine], prod[fine]
        cart = make_cart(w, acc[row], prod, at[row] + 0.0)
        baskets = w.ids("b", len(acc))
        cart.basket = choose(lines[row] > 1, baskets[row], None)
        _same_checkout(cart, row)
        discount(w, cart)
        sell(w, cart)
        left -= len(cart)
        in_vain = 0 if len(cart) else in_vain + 1  # the last basket alone may want what is not on sale yet
        if in_vain > 100:
            raise RuntimeError("nothing to sell")


def _same_checkout(cart: Cart, row: Ints) -> None:
    """Lines of one checkout share phone, network and session."""
    _, first, back = np.unique(row, return_index=True, return_inverse=True)
    for name in ("device", "ip", "ipk", "wifi", "session"):
        column = getattr(cart, name)
        setattr(cart, name, column[first][back])


def discount(w: World, cart: Cart, subsidised: float | None = None) -> None:
    """Coupons on busy days and now and then; platform subsidies on some goods."""
    n, rng = len(cart), w.rng
    day = ((cart.at - w.clock.start) // DAY).astype(np.int64).clip(0, w.clock.days - 1)
    busy = w.clock.weights[day] / np.median(w.clock.weights) > 1.5
    used = w.chance(np.where(busy, 0.5, 0.14), n)
    gross = cart.qty * cart.price
    steps = np.asarray([0, 2, 3, 5, 10, 20, 30, 50])
    size = steps[np.searchsorted([15, 30, 60, 120, 250, 500, 900], gross)]
    cart.coupon = np.where(used, np.minimum(size * rng.choice([1.0, 1.0, 0.5], n), gross * 0.4), cart.coupon).round(2)
    share = w.market.subsidised if subsidised is None else subsidised
    lucky = (cart.prod % 7 == 3) & w.chance(share, n)
    cart.subsidy = np.where(lucky, (gross * 0.15).clip(1, 500), cart.subsidy).round(2)
