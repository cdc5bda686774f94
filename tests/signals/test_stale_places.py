import pytest

from zhenxin.kernels.chance import surprise
from zhenxin.signals.stale_places import StalePlaces

from .rows import Row, Values, cases
from .web import Page, web

Tables = dict[str, list[Row]]
OLD = [*(f"33010{n}x" for n in range(6)), *(f"{n}" for n in range(110101, 110151))]
SPEAKS: dict[str, tuple[Tables, dict[str, float]]] = {
    "a dump of an old table": (web(Page(site="a", places=OLD)), {"https://a/0": round(float(surprise(6, 0.005 * 56 + 0.5)), 4)}),
    "names that no list has": (
        web(Page(site="a", places=[f"4201?某{n}区" for n in range(4)])),
        {"https://a/0": round(float(surprise(4, 0.005 * 4 + 0.5)), 4)},
    ),
    "last year": (web(Page(site="a", places=OLD, days=500)), {"https://a/0": round(float(surprise(6, 0.005 * 56 + 0.5)), 4)}),
}
SILENT: dict[str, Tables] = {
    "an honest list of places": web(Page(site="a", places=[f"{n}" for n in range(110101, 110401)])),
    "an honest list with an old name": web(Page(site="a", places=["330104x", *(f"{n}" for n in range(110101, 110201))])),
    "a large honest list with a few old names": web(
        Page(site="a", places=["330104x", "110103x", "110104x", *(f"{n}" for n in range(110101, 110501))])
    ),
    "an old list without a service number": web(Page(site="a", numbers=[], places=OLD)),
    "no places": web(Page(site="a")),
}


@pytest.mark.parametrize(("tables", "told"), **cases(SPEAKS))
def test_it_says_how_much(values: Values, tables: Tables, told: dict[str, float]) -> None:
    assert values(StalePlaces(), **tables) == pytest.approx(told, abs=0.01)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent(values: Values, tables: Tables) -> None:
    assert values(StalePlaces(), **tables) == {}
