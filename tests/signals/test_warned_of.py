from collections.abc import Sequence

import pytest

from zhenxin.signals.warned_of import WarnedOf

from .rows import Row, Values, cases
from .web import LINE, OTHER, Page, web

Tables = dict[str, list[Row]]
OWN = [Page(site=f"s{n}.cn", numbers=[LINE]) for n in range(4)]
GIVEN = Page(site="x.cn")


def warned(*pages: Page, sites: Sequence[str], line: str = "", number: str = OTHER, registered: Sequence[tuple[str, str]] = ()) -> Tables:
    """A web of `pages` and one page a site that disowns `number`, beside `line` where one is given."""
    warnings = [Page(site=site, numbers=[line] if line else []) for site in sites]
    tables = web(*pages, *warnings, registered=registered)
    urls = [row["url"] for row in tables["pages"][len(pages) :]]
    told = next(row for row in tables["page_facts"])
    tables["page_facts"] += [{**told, "url": url, "fact": "disowned", "value": number, "printed": number, "position": 200} for url in urls]
    return tables


PAPERS, MAKER = ("paper.cn", "council.cn"), [("岚桥", LINE)]
SPEAKS: dict[str, tuple[Tables, float]] = {
    "a voice in a forum": (warned(GIVEN, sites=["forum.cn"]), 1.0),
    "two papers": (warned(GIVEN, sites=PAPERS), 2.0),
    "a paper, beside the registered line": (warned(GIVEN, sites=PAPERS[:1], line=LINE, registered=MAKER), 3.0),
    "two papers, beside the line that most sites give": (warned(*OWN, GIVEN, sites=PAPERS, line=LINE), 6.0),
    "two pages of one site": (warned(GIVEN, sites=["paper.cn", "paper.cn"]), 1.0),
    "whoever gives out the line beside is a party": (warned(*OWN, GIVEN, sites=["s0.cn"], line=LINE), 1.0),
    "another maker's line beside it": (warned(GIVEN, sites=["law.cn"], line=LINE, registered=[("谧迪", LINE)]), 1.0),
    "unless it is registered": (warned(*OWN, GIVEN, sites=["s0.cn"], line=LINE, registered=MAKER), 3.0),
}
SILENT: dict[str, Tables] = {
    "nobody warns": web(*OWN, GIVEN),
    "a registered line": warned(*OWN, GIVEN, sites=PAPERS, number=LINE, registered=MAKER),
    "what most sites give for the brand": warned(*OWN, GIVEN, sites=PAPERS, number=LINE),
    "nobody gives it out": warned(*OWN, sites=PAPERS, line=LINE),
    "only who warns of it gives it": warned(Page(site="paper.cn"), sites=["paper.cn"], line=LINE),
    "only a list gives it": warned(Page(site="list.cn", numbers=[OTHER, *(f"400123456{n}" for n in range(6))]), sites=PAPERS),
    "a short number": warned(Page(site="x.cn", numbers=["12315"]), sites=PAPERS, number="12315"),
}


@pytest.mark.parametrize(("tables", "value"), **cases(SPEAKS))
def test_it_counts_sites_that_warn(values: Values, tables: Tables, value: float) -> None:
    assert values(WarnedOf(), **tables)[OTHER] == pytest.approx(value)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent(values: Values, tables: Tables) -> None:
    assert values(WarnedOf(), **tables) == {}
