import pytest

from zhenxin.signals.blame_unbought import BlameUnbought

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def blamed(
    authors: int = 8,
    *,
    bought: bool = False,
    rating: int = 1,
    apart: float = 0.3,
    times: int = 1,
    guests: int = 0,
    elsewhere: float = 0.02,
    days: float = 40,
) -> Tables:
    """So many blame a shop, so many days apart, each so often; two hundred buyers praise it, and `guests` without an order blame it all year.

    Of nine hundred reviews of other shops the share `elsewhere` is blame by people who never bought.
    """
    orders: list[Row] = []
    reviews: list[Row] = []

    def wrote(name: str, account: str, shop: str, stars: int, day: float, *, ordered: bool) -> None:
        if ordered:
            orders.append({"order_id": f"o{name}", "account_id": account, "merchant_id": shop, "occurred_at": ago(day + 3)})
        reviews.append({
            "review_id": name, "account_id": account, "merchant_id": shop, "rating": stars, "occurred_at": ago(day),
            "order_id": f"o{name}" if ordered else None,
        })  # fmt: skip

    for n in range(authors):
        for k in range(times):
            wrote(f"x'{n}-{k}", f"w{n}", "m'", rating, days - n * apart - k * 0.01, ordered=bought)
    for n in range(200):
        wrote(f"u{n}", f"u{n}", "m'", 5, days + 30 - n * 0.3, ordered=True)
    for n in range(guests):
        wrote(f"g{n}", f"g{n}", "m'", 2, days + 28 - n * 66 / guests, ordered=False)
    for n in range(900):
        hostile = n * 7 % 100 < 100 * elsewhere
        wrote(f"v{n}", f"v{n}", f"m{n % 30}", 1 if hostile else 4, days + 30 - n * 0.066, ordered=not hostile)
    return {"orders": orders, "reviews": reviews}


SPEAKS: dict[str, Tables] = {
    "eight in two days": blamed(),
    "five in one day": blamed(5, apart=0.2),
    "two stars": blamed(rating=2),
    "a year ago": blamed(days=400),
    "a shop with a guest who blames it now and then": blamed(guests=6),
}
SILENT: dict[str, Tables] = {
    "who bought is angry": blamed(bought=True),
    "praise": blamed(rating=5),
    "two": blamed(2),
    "one who writes eight times": blamed(1, times=8),
    "one a fortnight": blamed(apart=14),
    "a shop whose guests blame it every day": blamed(guests=160),
    "a market where half is blame without an order": blamed(elsewhere=0.5, authors=3),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_blame_by_those_who_never_bought(values: Values, tables: Tables) -> None:
    found = {review for review, value in values(BlameUnbought(), **tables).items() if review.startswith("x'") and value >= 4}
    assert len(found) >= 4


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_buyers_and_on_what_is_usual(values: Values, tables: Tables) -> None:
    assert not [review for review, value in values(BlameUnbought(), **tables).items() if value >= 4]
