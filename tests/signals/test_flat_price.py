import pytest

from zhenxin.signals.flat_price import FlatPrice

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def sold(
    orders: int = 30,
    *,
    coupons: float = 0.0,
    usual: float = 0.35,
    own: float = 0.35,
    prices: int = 1,
    planned: bool = False,
    buyers: int = 30,
    days: float = 30,
) -> Tables:
    """Orders of one product at one price without coupons, among a thousand of the category, of which a third use one."""
    rows = [(f"x'{n}", f"w{n % buyers}", "shop", "p'", 90.0 + n % prices, 5.0 if n % 100 < 100 * coupons else 0.0) for n in range(orders)]
    rows += [(f"s{n}", f"s{n}", "shop", "p other", 50.0, 5.0 if n % 100 < 100 * own else 0.0) for n in range(100)]
    rows += [(f"o{n}", f"u{n}", f"m{n % 20}", f"p{n % 40}", 70.0, 5.0 if (n * 7) % 100 < 100 * usual else 0.0) for n in range(1000)]
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": shop, "product_id": thing, "amount": price - off, "coupon": off, "quantity": 1,
             "occurred_at": ago(days, minutes=n)}
            for n, (order, account, shop, thing, price, off) in enumerate(rows)
        ],
        "products": [{"product_id": thing, "merchant_id": "m", "category": "c"} for thing in ["p'", "p other", *(f"p{n}" for n in range(40))]],
        "campaigns": [{"campaign_id": "c", "kind": "trial", "starts_at": ago(days + 3), "merchant_id": "shop", "product_id": "p'"}] if planned else [],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "thirty at one price": sold(),
    "a hundred": sold(100, buyers=100),
    "most orders have a coupon here": sold(usual=0.7, own=0.7),
    "last year": sold(days=400),
}
SILENT: dict[str, Tables] = {
    "as many coupons as ever": sold(coupons=0.35),
    "seven": sold(7),
    "nobody gives coupons": sold(usual=0.0, own=0.0),
    "a shop that gives none": sold(own=0.0),
    "prices of all kinds": sold(prices=15),
    "a trial of the platform": sold(planned=True),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_one_price_for_all(values: Values, tables: Tables) -> None:
    found = values(FlatPrice(), **tables)
    assert found
    assert all(order.startswith("x'") for order in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_shops_without_coupons(values: Values, tables: Tables) -> None:
    assert not [one for one in values(FlatPrice(), **tables) if one.startswith("x'")]
