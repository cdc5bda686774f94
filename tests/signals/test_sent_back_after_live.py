import pytest

from zhenxin.signals.sent_back_after_live import SentBackAfterLive

from .crew_rows import Tables, market, of_crew
from .rows import Values, cases

SPEAKS: dict[str, Tables] = {
    "ten who keep nothing of what a show sold": market(live=True),
    "last winter": market(live=True, days=200),
    "of six shows": market(things=6, live=True, share=0.9),
}
SILENT: dict[str, Tables] = {
    "customers of one shop": market(live=True, one_shop=True),
    "fans of a room keep what they ordered": market(live=True, share=0.1),
    "all who watched send it back": market(live=True, others=200),
    "no show": market(),
    "four buyers": market(members=4, live=True),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_crew_at_shows(values: Values, tables: Tables) -> None:
    found = values(SentBackAfterLive(), **tables)
    assert len(found) >= 30
    assert of_crew(tables, set(found)) == set(found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_fans_and_elsewhere(values: Values, tables: Tables) -> None:
    assert not of_crew(tables, set(values(SentBackAfterLive(), **tables)))
