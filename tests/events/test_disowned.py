"""Numbers that a page denies or warns against are not those that it gives."""

import pytest

from zhenxin.events.disowned import disowned
from zhenxin.events.numbers import find_numbers
from zhenxin.kernels.folding import fold

FAKE, TRUE = "4001034258", "4003332163"
DENIES = {
    "a maker's statement": "本台消息:岚桥公司声明,从未授权400-103-4258,官方服务热线为4003-332-163。",
    "a statement with its object": "我司从未授权任何第三方使用400-103-4258作为客服电话,服务热线4003332163",
    "a victim": "网上搜岚桥售后打的400-103-4258,来的人收我300元,官方是4003332163。大家千万别打400-103-4258。",
    "a denial behind the number": "经核实,400-103-4258不是岚桥官方客服电话并非本公司所有,请拨4003332163",
    "of no connection": "400-103-4258这个号码与我司无关,热线4003332163",
    "called false": "假冒售后电话:400-103-4258;真的是4003332163",
    "full-width digits": "岚桥从未开通４００－１０３－４２５８,热线4003332163",
    "quoted": "请勿轻信“400-103-4258”,热线4003332163",
}
GIVES = {
    "trust none but this one": "近期有人假冒岚桥,请认准400-103-4258",
    "all others are false": "其他号码均非官方:400-103-4258",
    "but this one": "除400-103-4258外均为假冒",
    "beware": "谨防假冒客服电话400-103-4258",
    "a line against fraud": "反诈骗电话400-103-4258,打假热线400-103-4258,举报假冒电话400-103-4258",
    "places without a shop": "尚未开通网点的城市请拨打400-103-4258",
    "no need of a manual": "未使用过的用户可拨打400-103-4258",
    "do not worry": "别着急,拨打400-103-4258",
    "do not call others": "不要打其他电话,请拨400-103-4258",
    "told apart by a stop": "未经授权不得转载。岚桥售后电话400-103-4258",
    "small print behind the only number": "400-103-4258并非厂家官方电话",
    "plain": "岚桥官方售后电话400-103-4258",
    "of a special kind": "特别打造的400-103-4258热线",
}


def _of(text: str) -> frozenset[str]:
    return disowned(text, find_numbers(fold(text)))


@pytest.mark.parametrize("text", DENIES.values(), ids=DENIES)
def test_a_number_that_is_denied(text: str) -> None:
    assert _of(text) == {FAKE}


@pytest.mark.parametrize("text", GIVES.values(), ids=GIVES)
def test_a_number_that_is_given(text: str) -> None:
    assert _of(text) == frozenset()


def test_a_list_is_denied_together() -> None:
    assert _of("以下号码均非我司官方热线:\n400-103-4258、400-103-4259\n400-103-4260。官方热线4003332163") == {
        FAKE,
        "4001034259",
        "4001034260",
    }
    assert _of("400-103-4258、400-103-4259等号码均为假冒,官方热线是4003332163") == {FAKE, "4001034259"}


def test_one_denial_among_many_showings_is_a_trick() -> None:
    assert _of("岚桥热线400-103-4258。" * 4 + "从未授权400-103-4258") == frozenset()
