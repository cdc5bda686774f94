"""Accounts in batches (row 9): registered by the dozen, nursed for weeks, woken on one day or sold."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full, spread
from zhenxin.world.chatter import OF_RINGS, say
from zhenxin.world.clock import DAY, END, HOUR, LOOKING, WEEK
from zhenxin.world.outings import steps, stroll
from zhenxin.world.parameters import Range, known
from zhenxin.world.people import HOME
from zhenxin.world.registers import VIRTUAL
from zhenxin.world.rings import Recruits, Ring, between, whole
from zhenxin.world.shopping import product_of
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.topics import lines
from zhenxin.world.trades import ACTS, Commission, Trade
from zhenxin.world.visits import BY_FEED, BY_SEARCH, BY_SHARE, CART, FAVOURITE, SEARCH, VIEW, phrases

TRADE = Trade(unit=ACTS, rings=1.0, size=60, shops=0, source="§2 row 9; accounts; number assumed")


@dataclass(frozen=True, kw_only=True)
class Nursery:
    """How accounts are raised (row 9 of §2)."""

    sittings: Range = known((1, 2), "§2 row 9: same registration hour; skilled: many small sittings")
    sitting_hours: Range = known((0.4, 1.5), "§2 row 9: same registration hour")
    earliest_day: float = known(-60.0, "assumed: some were raised before the half year and slept longer")
    virtual_share: float = known(0.85, "§2 row 9: virtual-number prefixes; skilled: mostly rented real ones")
    default_share: float = known(0.9, "§2 row 9: profile defaults; skilled choose pictures")
    phone_accounts: Range = known((3, 7), "§3.3 device to accounts 3 to 5; skilled: a phone each")
    one_line: bool = known(True, "§2 row 9: shared network; skilled: carriers' networks")
    nursed_days: Range = known((15, 30), "§2 row 9: sudden activation after 15 to 30 days; skilled longer")
    between_days: Range = known((1.5, 3), "assumed: from one visit of an account to the next")
    one_path: bool = known(True, "§2 row 9: identical nurturing path; skilled: tastes of their own")
    woken_days: Range = known((0.5, 2), "§2 row 9: sudden activation; skilled one after another")
    private_share: float = known(0.02, "assumed: how much the account goes on to buy for itself")
    sold_share: float = known(0.3, "assumed: sold to device farms instead of woken")


NAIVE = Nursery()
SKILLED = Nursery(
    earliest_day=-260.0, sittings=(8, 20), sitting_hours=(0.1, 0.8), virtual_share=0.4, default_share=0.3, phone_accounts=(1, 1), one_line=False,
    nursed_days=(25, 60), between_days=(3, 9), one_path=False, woken_days=(6, 20), private_share=0.35, sold_share=0.45,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A seller who raises `commission` accounts; a part is sold, the others wake up."""
    rng = world.dice("batch_accounts", commission.number)
    nursery, people = _form(commission), world.people
    nursed = between(rng, nursery.nursed_days) * DAY
    first = float(rng.uniform(nursery.earliest_day * DAY, max(0.92 * END - nursed - 22 * DAY, 0.1 * END)))
    accounts = rng.permutation(recruits.reborn(commission.size, first))
    opened = _register(world, rng, nursery, accounts, first)
    sold = rng.random(len(accounts)) < nursery.sold_share
    recruits.stock += accounts[sold].tolist()
    _nurse(world, rng, nursery, accounts, opened, nursed)
    woken = float(opened.max()) + nursed if len(opened) else END
    woken = woken if woken > 3 * DAY else float(rng.uniform(0.03 * END, 0.85 * END))
    _wake(world, rng, nursery, accounts[~sold], woken)
    people.activity[accounts] *= nursery.private_share
    seller = recruits.workers(1, first)
    offers = LOOKING.draw(rng, whole(rng, (2, 6)), woken, min(woken + 20 * DAY, END))
    if len(seller):
        say(world, OF_RINGS + 100 * commission.number, seller[0], offers, lines(rng, "account_trade", len(offers), skill=commission.skill))
    return Ring(commission, starts=first, workers=np.concatenate([accounts, seller]))


def _form(commission: Commission) -> Nursery:
    return SKILLED if commission.skilled else NAIVE


