"""What an attacked shop lost: an event study. Its usual income times the trend of its category's other shops, less what it still sold.

Method: domain study §6.3 item 2, and the court in 董志超 (Gazette 2018/8): industry trend, usual income, income at the time, in favour of the accused.
loss = usual · trend - sold, from the first deed of the attack to TAIL_DAYS after the last; never negative; less what the shop lost to brushing. The trend
is the middle of how other shops' clean orders went from before to since, one ratio a shop; its ends are those of the middle 80 % of them, so that they hold
what shops do that nobody attacked (placebos in space: Abadie, Diamond and Hainmueller 2010). Orders are worth the shop's usual clean money of an order. A
row may have base 0 under a high that is not: what was sold is what was to be expected, yet so much may have been lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from zhenxin.engine import Engine
from zhenxin.figures.assumptions import LEAST_DEEDS, PAST_DAYS, PAST_ORDERS, PEERS, TAIL_DAYS
from zhenxin.figures.counts import Floats
from zhenxin.figures.diversion import Table, short

_TAIL = 0.1
_DAY = 86_400_000_000
METHOD = "event study: usual income times the category's trend, less what was sold (董志超, Gazette 2018/8); 80 % interval from shops nobody attacked"

_STRUCK = "select merchant_id from damage_deeds where attack = 1 and probability >= 0.5 group by merchant_id having count(*) >= :least"

_SHOPS = f"""
    with struck as ({_STRUCK}),
    size as (
        select coalesce(m.category, '') as category, d.merchant_id, s.attacked, case when t.merchant_id is not null then 1 else 0 end as struck,
            dsum(1 - d.probability) as orders
        from damage_deeds d join damage_sides s on d.merchant_id = s.merchant_id left join cut_merchants m on d.merchant_id = m.merchant_id
        left join struck t on d.merchant_id = t.merchant_id
        where d.kind = 'order' and s.suspect = 0
        group by coalesce(m.category, ''), d.merchant_id, s.attacked, case when t.merchant_id is not null then 1 else 0 end
    ),
    placed as (
        select category, merchant_id, attacked, struck,
            row_number() over (partition by category, attacked, struck order by orders desc, merchant_id) as place
        from size
    )
    select category, merchant_id, attacked + struck as hit from placed where struck = 1 or attacked = 1 or place <= 200
"""
"""Attacked shops (LEAST_DEEDS and more), and of each category the two hundred largest that are neither attacked nor suspects."""

_DAILY = """
    select p.category, p.merchant_id, p.hit, d.moment // 86400000000 as day, dsum(1 - d.probability) as orders, dsum((1 - d.probability) * d.amount) as sales
    from damage_deeds d join damage_peers p on d.merchant_id = p.merchant_id
    where d.kind = 'order' group by p.category, p.merchant_id, p.hit, d.moment // 86400000000 order by p.category, p.merchant_id, day
"""


@dataclass(frozen=True)
class Victim:
    """A shop and the ring ('' is none) that attacked it; times in microseconds since 1970."""

    merchant: str
    ring: str
    deeds: int
    """Accused orders and reviews."""
    first_at: int
    last_at: int
    standing: bool
    """Whether the scores say under_attack."""


@dataclass(frozen=True)
class _Shop:
    """Clean orders and sales of a shop by day; shape (days,)."""

    category: str
    hit: bool
    day: Floats
    orders: Floats
    sales: Floats

    def between(self, first: float, last: float) -> tuple[float, float]:
        """Orders and sales from day `first` to the day before `last`."""
        within = (self.day >= first) & (self.day < last)
        return float(self.orders[within].sum()), float(self.sales[within].sum())


@dataclass(frozen=True)
class _Study:
    """All that one victim's loss is reckoned from; days since 1970."""

    begin: float
    first: float
    stop: float
    usual: float
    money: float
    sold: float
    ratios: Floats
    """How each peer's orders went from before to since."""
    same_category: bool


