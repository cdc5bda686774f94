import pytest

from zhenxin.kernels.ransom import asks_ransom
from zhenxin.signals.review_ransom import ReviewRansom

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def said(
    text: str = "给300马上删差评",
    *,
    shops: int = 4,
    rating: int = 1,
    by: str = "taker",
    named: bool = True,
    later: float = 1,
    days: float = 40,
) -> Tables:
    """An account gives so many shops bad reviews, and this is said to each of them."""
    return {
        "reviews": [
            {"review_id": f"x'{n}", "account_id": "taker", "merchant_id": f"m{n}", "rating": rating, "occurred_at": ago(days - n)} for n in range(shops)
        ],
        "messages": [
            {"message_id": f"g{n}", "sender_id": by, "recipient_id": f"m{n}", "merchant_id": f"m{n}" if named else None, "text": text,
             "channel": "chat", "occurred_at": ago(days - n - later)}
            for n in range(shops)
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "a price": said(),
    "spelt otherwise": said("给 300💰，马上刪差-评"),
    "two stars": said(rating=2),
    "who was asked is known by the recipient": said(named=False),
    "a week later": said(later=7),
    "last year": said(days=400),
}
SILENT: dict[str, Tables] = {
    "one shop": said(shops=1),
    "five stars": said(rating=5),
    "a refund": said("退我300，马上删差评"),
    "said by the shop": said("转了300，麻烦把评价删了", by="m0"),
    "months later": said(later=60),
}
ASKS = (
    "三百删差评，不还价",
    "转钱就删",
    "一条200，三条一起500",
    "上家给了500，你看着办",
    "想删就联系我",
    "不转继续，换执照都搞你",
    "不给明天再来5条",
    "换个号继续，反正我有好几个号",
    "300块私了，不然差评举报一起来",
    "Pay me 50 and I delete the review",
    "I'll remove the review for 30 dollars",
)
FAIR = (
    "不赔的话我就照实写差评了",
    "不处理就给差评",
    "退我20元吧，评价就不说了",
    "补我50块，差评可以改",
    "评价我如实写，给多少红包都不删",
    "给200也不删",
    "差评可以改，先把问题解决了",
    "红包收到，评价已经删了",
    "依据消法第五十五条，赔偿500元，差评不删",
    "我买了两次都坏了，再不理我就打12315",
    "refund my 50 and I delete the review",
    "这件300块，能便宜点吗",
    "我有两个号都买了",
)


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_who_asks_a_price(values: Values, tables: Tables) -> None:
    assert values(ReviewRansom(), **tables) == {f"x'{n}": 4.0 for n in range(4)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_who_is_angry(values: Values, tables: Tables) -> None:
    assert values(ReviewRansom(), **tables) == {}


@pytest.mark.parametrize("text", ASKS)
def test_these_ask_a_price(text: str) -> None:
    assert asks_ransom(text)


@pytest.mark.parametrize("text", FAIR)
def test_these_do_not(text: str) -> None:
    assert not asks_ransom(text)
