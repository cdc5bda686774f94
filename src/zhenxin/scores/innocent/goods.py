"""Goods and parcels: light things, near things, things without a parcel, bought again and again or often sent back, and places where parcels meet."""

from zhenxin.scores.innocent.trial import Trial

_MINE = """mine as (
        select o.order_id as thing_id, o.order_id, o.account_id, o.merchant_id, o.product_id, o.occurred_at, o.address_hash
        from cut_orders o join asked a on o.order_id = a.thing_id
    )"""
_HONEST = "left join suspects s on s.entity_kind = 'order' and s.entity_id = o.order_id"
"""Joined to orders `o`: `s.entity_id is null` leaves those under no suspicion."""

GOODS = (
    Trial(
        lookalike="light_goods", of="order",
        sql="""
    with weighed as (
        select o.order_id as thing_id, p.spec_weight_g * greatest(coalesce(o.quantity, 1), 1) as goods, max(r.weight_g) as parcel
        from cut_orders o join asked a on o.order_id = a.thing_id join cut_products p on o.product_id = p.product_id
            join cut_parcels r on o.order_id = r.order_id
        where p.spec_weight_g is not null and r.weight_g is not null group by o.order_id, p.spec_weight_g, o.quantity
    )
    select thing_id, goods, parcel, least(1e0, 100e0 / nullif(greatest(cast(goods as double), 1e0), 0)) as fits, 'weights' as told from weighed""",
        words={"weights": ("the goods weigh {goods:,.0f} g by the shop's own word, the parcel weighed {parcel:,.0f} g",
                           "按店铺自己标注，商品重 {goods:,.0f} 克，包裹重 {parcel:,.0f} 克")},
        can_do_without=frozenset({"orders.quantity"}),
    ),
    Trial(
        lookalike="local_parcel", of="order",
        sql="""
    select r.order_id as thing_id, cast(max(case when r.origin = r.destination then 1 else 0 end) as double) as fits,
        case when max(case when r.origin = r.destination then 1 else 0 end) = 1 then 'near' else 'far' end as told
    from cut_parcels r join asked a on r.order_id = a.thing_id where r.origin is not null and r.destination is not null group by r.order_id""",
        words={"near": ("the parcel stayed within one place", "包裹在同一地收发"),
               "far": ("the parcel went from one place to another", "包裹收发地不同")},
    ),
    Trial(
        lookalike="virtual_goods", of="order",
        sql="""
    with sold as (
        select distinct o.product_id from cut_orders o join asked a on o.order_id = a.thing_id where o.product_id is not null
    ),
    sent as (select distinct order_id from cut_parcels),
    counted as (
        select o.product_id, count(*) as orders, count(p.order_id) as parcels
        from cut_orders o join sold d on o.product_id = d.product_id left join sent p on o.order_id = p.order_id group by o.product_id
    )
    select o.order_id as thing_id, c.orders, c.parcels, 1 - cast(c.parcels as double) / nullif(c.orders, 0) as fits, 'parcels' as told
    from cut_orders o join asked a on o.order_id = a.thing_id join counted c on o.product_id = c.product_id""",
        words={"parcels": ("{parcels:,} of the product's {orders:order|orders} went out as a parcel", "该商品 {orders:,} 笔订单中有 {parcels:,} 笔发了包裹")},
    ),
    Trial(
        lookalike="consumables", of="order",
        sql=f"""
    with sold as (
        select distinct o.product_id from cut_orders o join asked a on o.order_id = a.thing_id where o.product_id is not null
    ),
    bought as (
        select o.product_id, o.account_id, count(*) as times from cut_orders o join sold d on o.product_id = d.product_id {_HONEST}
        where s.entity_id is null group by o.product_id, o.account_id
    ),
    counted as (select product_id, count(*) as buyers, count(*) filter (where times > 1) as again from bought group by product_id)
    select o.order_id as thing_id, c.buyers, c.again, least(1e0, 3 * cast(c.again as double) / nullif(c.buyers + 5, 0)) as fits, 'again' as told
    from cut_orders o join asked a on o.order_id = a.thing_id join counted c on o.product_id = c.product_id""",
        words={"again": ("{again:,} of the product's {buyers:buyer|buyers} under no suspicion bought it again",
                         "该商品 {buyers:,} 名未受怀疑的买家中有 {again:,} 名再次购买")},
    ),
    Trial(
        lookalike="high_return", of="order",
        sql=f"""
    with done as (
        select o.order_id, p.category, case when o.status in ('refused', 'returned', 'cancelled') then 1 else 0 end as is_back
        from cut_orders o join cut_products p on o.product_id = p.product_id {_HONEST} where s.entity_id is null and p.category is not null
    ),
    kinds as (select category, count(*) as orders, cast(sum(is_back) as bigint) as back from done group by category),
    market as (select count(*) as orders, cast(sum(is_back) as bigint) as back from done),
    counted as (
        select k.category, cast(k.back as double) / nullif(k.orders, 0) as here, cast(m.back as double) / nullif(m.orders, 0) as usual
        from kinds k cross join market m
    )
    select o.order_id as thing_id, c.here, c.usual, greatest(0e0, least(1e0, (c.here / nullif(c.usual, 0) - 1) / 2)) as fits, 'shares' as told
    from cut_orders o join asked a on o.order_id = a.thing_id join cut_products p on o.product_id = p.product_id
        join counted c on p.category = c.category where c.usual > 0""",
        words={"shares": ("{here:.1%} of the orders of its category are cancelled or go back, {usual:.1%} of all orders",
                          "同类商品订单的取消与退回率为 {here:.1%}，全部订单为 {usual:.1%}")},
    ),
    Trial(
        lookalike="parcel_station", of="order",
        sql=f"""
    with {_MINE},
    counted as (
        select o.address_hash, count(distinct o.account_id) as accounts
        from cut_orders o join (select distinct address_hash from mine) m on o.address_hash = m.address_hash group by o.address_hash
    )
    select m.thing_id, c.accounts, least(1e0, cast(c.accounts - 1 as double) / 99) as fits, 'crowd' as told
    from mine m join counted c on m.address_hash = c.address_hash""",
        words={"crowd": ("the address received parcels of {accounts:account|accounts}; a parcel station serves hundreds",
                         "该地址收过 {accounts:,} 个账号的包裹；驿站通常服务数百人")},
    ),
    Trial(
        lookalike="group_buy", of="order",
        sql=f"""
    with {_MINE},
    asked_for as (select distinct product_id, address_hash, cast(occurred_at as date) as day from mine),
    together as (
        select d.product_id, d.address_hash, d.day, count(distinct o.account_id) as accounts from asked_for d join cut_orders o
            on d.product_id = o.product_id and d.address_hash = o.address_hash and d.day = cast(o.occurred_at as date)
        group by d.product_id, d.address_hash, d.day
    )
    select m.thing_id, t.accounts, least(1e0, cast(t.accounts - 1 as double) / 9) as fits, case when t.accounts > 1 then 'many' else 'one' end as told
    from mine m join together t on m.product_id = t.product_id and m.address_hash = t.address_hash and cast(m.occurred_at as date) = t.day""",
        words={"many": ("{accounts:account|accounts} ordered this thing to the same address on the same day",
                        "当天有 {accounts:,} 个账号下单同一商品并寄往同一地址"),
               "one": ("nobody else ordered this thing to that address on that day", "当天没有其他人把同一商品寄往该地址")},
    ),
    Trial(
        lookalike="company_order", of="order",
        sql=f"""
    with {_MINE},
    bought as (
        select o.account_id, o.merchant_id, o.address_hash, count(*) as n
        from cut_orders o join (select distinct account_id, merchant_id from mine) m on o.account_id = m.account_id and o.merchant_id = m.merchant_id
        where o.address_hash is not null group by o.account_id, o.merchant_id, o.address_hash
    ),
    counted as (select account_id, merchant_id, cast(sum(n) as bigint) as orders, max(n) as most from bought group by account_id, merchant_id)
    select m.thing_id, c.orders, c.most, least(1e0, cast(c.orders - 1 as double) / 9) * c.most / nullif(c.orders, 0) as fits,
        case when c.orders > 1 then 'many' else 'one' end as told
    from mine m join counted c on m.account_id = c.account_id and m.merchant_id = c.merchant_id""",
        words={"many": ("the buyer placed {orders:order|orders} at the shop, {most:,} of them to one address",
                        "买家在该店下了 {orders:,} 笔订单，其中 {most:,} 笔寄往同一地址"),
               "one": ("the buyer placed only this one order at the shop", "买家在该店只下过这一笔订单")},
    ),
    Trial(
        lookalike="shared_warehouse", of="sender",
        sql="""
    with sent as (
        select p.sender_hash as thing_id, p.parcel_id, coalesce(m.legal_entity_id, o.merchant_id) as owner, s.entity_id as suspect
        from cut_parcels p join asked a on p.sender_hash = a.thing_id join cut_orders o on p.order_id = o.order_id
            left join cut_merchants m on o.merchant_id = m.merchant_id
            left join suspects s on s.entity_kind = 'order' and s.entity_id = o.order_id and s.probability >= 0.5
    ),
    counted as (
        select thing_id, count(distinct parcel_id) as parcels, count(distinct owner) as shops, count(distinct suspect) as doubted from sent group by thing_id
    )
    select thing_id, parcels, shops, doubted, case when shops >= 2 then greatest(0e0, 1 - cast(doubted as double) / nullif(parcels, 0)) else 0e0 end as fits,
        case when shops >= 2 then 'several' else 'one' end as told from counted""",
        words={"several": ("the sender sent {parcels:parcel|parcels} for {shops:unrelated shop|unrelated shops}; the orders of {doubted:,} were found false",
                           "该寄件人为 {shops:,} 家互不相关的店铺发出 {parcels:,} 个包裹，其中 {doubted:,} 个的订单被判为虚假"),
               "one": ("the sender serves one shop only", "该寄件人只为一家店铺发货")},
        can_do_without=frozenset({"merchants"}),
    ),
)  # fmt: skip
