import pytest

from zhenxin.signals.negative_burst import NegativeBurst

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def blamed(
    crowd: int = 10,
    *,
    stars: int = 1,
    apart: float = 0.2,
    customers: bool = False,
    hostile: float = 0.03,
    days: float = 30,
    others: int = 200,
) -> Tables:
    """Bad reviews of a shop close together, by strangers to its goods or by customers, among `others` reviews of it over two months and as many of another."""
    rows = [(f"x'{n}", f"w{n}", stars, days + n * apart) for n in range(crowd)]
    rows += [(f"r{n}", f"u{n}", 1 if n % 100 < 100 * hostile else 5, days + n * 0.3 - 20) for n in range(others)]
    return {
        "reviews": [
            {"review_id": review, "account_id": account, "merchant_id": "m", "product_id": "p", "rating": given, "occurred_at": ago(when)}
            for review, account, given, when in rows
        ] + [
            {"review_id": f"e{n}", "account_id": f"v{n}", "merchant_id": "m3", "product_id": "p3", "rating": 5, "occurred_at": ago(days + n * 0.3 - 20)}
            for n in range(200)
        ],
        "orders": [
            {"order_id": f"o{n}", "account_id": f"w{n}", "merchant_id": "m2", "product_id": "p2", "occurred_at": ago(days)}
            for n in range(crowd) if customers
        ],
        "products": [{"product_id": thing, "merchant_id": "m", "category": "c"} for thing in ("p", "p2", "p3")],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "ten strangers in two days": blamed(),
    "two stars": blamed(stars=2),
    "twenty in a day": blamed(20, apart=0.05),
    "last year": blamed(days=400),
    "four days of a shop that hardly anybody reviews": blamed(24, others=5),
}
SILENT: dict[str, Tables] = {
    "two": blamed(2),
    "a bad batch: customers of such goods": blamed(customers=True),
    "over two months": blamed(apart=6),
    "a shop that strangers always blame": blamed(hostile=0.7),
    "praise": blamed(stars=5),
    "a newcomer whom everybody blames all the time": blamed(40, apart=0.5, others=0),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_blame_by_strangers(values: Values, tables: Tables) -> None:
    found = values(NegativeBurst(), **tables)
    assert {review for review in found if review.startswith("x'")}
    assert len(found) >= 10


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_angry_customers(values: Values, tables: Tables) -> None:
    assert not [review for review in values(NegativeBurst(), **tables) if review.startswith("x'")]
