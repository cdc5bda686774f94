"""What members of a ring buy for themselves at its shops: as much as anybody else of their habits would."""

import math
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zhenxin.engine import Engine

FEWEST = 5
"""So many must be known that members did elsewhere."""
SMOOTHED = 0.5
"""Added to what is expected, and twice it to what is there: few deeds tell little of their share."""
LEAST, MOST = -3.0, 6.0
KNOWN_THERE = 1.5
"""So many times what is expected: who worked for a shop knows it. Of ten rings of two markets of a stranger members had bought 64 times there for themselves
where 42 were expected, of eleven others 31 where 17 were."""

_EXPECTED = """
    with mine as (
        select m.ring_id, t.merchant_id, count(*) as n from {members} m join cut_{kind}s t on m.account_id = t.account_id group by m.ring_id, t.merchant_id
    ),
    inside as (select distinct ring_id, merchant_id from {shops} where merchant_id is not null),
    members as (
        select m.ring_id, cast(sum(case when i.merchant_id is null then m.n else 0 end) as double) as away, cast(sum(m.n) as double) as n
        from mine m left join inside i on m.ring_id = i.ring_id and m.merchant_id = i.merchant_id group by m.ring_id
    ),
    sold as (select merchant_id, count(*) as n from cut_{kind}s where merchant_id is not null group by merchant_id),
    whole as (select cast(sum(n) as double) as n from sold),
    others as (
        select i.ring_id, cast(sum(s.n - coalesce(m.n, 0)) as double) as n from inside i join sold s on i.merchant_id = s.merchant_id
            left join mine m on i.ring_id = m.ring_id and i.merchant_id = m.merchant_id group by i.ring_id
    ),
    customers as (
        select t.account_id, t.merchant_id, count(*) as n from cut_{kind}s t left join (select distinct account_id from {members}) m
            on t.account_id = m.account_id where m.account_id is null and t.merchant_id is not null group by t.account_id, t.merchant_id
    ),
    habit as (select coalesce(cast(sum(n - 1) as double) / nullif(cast(sum(n) as double), 0), 0) as comes_back from customers)
    select m.ring_id, m.away * (x.n / nullif(w.n - x.n, 0) + h.comes_back * (m.n - m.away) / nullif(m.n, 0)) as expected
    from members m join others x on m.ring_id = x.ring_id cross join whole w cross join habit h where w.n > x.n and m.away >= :fewest order by m.ring_id
"""


def expected_private(engine: Engine, members: str, shops: str) -> dict[tuple[str, str], float]:
    """By ring and kind (order, review), how many its members would do at its shops for themselves.

    They do so many elsewhere; everybody else does so many at these shops for one elsewhere, and comes back so often to where they bought before. A ring
    of whose members fewer than FEWEST are known elsewhere, or a market of its shops alone, is left out. `members` (ring_id, account_id) and `shops`
    (ring_id, merchant_id) are names of tables that the engine holds, beside the cut tables of orders and reviews.
    """
    found: dict[tuple[str, str], float] = {}
    for kind in ("order", "review"):
        rows = engine.rows(
            _EXPECTED.format(kind=kind, members=members, shops=shops), {"fewest": FEWEST}, step=f"{kind}s of members for themselves"
        )
        found |= {(row["ring_id"], kind): float(row["expected"] or 0.0) for row in rows.to_pylist()}
    return found


def most_bits(expected: float, unmarked: int, fit: float = 0.0) -> float:
    """The log-odds in bits that one of the `unmarked` deeds of a ring, on which nothing else speaks, is the ring's and no member's own.

    `fit` is how well it fits to the marked ones (`Marks.fit`).
    """
    own = (KNOWN_THERE * expected + SMOOTHED) / (unmarked + 2 * SMOOTHED)
    odds = LEAST if own >= 1 else max(LEAST, math.log2((1 - own) / own))
    return min(MOST, max(LEAST, odds + fit))


SAME, OTHER = 1.0, -3.5
"""Bits of a deed at a product at which others of the ring left marks, and at another product of such a shop: of the ring's own unmarked orders 94 to 99 of
100 lay at the same product, of what members bought there for themselves 27 to 65 (city of 1,000,000 orders, seed 880088; of a stranger J, seeds 1 and 141397,
G 356044, I 176386)."""
NEAR: tuple[tuple[float, float], ...] = ((1.0, 2.5), (7.0, 0.0))
"""Within so many days of another's mark at the shop, bits: 53 to 61 of 100 of the ring's own lay within a day, of the others 7 to 19; within a week 82 to 89
and 35 to 50."""
FAR = -2.0
_DAY = 86_400.0


class Marks:
    """Where and when deeds with a mark were done, by ring, kind and shop; asked how well another deed fits to those of other accounts."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, str, str | None], list[tuple[datetime, str]]] = defaultdict(list)
        self._products: dict[tuple[str, str, str | None, str], set[str]] = defaultdict(set)

    def add(self, ring_id: str, row: Mapping[str, Any]) -> None:
        """One more marked deed: `row` has entity_kind, merchant_id, account_id, occurred_at and product_id."""
        place = (ring_id, row["entity_kind"], row["merchant_id"])
        self._times[place].append((row["occurred_at"], row["account_id"]))
        if row["product_id"] is not None:
            self._products[*place, row["product_id"]].add(row["account_id"])

    def any_at(self, ring_id: str, row: Mapping[str, Any]) -> bool:
        """Whether the ring left a mark on a deed of this kind at the shop of `row`."""
        return bool(self._times.get((ring_id, row["entity_kind"], row["merchant_id"])))

    def fit(self, ring_id: str, row: Mapping[str, Any]) -> float:
        """Bits for or against an unmarked deed being the ring's; 0 where nobody else of the ring left a mark at the shop."""
        place = (ring_id, row["entity_kind"], row["merchant_id"])
        gaps = [
            abs((time - row["occurred_at"]).total_seconds()) / _DAY for time, account in self._times[place] if account != row["account_id"]
        ]
        if not gaps:
            return 0.0
        when = next((bits for days, bits in NEAR if min(gaps) < days), FAR)
        if row["product_id"] is None:
            return when
        return when + (SAME if self._products[*place, row["product_id"]] - {row["account_id"]} else OTHER)
