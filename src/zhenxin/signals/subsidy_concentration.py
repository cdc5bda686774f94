"""Whether one account or one household draws subsidy after subsidy at one shop."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class SubsidyConcentration(Signal):
    """Bits of surprise at how many subsidised orders of one shop go to one account or one household (address).

    A subsidy is meant for each household once. Expected is how many beyond the first all pairs of shop and account (or address) take,
    threefold: an address to which more than three accounts have one shop send is a pick-up point and no household, and who draws all on
    one day orders for his neighbours, and lines of one checkout are one draw. Coupons that everybody gets raise what is expected. Only subsidised orders
    are named.
    """

    entity = "order"
    window = days(60)
    evidence = "conduct"
    act = False
    levels = (4, 8, 16)
    speaks_for = ("subsidy_brushing", "insider_collusion")
    silent_on = ("flash_sale", "platform_trial", "group_buy", "dormitory", "parcel_station")
    can_do_without = ("orders.address_hash", "orders.basket_id")
    label = Words("subsidies piled up", zh="补贴集中")
    innocent = Words(
        "in a long campaign regular customers draw a subsidy again and again; compared with how often that happens",
        zh="活动期长时老顾客会多次享受补贴；与这种情况的普遍程度比较",
    )
    source = "domain.md §2 rows 22 and 23: subsidy per distinct household; 长宁 2019: 510万"
    reason = Words(
        "{drawn} subsidised orders of one shop went to this {whose}; {expected:.2f} would be usual",
        zh="同一店铺的 {drawn} 笔补贴订单落在同一{whose_zh}；正常水平约为 {expected:.2f} 笔",
    )
    sql = """
        with drawn as (
            select order_id, coalesce(basket_id, order_id) as basket, merchant_id, account_id, address_hash, date_trunc('day', occurred_at) as day
            from orders where subsidy > 0
        ),
        crowds as (
            select 'account' as whose, merchant_id, account_id as id, count(distinct basket) as drawn, count(distinct day) as days
            from drawn group by merchant_id, account_id
            union all
            select 'household' as whose, merchant_id, address_hash as id, count(distinct basket) as drawn, count(distinct day) as days
            from drawn where address_hash is not null group by merchant_id, address_hash having count(distinct account_id) <= 3
        ),
        usual as (select whose, cast(sum(drawn) as double) / nullif(cast(count(*) as double), 0) as drawn from crowds group by whose),
        judged as (
            select c.whose, c.merchant_id, c.id, c.drawn, u.drawn as expected, surprise(c.drawn - 1, 3.0 * (u.drawn - 1.0) + 0.05) as bits
            from crowds c join usual u on c.whose = u.whose where c.drawn >= 3 and c.days >= 2
        ),
        told as (
            select d.order_id, j.whose, j.drawn, j.expected, j.bits from drawn d join judged j on d.merchant_id = j.merchant_id and d.account_id = j.id
            where j.whose = 'account'
            union all
            select d.order_id, j.whose, j.drawn, j.expected, j.bits from drawn d join judged j on d.merchant_id = j.merchant_id and d.address_hash = j.id
            where j.whose = 'household'
        ),
        ranked as (select *, row_number() over (partition by order_id order by bits desc, whose) as choice from told)
        select order_id as entity_id, bits as value, drawn, expected, whose, case when whose = 'account' then '账号' else '收货地址' end as whose_zh
        from ranked where choice = 1"""
