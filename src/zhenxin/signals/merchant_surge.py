"""How far the best day of a shop exceeds its other days, the market's own ups and downs taken out."""

import math

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class MerchantSurge(Signal):
    """Standard deviations above expectation of the shop's strongest day; its days vary by half of their mean before that counts.

    Expected is the shop's rate on its other days times what the whole market did on that day, so a public sale silences it. Lines of one checkout are
    one order. The greatest surges are strokes of luck; so a surge is never strong.
    """

    entity = "merchant"
    window = days(28)
    evidence = "time"
    act = False
    levels = (5, 9, math.inf)
    speaks_for = ("task_brushing", "reverse_brushing", "live_inflation", "crowd_ring")
    silent_on = ("consumables", "high_return")
    can_do_without = ("orders.basket_id",)
    label = Words("surge of a shop", zh="店铺销量突增")
    innocent = Words(
        "sales days, influencers and the season make shops surge; campaigns are taken out",
        zh="大促、达人带货和换季都会使销量上升；已登记的活动不计",
    )
    source = "ATF (Alibaba, ICDE 2018): series of traffic; domain.md §2 rows 1 and 18"
    reason = Words(
        "{orders_then} orders on {day}, where {expected:.1f} were to be expected from its other days and the market",
        zh="{day} 有 {orders_then} 笔订单，按其他日子和大盘估计约为 {expected:.1f} 笔",
    )
    sql = """
        with daily as (
            select merchant_id, cast(date_trunc('day', occurred_at) as date) as sold_on, count(distinct coalesce(basket_id, order_id)) as n
            from orders group by merchant_id, cast(date_trunc('day', occurred_at) as date)
        ),
        market as (select sold_on, cast(sum(n) as double) as all_n from daily group by sold_on),
        whole as (select cast(sum(all_n) as double) as market_n, count(*) as market_days from market),
        shop as (select merchant_id, cast(sum(n) as double) as shop_n from daily group by merchant_id),
        compared as (
            select d.merchant_id, d.sold_on, d.n,
                greatest(s.shop_n - d.n, 1.0) * m.all_n / nullif(greatest(w.market_n - m.all_n, 1.0), 0) as expected
            from daily d join market m on d.sold_on = m.sold_on join shop s on d.merchant_id = s.merchant_id cross join whole w
            where d.n >= 8 and w.market_days >= 7
        ),
        measured as (
            select merchant_id, sold_on, n, expected, (n - expected) / nullif(sqrt(expected + 0.25 * expected * expected + 1.0), 0) as value
            from compared
        ),
        ranked as (select *, row_number() over (partition by merchant_id order by value desc, sold_on) as place from measured)
        select merchant_id as entity_id, value, n as orders_then, expected, cast(sold_on as varchar) as day from ranked where place = 1"""
