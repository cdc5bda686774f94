"""Reviews: how many stars an honest buyer gives, when, in what words; and reviews to order."""

from __future__ import annotations

import numpy as np

from strangers.arrays import Any1, Bools, Floats, Ints, Objs, choose, objs
from strangers.cart import Cart, arrived
from strangers.clock import DAY, HOUR
from strangers.scripts import llm_texts
from strangers.voices import DEFAULT
from strangers.world import World


def honest_stars(w: World, prod: Ints, acc: Ints) -> Ints:
    """Draw stars: mostly five, some one, by the goods, the shop and the person."""
    mood = w.products["quality"][prod] * 0.7 + w.shops["quality"][w.products["mer"][prod]] * 0.6
    mood = mood + w.people["habit"][acc] + w.rng.logistic(0, 0.75, len(prod))
    return np.asarray(1 + np.searchsorted([-2.0, -1.55, -1.0, -0.35], mood), dtype=np.int64)


def stars_where_returned(w: World, cart: Cart) -> Ints:
    """Draw stars of a batch; who sends it back is less pleased."""
    stars = honest_stars(w, cart.prod, cart.acc)
    return np.where(cart.end == "returned", np.maximum(1, stars - w.rng.integers(0, 4, len(cart))), stars)


def put_reviews(
    w: World, acc: Ints, prod: Ints, at: Floats, stars: Any1, text: Objs, *, order: Objs | None = None, photos: Objs | None = None,
    likes: Any1 | None = None, gone: Floats | None = None, gone_by: Objs | str | None = None,
) -> Objs:  # fmt: skip
    """Write reviews and give their ids."""
    n = len(acc)
    ids = w.ids("r", n)
    w.book.add(
        "reviews", n, review_id=ids, account_id=w.accounts(acc), occurred_at=at, rating=np.asarray(stars), order_id=order,
        product_id=w.products["id"][prod], merchant_id=w.shops["id"][w.products["mer"][prod]], text=text,
        photo_hashes=photos if photos is not None else photo_sets(w, n, 0.12),
        likes=np.floor(w.rng.pareto(1.6, n)).clip(0, 900) if likes is None else likes,
        deleted_at=gone, deleted_by=gone_by,
    )  # fmt: skip
    return ids


def photo_sets(w: World, n: int, share: float, most: int = 5) -> Objs:
    """Draw photos of one's own, one to a few."""
    out = objs(None, n)
    for i in np.flatnonzero(w.chance(share, n)):
        out[i] = list(w.hashes(int(w.rng.integers(1, most + 1))))
    return out


def honest_texts(w: World, prod: Ints, stars: Ints) -> Objs:
    """Write honest words to the stars."""
    out = objs([w.pen.review(w.category(int(p)), int(s), w.noun(int(p))) for p, s in zip(prod, stars, strict=True)])
    helped = np.flatnonzero((stars == 5) & w.chance(0.025, len(prod)))  # some let a machine write it
    out[helped] = llm_texts(w, np.asarray(prod)[helped])
    return out


def honest_reviews(w: World, cart: Cart, scale: float = 1.0) -> Objs:
    """Let the buyers of a batch review as they use to; the system praises for some who do not."""
    n, m = len(cart), w.market
    ids = objs(None, n)
    here = np.flatnonzero(arrived(cart) & w.chance(np.clip(w.people["talk"][cart.acc] * m.talk * scale, 0, 0.95), n))
    stars = stars_where_returned(w, cart)
    at = cart.signed + w.lags(n, 34, 1.3) * HOUR
    gone = np.where(w.chance(0.012, n), at + w.lags(n, 9, 1.0) * DAY, np.nan)
    by = choose(np.isnan(gone), None, np.where(w.chance(0.6, n), "author", "platform"))
    ids[here] = put_reviews(w, cart.acc[here], cart.prod[here], at[here], stars[here], honest_texts(w, cart.prod[here], stars[here]),
                            order=choose(w.chance(0.02, len(here)), None, cart.id[here]), gone=gone[here], gone_by=by[here])  # fmt: skip
    silent = np.asarray([i is None for i in ids], dtype=np.bool_)
    quiet = np.flatnonzero(arrived(cart) & silent & (cart.end == "signed") & w.chance(m.default_praise, n))
    text = objs([w.pen.pick(DEFAULT[:4]) for _ in quiet])
    auto = put_reviews(w, cart.acc[quiet], cart.prod[quiet], cart.signed[quiet] + 10 * DAY + w.rng.random(len(quiet)) * 60,
        np.full(len(quiet), 5), text,
                       order=cart.id[quiet], photos=objs(None, len(quiet)), likes=np.zeros(len(quiet)))  # fmt: skip
    some = w.chance(0.02, len(auto))
    w.key.hard("review", auto[some & (cart.signed[quiet] + 11 * DAY < w.clock.end)], "default_praise")
    return ids


def praise_to_order(w: World, cart: Cart, who: Bools, text: Objs, *, delay: Floats, four: float = 0.0, photos: Objs | None = None) -> Objs:
    """Let chosen orders be praised in given words; give the review ids in a row for each order, None where none."""
    here = np.flatnonzero(who & arrived(cart) & (cart.signed + delay < w.clock.end))
    stars = np.where(w.chance(four, len(here)), 4, 5)
    out = objs(None, len(cart))
    out[here] = put_reviews(w, cart.acc[here], cart.prod[here], (cart.signed + delay)[here], stars, text[here], order=cart.id[here],
                            photos=None if photos is None else photos[here])  # fmt: skip
    return out


def real(ids: Objs) -> list[str]:
    """Leave the ids that are there."""
    return [str(i) for i in ids if i is not None]
