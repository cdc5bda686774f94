"""What attacks on shops share: who is attacked, who gains by it, who is paid, and what reaches the platform afterwards."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full, pick, pick_apart
from zhenxin.world.behaviours.repay import paymasters
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.chatter import OF_RINGS, say
from zhenxin.world.clock import DAY, HOUR, WEEK
from zhenxin.world.ledger import ACCOUNT, MERCHANT, TRANSFER
from zhenxin.world.market import carries
from zhenxin.world.parameters import Range
from zhenxin.world.rings import Recruits, Ring, late
from zhenxin.world.state import World
from zhenxin.world.texts.topics import lines
from zhenxin.world.wording import skill_word


def victims(world: World, recruits: Recruits, n: int, before: float, code: str, *, young: float = 1.0, category: int = NONE) -> Ints:
    """`n` honest shops with goods to send, keyed `hard:<code>`; `young` is how much likelier newly opened and small ones are."""
    market = world.market
    sells = np.zeros(market.merchants, dtype=np.bool_)
    sells[market.product_merchant[_sent(world, before)]] = True
    if not sells.any():
        sells[:] = True
    rank = np.argsort(np.argsort(market.weight)) / market.merchants
    weights = np.where(sells & ~recruits.shop_taken, np.where((rank > 0.25) & (rank < 0.97), 1.0, 0.02), 0.0)
    weights *= np.where((market.opened > before - 60 * DAY) | (rank < 0.3), young, 1.0)
    if category >= 0:
        weights *= np.where(market.category == category, 1.0, 1e-3)
    chosen = pick_apart(recruits.rng, weights, n)
    if not len(chosen):
        chosen = recruits.rng.permutation(np.flatnonzero(sells))[:1]
    recruits.shop_taken[chosen] = True
    recruits.spared += chosen.tolist()
    world.key.hard("merchant", chosen, code)
    return chosen


def rival_of(world: World, recruits: Recruits, shop: int, before: float) -> Ints:
    """One shop of the same kind that would gain if `shop` fell; it pays, so it is false."""
    market = world.market
    free = (market.opened < before) & ~recruits.shop_taken
    free[shop] = False
    chosen = pick_apart(recruits.rng, np.where(free, np.where(market.category == market.category[shop], 1.0, 1e-4), 0.0), 1)
    recruits.shop_taken[chosen] = True
    return chosen


def targets(world: World, rng: Dice, shop: int, most: int, before: float) -> Ints:
    """One to `most` products of a shop, the better selling ones first."""
    market = world.market
    sent = _sent(world, before)
    goods = sent[market.product_merchant[sent] == shop]
    if not len(goods):
        goods = np.flatnonzero(market.product_merchant == shop)
    chosen: Ints = goods[pick_apart(rng, market.product_weight[goods], int(rng.integers(1, most + 1)))]
    return chosen


def _sent(world: World, before: float) -> Ints:
    market = world.market
    return np.flatnonzero(carries(market, np.arange(market.products, dtype=np.int64)) & (market.listed < before))


def at_the_office(world: World, rng: Dice, rival: Ints, n: int, share: float) -> Ints:
    """The line each of `n` orders is placed from: some from the office of the shop that pays, all others from where the buyer is."""
    if not len(rival):
        return full(n)
    return np.where(rng.random(n) < share, world.market.line[rival[0]], NONE)


def pay_off(world: World, rng: Dice, ring: Ring, done: tuple[Ints, Floats, Ints], *, visible: float, weekly: bool) -> None:
    """Money for what was done (account, when, cents): a day or two later, or by the week in one sum; the rival pays whoever hands it out."""
    account, at, cents = done
    if not len(account):
        return
    kind, payers = paymasters(ring)
    total = int(cents.sum())
    if weekly:
        keys, where = np.unique(account * 100 + (at // WEEK).astype(np.int64), return_inverse=True)
        sums = np.zeros(len(keys), dtype=np.int64)
        np.add.at(sums, where, cents)
        account, cents, at = keys // 100, sums, (keys % 100 + 1) * WEEK + rng.uniform(0, 2 * DAY, len(keys))
    else:
        at = at + rng.uniform(1, 40, len(at)) * HOUR
    seen = rng.random(len(at)) < visible
    world.ledger.pay(
        np.where(seen, late(at), np.nan), cents, kind=TRANSFER, payer=(kind, payers[account % len(payers)]), payee=(ACCOUNT, account)
    )
    if len(ring.shops) and rng.random() < visible:
        lump = np.array([(total * 13 // 10 + 9999) // 10000 * 10000], dtype=np.int64)
        begin = np.array([max(float(done[1].min()) - rng.uniform(2, 60) * HOUR, 0.0)])
        world.ledger.pay(late(begin), lump, kind=TRANSFER, payer=(MERCHANT, ring.shops[0]), payee=(kind, payers[0]))


def hours(rng: Dice, bounds: Range, n: int) -> Floats:
    """`n` spans between the bounds, short ones likelier."""
    low, high = np.log(bounds)
    return np.exp(rng.uniform(float(low), float(high), n))


def report(world: World, at: float, entity: tuple[str, int], complainant: int, kind: str, status: int, text: str | None = None) -> None:
    """One complaint, as it stands at the end."""
    world.sheets.complaints.add(
        1, at=at, entity_kind=entity[0], entity=entity[1], kind=kind, complainant=complainant, status=status, text=text
    )


def brief(world: World, rng: Dice, ring: Ring, topic: str, product: int) -> None:
    """What the members of a ring are told in their group, by one of them."""
    n = int(rng.integers(2, 6))
    speaker = int(ring.middlemen[0]) if len(ring.middlemen) else int(ring.workers[0])
    at = np.sort(rng.uniform(ring.starts, max(ring.ends - DAY, ring.starts + HOUR), n))
    market = world.market
    slots = {
        "category": CATEGORIES[int(market.product_category[product])].code,
        "noun": market.noun[product],
        "rival": market.name[int(market.product_merchant[product])],
    }
    say(
        world,
        OF_RINGS + ring.commission.number * 8,
        speaker,
        at,
        lines(rng, topic, n, slots, skill=skill_word(skilled=ring.commission.skilled)),
    )


def few_at_first(rng: Dice, workers: Ints, n: int) -> Ints:
    """Who of the workers does each of `n` things; some do more than others."""
    return workers[pick(rng, 1.0 / (np.arange(len(workers)) + 2.0) ** 0.6, n)]


def expected_orders(world: World) -> Floats:
    """About how many orders with a parcel each shop will have."""
    market = world.market
    demand = np.array([item.demand for item in CATEGORIES])
    whole = np.bincount(market.product_category, weights=market.product_weight, minlength=len(CATEGORIES))
    each = demand[market.product_category] / demand.sum() * market.product_weight / np.maximum(whole, 1e-9)[market.product_category]
    each *= carries(market, np.arange(market.products, dtype=np.int64))
    return np.bincount(market.product_merchant, weights=each, minlength=market.merchants).astype(np.float64) * world.orders
