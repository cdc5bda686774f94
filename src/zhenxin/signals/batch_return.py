"""Whether a payer's transfers follow what each receiver had just spent at the payer's shops, several orders at a time."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class BatchReturn(Signal):
    """Bits of surprise at how many of a payer's transfers cover the receiver's orders since the last one, against shuffled transfers.

    The payer's shops are those where at least three of its receivers bought; a transfer covers the orders there since the payer's last
    transfer to that account (21 days at the most) when it is their sum plus at most 70 % and 12 yuan, since reviews are paid for too.
    Expected is how often the payer's other transfers would cover the same orders, so that wages and allowances, which do not follow
    what was bought, stay silent whatever their size.
    """

    entity = "order"
    window = days(90)
    evidence = "money"
    act = True
    levels = (5, 12, 28)
    speaks_for = ("written_reviews", "task_brushing", "paid_real_buyer", "crowd_ring")
    silent_on = ("small_refund", "commission", "group_buy", "company_order")
    can_do_without = ("orders.status", "orders.status_at", "claims")
    reason = Words(
        "one of {covered} transfers of one payer that cover what {accounts} receivers had just spent at the same shops; {expected:.1f} by chance",
        zh="同一付款人的 {covered} 笔转账恰好覆盖 {accounts} 名收款人此前在同一批店铺的花费，偶然情况下约 {expected:.1f} 笔",
    )
    sql = """
        with claimed as (select distinct order_id from claims),
        bought as (
            select o.order_id, o.account_id, o.merchant_id, o.occurred_at as bought_at, o.amount as price
            from orders o left join claimed c on o.order_id = c.order_id
            where o.amount > 0 and c.order_id is null and coalesce(o.status, 'placed') not in ('cancelled', 'refused', 'returned')
        ),
        back as (
            select payment_id, payer_id, payee_id, occurred_at as paid_at, amount from payments
            where kind in ('transfer', 'red_packet', 'other') and amount > 0
        ),
        busy as (
            select payer_id from back group by payer_id having count(distinct payee_id) >= 3 and count(*) between 6 and 500
        ),
        receivers as (select distinct b.payer_id, b.payee_id from back b join busy y on b.payer_id = y.payer_id),
        shops as (
            select r.payer_id, o.merchant_id from receivers r join bought o on r.payee_id = o.account_id
            group by r.payer_id, o.merchant_id having count(distinct r.payee_id) >= 3
        ),
        paid as (
            select b.payment_id, b.payer_id, b.payee_id, b.paid_at, b.amount,
                lag(b.paid_at) over (partition by b.payer_id, b.payee_id order by b.paid_at, b.payment_id) as last_at
            from back b join busy y on b.payer_id = y.payer_id
        ),
        spent as (
            select p.payment_id, p.payer_id, p.payee_id, p.amount, o.order_id, o.price
            from paid p join bought o on p.payee_id = o.account_id join shops s on p.payer_id = s.payer_id and o.merchant_id = s.merchant_id
            where o.bought_at <= p.paid_at and o.bought_at > p.paid_at - interval 21 day and (p.last_at is null or o.bought_at > p.last_at)
        ),
        summed as (
            select payment_id, payer_id, payee_id, cast(max(amount) as double) as amount, cast(sum(price) as double) as spent
            from spent group by payment_id, payer_id, payee_id
        ),
        shuffled as (
            select a.payer_id, a.payment_id, avg(case when b.amount >= 0.995 * a.spent and b.amount <= 1.7 * a.spent + 12.0 then 1.0 else 0.0 end) as chance
            from summed a join summed b on a.payer_id = b.payer_id and a.payment_id <> b.payment_id
            group by a.payer_id, a.payment_id
        ),
        payers as (
            select s.payer_id, count(distinct case when s.amount >= 0.995 * s.spent and s.amount <= 1.7 * s.spent + 12.0 then s.payee_id end) as accounts,
                cast(sum(case when s.amount >= 0.995 * s.spent and s.amount <= 1.7 * s.spent + 12.0 then 1 else 0 end) as bigint) as covered,
                cast(sum(cast(h.chance as decimal(18, 6))) as double) as expected
            from summed s join shuffled h on s.payment_id = h.payment_id group by s.payer_id
        ),
        ranked as (
            select t.order_id, surprise(p.covered, 1.3 * p.expected + 0.5) as bits, p.covered, p.accounts, p.expected, p.payer_id,
                row_number() over (partition by t.order_id order by p.covered - p.expected desc, p.payer_id) as choice
            from spent t join summed s on t.payment_id = s.payment_id join payers p on t.payer_id = p.payer_id
            where s.amount >= 0.995 * s.spent and s.amount <= 1.7 * s.spent + 12.0 and p.accounts >= 3
        )
        select order_id as entity_id, bits as value, covered, accounts, expected, payer_id from ranked where choice = 1"""
