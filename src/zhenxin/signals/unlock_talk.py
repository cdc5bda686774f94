"""Whether people are told that they must pay once more to get their money out, by this payee or just before they pay it."""

import re

import pyarrow as pa

from zhenxin.kernels.wording import meant, rows
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days

_STUCK = re.compile(
    "[卡连联]单|[冻锁]结?[住定了]|冻结|锁定|风控|异常|操作(失误|错误|超时)|填错|信[用誉]分|流水(不[足够]|没)|没?做满|未完成|没做完|还差|还剩|最后一[单笔步个]|系统检测"
)
_PAY_MORE = re.compile(
    "[再补][付转打充垫做刷交存]|补[齐足单一两]|续[做单]|充值|保证金|押金|验证金|解冻[金费]|个?税[金款]|垫[付资]|转账|打款|汇款|[做完]成?.{0,4}[单笔]"
)
_OUT = re.compile(
    "解[冻锁除]|提现|本金|本佣|佣金|返[还款给回]|[一都]起[返退结出]|全[额部](返|退|提|到)|[马立][上刻即](返|到|退|提)|到账|连本带利|退还"
)
_PRESSED = re.compile(
    "[要别][跟和对向].{0,2}(银行|家[人里]|父母|警察|民警).{0,4}(说|讲|提).{0,12}(任务|[刷做]单|shua|兼职|货款)|[写填说]是?货款"
    "|[转补付打存][0-9]{3,}.{0,3}到?新.{0,2}[账帐卡]|[上之]个?前?.{0,4}不要再?[用转]"
    "|差你(这|一|最后).{0,30}([借凑]|[花白借]呗|白条|[0-9]{4})|等你.{0,12}差你"
    "|补了?[0-9]{3,}.{0,8}提了?[0-9]{3,}|(导师|老师|客服|财务).{0,6}(垫付|减免|担保).{0,2}一半"
    "|(解冻|认证|保证|验证|激活|个?税|手续)[金费]?[0-9]{2,}.{0,10}提现|[佣本]金.{0,3}清零"
)
"""Secrecy before bank and family, a new account for every sum, a group that waits, others who gained, a mentor who pays half,
a fee before the pay-out, and pay that is lost with the minute: each is enough."""
_WARNS = re.compile("骗|举报|警惕|提醒|反诈|110|报警|谨防|切勿|客服电话|原路|退款到")
_DONT = re.compile("不要|别.{0,4}[信转付]")


@dataclass(frozen=True, kw_only=True)
class UnlockTalk(Signal):
    """People who were told that a task is stuck, that one more payment is due and all comes back then: by this payee, or hours before they paid it.

    The three parts must stand in one message, or one of the pressures that the police warn of: keep it from bank and family, a new account for every
    sum, a group that waits for you, a mentor who pays half. Warnings, and refunds that go back the way they came, are left out; shops and staff are no
    payees here. Absolute: one such message is no shop talk, and it takes one person to lose money by it.
    """

    entity = "payee"
    window = days(90)
    evidence = "text"
    act = True
    levels = (1, 2, 5)
    speaks_for = ("advance_payment_scam",)
    silent_on = ("victim", "commission", "group_buy", "small_refund")
    can_do_without = ("messages.channel", "messages.recipient_id")
    label = Words("pay once more to be paid", zh="补款才能提现")
    innocent = Words(
        "deposits are returned and payments fail, but nobody honest asks for one more payment to give back the last",
        zh="押金会退、付款会失败，但正当交易不会要求再付一笔才退还前一笔",
    )
    source = "domain.md §2 row 25: “连单”, “卡单”, rising transfers; MPS: never finish the order"
    reason = Words(
        "{value:person who deals|people who deal} with this payee: told to pay once more before money comes back, such as “{words}”",
        zh="与该收款人往来的人中有 {value:.0f} 人被告知须再付款才能返还，例如“{words}”",
    )
    sql = """
        with paid as (
            select payer_id, payee_id, occurred_at from payments
            where kind in ('transfer', 'red_packet', 'other') and coalesce(payee_kind, 'outside') in ('account', 'outside')
        ),
        payees as (select distinct payee_id from paid),
        said as (
            select sender_id, recipient_id, occurred_at, text from messages
            where text is not null and length(text) between 8 and 400 and coalesce(channel, 'chat') <> 'parcel_insert'
                and (merchant_id is null or merchant_id <> sender_id)
        ),
        told as (
            select s.sender_id as entity_id, s.text, coalesce(s.recipient_id, '') as recipient_id from said s join payees p on s.sender_id = p.payee_id
            union
            select p.payee_id as entity_id, s.text, s.recipient_id from said s join paid p on s.recipient_id = p.payer_id
            where p.occurred_at > s.occurred_at and p.occurred_at <= s.occurred_at + interval 4 hour and s.sender_id <> s.recipient_id
        )
        select distinct entity_id, text, recipient_id from told"""

    def kernel(self, batches: Batches) -> Batches:
        """Count the people each sender told so, and quote the message that the most were told."""
        told: dict[str, dict[str, set[str]]] = {}
        heard: dict[str, bool] = {}
        for sender, text, recipient in rows(batches, "entity_id", "text", "recipient_id"):
            if text not in heard:
                words = meant(text).text
                stuck = all(part.search(words) for part in (_STUCK, _PAY_MORE, _OUT)) and not _DONT.search(words)
                heard[text] = (stuck or _PRESSED.search(words) is not None) and not _WARNS.search(words)
            if heard[text]:
                told.setdefault(sender, {}).setdefault(text, set()).add(recipient)
        if told:
            senders = sorted(told)
            yield pa.record_batch(
                {
                    "entity_id": senders,
                    "value": [float(len(set().union(*told[one].values()))) for one in senders],
                    "words": [max(told[one], key=lambda text: (len(told[one][text]), text))[:50] for one in senders],
                }
            )
