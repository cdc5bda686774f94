"""Businesses that send parcels (rows 2 to 4): one sender for many unrelated shops, a few false orders each, to people who ordered nothing."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, pick
from zhenxin.world.behaviours.praise import ask_for_praise
from zhenxin.world.clock import BUYING, DAY, DROPS, END, HOUR, WEEK
from zhenxin.world.ledger import ACCOUNT, MERCHANT, OUTSIDE, RED_PACKET, TRANSFER
from zhenxin.world.parameters import Range, known
from zhenxin.world.plan import AS_USUAL, BY_LINK, COMPARING, FREE, Plan
from zhenxin.world.rings import Recruits, Ring, between, late, season, whole
from zhenxin.world.state import Bought, Happened, World
from zhenxin.world.trades import Commission


@dataclass(frozen=True, kw_only=True)
class Business:
    """How a parcel business and the shops that use it work; defaults are those of the plain form."""

    orders_a_shop: Range = known((4, 10), "§3.3 sender to shops: dozens of shops a hub, each with few; number assumed")
    accounts_a_shop: Range = known((1.2, 2.2), "§2 row 2: brushers or the shop's own people; number assumed")
    freelance_share: float = known(0.35, "assumed: orders placed by somebody who serves several of the shops")
    weeks: Range = known((4, 10), "§3.3 campaign length 2 to 6 weeks a shop; the business lives longer")
    batch: Range = known((2, 6), "§2 row 2: batches of waybills; skilled one at a time")
    hubs: Range = known((1, 1), "§3.3 sender to shops; skilled: senders in turn")
    hub_share: float = known(0.97, "§2 row 3: sender is not the shop's warehouse")
    strangers_share: float = known(0.75, "§3.2 Hangzhou: 520,000 stolen trade records for 589,874 orders")
    by_link_share: float = known(0.6, "assumed: people of the shop need no search")
    review_share: Range = known((0.2, 0.4), "§2 row 2: the parcel is what is sold; share assumed")
    review_delay_h: Range = known((0.1, 6), "§3.3 review delay under an hour or in a batch; skilled 1 to 3 days")
    five_star_share: float = known(0.99, "§3.3 rating 98 to 100 % five stars; skilled 95 %")
    visible_money: float = known(0.7, "§3.3 payment return: on the platform, or off it and invisible")
    fee: Range = known((2, 6), "§3.3 payment return: price and 3 to 9 yuan; less for the shop's own")


def serve(world: World, commission: Commission, recruits: Recruits, business: Business) -> Ring:
    """A business that does `commission`: clients, their people, warehouses, and orders with everything but what is in the parcel."""
    rng = world.dice(commission.behaviour, commission.number)
    starts, ends = season(rng, business.weeks)
    size = commission.size
    clients = int(np.clip(round(size / between(rng, business.orders_a_shop)), min(4, max(size // 2, 1)), 60))
    shops = recruits.shops(clients, starts, again=90.0)
    products = recruits.products(shops, 2, starts)
    workers = recruits.workers(max(6, round(len(shops) * between(rng, business.accounts_a_shop) * world.parameters.wholesale)), starts)
    hubs = recruits.open_hubs(whole(rng, business.hubs), alone=not commission.skilled)
    client, at = _batches(rng, size, len(shops), business, (starts, ends), skilled=commission.skilled)
    product = _goods(rng, world.market.product_merchant[products], products, shops[client])
    orders = Plan.of(_hands(rng, client, workers, business), product, at, ring=commission.number)
    _address(world, rng, orders, workers, business)
    _instruct(world, rng, orders, business, skilled=commission.skilled)
    turn = (at - starts) / max(ends - starts, 1.0) * len(hubs)
    by_hub = rng.random(size) < business.hub_share
    orders.sender = np.where(by_hub, hubs[np.clip(turn.astype(np.int64), 0, len(hubs) - 1)], AS_USUAL)
    bosses = shops[rng.random(len(shops)) < 0.5]
    return Ring(
        commission, orders, starts, ends, workers=workers, shops=shops, products=products, hubs=hubs,
        payers=world.ledger.add_outsiders(1), middlemen=np.unique(world.market.owner[bosses]),
    )  # fmt: skip


def _batches(rng: Dice, size: int, shops: int, business: Business, span: tuple[float, float], *, skilled: bool) -> tuple[Ints, Floats]:
    """Which client each order is for, and when: a few of one client at a time, an hour or two long; or a trickle."""
    clients, times, left = [], [], size
    appetite = np.exp(0.6 * rng.standard_normal(shops))
    turns = np.concatenate([rng.permutation(shops), pick(rng, appetite, size)])
    for client in turns.tolist():
        much = min(whole(rng, business.batch), left)
        opening = (BUYING if skilled else DROPS).draw(rng, 1, *span)[0]
        clients.append(np.full(much, client, dtype=np.int64))
        times.append(opening + rng.uniform(0, rng.uniform(0.5, 3) * HOUR, much))
        left -= much
        if not left:
            break
    return np.concatenate(clients), np.minimum(np.concatenate(times), END - HOUR)


def _goods(rng: Dice, owner: Ints, products: Ints, shop: Ints) -> Ints:
    """One of the named products of each shop."""
    order = np.argsort(owner, kind="stable")
    first, last = np.searchsorted(owner[order], shop, side="left"), np.searchsorted(owner[order], shop, side="right")
    return products[order][first + (rng.random(len(shop)) * (last - first)).astype(np.int64)]


def _hands(rng: Dice, client: Ints, workers: Ints, business: Business) -> Ints:
    """Each client has a few people of its own among the workers; some orders are placed by somebody else's."""
    n = len(client)
    own = (client * 2 + rng.integers(0, 3, n)) % len(workers)
    return workers[np.where(rng.random(n) < business.freelance_share, rng.integers(0, len(workers), n), own)]


