"""What an attacked shop lost: an event study. Its usual income times the trend of its category's other shops, less what it still sold.

Method: domain study §6.3 item 2, and the court in 董志超 (Gazette 2018/8): industry trend, usual income, income at the time, in favour of the accused.
loss = usual · (peers since / peers before) - sold, from the first deed of the attack to TAIL_DAYS after the last; never negative; less what the shop
lost to brushing. Ends are those of an 80 % interval; usual and sold are clean orders times the shop's usual clean money of an order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from zhenxin.engine import Engine
from zhenxin.figures.assumptions import LEAST_DEEDS, PAST_DAYS, PAST_ORDERS, SHOP_SWING, TAIL_DAYS
from zhenxin.figures.counts import Floats
from zhenxin.figures.diversion import Table, short

_EIGHTY = 1.2816
_DAY = 86_400_000_000
METHOD = "event study: usual income times the category's trend, less what was sold (董志超, Gazette 2018/8); 80 % interval"

_DAILY = """
    select coalesce(m.category, '') as category, case when s.attacked = 1 or a.merchant_id is not null then d.merchant_id else '' end as shop,
        d.moment // 86400000000 as day, dsum(1 - d.probability) as orders, dsum((1 - d.probability) * d.amount) as sales
    from damage_deeds d join damage_sides s on d.merchant_id = s.merchant_id left join cut_merchants m on d.merchant_id = m.merchant_id
    left join (select distinct merchant_id from damage_deeds where attack = 1 and probability >= 0.5) as a on d.merchant_id = a.merchant_id
    where d.kind = 'order' and s.suspect = 0
    group by coalesce(m.category, ''), case when s.attacked = 1 or a.merchant_id is not null then d.merchant_id else '' end, d.moment // 86400000000
    order by category, shop, day
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
class _Days:
    """Clean orders and sales by day of a shop, or of the category's shops that nobody attacked; shape (days,)."""

    day: Floats
    orders: Floats
    sales: Floats

    def between(self, first: float, last: float) -> tuple[float, float]:
        """Orders and sales from day `first` to the day before `last`."""
        within = (self.day >= first) & (self.day < last)
        return float(self.orders[within].sum()), float(self.sales[within].sum())


def attack_losses(engine: Engine, victims: Sequence[Victim], rows: Table, as_of: datetime, lost: Mapping[str, float]) -> None:
    """Rows `attack_loss`, one a victim and ring; none where too little is known of the time before. `lost`: each shop's lost_sales, left out."""
    chosen = [one for one in victims if one.standing or one.deeds >= LEAST_DEEDS.base]
    if not chosen:
        return
    shops: dict[str, tuple[str, _Days]] = {}
    peers: dict[str, _Days] = {}
    table = engine.rows(_DAILY, step="clean orders by day of attacked shops and their category").to_pylist()
    for category, shop in sorted({(row["category"], row["shop"]) for row in table}):
        own = [row for row in table if row["category"] == category and row["shop"] == shop]
        days = _Days(*(np.array([float(row[name] or 0) for row in own]) for name in ("day", "orders", "sales")))
        if shop:
            shops[shop] = (category, days)
        else:
            peers[category] = days
    end = as_of.replace(tzinfo=as_of.tzinfo or UTC).timestamp() * 1e6 // _DAY + 1
    begin = min((float(days.day.min()) for days in [*peers.values(), *(one for _, one in shops.values())] if len(days.day)), default=end)
    for victim in sorted(chosen, key=lambda one: (one.merchant, one.ring)):
        if victim.merchant in shops:
            category, days = shops[victim.merchant]
            if category in peers:
                _one(victim, days, peers[category], (begin, end), rows, lost.get(victim.merchant, 0.0))


def _one(victim: Victim, own: _Days, peers: _Days, span: tuple[float, float], rows: Table, lost: float) -> None:
    first, stop = victim.first_at // _DAY, min(victim.last_at // _DAY + 1 + TAIL_DAYS.base, span[1])
    since = max(span[0], float(own.day.min()))
    usual, money = own.between(since, first)
    peers_before, _ = peers.between(since, first)
    peers_now, _ = peers.between(first, stop)
    sold, _ = own.between(first, stop)
    if first - since < PAST_DAYS.base or usual < PAST_ORDERS.base or peers_before <= 0 or peers_now <= 0 or money <= 0:
        return
    expected = usual * peers_now / peers_before
    swing = np.sqrt(1 / usual + 1 / expected + 1 / peers_before + 1 / peers_now + SHOP_SWING.base**2)
    worth = money / usual
    away = lost * (stop - first) / max(span[1] - span[0], 1.0)
    ends = [max((expected * np.exp(step * _EIGHTY * swing) - sold) * worth - away, 0.0) for step in (-1, 0, 1)]
    if ends[1] <= 0:
        return
    facts: dict[str, Any] = {
        "accused_orders_and_reviews": victim.deeds, "days_before": first - since, "days_of_attack_and_recovery": stop - first,
        "clean_orders_before": usual, "clean_sales_before": money, "clean_orders_since": sold, "peers_orders_before": peers_before,
        "peers_orders_since": peers_now, "expected_orders": expected, "log_error": float(swing), "lost_sales_left_out": away,
    }  # fmt: skip
    inputs = [
        *({"name": name, "value": short(value), "source": "data"} for name, value in facts.items()),
        *(one.said() for one in (TAIL_DAYS, PAST_DAYS, PAST_ORDERS, LEAST_DEEDS, SHOP_SWING)),
    ]
    rows.add((victim.merchant, victim.ring), "attack_loss", (ends[0], ends[1], ends[2]), METHOD, inputs)
