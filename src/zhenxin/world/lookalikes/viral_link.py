"""A link that goes round: hundreds of strangers order by it in a day, many of them new to the market."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, full, pick, pieces
from zhenxin.world.clock import DAY, END, HOUR, LOOKING
from zhenxin.world.ledger import ACCOUNT, OUTSIDE, TRANSFER
from zhenxin.world.lookalikes.groups import found, strangers
from zhenxin.world.market import carries
from zhenxin.world.papers import INFLUENCER
from zhenxin.world.plan import BY_LINK, FREE, Plan, nothing
from zhenxin.world.state import World

CODE = "influencer"


def arrange(world: World) -> Plan:
    """Links until their share of the orders is reached."""
    parameters = world.parameters
    rng = world.dice("viral link")
    low, high = (int(bound) for bound in parameters.viral_size)
    total = round(world.orders * parameters.viral_share * parameters.lookalikes)
    sizes = pieces(rng, total, min(low, max(total, 20)), high)
    return Plan.join([nothing(), *(_link(world, rng, size) for size in sizes)])


def _link(world: World, rng: Dice, size: int) -> Plan:
    """One video, one to three things of unrelated shops, a day that ebbs away, a share of the sales for whoever made it."""
    market, people = world.market, world.people
    starts = float(LOOKING.draw(rng, 1, 4 * DAY, END - 3 * DAY)[0])
    sells = (market.listed < starts - DAY) & carries(market, np.arange(market.products, dtype=np.int64))
    goods = np.unique(pick(rng, np.where(sells, market.product_weight**0.5, 0.0), int(rng.integers(1, 4))))
    buyers = strangers(world, rng, size, starts, int(market.product_category[goods[0]]))
    n = len(buyers)
    fresh = buyers[(rng.random(n) < 0.22) & (people.activity[buyers] < 1.2) & ~people.bound[buyers]]
    people.registered[fresh] = starts - rng.exponential(0.4 * HOUR, len(fresh)) - 300
    at = np.minimum(starts + rng.gamma(0.8, rng.uniform(3, 9) * HOUR, n), END - HOUR)
    product = goods[pick(rng, 1.0 / (np.arange(len(goods)) + 1.0), n)]
    world.key.hard("product", goods, CODE)
    world.key.hard("merchant", market.product_merchant[goods], CODE)
    world.key.hard("account", fresh, CODE)
    maker = int(rng.integers(0, people.count))
    people.bound[maker] = True  # what is paid below may not come before a new day of registration
    world.sheets.campaigns.add(
        len(goods), kind=INFLUENCER, starts=starts - 600, ends=starts + 5 * DAY, merchant=market.product_merchant[goods], product=goods,
        creator_kind=OUTSIDE, creator=world.ledger.add_outsiders(1)[0],
    )  # fmt: skip
    paid = np.where(people.registered[maker] < starts, starts + rng.uniform(6, 16) * DAY, np.nan)
    cents = np.round(market.price[goods[:1]] * n * rng.uniform(0.03, 0.12) / 100).astype(np.int64) * 100
    partner = world.ledger.add_outsiders(1)
    at_paid = np.where(full(1, 0) + paid < END, paid, np.nan)
    world.ledger.pay(at_paid, cents, kind=TRANSFER, payer=(OUTSIDE, partner), payee=(ACCOUNT, maker))
    world.key.hard("payee", partner, "commission")
    walk = np.where(rng.random(n) < 0.88, BY_LINK, FREE)
    return Plan.of(buyers, product, at, club=found(world, CODE), walk=walk, quantity=np.where(rng.random(n) < 0.9, 1, NONE))
