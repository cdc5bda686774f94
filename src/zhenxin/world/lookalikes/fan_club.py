"""Fan clubs buy in step, from shops that share a warehouse, by one keyword: one innocent cause behind three columns."""

import numpy as np

from zhenxin.world.arrays import Dice, Ints, full, pick, pieces
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, TRANSFER
from zhenxin.world.lookalikes.groups import found, strangers
from zhenxin.world.market import carries
from zhenxin.world.plan import BY_LINK, FREE, Plan, nothing
from zhenxin.world.state import Happened, World

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
        searched = rng.random(len(crew)) < 0.7
        query = np.where(searched, phrases[thing % len(phrases)], -1)
        plans.append(
            Plan.of(
                crew, full(len(crew), int(goods[thing])), at, club=club, sender=house, query=query, walk=np.where(searched, FREE, BY_LINK)
            )
        )
    return plans


def _shops(world: World, rng: Dice, starts: float) -> tuple[int, Ints]:
    """Three to five shops that keep their goods in one shared warehouse."""
    market = world.market
    fit = carries(market, _first_goods(world)) & (market.opened < starts)
    houses = market.shared_senders
    held = np.array([((market.sender == house) & fit).sum() for house in houses])
    house = int(houses[pick(rng, np.where(held >= 3, held, 0) + 1e-9, 1)[0]])
    shops = np.flatnonzero((market.sender == house) & fit)
    if len(shops) < 3:
        shops = np.flatnonzero(fit)
    return house, rng.permutation(shops)[: int(rng.integers(3, 6))]


def _first_goods(world: World) -> Ints:
    market = world.market
    return np.searchsorted(market.product_merchant, np.arange(market.merchants)).astype(np.int64)


def _goods(world: World, rng: Dice, shop: int, starts: float) -> Ints:
    market = world.market
    goods = np.flatnonzero((market.product_merchant == shop) & carries(market, np.arange(market.products, dtype=np.int64)))
    listed = goods[market.listed[goods] < starts]
    return rng.permutation(listed if len(listed) else goods)[:1]


def settle(world: World, happened: Happened) -> None:
    """Fans pool money with one of them for the common cause."""
    bought = happened.bought
    rng = world.dice("fan money")
    for number in (number for number, code in enumerate(world.clubs) if code == CODE):
        rows = np.flatnonzero(bought.plan.club == number)
        fans = np.unique(bought.plan.account[rows])
        if len(fans) < 3:
            continue
        keeper, givers = fans[0], fans[1:][rng.random(len(fans) - 1) < 0.5]
        at = rng.choice(bought.plan.at[rows], len(givers)) + rng.uniform(-2, 2, len(givers)) * DAY
        at = np.where((at > 0) & (at < END) & (world.people.registered[givers] < at), at, np.nan)
        world.ledger.pay(
            at,
            rng.choice([2000, 3000, 5000, 6600, 8800, 10000], len(givers)),
            kind=TRANSFER,
            payer=(ACCOUNT, givers),
            payee=(ACCOUNT, keeper),
        )
