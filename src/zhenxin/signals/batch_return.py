"""Whether a payer's transfers add up, to the cent, to orders of each receiver at the payer's shops plus one and the same fee a piece."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._draws import DRAWN


@dataclass(frozen=True, kw_only=True)
class BatchReturn(Signal):
    """Bits of surprise at how many of a payer's transfers are such a sum, against the same sums with the payer's other transfers.

    The payer's shops are those where at least three of its receivers bought. A sum is one to five orders there in a row, of the 21 days
    before the transfer, and up to six times the payer's fee: a whole or half yuan, the commonest difference, by the piece, between its
    transfers and such orders (organisers pay by the piece, reviews too). Wages and allowances do not follow what was bought, so that
    shuffled transfers fit as often and the signal is silent, whatever their size. Bare sums that a payer gives within one day, and on no
    other, for orders two days apart and more (or of a day and a night, ten times as long as the paying took), are a draw or a recall and count for
    nothing (see cashback_return).

    The bits are Chernoff's bound of the binomial tail, three transfers given away because the fee was chosen to fit.
    """

    entity = "order"
    window = days(90)
    evidence = "money"
    act = True
    together = True
    levels = (6, 14, 30)
    speaks_for = ("written_reviews", "task_brushing", "paid_real_buyer", "crowd_ring")
    silent_on = ("small_refund", "commission", "group_buy", "company_order")
    can_do_without = ("orders.status", "orders.status_at", "claims")
    label = Words("orders paid back in one sum", zh="多笔订单合并返还")
    innocent = Words(
        "a refund to the cent of several orders comes from the platform, not from a person; a draw gives prices back without a fee, in one evening",
        zh="平台的合并退款由平台支付，而非个人；免单抽奖不付报酬，且在一晚之内返还",
    )
    source = "domain.md §2 row 1: 大庆 2022, price and fee repaid"
    reason = Words(
        "one of {covered} transfers of one payer to {accounts} accounts that are, to the cent, the sum of their orders and a fee of {fee:.2f} a piece;"
        " {expected:.1f} by chance",
        zh="同一付款人向 {accounts} 个账号的 {covered} 笔转账分毫不差地等于其订单金额加每件 {fee:.2f} 的固定报酬，偶然情况下约 {expected:.1f} 笔",
    )
    sql = f"""
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
        busy as (select payer_id from back group by payer_id having count(distinct payee_id) >= 3 and count(*) >= 6),
        receivers as (select distinct b.payer_id, b.payee_id from back b join busy y on b.payer_id = y.payer_id),
        shops as (
            select r.payer_id, o.merchant_id from receivers r join bought o on r.payee_id = o.account_id
            group by r.payer_id, o.merchant_id having count(distinct r.payee_id) >= 3
        ),
        spent as (
            select b.payment_id, b.payer_id, b.payee_id, b.amount, o.order_id, o.price,
                row_number() over (partition by b.payment_id order by o.bought_at desc, o.order_id) as place,
                cast(sum(o.price) over (
                    partition by b.payment_id order by o.bought_at desc, o.order_id rows between unbounded preceding and current row
                ) as decimal(18, 2)) as so_far
            from back b join busy y on b.payer_id = y.payer_id join bought o on b.payee_id = o.account_id
                join shops s on b.payer_id = s.payer_id and o.merchant_id = s.merchant_id
            where o.bought_at <= b.paid_at and o.bought_at > b.paid_at - interval 21 day
        ),
        bare as (
            select distinct s.payment_id, s.payer_id, s.payee_id, b.paid_at, o.bought_at
            from spent s join back b on s.payment_id = b.payment_id join bought o on s.order_id = o.order_id where s.amount = s.price
        ),
        {DRAWN},
        kept as (select s.* from spent s left join drawn d on s.payment_id = d.payment_id where d.payment_id is null),
        runs as (
            select f.payment_id, f.payer_id, f.payee_id, f.amount, f.place as from_place, l.place as to_place, l.so_far - f.so_far + f.price as spent
            from kept f join kept l on f.payment_id = l.payment_id and l.place between f.place and f.place + 4 where f.place <= 8 and l.place <= 8
        ),
        pieces as (
            select 0 as n union all select 1 as n union all select 2 as n union all select 3 as n union all select 4 as n union all select 5 as n
            union all select 6 as n
        ),
        halves as (
            select payer_id, payee_id, payment_id, amount, spent, cast(amount - spent as double) * 2.0 as over_spent from runs
            where amount - spent between 2 and 240 and cast(amount - spent as double) * 2.0 = floor(cast(amount - spent as double) * 2.0)
        ),
        differences as (
            select h.payer_id, h.over_spent / nullif(2.0 * p.n, 0) as fee, count(distinct h.payment_id) as payments,
                count(distinct h.payee_id) as accounts
            from halves h cross join pieces p
            where p.n between 1 and 4 and h.over_spent between 4.0 * p.n and 120.0 * p.n
                and floor(h.over_spent / nullif(1.0 * p.n, 0)) * p.n = h.over_spent
            group by h.payer_id, h.over_spent / nullif(2.0 * p.n, 0)
        ),
        fees as (
            select payer_id, cast(fee as decimal(18, 2)) as fee from (
                select payer_id, fee, row_number() over (partition by payer_id order by payments desc, fee) as choice from differences
                where payments >= 3 and accounts >= 2
            ) as ranked where choice = 1
        ),
        sums as (
            select r.payment_id, r.payer_id, r.payee_id, r.amount, r.from_place, r.to_place,
                coalesce(f.fee, cast(0 as decimal(18, 2))) as fee, r.spent + p.n * coalesce(f.fee, cast(0 as decimal(18, 2))) as whole
            from runs r left join fees f on r.payer_id = f.payer_id cross join pieces p
        ),
        paid as (
            select payment_id, payer_id, amount, row_number() over (partition by payer_id order by h60(payment_id), payment_id) as turn
            from (select distinct payment_id, payer_id, amount from sums) as payments
        ),
        shuffled as (
            select a.payer_id, a.payment_id, b.payment_id as other_id, max(case when s.whole = b.amount then 1 else 0 end) as fits
            from paid a join paid b on a.payer_id = b.payer_id and b.turn > a.turn and b.turn <= a.turn + 12 join sums s on s.payment_id = a.payment_id
            group by a.payer_id, a.payment_id, b.payment_id
        ),
        chances as (select payer_id, avg(cast(fits as double)) as chance from shuffled group by payer_id),
        fitting as (select distinct payment_id, payer_id, payee_id, from_place, to_place, fee from sums where whole = amount),
        payers as (
            select p.payer_id, count(*) as transfers, count(distinct f.payment_id) as covered, count(distinct f.payee_id) as accounts, max(f.fee) as fee
            from paid p left join (select distinct payment_id, payee_id, fee from fitting) f on p.payment_id = f.payment_id group by p.payer_id
        ),
        rates as (
            select p.payer_id, p.covered, p.accounts, cast(p.fee as double) as fee, p.transfers * c.chance as expected, cast(p.transfers as double) as n,
                least(0.95, 1.3 * c.chance + case when p.fee > 0 then 3.0 else 0.5 end / nullif(p.transfers, 0)) as rate
            from payers p join chances c on p.payer_id = c.payer_id where p.accounts >= 3
        ),
        judged as (select payer_id, covered, accounts, fee, expected, surprise_of(covered, n, rate) as bits from rates),
        ranked as (
            select s.order_id, j.bits, j.covered, j.accounts, j.expected, j.fee, j.payer_id,
                row_number() over (partition by s.order_id order by j.bits desc, j.payer_id) as choice
            from fitting f join spent s on f.payment_id = s.payment_id and s.place between f.from_place and f.to_place
                join judged j on f.payer_id = j.payer_id
        )
        select order_id as entity_id, bits as value, covered, accounts, expected, fee, payer_id from ranked where choice = 1"""
