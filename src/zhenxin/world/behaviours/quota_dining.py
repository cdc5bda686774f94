"""Quota dining (row 7 of the typology): seats at a restaurant for a group of experienced reviewers, five stars owed, the meal paid back."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, pick_apart
from zhenxin.world.behaviours.attack import hours
from zhenxin.world.behaviours.repay import fund, paymasters
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.chatter import OF_RINGS, say
from zhenxin.world.clock import DAY, END, HOUR, LOCAL, WEEK
from zhenxin.world.ledger import ACCOUNT, MERCHANT, RED_PACKET, TRANSFER
from zhenxin.world.market import long_tail
from zhenxin.world.parameters import Range, known
from zhenxin.world.plan import COMPARING, GUIDED, KEPT, REVIEWED, Plan
from zhenxin.world.rings import Recruits, Ring, between, late, season, whole
from zhenxin.world.state import Bought, Happened, World
from zhenxin.world.texts.topics import lines
from zhenxin.world.trades import REVIEWS, Commission, Trade
from zhenxin.world.wording import skill_word

TRADE = Trade(unit=REVIEWS, share=0.14, size=60, source="§2 row 7; share assumed")
DINING = next(number for number, item in enumerate(CATEGORIES) if item.code == "到店餐饮")


@dataclass(frozen=True, kw_only=True)
class Dining:
    """How a group eats for stars (row 7 of §2)."""

    meals_each: Range = known((2, 5), "assumed: meals of one reviewer in a season")
    weeks: Range = known((3, 8), "§3.3 campaign length; skilled drips")
    shops: Range = known((1, 3), "§3.2 Tiancheng: several restaurants; number assumed")
    seats: Range = known((5, 10), "§2 row 7: bursts by seats; skilled two by two")
    level: float = known(3.6, "§2 row 7: LV filter, LV4 and more; as activity of the account; skilled takes others too")
    delay_h: Range = known((1.5, 10), "§2 row 7: handed in on the day; skilled days")
    pictures: float = known(0.9, "§2 row 7: pictures of one angle; skilled told to take others")
    copied: bool = known(True, "§2 row 7: guideline phrases; skilled in their own words")
    code_word: float = known(0.7, "§2 row 7: code word at the door; skilled none")
    four_star: float = known(0.0, "§3.3 rating 98 to 100 % five stars; skilled 95 %")
    visible_money: float = known(0.75, "§3.2 Tiancheng: meals paid back; skilled by the restaurant, unseen")


NAIVE = Dining()
SKILLED = Dining(
    meals_each=(1.3, 3), weeks=(8, 18), shops=(2, 4), seats=(1, 2), level=1.3, delay_h=(10, 80), pictures=0.35, copied=False, code_word=0.0,
    four_star=0.06, visible_money=0.35,
)  # fmt: skip
_TABLES = ((11.0, 12.5), (17.0, 19.5), (17.0, 19.5))
"""Hours of the local day at which a group's vouchers are bought."""


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """Restaurants, a group that eats there, and seats day by day; the vouchers are really bought and eaten."""
    rng = world.dice("quota_dining", commission.number)
    form = SKILLED if commission.skilled else NAIVE
    starts, ends = season(rng, form.weeks)
    shops = _restaurants(world, recruits, whole(rng, form.shops), starts)
    if not len(shops):
        return Ring(commission, starts=starts, ends=ends)
    diners = _diners(world, recruits, max(5, round(commission.size / between(rng, form.meals_each))), starts, form.level)
    account, product, at = _seats(world, rng, form, (diners, shops), orders=commission.size, span=(starts, ends))
    n = len(account)
    orders = Plan.of(
        account, product, at, voice=commission.number, fate=KEPT, review=REVIEWED, stars=np.where(rng.random(n) < form.four_star, 4, 5),
        review_delay_h=hours(rng, form.delay_h, n), walk=COMPARING if commission.skilled else GUIDED,
        photos=np.where(rng.random(n) < form.pictures, product * 2 + int(commission.skilled), -1), quantity=1,
    )  # fmt: skip
    _instruct(world, rng, orders, copied=form.copied)
    head = recruits.workers(1, starts)
    return Ring(commission, orders, starts, ends, workers=np.unique(account), shops=shops, products=np.unique(product), middlemen=head)


def _restaurants(world: World, recruits: Recruits, n: int, before: float) -> Ints:
    market = world.market
    sells = np.zeros(market.merchants, dtype=np.bool_)
    sells[market.product_merchant[(market.product_category == DINING) & (market.listed < before)]] = True
    weights = np.where(
        sells & (market.opened < before), np.where(recruits.shop_taken, 0.01, 1.0) * np.where(market.category == DINING, 1.0, 0.05), 0.0
    )
    weights[recruits.spared] = 0.0
    chosen = pick_apart(recruits.rng, weights, n)
    recruits.shop_taken[chosen] = True
    return chosen


def _diners(world: World, recruits: Recruits, n: int, before: float, level: float) -> Ints:
    """Accounts that buy and write much: the group lets in nobody below a level."""
    people = world.people
    free = ~recruits.taken & (people.registered < before - 60 * DAY) & ~people.proxy
    weights = np.where(free, np.where(people.activity > level, 1.0 + people.reviewing * 4, 0.004), 0.0)
    chosen = pick_apart(recruits.rng, weights, n)
    recruits.taken[chosen] = True
    return chosen


