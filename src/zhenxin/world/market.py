"""Who sells here: shops, products, warehouses, and the words people search for."""

from dataclasses import dataclass, field

import numpy as np

from zhenxin.world.arrays import Dice, Flags, Floats, Ints, full, lognormal, pick
from zhenxin.world.categories import BRAND_LEFT, BRAND_RIGHT, CATEGORIES, CITIES
from zhenxin.world.clock import BUYING, DAY, END
from zhenxin.world.parameters import Parameters
from zhenxin.world.people import HOME, People

_FLAT = (200.0, 300.0, 500.0, 500.0, 1000.0)
"""What a third-party warehouse writes on small parcels where it does not weigh them, in grams."""


@dataclass
class Queries:
    """Every search phrase by index: the common ones of a category, those that belong to a shop, those that name one product."""

    texts: list[str] = field(default_factory=list)
    heads: list[Ints] = field(default_factory=list)
    shop_first: int = 0
    product_first: int = 0

    def add(self, texts: list[str]) -> Ints:
        """New phrases, and their indices."""
        first = len(self.texts)
        self.texts.extend(texts)
        return np.arange(first, first + len(texts), dtype=np.int64)


@dataclass
class Market:
    """Shops and products by index; senders are the shops' own warehouses first (sender i is shop i's), then the shared ones."""

    category: Ints
    region: Ints
    opened: Floats
    weight: Floats
    quality: Floats
    entity: Ints
    exact: Flags
    name: list[str]
    sender: Ints
    overflow: Ints
    """A second sender for a minority of the parcels, or NONE."""
    product_merchant: Ints
    product_category: Ints
    price: Ints
    """In cents."""
    spec: Floats
    """Grams of one piece, as it is; what the catalogue says may be missing."""
    listed: Floats
    product_weight: Floats
    title: list[str]
    noun: list[str]
    sender_region: Ints
    shared_senders: Ints
    """Third-party warehouses, main and overflow."""
    flat: Floats = field(default_factory=lambda: np.empty(0))
    """Grams that a sender writes on every small parcel, whatever is in it; NaN for those who weigh."""
    queries: Queries = field(default_factory=Queries)
    owner: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    """The private account of whoever runs each shop."""
    first_pages: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Title and category that a product's page had first, where they were not those of now."""
    line: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    """The line of each shop's office, a number of `People.add_homes`."""

    @property
    def merchants(self) -> int:
        """How many shops there are."""
        return len(self.category)

    @property
    def products(self) -> int:
        """How many products there are."""
        return len(self.price)

    def add_senders(self, region: Ints) -> Ints:
        """New senders of parcels."""
        first = len(self.sender_region)
        self.sender_region = np.concatenate([self.sender_region, region])
        self.flat = np.concatenate([self.flat, np.full(len(region), np.nan)])
        return np.arange(first, first + len(region), dtype=np.int64)


def stock(parameters: Parameters, rng: Dice, orders: int) -> Market:
    """A market that fits `orders` orders; 40 shops at the least."""
    m = max(40, round(orders / parameters.orders_per_merchant))
    category = pick(rng, [item.demand for item in CATEGORIES], m)
    region = pick(rng, 1.0 / (np.arange(len(CITIES)) + 1.5) ** 0.7, m)
    opened = np.where(rng.random(m) < parameters.new_shop_share, BUYING.draw(rng, m, 0, END - 20 * DAY), -lognormal(rng, 520, 0.9, m) * DAY)
    weight = lognormal(rng, 1.0, parameters.shop_sigma, m)
    chain = rng.random(m) < parameters.chain_share
    entity = np.where(chain, rng.integers(0, m, m), np.arange(m))
    name = [BRAND_LEFT[a] + BRAND_RIGHT[b] + tail for a, b, tail in zip(*_name_parts(rng, m), strict=True)]
    shelf = weight**parameters.shelf_exponent
    per_shop = 1 + rng.poisson((parameters.products_per_merchant - 1) * shelf / shelf.mean())
    merchant = np.repeat(np.arange(m, dtype=np.int64), per_shop)
    n = len(merchant)
    goods = np.where(rng.random(n) < 0.9, category[merchant], pick(rng, [item.demand for item in CATEGORIES], n))
    sender, overflow, sender_region, shared = _senders(parameters, rng, region)
    market = Market(
        category=category, region=region, opened=opened, weight=weight, quality=rng.normal(0, 1, m), entity=entity,
        exact=rng.random(m) < parameters.exact_weight_share, name=name, sender=sender, overflow=overflow, product_merchant=merchant,
        product_category=goods, price=_prices(rng, goods), spec=weights(rng, goods), listed=_listed(rng, opened[merchant]),
        product_weight=lognormal(rng, 1.0, parameters.product_sigma, n) * (weight / per_shop)[merchant], title=[], noun=[],
        sender_region=sender_region, shared_senders=shared,
    )  # fmt: skip
    market.flat = np.full(len(sender_region), np.nan)
    some = shared[np.arange(len(shared)) % 4 == 1]
    market.flat[some] = rng.choice(_FLAT, len(some))
    word(rng, market)
    return market


def run_by(market: Market, rng: Dice, people: People) -> None:
    """Give every shop the account of whoever runs it (one for all shops of a legal entity) and a line for its office."""
    runs = rng.permutation(people.count).astype(np.int64)[market.entity % people.count]
    market.owner = runs
    before = market.opened - (1 + np.arange(market.merchants) * 37 % 400) * DAY / 8
    np.minimum.at(people.registered, runs, np.maximum(before, -4200 * DAY))
    people.bound[runs] = True  # else somebody might register them anew, after their shop has opened
    market.line = people.add_homes(market.region, HOME)


