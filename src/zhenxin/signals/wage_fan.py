"""Whether many accounts get the same small sum from one payer within two weeks, a sum that others do not pay."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class WageFan(Signal):
    """Bits of surprise at how many accounts one payer paid one and the same sum of at most 50 yuan within 14 days; at most 2 bits each.

    Expected is what the other payers' share of that sum gives, at least a twentieth for whole yuan and a fifth for tens: three or five yuan go from
    everybody to everybody, deposits of thirty go back to all who paid them, 27 cents go round in one place.
    Payments to somebody who wrote a review in the seven days before are left out (see review_pay), payments about an order too, and what a shop pays
    its own buyers, or a sum that it hands out within one day and on no other: that is a price difference or an apology, while wages follow the work.
    Wages and commissions of honest work differ from one receiver to the next. Who pays fewer than five accounts is not heard.
    """

    entity = "account"
    window = days(14)
    evidence = "money"
    act = True
    levels = (8, 14, 28)
    speaks_for = ("fake_engagement", "coattail_clicks", "live_inflation", "hired_negative", "crowd_ring")
    silent_on = ("commission", "small_refund", "any_review_reward", "group_buy")
    can_do_without = ("reviews", "payments.order_id", "orders", "merchants")
    label = Words("paid by the piece", zh="按件领钱")
    innocent = Words(
        "lotteries and rewards hand out one sum to many, round sums that others hand out too; a shop gives its buyers a price difference",
        zh="抽奖和活动奖励也会向多人发放同一金额，但多为他人也常发的整数；店铺向自家买家补差价不计入",
    )
    source = "domain.md §2 row 11 (small fixed commissions), §3.2 (3 to 9 yuan an order, cents a like)"
    reason = Words(
        "one of {accounts} accounts that got exactly {sum:.2f} each from one payer within {window}; other payers: {others}",
        zh="{window}内同一付款人向 {accounts} 个账号各付 {sum:.2f}，本账号为其一；其他付款人付过该金额的账号共 {others} 个",
    )
    sql = """
        with written as (select account_id, occurred_at from reviews),
        customers as (select merchant_id, account_id, min(occurred_at) as since from orders group by merchant_id, account_id),
        handed as (
            select p.payer_id, p.payee_id, p.amount, p.occurred_at
            from payments p left join customers c on p.payer_id = c.merchant_id and p.payee_id = c.account_id and p.occurred_at > c.since
            where p.kind in ('transfer', 'red_packet', 'other') and p.order_id is null and p.amount > 0 and p.amount <= 50 and c.merchant_id is null
        ),
        rewards as (
            select distinct h.payer_id, h.payee_id, h.amount from handed h join written w on h.payee_id = w.account_id
            where h.occurred_at > w.occurred_at and h.occurred_at <= w.occurred_at + interval 7 day
        ),
        sums as (
            select distinct h.payer_id, h.payee_id, h.amount from handed h
                left join rewards r on h.payer_id = r.payer_id and h.payee_id = r.payee_id and h.amount = r.amount
            where r.payer_id is null
        ),
        payers as (select payer_id, count(distinct payee_id) as receivers from sums group by payer_id having count(distinct payee_id) >= 5),
        everybody as (select count(*) as paid from sums),
        priced as (select amount, count(*) as paid from sums group by amount),
        at_once as (
            select h.payer_id, h.amount from handed h join merchants m on h.payer_id = m.merchant_id
            group by h.payer_id, h.amount having max(h.occurred_at) <= min(h.occurred_at) + interval 1 day
        ),
        fans as (
            select s.payer_id, s.amount, count(*) as accounts from sums s left join at_once a on s.payer_id = a.payer_id and s.amount = a.amount
            where a.payer_id is null group by s.payer_id, s.amount having count(*) >= 5
        ),
        judged as (
            select f.payer_id, f.amount, f.accounts, p.paid - f.accounts as others, least(2.0 * f.accounts, surprise(
                f.accounts, 3.0 * y.receivers * greatest(
                    (p.paid - f.accounts + 1.0) / nullif(e.paid - y.receivers + 2.0, 0),
                    case when f.amount = 10 * floor(f.amount / 10) then 0.2 when f.amount = floor(f.amount) then 0.05 else 0.0 end) + 0.5)) as bits
            from fans f join priced p on f.amount = p.amount join payers y on f.payer_id = y.payer_id cross join everybody e
        ),
        ranked as (
            select s.payee_id, j.bits, j.accounts, j.amount, j.others, j.payer_id,
                row_number() over (partition by s.payee_id order by j.bits desc, j.payer_id, j.amount) as place
            from sums s join judged j on s.payer_id = j.payer_id and s.amount = j.amount
        )
        select payee_id as entity_id, bits as value, accounts, cast(amount as double) as sum, others, payer_id from ranked where place = 1"""
