"""Money and office work with an honest reason: small refunds, commission, one leader of a group purchase, victims, new shops, busy agents, true lines."""

from zhenxin.scores.innocent.trial import Trial

_PRIVATE = "kind in ('transfer', 'red_packet', 'other')"

_PAID_TO = {
    "order": f"""select distinct m.order_id as thing_id, p.payer_id from cut_orders m join asked a on m.order_id = a.thing_id
        join cut_payments p on p.payee_id = m.account_id and p.occurred_at > m.occurred_at - interval 3 day
            and p.occurred_at <= m.occurred_at + interval 15 day where p.{_PRIVATE}""",
    "account": f"select distinct p.payee_id as thing_id, p.payer_id from cut_payments p join asked a on p.payee_id = a.thing_id where p.{_PRIVATE}",
}
_COMMISSION = """
    with payers as ({payers}),
    paid as (
        select p.payer_id, p.payment_id, p.payee_id, p.occurred_at from cut_payments p
            join (select distinct payer_id from payers) y on p.payer_id = y.payer_id where p.{private}
    ),
    bought as (
        select distinct p.payment_id from paid p join cut_orders o on p.payee_id = o.account_id
            and o.occurred_at <= p.occurred_at and o.occurred_at > p.occurred_at - interval 15 day
    ),
    counted as (
        select p.payer_id, count(*) as n, count(distinct p.payee_id) as people, count(*) - count(b.payment_id) as free
        from paid p left join bought b on p.payment_id = b.payment_id group by p.payer_id
    ),
    ranked as (
        select y.thing_id, c.n, c.people, c.free, row_number() over (partition by y.thing_id order by c.people desc, c.n desc, c.payer_id) as place
        from payers y join counted c on y.payer_id = c.payer_id
    )
    select thing_id, n, people, free, case when people >= 3 then cast(free as double) / nullif(n, 0) else 0e0 end as fits, 'free' as told
    from ranked where place = 1
"""
_COMMISSION_WORDS = {
    "free": (
        "whoever paid made {n:payment|payments} to {people:person|people}, {free:,} of them to somebody who had ordered nothing for 15 days",
        "付款人向 {people:,} 人付款 {n:,} 次，其中 {free:,} 次在收款人此前 15 天没有下单时发生",
    )
}
_DEALT = f"""dealt as (
        select p.payee_id as thing_id, p.payer_id as other, cast(p.amount as double) as got, 0e0 as given
        from cut_payments p join asked a on p.payee_id = a.thing_id where p.{_PRIVATE}
        union all
        select p.payer_id as thing_id, p.payee_id as other, 0e0 as got, cast(p.amount as double) as given
        from cut_payments p join asked a on p.payer_id = a.thing_id where p.{_PRIVATE}
    )"""


def _victim(kind: str) -> Trial:
    return Trial(
        lookalike="victim",
        of=kind,
        sql=f"""
    with {_DEALT},
    summed as (select thing_id, dsum(got) as got, dsum(given) as given from dealt group by thing_id)
    select thing_id, got, given, case when given > 0 then greatest(0e0, 1 - got / nullif(given, 0)) else 0e0 end as fits,
        'sums' as told from summed""",
        words={"sums": ("gave other people {given:,.2f} and got {got:,.2f} from them", "付给他人 {given:,.2f}，从他人处收到 {got:,.2f}")},
    )


