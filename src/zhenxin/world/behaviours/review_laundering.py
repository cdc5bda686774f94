"""Laundered ratings (row 16 of the typology): praise of one product is made to stand under another, and bad reviews go away."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, full, pick
from zhenxin.world.behaviours.attack import expected_orders, hours
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import DAY, END, HOUR
from zhenxin.world.life.listings import revise, reworded
from zhenxin.world.parameters import Range, known
from zhenxin.world.reviews import PLATFORM, SHOP
from zhenxin.world.rings import Recruits, Ring
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.dictated import AsAnybody
from zhenxin.world.texts.grammar import pens
from zhenxin.world.trades import REVIEWS, Commission, Trade

TRADE = Trade(unit=REVIEWS, share=0.19, size=60, source="§2 row 16; share assumed")


@dataclass(frozen=True, kw_only=True)
class Laundering:
    """How a rating is carried over (row 16 of §2)."""

    reuse: float = known(
        0.6, "§2 row 16: title and category switch under old reviews; the rest is merged from another page; skilled merges only"
    )
    same_category: bool = known(False, "§2 row 16; skilled keeps to the category")
    steps: Range = known((1, 1), "§2 row 16: one switch; skilled changes titles gradually")
    praise_only: float = known(0.75, "assumed: how seldom a bad review is carried over")
    gone: float = known(0.75, "§2 row 16: bad reviews disappear; share assumed")
    gone_days: Range = known((0.2, 6), "assumed; skilled: one now and then")


NAIVE = Laundering()
SKILLED = Laundering(reuse=0.0, same_category=True, steps=(3, 5), praise_only=0.6, gone=0.4, gone_days=(5, 60))


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """Shops with reviews to carry over; they do nothing else."""
    wanted = commission.size / (world.parameters.review_share * 0.15)
    sold = expected_orders(world)
    free = ~recruits.shop_taken & (world.market.opened < 0) & (np.bincount(world.market.product_merchant, minlength=len(sold)) > 1)
    order = np.argsort(-np.where(free, np.minimum(sold, wanted), 0.0) * recruits.rng.uniform(0.4, 1.0, len(sold)), kind="stable")[:6]
    order = order[free[order]]
    shops = order[: int(np.searchsorted(np.cumsum(sold[order]), wanted)) + 1]
    recruits.shop_taken[shops] = True
    return Ring(commission, shops=shops)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Product after product of its shops, until enough reviews stand where they do not belong."""
    form = SKILLED if ring.commission.skilled else NAIVE
    rng = world.dice("laundering", ring.commission.number)
    wanted, washed = ring.commission.size, []
    for shop in ring.shops.tolist():
        for other, kin in _pairs(world, rng, happened, shop, same=form.same_category):
            if wanted <= 0:
                break
            day = float(rng.uniform(0.25, 0.85)) * END
            reuse = rng.random() < form.reuse
            product = kin if reuse else other
            moved = _under(happened, kin, day)
            moved = moved[happened.reviews.at[moved] > world.market.listed[product]]
            moved = moved[(happened.reviews.stars[moved] >= 4) | (rng.random(len(moved)) >= form.praise_only)][:wanted]
            if not len(moved):
                continue
            washed.append(product)
            wanted -= len(moved)
            _reuse(world, rng, product, moved, happened, day) if reuse else _merge(world, moved, happened, product=product)
            if not reuse:
                _retitle(world, rng, form, product, day)
            happened.reviews.ring[moved] = ring.commission.number
            _sweep(rng, form, happened, product, moved, day)
    ring.false_products = np.array(washed, dtype=np.int64)


def _pairs(world: World, rng: Dice, happened: Happened, shop: int, *, same: bool) -> list[tuple[int, int]]:
    """Products of a shop that gain, each with another that has reviews to give, those with most first; each is in one pair."""
    market = world.market
    goods = np.flatnonzero(market.product_merchant == shop)
    counts = np.bincount(happened.reviews.product, minlength=market.products)[goods]
    goods = goods[np.argsort(-counts, kind="stable")]
    pairs, used = [], set()
    for kin in goods.tolist():
        fits = [item for item in goods[::-1].tolist() if item != kin and item not in used and market.noun[item] != market.noun[kin]]
        if same:
            fits = [item for item in fits if market.product_category[item] == market.product_category[kin]]
        if kin in used or not fits:
            continue
        product = fits[int(rng.integers(0, len(fits)))]
        used |= {kin, product}
        pairs.append((product, kin))
    return pairs


