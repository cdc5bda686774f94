import pytest

from zhenxin.signals.near_official_number import NearOfficialNumber

from .rows import Row, Values, cases
from .web import LINE, Page, web

Tables = dict[str, list[Row]]
NEAR = "4008367315"
OWN = [Page(site=f"s{n}", numbers=[LINE]) for n in range(9)]
FIRM = "杭州岚桥电器服务有限公司"
SPEAKS: dict[str, tuple[Tables, dict[str, float]]] = {
    "three sites give it with one digit changed": (web(*OWN, *(Page(site=f"x{n}", numbers=[NEAR]) for n in range(3))), {NEAR: 3.0}),
    "two neighbours swapped": (web(*OWN, *(Page(site=f"x{n}", numbers=["4008363515"]) for n in range(2))), {"4008363515": 2.0}),
    "pages of one site that never shows the line": (web(*OWN, *(Page(site="x", numbers=[NEAR]) for n in range(6))), {NEAR: 2.0}),
    "sub-domains of one site": (web(*OWN, *(Page(site=f"x{n}.mall.com.cn", numbers=[NEAR]) for n in range(3))), {NEAR: 2.0}),
    "a registered line that no page shows": (
        web(*(Page(site=f"x{n}", numbers=[NEAR]) for n in range(3)), registered=[("岚桥", LINE)]),
        {NEAR: 3.0},
    ),
    "two digits changed": (web(*OWN, *(Page(site=f"x{n}", numbers=["4008367316"]) for n in range(2))), {"4008367316": 2.0}),
    "a firm made up beside a registered line": (
        web(*(Page(site=f"x{n}", numbers=[NEAR], text=FIRM) for n in range(3)), registered=[("岚桥", LINE)]),
        {NEAR: 3.0},
    ),
    "a firm made up beside the maker's own": (
        web(
            *(Page(site=f"s{n}", numbers=[LINE], text=FIRM) for n in range(9)),
            *(Page(site=f"x{n}", numbers=[NEAR], text=FIRM) for n in range(3)),
        ),
        {NEAR: 3.0},
    ),
}
SILENT: dict[str, Tables] = {
    "a slip of the pen on one site": web(*OWN, Page(site="x", numbers=[NEAR])),
    "a second line beside the first": web(*OWN, *(Page(site=f"x{n}", numbers=[NEAR, LINE]) for n in range(3))),
    "a second line beside the first on another page of the site": web(
        *OWN, *(Page(site=f"x{n}", numbers=[number]) for n in range(3) for number in (NEAR, LINE))
    ),
    "a slip in an answer on a forum": web(
        *OWN, *(Page(site=f"x{n}", numbers=[number]) for n in range(2) for number in (NEAR, *(f"400222333{d}" for d in range(8))))
    ),
    "the true hotline": web(*OWN),
    "a maker outnumbered by a campaign that names no firm": web(*OWN, *(Page(site="x", numbers=[NEAR], text=FIRM) for n in range(4))),
    "another number": web(*OWN, *(Page(site=f"x{n}") for n in range(3))),
    "a second line that is registered": web(*OWN, *(Page(site=f"x{n}", numbers=[NEAR]) for n in range(3)), registered=[("岚桥", NEAR)]),
    "a second line on half as many sites": web(*OWN, *(Page(site=f"x{n}", numbers=[NEAR]) for n in range(5))),
    "a platform's line, which lies near one of its many brands' by chance": web(
        *OWN, *(Page(site=f"x{n % 3}", brand=("岚桥空调", "谧迪思", "禾木热水器")[n % 3], numbers=[NEAR]) for n in range(9))
    ),
    "near the line of another brand": web(*OWN, *(Page(site=f"x{n}", brand="谧迪思", numbers=[NEAR]) for n in range(3))),
    "short codes lie close together": web(
        *(Page(site=f"s{n}", numbers=["95105"]) for n in range(9)), *(Page(site=f"x{n}", numbers=["95106"]) for n in range(3))
    ),
}


@pytest.mark.parametrize(("tables", "told"), **cases(SPEAKS))
def test_it_says_how_much(values: Values, tables: Tables, told: dict[str, float]) -> None:
    assert values(NearOfficialNumber(), **tables) == pytest.approx(told, abs=0.01)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent(values: Values, tables: Tables) -> None:
    assert values(NearOfficialNumber(), **tables) == {}
