"""Occasions that bring many honest people at once: sales, recommendations, trials and rewards that a campaign announced."""

from zhenxin.scores.innocent.trial import Trial

_DEEDS = {
    "order": """select o.order_id as thing_id, o.occurred_at, o.product_id, o.merchant_id
        from cut_orders o join asked a on o.order_id = a.thing_id""",
    "review": """select r.review_id as thing_id, r.occurred_at, r.product_id, r.merchant_id
        from cut_reviews r join asked a on r.review_id = a.thing_id""",
    "account": """select v.account_id as thing_id, v.occurred_at, v.product_id, v.merchant_id
        from cut_visits v join asked a on v.account_id = a.thing_id where v.product_id is not null""",
    "product": """select v.product_id as thing_id, v.occurred_at, v.product_id, p.merchant_id
        from cut_visits v join asked a on v.product_id = a.thing_id join cut_products p on v.product_id = p.product_id""",
}
_ON = {
    "order": ("when it was ordered", "下单时"),
    "review": ("when it was written", "评价时"),
    "account": ("when it looked at a thing", "浏览商品时"),
    "product": ("when people came to look", "用户到访时"),
}
_MATCHED = """
    with deeds as ({deeds}),
    announced as (
        select campaign_id, product_id, merchant_id, category, starts_at, ends_at from cut_campaigns where {kinds}
    ),
    met as (
        select d.thing_id, d.occurred_at, 3 as near from deeds d join announced c on d.product_id = c.product_id
        where c.starts_at <= d.occurred_at and (c.ends_at is null or seconds(c.ends_at, d.occurred_at) <= {grace})
        union all
        select d.thing_id, d.occurred_at, 2 as near from deeds d join announced c on d.merchant_id = c.merchant_id
        where c.product_id is null and c.starts_at <= d.occurred_at and (c.ends_at is null or seconds(c.ends_at, d.occurred_at) <= {grace})
        union all
        select d.thing_id, d.occurred_at, 2 as near from deeds d join cut_products p on d.product_id = p.product_id
            join announced c on p.category = c.category
        where c.product_id is null and c.merchant_id is null and c.starts_at <= d.occurred_at
            and (c.ends_at is null or seconds(c.ends_at, d.occurred_at) <= {grace})
        union all
        select d.thing_id, d.occurred_at, 1 as near from deeds d
            join announced c on c.product_id is null and c.merchant_id is null and c.category is null
        where c.starts_at <= d.occurred_at and (c.ends_at is null or seconds(c.ends_at, d.occurred_at) <= {grace})
    ),
    best as (select thing_id, occurred_at, max(near) as near from met group by thing_id, occurred_at),
    every as (select thing_id, count(distinct occurred_at) as n from deeds group by thing_id),
    counted as (
        select e.thing_id, e.n, count(b.occurred_at) as there, coalesce(max(b.near), 0) as near
        from every e left join best b on e.thing_id = b.thing_id group by e.thing_id, e.n
    )
    select thing_id, n, there,
        cast(there as double) / nullif(n, 0) * cast(case near when 3 then 1 when 2 then 0.5 when 1 then 0.25 else 0 end as double) as fits,
        case near when 3 then 'product' when 2 then 'shop' when 1 then 'market' else 'none' end as told
    from counted
"""
_DAY = 86_400
_KINDS = {
    "flash_sale": ("kind in ('promotion', 'subsidy')", 0, "a sale or subsidy", "促销或补贴"),
    "influencer": ("kind = 'influencer'", 3 * _DAY, "an influencer's recommendation", "达人推荐"),
    "platform_trial": ("kind = 'trial'", 30 * _DAY, "a trial", "试用活动"),
    "any_review_reward": (
        "kind = 'review_reward' and any_rating",
        30 * _DAY,
        "a reward for any review, good or bad,",
        "不限好坏的评价奖励",
    ),
}
"""By lookalike: which campaigns, for how many seconds after their end they still explain (parcels and reviews come later), and their names."""
_PLACES = {
    "product": ("for its product", "该商品"), "shop": ("for its shop or category", "该店铺或该品类"), "market": ("for the whole market", "全平台"),
}  # fmt: skip
_OPTIONAL = frozenset(
    {"products", "campaigns.product_id", "campaigns.merchant_id", "campaigns.category", "campaigns.ends_at"}
    | {f"{table}.{column}" for table in ("orders", "reviews", "visits") for column in ("product_id", "merchant_id")}
)


def _trial(lookalike: str, kind: str) -> Trial:
    condition, grace, what, what_zh = _KINDS[lookalike]
    time, time_zh = _ON[kind]
    times, times_zh = (": {there:,} of {n:,} times", "（{n:,} 次中的 {there:,} 次）") if kind in {"account", "product"} else ("", "")
    words = {
        near: (f"{what} was announced {where} {time}{times}", f"{time_zh}{where_zh}有{what_zh}{times_zh}")
        for near, (where, where_zh) in _PLACES.items()
    }
    no = what.removeprefix("an ").removeprefix("a ")
    words["none"] = (
        f"no {no} was announced for its product, its shop or the market {time}",
        f"{time_zh}，该商品、店铺和全平台都没有{what_zh}",
    )
    sql = _MATCHED.format(deeds=_DEEDS[kind], kinds=condition, grace=grace)
    without = _OPTIONAL - {"products"} if kind == "product" else _OPTIONAL
    return Trial(lookalike=lookalike, of=kind, sql=sql, words=words, can_do_without=without)


_RUSH = Trial(
    lookalike="flash_sale",
    of="order",
    sql="""
    with mine as (
        select o.order_id as thing_id, o.product_id, date_trunc('hour', o.occurred_at) as hour_at
        from cut_orders o join asked a on o.order_id = a.thing_id where o.product_id is not null
    ),
    crowds as (
        select o.product_id, m.hour_at, count(distinct o.account_id) as crowd
        from cut_orders o join (select distinct product_id, hour_at from mine) m
            on o.product_id = m.product_id and date_trunc('hour', o.occurred_at) = m.hour_at group by o.product_id, m.hour_at
    )
    select m.thing_id, c.crowd, least(1e0, cast(c.crowd - 1 as double) / 99) as fits, 'rush' as told
    from mine m join crowds c on m.product_id = c.product_id and m.hour_at = c.hour_at""",
    words={
        "rush": (
            "{crowd:account|accounts} ordered the same product within the same hour; a flash sale brings hundreds",
            "同一小时内有 {crowd:,} 个账号下单同一商品；限时抢购通常有数百人",
        )
    },
)
"""Not every sale is announced."""

OCCASIONS = (*(_trial(lookalike, kind) for lookalike in _KINDS for kind in _DEEDS), _RUSH)