def _name_parts(rng: Dice, m: int) -> tuple[list[int], list[int], list[str]]:
    tails = ("旗舰店", "专营店", "小店", "工厂店", "生活馆", "官方店", "的店", "优选")
    left, right = rng.integers(0, len(BRAND_LEFT), m), rng.integers(0, len(BRAND_RIGHT), m)
    return left.tolist(), right.tolist(), [tails[i] for i in rng.integers(0, len(tails), m)]


def _prices(rng: Dice, goods: Ints) -> Ints:
    """Prices with the endings shops like."""
    median = np.array([item.price for item in CATEGORIES])[goods]
    sigma = np.array([item.price_sigma for item in CATEGORIES])[goods]
    yuan = np.maximum(lognormal(rng, median, sigma, len(goods)), 1.5)
    ending = np.array([0, 90, 80, 99, 50, 88, 60])[pick(rng, [30, 30, 14, 8, 8, 6, 4], len(goods))]
    return np.asarray(np.floor(yuan).astype(np.int64) * 100 + ending)


def weights(rng: Dice, goods: Ints) -> Floats:
    """Grams of one piece of each category named."""
    median = np.array([max(item.weight, 1.0) for item in CATEGORIES])[goods]
    sigma = np.array([item.weight_sigma for item in CATEGORIES])[goods]
    return np.asarray(np.round(np.maximum(lognormal(rng, median, sigma, len(goods)), 3.0)), dtype=np.float64)


def _listed(rng: Dice, opened: Floats) -> Floats:
    """Products are listed when the shop opens or later; a new shop sells from its first day."""
    late = rng.random(len(opened)) < 0.35
    listed = np.where(late, np.maximum(opened, 0) + rng.exponential(40 * DAY, len(opened)), opened + rng.exponential(2 * DAY, len(opened)))
    return np.minimum(listed, END - 5 * DAY)


def _senders(parameters: Parameters, rng: Dice, region: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Own warehouses, third-party ones with many unrelated shops, and overflow ones for a minority of the parcels."""
    m = len(region)
    houses, spill = max(2, round(m * parameters.warehouse_share / 16)), max(2, round(m * parameters.overflow_share / 14))
    sender, overflow = np.arange(m, dtype=np.int64), full(m)
    hosted = rng.random(m) < parameters.warehouse_share
    sender[hosted] = m + pick(rng, 1.0 / (np.arange(houses) + 1.0) ** 0.6, int(hosted.sum()))
    spills = rng.random(m) < parameters.overflow_share
    overflow[spills] = m + houses + rng.integers(0, spill, int(spills.sum()))
    others = pick(rng, 1.0 / (np.arange(len(CITIES)) + 1.5) ** 0.7, houses + spill)
    return sender, overflow, np.concatenate([region, others]), np.arange(m, m + houses + spill, dtype=np.int64)


def word(rng: Dice, market: Market) -> None:
    """Titles, and the phrases people type to find things."""
    queries = market.queries
    for item in CATEGORIES:
        phrases = [
            *item.nouns,
            *(trait + noun for noun in item.nouns for trait in item.traits),
            *(f"{noun} {trait}" for noun in item.nouns for trait in item.traits),
        ]
        queries.heads.append(queries.add(phrases))
    n = market.products
    nouns = rng.integers(0, 1 << 30, n).tolist()
    traits = rng.integers(0, 1 << 30, (n, 4)).tolist()
    own: list[str] = []
    for merchant, code, a, four in zip(market.product_merchant.tolist(), market.product_category.tolist(), nouns, traits, strict=True):
        item = CATEGORIES[code]
        noun = item.nouns[a % len(item.nouns)]
        w, x, y, z = (item.traits[number % len(item.traits)] for number in four)
        brand = market.name[merchant][:2]
        market.noun.append(noun)
        market.title.append(f"{brand}{w}{x}{noun}{y}")
        own += [f"{w}{x}{noun}", f"{x}{noun} {z}{y}"]
    queries.shop_first = len(queries.texts)
    queries.add([f"{name[:2]}{CATEGORIES[code].nouns[code % 5]}" for name, code in zip(market.name, market.category.tolist(), strict=True)])
    queries.product_first = len(queries.texts)
    queries.add(own)


def long_tail(market: Market, rng: Dice, product: int) -> str:
    """A phrase long enough to lead to one product: words of its kind in an order of one's own."""
    item = CATEGORIES[int(market.product_category[product])]
    words = [item.traits[i] for i in rng.permutation(len(item.traits))[: int(rng.integers(1, 4))]]
    gap = " " if rng.random() < 0.4 else ""
    noun = market.noun[product]
    return gap.join([noun, *words] if rng.random() < 0.3 else [*words, noun])


def carries(market: Market, product: Ints) -> Flags:
    """Whether a parcel goes with each product."""
    return np.array([item.carries for item in CATEGORIES])[market.product_category[product]]


def spec_known(market: Market) -> Floats:
    """Weights as the catalogue states them: one in five says nothing, goods without a parcel never."""
    silent = (np.arange(market.products) * 2_654_435_761 % 1000) < 200
    virtual = ~carries(market, np.arange(market.products, dtype=np.int64))
    return np.where(silent | virtual, np.nan, market.spec)


def on_sale(market: Market, rng: Dice, product: Ints, at: Floats) -> Ints:
    """The same products, or, where one was not listed yet at its time, an older one of its kind."""
    found = product.copy()
    early = np.flatnonzero(market.listed[product] > at)
    old = market.listed < 0
    for code in np.unique(market.product_category[product[early]]).tolist():
        rows = early[market.product_category[product[early]] == code]
        goods = np.flatnonzero(old & (market.product_category == code))
        goods = goods if len(goods) else np.flatnonzero(old)
        if len(goods):
            found[rows] = goods[pick(rng, market.product_weight[goods], len(rows))]
    return found
