from typing import Any

import pytest

from zhenxin.signals.mould_of_numbers import MouldOfNumbers

from .rows import Values
from .web import Page, web

BRANDS = ("岚桥空调", "海韵空调", "格林智能锁", "禾木热水器", "云栖地暖")
MOULD = (
    "{brand}官方服务电话{number},{brand}的师傅持证上岗,统一着装,统一收费,接到报修以后三十分钟之内响应,两小时之内上门,"
    "一个电话全天守候,随叫随到,欢迎{brand}的用户来电咨询预约,我们始终把用户的满意作为唯一的标准"
)
OTHERS = (
    "公司创立于海边小城,早年生产铸铁暖气片,后来改做空调,{brand}现有三座工厂和两处研究所,产品销往北方各省,服务电话{number},周末休息,"
    "工作日上午八点半开始接听",
    "本页介绍怎样清洗滤网:先断电,再取下面板,用软毛刷子刷去灰尘,清水冲净以后阴干,切勿暴晒,装回去的时候听到咔嗒一声就好,{brand}客服{number}",
    "说明书第三章,安装位置应当远离热源和窗帘,墙面承重不少于八十公斤,排水管要有坡度,{brand}建议由专业人员打孔,疑问请致电{number}",
)


def cloned(brands: tuple[str, ...] = BRANDS, text: str = MOULD, **more: Any) -> list[Page]:
    """A page a brand from one mould, each on a site and with a number of its own."""
    return [
        Page(**{"site": f"x{n}.cn", "brand": brand, "numbers": [f"400999000{n}"], "claims": ("official",),
                "text": text.format(brand=brand, number=f"400999000{n}"), **more})
        for n, brand in enumerate(brands)
    ]  # fmt: skip


SPEAKS = {
    "five brands, numbers and sites": (cloned(), 5.0),
    "on two sites": ([page for n, _ in enumerate(BRANDS) for page in cloned(site=f"x{n % 2}.cn")[n : n + 1]], 5.0),
    "sub-domains for each": ([page for n, _ in enumerate(BRANDS) for page in cloned(site=f"x{n}.mall.com.cn")[n : n + 1]], 5.0),
    "the maker's, not official": (cloned(claims=("maker",)), 5.0),
    "alone and in the title": ([page for n, brand in enumerate(BRANDS) for page in cloned(times=1, title=f"{brand}售后")[n : n + 1]], 5.0),
    "three brands": (cloned(BRANDS[:3]), 3.0),
}
SILENT = {
    "one number for all": cloned(numbers=["4009990009"]),
    "one site": cloned(site="x.cn"),
    "firms of one site builder that name themselves": cloned(text=MOULD + ",岚桥电器有限公司版权所有"),
    "stations with an address": cloned(text=MOULD + ",地址济南市历下区解放路12号"),
    "third parties": cloned(claims=("official", "third_party")),
    "pages that claim nothing": cloned(claims=()),
    "pages that are worded differently": [cloned(text=text)[n] for n, text in enumerate(OTHERS)],
}


@pytest.mark.parametrize(("pages", "value"), SPEAKS.values(), ids=SPEAKS)
def test_it_counts_brands_and_numbers_of_a_mould(values: Values, pages: list[Page], value: float) -> None:
    found = values(MouldOfNumbers(), **web(*pages))
    assert set(found.values()) == {value}
    assert len(found) == len(pages)


@pytest.mark.parametrize("pages", SILENT.values(), ids=SILENT)
def test_it_is_silent(values: Values, pages: list[Page]) -> None:
    assert values(MouldOfNumbers(), **web(*pages)) == {}


def test_registered_and_vouched_numbers_are_left_out(values: Values) -> None:
    own = Page(site="y.cn", brand=BRANDS[1], numbers=["4009990001"], text="海韵电器有限公司")
    found = values(MouldOfNumbers(), **web(*cloned(), own, registered=((BRANDS[0], "4009990000"),)))
    assert set(found.values()) == {3.0}
