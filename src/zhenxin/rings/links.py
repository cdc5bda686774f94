"""Links between accounts: what two of them share, in bits, by how common the shared thing is."""

import math

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.rings.tokens import CAUSES

PAIRS_A_SUSPECT = 400.0
"""Candidate pairs come from the rarest things, as many as this allows; commoner things are looked up for those pairs only."""
RAREST_SHARE = 0.02
"""A thing held by more than this share of all accounts makes no pairs."""
CAUSE_CAP = 14.0
"""The most bits that one cause gives: the thing may be rarer than that, but our data are not."""
TOLERANCE = 3.0
"""Shopping, tastes and places make people meet this many times as often as dice would."""
LEAST_BITS = 14.0
"""The least that links two accounts, however few are looked at; see `link_bits`."""
ALONE_MORE = 4.0
"""Shops alone, where no other cause agrees, must give this many bits more; no other cause links alone."""


def link_bits(suspects: int) -> float:
    """From how many bits on two accounts are linked, at least two causes agreeing.

    Among n suspects there are n²/2 pairs, so that 2·log2(n) - 1 bits come up once by chance; three fewer are enough, since a group needs
    several links that back each other.
    """
    return max(LEAST_BITS, 2 * math.log2(max(suspects, 2)) - 4)


# what is rare enough to say something, and how many such things of each kind an account holds
_RARE = """
    select t.kind, t.token, h.holders, count(s.account_id) as suspects, row_number() over (order by t.kind, t.token) as token_no
    from ring_tokens t join ring_holders h on t.kind = h.kind and t.token = h.token left join ring_suspects s on t.account_id = s.account_id
    where h.holders <= greatest(:most_share, 20.0)
    group by t.kind, t.token, h.holders
"""

# whole numbers in the place of ids: pairs are many, and numbers join faster than text
_NUMBERS = "select account_id, row_number() over (order by account_id) as account_no from ring_suspects"

_LIVELY = """
    select n.account_no, t.kind, cast(count(*) as double) as things
    from ring_tokens t join ring_rare r on t.kind = r.kind and t.token = r.token join ring_numbers n on t.account_id = n.account_id
    group by n.account_no, t.kind
"""

# every rare thing that two suspects or more hold, marked where it is among the rarest whose pairs fit the budget
_HELD = """
    with sizes as (
        select suspects, cast(sum(cast(suspects as double) * (suspects - 1) / 2.0) as double) as pairs from ring_rare
        where suspects >= 2 group by suspects
    ),
    budgeted as (
        select suspects, cast(sum(pairs) over (order by suspects rows between unbounded preceding and current row) as double) as pairs from sizes
    )
    select n.account_no, t.kind, r.token_no, r.holders, b.pairs <= :budget as is_rarest
    from ring_tokens t join ring_rare r on t.kind = r.kind and t.token = r.token join budgeted b on r.suspects = b.suspects
        join ring_numbers n on t.account_id = n.account_id
"""

# the chance that two accounts with one thing each hold the same one, of those with at most so many holders
_CHANCES = """
    with whole as (select kind, cast(sum(holders) as double) as held from ring_rare group by kind),
    by_size as (select kind, holders, cast(count(*) as double) as things from ring_rare group by kind, holders)
    select b.kind, b.holders,
        cast(sum(cast(b.things * (b.holders / nullif(w.held, 0)) * (b.holders / nullif(w.held, 0)) as decimal(38, 18)))
            over (partition by b.kind order by b.holders rows between unbounded preceding and current row) as double) as chance
    from by_size b join whole w on b.kind = w.kind
"""

_NEAR_PAIRS = """
    select l.account_no as left_no, r.account_no as right_no, l.kind, count(*) as things, min(l.holders) as fewest, max(l.holders) as most
    from ring_held l join ring_held r on l.token_no = r.token_no and l.account_no < r.account_no
    where l.is_rarest and r.is_rarest
    group by l.account_no, r.account_no, l.kind
"""

_NEAR = """
    select left_no, right_no from ring_near_bits group by left_no, right_no
    having cast(sum(cast(least(bits, 14.0) as decimal(18, 6))) as double) >= :near
"""

