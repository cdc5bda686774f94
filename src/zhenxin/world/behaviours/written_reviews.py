"""Written reviews (row 15): an agency has writers praise goods, with pictures from a pack, on orders it pays for or on none."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, full, lognormal
from zhenxin.world.behaviours.repay import fund, paymasters
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DAY, DROPS, END, HOUR, LOOKING, WEEK
from zhenxin.world.ledger import ACCOUNT, TRANSFER
from zhenxin.world.parameters import Range, known
from zhenxin.world.plan import BY_LINK, FREE, REVIEWED, SILENT, Plan
from zhenxin.world.rings import Recruits, Ring, between, late, season
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.09, size=200, reviews=(1.0, 1.0), source="§2 row 15, §3.2 Benhao, Tianchengkuaikuai")


@dataclass(frozen=True, kw_only=True)
class Agency:
    """How an agency works (row 15 of §2)."""

    writers_each: Range = known((4, 14), "§3.3 posting rate: bimodal; reviews a writer in one campaign")
    weeks: Range = known((1.5, 4), "§3.3 campaign length; skilled: drip")
    fee: Range = known((5, 30), "§3.2 engagement prices, Daqing 9 yuan a praised order")
    four_star_share: float = known(0.02, "§3.3 rating; skilled writers leave a star away now and then")
    pack_share: float = known(0.75, "§2 row 15: stock photos; skilled crop and filter them")
    by_link_share: float = known(0.8, "§2 row 11: entry from the group's short link")
    visible_money: float = known(0.9, "§3.3 payment return: on the platform, or off it and invisible")


NAIVE = Agency()
SKILLED = Agency(weeks=(6, 18), four_star_share=0.14, pack_share=0.45, by_link_share=0.3, visible_money=0.5)


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """An agency that does `commission`: writers, clients, a pack of pictures and a brief for each product."""
    rng = world.dice("written_reviews", commission.number)
    agency = commission.form or (SKILLED if commission.skilled else NAIVE)
    starts, ends = season(rng, agency.weeks, commission.since)
    pieces = commission.size + commission.posts
    crowd = int(np.clip(round(pieces / between(rng, agency.writers_each)), 8, 120 * world.parameters.wholesale))
    writers = recruits.workers(crowd, starts)
    shops = recruits.shops(int(np.clip(commission.shops, 2, 10)), starts, unsent=True)
    products = recruits.products(shops, 3, starts, unsent=True)
    briefs = {int(product): _brief(world, rng, int(product), copied=not commission.skilled) for product in products}
    account, product = _hand_out(rng, pieces, writers, products)
    stars = np.where(rng.random(pieces) < agency.four_star_share, 4, 5)
    script = np.array([briefs[item] for item in product.tolist()], dtype=np.int64)
    pack = np.where(rng.random(pieces) < agency.pack_share, product * 2 + int(commission.skilled), -1)
    at = (BUYING if commission.skilled else DROPS).draw(rng, pieces, starts, ends)
    buys = np.arange(pieces) < commission.size
    orders = Plan.of(
        account[buys], product[buys], at[buys], ring=commission.number, script=script[buys], stars=stars[buys], photos=pack[buys]
    )
    _instruct(rng, orders, skilled=commission.skilled)
    written = at[~buys] if commission.skilled else _in_batches(rng, at[~buys])
    posts = np.flatnonzero(~buys)
    world.sheets.posts.add(
        len(posts), account=account[posts], product=product[posts], at=np.minimum(written, END - HOUR), stars=stars[posts],
        script=script[posts], pack=pack[posts], ring=commission.number,
    )  # fmt: skip
    payers = world.ledger.add_outsiders(2 if commission.skilled else 1)
    return Ring(commission, orders, starts, ends, workers=writers, shops=shops, products=products, payers=payers)


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
    orders.walk = np.where(rng.random(n) < (SKILLED if skilled else NAIVE).by_link_share, BY_LINK, FREE)
    orders.review = np.where(rng.random(n) < 0.94, REVIEWED, SILENT)
    early = rng.random(n) < 0.45
    naive = np.where(early, -rng.uniform(2, 30, n), np.exp(rng.uniform(np.log(0.1), np.log(12), n)))
    orders.review_delay_h = lognormal(rng, 50, 0.7, n) if skilled else naive


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Price and fee for pieces with an order, the fee alone for the others; one by one, or by the week in one sum."""
    bought = happened.bought
    rng = world.dice("writers' money", ring.commission.number)
    rows = np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.paid_at))
    fee = round(between(rng, NAIVE.fee)) * 100
    loose = np.flatnonzero((happened.reviews.ring == ring.commission.number) & (happened.reviews.order < 0))
    account = np.concatenate([bought.plan.account[rows], happened.reviews.account[loose]])
    cents = np.concatenate([bought.amount[rows] + fee, full(len(account) - len(rows), fee)])
    done = np.concatenate([np.where(np.isnan(bought.signed_at[rows]), np.inf, bought.signed_at[rows]), happened.reviews.at[loose]])
    kind, payers = paymasters(ring)
    visible = (SKILLED if ring.commission.skilled else NAIVE).visible_money
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
