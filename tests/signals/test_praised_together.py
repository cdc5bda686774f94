import pytest

from zhenxin.signals.praised_together import PraisedTogether

from .crew_rows import Tables, market, of_crew
from .rows import Values, cases

SPEAKS: dict[str, Tables] = {
    "ten who praise all they buy together": market(act="praise"),
    "last winter": market(act="praise", days=200),
    "two in three orders": market(things=8, act="praise", share=0.7),
    "whose category is praised by a third": market(things=6, act="praise", everybody=0.3, elsewhere=0.3),
}
SILENT: dict[str, Tables] = {
    "customers of one shop": market(act="praise", one_shop=True),
    "people of one taste praise as others do": market(act="praise", share=0.1),
    "fans who praise what all fans praise": market(act="praise", others=200),
    "who praises everything": market(act="praise", elsewhere=0.9),
    "a trial": market(act="praise", trial=True),
    "four buyers": market(members=4, act="praise"),
    "one household": market(doors=1, act="praise"),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_crew_that_praises(values: Values, tables: Tables) -> None:
    found = values(PraisedTogether(), **tables)
    assert len(found) >= 30
    assert of_crew(tables, set(found)) == set(found)
    assert all(name.startswith("r") for name in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_taste_fans_and_trials(values: Values, tables: Tables) -> None:
    assert not of_crew(tables, set(values(PraisedTogether(), **tables)))
