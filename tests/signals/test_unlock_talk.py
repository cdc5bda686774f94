import pytest

from zhenxin.signals.unlock_talk import UnlockTalk

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


_STUCK = "数据卡单了，系统已锁定，再补一单就能解冻，本金佣金一起返"


def said(
    text: str = _STUCK,
    people: int = 3,
    *,
    sender: str = "mule",
    pays: float | None = None,
    paid: str = "mule",
    channel: str = "chat",
    days: float = 30,
) -> Tables:
    """Somebody who was paid tells people something; where `pays`, they pay `paid` so many hours later."""
    rows = [("victim", "mule", days + 5)] + [(f"v{n}", paid, days + n * 0.1 - (pays or 0) / 24) for n in range(people) if pays is not None]
    return {
        "messages": [
            {"message_id": f"g{n}", "sender_id": sender, "recipient_id": f"v{n}", "text": text, "channel": channel, "occurred_at": ago(days + n * 0.1)}
            for n in range(people)
        ],
        "payments": [
            {"payment_id": f"y{n}", "payer_id": payer, "payee_id": payee, "amount": 900, "kind": "transfer", "payee_kind": "account", "occurred_at": ago(when)}
            for n, (payer, payee, when) in enumerate(rows)
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "a stuck task": said(),
    "an account that is frozen": said("您操作超时账户被冻结，须充值保证金8000元，完成后立即全额提现"),
    "the rest of a chain": said("您这是三连任务，还差最后一单，垫付完成马上提现"),
    "in traditional letters": said("數據卡單了，系統已鎖定，再補一單就能解凍，本金佣金一起返"),
    "with signs put between": said("卡-单-了，系统锁定，再补#一单#解冻，一起返"),
    "keep it from the bank": said("转账时千万别跟银行说是任务，备注写货款"),
    "a group that waits": said("大家都在等你，只差你这一单，花呗里先凑一下"),
    "they pay another one an hour later": said(sender="talker", pays=1.0),
    "one person": said(people=1),
}
SILENT: dict[str, Tables] = {
    "a deposit is asked back": said("房子退租了，押金什么时候退还给我"),
    "a payment that failed": said("付款失败了，请重新付款，订单会保留一天"),
    "a warning": said("提醒：卡单、补一单才能解冻返本金，都是骗局，请报警"),
    "a friend lends": said("先转你三千，下个月发工资还我就行"),
    "somebody whom nobody pays": said(sender="talker"),
    "they pay a day later": said(sender="talker", pays=30.0),
    "an insert in a parcel": said(channel="parcel_insert"),
    "a shop's refund": said("您的订单已取消，款项会原路退回，到账请留意"),
    "small talk": said("今天发货吗，谢谢老板"),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_those_who_ask_for_one_more_payment(values: Values, tables: Tables) -> None:
    assert "mule" in values(UnlockTalk(), **tables)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_deposits_and_warnings(values: Values, tables: Tables) -> None:
    assert values(UnlockTalk(), **tables) == {}
