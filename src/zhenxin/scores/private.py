"""What members of a ring buy for themselves at its shops: as much as anybody else of their habits would."""

import math

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


def most_bits(expected: float, unmarked: int) -> float:
    """The log-odds in bits that one of the `unmarked` deeds of a ring, on which nothing else speaks, is the ring's and no member's own."""
    own = (KNOWN_THERE * expected + SMOOTHED) / (unmarked + 2 * SMOOTHED)
    return LEAST if own >= 1 else min(MOST, max(LEAST, math.log2((1 - own) / own)))
