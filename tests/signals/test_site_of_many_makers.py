from typing import Any

import pytest

from zhenxin.signals.site_of_many_makers import SiteOfManyMakers

from .rows import Values
from .web import Page, web

BRANDS = ("岚桥空调", "海韵空调", "格林智能锁", "禾木热水器", "云栖地暖")


def posing(brands: tuple[str, ...] = BRANDS, **more: Any) -> list[Page]:
    """Pages of one site that call themselves each brand's own, with a number each."""
    return [
        Page(**{"site": "x.cn", "brand": brand, "numbers": [f"400999000{n}"], "claims": ("official",), **more})
        for n, brand in enumerate(brands)
    ]


SPEAKS = {
    "five brands with a number each": (posing(), 5, 5),
    "one number for all": (posing(numbers=["4009990009"]), 5, 5),
    "the maker's own": (posing(claims=("maker",)), 5, 5),
    "known by the brand each page claims": (
        [page for n, brand in enumerate(BRANDS) for page in posing(("",), claimed=brand, numbers=[f"400999000{n}"])],
        5,
        5,
    ),
    "alone and in its title": (
        [page for n, brand in enumerate(BRANDS) for page in posing((brand,), times=1, title=f"{brand}售后", numbers=[f"400999000{n}"])],
        5,
        5,
    ),
    "two pages that say nothing beside": ([*posing(), *posing(BRANDS[:2], claims=())], 5, 5),
    "variants of one maker count once": (posing((*BRANDS, "岚桥地暖")), 5, 6),
}
SILENT = {
    "a maker and its names": posing(("岚桥", "岚桥空调", "岚桥地暖")),
    "a site that names its company": posing(text="岚桥家修有限公司"),
    "a site with an address": posing(text="济南市历下区解放路12号"),
    "a third party": posing(claims=("official", "third_party")),
    "a directory that shows a registered line": [*posing(), Page(site="x.cn", brand="松泉", numbers=["4008365315"])],
    "a directory of a line vouched for elsewhere": [
        *posing(),
        Page(site="y.cn", brand="岚桥", numbers=["4009990000"], text="岚桥电器有限公司"),
    ],
    "a platform of whose pages a third shout": [*posing(), *posing(claims=()), *posing(claims=())],
    "authorised agents": posing(claims=("authorised",)),
    "one page of a site each": [page for n, brand in enumerate(BRANDS) for page in posing((brand,), site=f"x{n}.cn")],
    "articles that name a brand once": posing(times=1),
}


@pytest.mark.parametrize(("pages", "makers", "told"), SPEAKS.values(), ids=SPEAKS)
def test_it_counts_the_makers_of_a_site(values: Values, pages: list[Page], makers: int, told: int) -> None:
    found = values(SiteOfManyMakers(), **web(*pages))
    assert set(found.values()) == {float(makers)}
    assert len(found) == told


@pytest.mark.parametrize("pages", SILENT.values(), ids=SILENT)
def test_it_is_silent(values: Values, pages: list[Page]) -> None:
    assert values(SiteOfManyMakers(), **web(*pages, registered=(("松泉", "4008365315"),))) == {}
