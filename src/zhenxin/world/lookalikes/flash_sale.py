"""Flash sales: hundreds of strangers order one product within an hour or two; some hold and never pay, some try twice, some sell on."""

import numpy as np

from zhenxin.world.arrays import Dice, full, lognormal, pick, pieces
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, TRANSFER
from zhenxin.world.lookalikes.groups import found, strangers
from zhenxin.world.market import carries, long_tail
from zhenxin.world.plan import AS_USUAL, BY_LINK, FREE, UNPAID, Plan, nothing
from zhenxin.world.shopping import friends_of
from zhenxin.world.state import Happened, World

CODE = "flash_sale"
_OPENINGS = (2.0, 4.0, 6.0, 12.0, 12.0, 13.0)
"""Hours in UTC at which sales open: ten, noon, two, eight and nine in the evening."""


def arrange(world: World) -> Plan:
    """Sales until their share of the orders is reached, the last one first: whoever registers for it cannot have come to an earlier one."""
    parameters = world.parameters
    rng = world.dice(CODE)
    low, high = (int(bound) for bound in parameters.flash_size)
    total = round(world.orders * parameters.flash_share * parameters.lookalikes)
    sizes = pieces(rng, total, min(low, max(total, 20)), high)
    starts = np.sort(BUYING.draw(rng, len(sizes), 5 * DAY, END - 3 * DAY) // DAY * DAY + rng.choice(_OPENINGS, len(sizes)) * HOUR)[::-1]
    return Plan.join([nothing(), *(_sale(world, rng, size, opening) for size, opening in zip(sizes, starts.tolist(), strict=True))])


def _sale(world: World, rng: Dice, size: int, starts: float) -> Plan:
    market, people = world.market, world.people
    sells = (market.listed < starts - DAY) & carries(market, np.arange(market.products, dtype=np.int64))
    product = int(pick(rng, np.where(sells, market.product_weight**0.7, 0.0), 1)[0])
    buyers = strangers(world, rng, size, starts, int(market.product_category[product]))
    fresh = buyers[(rng.random(len(buyers)) < 0.2) & (people.activity[buyers] < 1.0) & ~people.bound[buyers]]
    people.registered[fresh] = starts - rng.exponential(DAY, len(fresh)) - 1200
    at = starts + rng.gamma(0.9, rng.uniform(0.4, 1.2) * HOUR, len(buyers))
    announced = rng.random() < 0.4
    phrase = int(market.queries.add([long_tail(market, rng, product)])[0])
    searched = announced & (rng.random(len(buyers)) < 0.5)
    spill = int(rng.choice(market.shared_senders))
    spilled = rng.random(len(buyers)) < (0.5 if rng.random() < 0.6 else 0.0)
    club = found(world, CODE)
    world.key.hard("product", full(1, product), CODE)
    world.key.hard("merchant", market.product_merchant[[product]], CODE)
    world.key.hard("account", fresh, CODE)
    world.openings.append((product, starts))
    orders = Plan.of(
        buyers, full(len(buyers), product), at, club=club, walk=np.where(searched, FREE, BY_LINK), query=np.where(searched, phrase, AS_USUAL),
        sender=np.where(spilled, spill, AS_USUAL), quantity=np.where(rng.random(len(buyers)) < 0.85, 1, AS_USUAL),
    )  # fmt: skip
    return _hold(world, rng, orders)


def _hold(world: World, rng: Dice, orders: Plan) -> Plan:
    """Many hold a piece and fail to pay; one in twelve tries again, or orders for friends too, each to their own door."""
    n = len(orders)
    unpaid = rng.random(n) < rng.uniform(0.06, 0.2)
    orders.fate = np.where(unpaid, UNPAID, AS_USUAL)
    again = np.flatnonzero(rng.random(n) < np.where(unpaid, 0.2, 0.05))
    again = np.repeat(again, rng.geometric(0.7, len(again)).clip(1, 3))
    more = orders.take(again)
    more.at = more.at + rng.gamma(1.2, 240.0, len(more)) + 20.0
    more.fate = np.where(rng.random(len(more)) < 0.3, UNPAID, AS_USUAL)
    friend = friends_of(world.people, more.account, rng.integers(0, 3, len(more)))
    gift = rng.random(len(more)) < 0.5
    more.receiver = np.where(gift, friend, more.receiver)
    more.address = np.where(gift, world.people.address[friend], more.address)
    return Plan.join([orders, more])


def settle(world: World, happened: Happened) -> None:
    """Some of what was bought is sold on to a stranger, for a little more or less than it cost."""
    bought, people = happened.bought, world.people
    rng = world.dice("flash resale")
    clubs = [number for number, code in enumerate(world.clubs) if code == CODE]
    rows = np.flatnonzero(np.isin(bought.plan.club, clubs) & ~np.isnan(bought.signed_at))
    rows = rows[rng.random(len(rows)) < 0.08]
    seller = bought.plan.account[rows]
    buyer = pick(rng, people.activity**0.4, len(rows))
    at = bought.signed_at[rows] + lognormal(rng, 3 * DAY, 0.9, len(rows))
    at = np.where((at < END) & (people.registered[buyer] < at) & (buyer != seller), at, np.nan)
    cents = (bought.amount[rows] * rng.uniform(0.8, 1.25, len(rows))).astype(np.int64) // 100 * 100
    world.ledger.pay(at, cents, kind=TRANSFER, payer=(ACCOUNT, buyer), payee=(ACCOUNT, seller))
