from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenxin.events.numbers import canonical_digits, find_numbers, grouped, read_number
from zhenxin.kernels.folding import fold

FOUND = {
    "plain, with dashes": ("电话400-0210-377", ["4000210377"]),
    "grouped otherwise": ("400 021 0377 或 4000-210377", ["4000210377", "4000210377"]),
    "without any gap": ("服务专线4000210377人工服务", ["4000210377"]),
    "full-width digits and dashes": ("４００－０２１０－３７７", ["4000210377"]),
    "circled digits": ("④⓪⓪⓪②①⓪③⑦⑦", ["4000210377"]),
    "black circled digits": ("❹⓿⓿-⓿❷❶⓿-❸❼❼", ["4000210377"]),
    "Chinese digits": ("售后四零零零二幺零三七七", ["4000210377"]),
    "Chinese digits with 〇 and formal ones": ("肆〇〇-〇二一〇-叁柒柒", ["4000210377"]),
    "Chinese and plain digits mixed": ("4零零-0二10-37七", ["4000210377"]),
    "letters in the place of digits": ("4OO-O21O-377", ["4000210377"]),
    "stars between digits": ("400★0210★377", ["4000210377"]),
    "a stroke in the place of a dash": ("400一3993一250 400ー0210377 400丨0210丨377", ["4003993250", "4000210377", "4000210377"]),
    "a stroke that is a digit": ("400一210377 400-一210-377", ["4001210377"] * 2),
    "an area code before a stroke": ("电话010一62345678", ["01062345678"]),
    "dots and blanks": ("400 . 0210 . 377", ["4000210377"]),
    "zero-width characters within": ("4\u200b00-02\u200d10\u2060-377", ["4000210377"]),
    "a call to click within": ("400-0210(点击咨询)-377", ["4000210377"]),
    "a call to click behind, twice": ("(1)400-0210-377(点击咨询)(2)400-0210-377(点击咨询)", ["4000210377"] * 2),
    "a bullet in front": ("①400-0210-377", ["4000210377"]),
    "一 of 统一 in front": ("全国统一400-0210-377", ["4000210377"]),
    "一 of 统一 before Chinese digits": ("全国统一四零零-零二幺零-三七七一键拨打", ["4000210377"]),
    "an 800 number": ("800-820-0000", ["8008200000"]),
    "a landline with its area code": ("010-62345678，0571 8765432", ["01062345678", "05718765432"]),
    "an area code in brackets": ("(021)5234 5678转3", ["02152345678"]),
    "a landline with the country code": ("+86 21-52345678", ["02152345678"]),
    "a mobile phone, grouped": ("138 0013 8000 / 139-0013-9000", ["13800138000", "13900139000"]),
    "a mobile phone in Chinese digits": ("一三八零零一三八零零零", ["13800138000"]),
    "a number abroad": ("+1-800-555-0100", ["+18005550100"]),
    "a 95 number after its word": ("客服热线95588", ["95588"]),
    "a public short number": ("请拨打12315投诉，紧急情况拨打110报警", ["12315", "110"]),
    "a local number after its word": ("报修电话：62671188", ["62671188"]),
    "the beginning of a 400 number that goes on in signs": ("报修电话：400-1821#%@", []),
}
NONE = {
    "dates and times": "2024-05-12 13:00，电话20240512",
    "prices": "价格4001865909元，800-1200元，¥4000210377",
    "a price range of three parts": "400-800-1200元",
    "measures": "尺寸800*600*1200mm，4000×2103×77",
    "an order number": "订单号4000210377，运单号：138001380001",
    "a long number that holds one": "2024050122001400021037700",
    "a record number": "粤ICP备12345678号 京公网安备11010802020001号",
    "an identity number": "身份证110101199003074510",
    "a credit code": "统一社会信用代码91310000MA1FL40002",
    "a page address": "http://example.com/4000210377.html",
    "a 95 number as an amount": "共95588元，增长95%以上",
    "a short number without its word": "参加者12345人，编号110",
    "percentages and years": "2小时内95%以上，2010-2020年",
    "a version": "版本10.95588.2",
    "a letter glued to it": "sku4000210377x",
}


@pytest.mark.parametrize(("text", "digits"), FOUND.values(), ids=FOUND)
def test_a_number_is_found_in_whatever_writing(text: str, digits: list[str]) -> None:
    assert [number.digits for number in find_numbers(fold(text))] == digits


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_what_is_no_service_number_is_left_alone(text: str) -> None:
    assert find_numbers(fold(text)) == []


def test_a_known_short_number_needs_no_word_beside_it() -> None:
    assert find_numbers(fold("见 95588")) == []
    assert [number.digits for number in find_numbers(fold("见 95588"), {"95588"})] == ["95588"]


def test_a_number_says_where_it_stands_as_printed() -> None:
    text = "售后：４\u200b００－０２１０－３７７（点击咨询）"
    (number,) = find_numbers(fold(text))
    assert text[number.start : number.end] == number.printed == "４\u200b００－０２１０－３７７"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("+86 10 6234 5678", "01062345678"),
        ("0086-4000210377", "4000210377"),
        ("86 13800138000", "13800138000"),
        ("+44 20 7946 0000", "+442079460000"),
    ],
)
def test_the_home_country_code_gives_way(text: str, digits: str) -> None:
    assert canonical_digits(text) == digits


@pytest.mark.parametrize("text", ["", "hello", "20240512", "12", "400-0210-377 或 400-0210-378"])
def test_what_is_not_one_number_is_not_read_as_one(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("digits", "written"),
    [
        ("4000210377", "400-021-0377"),
        ("01062345678", "010-62345678"),
        ("05718765432", "0571-8765432"),
        ("13800138000", "138 0013 8000"),
        ("95588", "95588"),
    ],
)
def test_digits_are_grouped_as_people_write_them(digits: str, written: str) -> None:
    assert grouped(digits) == written


ODD = st.text(alphabet=st.sampled_from("4008601395-－()（）①④⓪零幺一四 \n\u200b点击咨询电话元号年oO.+*a，。"), max_size=60)


@given(st.one_of(ODD, st.text(max_size=80)))
def test_any_text_is_read_without_a_fault_and_numbers_lie_in_it_apart(text: str) -> None:
    numbers = find_numbers(fold(text))
    for number in numbers:
        assert text[number.start : number.end] == number.printed
        assert number.digits.lstrip("+").isdecimal()
    assert all(left.end <= right.start for left, right in pairwise(numbers))
    read_number(text)