def _seats(
    world: World, rng: Dice, form: Dining, group: tuple[Ints, Ints], *, orders: int, span: tuple[float, float]
) -> tuple[Ints, Ints, Floats]:
    """Who buys which voucher when: a table at a time, nobody twice at one restaurant while others wait."""
    diners, shops = group
    market = world.market
    accounts, goods, times = [], [], []
    had = np.zeros((len(diners), len(shops)))
    while orders > 0:
        place = int(rng.integers(0, len(shops)))
        size = min(whole(rng, form.seats), orders, len(diners))
        chosen = np.argsort(had[:, place] * 10 + had.sum(axis=1) + rng.uniform(0, 1.5, len(diners)), kind="stable")[:size]
        had[chosen, place] += 1
        sold = np.flatnonzero((market.product_merchant == shops[place]) & (market.product_category == DINING) & (market.listed < span[0]))
        opens, closes = _TABLES[int(rng.integers(0, len(_TABLES)))]
        day = np.floor(rng.uniform(span[0], max(span[1] - 2 * DAY, span[0] + DAY)) / DAY) * DAY
        table = day - LOCAL + rng.uniform(opens, closes, size) * HOUR
        accounts.append(diners[chosen])
        goods.append(sold[pick_apart(rng, market.product_weight[sold], 2)][rng.integers(0, min(2, len(sold)), size)])
        times.append(np.where(table > span[0], table, table + DAY))
        orders -= size
    return np.concatenate(accounts), np.concatenate(goods), np.minimum(np.concatenate(times), END - 12 * HOUR)


def _instruct(world: World, rng: Dice, orders: Plan, *, copied: bool) -> None:
    """How to find the restaurant, and what to say of it."""
    market = world.market
    orders.depth = np.exp(rng.uniform(np.log(8), np.log(60), len(orders))).astype(np.int64)
    for product in np.unique(orders.product).tolist():
        rows = orders.product == product
        orders.query[rows] = market.queries.add([long_tail(market, rng, product)])[0]
        orders.script[rows] = world.scripts.order(rng, CATEGORIES[DINING].code, market.noun[product], copied=copied)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Meals are paid back by the head of the group or the restaurant; rules go round; the code word is said at the door."""
    form = SKILLED if ring.commission.skilled else NAIVE
    rng = world.dice("dining money", ring.commission.number)
    bought = happened.bought
    rows = np.flatnonzero((bought.plan.voice == ring.commission.number) & (bought.plan.ring < 0) & ~np.isnan(bought.paid_at))
    if not len(rows):
        return
    _pay_back(world, rng, form, ring, bought, rows)
    fund(world, rng, ring, bought, rows=rows, visible=form.visible_money)
    word = skill_word(skilled=ring.commission.skilled)
    code = str(rng.choice(["小鹿", "阿澈", "橘子", "星河", "南桥", "知夏", "云朵"]))
    posted = np.sort(rng.uniform(ring.starts, max(ring.ends - DAY, ring.starts + HOUR), max(3, len(rows) // 8)))
    names = [world.market.name[shop] for shop in rng.choice(ring.shops, len(posted)).tolist()]
    rules = lines(rng, "dining_rules", len(posted), {"shop": names, "category": CATEGORIES[DINING].code, "name": code}, skill=word)
    say(world, OF_RINGS + ring.commission.number * 8, int(ring.middlemen[0]), posted, rules)
    _at_the_door(world, rng, bought, rows[rng.random(len(rows)) < form.code_word], code)


def _pay_back(world: World, rng: Dice, form: Dining, ring: Ring, bought: Bought, rows: Ints) -> None:
    kind, payers = paymasters(ring)
    n = len(rows)
    by_shop = rng.random(n) < (0.5 if ring.commission.skilled else 0.2)
    shop = world.market.product_merchant[bought.plan.product[rows]]
    delay = hours(rng, (5, 40), n) * HOUR if not ring.commission.skilled else rng.uniform(2 * DAY, 2 * WEEK, n)
    at = np.where(rng.random(n) < form.visible_money, late(bought.paid_at[rows] + delay), np.nan)
    cents = bought.amount[rows] if not ring.commission.skilled else (bought.amount[rows] + rng.integers(0, 2000, n)) // 500 * 500
    world.ledger.pay(
        at, cents, kind=np.where(rng.random(n) < 0.3, RED_PACKET, TRANSFER), payer=(np.where(by_shop, MERCHANT, kind),
        np.where(by_shop, shop, payers[0])), payee=(ACCOUNT, bought.plan.account[rows]),
    )  # fmt: skip


def _at_the_door(world: World, rng: Dice, bought: Bought, rows: Ints, code: str) -> None:
    """What the guest writes to the restaurant before coming."""
    shop = world.market.product_merchant[bought.plan.product[rows]]
    ways = (f"{code}介绍来的，今天到店", f"暗号{code}，{{}}位", f"报{code}，已买套餐", f"你好，{code}的")
    text = np.array(
        [ways[i].format(k) for i, k in zip(rng.integers(0, 4, len(rows)), rng.integers(1, 4, len(rows)), strict=True)], dtype=object
    )
    world.sheets.messages.add(
        len(rows), at=bought.paid_at[rows] + hours(rng, (0.05, 2), len(rows)) * HOUR, sender_kind=ACCOUNT, sender=bought.plan.account[rows],
        recipient_kind=MERCHANT, recipient=shop, merchant=shop, order=rows, text=text,
    )  # fmt: skip
