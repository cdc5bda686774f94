"""Cashback for five stars (row 6 of the typology): real orders, and a few yuan for whoever shows the right review."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Ints, full, pick_apart
from zhenxin.world.behaviours.attack import expected_orders, hours
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import END, HOUR, WEEK
from zhenxin.world.ledger import ACCOUNT, MERCHANT, OUTSIDE, RED_PACKET, TRANSFER
from zhenxin.world.life.inserts import put_in
from zhenxin.world.orders import SIGNED
from zhenxin.world.parameters import Range, known
from zhenxin.world.prompted import prompt
from zhenxin.world.rings import Recruits, Ring, late, season
from zhenxin.world.state import Happened, World
from zhenxin.world.tables import CHAT_LINE
from zhenxin.world.texts.topics import lines
from zhenxin.world.trades import REVIEWS, Commission, Trade
from zhenxin.world.wording import about, skill_word

TRADE = Trade(unit=REVIEWS, share=0.45, size=60, source="§2 row 6, §3.2 Jiangdu 10,000 cards; share assumed")


@dataclass(frozen=True, kw_only=True)
class Cashback:
    """How stars are bought from people who really bought something (row 6 of §2)."""

    weeks: Range = known((6, 14), "assumed; skilled: all the half year")
    share: float = known(0.5, "assumed: buyers who take part; fewer where the wording is veiled")
    sum: Range = known((0.8, 3), "§3.2 Jiangdu 0.8, 1.8 and 2.8 yuan; skilled up to 6")
    delay_h: Range = known((0.1, 9), "§2 row 6: five stars soon after delivery; skilled days")
    cards_seen: float = known(0.16, "assumed: cards that somebody took a picture of; skilled: hidden under the label")
    chats: float = known(0.4, "§2 row 6: screenshot demands; skilled asks off the platform")
    visible_money: float = known(0.8, "§2 row 6; skilled: WeChat only")
    by_shop: float = known(0.45, "assumed: paid by the shop, otherwise by whoever runs it; skilled: by a helper outside")
    written: float = known(0.35, "§2 row 6: phrase families; share assumed")
    photos: int = known(3, "§2 row 6: pictures asked for; skilled asks for none")
    complaints: float = known(0.05, "§2 row 6: complaints of the card; share assumed")


NAIVE = Cashback()
SKILLED = Cashback(
    weeks=(14, 24), share=0.3, sum=(2, 6), delay_h=(8, 110), cards_seen=0.05, chats=0.06, visible_money=0.3, by_shop=0.0, written=0.0,
    photos=0, complaints=0.02,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """Shops that sell enough for what is wanted; nothing is ordered that would not be ordered anyway."""
    rng = world.dice("conditional_cashback", commission.number)
    form = _form(commission)
    starts, ends = season(rng, form.weeks)
    wanted = commission.size / (0.75 * form.share * (ends - starts) / END)
    shops = _shops(world, rng, recruits, wanted, starts)
    owners = np.empty(0, dtype=np.int64) if commission.skilled else np.unique(world.market.owner[shops])
    return Ring(commission, starts=starts, ends=ends, shops=shops, payers=world.ledger.add_outsiders(1), middlemen=owners)


def _form(commission: Commission) -> Cashback:
    return SKILLED if commission.skilled else NAIVE


def _shops(world: World, rng: Dice, recruits: Recruits, wanted: float, before: float) -> Ints:
    """One to five shops that sell `wanted` things in the half year between them."""
    market = world.market
    sold = expected_orders(world)
    free = ~recruits.shop_taken & (market.opened < before)
    order = pick_apart(rng, np.where(free, np.minimum(sold, wanted) ** 2.5, 0.0), 5)
    enough = int(np.searchsorted(np.cumsum(sold[order]), wanted)) + 1
    recruits.shop_taken[order[:enough]] = True
    return order[:enough]


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Some buyers take part and some do not; cards, screenshots, red packets, complaints."""
    form = _form(ring.commission)
    rng = world.dice("cashback", ring.commission.number)
    bought = happened.bought
    shop = world.market.product_merchant[bought.plan.product]
    given = np.isin(shop, ring.shops) & (bought.status == SIGNED) & (bought.plan.ring < 0) & (bought.plan.voice < 0)
    given &= (bought.signed_at > ring.starts) & (bought.signed_at < min(ring.ends, END - 12 * HOUR))
    given &= ~np.isnan(happened.parcels.signed_of(len(shop)))
    rows = rng.permutation(np.flatnonzero(given))
    takers = rows[: min(ring.commission.size, round(form.share * len(rows)))]
    takers = takers[~np.isin(bought.plan.account[takers], ring.middlemen)]
    found = _have_written(world, rng, form, ring, happened, takers)
    card = rows[rng.random(len(rows)) < form.cards_seen]
    word = skill_word(skilled=ring.commission.skilled)
    put_in(world, rng, happened, np.sort(card), "conditional_insert", skill=word)
    _pay(world, rng, form, ring, happened, found)
    _ask_for_screenshots(world, rng, form, ring, happened, found)
    _complain(world, rng, happened, rows[rng.random(len(rows)) < form.complaints])


