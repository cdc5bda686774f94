"""Whether people send somebody one sum after another, each larger than the last, within hours."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class AdvancePayments(Signal):
    """Bits of surprise at the ladders that lead to this payee: three sums of one payer and more, each a third above the last, within three days.

    The bait of an advance-payment scam is a small sum that comes back, then sums that do not (“连单”, “卡单”), each to another account.
    Whoever pays wages or rent pays like sums, and friends pay any. A ladder counts for each payee on it, its steps beyond two together; expected is
    what all other pairs of payer and payee give, threefold: those who climb to this payee are no measure of it. The payers are victims, and are not
    named.
    """

    entity = "payee"
    window = days(28)
    evidence = "money"
    act = True
    levels = (4, 8, 16)
    speaks_for = ("advance_payment_scam",)
    silent_on = ("commission", "group_buy", "small_refund", "victim")
    label = Words("rising advances", zh="逐级垫付")
    innocent = Words(
        "friends lend each other more and more; a payee to whom several people do it at once is another matter",
        zh="朋友间也会越借越多；但同时有几个人这样向同一人付款则不同",
    )
    source = "domain.md §2 row 25: rising transfers to many personal accounts; MPS: a third of telecom fraud"
    reason = Words(
        "{ladders} of the {payers} people who paid this payee were sending rising sums, up to {steps} in a row within days",
        zh="向该收款人付款的 {payers} 人中，有 {ladders} 人正在逐笔加码付款，最长连续 {steps} 笔",
    )
    sql = """
        with sent as (
            select payer_id, payee_id, occurred_at, cast(amount as double) as amount, payment_id from payments
            where kind in ('transfer', 'other') and amount > 0 and coalesce(payer_kind, 'account') = 'account'
        ),
        steps as (
            select payer_id, payee_id, occurred_at, payment_id,
                case when amount >= 1.3 * lag(amount) over (partition by payer_id order by occurred_at, payment_id)
                    and seconds(lag(occurred_at) over (partition by payer_id order by occurred_at, payment_id), occurred_at) <= 259200
                    then 0 else 1 end as opens
            from sent
        ),
        runs as (
            select *, cast(sum(opens) over (partition by payer_id order by occurred_at, payment_id rows unbounded preceding) as bigint) as ladder
            from steps
        ),
        ladders as (select payer_id, ladder, count(*) as steps from runs group by payer_id, ladder having count(*) >= 3),
        pairs as (
            select r.payer_id, r.payee_id, max(coalesce(l.steps, 0)) as steps
            from runs r left join ladders l on r.payer_id = l.payer_id and r.ladder = l.ladder group by r.payer_id, r.payee_id
        ),
        payees as (
            select payee_id, count(*) as payers, cast(sum(case when steps >= 3 then 1 else 0 end) as bigint) as ladders, max(steps) as steps,
                cast(sum(greatest(steps - 2, 0)) as bigint) as beyond
            from pairs group by payee_id
        ),
        own as (
            select f.payee_id, cast(sum(greatest(t.steps - 2, 0)) as bigint) as beyond, count(*) as pairs
            from (select distinct payee_id, payer_id from pairs where steps >= 3) f join pairs t on f.payer_id = t.payer_id group by f.payee_id
        ),
        whole as (select cast(sum(beyond) as bigint) as beyond, cast(sum(payers) as bigint) as pairs from payees),
        judged as (
            select p.payee_id, p.payers, p.ladders, p.steps, p.beyond,
                (w.beyond - o.beyond + 1.0) / nullif(w.pairs - o.pairs + 20.0, 0) as each
            from payees p join own o on p.payee_id = o.payee_id cross join whole w where p.ladders >= 1
        )
        select payee_id as entity_id, payers, ladders, steps, surprise(beyond, 3.0 * payers * each + 0.05) as value from judged"""
