"""Whether an account hands out tasks: what to search, how long to stay, how many stars, and what comes back."""

import re

import pyarrow as pa

from zhenxin.kernels.wording import meant, rows
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days

_FAMILIES = tuple(
    re.compile(pattern)
    for pattern in (
        "搜(索)?.{2,20}(翻|找|第[0-9]+页|停|浏览|进店|加购|比|拍)|关键词|不要搜店名|先看.{0,4}家",
        "停[留]?[0-9一二三四五六七八九十]+分|浏览[0-9]+分|拉到底|翻到第|货比|聊[0-9一二三四五]+句|加购后|收藏加购",
        "[0-9]+[付拍]|不用券|拍[0-9一二三四五]+件|自己下单|先垫|垫付|自己付|下单截图|订单截图|截图发",
        "统一[返退]|晚上返|[0-9]天后?返|返款|本[金佣]|立返|佣金[0-9]+|每单[0-9]+|一单[0-9]+|[0-9]+元?一[单个]|点赞一个返|马上结|发你[0-9]+",
        "五星|[5五]分|星星点满|带图|晒图|文案发你|照发|好评|买家秀|差评|拒收|内容随意|不要写免费",
        "刷单|做单|放单|补单|连单|派单|空包|试客|体验官|免单|代付|做任务|点赞|关注.{0,4}号|加粉|养号|收号",
    )
)
"""Search words, scripts, payment, money back, stars, and names of the trade."""
_WARNS = re.compile("骗|举报|抵制|查实|违规|不要刷|不是刷单|别信|别.{0,3}刷|提醒|警惕|坑|封号|亏了|不得|星级不限|不要求好评|优缺点")


@dataclass(frozen=True, kw_only=True)
class Recruitment(Signal):
    """How many kinds of words of a brushing task the account's fullest message holds, and a half for each doubling of such messages, up to two.

    Six kinds: what to search, a script for the visit, how to pay, what comes back, the stars, the names of the trade. Three together are no
    shopping talk; a job has hours and wages, a buyer tells of one thing, a warning warns. Absolute: the words are counted, not weighed.
    """

    entity = "account"
    window = days(180)
    evidence = "text"
    act = True
    levels = (3, 4, 5)
    speaks_for = ("task_brushing", "crowd_ring", "paid_real_buyer", "quota_dining", "hired_negative", "advance_payment_scam")
    silent_on = ("commission", "group_buy", "platform_trial", "influencer", "victim")
    can_do_without = ("messages.channel",)
    label = Words("hands out tasks", zh="派发刷单任务")
    innocent = Words(
        "jobs, trials of the platform and people who warn each other use some of the words, never most of them together",
        zh="正规兼职、平台试用和互相提醒的人会用到其中一些词，但不会同时用到多数",
    )
    source = "domain.md §2 rows 1, 5, 7, 25; sample article: search, browse five to seven minutes, pay, repaid"
    reason = Words(
        "{messages:message holds|messages hold} the parts of a brushing task, such as “{words}”",
        zh="{messages} 条消息包含刷单任务的各个环节，例如“{words}”",
    )
    sql = """
        select m.sender_id as entity_id, m.text, count(*) as messages from messages m
        where m.sender_id is not null and m.text is not null and length(m.text) >= 8 and length(m.text) <= 400
            and coalesce(m.channel, 'group') <> 'parcel_insert' and (m.merchant_id is null or m.sender_id <> m.merchant_id)
        group by m.sender_id, m.text"""

    def kernel(self, batches: Batches) -> Batches:
        """The fullest message of each sender, and how many hold two kinds or more."""
        found: dict[str, tuple[int, int, str]] = {}
        for sender, text, messages in rows(batches, "entity_id", "text", "messages"):
            words = meant(text).text
            kinds = sum(family.search(words) is not None for family in _FAMILIES)
            if kinds >= 2 and not _WARNS.search(words):
                whole, most, quoted = found.get(sender, (0, 0, ""))
                best = max((most, quoted), (kinds, text[:50]))
                found[sender] = (whole + messages, *best)
        if found:
            senders = sorted(found)
            yield pa.record_batch(
                {
                    "entity_id": senders,
                    "value": [float(found[one][1]) + min(2.0, 0.5 * ((found[one][0]).bit_length() - 1)) for one in senders],
                    "messages": [found[one][0] for one in senders],
                    "words": [found[one][2] for one in senders],
                }
            )