def _under(happened: Happened, product: int, day: float) -> Ints:
    """Honest reviews of a product from before a day, newest first."""
    reviews = happened.reviews
    rows = np.flatnonzero((reviews.product == product) & (reviews.at < day) & (reviews.ring < 0))
    return rows[np.argsort(-reviews.at[rows], kind="stable")]


def _old_words(world: World, category: int, noun: str) -> int:
    parameters = world.parameters
    shares = (parameters.default_praise_share, parameters.phrase_share, parameters.short_share)
    return world.scripts.take(AsAnybody(CATEGORIES[category].code, noun, shares))


def _reuse(world: World, rng: Dice, product: int, moved: Ints, happened: Happened, day: float) -> None:
    """The page sold something else before: other title, other category; its old reviews stay."""
    market = world.market
    others = [number for number, item in enumerate(CATEGORIES) if item.carries and number != market.product_category[product]]
    category = int(rng.choice(others))
    kind = CATEGORIES[category]
    noun = kind.nouns[int(rng.integers(0, len(kind.nouns)))]
    traits = [kind.traits[i] for i in rng.permutation(len(kind.traits))[:3]]
    title = f"{market.title[product][:2]}{traits[0]}{traits[1]}{noun}{traits[2]}"
    _forget(world, product)
    revise(
        world,
        product,
        [title, market.title[product]],
        [category, int(market.product_category[product])],
        [max(day, market.listed[product] + HOUR)],
    )
    happened.reviews.script[moved] = _old_words(world, category, noun)


def _forget(world: World, product: int) -> None:
    """Page versions that were told of this product so far are not its own."""
    world.market.first_pages.pop(product, None)
    sheet = world.sheets.listings
    at, known_product = sheet.column("at"), sheet.column("product")
    at[known_product == product] = np.nan


def _merge(world: World, moved: Ints, happened: Happened, *, product: int) -> None:
    """Reviews of the kin come to stand under the product, and go on talking of what they were written about."""
    market, reviews = world.market, happened.reviews
    kin = int(reviews.product[moved[0]])
    plain = moved[reviews.script[moved] < 0]
    reviews.script[plain] = _old_words(world, int(market.product_category[kin]), market.noun[kin])
    reviews.product[moved] = product


def _retitle(world: World, rng: Dice, form: Laundering, product: int, day: float) -> None:
    """The title creeps towards what the reviews are about, or changes once."""
    market = world.market
    category = int(market.product_category[product])
    steps = int(rng.integers(int(form.steps[0]), int(form.steps[1]) + 1))
    first = max(day - steps * 12 * DAY, market.listed[product] + HOUR, 0.0)
    at = np.sort(rng.uniform(first, max(day, first + DAY), steps))
    titles = [reworded(pen, market.title[product], category) for pen in pens(rng, steps)] + [market.title[product]]
    _forget(world, product)
    revise(world, product, titles, [category] * (steps + 1), np.minimum(at, END - HOUR).tolist())


def _sweep(rng: Dice, form: Laundering, happened: Happened, product: int, moved: Ints, day: float) -> None:
    """Bad reviews under the product go, those of before at once, later ones as they come."""
    reviews = happened.reviews
    bad = np.flatnonzero((reviews.product == product) & (reviews.stars <= 3) & np.isnan(reviews.deleted_at))
    bad = bad[(rng.random(len(bad)) < form.gone) & ~np.isin(bad, moved)]
    at: Floats = np.maximum(reviews.at[bad], day) + hours(rng, form.gone_days, len(bad)) * DAY
    bad, at = bad[at < END], at[at < END]
    reviews.deleted_at[bad] = at
    reviews.deleted_by[bad] = np.where(pick(rng, [45, 55], len(bad)) == 0, full(len(bad), SHOP), PLATFORM)
