"""Bought crowds in live rooms (row 14): people who hang about, say what the controller's script says, and order what goes back."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Flags, Floats, Ints, full, lognormal
from zhenxin.world.behaviours.piecework import share_phones
from zhenxin.world.clock import DAY, END, HOUR, WEEK
from zhenxin.world.ledger import ACCOUNT, MERCHANT, OUTSIDE, TRANSFER
from zhenxin.world.parameters import Range, known
from zhenxin.world.plan import AS_USUAL, CALLED_OFF, EMPTY, IN_ROOM, REAL, RETURNED, SILENT, Plan
from zhenxin.world.rings import Recruits, Ring, between, late, season, whole
from zhenxin.world.rooms import attend, attend_to_buy, evening, open_room, say, stays
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.topics import lines
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.04, size=150, source="§2 row 14; share assumed")


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """How a bought crowd works (row 14 of §2)."""

    orders_each: Range = known((1.5, 4), "assumed: orders of one account in all rooms")
    weeks: Range = known((1, 4), "§3.3 campaign length; skilled: months")
    merchants: Range = known((2, 5), "assumed")
    room_orders: Range = known((10, 30), "§2 row 14: sales in the hour; skilled fewer")
    there_share: float = known(0.75, "§2 row 14: reuse of viewers across rooms; skilled take turns")
    look_share: float = known(0.04, "§2 row 14: viewers without scroll or cart; skilled are people who look")
    talk_share: float = known(0.7, "§3.2 Neijiang: three yuan to hang about, four to speak")
    return_share: float = known(0.95, "§2 row 14: sales, then mass refund; skilled keep some")
    fee: Range = known((300, 500), "§2 row 14, §3.2 Neijiang: 3, 4, 5 yuan a head and room; cents")
    phone_accounts: Range = known((2.2, 4.0), "§3.2 Taiyuan, Zaozhuang; skilled: own phones")
    visible_money: float = known(0.85, "§3.3 payment return: on the platform, or off it and invisible")


_Lines = tuple[Ints, Floats, Ints, Ints]
"""Rooms, times, outings and orders of lines that are to be said."""
NAIVE = Crowd()
SKILLED = Crowd(
    orders_each=(1.5, 3), weeks=(6, 16), merchants=(3, 7), room_orders=(3, 10), there_share=0.3, look_share=0.35, talk_share=0.25,
    return_share=0.8, phone_accounts=(1, 1), visible_money=0.35,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A controller with a crowd: evenings in the rooms of several shops, and what is ordered there for the figures."""
    rng = world.dice("live_inflation", commission.number)
    crowd = _form(commission)
    starts, ends = season(rng, crowd.weeks)
    heads = int(np.clip(round(commission.size / between(rng, crowd.orders_each)), 14, 150))
    workers = recruits.workers(heads, starts) if commission.skilled else recruits.reborn(heads, starts)
    if not commission.skilled:
        share_phones(world, rng, workers, starts, crowd.phone_accounts)
    shops = recruits.shops(int(np.clip(commission.shops, crowd.merchants[0], crowd.merchants[1])), starts)
    products = recruits.products(shops, 2, starts)
    middlemen = recruits.workers(1, starts)
    orders = _evenings(world, rng, commission, workers, products, span=(starts, ends))
    return Ring(commission, orders, starts, ends, workers=workers, shops=shops, products=products, middlemen=middlemen)


def _form(commission: Commission) -> Crowd:
    return SKILLED if commission.skilled else NAIVE


