"""How many accounts that slept since they were opened woke for one thing in the same days."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class DormantActivation(Signal):
    """Bits of surprise at the accounts, opened within ten days of each other, that carted, liked or ordered one product within twenty days.

    Only accounts opened 10 to 400 days before are named: those raised for sale are opened in batches, rest or are nursed for weeks, and are then wanted
    for the same few things. Expected is the share of accounts of these days among all who wanted anything in the window, threefold, so that a fair at
    which people register makes its days usual. Newcomers at a sale are younger, old customers older.
    """

    entity = "account"
    window = days(20)
    evidence = "time"
    act = True
    levels = (4, 8, 16)
    speaks_for = ("batch_accounts", "device_farm", "fake_engagement")
    silent_on = ("new_shop_friends", "flash_sale", "influencer")
    can_do_without = ("visits", "orders")
    label = Words("woke together", zh="沉睡账号同时激活")
    innocent = Words(
        "people who opened an account lately shop too, for many different things",
        zh="近期开户的人也会购物，但想要的东西各不相同",
    )
    source = "domain.md §2 row 9: sudden activation after 15 to 30 days; co-activation bursts"
    reason = Words(
        "{sleepers} accounts opened in the same days, some weeks before, went for one product within {window}; {expected:.1f} would be usual",
        zh="{window}内有 {sleepers} 个数周前同期开户的账号都去加购、收藏或购买同一商品；正常水平约为 {expected:.1f} 个",
    )
    sql = """
        with wanted as (
            select account_id, product_id, occurred_at from visits where kind in ('cart', 'favourite') and product_id is not null
            union all
            select account_id, product_id, occurred_at from orders where product_id is not null
        ),
        firsts as (select account_id, product_id, min(occurred_at) as occurred_at from wanted group by account_id, product_id),
        aged as (
            select f.account_id, f.product_id, a.registered_at,
                case when a.registered_at < f.occurred_at - interval 10 day and a.registered_at > f.occurred_at - interval 400 day then 1 else 0 end as sleeper
            from firsts f join accounts a on f.account_id = a.account_id
            where a.registered_at is not null
        ),
        dated as (
            select *, count(*) over (order by registered_at range between interval 10 day preceding and interval 10 day following) as near,
                count(*) over (partition by product_id order by registered_at range between interval 10 day preceding and interval 10 day following) as beside
            from aged
        ),
        whole as (select cast(count(*) as double) as wants from aged),
        things as (select product_id, count(*) as everybody from aged group by product_id),
        bands as (
            select d.account_id, d.product_id, d.beside as sleepers,
                3.0 * t.everybody * (d.near - d.beside + 1.0) / nullif(w.wants - t.everybody + 10.0, 0) + 0.5 as expected
            from dated d join things t on d.product_id = t.product_id cross join whole w where d.sleeper = 1 and d.beside >= 4
        ),
        judged as (select *, surprise(sleepers, expected) as bits from bands),
        ranked as (select *, row_number() over (partition by account_id order by bits desc, product_id) as place from judged)
        select account_id as entity_id, bits as value, sleepers, expected from ranked where place = 1"""
