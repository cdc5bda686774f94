import pytest

from zhenxin.signals.sent_back_together import SentBackTogether

from .crew_rows import Tables, market, of_crew
from .rows import Values, cases

SPEAKS: dict[str, Tables] = {
    "ten who keep nothing": market(),
    "half a year ago": market(days=180),
    "nine in ten orders": market(share=0.9),
    "where much comes back from everybody": market(everybody=0.3, elsewhere=0.3),
}
SILENT: dict[str, Tables] = {
    "customers of one shop": market(one_shop=True),
    "they keep what they ordered": market(share=0.1),
    "others there send it back as well": market(others=200),
    "they do so everywhere": market(elsewhere=0.9),
    "four buyers": market(members=4),
    "one household": market(doors=1),
    "in a live room": market(live=True),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_crew_that_keeps_nothing(values: Values, tables: Tables) -> None:
    found = values(SentBackTogether(), **tables)
    assert len(found) >= 30
    assert of_crew(tables, set(found)) == set(found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_buyers_who_do_as_others_do(values: Values, tables: Tables) -> None:
    assert not of_crew(tables, set(values(SentBackTogether(), **tables)))