def _register(world: World, rng: Dice, nursery: Nursery, accounts: Ints, first: float) -> Floats:
    """Names, numbers, phones and lines; and when each was opened: in one or two sittings, or a few an evening for weeks."""
    people, n = world.people, len(accounts)
    sittings = min(whole(rng, nursery.sittings), max(n, 1))
    shift = max(-(first // WEEK), 0) * WEEK
    span = 18 * DAY if sittings > 2 else 2 * DAY
    start = np.sort(LOOKING.draw(rng, sittings, first + shift, first + shift + span)) - shift
    which = np.sort(np.arange(n) % sittings)
    opened = start[which] + rng.uniform(0, between(rng, nursery.sitting_hours) * HOUR, n)
    people.registered[accounts] = opened
    virtual = rng.random(n) < nursery.virtual_share
    people.filed.prefix[accounts] = np.where(virtual, rng.choice(list(VIRTUAL), n), people.filed.prefix[accounts])
    picture = 10 * people.count + int(rng.integers(0, 24))
    people.filed.avatar[accounts] = np.where(rng.random(n) < nursery.default_share, picture, people.filed.avatar[accounts])
    if nursery.one_path and n:
        brought = accounts[(rng.random(n) < 0.5) & (opened > opened.min() + 60)]
        people.filed.referrer[brought] = accounts[np.argmin(opened)]
    people.phone[accounts] = _phones(world, rng, nursery, n)
    people.second[accounts], people.changes_at[accounts] = NONE, np.inf
    if nursery.one_line and n:
        line = int(people.add_homes(people.region[accounts[:1]], HOME)[0])
        people.home[accounts] = people.home_after[accounts] = line
        people.work[accounts], people.mobile[accounts] = NONE, 0.05
    else:
        people.mobile[accounts] = 0.9
    return opened


def _phones(world: World, rng: Dice, nursery: Nursery, n: int) -> Ints:
    each = between(rng, nursery.phone_accounts)
    phones = world.people.add_devices(max(1, round(n / each)))
    return phones[np.arange(n, dtype=np.int64) % len(phones)]


def _nurse(world: World, rng: Dice, nursery: Nursery, accounts: Ints, opened: Floats, nursed: float) -> None:
    """Visits every few days until they wake: by one path at one hour, or as each likes."""
    gap = between(rng, nursery.between_days) * DAY
    row, turn = spread(np.full(len(accounts), max(int(nursed // gap), 1)))
    hour = 0.0 if nursery.one_path else 5 * HOUR
    at = opened[row] + (turn + 0.7) * gap + rng.uniform(0, 0.4 * HOUR, len(row)) + rng.normal(0, 1, len(row)) * hour
    seen = (at > 0) & (at < END)
    row, at = row[seen], at[seen]
    if not len(row):
        return
    tastes = world.people.tastes[accounts[row], rng.integers(0, 3, len(row))]
    product = product_of(rng, world.market, full(len(row), int(tastes[0])) if nursery.one_path else tastes)
    if nursery.one_path:
        product = product[:12][rng.integers(0, min(12, len(product)), len(product))]
    taken = np.ones((len(row), 3), dtype=np.bool_) if nursery.one_path else rng.random((len(row), 3)) < (0.95, 0.5, 0.15)
    owner, step = steps(taken)
    kind = np.array([VIEW, VIEW, FAVOURITE])[step]
    stroll(world, rng, accounts[row], at, owner, kind=kind, product=product[owner], source=full(len(owner), BY_FEED))


def _wake(world: World, rng: Dice, nursery: Nursery, accounts: Ints, woken: float) -> None:
    """All of a sudden they search, look and fill carts for the same few things; or they begin to, one after another."""
    if woken > END - DAY or not len(accounts):
        return
    length = between(rng, nursery.woken_days) * DAY
    row, _ = spread(rng.integers(6, 14, len(accounts)) if nursery.one_path else rng.integers(2, 5, len(accounts)))
    at = LOOKING.draw(rng, len(row), woken, min(woken + length, END - HOUR))
    wanted = product_of(rng, world.market, np.repeat(world.people.tastes[accounts[:1], 0], 3))
    product = wanted[rng.integers(0, len(wanted), len(row))]
    searched = rng.random(len(row)) < 0.5
    owner, step = steps(np.column_stack([searched, np.ones(len(row), dtype=np.bool_), rng.random((len(row), 2)) < (0.6, 0.5)]))
    kind = np.array([SEARCH, VIEW, CART, FAVOURITE])[step]
    stroll(
        world, rng, accounts[row], at, owner, kind=kind, product=np.where(kind == SEARCH, NONE, product[owner]),
        query=np.where((kind == SEARCH) | (searched[owner] & (kind == VIEW)), phrases(world, rng, product)[owner], NONE),
        source=np.where(searched[owner], BY_SEARCH, BY_SHARE),
    )  # fmt: skip


def settle(_world: World, _ring: Ring, _happened: Happened) -> None:
    """What accounts cost is paid elsewhere."""
