"""The marks of a group: things its members hold and hardly anybody else; by them it takes in those no signal speaks of."""

import pyarrow as pa

from zhenxin.engine import Engine

MARK_BITS = 10.0

# a mark is held by three members at the least, far beyond what the members' things and its holders would give
_MARKS = """
    with whole as (select kind, cast(sum(holders) as double) as held from ring_holders group by kind),
    lively as (
        select r.ring_id, t.kind, cast(count(*) as double) as things from ring_of r join ring_tokens t on r.account_id = t.account_id
        group by r.ring_id, t.kind
    ),
    here as (
        select r.ring_id, t.kind, t.token, count(*) as members from ring_of r join ring_tokens t on r.account_id = t.account_id
        group by r.ring_id, t.kind, t.token having count(*) >= 3
    )
    select e.ring_id, e.kind, e.token, e.members, h.holders
    from here e join ring_holders h on e.kind = h.kind and e.token = h.token join lively l on e.ring_id = l.ring_id and e.kind = l.kind
        join whole w on e.kind = w.kind
    where surprise(e.members, 3.0 * l.things * h.holders / nullif(w.held, 0) + 0.3) >= :least
"""

_RECRUITS = """
    select distinct account_id from (
        select t.account_id, m.ring_id from ring_tokens t join ring_marks m on t.kind = m.kind and t.token = m.token
        group by t.account_id, m.ring_id having count(distinct m.kind) >= 2 and count(*) >= 3
    ) as near
"""


def mark(engine: Engine) -> None:
    """Keep `ring_marks` (ring_id, kind, token, members, holders) for the groups in `ring_of`."""
    engine.materialize("ring_marks", _MARKS, {"least": MARK_BITS}, step="marks of rings")


def recruit(engine: Engine) -> int:
    """Add to `ring_suspects` every account that holds three marks of one group, of two kinds at least; give how many were new."""
    engine.materialize("ring_recruits", _RECRUITS, step="recruits of rings")
    suspects = engine.rows("select account_id from ring_suspects", step="suspects so far")
    both = engine.rows(
        "select account_id from ring_suspects union select account_id from ring_recruits order by account_id", step="suspects and recruits"
    )
    engine.put("ring_suspects", both)
    return int(both.num_rows - suspects.num_rows)


def one_hand(engine: Engine) -> pa.Table:
    """Groups with one payer or one parcel sender as a mark of both: left_id, right_id; sorted. Shops, words and places are shared by many hands."""
    return engine.rows(
        """select distinct l.ring_id as left_id, r.ring_id as right_id from ring_marks l
            join ring_marks r on l.kind = r.kind and l.token = r.token and l.ring_id < r.ring_id
        where l.kind in ('payer', 'sender') order by 1, 2""",
        step="groups of one hand",
    )


def covered(engine: Engine) -> pa.Table:
    """How many members hold a thing that is at least half the ring's own, by kind: ring_id, kind, members; sorted."""
    return engine.rows(
        """select m.ring_id, m.kind, count(distinct r.account_id) as members
        from ring_marks m join ring_of r on m.ring_id = r.ring_id
            join ring_tokens t on t.account_id = r.account_id and t.kind = m.kind and t.token = m.token
        where m.members >= 0.5 * m.holders group by m.ring_id, m.kind order by m.ring_id, m.kind""",
        step="members by what is the ring's own",
    )
