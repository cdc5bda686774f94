"""The table `damage`: what false orders and reviews cost others and brought those who had them made, with low, base and high.

Method: domain study §6.3 (its three courts' methods: 董志超, Gazette 2018/8, for attacks; You et al. 2015 and NBER 34161 for diversion). Sums are sales
money in the currency of `orders.amount`, never profit. `gain` is what one side got, the other heads what others lost: they are never added up.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS
from zhenxin.figures.attack import Victim, attack_losses
from zhenxin.figures.costs import costs
from zhenxin.figures.diversion import Case, gains
from zhenxin.figures.rivals import lost_sales

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "orders": frozenset({"status", "status_at"}),
        "claims": frozenset({"claim_id", "order_id", "kind", "amount", "occurred_at"}),
        "payments": frozenset({"payment_id", "order_id", "kind", "amount", "occurred_at"}),
        "parcels": frozenset({"parcel_id", "order_id", "shipped_at"}),
    }
)
"""The columns of the cut tables that this table reads beside those of the clean figures."""

_FILLED = """
    select 'orders.amount' as name, count(amount) as n from figure_deeds where kind = 'order'
    union all select 'orders.product_id' as name, count(product_id) as n from cut_orders
    union all select 'orders.status' as name, count(status) as n from cut_orders
    union all select 'reviews' as name, count(*) as n from figure_deeds where kind = 'review'
    union all select 'reviews.rating' as name, count(rating) as n from cut_reviews
    union all select 'products.category' as name, count(category) as n from cut_products
    union all select 'merchants.category' as name, count(category) as n from cut_merchants
    union all select 'claims' as name, count(*) as n from cut_claims
    union all select 'payments' as name, count(*) as n from cut_payments
    union all select 'parcels' as name, count(*) as n from cut_parcels
"""

_SIDES = """
    select m.merchant_id, case when s.probability >= 0.5 and s.standing = 'suspect' then 1 else 0 end as suspect,
        case when s.standing = 'under_attack' then 1 else 0 end as attacked
    from (select distinct merchant_id from figure_deeds where merchant_id is not null) as m
    left join damage_shops s on m.merchant_id = s.merchant_id
"""

_DEEDS = """
    select d.kind, d.deed_id, d.merchant_id, coalesce(d.product_id, concat('of ', d.merchant_id)) as product_id, micros(d.occurred_at) as moment,
        cast(d.amount as double) as amount, d.rating, coalesce(f.probability, 0) as probability, coalesce(f.ring_id, '') as ring_id,
        coalesce(f.attack, 0) as attack
    from figure_deeds d left join figure_doubts f on d.kind = f.kind and d.deed_id = f.deed_id
    where d.merchant_id is not null
"""


@dataclass
class Rows:
    """Rows of the table while they are found."""

    lacking: list[str]
    """Tables and columns that are not there; said in every row's inputs."""
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, case: tuple[str, str], head: str, ends: tuple[float, float, float], method: str, inputs: list[Any]) -> None:
        """One row for a shop and ring (`''` where there is none); `ends` are low, base, high."""
        low, base, high = (max(float(value), 0.0) for value in ends)
        told = {"inputs": inputs, "lacking": self.lacking, "sum": "sales money, never profit; heads are never added to `gain`"}
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        self.rows.append({
            "merchant_id": case[0], "ring_id": case[1], "head": head, "low": min(low, base), "base": base, "high": max(high, base),
            "method": method, "inputs": text,
        })  # fmt: skip


def damage_done(engine: Engine, scores: pa.Table, clean: Mapping[str, pa.Table], as_of: datetime) -> pa.Table:
    """The table `damage`. `clean_figures` ran before on the same engine and gave `clean`; `scores` is the table of DESIGN §5, rings named as they will be.

    `ring_id` is '' where deeds are of no ring. No accused deeds, no rows. What the data lack is said in `inputs`, and the rest is reckoned.
    """
    _gather(engine, scores)
    counted = engine.rows(_FILLED, step="what damage can be reckoned from").to_pylist()
    rows = Rows(sorted(row["name"] for row in counted if not row["n"]))
    cases, victims = _cases(engine)
    if not cases and not victims:
        return RESULTS["damage"].empty()
    engine.put("damage_clean", clean["clean_products"].select(["product_id", "category", "clean_orders", "clean_sales"]))
    found = gains(engine, cases) if cases else []
    lost = lost_sales(engine, found, rows)
    for gain in found:
        gain.tell(rows, lost.told[gain.case])
    costs(engine, victims, rows)
    attack_losses(engine, victims, rows, as_of, lost.of_shop)
    return RESULTS["damage"].shaped(pa.Table.from_pylist(rows.rows, RESULTS["damage"].schema))


def _gather(engine: Engine, scores: pa.Table) -> None:
    """Keep damage_shops, damage_sides (shops by side) and damage_deeds (all, with their doubt)."""
    shops = scores.filter(pc.equal(scores["entity_kind"], "merchant"))
    engine.put(
        "damage_shops", pa.table({"merchant_id": shops["entity_id"], "probability": shops["probability"], "standing": shops["standing"]})
    )
    engine.materialize("damage_sides", _SIDES, step="shops that brush and shops that are attacked")
    engine.materialize("damage_deeds", _DEEDS, step="orders and reviews with their doubts")


def _cases(engine: Engine) -> tuple[list[Case], list[Victim]]:
    """Whom somebody brushed for, and whom somebody attacked: shop, ring, first and last false deed, number of accused ones."""
    found = engine.rows(
        """
        select d.merchant_id, d.ring_id, d.attack, s.suspect, s.attacked, count(*) as deeds, min(d.moment) as first_at, max(d.moment) as last_at
        from damage_deeds d join damage_sides s on d.merchant_id = s.merchant_id
        where d.probability >= 0.5 group by d.merchant_id, d.ring_id, d.attack, s.suspect, s.attacked
        order by d.merchant_id, d.ring_id, d.attack
        """,
        step="shops and rings with accused deeds",
    ).to_pylist()
    cases = [Case(row["merchant_id"], row["ring_id"]) for row in found if row["suspect"] and not row["attack"]]
    victims = [
        Victim(row["merchant_id"], row["ring_id"], row["deeds"], row["first_at"], row["last_at"], standing=bool(row["attacked"]))
        for row in found
        if row["attack"] and not row["suspect"]
    ]
    return cases, victims
