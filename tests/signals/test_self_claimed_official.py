import pytest

from zhenxin.signals.self_claimed_official import SelfClaimedOfficial

from .rows import Row, Values, cases
from .web import LINE, OTHER, Page, web

Tables = dict[str, list[Row]]
OWN = [Page(site=f"s{n}", numbers=[LINE]) for n in range(9)]
SPEAKS: dict[str, tuple[Tables, dict[str, float]]] = {
    "eight sites give another line": (web(*OWN[:8], Page(site="x", claims=["official"])), {"https://x/8": 8.0}),
    "the registry has another line": (web(Page(site="x", claims=["maker"]), registered=[("岚桥", LINE)]), {"https://x/0": 3.0}),
    "one of two sites that call themselves official": (
        web(*OWN[:8], Page(site="x", claims=["official"]), Page(site="y")),
        {"https://x/8": 4.0},
    ),
}
SILENT: dict[str, Tables] = {
    "the true hotline": web(*OWN, Page(site="x", numbers=[LINE], claims=["official"])),
    "it claims nothing": web(*OWN, Page(site="x")),
    "it says that it is a third party": web(*OWN, Page(site="x", claims=["official", "third_party"])),
    "it shows the line beside its own": web(*OWN, Page(site="x", numbers=[OTHER, OTHER, LINE], claims=["official"])),
    "a second line that is registered": web(*OWN, Page(site="x", claims=["official"]), registered=[("岚桥", OTHER), ("岚桥", LINE)]),
    "nobody knows the brand": web(Page(site="x", claims=["official"])),
    "as many sites give the one as the other": web(*OWN[:3], *(Page(site=f"y{n}", claims=["official"]) for n in range(2))),
    "honest places of another brand": web(*OWN, Page(site="x", brand="谧迪思", claims=["official"], places=["110101"])),
}


@pytest.mark.parametrize(("tables", "told"), **cases(SPEAKS))
def test_it_says_how_much(values: Values, tables: Tables, told: dict[str, float]) -> None:
    assert values(SelfClaimedOfficial(), **tables) == pytest.approx(told, abs=0.01)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent(values: Values, tables: Tables) -> None:
    assert values(SelfClaimedOfficial(), **tables) == {}
