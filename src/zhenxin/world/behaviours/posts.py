"""What a ring posts in its group: tasks as they are handed out, and calls for more people; as far as the platform sees it."""

import numpy as np

from zhenxin.world.arrays import Dice
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.chatter import OF_RINGS, say
from zhenxin.world.clock import DAY, HOUR, LOOKING
from zhenxin.world.plan import Plan
from zhenxin.world.state import World
from zhenxin.world.texts.topics import lines
from zhenxin.world.trades import Commission


def post_tasks(
    world: World, rng: Dice, commission: Commission, orders: Plan, *, host: int, topic: str, seen: float, calls: str = ""
) -> None:
    """A brief an hour or so before the first order of a thing on each day, `seen` of them; one call of the topic `calls` for six briefs."""
    market = world.market
    order = np.argsort(orders.at, kind="stable")
    _, lead = np.unique(orders.product[order] * 1000 + (orders.at[order] // DAY).astype(np.int64), return_index=True)
    rows = order[lead[rng.random(len(lead)) < seen]]
    if not len(rows):
        return
    product, query = orders.product[rows].tolist(), orders.query[rows].tolist()
    at = np.maximum(orders.at[rows] - rng.uniform(0.1, 4, len(rows)) * HOUR, 60.0)
    slots = {
        "noun": [market.noun[item] for item in product],
        "category": [CATEGORIES[int(market.product_category[item])].code for item in product],
        "keyword": [
            market.queries.texts[phrase if phrase >= 0 else market.queries.product_first + 2 * item]
            for phrase, item in zip(query, product, strict=True)
        ],
    }
    group = OF_RINGS + 100 * commission.number
    say(world, group, host, at, lines(rng, topic, len(at), slots, skill=commission.skill))
    if calls:
        when = LOOKING.draw(rng, 1 + len(at) // 6, max(float(at.min()) - 9 * DAY, 0.0), float(at.max()) + HOUR)
        say(world, group, host, when, lines(rng, calls, len(when), skill=commission.skill))
