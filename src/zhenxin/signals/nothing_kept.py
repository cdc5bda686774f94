"""Whether several accounts order at one shop again and again within weeks and keep next to nothing, where its other buyers keep what they order."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class NothingKept(Signal):
    """Bits of surprise at the buyers of one shop, at different doors, who ordered at three different hours and more and kept less than one in five.

    What is ordered within one hour is one try, failed where all of it was cancelled, refused or sent back: a payment that fails is tried again at once.
    Where payments are known, what was ordered and never paid failed as well.
    Two tries at the least must have been refused or sent back, which only the buyer does; a shop that cannot deliver cancels. Half of what failed must
    never have been taken in: who tries clothes on takes the parcel and sends it back, again and again. Expected is how many such
    buyers the other shops have, threefold. So many of their tries must have failed, too, as the category's share, that of the shop's other buyers and
    that of those in the same region, half as much again and a tenth, do not give: clothes come back, and where parcels get stuck they do so for
    everybody. The lesser surprise counts. One buyer, or one door, is no crowd: a firm that is not content says nothing.
    """

    entity = "order"
    window = days(28)
    evidence = "time"
    act = True
    levels = (4, 8, 16)
    speaks_for = ("malicious_refusal", "reverse_brushing")
    silent_on = ("high_return", "flash_sale", "company_order", "angry_buyer", "group_buy", "consumables")
    can_do_without = (
        "products", "orders.product_id", "orders.status_at", "orders.address_hash", "orders.region", "payments", "payments.order_id",
    )  # fmt: skip
    label = Words("ordered and not kept", zh="反复下单一件不留")
    innocent = Words(
        "whoever orders three times and is content with nothing is one buyer; several at one shop, whose others are content, hardly ever meet",
        zh="多次下单都不满意的买家各店都有，但同一店铺同时出现几个、而其他买家都满意，则少见",
    )
    source = "domain.md §2 row 19: more than 80 % cancelled or refused; 暂行规定 16: buying in bulk, then returning or refusing; AUCL 13(4)"
    reason = Words(
        "{hands} buyers ordered here {tries} times in the same weeks, and {failed} times kept nothing; {expected:.1f} such buyers would be usual",
        zh="同一时期有 {hands} 个买家在该店反复下单共 {tries} 次，其中 {failed} 次全部取消、拒收或退回；正常水平约为 {expected:.1f} 个",
    )
    sql = """
        with kinds as (select product_id, coalesce(category, '') as category from products),
        paid as (select distinct order_id from payments where order_id is not null),
        ends as (
            select o.*, case when o.status in ('cancelled', 'refused', 'returned') then o.status
                when o.status = 'placed' and p.order_id is null and n.payments > 0 then 'unpaid' else 'kept' end as ending
            from orders o left join paid p on o.order_id = p.order_id cross join (select count(*) as payments from paid) as n
            where o.status is not null
        ),
        placed as (
            select o.account_id, o.merchant_id, date_trunc('hour', o.occurred_at) as hour, min(coalesce(k.category, '')) as category,
                min(case when o.ending <> 'kept' then 1 else 0 end) as failed,
                min(case when o.ending in ('refused', 'returned') then 1 else 0 end) as sent_back,
                min(case when o.ending in ('refused', 'cancelled', 'unpaid') then 1 else 0 end) as untaken,
                coalesce(min(o.address_hash), o.account_id) as door, coalesce(min(o.region), '') as region
            from ends o left join kinds k on o.product_id = k.product_id
            group by o.account_id, o.merchant_id, date_trunc('hour', o.occurred_at)
        ),
        shares as (select category, cast(sum(failed) as double) / nullif(cast(count(*) as double), 0) as share from placed group by category),
        pairs as (
            select p.account_id, p.merchant_id, count(*) as tries, cast(sum(p.failed) as bigint) as failed, cast(sum(p.sent_back) as bigint) as sent_back,
                cast(sum(p.untaken) as bigint) as untaken, min(p.door) as door, min(p.region) as region, dsum(s.share) as usual
            from placed p join shares s on p.category = s.category group by p.account_id, p.merchant_id
        ),
        marked as (
            select *, case when failed >= 3 and failed * 5 >= tries * 4 and sent_back >= 2 then 1 else 0 end as is_hand from pairs
        ),
        shops as (
            select merchant_id, count(*) as buyers, count(distinct case when is_hand = 1 then door end) as hands,
                cast(sum(is_hand * untaken) as bigint) as untaken,
                cast(sum(is_hand * tries) as bigint) as tries, cast(sum(is_hand * failed) as bigint) as failed,
                dsum(is_hand * usual) / nullif(cast(sum(is_hand * tries) as double), 0) as usual,
                cast(sum((1 - is_hand) * tries) as double) as other_tries, cast(sum((1 - is_hand) * failed) as double) as other_failed
            from marked group by merchant_id
        ),
        market as (select cast(sum(buyers) as double) as buyers, cast(sum(hands) as double) as hands from shops),
        places as (select distinct merchant_id, region from marked where is_hand = 1 and region <> ''),
        near as (
            select m.merchant_id, cast(sum(m.tries) as double) as tries, cast(sum(m.failed) as double) as failed
            from marked m join places p on m.merchant_id = p.merchant_id and m.region = p.region where m.is_hand = 0 group by m.merchant_id
        ),
        compared as (
            select s.*, coalesce(n.tries, 0.0) as near_tries, coalesce(n.failed, 0.0) as near_failed,
                (s.other_failed + 3.0 * s.usual) / nullif(s.other_tries + 3.0, 0) as elsewhere
            from shops s left join near n on s.merchant_id = n.merchant_id where s.hands >= 2 and s.untaken * 2 >= s.failed
        ),
        judged as (
            select c.merchant_id, c.hands, c.tries, c.failed,
                3.0 * c.buyers * (m.hands - c.hands + 0.5) / nullif(m.buyers - c.buyers + 20.0, 0) + 0.1 as expected,
                least(0.95, 0.1 + 1.5 * greatest(c.usual, c.elsewhere, (c.near_failed + 3.0 * c.elsewhere) / nullif(c.near_tries + 3.0, 0))) as rate
            from compared c cross join market m
        )
        select o.order_id as entity_id, least(surprise(j.hands, j.expected), surprise_of(j.failed, j.tries, j.rate)) as value,
            j.hands, j.tries, j.failed, j.expected
        from judged j join marked p on j.merchant_id = p.merchant_id and p.is_hand = 1
            join ends o on p.account_id = o.account_id and p.merchant_id = o.merchant_id
        where o.ending <> 'kept'"""
