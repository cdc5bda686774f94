"""For how many new shops a member of staff both moved rules or subsidies and waved alerts through while they drew subsidies."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class RuleBeforeGain(Signal):
    """New shops that one member of staff set up and shielded: at least three changes for each, and alerts waved through while it gained.

    A change is a place on the list of exceptions, or a subsidy of the shop or its things, at most 60 days after it opened; the shop then drew
    subsidies within 30 days, and the same person overrode at least one alert about it, its orders or its buyers, and one for every five subsidised orders.
    Whoever runs a campaign changes things for many shops, and others answer their alerts.
    """

    entity = "staff"
    window = days(120)
    evidence = "conduct"
    act = True
    levels = (2, 3, 5)
    speaks_for = ("insider_collusion",)
    silent_on = ("busy_agent",)
    can_do_without = ("campaigns",)
    label = Words("set up and shielded", zh="既开绿灯又压预警")
    innocent = Words(
        "who runs campaigns changes settings for many shops; it is others who answer alerts about them",
        zh="活动运营会为许多商家调整设置，但预警通常由他人处理",
    )
    source = "domain.md §2 row 23: parameter edits and white-list by the same employee, merchants registered just before the campaign"
    reason = Words(
        "moved {changes} settings for {shops} new shops, then overrode {waved} alerts about them while they drew {drawn} subsidised orders",
        zh="为 {shops} 家新店调整 {changes} 次设置，其后在这些店铺产生 {drawn} 笔补贴订单期间放行其 {waved} 条预警",
    )
    sql = """
        with acts as (
            select a.action_id, a.staff_id, a.occurred_at, case when a.target_kind = 'merchant' then a.target_id else c.merchant_id end as merchant_id
            from staff_actions a left join campaigns c on a.target_id = c.campaign_id where a.kind in ('whitelist', 'set_subsidy', 'change_rule')
        ),
        helped as (
            select a.staff_id, a.merchant_id, min(a.occurred_at) as first_at, count(distinct a.action_id) as changes
            from acts a join merchants m on a.merchant_id = m.merchant_id
            where a.occurred_at > m.opened_at - interval 5 day and a.occurred_at <= m.opened_at + interval 60 day
            group by a.staff_id, a.merchant_id having count(distinct a.action_id) >= 3
        ),
        drawn as (
            select h.staff_id, h.merchant_id, count(*) as drawn from helped h join orders o on h.merchant_id = o.merchant_id
            where o.subsidy > 0 and o.occurred_at > h.first_at and o.occurred_at <= h.first_at + interval 30 day
            group by h.staff_id, h.merchant_id
        ),
        overrides as (select action_id, staff_id, occurred_at, target_kind, target_id from staff_actions where kind = 'override_alert'),
        shields as (
            select v.action_id, v.staff_id, v.target_id as merchant_id from overrides v where v.target_kind = 'merchant'
            union
            select v.action_id, v.staff_id, o.merchant_id from overrides v join orders o on v.target_id = o.order_id where v.target_kind = 'order'
            union
            select v.action_id, v.staff_id, o.merchant_id from overrides v join orders o on v.target_id = o.account_id
            where v.target_kind = 'account' and o.occurred_at <= v.occurred_at and o.occurred_at > v.occurred_at - interval 3 day
        ),
        waved as (
            select h.staff_id, h.merchant_id, count(distinct s.action_id) as waved from helped h
                join shields s on h.staff_id = s.staff_id and h.merchant_id = s.merchant_id group by h.staff_id, h.merchant_id
        )
        select h.staff_id as entity_id, cast(count(*) as double) as value, count(*) as shops, cast(sum(h.changes) as bigint) as changes,
            cast(sum(w.waved) as bigint) as waved, cast(sum(d.drawn) as bigint) as drawn
        from helped h join drawn d on h.staff_id = d.staff_id and h.merchant_id = d.merchant_id
            join waved w on h.staff_id = w.staff_id and h.merchant_id = w.merchant_id
        where w.waved * 5 >= d.drawn group by h.staff_id"""
