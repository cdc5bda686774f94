"""What a ring is, and whom it finds: shops that pay, people who work, warehouses that send."""

from dataclasses import dataclass, field

import numpy as np

from zhenxin.world.arrays import Dice, Flags, Floats, Ints, pick, pick_apart
from zhenxin.world.circle import Circle, draw_circle
from zhenxin.world.clock import BUYING, END, WEEK
from zhenxin.world.market import carries
from zhenxin.world.parameters import Range
from zhenxin.world.plan import Plan, nothing
from zhenxin.world.state import World
from zhenxin.world.trades import Commission


def _nobody() -> Ints:
    return np.empty(0, dtype=np.int64)


@dataclass
class Ring:
    """A ring at work: who belongs to it and what it plans. All that is named here is false, and enters the answer key."""

    commission: Commission
    plan: Plan = field(default_factory=nothing)
    starts: float = 0.0
    ends: float = END
    workers: Ints = field(default_factory=_nobody)
    shops: Ints = field(default_factory=_nobody)
    products: Ints = field(default_factory=_nobody)
    """What it works for; false themselves only where `false_products` says so."""
    hubs: Ints = field(default_factory=_nobody)
    payers: Ints = field(default_factory=_nobody)
    """Parties outside the shop who hand out the money."""
    middlemen: Ints = field(default_factory=_nobody)
    """Accounts that hand out the money."""
    devices: Ints = field(default_factory=_nobody)
    staff: Ints = field(default_factory=_nobody)
    false_products: Ints = field(default_factory=_nobody)


