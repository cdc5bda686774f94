"""The platform's own trials: chosen people get goods for nothing, paid back by the platform, and are asked for a review of any kind."""

import numpy as np

from zhenxin.world.arrays import Dice, pick, pick_apart, pieces
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, PLATFORM, SUBSIDY
from zhenxin.world.lookalikes.groups import found
from zhenxin.world.market import carries
from zhenxin.world.papers import TRIAL
from zhenxin.world.plan import BY_HABIT, BY_LINK, FREE, REVIEWED, Plan, nothing
from zhenxin.world.state import Happened, World
from zhenxin.world.tables import SMS
from zhenxin.world.texts.topics import lines

CODE = "platform_trial"


def arrange(world: World) -> Plan:
    """Trials until their share of the orders is reached; the same testers are asked again and again, for unrelated shops."""
    rng, people = world.dice(CODE), world.people
    total = round(world.orders * world.parameters.trial_share * world.parameters.lookalikes)
    sizes = pieces(rng, total, min(10, max(total, 5)), 40)
    keen = np.where((people.registered < -30 * DAY) & ~people.bound, people.reviewing * people.activity**0.5 + 1e-3, 0.0)
    testers = pick_apart(rng, keen, max(12, total // 5))
    world.key.hard("account", testers[: total * 2], CODE)
    return Plan.join([nothing(), *(_trial(world, rng, testers, size) for size in sizes)])


def _trial(world: World, rng: Dice, testers: np.ndarray, size: int) -> Plan:
    market = world.market
    starts = float(BUYING.draw(rng, 1, DAY, END - 12 * DAY)[0])
    sells = (market.listed < starts) & carries(market, np.arange(market.products, dtype=np.int64))
    product = int(pick(rng, np.where(sells, market.product_weight**0.4, 0.0), 1)[0])
    chosen = rng.permutation(testers)[:size]
    n = len(chosen)
    at = BUYING.draw(rng, n, starts, starts + 6 * DAY)
    world.sheets.campaigns.add(
        1, kind=TRIAL, starts=starts - DAY, ends=starts + 8 * DAY, merchant=market.product_merchant[product], product=product,
        any_rating=1, creator_kind=PLATFORM, creator=0,
    )  # fmt: skip
    world.key.hard("product", np.array([product]), CODE)
    world.key.hard("merchant", market.product_merchant[[product]], CODE)
    asked = np.maximum(starts - rng.uniform(0.05, 0.9, n) * DAY, 60.0)
    texts = np.empty(n, dtype=object)
    texts[:] = lines(rng, "trial_invitation", n)
    world.sheets.messages.add(
        n, at=asked, sender_kind=PLATFORM, sender=0, recipient_kind=ACCOUNT, recipient=chosen, channel=SMS, text=texts
    )
    review = np.where(rng.random(n) < 0.85, REVIEWED, BY_HABIT)
    return Plan.of(
        chosen, np.full(n, product, dtype=np.int64), at, club=found(world, CODE), quantity=1, plain=True, review=review,
        walk=np.where(rng.random(n) < 0.7, BY_LINK, FREE), review_delay_h=rng.uniform(10, 170, n),
    )  # fmt: skip


def settle(world: World, happened: Happened) -> None:
    """The platform pays the price back to everybody who got the goods, whatever they wrote."""
    bought, rng = happened.bought, world.dice("trial money")
    clubs = [number for number, code in enumerate(world.clubs) if code == CODE]
    rows = np.flatnonzero(np.isin(bought.plan.club, clubs) & ~np.isnan(bought.signed_at))
    at = bought.signed_at[rows] + rng.uniform(2, 12, len(rows)) * DAY + rng.uniform(0, 5, len(rows)) * HOUR
    at = np.where(at < END, at, np.nan)
    payee = (ACCOUNT, bought.plan.account[rows])
    world.ledger.pay(at, bought.amount[rows], kind=SUBSIDY, payer=(PLATFORM, 0), payee=payee, order=rows)
