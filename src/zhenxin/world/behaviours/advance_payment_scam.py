"""Advance-payment scams (row 25): a task that pays at first, then ever larger sums to ever other people, and no end to it."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full, pick_apart
from zhenxin.world.chatter import OF_RINGS
from zhenxin.world.clock import DAY, END, HOUR, LOOKING, WEEK
from zhenxin.world.ledger import ACCOUNT, OUTSIDE, RED_PACKET, TRANSFER
from zhenxin.world.parameters import Range, known
from zhenxin.world.rings import Recruits, Ring, between, late
from zhenxin.world.state import Happened, World
from zhenxin.world.tables import CHAT_LINE, GROUP, SMS
from zhenxin.world.texts.topics import lines
from zhenxin.world.trades import ACTS, Commission, Trade

TRADE = Trade(unit=ACTS, rings=2.0, size=60, shops=0, source="§2 row 25: a third of telecom fraud; payments of victims; number assumed")


@dataclass(frozen=True, kw_only=True)
class Scam:
    """How a gang takes money in advance (row 25 of §2)."""

    payments_each: Range = known((3, 6), "§2 row 25: rising transfers; number assumed")
    payees_each: float = known(0.12, "payees for each payment; §2 row 25: many personal accounts; skilled: they rotate")
    mules: float = known(0.3, "share of payees with an account of the shop; assumed")
    weeks: Range = known((1, 4), "assumed")
    hours: Range = known((2, 14), "between two payments of one victim; assumed; skilled: a day or two")
    first: Range = known((60, 200), "yuan of the first payment; assumed")
    growth: Range = known((1.8, 3.2), "each payment to the one before; assumed")
    jitter: float = known(0.0, "sums off the round by so much; assumed; skilled")
    baits: Range = known((2, 4), "small payouts before; §2 row 25; number assumed")
    back: float = known(0.15, "share of payments of which something comes back; assumed; skilled: more, to keep them going")
    forwarded: float = known(0.0, "share of what mules get that goes on to others; assumed; skilled")
    visible: float = known(0.85, "share of what is written that is written on the platform; §2 row 25, evasion: an app outside")


NAIVE = Scam()
SKILLED = Scam(
    payments_each=(4, 9), payees_each=0.55, mules=0.5, weeks=(5, 12), hours=(8, 60), first=(80, 600), growth=(1.25, 2.2), jitter=0.15,
    back=0.35, forwarded=0.85, visible=0.35,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """Those who receive: people outside, and accounts lent for it; there are no orders."""
    rng = world.dice("advance_payment_scam", commission.number)
    habits = SKILLED if commission.skilled else NAIVE
    length = between(rng, habits.weeks) * WEEK
    starts = float(rng.uniform(3 * DAY, max(END - length - 3 * DAY, 4 * DAY)))
    payees = max(round(commission.size * habits.payees_each), 3)
    mules = max(round(payees * habits.mules), 1)
    return Ring(
        commission, starts=starts, ends=min(starts + length, END - DAY), middlemen=recruits.workers(mules, starts),
        payers=world.ledger.add_outsiders(max(payees - mules, 1)),
    )  # fmt: skip


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Every victim is recruited, baited, asked for more and more, and told why it is stuck."""
    rng = world.dice("scam", ring.commission.number)
    habits = SKILLED if ring.commission.skilled else NAIVE
    victims, counts = _victims(world, rng, ring, happened, habits)
    who, rank = np.repeat(victims, counts), np.concatenate([np.arange(count) for count in counts.tolist()])
    begun = np.repeat(LOOKING.draw(rng, len(victims), ring.starts, ring.ends), counts)
    gap = np.exp(rng.uniform(np.log(habits.hours[0]), np.log(habits.hours[1]), len(who))) * HOUR
    at = begun + 20 * HOUR + _summed(gap, rank)
    cents = _sums(rng, habits, len(victims), counts, rank)
    _pay(world, rng, ring, (who, at, cents), habits)
    first = at[rank == 0]
    _bait(world, rng, ring, victims, first, habits)
    _recruit(world, rng, ring, victims, first - 16 * HOUR, habits)
    _press(world, rng, ring, who, at, habits)
    world.key.hard("account", victims, "victim")


