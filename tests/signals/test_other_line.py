import pytest

from zhenxin.signals.other_line import OtherLine

from .rows import Row, Values, cases
from .web import LINE, OTHER, Page, web

Tables = dict[str, list[Row]]
OWN = [Page(site=f"s{n}.cn", numbers=[LINE]) for n in range(9)]
BESIDE = Page(site="x.cn")
SPEAKS: dict[str, tuple[Tables, dict[str, float]]] = {
    "nine sites give another": (web(*OWN, BESIDE), {OTHER: 9.0}),
    "two sites push it": (web(*OWN, BESIDE, Page(site="y.cn")), {OTHER: 4.5}),
    "the registry has another": (web(BESIDE, registered=[("岚桥", LINE)]), {OTHER: 8.0}),
    "of two brands the least": (
        web(
            *OWN,
            BESIDE,
            *(Page(site=f"m{n}.cn", brand="谧迪思", numbers=["4007778888"]) for n in range(4)),
            Page(site="z.cn", brand="谧迪思"),
        ),
        {OTHER: 4.0},
    ),
}
SILENT: dict[str, Tables] = {
    "the line": web(*OWN),
    "nobody knows the line": web(BESIDE),
    "two sites are no line": web(*OWN[:2], BESIDE),
    "a second line that is registered": web(*OWN, BESIDE, registered=[("岚桥", OTHER)]),
    "nearly as many": web(*OWN, *(Page(site=f"x{n}.cn") for n in range(6))),
}


@pytest.mark.parametrize(("tables", "told"), **cases(SPEAKS))
def test_it_says_how_many_times(values: Values, tables: Tables, told: dict[str, float]) -> None:
    assert values(OtherLine(), **tables) == pytest.approx(told)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent(values: Values, tables: Tables) -> None:
    assert values(OtherLine(), **tables) == {}
