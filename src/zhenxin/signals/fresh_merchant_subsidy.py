"""Whether a shop that has just opened lives on subsidies that the same few buyers draw again and again."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class FreshMerchantSubsidy(Signal):
    """Bits of surprise at the subsidised orders of a new shop by buyers who had drawn its subsidy before.

    New is a shop in its first 60 days; at least two fifths of its orders of that time are subsidised. A new shop that does well in a campaign draws
    many subsidies too, one a buyer; lines of one checkout are one draw. Expected is the share of such repeated draws among the subsidised orders of all
    other shops, twofold.
    """

    entity = "merchant"
    window = days(90)
    evidence = "record"
    act = False
    levels = (3, 6, 12)
    speaks_for = ("insider_collusion", "subsidy_brushing")
    silent_on = ("flash_sale", "new_shop_friends", "influencer")
    can_do_without = ("orders.basket_id",)
    label = Words("new shop on subsidies", zh="新店套取补贴")
    innocent = Words(
        "a new shop in a campaign draws many subsidies, one a buyer",
        zh="参加活动的新店也会产生大量补贴订单，但每个买家通常只领一次",
    )
    source = "domain.md §2 rows 22 and 23: merchants registered just before the campaign, subsidy share concentrated"
    reason = Words(
        "{drawn} of the new shop’s {orders} orders were subsidised, drawn by only {buyers} buyers; {expected:.1f} repeated draws would be usual",
        zh="新店的 {orders} 单中有 {drawn} 单享受补贴，却只由 {buyers} 个买家领取；重复领取的正常水平约为 {expected:.1f} 单",
    )
    sql = """
        with young as (
            select o.account_id, o.merchant_id, max(case when o.subsidy > 0 then 1 else 0 end) as drawn,
                max(case when o.occurred_at <= m.opened_at + interval 60 day then 1 else 0 end) as fresh
            from orders o join merchants m on o.merchant_id = m.merchant_id where m.opened_at is not null
            group by coalesce(o.basket_id, o.order_id), o.account_id, o.merchant_id
        ),
        market as (
            select cast(count(*) as double) as drawn, count(*) - count(distinct concat(account_id, ' ', merchant_id)) as again from young where drawn = 1
        ),
        shops as (
            select merchant_id, count(*) as orders, cast(sum(drawn) as bigint) as drawn, count(distinct case when drawn = 1 then account_id end) as buyers
            from young where fresh = 1 group by merchant_id
        ),
        judged as (
            select s.*, 2.0 * s.drawn * (m.again - (s.drawn - s.buyers) + 0.5) / nullif(m.drawn - s.drawn + 10.0, 0) + 0.2 as expected
            from shops s cross join market m where s.drawn >= 4 and s.drawn * 5 >= s.orders * 2 and s.drawn > s.buyers
        )
        select merchant_id as entity_id, surprise(drawn - buyers, expected) as value, orders, drawn, buyers, expected from judged"""
