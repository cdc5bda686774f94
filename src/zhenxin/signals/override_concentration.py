"""How much oftener a member of staff waves alerts through for the new shops that he or she let in than for all others."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class OverrideConcentration(Signal):
    """Bits of surprise at the overrides among the answered alerts about shops for which the same person had moved settings.

    Settings are places on the list of exceptions and subsidies, moved within 60 days after the shop opened. An alert is about a shop, an order of it, or
    an account that ordered there in the three days before. Expected is the person's own share of overrides among all other alerts: somebody who waves a
    whole queue through does so for everybody, and stays silent. Fewer than four alerts say nothing.
    """

    entity = "staff"
    window = days(120)
    evidence = "record"
    act = False
    levels = (6, 12, 24)
    speaks_for = ("insider_collusion",)
    silent_on = ("busy_agent",)
    can_do_without = ("orders", "campaigns")
    label = Words("waves through for some", zh="对特定商家放行")
    innocent = Words(
        "whoever clears a queue overrides alike for all, the own campaign’s shops too",
        zh="集中处理队列的人对所有商家的放行比例相近，自己经手的活动也不例外",
    )
    source = "domain.md §2 row 23: risk-alert overrides by the same employee with notes of business needs; audit of override logs"
    reason = Words(
        "overrode {waved} of {answered} alerts about new shops that the same person let in, {usual_share:.0%} of all others; the note given most often: {note}",
        zh="对本人放行入驻或设置补贴的新店，{answered} 条预警中放行 {waved} 条，对其他对象的放行比例为 {usual_share:.0%}；最常写的理由：{note_zh}",
    )
    sql = """
        with answers as (
            select action_id, staff_id, occurred_at, note, target_kind, target_id, case when kind = 'override_alert' then 1 else 0 end as waved
            from staff_actions where kind in ('override_alert', 'confirm_alert', 'dismiss_alert')
        ),
        about as (
            select action_id, staff_id, note, waved, target_id as merchant_id from answers where target_kind = 'merchant'
            union
            select a.action_id, a.staff_id, a.note, a.waved, o.merchant_id from answers a join orders o on a.target_id = o.order_id
            where a.target_kind = 'order'
            union
            select a.action_id, a.staff_id, a.note, a.waved, o.merchant_id from answers a join orders o on a.target_id = o.account_id
            where a.target_kind = 'account' and o.occurred_at <= a.occurred_at and o.occurred_at > a.occurred_at - interval 3 day
        ),
        acts as (
            select a.staff_id, a.occurred_at, case when a.target_kind = 'merchant' then a.target_id else c.merchant_id end as merchant_id
            from staff_actions a left join campaigns c on a.target_id = c.campaign_id where a.kind in ('whitelist', 'set_subsidy', 'change_rule')
        ),
        let_in as (
            select distinct a.staff_id, a.merchant_id from acts a join merchants m on a.merchant_id = m.merchant_id
            where a.occurred_at > m.opened_at - interval 5 day and a.occurred_at <= m.opened_at + interval 60 day
        ),
        sided as (
            select a.action_id, a.staff_id, a.note, a.waved, max(case when l.merchant_id is not null then 1 else 0 end) as own
            from about a left join let_in l on a.staff_id = l.staff_id and a.merchant_id = l.merchant_id
            group by a.action_id, a.staff_id, a.note, a.waved
        ),
        whole as (
            select staff_id, cast(sum(own) as bigint) as answered, cast(sum(own * waved) as bigint) as waved,
                count(*) - cast(sum(own) as bigint) as other_answered,
                cast(sum((1 - own) * waved) as bigint) as other_waved
            from sided group by staff_id
        ),
        rates as (
            select *, (other_waved + 1.0) / nullif(other_answered + 2.0, 0) as rate from whole where answered >= 4 and other_answered >= 10
        ),
        judged as (select *, surprise_of(waved, answered, rate) as bits from rates),
        notes as (
            select staff_id, note, row_number() over (partition by staff_id order by count(*) desc, note) as place
            from sided where own = 1 and waved = 1 and note is not null group by staff_id, note
        )
        select j.staff_id as entity_id, j.bits as value, j.waved, j.answered, j.rate as usual_share,
            coalesce(n.note, 'none') as note, coalesce(n.note, '未填写') as note_zh
        from judged j left join notes n on j.staff_id = n.staff_id and n.place = 1"""
