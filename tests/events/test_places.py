from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenxin.events.divisions import divisions
from zhenxin.events.places import find_places
from zhenxin.kernels.folding import fold

FOUND = {
    "a county with its city": ("住在成都市金牛区的人", {"成都市金牛区": "510106"}),
    "a town below a city without counties": ("东莞市麻涌镇、中山市东区街道", {"东莞市麻涌镇": "441900126", "中山市东区街道": "442000002"}),
    "a town below a county-level city": ("琼海市博鳌镇", {"琼海市博鳌镇": "469002104"}),
    "province, city and county": ("广西贺州市富川瑶族自治县", {"广西贺州市富川瑶族自治县": "451123"}),
    "a prefecture as spoken": (
        "黔东南黄平县、甘南夏河县、湘西州吉首市",
        {"黔东南黄平县": "522622", "甘南夏河县": "623027", "湘西州吉首市": "433101"},
    ),
    "a prefecture without the last of its peoples": ("海西蒙古族乌兰县", {"海西蒙古族乌兰县": "632821"}),
    "a county of a city of the same name": (
        "吉林市龙潭区、阜新市阜新蒙古族自治县",
        {"吉林市龙潭区": "220203", "阜新市阜新蒙古族自治县": "210921"},
    ),
    "a county under its province alone": ("直辖县仙桃市", {"直辖县仙桃市": "429004"}),
    "no blank and no mark between places": ("北京市朝阳区上海市浦东新区", {"北京市朝阳区": "110105", "上海市浦东新区": "310115"}),
    "blanks between the parts of one": ("广东省 深圳市 南山区", {"广东省 深圳市 南山区": "440305"}),
    "a county that is no longer listed": ("杭州市江干区", {"杭州市江干区": "330104x"}),
    "a county that no list has": (
        "成都市金牛区、成都市天目区、德阳市旌阳区",
        {"成都市金牛区": "510106", "成都市天目区": "5101?天目区", "德阳市旌阳区": "510603"},
    ),
    "a town without its last character, in a list": (
        "五指山市毛阳、文昌市会文镇",
        {"五指山市毛阳": "469001102", "文昌市会文镇": "469005103"},
    ),
    "spoken names in a list": ("北京、上海、广州", {"北京": "11", "上海": "31", "广州": "4401"}),
    "spoken names run together": ("北京上海广州深圳", {"北京": "11", "上海": "31", "广州": "4401", "深圳": "4403"}),
    "full-width and zero-width characters": ("成都市\u200b金牛区", {"成都市\u200b金牛区": "510106"}),
    "the street below a county": ("湖北省武汉市洪山区珞喻路1037号", {"湖北省武汉市洪山区": "420111"}),
}
NONE = {
    "a market": "吉安市场监管局",
    "general words": "各市区县均设网点，市区和城区、郊区都有，开发区建设",
    "one spoken name in a sentence": "我从成都来",
    "a town's name alone in a sentence": "博鳌镇的海",
    "brands in a list": "海尔、美的、长虹、康佳",
    "counting words": "三区五县，该县，本市",
    "another script": "The quick brown fox, 東京都",
}


@pytest.mark.parametrize(("text", "places"), FOUND.values(), ids=FOUND)
def test_a_chain_of_names_is_one_place(text: str, places: dict[str, str]) -> None:
    assert {place.printed: place.code for place in find_places(fold(text))} == places


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_what_only_looks_like_a_place_is_left_alone(text: str) -> None:
    assert find_places(fold(text)) == []


def test_a_name_that_several_divisions_bear_has_no_code_but_counts() -> None:
    (place,) = find_places(fold("朝阳区的小店"))
    assert (place.code, place.value) == ("", "朝阳区")


def test_every_county_is_found_with_its_city_and_gets_its_own_code() -> None:
    known = divisions()
    pairs = {code: known.titles[code[:4]] + known.titles[code] for code in known.titles if len(code) == 6 and code[:4] in known.titles}
    text = fold("、".join(pairs.values()))
    found = {place.code for place in find_places(text)}
    assert len(found & set(pairs)) > 0.99 * len(pairs)


def test_the_shipped_divisions_are_whole() -> None:
    known = divisions()
    sizes = [sum(len(code) == length for code in known.titles) for length in (2, 4, 6, 9)]
    assert sizes[0] == 34
    assert sizes[1] > 330
    assert sizes[2] > 2900
    assert sizes[3] > 38_000
    assert known.path("330104x") == "浙江省杭州市江干区"
    assert known.path("5101?天目区") == "四川省成都市天目区"


@given(st.text(alphabet=st.sampled_from("北京上海市区县省镇乡街道州朝阳成都金牛广西 、，\n\u200b的在A1"), max_size=60))
def test_any_text_is_read_without_a_fault_and_places_lie_in_it_apart(text: str) -> None:
    places = find_places(fold(text))
    for place in places:
        assert text[place.start : place.end] == place.printed
        assert place.value
    assert all(left.end <= right.start for left, right in pairwise(places))
