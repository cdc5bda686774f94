"""Staff and family (row 8): those who work in a shop, and their kin, buy from it on the shop's account."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Ints, full
from zhenxin.world.behaviours.praise import ask_for_praise
from zhenxin.world.clock import BUYING, DAY, DROPS, END, HOUR
from zhenxin.world.ledger import ACCOUNT, MERCHANT, TRANSFER
from zhenxin.world.parameters import Range, known
from zhenxin.world.plan import AS_USUAL, BRICK, BY_LINK, EMPTY, FREE, REAL, Plan
from zhenxin.world.rings import Recruits, Ring, between, late, season
from zhenxin.world.shop_people import crew_of
from zhenxin.world.shopping import friends_of
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.03, size=40, reviews=(0.6, 0.35), source="§2 row 8; share assumed")


@dataclass(frozen=True, kw_only=True)
class House:
    """How a shop's own people go about it (row 8 of §2)."""

    orders_each: Range = known((3, 7), "assumed: own people order again and again from one shop")
    weeks: Range = known((2, 7), "§3.3 campaign length; skilled: drip over 3 to 6 months")
    office_share: float = known(0.65, "§2 row 8: the shop's own line and Wi-Fi; skilled: phones on mobile data")
    owner_card_share: float = known(0.5, "§2 row 8: pay card of the owner or of one name")
    owner_phone_share: float = known(0.15, "§2 row 8: phones of the shop")
    owner_address_share: float = known(0.55, "§2 row 8: same address; skilled: addresses near")
    mobile_share: float = known(0.2, "sessions on mobile data; skilled: nearly all")
    hollow_share: float = known(0.65, "assumed: nothing is sent; skilled: goods go out and come back through the back door")
    review_share: Range = known((0.5, 0.8), "§3.3 review share 35 to 100 %; skilled 20 to 40 %")
    review_delay_h: Range = known((0.2, 12), "§3.3 review delay under an hour; skilled 1 to 3 days")
    five_star_share: float = known(1.0, "§3.3 rating 98 to 100 % five stars; skilled 95 %")
    visible_money: float = known(0.6, "assumed: what was laid out comes back on the platform")


NAIVE = House()
SKILLED = House(
    orders_each=(2, 5), weeks=(12, 24), office_share=0.06, owner_card_share=0.04, owner_phone_share=0.0, owner_address_share=0.04,
    mobile_share=0.92, hollow_share=0.1, review_share=(0.3, 0.45), review_delay_h=(20, 110), five_star_share=0.95, visible_money=0.25,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A shop that does `commission` by itself: those who work there and their friends and family, all of one town."""
    rng = world.dice("staff_brushing", commission.number)
    house, market, people = SKILLED if commission.skilled else NAIVE, world.market, world.people
    starts, ends = season(rng, house.weeks)
    shops = recruits.shops(1, starts, unsent=True)
    products = recruits.products(shops, 3, starts, unsent=True)
    shop, owner = int(shops[0]), int(market.owner[shops[0]])
    crowd = int(np.clip(round(commission.size / between(rng, house.orders_each)), 4, 24))
    own = np.concatenate([[owner], crew_of(world).of(shop), friends_of(people, full(3, owner), np.arange(3))]).astype(np.int64)
    known_ones = recruits.these(own, starts)[:crowd]
    near = recruits.workers(crowd - len(known_ones), starts, region=int(market.region[shop]))
    workers = np.concatenate([known_ones, near])
    at = (BUYING if commission.skilled else DROPS).draw(rng, commission.size, starts, ends)
    account = workers[_turns(rng, commission.size, len(workers))]
    orders = Plan.of(account, products[rng.integers(0, len(products), len(at))], np.minimum(at, END - HOUR), ring=commission.number)
    _instruct(world, rng, house, orders, shop=shop, owner=owner)
    ask_for_praise(
        world, rng, orders, share=house.review_share, delay_h=house.review_delay_h, five_star=house.five_star_share,
        copied=not commission.skilled,
    )  # fmt: skip
    people.mobile[workers] = np.clip(people.mobile[workers], 0.02, 0.95) if not commission.skilled else house.mobile_share
    _mind_the_shop(world, rng, known_ones, shop)
    return Ring(commission, orders, starts, ends, workers=workers, shops=shops, products=products, middlemen=full(1, owner))


def _turns(rng: Dice, orders: int, crowd: int) -> Ints:
    """Everybody in turn, in a new order every round."""
    return np.concatenate([rng.permutation(crowd) for _ in range(orders // crowd + 1)])[:orders].astype(np.int64)


def _instruct(world: World, rng: Dice, house: House, orders: Plan, *, shop: int, owner: int) -> None:
    n, people = len(orders), world.people
    orders.home = np.where(rng.random(n) < house.office_share, world.market.line[shop], AS_USUAL)
    pays = (rng.random(n) < house.owner_card_share) & (orders.account != owner)
    orders.payer = np.where(pays, owner, NONE)
    orders.device = np.where(rng.random(n) < house.owner_phone_share, people.phone[owner], AS_USUAL)
    orders.address = np.where(rng.random(n) < house.owner_address_share, people.address[owner], AS_USUAL)
    orders.walk = np.where(rng.random(n) < 0.6, BY_LINK, FREE)
    hollow = rng.random(n) < house.hollow_share
    orders.heft = np.where(hollow, np.where(rng.random(n) < 0.6, EMPTY, BRICK), REAL)


def _mind_the_shop(world: World, rng: Dice, staff: Ints, shop: int) -> None:
    """Some of them also look after the shop's console, as people who work in a shop do."""
    for account in staff[rng.random(len(staff)) < 0.5].tolist():
        first = max(float(world.market.opened[shop]), float(world.people.registered[account]), 0.0)
        if first < END - 8 * DAY:
            at = BUYING.draw(rng, int(rng.integers(4, 20)), first, END)
            home = np.where(rng.random(len(at)) < 0.6, world.market.line[shop], AS_USUAL)
            world.sheets.console.add(len(at), merchant=shop, account=account, at=at, home=home)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Who paid with a card of their own gets the price back, from the shop or from its owner."""
    house, bought = SKILLED if ring.commission.skilled else NAIVE, happened.bought
    rng = world.dice("house money", ring.commission.number)
    rows = np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.paid_at))
    owner = int(world.market.owner[ring.shops[0]])
    rows = rows[(bought.plan.payer[rows] < 0) & (bought.plan.account[rows] != owner)]
    by_owner = (rng.random(len(rows)) < 0.6) & (world.people.registered[owner] < bought.paid_at[rows])
    wait = np.exp(rng.uniform(np.log(2), np.log(120 if ring.commission.skilled else 40), len(rows))) * HOUR
    at = np.where(rng.random(len(rows)) < house.visible_money, late(bought.paid_at[rows] + wait), np.nan)
    cents = bought.amount[rows]
    cents = np.where(rng.random(len(rows)) < 0.4, (cents + 99) // 100 * 100, cents)
    payer = (np.where(by_owner, ACCOUNT, MERCHANT), np.where(by_owner, owner, ring.shops[0]))
    world.ledger.pay(at, cents, kind=TRANSFER, payer=payer, payee=(ACCOUNT, bought.plan.account[rows]))
