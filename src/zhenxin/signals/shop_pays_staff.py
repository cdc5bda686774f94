"""How unlikely it is that just the shops that a member of staff had helped would pay this person."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ShopPaysStaff(Signal):
    """Bits of surprise at the shops that paid the person, or the person's own card, and that the person had helped, among all shops that paid.

    To help is to put a shop on the list of exceptions, to move its subsidy or a rule for it, or, as a second and weaker reading, also to override an
    alert about it or to approve a claim against it; the reading that tells more counts, less a bit for the choice. Expected is the share of all shops in
    business that the person helped: who waves a whole queue through has helped many, and one of them may well pay. What the person paid a shop for goods
    may come back in any form: only what a shop paid beyond that counts. Wages come from the platform, and what is paid on an order, as refunds and
    commission are, is no gift.
    """

    entity = "staff"
    window = days(180)
    evidence = "money"
    act = True
    levels = (5, 8, 16)
    speaks_for = ("insider_collusion", "compensation_abuse")
    silent_on = ("busy_agent",)
    can_do_without = ("campaigns", "orders", "payments.order_id", "payments.instrument_hash", "payments.payee_instrument_hash", "staff.instrument_hash",
                      "staff_actions.target_kind")  # fmt: skip
    label = Words("paid by shops it helped", zh="收受所关照商家款项")
    innocent = Words(
        "staff buy from shops as everybody does, and get money back; it has to go beyond what they paid, and to come from shops that they had helped",
        zh="员工也会正常购物并收到退款；只计超出其购物金额、且来自其经手关照商家的款项",
    )
    source = "domain.md §2 row 23: insiders take a share from the shops whose subsidies and alerts they see to"
    reason = Words(
        "{helped} of {payers} shops that paid this member of staff or the person's own card are shops that the person had helped (this person helped "
        "{usual_share:.1%} of all); they paid {money:.2f} beyond what the person bought there",
        zh="向该员工或其本人银行卡付款的 {payers} 家商家中，有 {helped} 家曾由其经手关照（其关照过的商家占全部的 {usual_share:.1%}）；"
        "付款超出其在这些店的购物金额共 {money:.2f} 元",
    )
    sql = """
        with own as (
            select p.payment_id, p.payer_id as merchant_id, s.staff_id, p.amount, p.occurred_at
            from payments p join staff s on p.payee_id = s.staff_id
            where p.kind in ('transfer', 'red_packet', 'other') and p.order_id is null and p.amount > 0
            union
            select p.payment_id, p.payer_id as merchant_id, s.staff_id, p.amount, p.occurred_at
            from payments p join staff s on p.payee_instrument_hash = s.instrument_hash
            where p.kind in ('transfer', 'red_packet', 'other') and p.order_id is null and p.amount > 0
        ),
        bought as (
            select s.staff_id, p.payee_id as merchant_id, dsum(p.amount) as spent
            from payments p join staff s on p.instrument_hash = s.instrument_hash where p.kind = 'order' group by s.staff_id, p.payee_id
        ),
        got as (
            select o.staff_id, o.merchant_id, dsum(o.amount) as money, max(o.occurred_at) as last_at
            from own o join merchants m on o.merchant_id = m.merchant_id group by o.staff_id, o.merchant_id
        ),
        gifts as (
            select g.staff_id, g.merchant_id, g.last_at, g.money - coalesce(b.spent, 0) as money
            from got g left join bought b on g.staff_id = b.staff_id and g.merchant_id = b.merchant_id where g.money > coalesce(b.spent, 0)
        ),
        acts as (
            select a.staff_id, a.occurred_at, coalesce(c.merchant_id, o.merchant_id, a.target_id) as merchant_id,
                case when a.kind in ('whitelist', 'set_subsidy', 'change_rule') then 1 else 0 end as settled
            from staff_actions a left join campaigns c on a.target_id = c.campaign_id left join orders o on a.target_id = o.order_id
            where a.kind in ('whitelist', 'set_subsidy', 'change_rule', 'override_alert', 'approve_claim')
        ),
        active as (
            select m.merchant_id from payments p join merchants m on p.payee_id = m.merchant_id
            union
            select m.merchant_id from payments p join merchants m on p.payer_id = m.merchant_id
            union
            select m.merchant_id from orders o join merchants m on o.merchant_id = m.merchant_id
        ),
        helped as (
            select a.staff_id, a.merchant_id, max(a.settled) as settled, min(a.occurred_at) as first_at
            from acts a join active m on a.merchant_id = m.merchant_id group by a.staff_id, a.merchant_id
        ),
        every as (select count(*) as shops from active),
        sizes as (select staff_id, count(*) as any_help, cast(sum(settled) as bigint) as settled from helped group by staff_id),
        sides as (
            select g.staff_id, count(*) as payers, cast(sum(case when h.staff_id is not null then 1 else 0 end) as bigint) as any_help,
                cast(sum(coalesce(h.settled, 0)) as bigint) as settled,
                dsum(case when h.staff_id is not null then g.money else 0 end) as any_money, dsum(case when h.settled = 1 then g.money else 0 end) as money
            from gifts g left join helped h on g.staff_id = h.staff_id and g.merchant_id = h.merchant_id and h.first_at < g.last_at + interval 15 day
            group by g.staff_id
        ),
        rates as (
            select s.staff_id, s.payers, s.settled as helped, s.money, cast(z.settled as double) / nullif(e.shops, 0) as rate
            from sides s join sizes z on s.staff_id = z.staff_id cross join every e where s.settled > 0
            union all
            select s.staff_id, s.payers, s.any_help as helped, s.any_money as money, cast(z.any_help as double) / nullif(e.shops, 0) as rate
            from sides s join sizes z on s.staff_id = z.staff_id cross join every e where s.any_help > 0
        ),
        judged as (select *, surprise_of(helped, payers, rate) - 1 as bits from rates),
        ranked as (select *, row_number() over (partition by staff_id order by bits desc, helped, rate) as place from judged where bits > 0)
        select staff_id as entity_id, bits as value, helped, payers, rate as usual_share, money from ranked where place = 1"""
