"""People who share a roof, a phone or a taste, who write, claim or complain much, and who were cheated themselves."""

from zhenxin.scores.innocent.trial import Trial

_SEEN = """
    with seen as (
        select l.account_id, l.ip_hash, l.ip_kind from cut_logins l join asked a on l.account_id = a.thing_id where l.ip_hash is not null
        union all
        select o.account_id, o.ip_hash, o.ip_kind from cut_orders o join asked a on o.account_id = a.thing_id where o.ip_hash is not null
    ),
    lines as (
        select account_id, ip_hash, count(*) as times, max(case when ip_kind = '{kind}' then 1 else 0 end) as is_kind
        from seen group by account_id, ip_hash
    ),
    every as (
        select account_id, cast(sum(times) as bigint) as n, cast(sum(times * is_kind) as bigint) as there from lines group by account_id
    ),
    chosen as (
        select account_id, ip_hash, row_number() over (partition by account_id order by times desc, ip_hash) as place from lines where is_kind = 1
    ),
    crowds as (
        select s.ip_hash, count(distinct s.account_id) as crowd
        from cut_sightings s join (select distinct ip_hash from chosen where place = 1) c on s.ip_hash = c.ip_hash group by s.ip_hash
    )
    select e.account_id as thing_id, e.n, e.there, coalesce(c.crowd, 0) as crowd,
        cast(e.there as double) / nullif(e.n, 0) * least(1e0, cast(coalesce(c.crowd, 0) as double) / 20) as fits,
        case when e.there > 0 then 'there' else 'never' end as told
    from every e left join chosen m on e.account_id = m.account_id and m.place = 1 left join crowds c on m.ip_hash = c.ip_hash
"""
_CROWD = 50
"""A phone of more accounts is nobody's at home, and nobody's who sold it; who used it with whom is not asked one by one."""
_MATES = f"""devices as (select distinct device_id, account_id from cut_sightings where device_id is not null),
    crowds as (select device_id, count(*) as crowd from devices group by device_id),
    mates as (
        select distinct m.account_id as thing_id, o.account_id as mate, m.device_id from devices m join asked a on m.account_id = a.thing_id
            join crowds c on m.device_id = c.device_id join devices o on m.device_id = o.device_id
        where c.crowd <= {_CROWD} and o.account_id <> m.account_id
    ),
    phoned as (
        select m.account_id as thing_id, max(c.crowd) as crowd from devices m join asked a on m.account_id = a.thing_id
            join crowds c on m.device_id = c.device_id group by m.account_id
    )"""
_CROWDED = (
    "{crowd:account|accounts} used the same phone, more than a family or its later owners would",
    "有 {crowd:,} 个账号用过同一台手机，家人共用或转手都不会有这么多",
)
_SPOKEN = """deeds as (
        select o.account_id as thing_id, 'order' as kind, o.order_id as deed_id, o.merchant_id from cut_orders o join asked a on o.account_id = a.thing_id
        union all
        select r.account_id as thing_id, 'review' as kind, r.review_id as deed_id, r.merchant_id
        from cut_reviews r join asked a on r.account_id = a.thing_id
    )"""


def _line(lookalike: str, kind: str, name: str, name_zh: str) -> Trial:
    return Trial(
        lookalike=lookalike,
        of="account",
        sql=_SEEN.format(kind=kind),
        words={
            "there": (
                f"{{there:,}} of {{n:log-in and order|log-ins and orders}} came from {name}; {{crowd:account uses|accounts use}} the commonest of these lines",
                f"{{n:,}} 次登录和下单中有 {{there:,}} 次来自{name_zh}，其中最常用的线路上有 {{crowd:,}} 个账号",
            ),
            "never": (
                f"none of {{n:log-in and order|log-ins and orders}} came from {name}",
                f"{{n:,}} 次登录和下单中没有一次来自{name_zh}",
            ),
        },
        can_do_without=frozenset({"orders.ip_hash", "orders.ip_kind"}),
    )


