"""Extortion by bad reviews (row 20 of the typology): buy at a young shop, slate it, ask for money, delete when it has come."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, full, pick
from zhenxin.world.behaviours.attack import brief, hours, targets, victims
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, MERCHANT, OUTSIDE, RED_PACKET, REFUND, TRANSFER
from zhenxin.world.life.aftersales import take_down
from zhenxin.world.life.claims import file
from zhenxin.world.papers import REFUND_ONLY
from zhenxin.world.parameters import Range, known
from zhenxin.world.plan import BY_LINK, FREE, KEPT, REVIEWED, Plan
from zhenxin.world.rings import Recruits, Ring, between, late, season
from zhenxin.world.state import Happened, World
from zhenxin.world.talks import talk_over
from zhenxin.world.texts.dictated import AsAnybody, Reworded, dictated
from zhenxin.world.trades import REVIEWS, Commission, Trade
from zhenxin.world.wording import about, skill_word

TRADE = Trade(unit=REVIEWS, share=0.12, size=60, shops=0, source="§2 row 20, §3.3 100+ reviews a person; share assumed")


@dataclass(frozen=True, kw_only=True)
class Extortion:
    """How shops are extorted (row 20 of §2)."""

    each: Range = known((12, 30), "§3.3 extortion: over 100 bad reviews a person in a career; skilled: several accounts")
    accounts: Range = known((2, 5), "§2 row 20: solo or small gang; skilled more accounts")
    weeks: Range = known((4, 12), "assumed")
    a_shop: Range = known((1, 3), "assumed: bad reviews for one shop")
    young: float = known(25.0, "§2 row 20: newly opened shops; how much likelier they are chosen, assumed")
    delay_h: Range = known((0.03, 0.3), "§2 row 20: minutes after receipt, unopened; skilled waits days")
    real_faults: float = known(0.0, "assumed: reviews that name ordinary faults; skilled half")
    two_star: float = known(0.0, "assumed; skilled mixes")
    talked: float = known(0.85, "§2 row 20: chat with the price")
    paid: float = known(0.55, "§3.3 extortion: 40 payers of 100 reviews; half assumed")
    sums: tuple[int, ...] = known((100, 188, 200, 200, 288, 388, 500), "§3.3 extortion: 100 to 200, 388 down to 188")
    third_person: float = known(0.0, "assumed; skilled has somebody else take the money")
    pay_delay_h: Range = known((0.5, 20), "§2 row 20: transfer after contact")
    delete_delay_h: Range = known((0.1, 5), "§2 row 20: deleted after payment; skilled later")
    refund: float = known(0.4, "assumed: the price is asked back too")
    regulator: float = known(0.15, "§2 row 20: 12315 pressure where skilled")


NAIVE = Extortion()
SKILLED = Extortion(
    each=(5, 10), accounts=(4, 14), weeks=(10, 22), a_shop=(1, 1), young=8.0, delay_h=(40, 150), real_faults=0.5, two_star=0.25, talked=0.6,
    sums=(200, 300, 388, 500, 600, 888, 1200), third_person=0.7, pay_delay_h=(8, 70), delete_delay_h=(8, 72), refund=0.55, regulator=0.45,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A few accounts go from one young shop to the next."""
    rng = world.dice("review_extortion", commission.number)
    form, market = SKILLED if commission.skilled else NAIVE, world.market
    starts, ends = season(rng, form.weeks)
    gang = recruits.workers(int(np.clip(round(commission.size / between(rng, form.each)), *form.accounts)), starts)
    n = commission.size
    a_shop = rng.integers(int(form.a_shop[0]), int(form.a_shop[1]) + 1, n)
    place = np.repeat(np.arange(n, dtype=np.int64), a_shop)[:n]
    visit = np.sort(BUYING.draw(rng, int(place[-1]) + 1, starts, max(ends - 6 * DAY, starts + DAY)))
    shops = [_next_shop(world, recruits, float(when), form.young) for when in visit.tolist()]
    goods = np.array([int(targets(world, rng, shop, 1, when)[0]) for shop, when in zip(shops, visit.tolist(), strict=True)], dtype=np.int64)
    product = goods[place]
    account = gang[(place + np.arange(n) - np.searchsorted(place, place)) % len(gang)]
    at = visit[place] + rng.uniform(0, 3 if commission.skilled else 0.3, n) * DAY
    at = np.minimum(np.maximum(at, market.listed[product] + HOUR), END - HOUR)
    orders = Plan.of(
        account, product, at, ring=commission.number, fate=KEPT, review=REVIEWED, stars=np.where(rng.random(n) < form.two_star, 2, 1),
        review_delay_h=hours(rng, form.delay_h, n), script=_scripts(world, rng, form, product), quantity=1,
        walk=FREE if commission.skilled else np.where(rng.random(n) < 0.5, BY_LINK, FREE),
    )  # fmt: skip
    collectors = gang[:1] if not commission.skilled else np.empty(0, dtype=np.int64)
    payees = world.ledger.add_outsiders(2) if commission.skilled else np.empty(0, dtype=np.int64)
    return Ring(commission, orders, starts, ends, workers=gang, middlemen=collectors, payers=payees)


def _next_shop(world: World, recruits: Recruits, when: float, young: float) -> int:
    return int(victims(world, recruits, 1, max(when - 2 * DAY, 0.0), "victim", young=young)[0])


