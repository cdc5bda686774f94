from typing import Any

import pytest

from zhenxin.signals.against_the_lines import AgainstTheLines

from .rows import Row, Values, ago
from .web import Page, web

BRANDS = ("岚桥", "海韵", "格林", "禾木", "云栖")
REGISTERED = tuple((brand, f"400111000{n}") for n, brand in enumerate(BRANDS))


def posing(count: int = 5, **more: Any) -> list[Page]:
    """Pages of one site that call themselves each brand's own, with another number than its line."""
    return [
        Page(**{"site": "x.cn", "brand": f"{brand}空调", "numbers": [f"400999000{n}"], "claims": ("official",), **more})
        for n, brand in enumerate(BRANDS[:count])
    ]


def listing(*numbers: str, text: str = "常用电话", claim: str = "") -> dict[str, list[Row]]:
    """A page that lists the brands, each with its number."""
    tables = web(Page(site="l.cn", numbers=(), brand="", text=text), registered=REGISTERED)
    rows = [(kind, value) for pair in zip(BRANDS, numbers, strict=False) for kind, value in zip(("brand", "number"), pair, strict=True)]
    rows += [("claim", claim)] * 2 if claim else []
    tables["page_facts"] += [
        {"url": "https://l.cn/0", "occurred_at": ago(30), "fact": kind, "value": value, "printed": value, "position": place * 12}
        for place, (kind, value) in enumerate(rows)
    ]
    return tables


LINES = [number for _, number in REGISTERED]
WRONG = [f"400999000{n}" for n in range(5)]
GIVEN = [
    Page(site=f"s{site}.cn", brand=f"{brand}空调", numbers=[LINES[n]], text="电器有限公司")
    for n, brand in enumerate(BRANDS)
    for site in range(3)
]
SPEAKS = {
    "a site with five wrong": (web(*posing(), registered=REGISTERED), 5.0, 5),
    "three are enough": (web(*posing(3), registered=REGISTERED), 3.0, 3),
    "lines that three sites give": (web(*posing(), *GIVEN), 5.0, 5),
    "a list": (listing(*WRONG), 5.0, 1),
    "a list with one right": (listing(*WRONG[:4], LINES[4]), 4.0, 1),
    "a list that calls itself official": (listing(*WRONG, claim="official"), 5.0, 1),
    "alone and in the title": (
        web(
            *[page for n, brand in enumerate(BRANDS) for page in posing(times=1, title=f"{brand}空调售后")[n : n + 1]],
            registered=REGISTERED,
        ),
        5.0,
        5,
    ),
}
SILENT = {
    "a list with two wrong": listing(*WRONG[:2], *LINES[2:]),
    "an old list with half wrong": listing(*WRONG[:3], *LINES[3:]),
    "a list of true lines": listing(*LINES),
    "a list that names its company": listing(*WRONG, text="岚桥家修有限公司"),
    "brands whose lines nobody knows": web(*posing()),
    "lines that nobody vouches for": web(*posing(), *(Page(site=page.site, brand=page.brand, numbers=page.numbers) for page in GIVEN)),
    "agents with an address": web(*posing(text="济南市历下区解放路12号"), registered=REGISTERED),
    "third parties": web(*posing(claims=("official", "third_party")), registered=REGISTERED),
    "a forum where others speak too": web(*posing(), *posing(claims=()), registered=REGISTERED),
    "lines registered for sister brands": web(
        *[page for n, _ in enumerate(BRANDS) for page in posing(numbers=[LINES[(n + 1) % 5]])[n : n + 1]], registered=REGISTERED
    ),
}


@pytest.mark.parametrize(("tables", "value", "told"), SPEAKS.values(), ids=SPEAKS)
def test_it_counts_the_brands_given_wrong(values: Values, tables: dict[str, list[Row]], value: float, told: int) -> None:
    found = values(AgainstTheLines(), **tables)
    assert set(found.values()) == {value}
    assert len(found) == told


@pytest.mark.parametrize("tables", SILENT.values(), ids=SILENT)
def test_it_is_silent(values: Values, tables: dict[str, list[Row]]) -> None:
    assert values(AgainstTheLines(), **tables) == {}
