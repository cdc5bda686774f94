"""Whether the price of an order came back to the buyer, from someone who does this for many orders."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._draws import DRAWN


@dataclass(frozen=True, kw_only=True)
class CashbackReturn(Signal):
    """Bits of surprise at how many of a payer's transfers equal the price of an order of the receiver.

    The order lies in the 15 days before the transfer or, paid in advance, in the 3 days after. A transfer fits when it is the price plus
    at most 12 % and 10 yuan (the fees of reference cases lie at 3 to 9 yuan an order). By chance one transfer in fifty fits one given order,
    or as many as other payers' transfers lie there (cheap things are met by many small sums), so friends, payroll firms
    and the members of a group purchase, who pay once or pay anything, stay silent. A transfer stands for one order only,
    at the shop its payer pays for most; refunds, compensations and orders that were sent back are left out. Bare prices to the cent that a payer
    gives three accounts and more within one day, and on no other, for orders two days apart and more (or of a day and a night, ten
    times as long as the paying took), are a draw or a recall: they count for nothing.
    """

    entity = "order"
    window = days(30)
    evidence = "money"
    act = True
    levels = (4.5, 9.5, 22)
    speaks_for = ("task_brushing", "paid_real_buyer", "empty_parcel", "crowd_ring", "written_reviews", "subsidy_brushing")
    silent_on = ("small_refund", "commission", "group_buy", "company_order")
    can_do_without = ("orders.status", "orders.status_at", "claims")
    label = Words("money back", zh="付款后返还")
    innocent = Words(
        "friends split bills and payroll firms pay anything, their sums fit prices by chance only; a draw gives bare prices back in one evening",
        zh="朋友分摊与发薪公司的转账金额与订单价格只是偶然吻合；免单抽奖在一晚之内按原价返还",
    )
    source = "domain.md §3.3: price and 3 to 9 yuan (大庆 2022)"
    reason = Words(
        "{amount_back:.2f} came {apart} {side} paying {price:.2f}; that payer's transfers fit {fits} orders of {accounts} accounts",
        zh="付款 {price:.2f} {side_zh}{apart_zh}收到 {amount_back:.2f}；该付款人的转账与 {accounts} 个账号的 {fits} 笔订单金额吻合",
    )
    sql = f"""
        with claimed as (select distinct order_id from claims),
        bought as (
            select o.order_id, o.account_id, o.merchant_id, o.occurred_at as bought_at, cast(o.amount as double) as price
            from orders o left join claimed c on o.order_id = c.order_id
            where o.amount > 0 and c.order_id is null and coalesce(o.status, 'placed') not in ('cancelled', 'refused', 'returned')
        ),
        given as (
            select payment_id, payer_id, payee_id, occurred_at as paid_at, cast(amount as double) as amount_back
            from payments where kind in ('transfer', 'red_packet', 'other') and amount > 0
        ),
        bare as (
            select b.payment_id, b.payer_id, b.payee_id, b.paid_at, o.bought_at
            from given b join bought o on b.payee_id = o.account_id and b.amount_back = o.price
            where b.paid_at > o.bought_at and b.paid_at <= o.bought_at + interval 15 day
        ),
        {DRAWN},
        back as (select g.* from given g left join drawn d on g.payment_id = d.payment_id where d.payment_id is null),
        paired as (
            select b.payment_id, b.payer_id, b.payee_id, b.amount_back, b.paid_at, o.order_id, o.merchant_id, o.price, o.bought_at,
                floor(rounded(20.0 * ln(o.price), 6)) as tag,
                case when b.amount_back >= o.price * 0.995 and b.amount_back <= o.price * 1.12 + 10.0 then 1 else 0 end as fits
            from back b join bought o on b.payee_id = o.account_id
            where b.paid_at > o.bought_at - interval 3 day and b.paid_at <= o.bought_at + interval 15 day
        ),
        banded as (
            select payer_id, band, cast(count(*) as double) as transfers
            from (select payer_id, floor(rounded(20.0 * ln(amount_back), 6)) as band from back) as amounts group by payer_id, band
        ),
        market as (select band, dsum(transfers) as transfers from banded group by band),
        handed as (select payer_id, dsum(transfers) as transfers from banded group by payer_id),
        everything as (select dsum(transfers) as transfers from banded),
        tags as (
            select tag, exp(tag / 20.0) * 0.995 as lowest, exp((tag + 1.0) / 20.0) * 1.12 + 10.0 as highest from (select distinct tag from paired) as found
        ),
        reach as (
            select t.tag, dsum(m.transfers) as transfers from tags t join market m on exp((m.band + 0.5) / 20.0) between t.lowest and t.highest group by t.tag
        ),
        own as (
            select u.payer_id, u.tag, dsum(b.transfers) as transfers
            from (select distinct payer_id, tag from paired) u join tags t on u.tag = t.tag
                join banded b on u.payer_id = b.payer_id and exp((b.band + 0.5) / 20.0) between t.lowest and t.highest
            group by u.payer_id, u.tag
        ),
        shares as (
            select u.payer_id, u.tag,
                greatest(0.02, (coalesce(r.transfers, 0.0) - coalesce(o.transfers, 0.0)) / nullif(e.transfers - h.transfers + 20.0, 0)) as share
            from (select distinct payer_id, tag from paired) u left join reach r on u.tag = r.tag
                left join own o on u.payer_id = o.payer_id and u.tag = o.tag join handed h on u.payer_id = h.payer_id cross join everything e
        ),
        chances as (
            select p.payment_id, p.payer_id, max(p.fits) as fits, least(0.5, dsum(s.share)) as chance
            from paired p join shares s on p.payer_id = s.payer_id and p.tag = s.tag group by p.payment_id, p.payer_id
        ),
        payers as (
            select payer_id, cast(sum(fits) as bigint) as fits,
                surprise(cast(sum(fits) as double), cast(sum(cast(chance as decimal(18, 6))) as double)) as bits
            from chances group by payer_id
        ),
        crowds as (select payer_id, count(distinct payee_id) as accounts from paired where fits = 1 group by payer_id),
        shops as (select payer_id, merchant_id, count(distinct order_id) as here from paired where fits = 1 group by payer_id, merchant_id),
        chosen as (
            select p.*, row_number() over (
                partition by p.payment_id order by s.here desc, p.amount_back - p.price, p.bought_at desc, p.order_id) as choice
            from paired p join shops s on p.payer_id = s.payer_id and p.merchant_id = s.merchant_id where p.fits = 1
        ),
        ranked as (
            select p.order_id, p.amount_back, p.price, abs(seconds(p.bought_at, p.paid_at)) / 3600.0 as hours,
                p.paid_at > p.bought_at as is_after, y.bits, y.fits, c.accounts, p.payer_id,
                row_number() over (partition by p.order_id order by y.bits desc, p.amount_back - p.price, p.payment_id) as place
            from chosen p join payers y on p.payer_id = y.payer_id join crowds c on p.payer_id = c.payer_id where p.choice = 1
        )
        select order_id as entity_id, bits as value, amount_back, price, hours, fits, accounts, payer_id,
            case when is_after then 'after' else 'before' end as side, case when is_after then '后' else '前' end as side_zh,
            case when hours <= 1 then 'within the hour' when hours < 48 then concat(cast(cast(ceil(hours) as bigint) as varchar), ' hours')
                else concat(cast(cast(round(hours / 24.0) as bigint) as varchar), ' days') end as apart,
            case when hours <= 1 then '一小时之内' when hours < 48 then concat(' ', cast(cast(ceil(hours) as bigint) as varchar), ' 小时')
                else concat(' ', cast(cast(round(hours / 24.0) as bigint) as varchar), ' 天') end as apart_zh
        from ranked where place = 1"""