def _scripts(world: World, rng: Dice, form: Extortion, product: Ints) -> Ints:
    """One script for the gang's claims, filled in by each kind of goods; some name faults as anybody would."""
    market, parameters = world.market, world.parameters
    shares = (parameters.default_praise_share, parameters.phrase_share, parameters.short_share)
    briefs: dict[str, int] = {}
    result = []
    for item, plain in zip(product.tolist(), (rng.random(len(product)) < form.real_faults).tolist(), strict=True):
        category = CATEGORIES[int(market.product_category[item])].code
        if plain:
            result.append(world.scripts.take(AsAnybody(category, market.noun[item], shares)))
        elif form.real_faults > 0:
            result.append(world.scripts.take(Reworded("extortion_review", category, market.noun[item])))
        else:
            if category not in briefs:
                briefs[category] = world.scripts.take(dictated(rng, "extortion_review", category, market.noun[item], copied=True))
            result.append(briefs[category])
    return np.array(result, dtype=np.int64)


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """The talk, the money, the deletion; where none is paid, a complaint, and at times the shop's own."""
    form = SKILLED if ring.commission.skilled else NAIVE
    rng = world.dice("extortion money", ring.commission.number)
    reviews = happened.reviews
    rows = np.flatnonzero(reviews.ring == ring.commission.number)
    n = len(rows)
    if not n:
        return
    spoken = reviews.at[rows] + hours(rng, (0.1, 8), n) * HOUR
    said = rng.random(n) < form.talked
    word = skill_word(skilled=ring.commission.skilled)
    some = rows[said]
    talk_over(
        world, rng, "extortion", reviews.product[some], reviews.account[some], spoken[said], reviews.order[some], skill=word, pictured=0.3
    )
    paid = spoken + hours(rng, form.pay_delay_h, n) * HOUR
    pays = (rng.random(n) < form.paid) & (paid < END)
    _collect(world, rng, form, ring, happened, (rows[pays], paid[pays]))
    take_down(happened, rows[pays], paid[pays] + hours(rng, form.delete_delay_h, int(pays.sum())) * HOUR)
    _ask_back(world, rng, happened, rows[rng.random(n) < form.refund])
    _press(world, rng, form, happened, rows[~pays])
    brief(world, rng, ring, "extortion_refer", int(reviews.product[rows[0]]))


def _collect(world: World, rng: Dice, form: Extortion, ring: Ring, happened: Happened, paid: tuple[Ints, Floats]) -> None:
    """Shops or whoever runs them pay to the account of one of the gang, or to somebody else."""
    rows, at = paid
    n = len(rows)
    shop = world.market.product_merchant[happened.reviews.product[rows]]
    own = rng.random(n) < 0.6
    third = rng.random(n) < form.third_person
    taker = full(n, int(ring.middlemen[0])) if len(ring.middlemen) else happened.reviews.account[rows]
    if len(ring.payers):
        taker = np.where(third, ring.payers[rng.integers(0, len(ring.payers), n)], taker)
    payer = np.where(own, world.market.owner[shop], shop)
    same = own & ~third & (payer == taker)
    world.ledger.pay(
        np.where(same, np.nan, late(at)), rng.choice(form.sums, n) * 100, kind=np.where(rng.random(n) < 0.3, RED_PACKET, TRANSFER),
        payer=(np.where(own, ACCOUNT, MERCHANT), payer), payee=(np.where(third & bool(len(ring.payers)), OUTSIDE, ACCOUNT), taker),
    )  # fmt: skip


def _ask_back(world: World, rng: Dice, happened: Happened, rows: Ints) -> None:
    """A claim for the price without sending anything back; most shops give in."""
    reviews, bought = happened.reviews, happened.bought
    order, n = reviews.order[rows], len(rows)
    at = reviews.at[rows] + hours(rng, (0.3, 30), n) * HOUR
    cents = bought.amount[order]
    file(world, rng, happened, order, at, cents, kind=REFUND_ONLY, topic="refund_only_reason", by_hand=0.2)
    back = np.where(rng.random(n) < 0.8, late(at + hours(rng, (1, 30), n) * HOUR), np.nan)
    shop = world.market.product_merchant[reviews.product[rows]]
    world.ledger.pay(back, cents, kind=REFUND, payer=(MERCHANT, shop), payee=(ACCOUNT, reviews.account[rows]), order=order)


def _press(world: World, rng: Dice, form: Extortion, happened: Happened, rows: Ints) -> None:
    """Whoever does not pay is reported; some shops report the review."""
    reviews, market = happened.reviews, world.market
    shop = market.product_merchant[reviews.product[rows]]
    at = reviews.at[rows] + hours(rng, (20, 200), len(rows)) * HOUR
    told = rng.random(len(rows)) < form.regulator
    world.sheets.complaints.add(
        int(told.sum()), at=at[told], entity_kind="merchant", entity=shop[told], kind=np.where(rng.random(int(told.sum())) < 0.5, "safety",
        "quality").astype(object), complainant=reviews.account[rows[told]], status=pick(rng, [35, 25, 40], int(told.sum())),
        text=about(world, rng, "regulator_complaint", reviews.product[rows[told]], told=0.8),
    )  # fmt: skip
    own = rng.random(len(rows)) < 0.3
    world.sheets.complaints.add(
        int(own.sum()), at=at[own] * 1.0, entity_kind="review", entity=rows[own], kind="malicious_review", complainant=market.owner[shop[own]],
        status=pick(rng, [25, 35, 40], int(own.sum())), text=about(world, rng, "shop_plea", reviews.product[rows[own]], told=0.6),
    )  # fmt: skip
