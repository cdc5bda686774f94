"""Whether the buyers to whom a shop promised money for good stars were paid once they had given them."""

from collections import defaultdict

import pyarrow as pa

from zhenxin.kernels.chance import surprise
from zhenxin.kernels.promises import promises_for_stars
from zhenxin.kernels.wording import rows
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class PromiseKept(Signal):
    """Bits of surprise at how many promised buyers one payer paid within seven days of their praise, against those who wrote none.

    A promise ties money to good stars and was made to the buyer: it names the order, or the buyer. Kept is it by a transfer or red packet to the
    author of four or five stars for that order, after he wrote. Whoever pays all whom he promised, praise or no praise, or all who complain, is not
    heard; nor is a single payment, which may be anything. Each praise that was paid for is named.
    """

    entity = "review"
    window = days(180)
    evidence = "money"
    act = True
    levels = (4, 8, 16)
    speaks_for = ("conditional_cashback",)
    silent_on = ("any_review_reward", "small_refund", "platform_trial", "commission", "angry_buyer", "group_buy")
    can_do_without = ("messages.channel", "messages.sender_id", "messages.recipient_id", "messages.order_id")
    label = Words("a promise kept", zh="好评返现兑现")
    innocent = Words(
        "a shop may pay for any honest review, or for a fault; then those who praise are paid no oftener than others",
        zh="商家可以奖励任何真实评价，也可以赔偿过失；那样写好评的买家并不会更常收到钱",
    )
    source = "网络反不正当竞争暂行规定 9(5): rewards for prescribed praise; domain.md §2 row 6: 江都 2021, 10,000 cards"
    reason = Words(
        "this praise was promised money and paid {amount:.2f} afterwards; the same payer paid {kept} of {praised} promised buyers who praised"
        " and {unasked} of {silent} who did not",
        zh="商家事先许诺好评给钱，本条好评发出后作者收到 {amount:.2f} 元；"
        "获许诺的买家中，写好评的 {praised} 人里有 {kept} 人、没写的 {silent} 人里有 {unasked} 人收到该付款人的钱",
    )
    sql = """
        with sold as (select order_id, account_id, merchant_id, occurred_at from orders where merchant_id is not null),
        said as (
            select m.message_id, m.merchant_id, m.order_id, m.recipient_id, m.text, m.occurred_at from messages m
            where m.merchant_id is not null and m.text is not null and length(m.text) >= 6 and length(m.text) <= 400
                and (m.sender_id is null or m.sender_id = m.merchant_id or coalesce(m.channel, '') <> 'chat')
        ),
        told as (
            select order_id, account_id, merchant_id, text, min(told_at) as told_at from (
                select s.order_id, s.account_id, s.merchant_id, m.text, m.occurred_at as told_at
                from said m join sold s on m.order_id = s.order_id and m.merchant_id = s.merchant_id
                union all
                select s.order_id, s.account_id, s.merchant_id, m.text, m.occurred_at as told_at
                from said m join sold s on m.recipient_id = s.account_id and m.merchant_id = s.merchant_id
                where m.order_id is null and s.occurred_at <= m.occurred_at and s.occurred_at > m.occurred_at - interval 60 day
            ) as either group by order_id, account_id, merchant_id, text
        ),
        written as (
            select order_id, review_id, rating, occurred_at, row_number() over (partition by order_id order by occurred_at, review_id) as place
            from reviews where order_id is not null
        ),
        asked as (
            select t.order_id, t.account_id, t.merchant_id, t.text, t.told_at,
                case when w.rating >= 4 and w.occurred_at > t.told_at then w.review_id end as review_id,
                case when w.rating >= 4 and w.occurred_at > t.told_at then w.occurred_at end as praised_at
            from told t left join written w on t.order_id = w.order_id and w.place = 1
        ),
        handed as (
            select payer_id, payee_id, occurred_at, amount from payments where kind in ('transfer', 'red_packet', 'other') and amount > 0
        ),
        paid as (
            select order_id, text, payer_id, max(case when is_kept then 1 else 0 end) as is_kept, min(case when is_kept then amount end) as amount
            from (
                select a.order_id, a.text, h.payer_id, h.amount,
                    h.occurred_at > a.praised_at and h.occurred_at <= a.praised_at + interval 7 day as is_kept
                from asked a join handed h on a.account_id = h.payee_id
                where h.occurred_at > a.told_at and h.occurred_at <= a.told_at + interval 60 day
            ) as near group by order_id, text, payer_id
        )
        select a.order_id, a.merchant_id, a.text, a.review_id, p.payer_id, coalesce(p.is_kept, 0) as is_kept, cast(p.amount as double) as amount
        from asked a left join paid p on a.order_id = p.order_id and a.text = p.text
        order by a.order_id, a.text, p.payer_id"""

    def kernel(self, batches: Batches) -> Batches:
        """Hold how often each payer paid those who praised against how often those who did not, shop by shop."""
        praised: dict[str, dict[str, str]] = defaultdict(dict)
        others: dict[str, set[str]] = defaultdict(set)
        kept: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        unasked: dict[tuple[str, str], set[str]] = defaultdict(set)
        names = ("order_id", "merchant_id", "text", "review_id", "payer_id", "is_kept", "amount")
        for order, shop, text, review, payer, is_kept, amount in rows(batches, *names):
            if not promises_for_stars(text):
                continue
            if review is None:
                others[shop].add(order)
            else:
                praised[shop][order] = review
            if payer is not None and (is_kept or review is None):
                if is_kept:
                    kept[shop, payer][order] = amount
                else:
                    unasked[shop, payer].add(order)
        found: dict[str, tuple[float, float, int, int, int, int]] = {}
        for shop, payer in sorted(kept):
            asked, silent, free = len(praised[shop]), len(others[shop] - praised[shop].keys()), len(unasked[shop, payer])
            expected = asked * (free + 1.0) / (silent + 2.0)
            value = float(surprise(len(kept[shop, payer]), expected)) if len(kept[shop, payer]) >= 2 else 0.0
            for order, amount in sorted(kept[shop, payer].items()) if value > 0 else ():
                told = (value, amount, len(kept[shop, payer]), asked, free, silent)
                found[praised[shop][order]] = max(found.get(praised[shop][order], told), told)
        if found:
            reviews = sorted(found)
            columns = ("value", "amount", "kept", "praised", "unasked", "silent")
            yield pa.record_batch(
                {"entity_id": reviews, **{name: [found[review][place] for review in reviews] for place, name in enumerate(columns)}}
            )
