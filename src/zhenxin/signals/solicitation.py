"""How often a shop promises money for good stars: in parcels, chats and groups."""

import pyarrow as pa

from zhenxin.kernels.promises import promises_for_stars
from zhenxin.kernels.wording import rows
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class Solicitation(Signal):
    """Messages of a shop that tie a reward to good stars, twice as many count one level more; each text as it was meant, not as it was spelt.

    Stars and a reward must stand in one message, and no word that gives it for any stars, or warns of it. The law forbids the first such
    promise, so levels are absolute: one, three and ten messages. A card that lies in a hundred parcels is a hundred.
    """

    entity = "merchant"
    window = days(180)
    evidence = "text"
    act = True
    levels = (1, 3, 10)
    speaks_for = ("conditional_cashback", "paid_real_buyer", "written_reviews")
    silent_on = ("any_review_reward", "platform_trial", "small_refund", "angry_buyer")
    can_do_without = ("messages.channel", "messages.sender_id")
    label = Words("stars for money", zh="好评返现")
    innocent = Words(
        "a reward for any honest review is allowed, and a refund to an angry buyer is goodwill; neither asks for stars",
        zh="不问星级的评价奖励是允许的，给生气买家的补偿是善意；两者都不要求好评",
    )
    source = "domain.md §2 row 6: 江都 2021, 10,000 cards; 网络反不正当竞争暂行规定 9(5)"
    reason = Words(
        "{value:message of this shop promises|messages of this shop promise} a reward for good stars, such as “{words}”",
        zh="该店铺有 {value:.0f} 条消息以好评换取好处，例如“{words}”",
    )
    sql = """
        select m.merchant_id as entity_id, m.text, count(*) as messages from messages m
        where m.merchant_id is not null and m.text is not null and length(m.text) >= 6 and length(m.text) <= 400
            and (m.sender_id is null or m.sender_id = m.merchant_id or coalesce(m.channel, '') <> 'chat')
        group by m.merchant_id, m.text"""

    def kernel(self, batches: Batches) -> Batches:
        """Count the soliciting messages of each shop, and quote the commonest."""
        found: dict[str, tuple[int, int, str]] = {}
        for shop, text, messages in rows(batches, "entity_id", "text", "messages"):
            if promises_for_stars(text):
                whole, most, quoted = found.get(shop, (0, 0, ""))
                best = max((most, quoted), (messages, text[:40]))
                found[shop] = (whole + messages, *best)
        if found:
            shops = sorted(found)
            columns = {"entity_id": shops, "value": [float(found[shop][0]) for shop in shops], "words": [found[shop][2] for shop in shops]}
            yield pa.record_batch(columns)
