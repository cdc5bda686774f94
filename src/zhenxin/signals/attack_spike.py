"""Whether a few accounts order one thing of a shop again and again and send it back, where such things are mostly kept."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class AttackSpike(Signal):
    """Bits of surprise at the repeated orders of a product within ten days, where a quarter of them and more were cancelled, refused or sent back.

    Repeated orders are those of accounts that ordered the product in at least three quarters of a day of ten days, from two to forty accounts of
    several addresses, one a quarter: who tries again in a sale does so within the hour. A shop that is brushed by its own people keeps the sales;
    here somebody spends money so that the shop looks brushed, and takes it back. Expected is the category's share of repeated orders, threefold,
    and three. So many of them must have been sent back, too, as its category's share of all orders, half as much again and a tenth, does not
    give: whoever buys three sizes and returns two is usual where sizes matter. The lesser surprise counts. It speaks for an attack and protects the shop.
    """

    entity = "order"
    window = days(20)
    evidence = "time"
    act = True
    together = True
    levels = (3, 6, 12)
    speaks_for = ("reverse_brushing", "malicious_refusal")
    silent_on = ("high_return", "company_order", "flash_sale", "group_buy")
    can_do_without = ("products.category", "orders.address_hash")
    label = Words("attack by orders", zh="恶意集中下单")
    innocent = Words(
        "whoever orders several sizes sends some back; that is usual in its category",
        zh="同款多尺码试穿后退货在该品类属于正常情况",
    )
    source = "AUCL art. 13(4); 暂行规定 art. 16; domain.md §2 row 18: spike from few accounts, many refunds"
    reason = Words(
        "{accounts} accounts ordered this product again and again, {orders} times in ten days, and sent {back} of it back; {expected:.1f} times would be usual",
        zh="{accounts} 个账号在十天内一再购买该商品共 {orders} 次，其中 {back} 次取消、拒收或退回；正常水平约为 {expected:.1f} 次",
    )
    sql = """
        with kinds as (select product_id, coalesce(category, '') as category from products),
        placed as (
            select o.account_id, o.product_id, coalesce(k.category, '') as category,
                cast(floor(micros(o.occurred_at) / 21600000000e0) as bigint) as quarter,
                min(o.occurred_at) as at_first,
                max(case when o.status in ('cancelled', 'refused', 'returned') then 1 else 0 end) as back,
                coalesce(min(o.address_hash), o.account_id) as door
            from orders o left join kinds k on o.product_id = k.product_id where o.product_id is not null
            group by o.account_id, o.product_id, coalesce(k.category, ''), cast(floor(micros(o.occurred_at) / 21600000000e0) as bigint)
        ),
        counted as (
            select *, count(*) over (
                partition by account_id, product_id
                order by at_first range between interval 10 day preceding and interval 10 day following
            ) as own
            from placed
        ),
        hits as (
            select product_id, category, count(*) as orders, count(distinct account_id) as accounts, count(distinct door) as doors,
                cast(sum(back) as bigint) as back
            from counted where own >= 3 group by product_id, category
        ),
        things as (
            select p.product_id, p.category, count(*) as everybody, coalesce(max(h.orders), 0) as orders, coalesce(max(h.accounts), 0) as accounts,
                coalesce(max(h.doors), 0) as doors, coalesce(max(h.back), 0) as back, cast(sum(p.back) as bigint) as all_back
            from placed p left join hits h on p.product_id = h.product_id group by p.product_id, p.category
        ),
        peers as (
            select category, cast(sum(everybody) as double) as everybody, cast(sum(orders) as double) as orders, cast(sum(all_back) as double) as back
            from things group by category
        ),
        judged as (
            select t.product_id, t.orders, t.accounts, t.back,
                3.0 * t.everybody * (p.orders - t.orders + 0.5) / nullif(p.everybody - t.everybody + 20.0, 0) + 3.0 as expected,
                least(0.95, 0.1 + 1.5 * (p.back - t.all_back + 1.0) / nullif(p.everybody - t.everybody + 20.0, 0)) as usual_back
            from things t join peers p on t.category = p.category
            where t.doors >= 2 and t.accounts <= 40 and t.back >= 3 and t.back * 4 >= t.orders
        )
        select o.order_id as entity_id, least(surprise(j.orders, j.expected), surprise_of(j.back, j.orders, j.usual_back)) as value,
            j.accounts, j.orders, j.back, j.expected
        from orders o join judged j on o.product_id = j.product_id
            join counted c on o.account_id = c.account_id and o.product_id = c.product_id
                and cast(floor(micros(o.occurred_at) / 21600000000e0) as bigint) = c.quarter
        where c.own >= 3"""
