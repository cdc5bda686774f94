"""Building a market: people, shops, the false, the innocent that look so, then the honest background up to the asked number of orders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from strangers import afterlife, attacks, brushing, crowds, insiders, lookalikes, lookalikes_goods, lookalikes_stars, pages, paid, traffic
from strangers.book import Book
from strangers.browsing import idle, idle_logins
from strangers.clock import make_clock
from strangers.key import Key
from strangers.markets import Market
from strangers.people import populate, write_people
from strangers.rings import Maker, plan
from strangers.shopping import approvers, background, settle_favourites
from strangers.shops import open_shops, write_shops
from strangers.staff import honest_staff, platform_campaigns
from strangers.texts import Pen
from strangers.world import World

MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        brushing.task_brushing, brushing.empty_parcel, brushing.gift_parcel, brushing.swapped_goods, brushing.staff_brushing,
        paid.paid_real_buyer,
        paid.conditional_cashback, paid.quota_dining, paid.written_reviews, paid.review_laundering, crowds.batch_accounts,
        crowds.device_farm,
        crowds.crowd_ring, crowds.stolen_identity, crowds.data_scraping, traffic.fake_engagement, traffic.coattail_clicks,
        traffic.live_inflation,
        attacks.scalping, attacks.reverse_brushing, attacks.malicious_refusal, attacks.review_extortion, attacks.hired_negative,
        insiders.subsidy_brushing, insiders.insider_collusion, insiders.compensation_abuse, insiders.advance_payment_scam,
        pages.hotline_spam,
    )
}  # fmt: skip
LOOKALIKES: tuple[Callable[[World, int], None], ...] = (
    lookalikes.flash_sale,
    lookalikes.influencer,
    lookalikes.group_buy,
    lookalikes.company_order,
    lookalikes.dormitory,
    lookalikes.family_phone,
    lookalikes.consumables,
    lookalikes.new_shop_friends,
    lookalikes.fan_club,
    lookalikes.taste_community,
    lookalikes_goods.light_goods,
    lookalikes_goods.local_parcel,
    lookalikes_stars.any_review_reward,
    lookalikes_stars.platform_trial,
    lookalikes_stars.angry_buyer,
    lookalikes_goods.high_return,
    lookalikes_stars.truthful_claimant,
    lookalikes_stars.heavy_reviewer,
    lookalikes_goods.carrier_nat,
    lookalikes_stars.small_refund,
    lookalikes_stars.commission,
    lookalikes_goods.company_card,
    lookalikes_goods.virtual_goods,
    lookalikes_goods.second_hand_phone,
    lookalikes.parcel_station,
)


def build(market: Market, orders: int, seed: int) -> World:
    """Make a whole market in memory."""
    rng = np.random.default_rng([seed, market.salt])
    clock = make_clock(rng, market.start, market.days, market.growth, market.feasts)
    w = World(market=market, orders=orders, rng=rng, pen=Pen(rng), book=Book(market.tables, market.without), key=Key(), clock=clock)
    populate(w)
    open_shops(w)
    settle_favourites(w)
    approvers(w, 1)
    unit = max(12, int(orders / 1100 * market.lookalike_scale))
    for lookalike in LOOKALIKES:
        for _ in range(market.repeats.get(lookalike.__name__, 1)):
            lookalike(w, unit)
    afterlife.live_evenings(w, int(orders * market.live_share) + 3)
    for ring in plan(w):
        MAKERS[ring.behaviour](w, ring)
    background(w, orders - w.written)
    idle(w, int(orders * market.idle))
    idle_logins(w, int(orders * 0.8))
    afterlife.everyday_money(w)
    afterlife.notices(w)
    afterlife.office_work(w)
    afterlife.search_engine(w)
    honest_staff(w)
    platform_campaigns(w)
    pages.honest_pages(w)
    if w.book.has("verdicts"):
        _decided(w)
    return w


def _decided(w: World) -> None:
    """A few verdicts on the clumsy and on the honest; the platform's warehouses are known."""
    rows: list[tuple[str, str, bool]] = []
    rows += [(kind, entity, True) for kind, entity in w.key.sample(w.rng, 40, naive=True)]
    shops = w.rng.choice(w.shops["id"], 25, replace=False)
    rows += [("merchant", str(s), False) for s in shops if not w.key.is_false("merchant", str(s))]
    people = w.rng.choice(w.people["id"], 25, replace=False)
    rows += [("account", str(p), False) for p in people if not w.key.is_false("account", str(p))]
    afterlife.verdicts(w, rows)
    afterlife.known_good(w, w.key.named("sender", "hard:shared_warehouse")[:1])


def write(w: World, out: Path) -> dict[str, int]:
    """Write the tables and the key; give the rows of each table."""
    write_people(w)
    write_shops(w)
    counts = w.book.write(out / "market", w.clock.end)
    exists = {}
    for kind, table in (("order", "orders"), ("review", "reviews"), ("account", "accounts"), ("merchant", "merchants"),
        ("product", "products"),
                        ("device", "devices"), ("claim", "claims"), ("staff", "staff")):  # fmt: skip
        column = "staff_id" if kind == "staff" else f"{kind}_id"
        ids = pq.read_table(out / "market" / f"{table}.parquet", columns=[column])[column].to_pylist() if w.book.has(table) else []
        exists[kind] = set(ids)
    if not w.book.has("devices"):
        del exists["device"]
    counts["truth"] = w.key.write(out / "truth", exists).num_rows
    return counts
