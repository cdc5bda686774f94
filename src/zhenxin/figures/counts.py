"""What the plain figures are made of: totals of products and shops, and each order and review that is in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.engine import Engine
from zhenxin.events.codes import ATTACKS

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "orders": frozenset({"order_id", "account_id", "product_id", "merchant_id", "amount", "occurred_at"}),
        "reviews": frozenset({"review_id", "account_id", "product_id", "merchant_id", "order_id", "rating", "occurred_at"}),
        "products": frozenset({"product_id", "merchant_id", "category"}),
        "merchants": frozenset({"merchant_id", "category"}),
    }
)
"""The columns of the cut tables that these figures read."""

_DEEDS = """
    select 'order' as kind, o.order_id as deed_id, o.product_id, o.merchant_id, o.amount, cast(null as integer) as rating,
        o.occurred_at from cut_orders o
    union all
    select 'review' as kind, r.review_id as deed_id, coalesce(r.product_id, o.product_id) as product_id,
        coalesce(r.merchant_id, o.merchant_id, p.merchant_id) as merchant_id, null as amount, cast(r.rating as integer) as rating,
        r.occurred_at
    from cut_reviews r left join cut_orders o on r.order_id = o.order_id left join cut_products p on coalesce(r.product_id, o.product_id) = p.product_id
"""

_TOTALS = """
    with sums as (
        select {thing}_id as thing_id, count(case when kind = 'order' then 1 end) as orders, count(amount) as priced, dsum(amount) as sales,
            count(case when kind = 'review' then 1 end) as reviews, count(rating) as rated, cast(sum(rating) as bigint) as stars
        from figure_deeds where {thing}_id is not null group by {thing}_id
    )
    select s.thing_id, {category} as category, s.orders, s.priced, s.sales, s.reviews, s.rated, s.stars
    from sums s {join} order by s.thing_id
"""

_CATEGORY: Mapping[str, tuple[str, str]] = {
    "product": (
        "coalesce(p.category, m.category)",
        "left join cut_products p on s.thing_id = p.product_id left join cut_merchants m on p.merchant_id = m.merchant_id",
    ),
    "merchant": ("m.category", "left join cut_merchants m on s.thing_id = m.merchant_id"),
}

_DOUBTS = """
    select d.kind, d.deed_id, d.{thing}_id as thing_id, cast(d.amount as double) as amount, cast(d.rating as double) as rating, f.probability
    from figure_deeds d join figure_doubts f on d.kind = f.kind and d.deed_id = f.deed_id
    where d.{thing}_id is not null and f.probability > 0 order by d.kind, d.deed_id
"""


@dataclass(frozen=True)
class Doubts:
    """Orders or reviews that are in doubt: whose each is (a place in the totals), how likely it is false, and what it is worth (amount, or stars)."""

    owner: Places
    probability: Floats
    worth: Floats
    """NaN where it has none."""


@dataclass(frozen=True)
class Counts:
    """The totals of one kind of thing, one row each, and the doubts about them."""

    totals: pa.Table
    """thing_id, category, orders, priced (orders with an amount), sales, reviews, rated (reviews with stars), stars; sorted by thing_id."""
    orders: Doubts
    reviews: Doubts

    def column(self, name: str) -> Floats:
        """A column of numbers of the totals; NULL is 0."""
        return np.asarray(pc.fill_null(self.totals[name].cast(pa.float64()), 0.0), dtype=np.float64)


def gather(engine: Engine, scores: pa.Table) -> None:
    """Keep `figure_deeds`, every order and review, and `figure_doubts`, those of which the `scores` (DESIGN §5) speak.

    A doubt has kind, deed_id, probability, ring_id ('' where none) and attack (1 where it was done to hurt its shop).
    """
    doubted = scores.filter(pc.is_in(scores["entity_kind"], value_set=pa.array(["order", "review"])))
    attack = pc.fill_null(pc.is_in(doubted["behaviour"], value_set=pa.array(sorted(ATTACKS))), False).cast(pa.int64())
    engine.put("figure_doubts", pa.table({
        "kind": doubted["entity_kind"], "deed_id": doubted["entity_id"], "probability": doubted["probability"],
        "ring_id": pc.fill_null(doubted["ring_id"].cast(pa.string()), ""), "attack": attack,
    }))  # fmt: skip
    engine.materialize("figure_deeds", _DEEDS, step="orders and reviews of products and shops")


def counts(engine: Engine, thing: str) -> Counts:
    """The totals of every `thing` (product or merchant) that has an order or a review, and the doubts about them. `gather` ran before."""
    category, join = _CATEGORY[thing]
    totals = engine.rows(_TOTALS.format(thing=thing, category=category, join=join), step=f"totals of {thing}s")
    rows = engine.rows(_DOUBTS.format(thing=thing), step=f"doubts about {thing}s")
    place = pc.index_in(rows["thing_id"].cast(pa.string()), value_set=totals["thing_id"].cast(pa.string()).combine_chunks())
    owner = np.asarray(place, dtype=np.int64)

    def of(kind: str, worth: str) -> Doubts:
        chosen = np.asarray(pc.equal(rows["kind"], kind), dtype=bool)
        values = np.asarray(pc.fill_null(rows[worth].cast(pa.float64()), float("nan")), dtype=np.float64)
        return Doubts(owner[chosen], np.asarray(rows["probability"], dtype=np.float64)[chosen], values[chosen])

    return Counts(totals, of("order", "amount"), of("review", "rating"))
