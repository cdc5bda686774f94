"""Who watches live rooms: people who drop in for a minute, some who stay, regulars of a shop, and what they say there."""

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, full, lognormal, pick, spread
from zhenxin.world.clock import END
from zhenxin.world.ledger import ACCOUNT, MERCHANT, RED_PACKET
from zhenxin.world.plan import IN_ROOM
from zhenxin.world.rooms import attend, attend_to_buy, say, stays
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.topics import lines

_CRIES = ("666", "想要", "抽我", "1", "扣1", "来了", "主播好", "冲", "好看", "已拍", "还有吗", "爱了")
"""What a room is asked to type for a raffle."""


def go_on(world: World, happened: Happened) -> None:
    """Everybody in rooms who came of their own accord, and those who ordered there."""
    rng = world.dice("live")
    if not len(world.sheets.rooms):
        return
    room, account, joins, leaves = _come(world, rng)
    n = len(room)
    taps = np.column_stack([rng.random(n) < 0.3, rng.random(n) < 0.05, rng.random(n) < 0.05])
    outing = attend(world, rng, room, account, joins, leaves, taps=taps)
    _chat(world, rng, room, outing, joins, leaves)
    _raffles(world, rng, room, account, outing, joins, leaves)
    _buyers(world, rng, happened)


def _come(world: World, rng: Dice) -> tuple[Ints, Ints, Floats, Floats]:
    """Viewers of all rooms: half of them regulars of the shop; some at the opening, some in the wave that the platform sends."""
    people, rooms = world.people, world.sheets.rooms.columns()
    room, _ = spread(rng.poisson(rooms["crowd"]))
    n = len(room)
    starts, ends = rooms["starts"][room], rooms["ends"][room]
    regular = (rooms["merchant"][room] * 7919 + np.floor(60 * rng.random(n) ** 1.5).astype(np.int64) * 104_729) % people.count
    account = np.where(rng.random(n) < 0.45, regular, pick(rng, people.activity**0.6, n))
    wave = rng.uniform(0.1, 0.9, len(rooms["crowd"]))[room]
    joins = starts + (ends - starts) * rng.beta(1.0, 1.4, n)
    u = rng.random(n)
    pushed = (rng.random(len(rooms["crowd"])) < 0.35)[room]
    joins = np.where(u < 0.12, starts + rng.exponential(70.0, n), joins)
    joins = np.where(pushed & (u > 0.65), starts + (ends - starts) * wave + rng.gamma(1.2, 40.0, n), joins)
    joins = np.minimum(joins, ends - 5.0)
    return room, account, joins, stays(rng, joins, ends, 110.0, 1.5)


def _chat(world: World, rng: Dice, room: Ints, outing: Ints, joins: Floats, leaves: Floats) -> None:
    """One viewer in six says something, a few say much."""
    said = np.where((rng.random(len(room)) < 0.17) & (leaves > joins + 20), rng.geometric(0.55, len(room)).clip(1, 12), 0)
    who, _ = spread(said)
    at = joins[who] + rng.uniform(0.05, 0.98, len(who)) * (leaves - joins)[who]
    say(world, room[who], at, _texts(world, rng, room[who]), outing=outing[who])


def _texts(world: World, rng: Dice, room: Ints) -> list[str]:
    return lines(
        rng, "live_comment", len(room), {"noun": [world.market.noun[i] for i in world.sheets.rooms.column("product")[room].tolist()]}
    )


def _raffles(world: World, rng: Dice, room: Ints, account: Ints, outing: Ints, joins: Floats, leaves: Floats) -> None:
    """In some rooms there is a draw: everybody there types one word at once, and the shop sends a few of them a red packet."""
    rooms = world.sheets.rooms.columns()
    for number in np.flatnonzero((rng.random(len(rooms["crowd"])) < 0.3) & (rooms["crowd"] >= 5)).tolist():
        at = float(rng.uniform(rooms["starts"][number] + 600, rooms["ends"][number] - 60))
        first, last = np.searchsorted(room, [number, number + 1]).tolist()
        there = first + np.flatnonzero((joins[first:last] < at) & (leaves[first:last] > at))
        there = there[rng.random(len(there)) < 0.7]
        if not len(there):
            continue
        when = np.minimum(at + rng.gamma(1.5, 7.0, len(there)), leaves[there] - 0.5)
        word = _CRIES[int(rng.integers(0, len(_CRIES)))]
        say(world, full(len(there), number), when, word, outing=outing[there])
        won = account[there[: int(rng.integers(1, 6))]]
        paid = when[: len(won)] + lognormal(rng, 1500.0, 0.8, len(won))
        paid = np.where((paid < END) & (world.people.registered[won] < paid), paid, np.nan)
        cents = rng.choice([100, 188, 200, 300, 500, 666, 888], len(won))
        world.ledger.pay(paid, cents, kind=RED_PACKET, payer=(MERCHANT, int(rooms["merchant"][number])), payee=(ACCOUNT, won))


def _buyers(world: World, rng: Dice, happened: Happened) -> None:
    """Honest orders from rooms: some minutes in the room before, some after, a word or none."""
    plan, rooms = happened.plan, world.sheets.rooms.columns()
    orders = np.flatnonzero((plan.walk == IN_ROOM) & (plan.room >= 0) & (plan.ring < 0))
    room = plan.room[orders]
    joins = np.maximum(
        plan.at[orders] - lognormal(rng, 480.0, 0.9, len(orders)) - 30.0, np.minimum(rooms["starts"][room], plan.at[orders]) - 20
    )
    leaves = stays(rng, plan.at[orders], np.maximum(rooms["ends"][room], plan.at[orders] + 5.0), 300.0, 1.0)
    attend_to_buy(world, rng, orders, room, joins, leaves)
    speaks = np.flatnonzero(rng.random(len(orders)) < 0.25)
    at = joins[speaks] + rng.uniform(0.05, 0.95, len(speaks)) * (leaves - joins)[speaks]
    say(world, room[speaks], at, _texts(world, rng, room[speaks]), order=orders[speaks])
