"""Whether money runs from a shop, by up to three hands, to accounts that order from that shop right after."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class PayerPayeeLoop(Signal):
    """Bits of surprise at how many of the people whom one hand paid ordered at the shop that the money came from, within ten days after.

    The hand is the shop itself, whoever the shop paid in the thirty days before, or whoever was paid by that one. Expected is the share of all buyers who
    ordered at this shop in the window, threefold: a payroll firm pays people who shop anywhere. Refunds and payouts of the platform are no such
    payments, and payments after an order are for others to judge (cashback_return); at least three receivers must have ordered.
    """

    entity = "order"
    window = days(60)
    evidence = "money"
    act = True
    levels = (6, 12, 24)
    speaks_for = ("subsidy_brushing", "insider_collusion", "task_brushing", "staff_brushing")
    silent_on = ("commission", "small_refund", "any_review_reward", "company_order", "group_buy")
    can_do_without = ("orders.status", "payments.payer_kind", "payments.payee_kind")
    label = Words("bought with the shop’s money", zh="资金回流")
    innocent = Words(
        "staff and streamers are paid by shops and buy too, but anywhere",
        zh="店员和主播会从商家领钱也会购物，但不会集中在付款的店铺",
    )
    source = "domain.md §2 row 22: loop payer = merchant, payer–payee graph; 长宁 2019"
    reason = Words(
        "{buyers} of {receivers} people paid by one hand, {hops_en} from this shop, ordered here within days; {expected:.1f} would be usual",
        zh="由本店{hops_zh}付款的 {receivers} 人中有 {buyers} 人随后数日内在本店下单；正常水平约为 {expected:.1f} 人",
    )
    sql = """
        with handed as (
            select payer_id, payee_id, occurred_at, coalesce(payee_kind, '') as payee_kind, coalesce(payer_kind, '') as payer_kind from payments
            where kind in ('transfer', 'red_packet', 'other') and amount > 0 and payer_id <> payee_id
        ),
        shops as (select distinct merchant_id from orders),
        first_hop as (
            select h.payer_id as merchant_id, h.payee_id as hand, min(h.occurred_at) as from_at from handed h join shops s on h.payer_id = s.merchant_id
            where h.payee_kind not in ('merchant', 'platform') group by h.payer_id, h.payee_id
        ),
        fans as (select payer_id, count(distinct payee_id) as receivers from handed group by payer_id having count(distinct payee_id) >= 3),
        second_hop as (
            select f.merchant_id, h.payee_id as hand, min(h.occurred_at) as from_at
            from first_hop f join handed h on f.hand = h.payer_id and h.occurred_at > f.from_at and h.occurred_at <= f.from_at + interval 30 day
                join fans n on h.payee_id = n.payer_id
            where h.payee_kind not in ('merchant', 'platform') group by f.merchant_id, h.payee_id
        ),
        hands as (
            select merchant_id, merchant_id as hand, cast(null as timestamp) as from_at, 1 as hops from shops
            union all
            select merchant_id, hand, from_at, 2 as hops from first_hop
            union all
            select merchant_id, hand, from_at, 3 as hops from second_hop
        ),
        reached as (
            select merchant_id, hand, min(from_at) as from_at, min(hops) as hops from hands group by merchant_id, hand
        ),
        fed as (
            select r.merchant_id, r.hand, r.hops, h.payee_id, h.occurred_at as paid_at
            from reached r join fans n on r.hand = n.payer_id join handed h on r.hand = h.payer_id
            where h.payee_kind not in ('merchant', 'platform') and (r.from_at is null or h.occurred_at > r.from_at)
        ),
        bought as (
            select order_id, account_id, merchant_id, occurred_at from orders where coalesce(status, 'placed') not in ('cancelled', 'refused')
        ),
        back as (
            select f.merchant_id, f.hand, f.hops, f.payee_id, b.order_id from fed f join bought b on f.merchant_id = b.merchant_id and f.payee_id = b.account_id
            where b.occurred_at > f.paid_at and b.occurred_at <= f.paid_at + interval 10 day
        ),
        everybody as (select cast(count(distinct account_id) as double) as buyers from bought),
        customers as (select merchant_id, cast(count(distinct account_id) as double) as buyers from bought group by merchant_id),
        receivers as (select merchant_id, hand, count(distinct payee_id) as receivers from fed group by merchant_id, hand),
        loops as (
            select merchant_id, hand, min(hops) as hops, count(distinct payee_id) as buyers from back group by merchant_id, hand
            having count(distinct payee_id) >= 3
        ),
        rates as (
            select l.merchant_id, l.hand, l.hops, l.buyers, r.receivers, 3.0 * r.receivers * c.buyers / nullif(e.buyers, 0) + 0.2 as expected
            from loops l join receivers r on l.merchant_id = r.merchant_id and l.hand = r.hand
                join customers c on l.merchant_id = c.merchant_id cross join everybody e
        ),
        judged as (select *, surprise(buyers, expected) as bits from rates),
        ranked as (
            select b.order_id, j.bits, j.buyers, j.receivers, j.expected, j.hops,
                row_number() over (partition by b.order_id order by j.bits desc, j.hops, j.hand) as place
            from back b join judged j on b.merchant_id = j.merchant_id and b.hand = j.hand
        )
        select order_id as entity_id, bits as value, buyers, receivers, expected,
            case hops when 1 then 'straight' when 2 then 'two steps' else 'three steps' end as hops_en,
            case hops when 1 then '直接' when 2 then '经一人转手' else '经两人转手' end as hops_zh
        from ranked where place = 1"""
