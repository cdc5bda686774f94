import pytest

from zhenxin.signals.topic_break import TopicBreak

from .rows import Row, Values, cases
from .web import OTHER, Page, web

Tables = dict[str, list[Row]]
SPEAKS: dict[str, tuple[Tables, dict[str, float]]] = {
    "an article pasted in": (web(Page(site="a", pasted=700)), {"https://a/0": 700.0}),
    "a column": (web(Page(site="a", pasted=310)), {"https://a/0": 310.0}),
    "last year": (web(Page(site="a", pasted=700, days=500)), {"https://a/0": 700.0}),
}
SILENT: dict[str, Tables] = {
    "a page of one piece": web(Page(site="a")),
    "a long footer": web(Page(site="a", pasted=250)),
    "a news page without a service number": web(Page(site="a", numbers=[], pasted=900)),
    "a brand's story beside its true hotline": web(Page(site="a", pasted=900), registered=[("岚桥", OTHER)]),
}


@pytest.mark.parametrize(("tables", "told"), **cases(SPEAKS))
def test_it_says_how_much(values: Values, tables: Tables, told: dict[str, float]) -> None:
    assert values(TopicBreak(), **tables) == pytest.approx(told, abs=0.01)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent(values: Values, tables: Tables) -> None:
    assert values(TopicBreak(), **tables) == {}
