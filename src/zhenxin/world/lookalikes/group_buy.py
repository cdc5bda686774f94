"""Group-buy leaders: neighbours order to one address within an hour, or the leader orders for all and is paid back to the cent."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full, lognormal, pieces
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, OUTSIDE, RED_PACKET, TRANSFER
from zhenxin.world.lookalikes.groups import found, goods_of, neighbours
from zhenxin.world.plan import BY_LINK, Plan, nothing
from zhenxin.world.state import Bought, Happened, World

CODE = "group_buy"
_GOODS = ("生鲜", "零食", "日用清洁", "母婴", "家纺")


def arrange(world: World) -> Plan:
    """Leaders with their rounds until their share of the orders is reached."""
    parameters = world.parameters
    rng = world.dice(CODE)
    total = round(world.orders * parameters.group_buy_share * parameters.lookalikes)
    low, high = (int(bound) for bound in parameters.group_buy_size)
    plans: list[Plan] = [nothing()]
    for budget in pieces(rng, total, min(30, max(total, 8)), 150):
        plans += _leader(world, rng, budget, int(rng.integers(low, high + 1)))
    return Plan.join(plans)


def _leader(world: World, rng: Dice, budget: int, size: int) -> list[Plan]:
    """One leader, some weeks running; half of the leaders order themselves and are paid back."""
    people = world.people
    starts = float(BUYING.draw(rng, 1, DAY, END - 30 * DAY)[0])
    group = neighbours(world, rng, size + 1, starts // DAY * DAY)
    if len(group) < 4:
        return []
    leader, members = int(group[0]), group[1:]
    place = int(people.address[leader]) if rng.random() < 0.6 else int(people.add_addresses(1)[0])
    orders_for_all, pays_for_all = rng.random() < 0.5, rng.random() < 0.3
    club = found(world, CODE)
    world.members[club] = members
    world.key.hard("account", group, CODE)
    world.key.hard("address", full(1, place), CODE)
    plans, at = [], starts
    while budget > 0 and at < END - 2 * DAY:
        crew = members[rng.random(len(members)) < 0.7][:budget]
        product = goods_of(world, rng, _GOODS, 1, at // DAY * DAY)
        opening = at // DAY * DAY + rng.uniform(10, 13.5) * HOUR
        one_by_one: Floats = np.arange(len(crew), dtype=np.float64) * float(rng.uniform(30, 90))
        when = opening + (one_by_one if orders_for_all else rng.gamma(1.2, 0.5 * HOUR, len(crew)))
        who = full(len(crew), leader) if orders_for_all else crew
        plans.append(Plan.of(who, np.repeat(product, len(crew)), when, club=club, address=place, receiver=leader, walk=BY_LINK,
                             payer=leader if pays_for_all else NONE))  # fmt: skip
        budget -= max(len(crew), 1)
        at += 7 * DAY + rng.uniform(-1, 1) * DAY
    return plans


def settle(world: World, happened: Happened) -> None:
    """Members pay the leader what their share cost, the platform's partner pays the leader a commission once a week."""
    bought = happened.bought
    rng = world.dice("group money")
    clubs = [number for number, code in enumerate(world.clubs) if code == CODE]
    rows = np.flatnonzero(np.isin(bought.plan.club, clubs) & ~np.isnan(bought.paid_at))
    if not len(rows):
        return
    plan = bought.plan
    for_all = plan.account[rows] == plan.receiver[rows]
    owing = rows[for_all | (plan.payer[rows] == plan.receiver[rows])]
    payer = plan.account[owing]
    for club in np.unique(plan.club[owing]).tolist():
        own = np.flatnonzero((plan.club[owing] == club) & (payer == plan.receiver[owing]))
        payer[own] = rng.choice(world.members[club], len(own))
    at = bought.paid_at[owing] + lognormal(rng, 2 * HOUR, 1.0, len(owing))
    at = np.where((at < END) & (world.people.registered[payer] < at) & (payer != plan.receiver[owing]), at, np.nan)
    kind = np.where(rng.random(len(owing)) < 0.3, RED_PACKET, TRANSFER)
    world.ledger.pay(at, bought.amount[owing], kind=kind, payer=(ACCOUNT, payer), payee=(ACCOUNT, plan.receiver[owing]))
    _commissions(world, rng, bought, rows)


def _commissions(world: World, rng: Dice, bought: Bought, rows: Ints) -> None:
    week = (bought.paid_at[rows] // (7 * DAY)).astype(np.int64)
    keys, where = np.unique(bought.plan.receiver[rows] * 100 + week, return_inverse=True)
    sums = np.zeros(len(keys), dtype=np.int64)
    np.add.at(sums, where, bought.amount[rows])
    at = (keys % 100 + 1) * 7 * DAY + 3 * HOUR + rng.uniform(0, 4 * HOUR, len(keys))
    partner = int(world.ledger.add_outsiders(1)[0])
    world.ledger.pay(np.where(at < END, at, np.nan), sums // 12, kind=TRANSFER, payer=(OUTSIDE, partner), payee=(ACCOUNT, keys // 100))
    world.key.hard("payee", full(1, partner), "commission")
