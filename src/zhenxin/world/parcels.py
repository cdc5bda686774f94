"""What is sent: senders, weights, waybills and the scans on the way."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Flags, Floats, Ints, lognormal, pick, spread
from zhenxin.world.categories import CITIES
from zhenxin.world.clock import BRINGING, DAY, END, FETCHING, HOUR
from zhenxin.world.market import carries
from zhenxin.world.plan import BRICK, EMPTY, MATCHED, Plan
from zhenxin.world.state import World

CARRIERS = ["中通", "圆通", "韵达", "申通", "极兔", "顺丰", "邮政", "京东"]
_CARRIER_SHARE = (22, 18, 17, 13, 14, 7, 5, 4)
SCANS = ["collected", "transit", "arrived", "delivering", "signed"]
COLLECTED, TRANSIT, ARRIVED, DELIVERING, DELIVERED = range(5)
WAY, LOCAL, BARE = range(3)
"""The whole way, across one city on the day, or collected and signed with nothing between."""


@dataclass
class Parcels:
    """Parcels, one row each."""

    order: Ints
    carrier: Ints
    waybill: Ints
    sender: Ints
    origin: Ints
    destination: Ints
    weight: Floats
    track: Ints
    shipped: Floats
    signed: Floats

    def shipped_of(self, orders: int) -> Floats:
        """When the parcel of each order was sent; NaN where there is none."""
        return self._of(orders, self.shipped)

    def signed_of(self, orders: int) -> Floats:
        """When the parcel of each order was signed for; NaN where there is none."""
        return self._of(orders, self.signed)

    def _of(self, orders: int, values: Floats) -> Floats:
        result = np.full(orders, np.nan)
        result[self.order] = values
        return result


def send(world: World, plan: Plan, quantity: Ints, paid_at: Floats) -> Parcels:
    """A parcel for every order that was paid, not called off, carries something and leaves before the end."""
    rng = world.dice("parcels")
    market, people = world.market, world.people
    n = len(plan)
    shop = market.product_merchant[plan.product]
    sender = np.where(plan.sender >= 0, plan.sender, _usual_sender(world, rng, shop))
    empty = plan.heft == EMPTY
    packed = lognormal(rng, np.where(empty, 7 * HOUR, 15 * HOUR), 0.65, n) + 0.3 * HOUR
    shipped = FETCHING.later(np.where(np.isnan(paid_at), 0, paid_at), packed)
    origin, destination = market.sender_region[sender], people.region[np.where(plan.receiver >= 0, plan.receiver, plan.account)]
    local = (origin == destination) & (rng.random(n) < world.parameters.local_share)
    bare = empty & (rng.random(n) < 0.8)
    track = np.where(plan.track >= 0, plan.track, np.where(bare, BARE, np.where(local, LOCAL, WAY)))
    contract = pick(rng, _CARRIER_SHARE, len(market.sender_region))
    carrier = np.where(rng.random(n) < 0.25, pick(rng, _CARRIER_SHARE, n), contract[sender])
    weight = _as_written(world, rng, sender, _weights(world, rng, plan, quantity), plan)
    keep = np.flatnonzero(carries(market, plan.product) & ~np.isnan(paid_at) & (shipped < END))
    return Parcels(
        order=keep, carrier=carrier[keep], waybill=_waybills(rng, sender[keep], shipped[keep]), sender=sender[keep], origin=origin[keep],
        destination=destination[keep], weight=weight[keep], track=track[keep], shipped=shipped[keep],
        signed=BRINGING.later(shipped, _transport(rng, track, origin == destination))[keep],
    )  # fmt: skip


def _usual_sender(world: World, rng: Dice, shop: Ints) -> Ints:
    overflow = world.market.overflow[shop]
    return np.where((overflow >= 0) & (rng.random(len(shop)) < 0.18), overflow, world.market.sender[shop])


def _transport(rng: Dice, track: Ints, near: Flags) -> Floats:
    """Hours on the way (domain.md §3.3: 1 to 3 days; bare tracks are signed within 12 hours in 68 of 100)."""
    n = len(track)
    way = lognormal(rng, np.where(near, 26 * HOUR, 54 * HOUR), 0.4, n)
    return np.select([track == BARE, track == LOCAL], [lognormal(rng, 8.5 * HOUR, 0.7, n), lognormal(rng, 7 * HOUR, 0.5, n)], way)


def _weights(world: World, rng: Dice, plan: Plan, quantity: Ints) -> Floats:
    """Grams: goods and packaging; to the gram of the catalogue in some shops; next to nothing or made to match where nothing is sold."""
    n = len(plan)
    market = world.market
    spec = market.spec[plan.product] * quantity
    content = np.where(plan.content >= 0, market.spec[plan.content], spec)
    real = content * np.exp(0.05 * rng.standard_normal(n)) + lognormal(rng, world.parameters.packaging_g, 0.6, n)
    real = np.where(market.exact[market.product_merchant[plan.product]] & (plan.content < 0), spec, real)
    empty = np.where(rng.random(n) < 0.88, rng.uniform(12, 49, n), rng.uniform(50, 110, n))
    matched = spec * (1 + rng.uniform(-0.01, 0.01, n))
    brick = spec * np.exp(0.2 * rng.standard_normal(n))
    return np.maximum(
        np.round(np.select([plan.heft == EMPTY, plan.heft == MATCHED, plan.heft == BRICK], [empty, matched, brick], real)), 1.0
    )


def _as_written(world: World, rng: Dice, sender: Ints, weight: Floats, plan: Plan) -> Floats:
    """Some senders write one weight on every small parcel; made to match, a parcel keeps its own."""
    flat = world.market.flat[sender]
    known = np.where(np.isnan(flat), -1.0, flat)
    same = (weight < 1.6 * known) & (plan.heft != MATCHED) & (rng.random(len(weight)) < 0.93)
    return np.where(same, known, weight)


def _waybills(rng: Dice, sender: Ints, shipped: Floats) -> Ints:
    """Senders print labels in batches: numbers of one sender and day lie close together."""
    day = (shipped // DAY).astype(np.int64)
    block = (sender * 1_000_003 + day * 7_919_317) % 89_999_989
    return (10_000_000 + block) * 10_000 + rng.integers(0, 10_000, len(sender))


@dataclass
class Scans:
    """Rows of the scans table; place is a city."""

    parcel: Ints
    at: Floats
    kind: Ints
    place: Ints


def scan(world: World, parcels: Parcels) -> Scans:
    """Every scan of every parcel before the end: four to eight on the whole way, three across a city, two on a bare track."""
    rng = world.dice("scans")
    n = len(parcels.order)
    hops = np.where(parcels.track == WAY, rng.integers(1, 5, n), 0)
    counts = np.select([parcels.track == WAY, parcels.track == LOCAL], [hops + 4, 3], 2)
    owner, rank = spread(counts)
    left = counts[owner] - 1 - rank
    way = parcels.track[owner] == WAY
    kind = np.select([rank == 0, left == 0, left == 1], [COLLECTED, DELIVERED, DELIVERING], TRANSIT)
    kind = np.where(way & (left == 2), ARRIVED, kind)
    share = np.clip((rank + rng.uniform(-0.3, 0.3, len(owner))) / np.maximum(counts[owner] - 1, 1), 0.02, 0.97)
    share = np.select([rank == 0, left == 0], [0.0, 1.0], share)
    at = parcels.shipped[owner] + share * (parcels.signed - parcels.shipped)[owner]
    between = rng.integers(0, len(CITIES), len(owner))
    place = np.select([rank == 0, ~way | (left <= 2)], [parcels.origin[owner], parcels.destination[owner]], between)
    kept = at < END
    return Scans(owner[kept], at[kept], kind[kept], place[kept])
