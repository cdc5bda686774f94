"""Restaurants that invite people to try their food and write whatever they think, and guests who announce themselves."""

import numpy as np

from zhenxin.world.categories import CATEGORIES
from zhenxin.world.chatter import say
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, MERCHANT
from zhenxin.world.orders import SIGNED
from zhenxin.world.shopping import friends_of
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.topics import lines

_GROUPS = 700_000_000
"""Where the numbers of restaurants' groups begin."""
_ANNOUNCED = 0.12
_WAYS = (
    "你好，{}点到，两位",
    "已买套餐，今晚过去",
    "请问可以留靠窗的位子吗",
    "{}点来，朋友介绍的",
    "到店报什么",
    "团购券周末能用吗",
    "昵称{}，已报名",
)


def go_on(world: World, happened: Happened) -> None:
    """A third of the restaurants have a group of regulars; an eighth of the guests write before they come."""
    rng = world.dice("dining")
    market, plan = world.market, happened.plan
    dining = next(number for number, item in enumerate(CATEGORIES) if item.code == "到店餐饮")
    for place in np.flatnonzero((market.category == dining) & (rng.random(market.merchants) < 0.35)).tolist():
        at = BUYING.draw(rng, int(rng.integers(2, 9)), float(np.clip(market.opened[place], 0, END - DAY)), END)
        told = lines(rng, "dining_invite", len(at), {"shop": market.name[place], "category": CATEGORIES[dining].code})
        owner = int(market.owner[place])
        speaker = np.where(rng.random(len(at)) < 0.6, owner, friends_of(world.people, np.full(len(at), owner), rng.integers(0, 3, len(at))))
        say(world, _GROUPS + place, speaker, at, told)
    eaten = (market.product_category[plan.product] == dining) & (happened.bought.status == SIGNED) & (rng.random(len(plan)) < _ANNOUNCED)
    rows = np.flatnonzero(eaten)
    shop = market.product_merchant[plan.product[rows]]
    drawn = zip(rng.integers(0, len(_WAYS), len(rows)).tolist(), rng.integers(11, 21, len(rows)).tolist(), strict=True)
    world.sheets.messages.add(
        len(rows), at=happened.bought.paid_at[rows] + rng.exponential(2 * HOUR, len(rows)) + 60, sender_kind=ACCOUNT,
        sender=plan.account[rows], recipient_kind=MERCHANT, recipient=shop, merchant=shop, order=rows,
        text=np.array([_WAYS[way].format(hour) for way, hour in drawn], dtype=object),
    )  # fmt: skip
