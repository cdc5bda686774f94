"""Fan clubs buy in step, from shops that share a warehouse, by one keyword, watch in blocks and vote as one: one cause behind many columns."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Ints, full, pick, pieces
from zhenxin.world.ballots import ballots
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, TRANSFER
from zhenxin.world.lookalikes.groups import found, strangers
from zhenxin.world.market import carries
from zhenxin.world.outings import stroll
from zhenxin.world.plan import BY_LINK, FREE, IN_ROOM, Plan, nothing
from zhenxin.world.rooms import attend, open_room, say, stays
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.topics import lines
from zhenxin.world.visits import BY_CAMPAIGN, VOTE

CODE = "fan_club"
_IDOLS = ("星河", "阿澈", "北屿", "小鹿岛", "云野", "初七", "南桥", "季风", "白夜", "林深", "橘子海", "知夏")
_THINGS = ("应援手幅", "同款外套", "生日周边", "小卡收纳", "应援灯", "同款杯子", "联名礼盒", "毛绒挂件", "签名册", "同款零食")


def arrange(world: World) -> Plan:
    """Clubs with their drops until their share of the orders is reached."""
    parameters = world.parameters
    rng = world.dice(CODE)
    total = round(world.orders * parameters.fan_club_share * parameters.lookalikes)
    low, high = (int(bound) for bound in parameters.fan_club_size)
    plans: list[Plan] = [nothing()]
    for budget in pieces(rng, total, min(60, max(total, 20)), 500):
        plans += _club(world, rng, budget, int(rng.integers(low, high + 1)))
    return Plan.join(plans)


def _club(world: World, rng: Dice, budget: int, size: int) -> list[Plan]:
    market = world.market
    starts = float(rng.uniform(2 * DAY, 70 * DAY))
    fans = strangers(world, rng, size, starts)
    house, shops = _shops(world, rng, starts)
    goods = np.concatenate([_goods(world, rng, int(shop), starts) for shop in shops])
    idol = _IDOLS[int(rng.integers(0, len(_IDOLS)))] + str(int(rng.integers(1, 100)) if rng.random() < 0.3 else "")
    phrases = market.queries.add([idol + _THINGS[i] for i in rng.permutation(len(_THINGS))[: len(shops)]])
    club = found(world, CODE)
    world.key.hard("account", fans, CODE)
    world.key.hard("merchant", shops, CODE)
    world.key.hard("sender", full(1, house), CODE)
    drops = np.sort(BUYING.draw(rng, int(rng.integers(4, 11)), starts, END - 4 * DAY))
    plans = []
    for number, opening in enumerate(drops.tolist()):
        crew = fans[rng.random(len(fans)) < rng.uniform(0.25, 0.7)][:budget]
        budget -= len(crew)
        thing = number % len(goods)
        at = opening + rng.gamma(1.0, 1.5 * HOUR, len(crew))
        room = _show(world, rng, int(goods[thing]), opening, club) if rng.random() < 0.5 else NONE
        searched = rng.random(len(crew)) < (0.4 if room >= 0 else 0.7)
        query = np.where(searched, phrases[thing % len(phrases)], NONE)
        walk = np.where(searched, FREE, BY_LINK if room < 0 else IN_ROOM)
        rooms = np.where(searched, NONE, room)
        plans.append(Plan.of(crew, full(len(crew), int(goods[thing])), at, club=club, sender=house, query=query, walk=walk, room=rooms))
    return plans


def _show(world: World, rng: Dice, product: int, opening: float, club: int) -> int:
    """Half of the drops are shown in a live room."""
    span = (opening - rng.uniform(300, 1500), opening + rng.uniform(1.0, 2.5) * HOUR)
    return open_room(world, product, span, crowd=int(rng.integers(2, 12)), club=club)


def _shops(world: World, rng: Dice, starts: float) -> tuple[int, Ints]:
    """Three to five shops that keep their goods in one shared warehouse."""
    market = world.market
    fit = np.zeros(market.merchants, dtype=np.bool_)
    fit[market.product_merchant[carries(market, np.arange(market.products, dtype=np.int64)) & (market.listed < starts)]] = True
    houses = market.shared_senders
    held = np.array([((market.sender == house) & fit).sum() for house in houses])
    house = int(houses[pick(rng, np.where(held >= 3, held, 0) + 1e-9, 1)[0]])
    shops = np.flatnonzero((market.sender == house) & fit)
    if len(shops) < 3:
        shops = np.flatnonzero(fit)
    return house, rng.permutation(shops)[: int(rng.integers(3, 6))]


def _goods(world: World, rng: Dice, shop: int, starts: float) -> Ints:
    market = world.market
    goods = np.flatnonzero((market.product_merchant == shop) & carries(market, np.arange(market.products, dtype=np.int64)))
    return rng.permutation(goods[market.listed[goods] < starts])[:1]


def settle(world: World, happened: Happened) -> None:
    """Fans pool money with one of them for the common cause, fill the rooms of their shows, and vote for their shops."""
    plan = happened.plan
    rng = world.dice("fan money")
    for number in (number for number, code in enumerate(world.clubs) if code == CODE):
        rows = np.flatnonzero(plan.club == number)
        fans = np.unique(plan.account[rows])
        if len(fans) < 3:
            continue
        keeper, givers = fans[0], fans[1:][rng.random(len(fans) - 1) < 0.5]
        at = rng.choice(plan.at[rows], len(givers)) + rng.uniform(-2, 2, len(givers)) * DAY
        at = np.where((at > 0) & (at < END) & (world.people.registered[givers] < at), at, np.nan)
        cents = rng.choice([2000, 3000, 5000, 6600, 8800, 10000], len(givers))
        world.ledger.pay(at, cents, kind=TRANSFER, payer=(ACCOUNT, givers), payee=(ACCOUNT, keeper))
        _watch(world, rng, number, fans)
        _vote(world, rng, fans, world.market.product_merchant[plan.product[rows]], float(plan.at[rows].min()))


def _watch(world: World, rng: Dice, club: int, fans: Ints) -> None:
    """They are there when the room opens, call the same words, and leave together when it is over."""
    rooms = world.sheets.rooms.columns()
    calls = lines(rng, "live_comment", 3)
    for room in np.flatnonzero(rooms["club"] == club).tolist():
        crew = fans[rng.random(len(fans)) < rng.uniform(0.4, 0.85)]
        n = len(crew)
        joins = rooms["starts"][room] + rng.gamma(1.5, 40.0, n)
        ends = np.full(n, rooms["ends"][room])
        leaves = stays(rng, joins, ends, 5400.0, 0.8)
        taps = np.column_stack([rng.random(n) < 0.15, rng.random(n) < 0.02, rng.random(n) < 0.1])
        outing = attend(world, rng, full(n, room), crew, joins, leaves, taps=taps)
        said = np.repeat(np.arange(n), rng.poisson(1.2, n))
        at = np.clip(rng.choice(joins, len(said)) + rng.gamma(1.0, 240.0, len(said)), joins[said] + 1, leaves[said])
        words = [calls[i] for i in rng.integers(0, len(calls), len(said)).tolist()]
        say(world, full(len(said), room), at, words, outing=outing[said])


def _vote(world: World, rng: Dice, fans: Ints, shops: Ints, since: float) -> None:
    """In each of the platform's votes they all vote for their shops, within an hour or two that somebody calls."""
    for ballot in ballots(world):
        if ballot.starts < since or rng.random() < 0.4:
            continue
        crew = fans[rng.random(len(fans)) < 0.7]
        calls = np.sort(rng.uniform(ballot.starts, ballot.ends, int(rng.integers(1, 4))))
        account = np.tile(crew, len(calls))
        starts = np.repeat(calls, len(crew)) + rng.gamma(1.0, 1500.0, len(account))
        shop = np.repeat(rng.choice(shops, len(calls)), len(crew))
        owner = np.arange(len(account), dtype=np.int64)
        stroll(world, rng, account, starts, owner, kind=full(len(owner), VOTE), merchant=shop, source=BY_CAMPAIGN)
