"""New shops that really do well in a campaign somebody inside set for them, and people who buy little but what is subsidised."""

import numpy as np

from zhenxin.world.arrays import Dice, Ints, full, pick, pieces
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import STAFF
from zhenxin.world.life.office_work import answer, notes_of, whitelist
from zhenxin.world.lookalikes.groups import strangers
from zhenxin.world.market import carries
from zhenxin.world.offers import SUBSIDISED, subsidise
from zhenxin.world.office import CAMPAIGNS, MERCHANTS, office_hours
from zhenxin.world.papers import CONFIRM, DISMISS, OVERRIDE
from zhenxin.world.plan import BY_LINK, FREE, Plan, nothing
from zhenxin.world.state import World

CODE = "flash_sale"


def arrange(world: World) -> Plan:
    """Both, until their shares of the orders are reached."""
    rng = world.dice("campaign start")
    parameters = world.parameters
    total = round(world.orders * parameters.campaign_start_share * parameters.lookalikes)
    plans = [nothing(), *(_start(world, rng, size) for size in pieces(rng, total, min(15, max(total, 12)), 70))]
    return Plan.join([*plans, _hunters(world, rng, round(world.orders * parameters.hunter_share * parameters.lookalikes))])


def _start(world: World, rng: Dice, size: int) -> Plan:
    """A shop some weeks old, put on the list, given a deep subsidy, watched by the rules, and bought from by strangers everywhere."""
    market, office = world.market, world.office
    sells = carries(market, np.arange(market.products, dtype=np.int64)) & (market.listed < END - 30 * DAY)
    opened = market.opened[market.product_merchant]
    product = int(pick(rng, np.where(sells, np.where(opened > 0, 1.0, 1e-6), 0.0) + 1e-12, 1)[0])
    shop = full(1, int(market.product_merchant[product]))
    ready = max(float(opened[product]), float(market.listed[product]), 4 * DAY)
    starts = min(ready + float(rng.uniform(5, 25)) * DAY, END - 12 * DAY)
    days = float(rng.choice([3, 5, 7, 10, 14]))
    cents = np.maximum(np.round(market.price[[product]] * rng.uniform(0.12, 0.32) / 100), 1).astype(np.int64) * 100
    when = np.array([starts - 2 * DAY])
    setter = int(office.on_duty(rng, CAMPAIGNS if rng.random() < 0.6 else MERCHANTS, when)[0])
    subsidise(world, rng, full(1, product), (starts, starts + days * DAY), cents, (STAFF, setter))
    whitelist(world, rng, full(1, setter), office_hours(rng, when + rng.uniform(-0.5, 1.5) * DAY), shop)
    _watched(world, rng, shop, setter, starts, days)
    buyers = strangers(world, rng, size, starts, int(market.product_category[product]))
    at = starts + days * DAY * rng.beta(0.8, 2.0, len(buyers))
    world.key.hard("merchant", shop, CODE)
    return Plan.of(
        buyers, full(len(buyers), product), BUYING.draw(rng, len(buyers), at, at + 4 * HOUR),
        walk=np.where(rng.random(len(buyers)) < 0.7, BY_LINK, FREE), quantity=1,
    )  # fmt: skip


def _watched(world: World, rng: Dice, shop: Ints, setter: int, starts: float, days: float) -> None:
    """The rules see a burst at a young shop; mostly whoever looks after it says why."""
    n = int(rng.integers(2, 9))
    at = office_hours(rng, starts + rng.uniform(0, days + 1, n) * DAY)
    kind = np.array([OVERRIDE, DISMISS, CONFIRM])[pick(rng, [55, 38, 7], n)]
    others = world.office.on_duty(rng, MERCHANTS, at)
    staff = np.where((rng.random(n) < 0.6) & ~(world.office.left[setter] <= at), setter, others)
    answer(world, rng, staff, at, kind, ("merchant", np.repeat(shop, n)), notes_of(rng, kind))


def _hunters(world: World, rng: Dice, n: int) -> Plan:
    """Families who wait for subsidies and take one after another, each of the house with an account of their own."""
    people, offers, campaigns = world.people, world.sheets.offers.columns(), world.sheets.campaigns.columns()
    deep = np.flatnonzero(np.isin(offers["product"], campaigns["product"][campaigns["kind"] == SUBSIDISED]) & (offers["starts"] > 0))
    deep = deep[offers["ends"][deep] < END - DAY]
    if not len(deep) or n < 4:
        return nothing()
    homes = np.unique(people.home[rng.integers(0, people.count, max(n // 9, 1))])
    family = np.flatnonzero(np.isin(people.home, homes))
    account = family[rng.integers(0, len(family), n)]
    taken = deep[pick(rng, offers["cents"][deep] ** 0.5, n)]
    at = BUYING.draw(rng, n, np.maximum(offers["starts"][taken], 0), offers["ends"][taken])
    product = offers["product"][taken]
    ready = (people.registered[account] + HOUR < at) & (world.market.listed[product] < at)
    rows = np.flatnonzero(ready)
    return Plan.of(account[rows], product[rows], at[rows], walk=np.where(rng.random(len(rows)) < 0.6, BY_LINK, FREE), quantity=1)
