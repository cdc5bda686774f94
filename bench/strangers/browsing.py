"""What people look at before they buy, or without buying; their log-ins."""

from __future__ import annotations

import numpy as np

from strangers.arrays import Any1, Floats, Ints, Objs, choose, objs
from strangers.cart import Cart, whereabouts
from strangers.clock import DAY
from strangers.shops import owner_of
from strangers.world import World

SOURCES = ("search", "recommend", "home", "activity", "share", "cart", "live", "shop", "direct")


def see(w: World, acc: Ints, at: Floats, kind: Any1 | str, prod: Any1 | None, session: Objs | None, **more: object) -> None:
    """Write visits; prod is a place of a product, or -1 for none."""
    n = len(acc)
    product = merchant = None
    if prod is not None:
        has = np.asarray(prod) >= 0
        safe = np.where(has, prod, 0)
        product = choose(has, w.products["id"][safe], None)
        merchant = choose(has, w.shops["id"][w.products["mer"][safe]], None)
    w.book.add(
        "visits",
        n,
        account_id=w.accounts(acc),
        occurred_at=at,
        kind=kind,
        session_id=session,
        product_id=product,
        merchant_id=merchant,
        **more,
    )


def browse(w: World, cart: Cart) -> None:
    """The honest way to an order: now and then a search, some rivals, the page itself, perhaps a cart or a question days before."""
    if not w.book.has("visits"):
        return
    rng, n = w.rng, len(cart)
    back = np.where(w.chance(0.6, n), w.lags(n, 260, 0.9), w.lags(n, 15, 1.2) * 3600)
    start = cart.at - back
    search = w.chance(0.5, n)
    words = objs([w.queries(int(p))[min(int(rng.zipf(1.8)) - 1, 7)] for p in cart.prod[search]])
    see(w, cart.acc[search], start[search], "search", None, cart.session[search], search_query=words, source="search")
    others = rng.poisson(1.6, n)
    row = np.repeat(np.arange(n), others)
    rival = _rivals(w, cart.prod[row])
    see(w, cart.acc[row], start[row] + rng.random(len(row)) * back[row] * 0.6, "view", rival, cart.session[row],
        list_position=rng.geometric(0.13, len(row)), dwell_s=w.lags(len(row), 28, 1.0).round(1),
        source=objs(list(rng.choice(SOURCES, len(row)))))  # fmt: skip
    views = 1 + rng.poisson(0.5, n)
    row = np.repeat(np.arange(n), views)
    near = cart.at[row] - rng.random(len(row)) * back[row] * 0.5
    see(w, cart.acc[row], near, "view", cart.prod[row], cart.session[row],
        list_position=np.where(search[row], rng.geometric(0.12, len(row)), np.nan),
        dwell_s=w.lags(len(row), 62, 0.95).round(1), source=objs(list(np.where(search[row], "search",
        rng.choice(SOURCES, len(row))))))  # fmt: skip
    for kind, share in (("cart", 0.42), ("favourite", 0.1), ("compare", 0.05), ("like", 0.03), ("share", 0.03)):
        some = w.chance(share, n)
        see(
            w,
            cart.acc[some],
            cart.at[some] - rng.random(int(some.sum())) * back[some] * 0.4,
            kind,
            cart.prod[some],
            cart.session[some],
            source="detail",
        )
    ask = np.flatnonzero(w.chance(0.08, n))
    at = cart.at[ask] - rng.random(len(ask)) * back[ask] * 0.4
    chat = objs([w.pen.chat(w.noun(int(p))) for p in cart.prod[ask]])
    see(w, cart.acc[ask], at, "chat", cart.prod[ask], cart.session[ask], dwell_s=w.lags(len(ask), 70, 0.9), text=chat)
    say(w, at, chat, w.accounts(cart.acc[ask]), objs(w.shops["id"][cart.mer[ask]]), merchant=objs(w.shops["id"][cart.mer[ask]]))


def say(
    w: World, at: Floats, text: Objs, sender: Objs | str, recipient: Objs | str | None, *, channel: str = "chat", **more: Objs | str | None
) -> None:
    """Write messages."""
    names = {"merchant": "merchant_id", "order": "order_id", "group": "group_id", "photos": "photo_hashes"}
    extra = {names[k]: v for k, v in more.items()}
    w.book.add(
        "messages",
        len(at),
        message_id=w.ids("g", len(at)),
        occurred_at=at,
        text=text,
        sender_id=sender,
        recipient_id=recipient,
        channel=channel,
        **extra,
    )


