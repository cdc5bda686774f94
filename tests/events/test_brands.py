from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenxin.events.brands import families, find_brands, infer_brands, same_brand
from zhenxin.events.claims import find_claims
from zhenxin.kernels.folding import fold

INFERRED = {
    "before different service words": ("岚桥壁挂炉厂家售后\n岚桥壁挂炉24小时热线\n岚桥壁挂炉维修电话", "岚桥壁挂炉"),
    "behind the name of a city": ("上海岚桥空调售后\n北京岚桥空调维修\n广州市岚桥空调客服热线", "岚桥空调"),
    "with 的 in its name": ("美的空调售后\n美的空调官方客服\n美的空调维修", "美的空调"),
    "in Latin letters": ("Yulan Home 售后服务\nYulan Home 客服热线\nYulan Home 维修", "Yulan Home"),
    "in two scripts": ("YULAN玉兰空调售后,YULAN玉兰空调客服热线,YULAN玉兰空调维修", "YULAN玉兰空调"),
    "in full-width letters": ("ＹＵＬＡＮ空调售后\nＹＵＬＡＮ空调客服\nＹＵＬＡＮ空调维修", "YULAN空调"),
    "twice, in the first line for want of a title": (
        "上海岚桥壁挂炉全国统一客服热线(2026上线)\n岚桥壁挂炉服务中心\n首页 收费标准",
        "岚桥壁挂炉",
    ),
    "with 能 in its goods": ("岚桥智能锁官方\n岚桥智能锁总部\n岚桥智能锁报修", "岚桥智能锁"),
}
NOT_INFERRED = {
    "twice, the first line not among them": "首页 收费标准\n岚桥壁挂炉售后\n岚桥壁挂炉热线",
    "goods alone": "空调维修\n空调售后\n空调客服热线\n热水器维修\n热水器售后\n热水器客服",
    "people and pronouns": "我们的客服\n本店售后\n您的维修\n用户客服\n用户售后\n用户维修",
    "general words": "公司客服\n公司售后\n公司维修\n平台客服\n平台售后\n平台维修",
    "a brand named once": "岚桥壁挂炉售后，请拨打电话",
    "a brand before one word only": "岚桥壁挂炉服务\n岚桥壁挂炉服务\n岚桥壁挂炉服务",
    "an article": "今年的龙舟赛吸引了许多观众。鼓手说，划桨要听鼓点。赛后村里摆开长桌。",
    "nothing": "",
}


@pytest.mark.parametrize(("text", "brand"), INFERRED.values(), ids=INFERRED)
def test_the_phrase_before_service_words_is_the_brand(text: str, brand: str) -> None:
    assert infer_brands(fold(text))[:1] == [brand]


@pytest.mark.parametrize("text", NOT_INFERRED.values(), ids=NOT_INFERRED)
def test_no_brand_is_made_of_common_words(text: str) -> None:
    assert infer_brands(fold(text)) == []


def test_the_title_counts_once() -> None:
    page = fold("岚桥壁挂炉客服热线")
    assert infer_brands(page) == []
    assert infer_brands(page, "岚桥壁挂炉售后维修") == ["岚桥壁挂炉"]


def test_the_longest_name_wins_and_latin_names_stand_alone() -> None:
    found = find_brands(fold("小米汽车和小米手机，WPSX 与 WPS"), ["小米", "小米汽车", "WPS"])
    assert [brand.value for brand in found] == ["小米汽车", "小米", "WPS"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("约克空调", "约克"),
        ("约克中央空调", "约克空调"),
        ("YORK约克空调", "YORK"),
        ("YORK约克", "约克空调"),
        ("A.O.史密斯", "史密斯热水器"),
        ("格力", "格力电器"),
    ],
)
def test_variants_of_a_name_are_one_maker(left: str, right: str) -> None:
    assert same_brand(left, right)
    assert same_brand(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [("海尔", "海信"), ("华宝空调", "米家空调"), ("智能锁", "指纹锁"), ("X", "XBOX"), ("UPS", "GROUPS"), ("约克", "大金")],
)
def test_other_names_are_other_makers(left: str, right: str) -> None:
    assert not same_brand(left, right)


def test_families_are_joined_through_a_name_in_two_scripts() -> None:
    assert families(["约克空调", "YORK", "YORK约克", "约克中央空调"]) == 1
    assert families(["约克空调", "YORK", "格力空调"]) == 3


CLAIMS = {
    "官方售后": "official",
    "厂家直营": "maker",
    "总部客服": "headquarters",
    "全国统一热线": "nationwide",
    "24小时在线": "round_clock",
    "特约维修": "authorised",
    "本站为第三方维修平台": "third_party",
    "非官方售后": "third_party",
}


@pytest.mark.parametrize(("text", "claim"), CLAIMS.items())
def test_what_a_page_says_of_itself_is_found(text: str, claim: str) -> None:
    assert [found.value for found in find_claims(fold(text))] == [claim]


@pytest.mark.parametrize(
    "text",
    [
        "400-0210-377是假的，别打",
        "提醒一下，这个号码不是官方的，我被收了600",
        "对方自称厂家，开口就要三百",
        "上门就要先付钱，骗子",
        "千万别信，是假的",
        "上门先付款，上当受骗",
    ],
)
def test_who_tells_how_it_went_warns(text: str) -> None:
    assert {found.value for found in find_claims(fold(text))} >= {"warning"}


@pytest.mark.parametrize(
    "text",
    [
        "不满意不用先付款", "如有骗子冒名，请核对工牌", "上门就修好", "特别打造的商品类别信息", "识别信号，谨防假冒", "先修后付，无需先付款，谨防假冒",
        "请认准本号码，谨防上当受骗", "假一赔十，不是假的，谨防假冒",
    ],
)  # fmt: skip
def test_one_such_word_is_no_warning(text: str) -> None:
    assert "warning" not in {found.value for found in find_claims(fold(text))}


@pytest.mark.parametrize(
    "text", ["关注官方微信公众平台", "未经授权不得转载", "借助第三方公司刷单", "二十四节气", "统一安排", "拒绝假冒伪劣"]
)
def test_words_that_claim_nothing_are_left_alone(text: str) -> None:
    assert find_claims(fold(text)) == []


@given(st.text(alphabet=st.sampled_from("岚桥壁挂炉售后客服热线维修官方 \n，的AbＣ1①\u200b全国24小时"), max_size=80), st.text(max_size=20))
def test_any_text_is_read_without_a_fault_and_brands_lie_in_it_apart(text: str, title: str) -> None:
    page = fold(text)
    found = find_brands(page, [*infer_brands(page, title), "岚桥", "Ab"])
    for brand in (*found, *find_claims(page)):
        assert text[brand.start : brand.end] == brand.printed
    assert all(left.end <= right.start for left, right in pairwise(found))
