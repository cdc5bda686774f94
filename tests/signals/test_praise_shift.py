import pytest

from zhenxin.signals.praise_shift import PraiseShift

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def reviewed(
    five: int = 30, fewer: int = 1, *, before: float = 0.5, kind: float = 0.5, own: int = 40, days: float = 60, apart: float = 0.4
) -> Tables:
    """A shop's month of praise, its other months, and other shops of the category."""
    rows = [("m'好", 5 if n < five else 2, days + n * apart) for n in range(five + fewer)]
    rows += [("m'好", 5 if n * 37 % 101 < 100 * before else 3, days + 30 + n * 2.1) for n in range(own)]
    rows += [(f"m{n % 9}", 5 if n * 37 % 101 < 100 * kind else 3, days + n % 100) for n in range(400)]
    return {
        "reviews": [
            {"review_id": f"r{n}", "account_id": f"a{n}", "merchant_id": shop, "rating": stars, "occurred_at": ago(when)}
            for n, (shop, stars, when) in enumerate(rows)
        ],
        "merchants": [{"merchant_id": shop, "category": "c"} for shop in {row[0] for row in rows}],
    }


SPEAKS: dict[str, Tables] = {
    "thirty of thirty-one": reviewed(),
    "from a low share": reviewed(16, 1, before=0.2, kind=0.4),
    "last year": reviewed(days=400),
    "a shop without a past": reviewed(own=0),
}
SILENT: dict[str, Tables] = {
    "as before": reviewed(16, 15),
    "a shop that was praised before": reviewed(before=1.0),
    "a category that all praise": reviewed(kind=0.98, before=0.9),
    "seven reviews": reviewed(7, 0, own=0),
    "nothing but blame": reviewed(0, 30),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_jump_in_praise(values: Values, tables: Tables) -> None:
    assert values(PraiseShift(), **tables).keys() == {"m'好"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_shops_that_are_liked(values: Values, tables: Tables) -> None:
    assert "m'好" not in values(PraiseShift(), **tables)
