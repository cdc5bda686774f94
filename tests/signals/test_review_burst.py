import pytest

from zhenxin.signals.review_burst import ReviewBurst

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def written(
    burst: int = 20,
    *,
    stars: int = 1,
    over: float = 1.0,
    sold: int = 0,
    before: int = 0,
    text: str = "用了一天就坏了，客服也不理人",
    days: float = 40,
) -> Tables:
    """Reviews of one product within a day, with so many orders before; among two hundred of other products over forty days."""
    rows = [(f"x'{n}", "p'", stars, days - n * over / max(burst, 1), text) for n in range(burst)]
    rows += [(f"b{n}", "p'", stars, days + 3 + n * 0.5, text) for n in range(before)]
    rows += [(f"r{n}", f"p{n % 30}", 5 if n % 5 else 1, days - (n % 80) * 0.4 + 10, text) for n in range(200)]
    orders = [("p'", days + 8 - n * 0.01) for n in range(sold)] + [(f"p{n % 30}", days - (n % 80) * 0.4 + 18) for n in range(400)]
    return {
        "reviews": [
            {"review_id": review, "account_id": review, "merchant_id": "m", "product_id": thing, "rating": given, "text": words, "occurred_at": ago(when)}
            for review, thing, given, when, words in rows
        ],
        "orders": [
            {"order_id": f"o{n}", "account_id": f"u{n}", "merchant_id": "m", "product_id": thing,
             "occurred_at": ago(when)} for n, (thing, when) in enumerate(orders)
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "twenty within a day": written(),
    "praise": written(30, stars=5),
    "within an hour": written(over=0.04),
    "last year": written(days=400),
}
SILENT: dict[str, Tables] = {
    "four": written(4),
    "over a month": written(over=40.0),
    "after a sale": written(20, stars=5, sold=300),
    "as many in other weeks": written(before=80),
    "three stars": written(stars=3),
    "no words": written(text="好"),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_burst(values: Values, tables: Tables) -> None:
    found = values(ReviewBurst(), **tables)
    assert len([review for review in found if review.startswith("x'")]) >= 15


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_what_a_sale_brings(values: Values, tables: Tables) -> None:
    assert not [one for one in values(ReviewBurst(), **tables) if one.startswith("x'")]
