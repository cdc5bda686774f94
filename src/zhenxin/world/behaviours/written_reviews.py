"""Written reviews (row 15): an agency has writers praise goods, with pictures from a pack, on orders it pays for or on none."""

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, full, lognormal
from zhenxin.world.behaviours.repay import fund, paymasters
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DAY, DROPS, END, HOUR, LOOKING, WEEK
from zhenxin.world.ledger import ACCOUNT, TRANSFER
from zhenxin.world.plan import BY_LINK, FREE, REVIEWED, SILENT, Plan
from zhenxin.world.reviews import Posts
from zhenxin.world.rings import Commission, Recruits, Ring, between, late, season
from zhenxin.world.state import Bought, World

_VISIBLE = (0.9, 0.5)
"""Share of the payments that can be seen: naive, skilled (§3.3 payment return: on the platform, or off it and invisible)."""


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """An agency that does `commission`: writers, clients, a pack of pictures and a brief for each product."""
    rng = world.dice("written_reviews", commission.number)
    parameters = world.parameters
    starts, ends = season(rng, parameters.writers_weeks_skilled if commission.skilled else parameters.writers_weeks)
    pieces = commission.orders + commission.posts
    crowd = int(np.clip(round(pieces / between(rng, parameters.writers_each)), 8, 120))
    writers = recruits.workers(crowd, starts)
    shops = recruits.shops(int(np.clip(commission.shops, 2, 10)), starts)
    products = recruits.products(shops, 3, starts)
    briefs = {int(product): _brief(world, rng, int(product), copied=not commission.skilled) for product in products}
    account, product = _hand_out(rng, pieces, writers, products)
    stars = np.where(rng.random(pieces) < (0.14 if commission.skilled else 0.02), 4, 5)
    script = np.array([briefs[item] for item in product.tolist()], dtype=np.int64)
    pack = np.where(rng.random(pieces) < (0.45 if commission.skilled else 0.75), product * 2 + int(commission.skilled), -1)
    at = (BUYING if commission.skilled else DROPS).draw(rng, pieces, starts, ends)
    buys = np.arange(pieces) < commission.orders
    orders = Plan.of(
        account[buys], product[buys], at[buys], ring=commission.number, script=script[buys], stars=stars[buys], photos=pack[buys]
    )
    _instruct(rng, orders, skilled=commission.skilled)
    written = at[~buys] if commission.skilled else _in_batches(rng, at[~buys])
    posts = Posts(
        account[~buys],
        product[~buys],
        np.minimum(written, END - HOUR),
        stars[~buys],
        script[~buys],
        pack[~buys],
        full(len(written), commission.number),
    )
    payers = world.ledger.add_outsiders(2 if commission.skilled else 1)
    return Ring(commission, writers, shops, products, starts, ends, full(0), payers, full(0), orders, posts=posts)


def _brief(world: World, rng: Dice, product: int, *, copied: bool) -> int:
    category = CATEGORIES[int(world.market.product_category[product])].code
    return world.scripts.order(rng, category, world.market.noun[product], copied=copied)


def _hand_out(rng: Dice, pieces: int, writers: Ints, products: Ints) -> tuple[Ints, Ints]:
    """Writer and product of each piece: nobody writes twice about one thing as long as there is another."""
    pairs = np.arange(len(writers) * len(products), dtype=np.int64)
    chosen = np.concatenate([rng.permutation(pairs) for _ in range(pieces // len(pairs) + 1)])[:pieces]
    return writers[chosen % len(writers)], products[chosen // len(writers)]


def _in_batches(rng: Dice, at: Floats) -> Floats:
    """Posts of one evening: dates collapse onto a few days."""
    days = np.unique(at // DAY)
    kept = days[rng.random(len(days)) < 0.4] if len(days) > 2 else days
    if not len(kept):
        kept = days[:1]
    return LOOKING.draw(rng, len(at), 0, DAY) + rng.choice(kept, len(at)) * DAY


def _instruct(rng: Dice, orders: Plan, *, skilled: bool) -> None:
    """Goods are really sent; the praise comes before they arrive or on the day, or, with skill, some days later."""
    n = len(orders)
    orders.walk = np.where(rng.random(n) < (0.3 if skilled else 0.8), BY_LINK, FREE)
    orders.review = np.where(rng.random(n) < 0.94, REVIEWED, SILENT)
    early = rng.random(n) < 0.45
    naive = np.where(early, -rng.uniform(2, 30, n), np.exp(rng.uniform(np.log(0.1), np.log(12), n)))
    orders.review_delay_h = lognormal(rng, 50, 0.7, n) if skilled else naive


def settle(world: World, ring: Ring, bought: Bought) -> None:
    """Price and fee for pieces with an order, the fee alone for the others; one by one, or by the week in one sum."""
    rng = world.dice("writers' money", ring.commission.number)
    rows = np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.paid_at))
    fee = round(between(rng, world.parameters.writers_fee)) * 100
    posts = ring.posts
    account = np.concatenate([bought.plan.account[rows], posts.account if posts else full(0)])
    cents = np.concatenate([bought.amount[rows] + fee, full(len(account) - len(rows), fee)])
    done = np.concatenate([np.where(np.isnan(bought.signed_at[rows]), np.inf, bought.signed_at[rows]), posts.at if posts else np.empty(0)])
    kind, payers = paymasters(ring)
    visible = _VISIBLE[ring.commission.skilled]
    if ring.commission.skilled:
        keys, where = np.unique(account[done < END] * 100 + (done[done < END] // WEEK).astype(np.int64), return_inverse=True)
        sums = np.zeros(len(keys), dtype=np.int64)
        np.add.at(sums, where, cents[done < END])
        account, cents, done = keys // 100, sums, (keys % 100 + 1) * WEEK + rng.uniform(0, 1.5 * DAY, len(keys))
    else:
        done += rng.uniform(1, 40, len(done)) * HOUR
    at = np.where(rng.random(len(account)) < visible, late(done), np.nan)
    world.ledger.pay(at, cents, kind=TRANSFER, payer=(kind, payers[account % len(payers)]), payee=(ACCOUNT, account))
    fund(world, rng, ring, bought, rows=rows, visible=visible)