DEALINGS = (
    Trial(
        lookalike="small_refund", of="order",
        sql="""
    with mine as (
        select o.order_id as thing_id, o.account_id, cast(o.amount as double) as price, o.occurred_at
        from cut_orders o join asked a on o.order_id = a.thing_id where o.amount > 0
    ),
    got as (
        select m.thing_id, m.price, max(cast(p.amount as double)) as most from mine m left join cut_payments p on p.payee_id = m.account_id
            and p.kind <> 'order' and p.occurred_at > m.occurred_at - interval 3 day and p.occurred_at <= m.occurred_at + interval 15 day
            and cast(p.amount as double) <= m.price * 1.12 + 10 group by m.thing_id, m.price
    )
    select thing_id, price, most, most / nullif(price, 0) as part,
        case when most is null then 0e0 else greatest(0e0, 1 - 2 * most / nullif(price, 0)) end as fits,
        case when most is null then 'nothing' else 'some' end as told
    from got""",
        words={"some": ("the largest payment that the buyer got around then was {most:,.2f}, {part:.0%} of the price",
                        "那几天买家收到的最大一笔款为 {most:,.2f}，是货款的 {part:.0%}"),
               "nothing": ("the buyer got no payment around then", "那几天买家没有收到款项")},
    ),
    Trial(
        lookalike="small_refund", of="payee",
        sql=f"""
    with usual as (select percentile_cont(0.5) within group (order by cast(amount as double)) as price from cut_orders where amount > 0),
    got as (
        select p.payee_id as thing_id, percentile_cont(0.5) within group (order by cast(p.amount as double)) as middle
        from cut_payments p join asked a on p.payee_id = a.thing_id where p.{_PRIVATE} group by p.payee_id
    )
    select g.thing_id, g.middle, u.price, greatest(0e0, 1 - 2 * g.middle / nullif(u.price, 0)) as fits, 'sums' as told
    from got g cross join usual u where u.price > 0""",
        words={"sums": ("the median payment to it is {middle:,.2f}, the median order of this market {price:,.2f}",
                        "向其付款的金额中位数为 {middle:,.2f}，本市场订单金额中位数为 {price:,.2f}")},
    ),
    *(
        Trial(lookalike="commission", of=kind, sql=_COMMISSION.format(payers=payers, private=_PRIVATE), words=_COMMISSION_WORDS)
        for kind, payers in _PAID_TO.items()
    ),
    Trial(
        lookalike="commission", of="payee",
        sql=f"""
    with {_DEALT},
    payers as (select distinct thing_id, other from dealt where got > 0),
    paid as (
        select p.payer_id as thing_id, p.payment_id, p.payee_id, p.occurred_at from cut_payments p join asked a on p.payer_id = a.thing_id
        where p.{_PRIVATE}
    ),
    earned as (
        select distinct p.payment_id from paid p join cut_orders o on p.payee_id = o.account_id
            and o.occurred_at <= p.occurred_at and o.occurred_at > p.occurred_at - interval 15 day
        union
        select p.payment_id from paid p join payers y on p.thing_id = y.thing_id and p.payee_id = y.other
    ),
    counted as (
        select d.thing_id, count(p.payment_id) as n, count(distinct p.payee_id) as people, count(p.payment_id) - count(e.payment_id) as free
        from (select distinct thing_id from dealt) d left join paid p on d.thing_id = p.thing_id left join earned e on p.payment_id = e.payment_id
        group by d.thing_id
    )
    select thing_id, n, people, free, case when people >= 3 then cast(free as double) / nullif(n, 0) else 0e0 end as fits,
        case when people > 0 then 'paid' else 'none' end as told from counted""",
        words={"paid": ("it made {n:payment|payments} to {people:person|people}, {free:,} of them to somebody who had "
        "neither ordered for 15 days nor ever paid it",
                          "其向 {people:,} 人付款 {n:,} 次，其中 {free:,} 次的收款人此前 15 天没有下单、也未曾向其付款"),
               "none": ("it paid nobody", "其没有向任何人付款")},
    ),
    Trial(
        lookalike="group_buy", of="payee",
        sql=f"""
    with payers as (select distinct p.payee_id as thing_id, p.payer_id from cut_payments p join asked a on p.payee_id = a.thing_id where p.{_PRIVATE}),
    homes as (
        select distinct y.thing_id, y.payer_id, o.address_hash from payers y join cut_orders o on y.payer_id = o.account_id where o.address_hash is not null
    ),
    addressed as (select thing_id, address_hash, count(*) as n from homes group by thing_id, address_hash),
    most as (select thing_id, max(n) as most from addressed group by thing_id),
    counted as (select thing_id, count(*) as people from payers group by thing_id)
    select c.thing_id, c.people, m.most, case when m.most >= 2 then cast(m.most as double) / nullif(c.people, 0) else 0e0 end as fits, 'homes' as told
    from counted c join most m on c.thing_id = m.thing_id""",
        words={"homes": ("of {people:person|people} who paid it, {most:,} with parcels to one and the same address",
                         "向其付款的 {people:,} 人中，有 {most:,} 人的包裹寄往同一地址")},
    ),
    _victim("payee"),
    _victim("account"),
    Trial(
        lookalike="new_shop_friends", of="merchant",
        sql="""
    with doubted as (
        select o.merchant_id, o.occurred_at from cut_orders o join suspects s on s.entity_kind = 'order' and s.entity_id = o.order_id
        union all
        select r.merchant_id, r.occurred_at from cut_reviews r join suspects s on s.entity_kind = 'review' and s.entity_id = r.review_id
    ),
    firsts as (select d.merchant_id, min(d.occurred_at) as first_at from doubted d join asked a on d.merchant_id = a.thing_id group by d.merchant_id),
    aged as (
        select m.merchant_id as thing_id, greatest(0e0, floor(seconds(m.opened_at, f.first_at) / 86400)) as age
        from cut_merchants m join firsts f on m.merchant_id = f.merchant_id where m.opened_at is not null
    )
    select thing_id, age, greatest(0e0, 1 - age / 90) as fits, 'age' as told from aged""",
        words={"age": ("the shop had been open for {age:day|days} when the first of this happened", "首次出现此类情况时，店铺已开业 {age:,.0f} 天")},
        can_do_without=frozenset({"reviews"}),
    ),
    Trial(
        lookalike="busy_agent", of="staff",
        sql="""
    with waved as (
        select s.staff_id as thing_id, s.target_id, count(*) as n from cut_staff_actions s join asked a on s.staff_id = a.thing_id
        where s.kind in ('override_alert', 'dismiss_alert') group by s.staff_id, s.target_id
    ),
    counted as (
        select thing_id, cast(sum(n) as bigint) as alerts, count(*) as targets, max(n) as most from waved group by thing_id
    )
    select thing_id, alerts, targets, most, 1 - cast(most as double) / nullif(alerts, 0) as fits, 'queue' as told from counted""",
        words={"queue": ("waved through {alerts:alert|alerts} on {targets:target|targets}, {most:,} of them on one and the same",
                         "放行了涉及 {targets:,} 个对象的 {alerts:,} 条预警，其中同一对象 {most:,} 条")},
    ),
    Trial(
        lookalike="busy_agent", of="order",
        sql="""
    with mine as (
        select c.order_id as thing_id, c.approver_id, c.account_id from cut_claims c join asked a on c.order_id = a.thing_id where c.approver_id is not null
    ),
    work as (
        select c.approver_id, c.account_id, count(*) as n
        from cut_claims c join (select distinct approver_id from mine) m on c.approver_id = m.approver_id group by c.approver_id, c.account_id
    ),
    counted as (select approver_id, cast(sum(n) as bigint) as claims, count(*) as people from work group by approver_id)
    select m.thing_id, max(c.claims) as claims, max(c.people) as people, max(w.n) as own,
        1 - max(cast(w.n as double) / nullif(c.claims, 0)) as fits, 'queue' as told
    from mine m join counted c on m.approver_id = c.approver_id join work w on m.approver_id = w.approver_id and m.account_id = w.account_id
    group by m.thing_id""",
        words={"queue": ("whoever approved its claim approved {claims:claim|claims} of {people:person|people}, {own:,} of them this buyer's",
                         "批准该售后的员工共批准了 {people:,} 人的 {claims:,} 笔售后，其中该买家 {own:,} 笔")},
    ),
    Trial(
        lookalike="true_hotline", of="number",
        sql="""
    select a.thing_id, case when n.number is null then 0e0 else 1e0 end as fits,
        case when n.number is null then 'unknown' else 'registered' end as told
    from asked a left join (select distinct number from cut_registered_numbers) n on a.thing_id = n.number""",
        words={"unknown": ("the number is in no register of service numbers", "该号码不在服务热线登记表中"),
               "registered": ("the number stands in the register of service numbers", "该号码在服务热线登记表中")},
    ),
    Trial(
        lookalike="honest_places", of="page",
        sql="""
    with counted as (
        select f.url as thing_id, count(distinct case when f.fact = 'place' then f.value end) as places,
            count(distinct case when f.fact = 'number' then f.value end) as numbers
        from cut_page_facts f join asked a on f.url = a.thing_id group by f.url
    )
    select thing_id, places, numbers,
        case when places = 0 then 0e0 else least(1e0, cast(numbers as double) / nullif(places, 0)) end as fits,
        case when places = 0 then 'none' else 'places' end as told from counted""",
        words={"places": ("the page names {places:place|places} and {numbers:number|numbers}; service points that exist have their own numbers",
                          "网页列出 {places:,} 个地名、{numbers:,} 个号码；真实网点一般各有电话"),
               "none": ("the page names no place", "网页没有列出地名")},
    ),
)  # fmt: skip
