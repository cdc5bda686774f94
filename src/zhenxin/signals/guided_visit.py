"""Whether buyers came by one rare query to a deep place in its list, stayed equally long and all bought."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class GuidedVisit(Signal):
    """Bits of surprise at the accounts that came to this product by one query, for the orders that followed within three days.

    A script shows in how even the stays are (variance of their logarithm, where under 0.4 of the market's). Two more comparisons add to
    it, each up to as much: how many clicked the product against how often people click that deep in a list (threefold; a shop's own
    name stands at the top of its list, a hit deep in one draws a crowd whose stays differ), and how many of them bought.
    """

    entity = "order"
    window = days(28)
    evidence = "conduct"
    act = True
    levels = (12, 30, 80)
    speaks_for = ("task_brushing", "crowd_ring", "coattail_clicks", "device_farm")
    silent_on = ("flash_sale", "influencer", "fan_club")
    can_do_without = ("visits.session_id",)
    label = Words("guided visit", zh="按指引浏览")
    innocent = Words(
        "a hit or a fan club also comes by one word; their stays differ as people do",
        zh="爆款与粉丝也会用同一词进入，但停留时长因人而异",
    )
    source = "domain.md §2 row 1: 5 to 7 minutes a task; CLUE (JD, ECML 2017)"
    reason = Words(
        "{clickers} accounts searched the same words, clicked this product at place {place:.0f} of the list and {buyers} bought it;"
        " the length of their stays varies only {evenness:.0%} as much as usual",
        zh="{clickers} 个账号搜索同一关键词，在列表第 {place:.0f} 位点开该商品，其中 {buyers} 个下单；停留时长的离散程度仅为平常的 {evenness:.0%}",
    )
    sql = """
        with asked as (
            select session_id, min(search_query) as words from visits
            where kind = 'search' and search_query is not null and session_id is not null
            group by session_id having count(distinct search_query) = 1
        ),
        seen as (
            select v.account_id, v.product_id, v.occurred_at, coalesce(v.search_query, a.words) as query,
                greatest(v.list_position, 1) as place, case when v.dwell_s > 0 then ln(v.dwell_s) end as stay
            from visits v left join asked a on v.session_id = a.session_id
            where v.kind = 'view' and v.product_id is not null and v.list_position is not null
        ),
        clicks as (
            select query, product_id, account_id, min(occurred_at) as first_at, max(occurred_at) as last_at,
                avg(cast(place as double)) as place, avg(stay) as stay
            from seen where query is not null group by query, product_id, account_id
        ),
        queries as (
            select query, count(distinct account_id) as askers from (
                select query, account_id from clicks
                union all
                select search_query as query, account_id from visits where kind = 'search' and search_query is not null
            ) as everyone group by query
        ),
        whole as (select cast(sum(askers) as double) as askers from queries),
        depths as (select floor(log2(place)) as depth, cast(count(*) as double) as n from clicks group by floor(log2(place))),
        habits as (select d.depth, d.n / nullif(w.askers * power(cast(2 as double), d.depth), 0) as rate from depths d cross join whole w),
        usual as (select variance(stay) as stays from clicks),
        bought as (
            select c.query, c.product_id, c.account_id, o.order_id
            from clicks c join orders o on c.account_id = o.account_id and c.product_id = o.product_id
            where o.occurred_at >= c.first_at and o.occurred_at <= c.last_at + interval 3 day
        ),
        buyers as (select query, product_id, count(distinct account_id) as buyers from bought group by query, product_id),
        crowds as (
            select query, product_id, count(*) as clickers, avg(place) as place, floor(log2(avg(place))) as depth, variance(stay) as stays
            from clicks group by query, product_id having count(*) >= 4
        ),
        conversion as (
            select cast(coalesce((select cast(sum(buyers) as double) from buyers), 0) as double) / nullif(cast(count(*) as double), 0) as share from clicks
        ),
        measured as (
            select c.query, c.product_id, c.clickers, c.place, b.buyers, c.stays / nullif(u.stays, 0) as evenness,
                surprise(c.clickers, q.askers * least(1.0, 3.0 * h.rate)) as crowding,
                case when c.stays < 0.4 * u.stays
                    then (c.clickers - 1) * 0.5 * (c.stays / nullif(u.stays, 0) - 1.0 - ln(greatest(c.stays / nullif(u.stays, 0), 0.0001))) / 0.693147
                    else 0.0 end as sameness,
                surprise(b.buyers, c.clickers * least(1.0, 4.0 * v.share)) as decided
            from crowds c join buyers b on c.query = b.query and c.product_id = b.product_id join queries q on c.query = q.query
            join habits h on c.depth = h.depth cross join usual u cross join conversion v
        ),
        summed as (
            select query, product_id, clickers, place, buyers, evenness,
                sameness + least(crowding, sameness) + least(decided, sameness) as bits
            from measured where sameness > 0
        ),
        ranked as (
            select b.order_id, s.bits, s.clickers, s.place, s.buyers, s.evenness, s.query,
                row_number() over (partition by b.order_id order by s.bits desc, s.query) as choice
            from bought b join summed s on b.query = s.query and b.product_id = s.product_id
        )
        select order_id as entity_id, bits as value, clickers, place, buyers, evenness, query from ranked where choice = 1"""
