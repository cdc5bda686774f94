import pytest

from zhenxin.signals.title_stamp import TitleStamp

from .rows import Row, Values, cases
from .web import OTHER, Page, web

Tables = dict[str, list[Row]]
SPEAKS: dict[str, tuple[Tables, dict[str, float]]] = {
    "a stamped title": (
        web(Page(site="a", title="★岚桥空调24小时售后维修电话(2026已更新)全国各市区 400-186-5909")),
        {"https://a/0": 6.0},
    ),
    "three marks": (web(Page(site="a", title="岚桥空调全国售后服务热线24小时")), {"https://a/0": 3.0}),
    "two titles in one": (web(Page(site="a", title="岚桥空调售后电话/岚桥受理中心 已更新")), {"https://a/0": 3.0}),
}
SILENT: dict[str, Tables] = {
    "a year": web(Page(site="a", title="2026年岚桥空调说明书下载")),
    "a service page with its title": web(Page(site="a", title="岚桥空调售后服务电话")),
    "an honest list of places": web(Page(site="a", title="岚桥空调全国服务网点")),
    "a true hotline": web(Page(site="a", title="★岚桥空调24小时售后维修电话(已更新)全国"), registered=[("岚桥", OTHER)]),
    "no number": web(Page(site="a", numbers=[], title="★24小时热点新闻(已更新)全国各市区")),
    "no title": web(Page(site="a")),
}


@pytest.mark.parametrize(("tables", "told"), **cases(SPEAKS))
def test_it_says_how_much(values: Values, tables: Tables, told: dict[str, float]) -> None:
    assert values(TitleStamp(), **tables) == pytest.approx(told, abs=0.01)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent(values: Values, tables: Tables) -> None:
    assert values(TitleStamp(), **tables) == {}
