"""People who know the law and use it: claims against many shops for labels that are really wrong, in the open, without haggling."""

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, full, lognormal, pick, pick_apart
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, MERCHANT
from zhenxin.world.ledger import COMPENSATION as PAID_COMPENSATION
from zhenxin.world.life.claims import file
from zhenxin.world.lookalikes.groups import found
from zhenxin.world.papers import COMPENSATION
from zhenxin.world.plan import BY_HABIT, KEPT, REVIEWED, Plan, nothing
from zhenxin.world.rings import late
from zhenxin.world.state import Happened, World
from zhenxin.world.talks import talk_over
from zhenxin.world.texts.dictated import Reworded
from zhenxin.world.wording import about

CODE = "truthful_claimant"
_PEOPLE = 0.0008
_GOODS = ("零食", "生鲜", "美妆护肤", "母婴", "日用清洁")


def arrange(world: World) -> Plan:
    """Each buys at a dozen shops in the half year, one thing each, and keeps it as proof."""
    rng = world.dice(CODE)
    people, market = world.people, world.market
    codes = [number for number, item in enumerate(CATEGORIES) if item.code in _GOODS]
    fits = np.isin(market.product_category, codes)
    n = max(2, round(people.count * _PEOPLE * world.parameters.lookalikes))
    who = pick_apart(rng, np.where(people.registered < -60 * DAY, people.activity**0.3, 0.0), n)
    world.key.hard("account", who, CODE)
    plans: list[Plan] = [nothing()]
    each = min(14, max(2, round(world.orders * 0.003 * world.parameters.lookalikes) // n))
    for account in who.tolist():
        at = BUYING.draw(rng, int(rng.integers(max(each * 2 // 3, 1), each + 1)), DAY, END - 12 * DAY)
        product = pick(rng, np.where(fits & (market.listed < DAY), market.product_weight**0.3, 1e-12), len(at))
        at = np.maximum(at, np.minimum(market.listed[product] + HOUR, END - HOUR))
        told = rng.random(len(at)) < 0.45
        script = [_words(world, item) for item in product.tolist()]
        plans.append(
            Plan.of(full(len(at), account), product, at, club=found(world, CODE), fate=KEPT, review=np.where(told, REVIEWED, BY_HABIT),
                    stars=pick(rng, [0, 60, 25, 15], len(at)), script=np.array(script, dtype=np.int64), quantity=1)
        )  # fmt: skip
    return Plan.join(plans)


def _words(world: World, product: int) -> int:
    market = world.market
    return world.scripts.take(Reworded("truthful_claim", CATEGORIES[int(market.product_category[product])].code, market.noun[product]))


def settle(world: World, happened: Happened) -> None:
    """A claim for what the law grants, a complaint where the shop declines; most are upheld, and nothing is taken down for money."""
    rng = world.dice("claimants' papers")
    bought, plan = happened.bought, happened.plan
    clubs = [number for number, code in enumerate(world.clubs) if code == CODE]
    rows = np.flatnonzero(np.isin(plan.club, clubs) & ~np.isnan(bought.signed_at))
    rows = rows[rng.random(len(rows)) < 0.85]
    n = len(rows)
    at = bought.signed_at[rows] + lognormal(rng, 1.2 * DAY, 0.6, n)
    told = np.maximum(at - rng.uniform(0.05, 0.8, n) * DAY, bought.signed_at[rows] + 300)
    talk_over(world, rng, "claim", plan.product[rows], plan.account[rows], told, rows)
    cents = np.maximum(bought.amount[rows] * np.where(rng.random(n) < 0.5, 3, 10), 50_000)
    file(world, rng, happened, rows, at, cents, kind=COMPENSATION, topic="truthful_claim", by_hand=0.6)
    granted = rng.random(n) < 0.65
    paid = at + lognormal(rng, 3 * DAY, 0.6, n)
    shop = world.market.product_merchant[plan.product[rows]]
    world.ledger.pay(
        np.where(granted, late(paid), np.nan), cents, kind=PAID_COMPENSATION, payer=(full(n, MERCHANT), shop),
        payee=(ACCOUNT, plan.account[rows]), order=rows,
    )  # fmt: skip
    _complain(world, rng, happened, rows, at + lognormal(rng, 2 * DAY, 0.6, n))


def _complain(world: World, rng: Dice, happened: Happened, rows: Ints, at: Floats) -> None:
    told = rng.random(len(rows)) < 0.7
    some, n = rows[told], int(told.sum())
    plan = happened.plan
    world.sheets.complaints.add(
        n, at=at[told], entity_kind="merchant", entity=world.market.product_merchant[plan.product[some]],
        kind=np.array(["label", "description", "safety", "quality"], dtype=object)[pick(rng, [50, 20, 15, 15], n)],
        complainant=plan.account[some], status=pick(rng, [20, 72, 8], n), text=about(world, rng, "truthful_claim", plan.product[some]),
    )  # fmt: skip