PEOPLE = (
    _line("dormitory", "campus", "a campus network", "校园网"),
    _line("carrier_nat", "mobile", "a mobile carrier's network", "运营商移动网络"),
    Trial(
        lookalike="family_phone", of="account",
        sql=f"""
    with {_MATES},
    homes as (
        select distinct o.account_id, o.address_hash from cut_orders o
            join (select thing_id as account_id from asked union select mate as account_id from mates) w on o.account_id = w.account_id
        where o.address_hash is not null
    ),
    at_home as (
        select distinct m.thing_id, m.mate from mates m join homes h on m.thing_id = h.account_id
            join homes g on m.mate = g.account_id and g.address_hash = h.address_hash
    ),
    counted as (
        select p.thing_id, p.crowd, count(distinct m.mate) as mates, count(distinct h.mate) as at_home
        from phoned p left join mates m on p.thing_id = m.thing_id left join at_home h on m.thing_id = h.thing_id and m.mate = h.mate
        group by p.thing_id, p.crowd
    )
    select thing_id, crowd, mates, at_home, case when crowd > {_CROWD} or mates = 0 then 0e0
            else (1 + cast(at_home as double) / nullif(mates, 0)) / 2 * least(1e0, 4e0 / nullif(mates, 0)) end as fits,
        case when crowd > {_CROWD} then 'crowd' when mates = 0 then 'nobody' when at_home = 0 then 'apart' else 'together' end as told from counted""",
        words={"crowd": _CROWDED,
               "nobody": ("no other account was seen on the same phone", "没有其他账号用过同一台手机"),
               "apart": ("{mates:other account|other accounts} used the same phone, none with parcels to the same address",
                         "另有 {mates:,} 个账号用过同一台手机，收货地址都不同"),
               "together": ("{mates:other account|other accounts} used the same phone, {at_home:,} with parcels to the same address",
                            "另有 {mates:,} 个账号用过同一台手机，其中 {at_home:,} 个收货地址相同")},
        can_do_without=frozenset({"orders"}),
    ),
    Trial(
        lookalike="second_hand_phone", of="account",
        sql=f"""
    with {_MATES},
    spans as (
        select s.device_id, s.account_id, min(s.occurred_at) as from_at, max(s.occurred_at) as to_at
        from cut_sightings s join (select distinct device_id from mates) d on s.device_id = d.device_id group by s.device_id, s.account_id
    ),
    paired as (
        select m.thing_id, m.mate, max(case when u.from_at > t.to_at or u.to_at < t.from_at then 0 else 1 end) as is_mixed
        from mates m join spans t on m.device_id = t.device_id and m.thing_id = t.account_id
            join spans u on m.device_id = u.device_id and m.mate = u.account_id group by m.thing_id, m.mate
    ),
    counted as (
        select p.thing_id, p.crowd, count(d.mate) as mates, count(d.mate) - cast(coalesce(sum(d.is_mixed), 0) as bigint) as apart
        from phoned p left join paired d on p.thing_id = d.thing_id group by p.thing_id, p.crowd
    )
    select thing_id, crowd, mates, apart, case when crowd > {_CROWD} or mates = 0 then 0e0 else cast(apart as double) / nullif(mates, 0) end as fits,
        case when crowd > {_CROWD} then 'crowd' when mates = 0 then 'nobody' else 'others' end as told from counted""",
        words={"crowd": _CROWDED,
               "nobody": ("no other account was seen on the same phone", "没有其他账号用过同一台手机"),
               "others": ("of {mates:other account|other accounts} on the same phone, {apart:,} used it wholly before or after, as one who sold or bought it",
                          "用过同一台手机的另外 {mates:,} 个账号中，有 {apart:,} 个的使用时间完全错开，像是转手")},
    ),
    Trial(
        lookalike="company_card", of="account",
        sql="""
    with paid as (select distinct payer_id, instrument_hash, order_id from cut_payments where instrument_hash is not null and order_id is not null),
    cards as (select distinct p.payer_id as thing_id, p.instrument_hash from paid p join asked a on p.payer_id = a.thing_id),
    sent as (
        select p.instrument_hash, o.account_id, o.order_id, o.address_hash from paid p
            join (select distinct instrument_hash from cards) c on p.instrument_hash = c.instrument_hash
            join cut_orders o on p.order_id = o.order_id where o.address_hash is not null
    ),
    addressed as (select instrument_hash, address_hash, count(distinct order_id) as n from sent group by instrument_hash, address_hash),
    most as (select instrument_hash, max(n) as most from addressed group by instrument_hash),
    counted as (
        select instrument_hash, count(distinct account_id) as accounts, count(distinct order_id) as orders from sent group by instrument_hash
    ),
    ranked as (
        select d.thing_id, c.accounts, c.orders, m.most,
            row_number() over (partition by d.thing_id order by c.accounts desc, c.orders desc, d.instrument_hash) as place
        from cards d join counted c on d.instrument_hash = c.instrument_hash join most m on d.instrument_hash = m.instrument_hash
    )
    select thing_id, accounts, orders, most, case when accounts > 1 then cast(most as double) / nullif(orders, 0) else 0e0 end as fits,
        case when accounts > 1 then 'several' else 'own' end as told
    from ranked where place = 1""",
        words={"several": ("the same card paid {orders:order|orders} of {accounts:account|accounts}; {most:,} went to one address, as a company's would",
                           "这张卡为 {accounts:,} 个账号支付了 {orders:,} 笔订单，其中 {most:,} 笔寄往同一地址；公司采购通常如此"),
               "own": ("no other account pays with the same card", "没有其他账号使用同一张卡")},
    ),
    Trial(
        lookalike="heavy_reviewer", of="account",
        sql="""
    with written as (
        select r.account_id as thing_id, count(*) as n, count(distinct r.merchant_id) as shops,
            floor(seconds(min(r.occurred_at), max(r.occurred_at)) / 86400) + 1 as spread
        from cut_reviews r join asked a on r.account_id = a.thing_id group by r.account_id
    )
    select thing_id, n, shops, spread, least(1e0, cast(n as double) / 50) * shops / nullif(n, 0) as fits, 'much' as told from written""",
        words={"much": ("wrote {n:review|reviews} at {shops:shop|shops} within {spread:day|days}",
                        "在 {spread:,.0f} 天内为 {shops:,} 家店铺写了 {n:,} 条评价")},
    ),
    Trial(
        lookalike="fan_club", of="account",
        sql=f"""
    with {_SPOKEN},
    heard as (
        select d.thing_id, d.kind, d.deed_id, max(case when s.signal is null then 0 else 1 end) as is_act
        from deeds d join signal_values v on v.entity_kind = d.kind and v.entity_id = d.deed_id left join act_signals s on v.signal = s.signal
        group by d.thing_id, d.kind, d.deed_id
    )
    select thing_id, count(*) as n, cast(sum(is_act) as bigint) as acts,
        1 - cast(cast(sum(is_act) as bigint) as double) / nullif(count(*), 0) as fits, 'acts' as told
    from heard group by thing_id""",
        words={"acts": ("{acts:,} of {n:conspicuous order or review|conspicuous orders and reviews} with an act that fondness does not explain",
                        "{n:,} 笔引人注意的订单和评价中，有 {acts:,} 笔带有喜好无法解释的行为")},
        can_do_without=frozenset({"reviews"}),
    ),
    Trial(
        lookalike="taste_community", of="account",
        sql=f"""
    with {_SPOKEN},
    placed as (
        select d.thing_id, count(*) as n, count(*) filter (where s.entity_id is null) as elsewhere
        from deeds d left join suspects s on s.entity_kind = 'merchant' and s.entity_id = d.merchant_id and s.probability >= 0.5 group by d.thing_id
    )
    select thing_id, n, elsewhere, cast(elsewhere as double) / nullif(2 * n, 0) as fits, 'life' as told from placed""",
        words={"life": ("{elsewhere:,} of {n:order or review|orders and reviews} at shops that nobody accuses: a life of its own, which camouflage has too",
                        "{n:,} 笔订单和评价中有 {elsewhere:,} 笔在未被指认的店铺：另有自己的消费，但伪装者也会如此")},
        can_do_without=frozenset({"reviews"}),
    ),
    Trial(
        lookalike="truthful_claimant", of="order",
        sql="""
    with mine as (select o.order_id as thing_id, o.account_id, o.merchant_id from cut_orders o join asked a on o.order_id = a.thing_id),
    shops as (
        select o.merchant_id, count(distinct o.order_id) as n, count(distinct c.order_id) as claimed
        from cut_orders o join (select distinct merchant_id from mine) m on o.merchant_id = m.merchant_id
            left join cut_claims c on o.order_id = c.order_id left join suspects s on s.entity_kind = 'order' and s.entity_id = o.order_id
        where s.entity_id is null group by o.merchant_id
    )
    select m.thing_id, s.n, s.claimed, least(1e0, 10 * cast(s.claimed as double) / nullif(s.n, 0)) as fits, 'others' as told
    from mine m join shops s on m.merchant_id = s.merchant_id""",
        words={"others": ("buyers under no suspicion claimed on {claimed:,} of their {n:order|orders} at the shop",
                          "未受怀疑的买家在该店的 {n:,} 笔订单中有 {claimed:,} 笔提出过售后")},
    ),
    Trial(
        lookalike="angry_buyer", of="review",
        sql="""
    with mine as (select r.review_id as thing_id, r.rating, r.merchant_id from cut_reviews r join asked a on r.review_id = a.thing_id),
    shops as (
        select r.merchant_id, count(*) as n, count(*) filter (where r.rating <= 2) as bad
        from cut_reviews r join (select distinct merchant_id from mine where merchant_id is not null) m on r.merchant_id = m.merchant_id
            left join suspects s on s.entity_kind = 'review' and s.entity_id = r.review_id
        where s.entity_id is null group by r.merchant_id
    )
    select m.thing_id, s.n, s.bad, case when m.rating <= 2 then least(1e0, 5 * cast(s.bad as double) / nullif(s.n, 0)) else 0e0 end as fits,
        case when m.rating <= 2 then 'others' else 'praise' end as told
    from mine m join shops s on m.merchant_id = s.merchant_id""",
        words={"others": ("{bad:,} of {n:review|reviews} of this shop under no suspicion are bad too", "该店未受怀疑的 {n:,} 条评价中有 {bad:,} 条也是差评"),
               "praise": ("the review praises", "这是一条好评")},
    ),
    Trial(
        lookalike="angry_buyer", of="account",
        sql="""
    with done as (
        select o.account_id as thing_id, count(distinct o.order_id) as n,
            count(distinct case when c.order_id is not null or o.status in ('refused', 'returned', 'cancelled') then o.order_id end) as back
        from cut_orders o join asked a on o.account_id = a.thing_id left join cut_claims c on o.order_id = c.order_id group by o.account_id
    )
    select thing_id, n, back, case when back > 0 then (1 - cast(back as double) / nullif(n, 0)) / 2 else 0e0 end as fits,
        case when back > 0 then 'back' else 'never' end as told from done""",
        words={"back": ("claimed on, cancelled or sent back {back:,} of {n:order|orders}; the angry do so once",
                        "{n:,} 笔订单中有 {back:,} 笔索赔、取消或退回；真实的不满通常只有一次"),
               "never": ("claimed on, cancelled or sent back none of {n:order|orders}", "{n:,} 笔订单中没有一笔索赔、取消或退回")},
        can_do_without=frozenset({"claims"}),
    ),
    Trial(
        lookalike="default_praise", of="review",
        sql="""
    with mine as (select r.review_id as thing_id, r.text from cut_reviews r join asked a on r.review_id = a.thing_id where r.text is not null),
    alike as (
        select r.text, count(*) as n, count(distinct r.merchant_id) as shops
        from cut_reviews r join (select distinct text from mine) m on r.text = m.text group by r.text
    )
    select m.thing_id, l.n, l.shops, least(1e0, cast(l.shops - 1 as double) / 20) as fits,
        case when l.n > 1 then 'many' else 'own' end as told
    from mine m join alike l on m.text = l.text""",
        words={"many": ("{n:review|reviews} with exactly these words at {shops:shop|shops}", "{shops:,} 家店铺的 {n:,} 条评价与此一字不差"),
               "own": ("no other review says exactly this", "没有其他评价与此一字不差")},
    ),
)  # fmt: skip
