"""Whether the buyers to whom a shop promised money for stars gave five stars far oftener than others do."""

from collections import defaultdict

import pyarrow as pa

from zhenxin.kernels.chance import surprise
from zhenxin.kernels.promises import promises_for_stars
from zhenxin.kernels.wording import rows
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days

_KINDER = 1.25
"""So much oftener than others a shop's buyers may praise that sends cards and gives things away besides."""


@dataclass(frozen=True, kw_only=True)
class PraiseAfterPromise(Signal):
    """Bits of surprise at the five-star reviews of orders whose buyers the shop had promised a reward for good stars.

    The promise names its order (a card in the parcel, a chat about it). Expected is the larger of the share of five-star reviews among the shop's own
    other orders (and forty of the market's) and among all the market's, by a quarter more. A shop whose cards change nothing is not heard: that the
    promise was made is another signal's matter; here it is what came of it. Only reviews after the promise count. Which of them would have been
    written without it nobody can tell, so the shop is named and no review.
    """

    entity = "merchant"
    window = days(180)
    evidence = "conduct"
    act = True
    levels = (4, 8, 16)
    speaks_for = ("conditional_cashback",)
    silent_on = ("any_review_reward", "platform_trial", "new_shop_friends", "default_praise", "heavy_reviewer", "influencer")
    can_do_without = ("messages.channel", "messages.sender_id", "orders.status", "orders.status_at")
    label = Words("five stars after a promise", zh="承诺返现后的五星")
    innocent = Words(
        "a good shop gets many five stars without promising anything; it is measured against its own other buyers",
        zh="好店不作承诺也有许多五星；因此与本店其他买家比较",
    )
    source = "domain.md §2 row 6: 江都 2021, 10,000 cards; 网络反不正当竞争暂行规定 9(5)"
    reason = Words(
        "{five} of {told} buyers to whom this shop promised a reward for good stars gave five; {expected:.0f} would be usual",
        zh="该店向 {told} 个买家承诺好评奖励，其中 {five} 人给出五星；正常水平约为 {expected:.0f} 人",
    )
    sql = """
        with sold as (
            select order_id, merchant_id from orders
            where merchant_id is not null and coalesce(status, 'placed') not in ('cancelled', 'refused', 'returned')
        ),
        praised as (
            select order_id, min(review_id) as review_id, min(occurred_at) as praised_at from reviews
            where rating = 5 and order_id is not null group by order_id
        ),
        shops as (
            select s.merchant_id, count(*) as orders, count(p.order_id) as five from sold s left join praised p on s.order_id = p.order_id
            group by s.merchant_id
        ),
        market as (select cast(sum(orders) as bigint) as orders, cast(sum(five) as bigint) as five from shops),
        told as (
            select m.order_id, m.text, min(m.occurred_at) as told_at from messages m
            where m.order_id is not null and m.merchant_id is not null and m.text is not null and length(m.text) >= 6 and length(m.text) <= 400
                and (m.sender_id is null or m.sender_id = m.merchant_id or coalesce(m.channel, '') <> 'chat')
            group by m.order_id, m.text
        )
        select s.order_id, s.merchant_id, t.text, case when p.praised_at > t.told_at then p.review_id end as review_id,
            h.orders as shop_orders, h.five as shop_five, a.orders as all_orders, a.five as all_five
        from told t join sold s on t.order_id = s.order_id join shops h on s.merchant_id = h.merchant_id cross join market a
            left join praised p on t.order_id = p.order_id
        order by s.order_id, t.text"""

    def kernel(self, batches: Batches) -> Batches:
        """Hold the praise of the promised against that of others, shop by shop."""
        told: dict[str, dict[str, str | None]] = defaultdict(dict)
        sizes: dict[str, tuple[int, int, int, int]] = {}
        names = ("order_id", "merchant_id", "text", "review_id", "shop_orders", "shop_five", "all_orders", "all_five")
        for order, shop, text, review, *size in rows(batches, *names):
            if promises_for_stars(text):
                told[shop][order] = told[shop].get(order) or review
                sizes[shop] = (size[0], size[1], size[2], size[3])
        found: list[tuple[str, float, int, int, float]] = []
        for shop in sorted(told):
            promised, five = len(told[shop]), sum(review is not None for review in told[shop].values())
            orders, praised, all_orders, all_five = sizes[shop]
            market = (all_five - five + 1.0) / (all_orders - promised + 2.0)
            usual = (praised - five + 40.0 * market) / (orders - promised + 40.0)
            expected = promised * min(1.0, _KINDER * max(usual, market))
            if five:
                found.append((shop, float(surprise(five, expected)), five, promised, expected))
        if found:
            columns = ("entity_id", "value", "five", "told", "expected")
            yield pa.record_batch({name: [row[place] for row in found] for place, name in enumerate(columns)})
