import pytest

from zhenxin.signals.shop_side_praise import ShopSidePraise

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def praised(
    orders: int = 12,
    praise: int = 11,
    *,
    others: int = 300,
    other_praise: int = 60,
    rating: int = 5,
    text: str = "用了一个月，非常满意，会回购",
    console: str | None = "theirs",
    one_checkout: bool = False,
) -> Tables:
    """Of the orders of a shop by four who share a phone with its console so many are praised, and so many of those of others."""
    rows = [(f"o'{n}", f"b{n % 4}", "m'店") for n in range(orders)]
    rows += [(f"u{n}", f"u{n}", "m'店" if n % 3 == 0 else "m2") for n in range(others)]
    written = [row[0] for row in rows[:praise]] + [f"u{n}" for n in range(other_praise)]
    return {
        "orders": [
            {
                "order_id": order,
                "account_id": account,
                "merchant_id": shop,
                "occurred_at": ago(20),
                "basket_id": account if one_checkout else None,
            }
            for order, account, shop in rows
        ],
        "reviews": [
            {
                "review_id": f"r{order}",
                "order_id": order,
                "account_id": "x",
                "merchant_id": "m'店",
                "occurred_at": ago(9),
                "rating": rating,
                "text": text,
            }
            for order in written
        ],
        "sightings": [{"account_id": f"b{n}", "occurred_at": ago(20), "device_id": console, "source": "orders"} for n in range(4)],
        "logins": [{"account_id": "owner", "occurred_at": ago(20), "merchant_id": "m'店", "device_id": console}],
        "merchants": [{"merchant_id": "m'店"}],
    }


SPEAKS: dict[str, Tables] = {"nearly all of them": praised(), "all of six": praised(6, 6), "four stars": praised(rating=4)}
SILENT: dict[str, Tables] = {
    "as many as others praise": praised(12, 3),
    "a shop whose customers all praise": praised(other_praise=300),
    "default praise": praised(text="好评"),
    "blame": praised(rating=2),
    "three orders": praised(3, 3),
    "one checkout of each": praised(one_checkout=True, orders=3, praise=3),
    "nobody knows what the console is used with": praised(console=None),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_the_praised_orders_from_the_shops_own_side(values: Values, tables: Tables) -> None:
    told = values(ShopSidePraise(), **tables)
    assert told.keys() == {row["order_id"] for row in tables["reviews"] if str(row["order_id"]).startswith("o'")}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_who_buys_for_himself(values: Values, tables: Tables) -> None:
    assert values(ShopSidePraise(), **tables) == {}
