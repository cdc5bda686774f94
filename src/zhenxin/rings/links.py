"""Links between accounts: what two of them share, in bits, by how common the shared thing is."""

import math

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.rings.tokens import CAUSES

MOST_HOLDERS = 800
"""A thing held by more suspects than this makes no pairs: it says little, and its pairs cost much."""
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
    select t.kind, t.token, h.holders, count(s.account_id) as suspects
    from ring_tokens t join ring_holders h on t.kind = h.kind and t.token = h.token left join ring_suspects s on t.account_id = s.account_id
    where h.holders <= greatest(:most_share, 20.0)
    group by t.kind, t.token, h.holders
"""

_LIVELY = """
    select t.account_id, t.kind, cast(count(*) as double) as things
    from ring_tokens t join ring_rare r on t.kind = r.kind and t.token = r.token join ring_suspects s on t.account_id = s.account_id
    group by t.account_id, t.kind
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

_PAIRS = """
    with held as (
        select t.account_id, t.kind, t.token, r.holders
        from ring_tokens t join ring_rare r on t.kind = r.kind and t.token = r.token join ring_suspects s on t.account_id = s.account_id
        where r.suspects between 2 and :most
    )
    select l.account_id as left_id, r.account_id as right_id, l.kind, count(*) as things, min(l.holders) as fewest, max(l.holders) as most,
        min(l.token) as example
    from held l join held r on l.kind = r.kind and l.token = r.token and l.account_id < r.account_id
    group by l.account_id, r.account_id, l.kind
"""

# either all that two accounts share or the rarest of it, whichever surprises more; the more things each has, the less it does
_SURPRISES = """
    select p.left_id, p.right_id, p.kind, p.things, p.example, greatest(
        surprise(p.things, :tolerance * a.things * b.things * m.chance),
        surprise(1, :tolerance * a.things * b.things * f.chance)) as bits
    from ring_pairs p join ring_lively a on p.left_id = a.account_id and p.kind = a.kind
        join ring_lively b on p.right_id = b.account_id and p.kind = b.kind
        join ring_chances m on p.kind = m.kind and p.most = m.holders join ring_chances f on p.kind = f.kind and p.fewest = f.holders
"""


def link_accounts(engine: Engine, accounts: int) -> pa.Table:
    """Links among suspects: left_id < right_id, kind, things (how many are shared), example, bits; one row a pair and kind, sorted.

    Only pairs whose causes together reach `link_bits`, at least two of them (or shops alone, with ALONE_MORE), are kept.
    """
    suspects = int(engine.rows("select count(*) as n from ring_suspects", step="ring suspects").column("n")[0].as_py())
    values = {"most": MOST_HOLDERS, "most_share": RAREST_SHARE * accounts, "tolerance": TOLERANCE}
    for name, sql in (("rare", _RARE), ("lively", _LIVELY), ("chances", _CHANCES), ("pairs", _PAIRS), ("links_by_kind", _SURPRISES)):
        engine.materialize(f"ring_{name}", sql, values, step=f"ring {name.replace('_', ' ')}")
    cases = " ".join(f"when '{kind}' then '{cause}'" for kind, cause in CAUSES.items())
    engine.materialize(
        "ring_link_sums",
        f"""
        with by_cause as (
            select left_id, right_id, case kind {cases} end as cause, least(max(bits), case when max(kind) = 'shop' then 40.0 else {CAUSE_CAP} end) as bits
            from ring_links_by_kind where bits > 0 group by left_id, right_id, case kind {cases} end
        ),
        summed as (
            select left_id, right_id, count(*) as causes, cast(sum(cast(bits as decimal(18, 6))) as double) as total,
                max(case when cause = 'shops' then bits else 0.0 end) as shop_bits
            from by_cause group by left_id, right_id
        )
        select left_id, right_id, causes, total from summed
        where total >= :least and (causes >= 2 or shop_bits >= :alone)""",
        {"least": link_bits(suspects), "alone": link_bits(suspects) + ALONE_MORE},
        step="ring link sums",
    )
    return engine.rows(
        """select k.left_id, k.right_id, k.kind, k.things, k.example, k.bits, s.total
        from ring_links_by_kind k join ring_link_sums s on k.left_id = s.left_id and k.right_id = s.right_id
        where k.bits > 0 order by k.left_id, k.right_id, k.kind""",
        step="ring links",
    )
