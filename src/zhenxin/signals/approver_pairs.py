"""Whether one clerk approves the claims of the same people again and again."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ApproverPairs(Signal):
    """Bits of surprise at how many claims of one account one clerk approved.

    Binomial, by Kullback and Leibler's divergence. Expected is the account's claims by the clerk's share of the other accounts of those days,
    threefold, and half a claim: a busy clerk sees everybody. Every account counts once, however much it claims, or a few who claim all the time
    would make their own clerk a busy one. Claims for one checkout are one claim. A claim without an approver counts for nobody.
    """

    entity = "order"
    window = days(180)
    evidence = "network"
    act = False
    levels = (4, 8, 16)
    speaks_for = ("compensation_abuse", "insider_collusion")
    silent_on = ("busy_agent", "truthful_claimant", "high_return")
    can_do_without = ("orders",)
    label = Words("claimant and clerk", zh="索赔人与审批人固定搭配")
    innocent = Words(
        "a busy clerk approves for everybody; compared with his share of all claims",
        zh="经办量大的客服谁的单都会批；与其占全部审批的比例比较",
    )
    source = "domain.md §2 row 24: approver and claimant pairs (扬州, 38万)"
    reason = Words(
        "one clerk approved {approved} of {claims} claims of this account; {expected:.1f} would be usual",
        zh="该账号的 {claims} 次索赔中有 {approved} 次由同一人审批；正常水平约为 {expected:.1f} 次",
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
        judged as (
            select s.account_id, s.kind, s.approver_id, s.approved, s.claims, s.claims * (c.accounts - s.share + 0.5) / nullif(k.accounts, 0) as expected
            from shares s join clerks c on s.kind = c.kind and s.approver_id = c.approver_id join kinds k on s.kind = k.kind where s.approved >= 2
        ),
        told as (
            select a.order_id, j.approved, j.claims, j.expected,
                surprise_of(j.approved, j.claims, least(0.95, (3.0 * j.expected + 0.5) / nullif(j.claims, 0))) as bits,
                row_number() over (partition by a.order_id order by j.approved desc, a.claim_id) as choice
            from approved a join judged j on a.account_id = j.account_id and a.kind = j.kind and a.approver_id = j.approver_id
        )
        select order_id as entity_id, bits as value, approved, claims, expected from told where choice = 1"""
