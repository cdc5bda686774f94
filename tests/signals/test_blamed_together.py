import pytest

from zhenxin.signals.blamed_together import BlamedTogether

from .crew_rows import Tables, market, of_crew
from .rows import Values, cases

SPEAKS: dict[str, Tables] = {
    "ten who blame four rivals": market(act="blame"),
    "last winter": market(act="blame", days=200),
    "six at six": market(members=6, things=6, act="blame"),
}
SILENT: dict[str, Tables] = {
    "customers of one shop": market(act="blame", one_shop=True),
    "a bad batch makes all angry": market(act="blame", others=200),
    "one bad shop": market(things=1, act="blame"),
    "who is never content": market(act="blame", elsewhere=0.9),
    "people of one taste": market(act="blame", share=0.1),
    "they praise": market(act="praise"),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_crew_that_blames(values: Values, tables: Tables) -> None:
    found = values(BlamedTogether(), **tables)
    assert len(found) >= 30
    assert of_crew(tables, set(found)) == set(found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_angry_buyers(values: Values, tables: Tables) -> None:
    assert not of_crew(tables, set(values(BlamedTogether(), **tables)))