def _address(world: World, rng: Dice, orders: Plan, workers: Ints, business: Business) -> None:
    """Parcels go to people out of stolen trade records, the same list for all clients; the rest to whoever orders."""
    people, n = world.people, len(orders)
    others = np.setdiff1d(rng.permutation(people.count)[: max(n, 12)], workers)
    stranger = others[rng.integers(0, len(others), n)]
    abroad = rng.random(n) < business.strangers_share
    orders.receiver = np.where(abroad, stranger, AS_USUAL)
    orders.address = np.where(abroad, people.address[stranger], AS_USUAL)
    world.key.hard("address", orders.address[abroad], "victim")


def _instruct(world: World, rng: Dice, orders: Plan, business: Business, *, skilled: bool) -> None:
    n = len(orders)
    orders.walk = np.where(rng.random(n) < business.by_link_share, BY_LINK, COMPARING if skilled else FREE)
    ask_for_praise(
        world,
        rng,
        orders,
        share=business.review_share,
        delay_h=business.review_delay_h,
        five_star=business.five_star_share,
        copied=not skilled,
    )


def small_goods(world: World, rng: Dice, n: int, grams: Range) -> Ints:
    """`n` kinds of light goods to put into parcels; the lightest there are where none weighs so little."""
    spec = world.market.spec
    fits = np.flatnonzero((spec >= grams[0]) & (spec <= grams[1]))
    if not len(fits):
        fits = np.argsort(spec, kind="stable")[:5]
    return rng.choice(fits, n).astype(np.int64)


def settle_up(world: World, ring: Ring, happened: Happened, business: Business) -> None:
    """Shops fill up their balance with the business in round sums, and give the people who ordered price and fee back."""
    bought = happened.bought
    rng = world.dice("parcel money", ring.commission.number)
    rows = np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.paid_at))
    if not len(rows):
        return
    shop = world.market.product_merchant[bought.plan.product[rows]]
    owner = world.market.owner[shop]
    by_owner = (
        np.isin(owner, ring.middlemen) & (owner != bought.plan.account[rows]) & (world.people.registered[owner] < bought.paid_at[rows])
    )
    cents = bought.amount[rows] + np.round(rng.uniform(*business.fee, len(rows)) * 2).astype(np.int64) * 50
    wait = np.exp(rng.uniform(np.log(1), np.log(30), len(rows))) * HOUR * (4 if ring.commission.skilled else 1)
    at = np.where(rng.random(len(rows)) < business.visible_money, late(bought.paid_at[rows] + wait), np.nan)
    kind = np.where(rng.random(len(rows)) < 0.3, RED_PACKET, TRANSFER)
    payer = (np.where(by_owner, ACCOUNT, MERCHANT), np.where(by_owner, owner, shop))
    world.ledger.pay(at, cents, kind=kind, payer=payer, payee=(ACCOUNT, bought.plan.account[rows]))
    _fill_up(world, rng, ring, bought, shop, rows)


def _fill_up(world: World, rng: Dice, ring: Ring, bought: Bought, shop: Ints, rows: Ints) -> None:
    span = 4 * WEEK if ring.commission.skilled else 2 * WEEK
    keys = np.unique(shop * 1000 + (bought.plan.at[rows] // span).astype(np.int64))
    at = (keys % 1000) * span + rng.uniform(-1, 0.3, len(keys)) * DAY
    at = np.where((at > np.maximum(world.market.opened[keys // 1000], 0)) & (rng.random(len(keys)) < 0.8), at, np.nan)
    sums = rng.choice([10_000, 20_000, 20_000, 30_000, 50_000, 100_000], len(keys))
    world.ledger.pay(late(at), sums, kind=TRANSFER, payer=(MERCHANT, keys // 1000), payee=(OUTSIDE, ring.payers[0]))