def _victims(world: World, rng: Dice, ring: Ring, happened: Happened, habits: Scam) -> tuple[Ints, Ints]:
    """People who belong to no ring, and how often each pays."""
    people = world.people
    able = people.registered < ring.starts
    able[happened.plan.account[happened.plan.ring >= 0]] = able[ring.middlemen] = False
    able[world.key.false_ones("account")] = False
    wanted = ring.commission.size
    counts = rng.integers(int(habits.payments_each[0]), int(habits.payments_each[1]) + 1, wanted)
    n = int(np.searchsorted(np.cumsum(counts), wanted)) + 1
    victims = pick_apart(rng, np.where(able, people.activity**0.2, 0.0), n)
    return victims, counts[: len(victims)]


def _summed(gap: Floats, rank: Ints) -> Floats:
    """Sums of the gaps of each victim up to each payment."""
    total = np.cumsum(gap)
    first = np.flatnonzero(rank == 0)
    base = np.zeros(len(gap))
    base[first] = np.diff(total[first] - gap[first], prepend=0.0)
    return np.asarray(total - np.cumsum(base), dtype=np.float64)


def _sums(rng: Dice, habits: Scam, victims: int, counts: Ints, rank: Ints) -> Ints:
    """Rising sums, round ones or a little beside."""
    first = np.repeat(np.exp(rng.uniform(np.log(habits.first[0]), np.log(habits.first[1]), victims)), counts)
    growth = np.repeat(rng.uniform(*habits.growth, victims), counts)
    yuan = np.minimum(first * growth**rank * np.exp(habits.jitter * rng.standard_normal(len(rank))), 60_000)
    step = np.select([yuan < 300, yuan < 3000], [10, 100], 500)
    round_ones = np.maximum(np.round(yuan / step), 1).astype(np.int64) * step * 100
    odd = (yuan * 100).astype(np.int64) // 100 * 100 + rng.integers(0, 100, len(rank)) * (rng.random(len(rank)) < 0.4)
    return np.where(rng.random(len(rank)) < (0.7 if habits.jitter else 0.0), odd, round_ones)


def _payees(rng: Dice, ring: Ring, place: Ints) -> tuple[Ints, Ints]:
    """Kind and index of the payee at each place; accounts and people outside in turn."""
    mules = rng.permutation(ring.middlemen)
    kind = np.concatenate([full(len(mules), ACCOUNT), full(len(ring.payers), OUTSIDE)])
    index = np.concatenate([mules, ring.payers])
    order = rng.permutation(len(kind))
    return kind[order][place % len(kind)], index[order][place % len(kind)]


