"""Flash sales: hundreds of strangers order one product within an hour or two, many of them new, from an overflow warehouse."""

import numpy as np

from zhenxin.world.arrays import Dice, full, pick, pieces
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.lookalikes.groups import found, strangers
from zhenxin.world.market import carries, long_tail
from zhenxin.world.plan import AS_USUAL, BY_LINK, FREE, Plan, nothing
from zhenxin.world.state import World

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
    return Plan.of(
        buyers,
        full(len(buyers), product),
        at,
        club=club,
        walk=np.where(searched, FREE, BY_LINK),
        query=np.where(searched, phrase, AS_USUAL),
        sender=np.where(spilled, spill, AS_USUAL),
        quantity=np.where(rng.random(len(buyers)) < 0.85, 1, AS_USUAL),
    )
