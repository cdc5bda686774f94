"""The web of a world on its shelf: pages, registers, and its part of the answer key."""

from functools import partial

from zhenxin.world.arrays import NONE, dice
from zhenxin.world.key import Key
from zhenxin.world.names import Names
from zhenxin.world.parameters import Parameters
from zhenxin.world.web.weave import COLUMNS, weave
from zhenxin.world.write import TRUTH, Part

MOST = 500_000
"""The most pages of one world, however many its orders: all of them are planned before the first is written."""
RINGS = 1 << 40
"""Campaigns are numbered from here on; no other ring of a world has such a number."""


def put_web(shelf: Part, parameters: Parameters, *, orders: int, seed: int) -> None:
    """Weave the web of a world of `orders` orders and write it; districts share it."""
    web = weave(parameters, partial(dice, seed), min(max(round(orders * parameters.pages_per_order), 1), MOST))
    shelf.pour("pages", COLUMNS, web.pages())
    shelf.put("hotlines", web.hotlines())
    shelf.put("service_points", web.service_points())
    key = Key()
    for mark in web.marked:
        key.false_named(mark.kind, mark.ids, mark.behaviour, mark.campaign + RINGS if mark.campaign >= 0 else NONE, mark.skill)
    shelf.put(TRUTH, key.columns(Names(seed)))
