"""Slogans of fans, told from what is said of goods and shops."""

import pytest

from zhenxin.kernels.slogans import is_slogan, without_slogans


@pytest.mark.parametrize("phrase", [
    "支持小满姐姐", "跟着阿岩买没错", "冲着林老师来的", "粉丝报到", "应援到底", "永远支持小苏宝", "给我家爱豆打call", "认准禾禾入手", "阿岩推荐的必须买",
])  # fmt: skip
def test_of_a_person(phrase: str) -> None:
    assert is_slogan(phrase)


@pytest.mark.parametrize("phrase", [
    "支持七天无理由退换", "支持退货", "支持国货", "会支持的", "支持老板", "支持快充", "支持无线充电", "支持蓝牙", "支持货到付款", "一直支持这家店的姐姐",
    "质量很好", "跟着图片看很像", "为了孩子买的", "为老婆买的", "相信卖家才下单", "微信上看到来的", "冲着好评来的", "冲着销量下单", "认准正品买的",
    "认准这家店下单",
    "粉丝煮了不烂", "蒜蓉粉丝很好吃", "本命年买的红袜子", "宠粉价很划算", "下次还来买", "物流很快包装精美", "朋友推荐的必须买", "妈妈推荐的必须买",
    "店家推荐的",
        "做工很细用料扎实洗了也不掉色而且跟着阿岩买没错",
])  # fmt: skip
def test_of_goods_and_shops(phrase: str) -> None:
    assert not is_slogan(phrase)


def test_what_else_is_said_stays() -> None:
    assert without_slogans("跟着阿岩买没错❤️，杯子很厚实！支持小满姐，疯狂打CALL") == "杯子很厚实"
    assert without_slogans("杯子很厚实，支持退货") == "杯子很厚实，支持退货"
    assert without_slogans("") == ""
