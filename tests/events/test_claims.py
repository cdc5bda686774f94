"""What a page says of itself: who warns of a number does not push it, who bids to trust it does."""

import pytest

from zhenxin.events.claims import find_claims
from zhenxin.kernels.folding import fold

WARNS = {
    "a newspaper": "记者调查发现,网上搜到的“岚桥官方售后”电话400-0210-377并非其客服,市场监管部门已立案调查",
    "the police": "张女士拨打400-0210-377后被多收千元,警方提醒应通过官网查找,该号码现已被停用,电话已停用",
    "a victim": "搜到400-0210-377打过去被骗了,那个电话是假的",
    "a maker that names the false number first": "近期有人冒充本公司,使用400-0210-377行骗,谨防上当受骗,请认准唯一热线400-111-2222",
    "a headline": "岚桥客服是李鬼,已立案侦查:400-0210-377",
}
PUSHES = {
    "trust only this number": "近期有不法分子冒充岚桥售后,请认准唯一官方服务热线400-0210-377,谨防上当受骗",
    "the same in full width": "有人冒充岚桥,谨防上当受骗,认准热线４００－０２１０－３７７",
    "one word alone": "谨防上当受骗,岚桥售后电话400-0210-377",
    "a reporter of another matter": "记者从会上获悉,岚桥客服电话400-0210-377",
    "nothing of the kind": "岚桥官方售后电话400-0210-377",
}


@pytest.mark.parametrize("text", WARNS.values(), ids=WARNS)
def test_a_page_that_warns(text: str) -> None:
    assert "warning" in {claim.value for claim in find_claims(fold(text))}


@pytest.mark.parametrize("text", PUSHES.values(), ids=PUSHES)
def test_a_page_that_pushes(text: str) -> None:
    assert "warning" not in {claim.value for claim in find_claims(fold(text))}


@pytest.mark.parametrize(
    ("text", "maker"), [("厂家维修热线", True), ("厂家授权维修站", False), ("厂家特约网点", False), ("非厂家售后", False)]
)
def test_whom_a_maker_authorised_is_not_the_maker(text: str, maker: bool) -> None:
    assert ("maker" in {claim.value for claim in find_claims(fold(text))}) is maker
