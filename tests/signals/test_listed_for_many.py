import pytest

from zhenxin.signals.listed_for_many import ListedForMany

from .rows import Row, Values, ago, cases
from .web import Page, web

Tables = dict[str, list[Row]]
BRANDS = ("岚桥", "海韵", "格林", "禾木", "云栖", "松泉")
NUMBER, OTHER, THIRD = "4000210377", "4009990001", "4009990002"


def lists(
    *rows: tuple[str, str],
    pages: int = 1,
    text: str = "常用电话",
    claim: str = "",
    apart: int = 20,
    registered: tuple[tuple[str, str], ...] = (),
    more: tuple[Page, ...] = (),
) -> Tables:
    """So many pages that list `rows`, each a brand and, so many letters behind, its number."""
    tables = web(*(Page(site=f"l{n}.cn", numbers=(), brand="", text=text) for n in range(pages)), *more, registered=registered)
    for page in range(pages):
        told = [
            (kind, value, place * 200 + kept * apart)
            for place, row in enumerate(rows)
            for kept, (kind, value) in enumerate(zip(("brand", "number"), row, strict=True))
        ]
        told += [("claim", claim, 1900), ("claim", claim, 1930)] if claim else []
        tables["page_facts"] += [
            {"url": f"https://l{page}.cn/{page}", "occurred_at": ago(30), "fact": kind, "value": value, "printed": value, "position": at}
            for kind, value, at in told
        ]
    return tables


SHARED = [(brand, NUMBER) for brand in BRANDS]
SPEAKS: dict[str, tuple[Tables, dict[str, float]]] = {
    "six brands in one list": (lists(*SHARED), {NUMBER: 6.0}),
    "by turns with another": (
        lists(*((brand, (NUMBER, OTHER)[place % 2]) for place, brand in enumerate(BRANDS))),
        {NUMBER: 3.0, OTHER: 3.0},
    ),
    "on two lists": (lists(*SHARED, pages=2), {NUMBER: 6.0}),
    "names of one maker count once": (lists(*SHARED, ("岚桥空调", NUMBER)), {NUMBER: 6.0}),
    "the first row counts": (lists(*SHARED[:4]), {NUMBER: 4.0}),
    "a list that calls itself official": (lists(*SHARED, claim="official"), {NUMBER: 6.0}),
    "beside numbers of others": (lists(*SHARED[:3], ("禾木", OTHER), ("云栖", THIRD)), {NUMBER: 3.0}),
    "in any order": (lists(*SHARED[::-1]), {NUMBER: 6.0}),
}
SILENT: dict[str, Tables] = {
    "a directory with a number a brand": lists(*((brand, f"400999000{place}") for place, brand in enumerate(BRANDS))),
    "a registered call centre of sister brands": lists(*SHARED, registered=(("岚桥", NUMBER),)),
    "a call centre that names its company elsewhere": lists(*SHARED, more=(Page(site="a.cn", numbers=[NUMBER], text="岚桥电器有限公司"),)),
    "a list that says whose it is": lists(*SHARED, text="岚桥家修有限公司维修以下品牌"),
    "a repairer's list, a third party's": lists(*SHARED, claim="third_party"),
    "a page that warns": lists(*SHARED, claim="warning"),
    "brands in a row before one number": lists(*((brand, "") for brand in BRANDS[:5]), ("松泉", NUMBER)),
    "numbers far behind the brands": lists(*SHARED, apart=90),
    "three brands are no list": lists(*SHARED[:3]),
}


@pytest.mark.parametrize(("tables", "told"), **cases(SPEAKS))
def test_it_says_for_how_many_makers(values: Values, tables: Tables, told: dict[str, float]) -> None:
    assert values(ListedForMany(), **tables) == told


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent(values: Values, tables: Tables) -> None:
    assert values(ListedForMany(), **tables) == {}