def _evenings(world: World, rng: Dice, commission: Commission, workers: Ints, products: Ints, *, span: tuple[float, float]) -> Plan:
    """Room after room until the orders are placed: all within minutes of a call, or through the evening."""
    crowd, left, turn = _form(commission), commission.size, int(rng.integers(0, len(products)))
    plans: list[Plan] = []
    while left > 0:
        product = int(products[(len(plans) + turn) % len(products)])
        hours = evening(rng, max(span[0], DAY), max(span[1], span[0] + DAY))
        room = open_room(world, product, hours, crowd=int(np.clip(lognormal(rng, 6.0, 0.7, 1)[0], 1, 40)))
        crew = rng.permutation(workers)[: min(whole(rng, crowd.room_orders), left, commission.size // 3 + 1)]
        n = len(crew)
        call = rng.uniform(hours[0] + 900, hours[1] - 2400)
        at = rng.uniform(hours[0] + 240, hours[1] - 60, n) if commission.skilled else call + rng.gamma(1.5, 240.0, n)
        fate = np.where(rng.random(n) < 0.05, CALLED_OFF, RETURNED)
        fate = np.where(rng.random(n) < crowd.return_share, fate, AS_USUAL)
        light = not commission.skilled and rng.random() < 0.5
        plans.append(Plan.of(
            crew, full(n, product), np.minimum(at, END - HOUR), ring=commission.number, room=room, walk=IN_ROOM, fate=fate, review=SILENT,
            heft=EMPTY if light else REAL,
        ))  # fmt: skip
        left -= n
    return Plan.join(plans)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Who hangs about in the rooms, what they say, and a few yuan a head."""
    rng = world.dice("live crowd", ring.commission.number)
    plan = happened.plan
    rows = np.flatnonzero(plan.ring == ring.commission.number)
    heads: list[tuple[Ints, int]] = []
    script: list[_Lines] = []
    for room in np.unique(plan.room[rows]).tolist():
        buyers = rows[plan.room[rows] == room]
        there = ring.workers[rng.random(len(ring.workers)) < _form(ring.commission).there_share]
        there = np.setdiff1d(there, plan.account[buyers])
        _fill(world, rng, ring, room, there=there, buyers=buyers, at=plan.at[buyers], script=script)
        heads.append((np.concatenate([there, plan.account[buyers]]), room))
    _speak(world, rng, ring, script)
    _pay(world, rng, ring, heads)


def _fill(world: World, rng: Dice, ring: Ring, room: int, *, there: Ints, buyers: Ints, at: Floats, script: list[_Lines]) -> None:
    """Naive: in by blocks within a minute or so, out together. Skilled: one after another, like people."""
    crowd, skilled, n = _form(ring.commission), ring.commission.skilled, len(there)
    rooms = world.sheets.rooms.columns()
    opens, closes = float(rooms["starts"][room]), float(rooms["ends"][room])
    joins, leaves = _times(rng, n, opens, closes, skilled=skilled)
    taps: Flags = rng.random((n, 3)) < np.array([1.0, 0.12, 0.15]) * crowd.look_share
    outing = attend(world, rng, full(n, room), there, joins, leaves, taps=taps)
    start, stop = _times(rng, len(buyers), opens, closes, skilled=skilled)
    start = np.minimum(start, at - rng.uniform(40, 200, len(at)))
    stop = np.maximum(stop, at + rng.uniform(20, 300, len(at)))
    attend_to_buy(world, rng, buyers, full(len(buyers), room), start, stop)
    for people, joined, left, inside in ((n, joins, leaves, True), (len(buyers), start, stop, False)):
        talks = np.flatnonzero(rng.random(people) < crowd.talk_share)
        said = np.repeat(talks, rng.integers(1, 3 if skilled else 4, len(talks)))
        when = _cues(rng, joined[said], left[said], opens, closes, skilled=skilled)
        none = full(len(said))
        script.append((full(len(said), room), when, outing[said] if inside else none, none if inside else buyers[said]))


def _speak(world: World, rng: Dice, ring: Ring, script: list[_Lines]) -> None:
    """All lines of all rooms by one script, said as it stands or anew."""
    if not script:
        return
    room, when, outing, order = (np.concatenate(parts) for parts in zip(*script, strict=True))
    nouns = [world.market.noun[product] for product in world.sheets.rooms.column("product")[room].tolist()]
    say(
        world, room, when, lines(rng, "live_inflation", len(room), {"noun": nouns}, skill=ring.commission.skill), outing=outing, order=order
    )


def _times(rng: Dice, n: int, opens: float, closes: float, *, skilled: bool) -> tuple[Floats, Floats]:
    """When each comes and goes."""
    if skilled:
        joins = opens + (closes - opens) * 0.85 * rng.beta(1.0, 1.6, n)
        return joins, stays(rng, joins, np.full(n, closes), 1100.0, 0.7)
    blocks = np.sort(rng.uniform(opens + 30, opens + 0.4 * (closes - opens), int(rng.integers(1, 4))))
    block = rng.integers(0, len(blocks), n)
    leaving = np.minimum(blocks + rng.uniform(0.4, 0.9, len(blocks)) * (closes - opens), closes)
    return blocks[block] + rng.uniform(0, 75, n), leaving[block] + rng.uniform(0, 60, n)


def _cues(rng: Dice, joined: Floats, left: Floats, opens: float, closes: float, *, skilled: bool) -> Floats:
    """When each says their line: at the controller's cues, or when they please."""
    if skilled:
        return joined + rng.uniform(0.05, 0.95, len(joined)) * (left - joined)
    cues = np.sort(rng.uniform(opens + 300, closes - 300, 4))
    return np.clip(rng.choice(cues, len(joined)) + rng.gamma(2.0, 12.0, len(joined)), joined + 2, left - 1)


def _pay(world: World, rng: Dice, ring: Ring, heads: list[tuple[Ints, int]]) -> None:
    """By the head and room, the same night; with skill once a week. Shops pay the controller room by room."""
    if not heads:
        return
    crowd, controller, skilled = _form(ring.commission), int(ring.middlemen[0]), ring.commission.skilled
    rooms = world.sheets.rooms.columns()
    account = np.concatenate([people for people, _ in heads])
    room = np.concatenate([full(len(people), number) for people, number in heads])
    fee = rng.choice([100 * step for step in range(int(crowd.fee[0]) // 100, int(crowd.fee[1]) // 100 + 1)], len(account))
    due = rooms["ends"][room] + rng.gamma(1.5, 0.5 * HOUR, len(account))
    if skilled:
        keys, where = np.unique(account * 100 + (due // WEEK).astype(np.int64), return_inverse=True)
        fee = np.bincount(where, weights=fee, minlength=len(keys)).astype(np.int64)
        account, due = keys // 100, (keys % 100 + 1) * WEEK + rng.uniform(0, 2 * DAY, len(keys))
    at = np.where((rng.random(len(account)) < crowd.visible_money) & (account != controller), late(due), np.nan)
    payer = (OUTSIDE, int(world.ledger.add_outsiders(1)[0])) if skilled else (ACCOUNT, controller)
    world.ledger.pay(at, fee, kind=TRANSFER, payer=payer, payee=(ACCOUNT, account))
    numbers, counts = np.unique(room, return_counts=True)
    lump = np.ceil(counts * rng.uniform(6, 10, len(counts)) / 10).astype(np.int64) * 1000
    at = rooms["starts"][numbers] - rng.uniform(0.2, 20, len(numbers)) * HOUR
    shop = rooms["merchant"][numbers]
    at = np.where((rng.random(len(numbers)) < crowd.visible_money) & (at > np.maximum(world.market.opened[shop], 0)), late(at), np.nan)
    world.ledger.pay(at, lump, kind=TRANSFER, payer=(MERCHANT, shop), payee=(ACCOUNT, full(len(shop), controller)))
