"""Other people's names (the article; DESIGN §6): accounts registered on papers, numbers and pictures that belong to somebody else."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Ints, pick_apart
from zhenxin.world.clock import DAY, END, HOUR, LOOKING
from zhenxin.world.outings import steps, stroll
from zhenxin.world.parameters import Range, known
from zhenxin.world.registers import VIRTUAL
from zhenxin.world.rings import Recruits, Ring, between
from zhenxin.world.shopping import product_of
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ACTS, Commission, Trade
from zhenxin.world.visits import BY_FEED, VIEW

TRADE = Trade(unit=ACTS, rings=0.8, size=30, shops=0, source="DESIGN §6; accounts; number assumed")


@dataclass(frozen=True, kw_only=True)
class Thief:
    """How somebody uses other people's names."""

    accounts_a_name: Range = known((6, 14), "DESIGN §6: one person's name behind many accounts; number assumed, skilled few")
    weeks: Range = known((1, 4), "assumed; skilled over months")
    number_share: float = known(0.5, "assumed: the victim's number too, so far as a code can be had; skilled: other numbers")
    picture_share: float = known(0.8, "assumed: one picture for all; skilled: none or their own")
    virtual_share: float = known(0.3, "§2 row 9: virtual-number prefixes")
    phones: Range = known((0.2, 0.4), "assumed: phones for each account; skilled a phone each")
    one_card: float = known(0.8, "assumed: paid by one card a name; the trace that skilled ones leave too")
    private_share: float = known(0.5, "assumed: how much is bought with the account")


NAIVE = Thief()
SKILLED = Thief(
    accounts_a_name=(3, 4), weeks=(8, 20), number_share=0.06, picture_share=0.1, virtual_share=0.15, phones=(0.9, 1.0), one_card=0.7,
    private_share=0.8,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """Somebody with a list of names, and accounts in them; whose names they are is a victim."""
    rng = world.dice("stolen_identity", commission.number)
    thief, people = SKILLED if commission.skilled else NAIVE, world.people
    span = between(rng, thief.weeks) * 7 * DAY
    first = float(rng.uniform(-0.5 * END, max(0.8 * END - span, 0.0)))
    accounts = recruits.reborn(commission.size, first)
    n = len(accounts)
    names = max(1, round(n / between(rng, thief.accounts_a_name)))
    free = np.where(recruits.taken | people.bound | people.proxy | (people.registered > first), 0.0, 1.0)
    victims = pick_apart(rng, free, names)
    if not n or not len(victims):
        return Ring(commission, workers=accounts)
    world.key.hard("account", victims, "victim")
    recruits.taken[victims] = people.bound[victims] = True
    whose = victims[rng.permutation(np.arange(n) % len(victims))]
    people.registered[accounts] = np.minimum(LOOKING.draw(rng, n, max(first, 0.0), max(first + span, 5 * DAY)), 0.95 * END)
    if first + span < 0:
        people.registered[accounts] = rng.uniform(first, first + span, n)
    _file(world, rng, thief, accounts, whose)
    _share(world, rng, thief, accounts, whose)
    people.activity[accounts] *= thief.private_share
    _look(world, rng, accounts)
    return Ring(commission, starts=max(first, 0.0), workers=accounts)


def _file(world: World, rng: Dice, thief: Thief, accounts: Ints, whose: Ints) -> None:
    """What is on file: the victim's name, at times number and picture."""
    filed, n = world.people.filed, len(accounts)
    filed.name[accounts] = np.where(filed.name[whose] >= 0, filed.name[whose], whose)
    filed.name[whose] = np.where(filed.name[whose] >= 0, filed.name[whose], whose)
    filed.number[accounts] = np.where(rng.random(n) < thief.number_share, whose, filed.number[accounts])
    filed.avatar[accounts] = np.where(rng.random(n) < thief.picture_share, whose, filed.avatar[accounts])
    filed.prefix[accounts] = np.where(rng.random(n) < thief.virtual_share, rng.choice(list(VIRTUAL), n), filed.prefix[accounts])


def _share(world: World, rng: Dice, thief: Thief, accounts: Ints, whose: Ints) -> None:
    """Phones and cards: a handful of phones for all, and one card a name; the first account of a name has the card."""
    people, n = world.people, len(accounts)
    phones = people.add_devices(max(1, round(n * between(rng, thief.phones))))
    people.phone[accounts] = phones[rng.permutation(n) % len(phones)]
    people.second[accounts], people.changes_at[accounts] = NONE, np.inf
    _, lead, name = np.unique(whose, return_index=True, return_inverse=True)
    people.card[accounts] = np.where(rng.random(n) < thief.one_card, accounts[lead][name], accounts)


def _look(world: World, rng: Dice, accounts: Ints) -> None:
    """A visit or two soon after registration, as new people have."""
    people = world.people
    who = np.repeat(accounts, 2)
    at = np.maximum(people.registered[who], 0.0) + rng.exponential(3 * DAY, len(who)) + 0.2 * HOUR
    who, at = who[at < END - HOUR], at[at < END - HOUR]
    if len(who):
        product = product_of(rng, world.market, people.tastes[who, 0])
        owner, _ = steps(np.ones((len(who), 1), dtype=np.bool_))
        stroll(world, rng, who, at, owner, kind=np.full(len(who), VIEW), product=product, source=np.full(len(who), BY_FEED))


def settle(_world: World, _ring: Ring, _happened: Happened) -> None:
    """Nothing follows but what the accounts buy."""
