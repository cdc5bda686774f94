"""How often an account walks through the shop in the very same steps, against how usual these steps are."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class PathTemplate(Signal):
    """Bits of surprise at the sessions of an account that consist of the same steps in the same order, three to twelve of them.

    Steps are kinds of visit (search, view, cart …), not products. Expected is the share of such sessions among those of everybody of the same length,
    threefold: most people search and look, and many sessions look alike for that reason.
    """

    entity = "account"
    window = days(40)
    evidence = "conduct"
    act = True
    levels = (4, 7, 14)
    speaks_for = ("batch_accounts", "task_brushing", "fake_engagement", "coattail_clicks")
    silent_on = ("heavy_reviewer", "consumables", "influencer")
    label = Words("the same steps", zh="浏览路径雷同")
    innocent = Words(
        "people have habits; common steps are expected to come again",
        zh="人有浏览习惯，常见的步骤本来就会重复",
    )
    source = "domain.md §2 row 1 (path template mining) and row 9 (identical nurturing path)"
    reason = Words(
        "{same} of {sessions} sessions within {window} took the same {length} steps; {expected:.1f} would be usual",
        zh="{window}内 {sessions} 次访问中有 {same} 次走了完全相同的 {length} 步；正常水平约为 {expected:.1f} 次",
    )
    sql = """
        with steps as (
            select account_id, session_id, case kind
                when 'search' then 1 when 'view' then 2 when 'compare' then 3 when 'favourite' then 4 when 'cart' then 5 when 'chat' then 6
                when 'like' then 7 when 'follow' then 8 when 'share' then 9 when 'vote' then 10 else 11 end as step,
                row_number() over (partition by account_id, session_id order by occurred_at, kind, coalesce(product_id, '')) as place
            from visits where session_id is not null
        ),
        powers as (
            select account_id, session_id, step, place, case place when 1 then 1 when 2 then 13 when 3 then 169 when 4 then 2197 when 5 then 28561
                when 6 then 371293 when 7 then 4826809 when 8 then 62748517 when 9 then 815730721 when 10 then 10604499373
                when 11 then 137858491849 when 12 then 1792160394037 else 0 end as power
            from steps
        ),
        sessions as (
            select account_id, session_id, max(place) as length, cast(sum(step * power) as bigint) as path
            from powers group by account_id, session_id having max(place) between 3 and 12
        ),
        lengths as (select length, cast(count(*) as double) as sessions from sessions group by length),
        own as (select account_id, length, count(*) as sessions from sessions group by account_id, length),
        everybodys as (select length, path, cast(count(*) as double) as sessions from sessions group by length, path),
        repeated as (select account_id, length, path, count(*) as same from sessions group by account_id, length, path having count(*) >= 4),
        rates as (
            select r.account_id, r.path, r.same, r.length, o.sessions,
                3.0 * o.sessions * (e.sessions - r.same + 0.5) / nullif(l.sessions - o.sessions + 5.0, 0) + 0.5 as expected
            from repeated r join own o on r.account_id = o.account_id and r.length = o.length
                join everybodys e on r.length = e.length and r.path = e.path join lengths l on r.length = l.length
        ),
        judged as (select *, surprise(same, expected) as bits from rates),
        ranked as (select *, row_number() over (partition by account_id order by bits desc, path) as place from judged)
        select account_id as entity_id, bits as value, same, sessions, length, expected from ranked where place = 1"""