def _have_written(world: World, rng: Dice, form: Cashback, ring: Ring, happened: Happened, takers: Ints) -> Ints:
    """Five stars from those who take part, some in the words of the card; the reviews' numbers."""
    at = happened.bought.signed_at[takers] + hours(rng, form.delay_h, len(takers)) * HOUR
    takers, at = takers[at < END], at[at < END]
    product = happened.plan.product[takers]
    script = full(len(takers))
    for item in np.unique(product).tolist():
        here = (product == item) & (rng.random(len(takers)) < form.written)
        category = CATEGORIES[int(world.market.product_category[item])].code
        script[here] = world.scripts.order(rng, category, world.market.noun[item], copied=True)
    happened.plan.voice[takers] = ring.commission.number
    found = prompt(rng, happened, takers, at, stars=5, ring=ring.commission.number, script=script)
    asked = found[rng.random(len(found)) < 0.7]
    happened.reviews.photos[asked] = np.maximum(happened.reviews.photos[asked], form.photos)
    return found


def _pay(world: World, rng: Dice, form: Cashback, ring: Ring, happened: Happened, found: Ints) -> None:
    """A few yuan to each, minutes or hours after the review."""
    reviews, n = happened.reviews, len(found)
    shop = world.market.product_merchant[reviews.product[found]]
    direct = rng.random(n) < form.by_shop
    kind = np.where(direct, MERCHANT, OUTSIDE if ring.commission.skilled else ACCOUNT)
    payer = np.where(direct, shop, full(n, int(ring.payers[0])) if ring.commission.skilled else world.market.owner[shop])
    step = 10 if not ring.commission.skilled else 1
    cents = (rng.uniform(form.sum[0], form.sum[1], n) * 100 / step).astype(np.int64) * step
    cents = np.where(rng.random(n) < 0.5, cents, np.maximum(np.round(cents / 100), 1).astype(np.int64) * 100)
    at = reviews.at[found] + hours(rng, (0.1, 30.0 if ring.commission.skilled else 8.0), n) * HOUR
    at = np.where(rng.random(n) < form.visible_money, late(at), np.nan)
    form_of = np.where(rng.random(n) < 0.75, RED_PACKET, TRANSFER)
    world.ledger.pay(at, cents, kind=form_of, payer=(kind, payer), payee=(ACCOUNT, reviews.account[found]))
    if not ring.commission.skilled:
        return
    total, first = np.bincount(shop, weights=cents, minlength=world.market.merchants), ring.starts + rng.uniform(0, 2 * WEEK)
    whole = np.array([(int(total[item]) * 13 // 10 + 4999) // 5000 * 5000 for item in ring.shops.tolist()], dtype=np.int64)
    seen = np.where(rng.random(len(whole)) < form.visible_money, first + rng.uniform(0, WEEK, len(whole)), np.nan)
    world.ledger.pay(late(seen), whole, kind=TRANSFER, payer=(MERCHANT, ring.shops), payee=(OUTSIDE, ring.payers[0]))


def _ask_for_screenshots(world: World, rng: Dice, form: Cashback, ring: Ring, happened: Happened, found: Ints) -> None:
    """The shop asks, the buyer sends a picture of the review."""
    reviews = happened.reviews
    asked = found[rng.random(len(found)) < form.chats]
    n = len(asked)
    shop = world.market.product_merchant[reviews.product[asked]]
    word = skill_word(skilled=ring.commission.skilled)
    asks = np.empty(n, dtype=object)
    for item in np.unique(shop).tolist():
        here = np.flatnonzero(shop == item)
        asks[here] = lines(rng, "conditional_insert", len(here), {"shop": world.market.name[item]}, skill=word)
    told = about(world, rng, "task_report", reviews.product[asked], skill=word)
    before = reviews.at[asked] - rng.uniform(0.02, 0.9, n) * (reviews.at[asked] - happened.bought.signed_at[reviews.order[asked]])
    for at, sender, text, photo in (
        (before, True, asks, full(n)),
        (reviews.at[asked] + rng.exponential(900.0, n) + 30, False, told, 8_000_000_000 + asked),
    ):
        world.sheets.messages.add(
            n, at=at, sender_kind=MERCHANT if sender else ACCOUNT, sender=shop if sender else reviews.account[asked],
            recipient_kind=ACCOUNT if sender else MERCHANT, recipient=reviews.account[asked] if sender else shop, channel=CHAT_LINE,
            merchant=shop, order=reviews.order[asked], text=text, photo=photo,
        )  # fmt: skip


def _complain(world: World, rng: Dice, happened: Happened, rows: Ints) -> None:
    """Buyers who report the card."""
    plan = happened.plan
    world.sheets.complaints.add(
        len(rows), at=happened.bought.signed_at[rows] + hours(rng, (2, 200), len(rows)) * HOUR, entity_kind="merchant",
        entity=world.market.product_merchant[plan.product[rows]], kind="cashback_card", complainant=plan.account[rows],
        status=rng.choice([0, 1, 1, 2], len(rows)), text=about(world, rng, "regulator_complaint", plan.product[rows], told=0.8),
    )  # fmt: skip
