"""What an attack cost a shop beside its sales: parcels that went and came back, claims paid, and the work of it.

Doctrine: 徐俊, 人民司法 2024, item (ii), added operating cost. Each deed counts by its probability of being false.
"""

from collections.abc import Sequence
from typing import Any

from zhenxin.engine import Engine
from zhenxin.figures.assumptions import HANDLING, SHIPPING
from zhenxin.figures.attack import Victim
from zhenxin.figures.diversion import Table, short

METHOD = "parcels sent in vain, claims and compensations paid, and handling, of orders and reviews of the attack"

_COSTS = """
    with paid as (
        select order_id, dsum(amount) as money from cut_payments where kind = 'compensation' and order_id is not null group by order_id
    ),
    claimed as (
        select order_id, dsum(amount) as money, count(*) as claims from cut_claims where kind in ('compensation', 'refund_only') group by order_id
    ),
    sent as (select order_id, count(*) as parcels from cut_parcels group by order_id)
    select d.merchant_id, d.ring_id, count(*) as deeds, dsum(d.probability) as handled,
        dsum(case when o.status in ('refused', 'returned') then d.probability * coalesce(s.parcels, 1) else 0 end) as parcels,
        dsum(coalesce(p.money, 0) * d.probability) as paid, dsum(greatest(coalesce(c.money, 0), coalesce(p.money, 0)) * d.probability) as claimed,
        cast(coalesce(sum(c.claims), 0) as bigint) as claims
    from damage_deeds d join damage_sides v on d.merchant_id = v.merchant_id
    left join cut_orders o on d.kind = 'order' and d.deed_id = o.order_id left join paid p on d.kind = 'order' and d.deed_id = p.order_id
    left join claimed c on d.kind = 'order' and d.deed_id = c.order_id left join sent s on d.kind = 'order' and d.deed_id = s.order_id
    where d.attack = 1 and d.probability >= 0.5 and v.suspect = 0 group by d.merchant_id, d.ring_id order by d.merchant_id, d.ring_id
"""


def costs(engine: Engine, victims: Sequence[Victim], rows: Table) -> None:
    """Rows `costs`, one a victim and ring. low: what was paid out; base and high: what was claimed too, where nobody tells that it was not paid."""
    if not victims:
        return
    for row in engine.rows(_COSTS, step="costs of attacks").to_pylist():
        ends = [
            SHIPPING.low * row["parcels"] + HANDLING.low * row["handled"] + row["paid"],
            SHIPPING.base * row["parcels"] + HANDLING.base * row["handled"] + row["claimed"],
            SHIPPING.high * row["parcels"] + HANDLING.high * row["handled"] + row["claimed"],
        ]
        names = {
            "deeds": "accused orders and reviews", "handled": "their sum by probability", "parcels": "parcels sent in vain, by probability",
            "paid": "payments of kind compensation", "claimed": "the same, or what was claimed where that is more",
            "claims": "claims for compensation or refund only",
        }  # fmt: skip
        inputs: list[Any] = [{"name": name, "value": short(row[name]), "source": f"data: {told}"} for name, told in names.items()]
        rows.add(
            (row["merchant_id"], row["ring_id"]), "costs", (ends[0], ends[1], ends[2]), METHOD, [*inputs, SHIPPING.said(), HANDLING.said()]
        )
