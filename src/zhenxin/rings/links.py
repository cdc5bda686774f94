"""Links between accounts: what two of them share, in bits, by how common the shared thing is."""

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.rings.tokens import CAUSES

MOST_HOLDERS = 800
"""A thing held by more suspects than this makes no pairs: it says little, and its pairs cost much."""
RAREST_SHARE = 0.02
"""A thing held by more than this share of all accounts makes no pairs."""
CAUSE_CAP = 14.0
"""The most bits that one cause gives: the thing may be rarer than that, but our data are not."""
LINK_BITS = 12.0
"""From here on two accounts are linked, where at least two causes agree …"""
ALONE_BITS = 20.0
"""… or from here on where only shared shops speak; no other cause links alone."""

_PAIRS = """
    with rare as (
        select t.kind, t.token, h.holders, count(*) as suspects
        from ring_tokens t join ring_holders h on t.kind = h.kind and t.token = h.token join ring_suspects s on t.account_id = s.account_id
        where h.holders >= 2 and h.holders <= greatest(:most_share, 20.0)
        group by t.kind, t.token, h.holders having count(*) between 2 and :most
    ),
    held as (
        select t.account_id, t.kind, t.token, log2(:accounts / nullif(cast(r.holders as double), 0)) as bits
        from ring_tokens t join rare r on t.kind = r.kind and t.token = r.token join ring_suspects s on t.account_id = s.account_id
    )
    select l.account_id as left_id, r.account_id as right_id, l.kind, count(*) as things, max(l.bits) as bits, min(l.token) as example
    from held l join held r on l.kind = r.kind and l.token = r.token and l.account_id < r.account_id
    group by l.account_id, r.account_id, l.kind
"""

# two lively buyers meet at popular shops by chance: expected is the product of their numbers of shops, by how popular shops are
_CHANCE = """
    with shops as (select token, cast(holders as double) as holders from ring_holders where kind = 'shop'),
    whole as (select cast(sum(holders) as double) as held from shops),
    meeting as (
        select cast(sum(cast((s.holders / nullif(w.held, 0)) * (s.holders / nullif(w.held, 0)) as decimal(38, 18))) as double) as chance
        from shops s cross join whole w
        where s.holders <= greatest(:most_share, 20.0)
    ),
    lively as (select account_id, cast(count(*) as double) as shops from ring_tokens where kind = 'shop' group by account_id)
    select p.left_id, p.right_id, p.kind, p.things, p.example,
        surprise(p.things, 3.0 * a.shops * b.shops * m.chance + 0.05) as bits
    from ring_pairs p join lively a on p.left_id = a.account_id join lively b on p.right_id = b.account_id cross join meeting m
    where p.kind = 'shop' and p.things >= 2
    union all
    select left_id, right_id, kind, things, example, bits from ring_pairs where kind <> 'shop'
"""


def link_accounts(engine: Engine, accounts: int) -> pa.Table:
    """Links among suspects: left_id < right_id, kind, things (how many are shared), example, bits; one row a pair and kind, sorted.

    Only pairs whose causes together reach LINK_BITS, at least two of them (or shops alone reaching ALONE_BITS), are kept.
    """
    values = {"accounts": float(max(accounts, 2)), "most": MOST_HOLDERS, "most_share": RAREST_SHARE * accounts}
    engine.materialize("ring_pairs", _PAIRS, values, step="ring pairs")
    engine.materialize("ring_links_by_kind", _CHANCE, values, step="ring links by chance")
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
        where total >= {LINK_BITS} and (causes >= 2 or shop_bits >= {ALONE_BITS})""",
        step="ring link sums",
    )
    return engine.rows(
        """select k.left_id, k.right_id, k.kind, k.things, k.example, k.bits, s.total
        from ring_links_by_kind k join ring_link_sums s on k.left_id = s.left_id and k.right_id = s.right_id
        where k.bits > 0 order by k.left_id, k.right_id, k.kind""",
        step="ring links",
    )
