import pytest

from zhenxin.signals.scrape_visits import ScrapeVisits

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def looked(things: int = 300, *, stay: float | None = 2.0, acts: int = 0, others: int = 100, days: float = 20) -> Tables:
    """One account looks at so many things for so long and does something with `acts`; others look at twenty for a minute and act on five."""
    rows: list[Row] = [
        {"account_id": "c'🕷", "kind": "view", "product_id": f"p{n}", "dwell_s": stay, "occurred_at": ago(days, minutes=-n)}
        for n in range(things)
    ]
    rows += [{"account_id": "c'🕷", "kind": "cart", "product_id": f"p{n}", "occurred_at": ago(days, minutes=-n)} for n in range(acts)]
    for n in range(others):
        rows += [
            {
                "account_id": f"u{n}",
                "kind": "view",
                "product_id": f"q{n}-{k}",
                "dwell_s": 40.0 + n % 9 * 5,
                "occurred_at": ago(days, minutes=-k),
            }
            for k in range(12 + n % 17)
        ]
        rows += [{"account_id": f"u{n}", "kind": "cart", "product_id": f"q{n}-{k}", "occurred_at": ago(days)} for k in range(5)]
    return {"visits": rows}


SPEAKS: dict[str, Tables] = {
    "three hundred for two seconds": looked(),
    "nobody measures how long": looked(stay=None),
    "slowly, as people look, but nothing else": looked(stay=20.0),
    "last year": looked(days=400),
}
SILENT: dict[str, Tables] = {
    "a few": looked(15),
    "many, each for long": looked(60, stay=200.0),
    "many, and a part put aside": looked(stay=15.0, acts=60),
    "too few others to compare with": looked(others=5),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_who_looks_at_everything_and_wants_nothing(values: Values, tables: Tables) -> None:
    assert values(ScrapeVisits(), **tables).keys() == {"c'🕷"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_shoppers(values: Values, tables: Tables) -> None:
    assert values(ScrapeVisits(), **tables) == {}
