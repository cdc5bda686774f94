from typing import Any

import pytest

from zhenxin.signals.solicitation import Solicitation

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def said(text: str, times: int = 4, **more: Any) -> Tables:
    """A shop sends the text so many times; another shop answers questions."""
    rows: list[Row] = [
        {"message_id": f"g{n}", "merchant_id": "m'卡", "sender_id": "m'卡", "text": text, "channel": "parcel_insert", **more}
        for n in range(times)
    ]
    rows += [
        {"message_id": f"u{n}", "merchant_id": "m", "sender_id": "m", "text": "亲，今天发货，五星好评是我们的动力", "channel": "chat"}
        for n in range(9)
    ]
    return {"messages": [{**row, "occurred_at": ago(20)} for row in rows]}


SPEAKS: dict[str, Tables] = {
    "five stars for money": said("收到货五星好评，截图发客服领5元红包"),
    "spelt to hide": said("好 坪 返.陷 3元，加薇❤信"),
    "in full width and signs": said("给个⭐⭐⭐⭐⭐５分，返 ２ 元"),
    "who is not content is asked to say so first": said("五星好评返现5元，差评请先联系客服"),
    "a gift": said("全5分晒图送礼品，联系客服兑换"),
    "nobody told how it was sent": said("好评返现5元", channel=None, sender_id=None),
}
SILENT: dict[str, Tables] = {
    "a reward for any stars": said("晒图就送5元红包，几星都行，好评差评都一样"),
    "whatever you say": said("晒张照片就有现金红包（不论好评还是差评，都送），活动到月底"),
    "good or bad": said("无论说好说坏都给红包，晒图发客服，五星不五星随您"),
    "asks for stars alone": said("亲，喜欢的话给个五星好评哦"),
    "goodwill": said("抱歉亲，给您补偿13元红包"),
    "a warning": said("商家不得以返现要求好评，一经查实扣分"),
    "a buyer says so": said("五星好评领了5元红包", sender_id="buyer", channel="chat"),
    "of no shop": said("好评返现5元", merchant_id=None),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_counts_promises_of_money_for_stars(values: Values, tables: Tables) -> None:
    assert values(Solicitation(), **tables) == {"m'卡": 4}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_honest_rewards(values: Values, tables: Tables) -> None:
    assert values(Solicitation(), **tables) == {}