def _pay(world: World, rng: Dice, ring: Ring, paid: tuple[Ints, Floats, Ints], habits: Scam) -> None:
    """What victims pay; a part that comes back of some of it; and what mules pass on within hours."""
    who, at, cents = paid
    n = len(who)
    when = np.argsort(np.argsort(at, kind="stable"), kind="stable")
    kind, payee = _payees(rng, ring, when * 7 // 3 if habits.jitter else (who + when // 9))
    world.ledger.pay(late(at), cents, kind=TRANSFER, payer=(ACCOUNT, who), payee=(kind, payee))
    back = np.flatnonzero(rng.random(n) < habits.back)
    share = np.where(cents[back] < 30_000, rng.uniform(1.1, 1.3, len(back)), rng.uniform(0.03, 0.2, len(back)))
    returned = np.maximum((cents[back] * share).astype(np.int64) // 100 * 100, 100)
    ends = late(at[back] + rng.uniform(0.3, 6, len(back)) * HOUR)
    payer = ring.payers[rng.integers(0, len(ring.payers), len(back))]
    world.ledger.pay(ends, returned, kind=TRANSFER, payer=(OUTSIDE, payer), payee=(ACCOUNT, who[back]))
    passed = np.flatnonzero((kind == ACCOUNT) & (rng.random(n) < habits.forwarded))
    onward = late(at[passed] + rng.uniform(0.2, 9, len(passed)) * HOUR)
    sums = (cents[passed] * rng.uniform(0.88, 0.98, len(passed))).astype(np.int64) // 100 * 100
    payer = ring.payers[rng.integers(0, len(ring.payers), len(passed))]
    world.ledger.pay(onward, sums, kind=TRANSFER, payer=(ACCOUNT, payee[passed]), payee=(OUTSIDE, payer))


def _bait(world: World, rng: Dice, ring: Ring, victims: Ints, first: Floats, habits: Scam) -> None:
    """Small payouts for small tasks, on the day before the first payment."""
    counts = rng.integers(int(habits.baits[0]), int(habits.baits[1]) + 1, len(victims))
    who = np.repeat(victims, counts)
    at = np.repeat(first, counts) - rng.uniform(1, 15, len(who)) * HOUR
    cents = rng.choice([300, 500, 800, 1200, 1500, 2000, 3000], len(who))
    cents = cents + (rng.integers(0, 100, len(who)) if habits.jitter else 0)
    kind = np.where(rng.random(len(who)) < 0.4, RED_PACKET, TRANSFER)
    payer = ring.payers[(np.repeat(np.arange(len(victims)), counts)) % len(ring.payers)]
    world.ledger.pay(late(at), cents, kind=kind, payer=(OUTSIDE, payer), payee=(ACCOUNT, who))


def _recruit(world: World, rng: Dice, ring: Ring, victims: Ints, at: Floats, habits: Scam) -> None:
    """Text messages and chats to those who bite and to some who do not, and calls in groups."""
    people = world.people
    others = pick_apart(rng, np.where(people.registered < ring.starts, 1.0, 0.0), len(victims))
    told = np.concatenate([victims, others])
    when = np.concatenate([at, LOOKING.draw(rng, len(others), ring.starts, ring.ends)])
    seen = rng.random(len(told)) < habits.visible
    told, when = told[seen], when[seen]
    sender = ring.payers[rng.integers(0, len(ring.payers), len(told))]
    channel = np.where(rng.random(len(told)) < 0.6, SMS, CHAT_LINE)
    _say(world, rng, ring, (when, "scam_job"), sender, told, channel, NONE)
    calls = max(2, len(victims) // 2)
    where = np.where(rng.random(calls) < 0.5, rng.integers(0, 17, calls), OF_RINGS + 100 * ring.commission.number)
    when = LOOKING.draw(rng, calls, max(ring.starts - 2 * DAY, 0.0), ring.ends)
    _say(
        world, rng, ring, (when, "scam_job"), ring.payers[rng.integers(0, len(ring.payers), calls)], full(calls), full(calls, GROUP), where
    )


def _press(world: World, rng: Dice, ring: Ring, who: Ints, at: Floats, habits: Scam) -> None:
    """Why one more payment is needed, an hour or so before it is made."""
    rows = np.flatnonzero(rng.random(len(who)) < habits.visible)
    sender = ring.payers[who[rows] % len(ring.payers)]
    when = at[rows] - rng.uniform(0.1, 1.6, len(rows)) * HOUR
    _say(world, rng, ring, (when, "scam_pressure"), sender, who[rows], full(len(rows), CHAT_LINE), NONE)


def _say(world: World, rng: Dice, ring: Ring, what: tuple[Floats, str], sender: Ints, told: Ints, channel: Ints, group: Ints | int) -> None:
    at, topic = what
    texts = np.array(lines(rng, topic, len(at), skill=ring.commission.skill), dtype=object)
    world.sheets.messages.add(
        len(at), at=late(at), sender_kind=OUTSIDE, sender=sender, recipient_kind=ACCOUNT, recipient=told, channel=channel, group=group,
        text=texts,
    )  # fmt: skip
