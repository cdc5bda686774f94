"""The world under construction: dice, pen, clock, book, key, and the frames of people, shops, products and devices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from strangers.arrays import Bools, Floats, Frame, Ints, Objs, objs
from strangers.book import Book
from strangers.clock import Clock
from strangers.goods import ALL, Category
from strangers.key import Key
from strangers.texts import Pen

if TYPE_CHECKING:
    from strangers.markets import Market

_STEP = 2654435761
_ROOM = 10**10


@dataclass(kw_only=True)
class World:
    """Everything the makers share; only its own dice are thrown."""

    market: Market
    orders: int
    rng: np.random.Generator
    pen: Pen
    book: Book
    key: Key
    clock: Clock
    people: Frame = field(default_factory=Frame)
    shops: Frame = field(default_factory=Frame)
    products: Frame = field(default_factory=Frame)
    devices: Frame = field(default_factory=Frame)
    written: int = 0
    houses: int = 0
    clients: list[int] = field(default_factory=list)
    desk: Objs = field(default_factory=lambda: np.empty(0, dtype=object))
    paged: set[int] = field(default_factory=set)
    ties: list[Ints] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _queries: dict[int, list[str]] = field(default_factory=dict)

    def ids(self, kind: str, n: int) -> Objs:
        """Give n new ids that tell nothing of their order."""
        first = self._counts.get(kind, 17 * len(kind) + self.market.salt)
        self._counts[kind] = first + n
        return objs([f"{kind}{(i * _STEP + 12345) % _ROOM:010d}" for i in range(first, first + n)])

    def hashes(self, n: int) -> Objs:
        """Give n new pseudonyms of 16 hex digits."""
        return objs([f"{v:016x}" for v in self.rng.integers(0, 2**63, n).tolist()])

    def one_hash(self) -> str:
        """Give one new pseudonym."""
        return str(self.hashes(1)[0])

    def chance(self, p: float | Floats, n: int) -> Bools:
        """Throw n coins."""
        return np.asarray(self.rng.random(n) < p, dtype=np.bool_)

    def lags(self, n: int, median: float, sigma: float) -> Floats:
        """Draw n log-normal lags around a median, in the unit of the median."""
        return np.asarray(median * np.exp(self.rng.normal(0, sigma, n)), dtype=np.float64)

    def categories(self) -> list[Category]:
        """Give the categories of the market."""
        return [ALL[name] for name in self.market.goods]

    def category(self, product: int) -> Category:
        """Give a product's category."""
        return ALL[str(self.products["cat"][product])]

    def noun(self, product: int) -> str:
        """Give what a product is called."""
        return str(self.products["noun"][product])

    def queries(self, product: int) -> list[str]:
        """Give the usual search words for a product."""
        if product not in self._queries:
            row = self.products
            shop = str(self.shops["name"][int(row["mer"][product])])
            self._queries[product] = self.pen.queries(self.category(product), str(row["noun"][product]), str(row["title"][product]), shop)
        return self._queries[product]

    def tie(self, people: Ints, shops: Ints) -> None:
        """Keep people from buying privately at shops they work for."""
        self.ties.append((np.asarray(people)[:, None] * 1_000_000 + np.asarray(shops)[None, :]).ravel())

    def tied(self, people: Ints, shops: Ints) -> Bools:
        """Say who works for the shop beside."""
        known = np.concatenate(self.ties) if self.ties else np.empty(0, dtype=np.int64)
        return np.asarray(np.isin(people * 1_000_000 + shops, known), dtype=np.bool_)

    def shop_products(self, shop: int) -> Ints:
        """Give the places of a shop's products."""
        first = int(self.shops["p0"][shop])
        return np.arange(first, first + int(self.shops["pn"][shop]))

    def days(self, day: float) -> float:
        """Give the moment of a local day counted from the start."""
        return self.clock.start + day * 86400.0

    def accounts(self, people: Ints) -> Objs:
        """Give the account ids of people."""
        return objs(self.people["id"][people])
