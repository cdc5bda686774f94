import pytest

from zhenxin.signals.repeated_contact import RepeatedContact

from .rows import Row, Values, cases
from .web import OTHER, Page, web

Tables = dict[str, list[Row]]
SPEAKS: dict[str, tuple[Tables, dict[str, float]]] = {
    "number and brand eight times": (web(Page(site="a", numbers=[OTHER] * 9, times=8)), {"https://a/0": 8.0}),
    "the number ten times, the brand five": (web(Page(site="a", numbers=[OTHER] * 10, times=5)), {"https://a/0": 5.0}),
    "last year": (web(Page(site="a", numbers=[OTHER] * 6, times=6, days=500)), {"https://a/0": 6.0}),
}
SILENT: dict[str, Tables] = {
    "a service page": web(Page(site="a", numbers=[OTHER] * 2, times=9)),
    "a true hotline, however loud": web(Page(site="a", numbers=[OTHER] * 20, times=20), registered=[("岚桥", OTHER)]),
    "an honest repairer who says that he is a third party": web(Page(site="a", numbers=[OTHER] * 20, times=20, claims=["third_party"])),
    "a brand named often, with short codes": web(Page(site="a", numbers=["12315"] * 20, times=20)),
}


@pytest.mark.parametrize(("tables", "told"), **cases(SPEAKS))
def test_it_says_how_much(values: Values, tables: Tables, told: dict[str, float]) -> None:
    assert values(RepeatedContact(), **tables) == pytest.approx(told, abs=0.01)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent(values: Values, tables: Tables) -> None:
    assert values(RepeatedContact(), **tables) == {}