def _rivals(w: World, prod: Ints) -> Ints:
    """Draw other goods of the same category, the popular ones more often."""
    out = prod.copy()
    cats = w.products["cat"][prod]
    for cat in np.unique(cats.astype(str)):
        here = np.flatnonzero(cats == cat)
        pool = np.flatnonzero(w.products["cat"] == cat)
        weights = w.products["pop"][pool].clip(0, 8)
        out[here] = w.rng.choice(pool, len(here), p=weights / weights.sum())
    return out


def rivals(w: World, prod: Ints) -> Ints:
    """Draw goods that a careful buyer would compare."""
    return _rivals(w, np.asarray(prod, dtype=np.int64))


def idle(w: World, n: int) -> None:
    """Sessions that end in no order: most of what a market sees."""
    if not w.book.has("visits"):
        return
    rng = w.rng
    acc, at = strollers(w, n)
    n = len(acc)
    start = rng.choice(len(w.products), n, p=w.products["pop"] / w.products["pop"].sum())
    steps = rng.geometric(0.33, n)
    session = w.ids("v", n)
    search = w.chance(0.4, n)
    words = objs([w.queries(int(p))[min(int(rng.zipf(1.7)) - 1, 7)] for p in start[search]])
    see(w, acc[search], at[search], "search", None, session[search], search_query=words, source="search")
    row = np.repeat(np.arange(n), steps)
    prod = np.where(w.chance(0.35, len(row)), start[row], _rivals(w, start[row]))
    late = at[row] + rng.random(len(row)) * steps[row] * 45
    kind = rng.choice(
        ["view", "favourite", "cart", "like", "compare", "follow", "share"], len(row), p=[0.91, 0.025, 0.035, 0.012, 0.008, 0.006, 0.004]
    )
    see(w, acc[row], late, objs(list(kind)), prod, session[row], list_position=np.where(search[row], rng.geometric(0.1, len(row)), np.nan),
        dwell_s=w.lags(len(row), 21, 1.1).round(1), source=objs(list(np.where(search[row], "search",
        rng.choice(SOURCES, len(row))))))  # fmt: skip


def strollers(w: World, n: int) -> tuple[Ints, Floats]:
    """Draw people by their activity, each at a moment when the account lived."""
    p = w.people
    weights = p["activity"] / p["activity"].sum()
    acc = w.rng.choice(len(p), int(n * 1.7) + 50, p=weights)
    at = w.clock.moments(w.rng, len(acc), kind=p["hours"][acc])
    fine = np.flatnonzero((at > p["born"][acc]) & (at < p["stop"][acc]))[:n]
    return acc[fine].astype(np.int64), at[fine]


def sign_in(w: World, acc: Ints, at: Floats, *, device: Objs | None = None, ip: Objs | None = None, kind: Objs | None = None,
    wifi: Objs | None = None,
            client: str | None = None, merchant: Objs | str | None = None) -> None:  # fmt: skip
    """Write log-ins; what is not given is each one's usual place."""
    spot = whereabouts(w, acc, at)
    w.book.add(
        "logins", len(acc), account_id=w.accounts(acc), occurred_at=at, device_id=spot["device"] if device is None else device,
        ip=spot["ip"] if ip is None else ip, ip_country="CN", ip_kind=spot["kind"] if kind is None else kind,
        wifi_hash=spot["wifi"] if wifi is None else wifi, client=client or objs(w.people["client"][acc]), merchant_id=merchant,
    )  # fmt: skip


def log_cart(w: World, cart: Cart, share: float = 0.6) -> None:
    """Log-ins that go with orders, from the same phone and network."""
    some = w.chance(share, len(cart))
    at = cart.at[some] - w.lags(int(some.sum()), 300, 1.0)
    sign_in(w, cart.acc[some], at, device=cart.device[some], ip=cart.ip[some], kind=cart.ipk[some], wifi=cart.wifi[some])


def idle_logins(w: World, n: int) -> None:
    """Log-ins without an order; now and then a shop's own people open its console."""
    acc, at = strollers(w, n)
    sign_in(w, acc, at)
    shops = w.rng.integers(0, len(w.shops), n // 12)
    owners = owner_of(w, shops)
    when = w.clock.moments(w.rng, len(shops), kind=3)
    fine = when > np.maximum(w.shops["opened"][shops], w.people["born"][owners]) + DAY
    sign_in(w, owners[fine], when[fine], client="console", merchant=objs(w.shops["id"][shops[fine]]))
