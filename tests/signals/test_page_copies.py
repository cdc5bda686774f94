from dataclasses import replace

import pytest

from zhenxin.signals.page_copies import PageCopies

from .rows import Row, Values, cases
from .web import OTHER, Page, web

Tables = dict[str, list[Row]]
BRANDS = "甲丙戊庚壬乙丁己辛"
BODY = (
    "空调不制冷不通电漏水异响都可以报修师傅上门先看后修修好再收费配件齐全收费公开透明修后三个月内同样的问题免费再修欢迎来电咨询预约上门时间"
)
OTHERS = [
    "我们的网点在城东老车站旁边每天九点开门周末照常接待",
    "河西片区由李师傅负责拆机清洗移机都提前一天打招呼",
    "大学城附近的同学请到二号门对面的小店来修电脑手机",
]


def spread(
    count: int, *, brands: int = 9, sites: int = 99, change: str = "", own: bool = False, more: str = "", body: str = BODY
) -> list[Page]:
    """Pages of one text but for its brand, on so many sites."""
    return [
        Page(site=f"x{n % sites}", brand=f"{BRANDS[n % brands]}空调", numbers=[f"40018659{n:02d}" if own else OTHER],
             text=f"{BRANDS[n % brands]}空调{body}{change * n}{more}")
        for n in range(count)
    ]  # fmt: skip


SPEAKS: dict[str, tuple[Tables, dict[str, float]]] = {
    "one mould on three sites for three brands": (web(*spread(3)), {f"https://x{n}/{n}": 3.0 for n in range(3)}),
    "two brands on four sites": (web(*spread(4, brands=2)), {f"https://x{n}/{n}": 2.0 for n in range(4)}),
    "a sub-domain for each brand": (
        web(*(replace(page, site=f"{page.site}.jiaxiu.cn") for page in spread(4))),
        {f"https://x{n}.jiaxiu.cn/{n}": 4.0 for n in range(4)},
    ),
    "a word changed": (web(*spread(3, change="呀")), {f"https://x{n}/{n}": 3.0 for n in range(3)}),
}
SILENT: dict[str, Tables] = {
    "a repair chain on its own site": web(*spread(9, sites=1)),
    "a repair chain's site and its mobile forms": web(
        *(replace(page, site=f"{('www', 'm', 'wap')[n % 3]}.jiaxiu.cn") for n, page in enumerate(spread(6)))
    ),
    "one brand on many sites": web(*spread(6, brands=1)),
    "a site builder's mould, each firm with its own number": web(*spread(6, own=True)),
    "a chain that says whose it is": web(*spread(6, more="由安泰到家提供")),
    "the true hotline of a group of brands": web(*spread(6), registered=[("岚桥", OTHER)]),
    "honest places, each page its own words": web(
        *(Page(site=f"x{n}", brand=f"{BRANDS[n]}空调", text=text * 3) for n, text in enumerate(OTHERS))
    ),
    "too short to compare": web(*spread(6, body="欢迎致电")),
}


@pytest.mark.parametrize(("tables", "told"), **cases(SPEAKS))
def test_it_says_how_much(values: Values, tables: Tables, told: dict[str, float]) -> None:
    assert values(PageCopies(), **tables) == pytest.approx(told, abs=0.01)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent(values: Values, tables: Tables) -> None:
    assert values(PageCopies(), **tables) == {}