# in two steps, so that no engine pairs all holders of the commoner things first
_COMMONER = """
    select n.left_no, n.right_no, l.kind, l.token_no, l.holders from ring_near n join ring_held l on n.left_no = l.account_no
    where not l.is_rarest
"""

_PAIRS = """
    with both_ends as (
        select c.left_no, c.right_no, c.kind, count(*) as things, min(c.holders) as fewest, max(c.holders) as most
        from ring_commoner c join ring_held r on c.right_no = r.account_no and c.token_no = r.token_no
        group by c.left_no, c.right_no, c.kind
        union all
        select p.left_no, p.right_no, p.kind, p.things, p.fewest, p.most
        from ring_near_pairs p join ring_near n on p.left_no = n.left_no and p.right_no = n.right_no
    )
    select left_no, right_no, kind, cast(sum(things) as bigint) as things, min(fewest) as fewest, max(most) as most
    from both_ends group by left_no, right_no, kind
"""


def _surprises(pairs: str) -> str:
    """Either all that two accounts share or the rarest of it, whichever surprises more; the more things each has, the less it does."""
    return f"""
    select p.left_no, p.right_no, p.kind, p.things, greatest(
        surprise(p.things, :tolerance * a.things * b.things * m.chance), surprise(1, :tolerance * a.things * b.things * f.chance)) as bits
    from {pairs} p join ring_lively a on p.left_no = a.account_no and p.kind = a.kind
        join ring_lively b on p.right_no = b.account_no and p.kind = b.kind
        join ring_chances m on p.kind = m.kind and p.most = m.holders join ring_chances f on p.kind = f.kind and p.fewest = f.holders
    """


def link_accounts(engine: Engine, accounts: int) -> pa.Table:
    """Links among suspects: left_id < right_id, kind, things (how many are shared), bits, total; one row a pair and kind, sorted.

    Only pairs whose causes together reach `link_bits`, at least two of them (or shops alone, with ALONE_MORE), are kept.
    """
    suspects = int(engine.rows("select count(*) as n from ring_suspects", step="ring suspects").column("n")[0].as_py())
    values = {
        "budget": PAIRS_A_SUSPECT * max(suspects, 2500),
        "most_share": RAREST_SHARE * accounts,
        "tolerance": TOLERANCE,
        "near": link_bits(suspects) / 3,
    }
    steps = (
        ("numbers", _NUMBERS), ("rare", _RARE), ("lively", _LIVELY), ("chances", _CHANCES), ("held", _HELD), ("near_pairs", _NEAR_PAIRS),
        ("near_bits", _surprises("ring_near_pairs")), ("near", _NEAR), ("commoner", _COMMONER), ("pairs", _PAIRS), ("links_by_kind", _surprises("ring_pairs")),
    )  # fmt: skip
    for name, sql in steps:
        engine.materialize(f"ring_{name}", sql, values, step=f"ring {name.replace('_', ' ')}")
    cases = " ".join(f"when '{kind}' then '{cause}'" for kind, cause in CAUSES.items())
    engine.materialize(
        "ring_link_sums",
        f"""
        with by_cause as (
            select left_no, right_no, case kind {cases} end as cause, least(max(bits), case when max(kind) = 'shop' then 40.0 else {CAUSE_CAP} end) as bits
            from ring_links_by_kind where bits > 0 group by left_no, right_no, case kind {cases} end
        ),
        summed as (
            select left_no, right_no, count(*) as causes, cast(sum(cast(bits as decimal(18, 6))) as double) as total,
                max(case when cause = 'shops' then bits else 0.0 end) as shop_bits
            from by_cause group by left_no, right_no
        )
        select left_no, right_no, causes, total from summed
        where total >= :least and (causes >= 2 or shop_bits >= :alone)""",
        {"least": link_bits(suspects), "alone": link_bits(suspects) + ALONE_MORE},
        step="ring link sums",
    )
    return engine.rows(
        """select a.account_id as left_id, b.account_id as right_id, k.kind, k.things, k.bits, s.total
        from ring_links_by_kind k join ring_link_sums s on k.left_no = s.left_no and k.right_no = s.right_no
            join ring_numbers a on k.left_no = a.account_no join ring_numbers b on k.right_no = b.account_no
        where k.bits > 0 order by 1, 2, 3""",
        step="ring links",
    )
