from typing import Any

import pytest

from zhenxin.signals.number_many_brands import NumberManyBrands

from .rows import Values
from .web import Page, web

NUMBER = "4000210377"


def said(brand: str, site: str, *numbers: str, **more: Any) -> Page:
    """A page that calls itself official and names its brand five times."""
    return Page(**{"site": site, "brand": brand, "numbers": numbers or (NUMBER,), "times": 5, "claims": ("official",), "days": 1, **more})


FIVE = ("岚桥壁挂炉", "海韵空调", "格林智能锁", "禾木热水器", "YULAN")
SPEAKS = {
    "five brands on five sites": ([said(brand, f"{place}.cn") for place, brand in enumerate(FIVE)], 5),
    "a sub-domain for each of five brands": ([said(brand, f"{place}.jiaxiu.com.cn") for place, brand in enumerate(FIVE)], 5),
    "five brands on two sites": ([said(brand, f"{place % 2}.cn") for place, brand in enumerate(FIVE)], 5),
    "known by the brand each page claims": ([said("", f"{place}.cn", claims=(), claimed=brand) for place, brand in enumerate(FIVE)], 5),
    "variants of one maker count once": (
        [said(brand, f"{place}.cn") for place, brand in enumerate((*FIVE, "岚桥中央空调", "YULAN空调"))],
        5,
    ),
    "half a year apart": ([said(brand, f"{place}.cn", days=40 * place + 1) for place, brand in enumerate(FIVE)], 5),
    "another number further down": ([said(brand, f"{place}.cn", NUMBER, NUMBER, "02112345678") for place, brand in enumerate(FIVE)], 5),
}
SILENT = {
    "a platform that says whose it is": [
        said(brand, f"{place}.cn", text="以上服务由安泰到家提供" if place == 0 else "欢迎访问") for place, brand in enumerate(FIVE)
    ],
    "a platform of whose pages a third shout": [
        page for place, brand in enumerate(FIVE) for page in (said(brand, f"{place}.cn"), *[said(brand, f"{place}.cn", times=1)] * 2)
    ],
    "one brand line on many honest sites": [said("岚桥壁挂炉", f"{place}.cn") for place in range(40)],
    "variants of one maker's name": [
        said(brand, f"{place}.cn") for place, brand in enumerate(("约克", "约克空调", "约克中央空调", "YORK约克", "YORK"))
    ],
    "two brands of one group": [said(brand, f"{place}.cn") for place, brand in enumerate(FIVE[:2])],
    "a site that shows its own number on every product page": [said(brand, "mall.cn") for brand in FIVE],
    "sub-domains of a mall that says whose it is": [
        said(brand, f"{place}.mall.com.cn", text="欢迎访问 粤ICP备2020000000号") for place, brand in enumerate(FIVE)
    ],
    "a site and its mobile forms": [said(brand, f"{('www', 'm', 'wap')[place % 3]}.mall.cn") for place, brand in enumerate(FIVE)],
    "a chain whose plain pages say whose it is": [
        *(said(brand, f"{place}.cn") for place, brand in enumerate(FIVE)),
        said("", "0.cn", claims=(), text="安泰家电维修有限公司"),
    ],
    "a repairer who says that he is a third party": [
        said(brand, f"{place}.cn", claims=("nationwide", "third_party")) for place, brand in enumerate(FIVE)
    ],
    "a builder of web sites in the foot of its customers' pages": [
        said(brand, f"{place}.cn", f"0210000000{place}", f"0210000000{place}", NUMBER) for place, brand in enumerate(FIVE)
    ],
    "a public short number": [said(brand, f"{place}.cn", "12315") for place, brand in enumerate(FIVE)],
    "articles that name a brand once": [said(brand, f"{place}.cn", times=1) for place, brand in enumerate(FIVE)],
}


@pytest.mark.parametrize(("pages", "value"), SPEAKS.values(), ids=SPEAKS)
def test_it_counts_the_unrelated_brands_of_one_number(values: Values, pages: list[Page], value: int) -> None:
    assert values(NumberManyBrands(), **web(*pages, registered=[("别家", "4009990000")])) == {NUMBER: value}


@pytest.mark.parametrize("pages", SILENT.values(), ids=SILENT)
def test_it_is_silent_where_the_number_has_an_innocent_cause(values: Values, pages: list[Page]) -> None:
    assert values(NumberManyBrands(), **web(*pages)) == {}


def test_a_registered_number_is_left_alone(values: Values) -> None:
    pages = [said(brand, f"{place}.cn") for place, brand in enumerate(FIVE)]
    assert values(NumberManyBrands(), **web(*pages, registered=[("别家", NUMBER)])) == {}


def test_pages_years_apart_do_not_count_together(values: Values) -> None:
    pages = [said(brand, f"{place}.cn", days=400 * place + 1) for place, brand in enumerate(FIVE)]
    assert values(NumberManyBrands(), **web(*pages)) == {}
