import pytest

from zhenxin.signals.order_burst import OrderBurst

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def sold(
    burst: int, *, minutes: float = 1.0, usual: int = 10, days: float = 6, product: str | None = "p'热卖🔥", spread: float = 1.0
) -> list[Row]:
    """`burst` orders of one product, one every so many minutes, and `usual` others on the days around."""
    times = [ago(days, minutes=-n * minutes) for n in range(burst)] + [ago(days + 1 + n * spread * 0.5) for n in range(usual)]
    return [
        {
            "order_id": f"b{n}" if n < burst else f"u{n}",
            "account_id": f"a{n}",
            "merchant_id": "m",
            "product_id": product,
            "occurred_at": when,
        }
        for n, when in enumerate(times)
    ]


def campaign(first: float, last: float | None, **more: str) -> list[Row]:
    return [{"campaign_id": "c", "kind": "promotion", "starts_at": ago(first), "ends_at": None if last is None else ago(last), **more}]


PRODUCT = [{"product_id": "p'热卖🔥", "merchant_id": "m"}]
SPEAKS: dict[str, Tables] = {
    "twenty orders in twenty minutes where one a day is usual": {"orders": sold(20)},
    "in an hour": {"orders": sold(20, minutes=3)},
    "a product that nobody else buys": {"orders": sold(12, usual=0)},
    "two months ago": {"orders": sold(20, days=60)},
    "a campaign of another product": {"orders": sold(20), "campaigns": campaign(7, 5, product_id="q"), "products": PRODUCT},
    "a campaign of another shop": {"orders": sold(20), "campaigns": campaign(7, 5, merchant_id="n"), "products": PRODUCT},
    "a campaign that was over": {"orders": sold(20), "campaigns": campaign(9, 7, product_id="p'热卖🔥"), "products": PRODUCT},
}
SILENT: dict[str, Tables] = {
    "one order an hour": {"orders": sold(20, minutes=60)},
    "four at once": {"orders": sold(4)},
    "twenty lines of one checkout": {"orders": [{**row, "basket_id": "k"} for row in sold(20)]},
    "five friends in an hour and a half": {"orders": sold(5, minutes=15, usual=60, spread=0.2)},
    "consumables that always sell like this": {"orders": sold(20, usual=600, spread=0.02)},
    "orders of no known product": {"orders": sold(20, product=None)},
    "twenty different products": {"orders": [{**row, "product_id": f"p{n}"} for n, row in enumerate(sold(20))]},
    "an announced campaign of the product": {"orders": sold(20), "campaigns": campaign(7, 5, product_id="p'热卖🔥"), "products": PRODUCT},
    "an announced campaign of the shop": {"orders": sold(20), "campaigns": campaign(7, 5, merchant_id="m"), "products": PRODUCT},
    "a campaign without an end": {"orders": sold(20), "campaigns": campaign(7, None, product_id="p'热卖🔥"), "products": PRODUCT},
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_the_orders_of_the_burst_and_no_others(values: Values, tables: Tables) -> None:
    assert set(values(OrderBurst(), **tables)) == {row["order_id"] for row in tables["orders"] if row["order_id"].startswith("b")}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_what_is_usual_or_announced(values: Values, tables: Tables) -> None:
    assert values(OrderBurst(), **tables) == {}


def test_a_denser_burst_weighs_more(values: Values) -> None:
    some, many = (max(values(OrderBurst(), orders=sold(count)).values()) for count in (15, 40))
    assert many > some
