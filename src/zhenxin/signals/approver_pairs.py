"""Whether one clerk approves the claims of the same people again and again."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ApproverPairs(Signal):
    """Bits of surprise at how many claims of one account one clerk approved.

    Binomial, by Kullback and Leibler's divergence. Expected is the account's claims by the clerk's share of the other accounts of those days,
    threefold, and half a claim: a busy clerk sees everybody. Every account counts once, however much it claims, or a few who claim all the time
    would make their own clerk a busy one. Claims for one checkout are one claim. Accounts whose compensation is paid on one card are one claimant
    besides, held against the clerk's share of all others. A claim without an approver counts for nobody.
    """

    entity = "order"
    window = days(180)
    evidence = "network"
    act = False
    levels = (4, 8, 16)
    speaks_for = ("compensation_abuse", "insider_collusion")
    silent_on = ("busy_agent", "truthful_claimant", "high_return")
    can_do_without = ("orders", "payments")
    label = Words("claimant and clerk", zh="索赔人与审批人固定搭配")
    innocent = Words(
        "a busy clerk approves for everybody; compared with his share of all claims",
        zh="经办量大的客服谁的单都会批；与其占全部审批的比例比较",
    )
    source = "domain.md §2 row 24: approver and claimant pairs (扬州, 38万)"
    reason = Words(
        "one clerk approved {approved} of {claims} claims of {whose}; {expected:.1f} would be usual",
        zh="{whose_zh}的 {claims} 次索赔中有 {approved} 次由同一人审批；正常水平约为 {expected:.1f} 次",
    )
    sql = """
        with approved as (
            select c.claim_id, c.order_id, coalesce(o.basket_id, c.order_id) as basket, c.account_id, c.approver_id, c.kind
            from claims c left join orders o on c.order_id = o.order_id where c.approver_id is not null
        ),
        accounts as (select account_id, kind, count(distinct basket) as claims from approved group by account_id, kind),
        kinds as (select kind, cast(count(*) as double) as accounts from accounts group by kind),
        pairs as (select account_id, kind, approver_id, count(distinct basket) as approved from approved group by account_id, kind, approver_id),
        shares as (
            select p.account_id, p.kind, p.approver_id, p.approved, a.claims, cast(p.approved as double) / nullif(a.claims, 0) as share
            from pairs p join accounts a on p.account_id = a.account_id and p.kind = a.kind
        ),
        clerks as (select kind, approver_id, dsum(share) as accounts from shares group by kind, approver_id),
        carded as (
            select a.kind, a.account_id, min(p.payee_instrument_hash) as card from approved a join payments p on a.order_id = p.order_id
            where p.kind = 'compensation' and p.payee_id = a.account_id and p.payee_instrument_hash is not null group by a.kind, a.account_id
        ),
        shared as (select kind, card from carded group by kind, card having count(*) >= 2),
        units as (
            select kind, account_id, 'account' as whose, account_id as unit from accounts
            union all
            select c.kind, c.account_id, 'card' as whose, c.card as unit from carded c join shared s on c.kind = s.kind and c.card = s.card
        ),
        sizes as (
            select u.kind, u.whose, u.unit, count(*) as accounts, cast(sum(a.claims) as bigint) as claims
            from units u join accounts a on u.kind = a.kind and u.account_id = a.account_id group by u.kind, u.whose, u.unit
        ),
        served as (
            select u.kind, u.whose, u.unit, s.approver_id, cast(sum(s.approved) as bigint) as approved, dsum(s.share) as share
            from units u join shares s on u.kind = s.kind and u.account_id = s.account_id group by u.kind, u.whose, u.unit, s.approver_id
        ),
        judged as (
            select v.kind, v.whose, v.unit, v.approver_id, v.approved, z.claims,
                z.claims * (c.accounts - v.share + 0.5) / nullif(k.accounts - z.accounts + 1.0, 0) as expected
            from served v join sizes z on v.kind = z.kind and v.whose = z.whose and v.unit = z.unit
                join clerks c on v.kind = c.kind and v.approver_id = c.approver_id join kinds k on v.kind = k.kind
            where v.approved >= 2
        ),
        told as (
            select *, surprise_of(approved, claims, least(0.95, (3.0 * expected + 0.5) / nullif(claims, 0))) as bits from judged
        ),
        ranked as (
            select a.order_id, t.approved, t.claims, t.expected, t.bits, t.whose,
                row_number() over (partition by a.order_id order by t.bits desc, t.approved desc, t.whose, a.claim_id) as choice
            from approved a join units u on a.kind = u.kind and a.account_id = u.account_id
                join told t on u.kind = t.kind and u.whose = t.whose and u.unit = t.unit and a.approver_id = t.approver_id
        )
        select order_id as entity_id, bits as value, approved, claims, expected,
            case when whose = 'card' then 'accounts that are paid on one card' else 'this account' end as whose,
            case when whose = 'card' then '收款于同一张卡的账号' else '该账号' end as whose_zh
        from ranked where choice = 1"""
