"""Who writes about what: stars in the shape of a J, delays with a heavy tail, texts, pictures, likes and deletions."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Flags, Floats, Ints, full, lognormal, pick, spread
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import AWAKE, DAY, END, HOUR, LOOKING
from zhenxin.world.orders import RETURNED
from zhenxin.world.plan import BY_HABIT, REVIEWED
from zhenxin.world.shopping import product_of
from zhenxin.world.state import Bought, World
from zhenxin.world.texts.grammar import idle_text, pens

DELETERS = ["author", "merchant", "platform"]
AUTHOR, SHOP, PLATFORM = range(3)
_MOODS = (-1.58, -1.41, -1.06, -0.52)
"""Where one star ends, and two, three and four (fit to Olist, with the platform's own praise among the five stars)."""


@dataclass
class Reviews:
    """Rows of the reviews table; `ring` is NONE for honest ones and is not written."""

    account: Ints
    at: Floats
    stars: Ints
    order: Ints
    product: Ints
    script: Ints
    pack: Ints
    """Which pack of pictures: NONE is one's own, otherwise a pack's number."""
    photos: Ints
    likes: Ints
    deleted_at: Floats
    deleted_by: Ints
    ring: Ints

    def __len__(self) -> int:
        return len(self.account)


def review(world: World, bought: Bought) -> Reviews:
    """All reviews: under orders by habit or by plan, without an order honestly, and those that rings post without one."""
    rng = world.dice("reviews")
    posts = _posts(world)
    rows, reviewed_at = _reviewed(world, rng, bought)
    plan = bought.plan
    loose = round(world.parameters.orderless_reviews * len(rows))
    writer = pick(rng, world.people.reviewing * world.people.activity**0.5, loose)
    thing = product_of(rng, world.market, world.people.tastes[writer, rng.integers(0, 3, loose)])
    loose_at = LOOKING.draw(rng, loose, np.clip(np.maximum(world.people.registered[writer], world.market.listed[thing]), 0, END - DAY), END)
    account = np.concatenate([plan.account[rows], writer, posts["account"]])
    product = np.concatenate([plan.product[rows], thing, posts["product"]])
    asked = np.concatenate([plan.stars[rows], full(loose), posts["stars"]])
    n = len(account)
    pack = np.concatenate([plan.photos[rows], full(loose), posts["pack"]])
    stars = np.where(
        asked > 0,
        asked,
        _stars(world, rng, product, np.concatenate([bought.status[rows] == RETURNED, np.zeros(n - len(rows), dtype=np.bool_)])),
    )
    at = np.concatenate([reviewed_at, loose_at, posts["at"]])
    deleted_at, deleted_by = _deletions(rng, at, stars)
    return Reviews(
        account=account, at=at, stars=stars, order=np.concatenate([rows, full(loose + len(posts["account"]))]), product=product,
        script=np.concatenate([plan.script[rows], full(loose), posts["script"]]), pack=pack, photos=_photos(world, rng, stars, pack),
        likes=np.minimum(np.floor(lognormal(rng, world.parameters.review_likes, 1.3, n)), 900).astype(np.int64), deleted_at=deleted_at, deleted_by=deleted_by,
        ring=np.concatenate([np.where(plan.voice[rows] >= 0, plan.voice[rows], plan.ring[rows]), full(loose), posts["ring"]]),
    )  # fmt: skip


def _posts(world: World) -> dict[str, Any]:
    """Reviews that rings post without an order, as far as they fall before the end."""
    posts = world.sheets.posts.columns()
    kept = np.flatnonzero(posts["at"] < END)
    return {name: column[kept] for name, column in posts.items()}


def _reviewed(world: World, rng: Dice, bought: Bought) -> tuple[Ints, Floats]:
    """Orders that get a review, and when: some time after the parcel is signed for (a script may come before that), seldom at night."""
    plan, parameters = bought.plan, world.parameters
    n = len(plan)
    likely = world.people.reviewing[plan.account] * 1.06
    wants = (plan.review == REVIEWED) | ((plan.review == BY_HABIT) & (rng.random(n) < likely))
    quick = rng.random(n) < parameters.quick_review_share
    sigma = np.where(rng.random(n) < parameters.late_review_share, parameters.late_review_sigma, parameters.review_delay_sigma)
    delay = np.where(quick, rng.uniform(0.01, 1.0, n) * HOUR, lognormal(rng, parameters.review_delay_days * DAY, sigma, n))
    delay = np.where(np.isnan(plan.review_delay_h), delay, plan.review_delay_h * HOUR)
    at = np.maximum(AWAKE.later(bought.signed_at, delay), bought.paid_at + 900.0)
    rows = np.flatnonzero(wants & (np.where(np.isnan(at), np.inf, at) < END))
    return rows, at[rows]


def _stars(world: World, rng: Dice, product: Ints, returned: Flags) -> Ints:
    """Stars by the quality of the shop: mostly five, a heap of one (Hu, Pavlou and Zhang 2009)."""
    quality = world.market.quality[world.market.product_merchant[product]]
    mood = world.parameters.shop_mood * quality + rng.logistic(0, 0.62, len(product)) - 0.8 * returned
    return np.searchsorted(_MOODS, mood).astype(np.int64) + 1


def _photos(world: World, rng: Dice, stars: Ints, pack: Ints) -> Ints:
    """How many pictures each review has."""
    n = len(stars)
    own = rng.random(n) < world.parameters.photo_share * np.where(stars == 3, 0.6, 1.1)
    return np.where(own | (pack >= 0), rng.choice([1, 1, 2, 3, 3, 4, 6], n), 0)


def _deletions(rng: Dice, at: Floats, stars: Ints) -> tuple[Floats, Ints]:
    """A few are taken down: by the platform, by their author, seldom by the shop."""
    n = len(at)
    gone = at + lognormal(rng, 6 * DAY, 1.1, n)
    hit = (rng.random(n) < np.where(stars <= 2, 0.035, 0.01)) & (gone < END)
    return np.where(hit, gone, np.nan), np.where(hit, pick(rng, [55, 10, 35], n), NONE)


def texts(world: World, reviews: Reviews) -> list[str]:
    """The text of every review."""
    rng = world.dice("texts")
    parameters = world.parameters
    shares = (parameters.default_praise_share, parameters.phrase_share, parameters.short_share)
    codes = world.market.product_category[reviews.product].tolist()
    pasted: dict[int, str] = {}
    result = []
    rows = zip(
        pens(rng, len(reviews)),
        reviews.script.tolist(),
        reviews.account.tolist(),
        codes,
        reviews.product.tolist(),
        reviews.stars.tolist(),
        strict=True,
    )
    for pen, script, account, code, product, stars in rows:
        if script >= 0:
            result.append(world.scripts.texts[script].text(pen, stars))
            continue
        text = idle_text(pen, shares, CATEGORIES[code].code, world.market.noun[product], stars)
        if world.people.pastes[account] and stars >= 4:
            text = pasted.setdefault(account, text)
        result.append(text)
    return result


def pictures(world: World, reviews: Reviews) -> tuple[Ints, Ints, Ints]:
    """Review, picture and bits turned over (cropped, recompressed) for every photo; pictures of packs and product pages occur again.

    Packs of odd numbers belong to writers who crop and filter what they are given.
    """
    rng = world.dice("pictures")
    owner, _ = spread(reviews.photos)
    n = len(owner)
    picture = 1_000_000_000 + np.arange(n, dtype=np.int64)
    from_page = rng.random(n) < world.parameters.page_photo_share
    picture = np.where(from_page, 500_000_000 + reviews.product[owner] * 5 + rng.integers(0, 5, n), picture)
    packed = reviews.pack[owner]
    picture = np.where(packed >= 0, packed * 16 + rng.integers(0, 12, n), picture)
    careful = (packed >= 0) & (packed % 2 == 1)
    return owner, picture, np.where(careful, rng.integers(2, 9, n), rng.integers(0, 3, n))