def attack_losses(engine: Engine, victims: Sequence[Victim], rows: Table, as_of: datetime, lost: Mapping[str, float]) -> None:
    """Rows `attack_loss`, one a victim and ring; none where too little is known of the time before, or where even `high` is 0.

    `lost` is each shop's lost_sales over the whole time, of which its part is left out.
    """
    chosen = [one for one in victims if one.standing or one.deeds >= LEAST_DEEDS.base]
    if not chosen:
        return
    engine.materialize("damage_peers", _SHOPS, {"least": round(LEAST_DEEDS.base)}, step="attacked shops and their category")
    days: dict[str, list[dict[str, Any]]] = {}
    for row in engine.rows(_DAILY, step="clean orders by day of attacked shops and their category").to_pylist():
        days.setdefault(row["merchant_id"], []).append(row)
    shops = {name: _shop(own) for name, own in days.items()}
    end = as_of.replace(tzinfo=as_of.tzinfo or UTC).timestamp() * 1e6 // _DAY + 1
    begin = min(float(shop.day.min()) for shop in shops.values()) if shops else end
    for victim in sorted(chosen, key=lambda one: (one.merchant, one.ring)):
        if victim.merchant in shops:
            study = _study(victim, shops, begin, end)
            if study is not None:
                _tell(victim, study, rows, lost.get(victim.merchant, 0.0) * (study.stop - study.first) / max(end - begin, 1.0))


def _shop(own: list[dict[str, Any]]) -> _Shop:
    columns = (np.array([float(row[name] or 0) for row in own]) for name in ("day", "orders", "sales"))
    return _Shop(own[0]["category"], own[0]["hit"] > 0, *columns)


def _study(victim: Victim, shops: Mapping[str, _Shop], begin: float, end: float) -> _Study | None:
    """None where the shop's past is too short or too thin, or there are too few others to compare with."""
    own = shops[victim.merchant]
    first, stop = float(victim.first_at // _DAY), min(victim.last_at // _DAY + 1 + TAIL_DAYS.base, end)
    since = max(begin, float(own.day.min()))
    usual, money = own.between(since, first)
    if first - since < PAST_DAYS.base or usual < PAST_ORDERS.base or money <= 0:
        return None

    def ratios(category: str | None) -> Floats:
        found = []
        for _, shop in sorted(shops.items()):
            if not shop.hit and category in (None, shop.category) and shop.day.min() <= since + PAST_DAYS.base:
                before, now = shop.between(since, first)[0], shop.between(first, stop)[0]
                if before >= max(PAST_ORDERS.base, usual / 4):
                    found.append(now / before)
        return np.array(found)

    alike = ratios(own.category)
    others = alike if len(alike) >= PEERS.base else ratios(None)
    if len(others) < PEERS.base:
        return None
    return _Study(since, first, stop, usual, money, own.between(first, stop)[0], others, len(alike) >= PEERS.base)


def _tell(victim: Victim, study: _Study, rows: Table, away: float) -> None:
    trend = np.quantile(study.ratios, (_TAIL, 0.5, 1 - _TAIL))
    worth = study.money / study.usual
    seen = [(study.usual * float(step) - study.sold) * worth - away for step in trend]
    ends = [max(one, 0.0) for one in seen]
    if ends[2] <= 0:
        return
    facts: dict[str, Any] = {
        "accused_orders_and_reviews": victim.deeds, "days_before": study.first - study.begin, "days_of_attack_and_recovery": study.stop - study.first,
        "clean_orders_before": study.usual, "clean_sales_before": study.money, "clean_orders_since": study.sold, "shops_compared": len(study.ratios),
        "of_the_same_category": int(study.same_category), "lost_sales_left_out": away,
    }  # fmt: skip
    inputs = [
        *({"name": name, "value": short(value), "source": "data"} for name, value in facts.items()),
        {"name": "orders_since_to_before_of_others", "value": [short(step) for step in trend], "source": "data: tenth, half, nine tenths of those shops"},
        {"name": "loss_seen", "value": [short(value) for value in seen], "source": "reckoned: at these three, before sums below 0 became 0"},
        *(one.said() for one in (TAIL_DAYS, PAST_DAYS, PAST_ORDERS, LEAST_DEEDS, PEERS)),
    ]  # fmt: skip
    rows.add((victim.merchant, victim.ring), "attack_loss", (ends[0], ends[1], ends[2]), METHOD, inputs)