@dataclass
class Recruits:
    """Who is taken already; nobody is in two rings of one behaviour, few are in two at all."""

    world: World
    rng: Dice
    taken: Flags
    shop_taken: Flags
    hubs: list[int] = field(default_factory=list)
    staff_taken: list[int] = field(default_factory=list)
    spared: list[int] = field(default_factory=list)
    """Shops that are attacked: no ring finds them willing to pay."""
    stock: list[int] = field(default_factory=list)
    """Accounts that somebody registered to sell."""
    circle: Circle | None = None
    """The shops that pay, where all rings serve the same ones."""
    _by_parcel: Ints | None = None
    """Products that go by parcel; looked up once."""

    def staff(self, n: int, team: int, before: float) -> Ints:
        """`n` members of a team who were there by a day and stay; others where the team has too few; nobody twice while some are left."""
        office = self.world.office
        there = (office.joined < before) & np.isnan(office.left)
        buyers = there & (self.world.people.registered[office.account] < before)
        there = buyers if buyers.any() else there
        free = there & ~np.isin(np.arange(office.count), [*self.staff_taken, *office.busy])
        weights = np.where(free if free.any() else there, np.where(office.team == team, 1.0, 0.001), 0.0)
        chosen = pick_apart(self.rng, weights, n)
        self.staff_taken += chosen.tolist()
        return chosen

    def reborn(self, n: int, before: float) -> Ints:
        """`n` accounts whose past may be changed (a new day of registration, say): nobody has plans with them, no other ring gets them."""
        people = self.world.people
        free = ~self.taken & ~people.bound & (people.registered < before) & ~people.proxy
        chosen = pick_apart(self.rng, np.where(free, people.activity**0.35, 0.0), n)
        self.taken[chosen] = people.bound[chosen] = True
        return chosen

    def workers(self, n: int, before: float, *, region: int | None = None) -> Ints:
        """`n` accounts that were there before the ring began, ordinary buyers; of one region as far as it goes, where one is named."""
        people = self.world.people
        known = self.taken & ~people.bound
        free = ~self.taken | (self.rng.random(people.count) < self.world.parameters.overlap_share * known)
        weights = np.where(free & (people.registered < before) & ~people.proxy, people.activity**0.35, 0.0)
        if region is not None:
            weights *= np.where(people.region == region, 400.0, 1.0)
        chosen = pick_apart(self.rng, weights, n)
        self.taken[chosen] = True
        return chosen

    def bought(self, n: int, before: float) -> Ints:
        """`n` accounts with a past: half of them from stock, as far as it goes and was there for two weeks, the others from their owners."""
        registered = self.world.people.registered
        sold = [account for account in self.stock if registered[account] < before - 2 * WEEK][: n // 2]
        self.stock = [account for account in self.stock if account not in set(sold)]
        return np.concatenate([np.array(sold, dtype=np.int64), self.workers(n - len(sold), before)])

    def these(self, accounts: Ints, before: float) -> Ints:
        """Those of the named accounts who are free and were there before the ring began."""
        people = self.world.people
        chosen = np.unique(accounts)
        chosen = chosen[~self.taken[chosen] & ~people.proxy[chosen] & (people.registered[chosen] < before)]
        self.taken[chosen] = True
        return chosen

    def shops(self, n: int, before: float, *, again: float = 0.1, unsent: bool = False) -> Ints:
        """`n` shops that would pay: small and middling ones with goods before the ring begins; `again` weighs those that pay others.

        With `unsent` those come too who sell what no parcel carries (top-ups, meals): twice as gladly, for few trades take them.
        """
        market = self.world.market
        rank = np.argsort(np.argsort(market.weight)) / market.merchants
        ready = np.zeros(market.merchants)
        ready[market.product_merchant[self._on_offer(before, unsent=unsent)]] = 2.0 if unsent else 1.0
        ready[market.product_merchant[self._on_offer(before)]] = 1.0
        weights = np.where((rank > 0.35) & (rank < 0.96), ready * np.where(self.shop_taken, again, 1.0), 0.0)
        weights[self.spared] = 0.0
        if self.circle is not None:
            weights = np.where(np.isin(np.arange(market.merchants), self.circle.shops), weights, 0.0)
        chosen = pick_apart(self.rng, weights, n)
        self.shop_taken[chosen] = True
        return chosen

    def new_shops(self, n: int, before: float) -> Ints:
        """`n` shops that opened in the weeks before a day and had goods to send by then; the youngest there are, where these are too few."""
        market = self.world.market
        ready = np.zeros(market.merchants, dtype=np.bool_)
        ready[market.product_merchant[self._on_offer(before)]] = True
        weeks = np.maximum(before - market.opened, 0) / WEEK
        weights = np.where(ready & (market.opened < before), np.where(self.shop_taken, 0.01, 1.0) / (1 + (weeks / 3) ** 6), 0.0)
        chosen = pick_apart(self.rng, weights, n)
        self.shop_taken[chosen] = True
        return chosen

    def products(self, shops: Ints, most: int, before: float, *, unsent: bool = False) -> Ints:
        """One to `most` products of each shop, the better selling ones first; with `unsent` also such as no parcel carries."""
        market = self.world.market
        sent = self._on_offer(before, unsent=unsent)
        found = []
        for shop in shops.tolist():
            goods = sent[market.product_merchant[sent] == shop]
            found.append(goods[pick_apart(self.rng, market.product_weight[goods], int(self.rng.integers(1, most + 1)))])
        return np.concatenate(found)

    def dearest(self, shops: Ints, most: int, before: float) -> Ints:
        """The one to `most` dearest products of each shop, sorted by their index."""
        market = self.world.market
        sent = self._on_offer(before)
        found = []
        for shop in shops.tolist():
            goods = sent[market.product_merchant[sent] == shop]
            found.append(goods[np.argsort(-market.price[goods], kind="stable")][: int(self.rng.integers(1, most + 1))])
        return np.unique(np.concatenate(found))

    def _on_offer(self, before: float, *, unsent: bool = False) -> Ints:
        """Products that were listed before a day; those that go by parcel, or all."""
        market = self.world.market
        if unsent and self.circle is None:
            return np.flatnonzero(market.listed < before)
        if self.circle is not None:
            return self.circle.products[market.listed[self.circle.products] < before]
        if self._by_parcel is None:
            self._by_parcel = np.flatnonzero(carries(market, np.arange(market.products, dtype=np.int64)))
        return self._by_parcel[market.listed[self._by_parcel] < before]

    def open_hubs(self, n: int, *, alone: bool = False) -> Ints:
        """Warehouses that send for the ring: a third are known to other rings unless it is alone, half send for a few honest shops too."""
        hubs = []
        for _ in range(n):
            if self.hubs and not alone and self.rng.random() < 0.3:
                hubs.append(self.hubs[int(self.rng.integers(0, len(self.hubs)))])
                continue
            hub = int(self.world.market.add_senders(pick(self.rng, 1.0 / (np.arange(60) + 3.0), 1))[0])
            hubs.append(hub)
            self.hubs += [] if alone else [hub]
            if self.rng.random() < self.world.parameters.hub_honest_share:
                self._serve_honest(hub)
        return np.array(hubs, dtype=np.int64)

    def _serve_honest(self, hub: int) -> None:
        market = self.world.market
        free = np.flatnonzero((market.overflow < 0) & ~self.shop_taken)
        market.overflow[self.rng.permutation(free)[: int(self.rng.integers(2, 9))]] = hub


class Roster:
    """Who does the next tasks: whoever has not had this product, then this shop, then the fewest tasks; the rest is chance."""

    def __init__(self, rng: Dice, workers: Ints, products: Ints, shops: Ints) -> None:
        self._rng, self._workers, self._products = rng, workers, products
        self._shop = np.unique(shops, return_inverse=True)[1]
        self._had = np.zeros((len(workers), len(products)), dtype=np.int64)
        self._shops_had = np.zeros((len(workers), int(self._shop.max()) + 1), dtype=np.int64)
        self._done = np.zeros(len(workers), dtype=np.int64)

    def crew(self, size: int) -> tuple[Ints, Ints]:
        """`size` different workers and the one product they buy; both of length `size`."""
        size = min(size, len(self._workers))
        product = int(self._rng.integers(0, len(self._products)))
        shop = self._shop[product]
        load = self._had[:, product] * 100.0 + self._shops_had[:, shop] * 4.0 + self._done + self._rng.uniform(0, 2.5, len(self._workers))
        chosen = np.argsort(load, kind="stable")[:size]
        self._had[chosen, product] += 1
        self._done[chosen] += 1
        self._shops_had[chosen, shop] += 1
        return self._workers[chosen], np.full(size, self._products[product], dtype=np.int64)


def recruits(world: World) -> Recruits:
    """Nobody is taken yet."""
    nobody = np.zeros(world.people.count, dtype=np.bool_)
    found = Recruits(world, world.dice("recruits"), nobody, np.zeros(world.market.merchants, dtype=np.bool_))
    if world.parameters.paying_shops:
        found.circle = draw_circle(world.dice("circle"), world.market, round(world.parameters.paying_shops * world.orders))
    return found


def between(rng: Dice, bounds: Range) -> float:
    """A number between the bounds, small ones likelier."""
    low, high = bounds
    return float(np.exp(rng.uniform(np.log(max(low, 1e-9)), np.log(max(high, 1e-9)))))


def whole(rng: Dice, bounds: Range) -> int:
    """A whole number between the bounds, both included, small ones likelier."""
    return int(min(between(rng, (bounds[0], bounds[1] + 0.999)), bounds[1]))


def season(rng: Dice, weeks: Range, since: float = 0.0) -> tuple[float, float]:
    """When a ring begins and ends; its middle falls as orders do (`_GROWTH`), some were at it before the half year, some go on after."""
    length = between(rng, weeks) * WEEK
    twice = BUYING.draw(rng, 2, since, END)
    middle = float(twice.max() if rng.random() < _GROWTH else twice[0])
    return max(middle - 0.5 * length, since), min(middle + 0.5 * length, END)


_GROWTH = 0.45
"""How much later than evenly orders fall, since people and goods keep coming; a ring's time is no mark. Measured on `city`: June has 2.7 times January."""


def enter(world: World, ring: Ring) -> None:
    """Write a ring's people, shops, things and go-betweens into the answer key."""
    commission = ring.commission
    for kind, index in (
        ("account", ring.workers), ("account", ring.middlemen), ("merchant", ring.shops), ("device", ring.devices), ("sender", ring.hubs),
        ("payee", ring.payers), ("payee account", ring.middlemen),
        ("staff", ring.staff), ("product", ring.false_products),
    ):  # fmt: skip
        world.key.false(kind, index, commission.behaviour, commission.number, commission.skill)


def late(at: Floats) -> Floats:
    """Times after the end become NaN: they have not happened yet."""
    return np.where(at < END, at, np.nan)
