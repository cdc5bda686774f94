"""When people open the app, on which phone and over which network; visits and log-ins hang on these sessions."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full, lognormal, pick
from zhenxin.world.clock import DAY, END, HOUR, LOOKING
from zhenxin.world.market import on_sale
from zhenxin.world.parameters import SKILLED_TASK
from zhenxin.world.people import Networks, network_of, phone_of
from zhenxin.world.plan import COMPARING, FREE, Plan
from zhenxin.world.shopping import product_of
from zhenxin.world.state import World
from zhenxin.world.visits import Blocks, Visits, walk, with_looks


@dataclass
class Sessions:
    """One row a session; those of orders stand first, in the order of the checkouts."""

    account: Ints
    at: Floats
    device: Ints
    networks: Networks
    order: Ints
    """The first order line of its checkout, also for the look the day before; NONE where nothing was bought."""


def open_sessions(world: World, plan: Plan, checkout: Ints) -> tuple[Sessions, Visits]:
    """Sessions and visits of all orders and of people who only look; `checkout` is the session of each order."""
    rng = world.dice("sessions")
    lead = np.zeros(int(checkout.max()) + 1, dtype=np.int64)
    lead[checkout[::-1]] = np.arange(len(plan))[::-1]
    buying = len(lead)
    earlier, look_at = _earlier(world, rng, plan.take(lead))
    looks = round(world.parameters.browsing * buying)
    outings = world.sheets.outings.columns()
    looker = _lookers(world, rng, looks)
    seen_at = LOOKING.draw(rng, looks, np.clip(world.people.registered[looker] + HOUR, 0, END - DAY), END)

    account = np.concatenate([plan.account[lead], plan.account[lead][earlier], looker, outings["account"]])
    at = np.concatenate([plan.at[lead], look_at, seen_at, outings["at"]])
    device = np.concatenate([plan.device[lead], plan.device[lead][earlier], full(looks), outings["device"]])
    home = np.concatenate([plan.home[lead], plan.home[lead][earlier], full(looks), outings["home"]])
    sessions = Sessions(
        account,
        at,
        np.where(device >= 0, device, phone_of(world.people, rng, account, at)),
        network_of(world.people, rng, account, at, home),
        np.concatenate([lead, lead[earlier], full(looks + len(outings["at"]))]),
    )

    visits = walk(world, rng, _blocks(world, rng, plan, checkout=checkout, slept=lead[earlier], sessions=sessions, looks=looks))
    visits.at = np.maximum(visits.at, -HOUR)
    return sessions, with_looks(world, visits, first=buying + len(earlier) + looks, plan=plan, checkout=checkout)


def _earlier(world: World, rng: Dice, leads: Plan) -> tuple[Ints, Floats]:
    """Checkouts that somebody slept over: which, and when the look before was."""
    n = len(leads)
    chance = np.select(
        [leads.walk == FREE, leads.walk == COMPARING], [world.parameters.earlier_look_share, SKILLED_TASK.next_day_share], 0.0
    )
    delay = np.where(leads.walk == COMPARING, rng.uniform(12 * HOUR, 34 * HOUR, n), lognormal(rng, 16 * HOUR, 1.5, n) + 600)
    at = leads.at - delay
    can = at > np.maximum(np.maximum(world.people.registered[leads.account] + 600, world.market.listed[leads.product] + HOUR), 0)
    rows = np.flatnonzero((rng.random(n) < chance) & can)
    return rows, at[rows]


def _lookers(world: World, rng: Dice, n: int) -> Ints:
    """Who only looks: those who buy much look much, and some who hardly buy."""
    return pick(rng, world.people.activity**0.75, n)


def _blocks(world: World, rng: Dice, plan: Plan, *, checkout: Ints, slept: Ints, sessions: Sessions, looks: int) -> Blocks:
    """Runs of steps: one an order line, one more for each look the day before, one to three for each session without an order."""
    n, buying = len(plan), int(checkout.max()) + 1
    brief = np.zeros(n, dtype=np.bool_)
    brief[slept] = True
    rank = _rank(checkout)
    idle = np.repeat(np.arange(looks, dtype=np.int64) + buying + len(slept), rng.choice([1, 1, 2, 3], looks))
    seen = product_of(rng, world.market, world.people.tastes[sessions.account[idle], rng.integers(0, 3, len(idle))])
    seen = on_sale(world.market, rng, seen, sessions.at[idle] - HOUR)
    before = buying + np.arange(len(slept), dtype=np.int64)
    return Blocks(
        session=np.concatenate([checkout, before, idle]),
        account=np.concatenate([plan.account, plan.account[slept], sessions.account[idle]]),
        product=np.concatenate([plan.product, plan.product[slept], seen]),
        until=np.concatenate([plan.at - 5.0, sessions.at[before], sessions.at[idle]]),
        rank=np.concatenate([rank, np.zeros(len(slept), dtype=np.int64), np.arange(len(idle))]),
        walk=np.concatenate([np.where(brief, FREE, plan.walk), plan.walk[slept], full(len(idle), FREE)]),
        query=np.concatenate([np.where(brief, NONE, plan.query), plan.query[slept], full(len(idle))]),
        depth=np.concatenate([np.where(brief, NONE, plan.depth), plan.depth[slept], full(len(idle))]),
        brief=np.concatenate([brief, np.zeros(len(slept) + len(idle), dtype=np.bool_)]),
    )


def _rank(group: Ints) -> Ints:
    order = np.argsort(group, kind="stable")
    rank = np.empty(len(group), dtype=np.int64)
    sorted_group = group[order]
    rank[order] = np.arange(len(group)) - np.searchsorted(sorted_group, sorted_group)
    return rank


@dataclass
class Logins:
    """Rows of the logins table; `shop` is the one whose console is logged in to."""

    account: Ints
    at: Floats
    device: Ints
    networks: Networks
    shop: Ints


def logins(world: World, sessions: Sessions) -> Logins:
    """Log-ins: of two sessions in five (the app remembers the rest), of people who only open it, and to the consoles of shops."""
    rng = world.dice("logins")
    kept = np.flatnonzero(rng.random(len(sessions.at)) < 0.4)
    extra = round(world.people.count * world.parameters.idle_logins)
    console = world.sheets.console.columns()
    opener = pick(rng, world.people.activity**0.4, extra)
    opened_at = LOOKING.draw(rng, extra, np.clip(world.people.registered[opener] + 60, 0, END - HOUR), END)
    account, at = np.concatenate([opener, console["account"]]), np.concatenate([opened_at, console["at"]])
    device = np.concatenate([full(extra), console["device"]])
    device = np.where(device >= 0, device, phone_of(world.people, rng, account, at))
    networks = network_of(world.people, rng, account, at, np.concatenate([full(extra), console["home"]]))
    own = sessions.networks
    joined = Networks(*(np.concatenate([getattr(own, name)[kept], getattr(networks, name)]) for name in ("block", "host", "kind", "wifi")))
    before = sessions.at[kept] - rng.exponential(240.0, len(kept)) - 5
    return Logins(
        np.concatenate([sessions.account[kept], account]),
        np.concatenate([before, at]),
        np.concatenate([sessions.device[kept], device]),
        joined,
        np.concatenate([full(len(kept) + extra), console["merchant"]]),
    )
