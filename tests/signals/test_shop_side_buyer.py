import pytest

from zhenxin.signals.shop_side_buyer import ShopSideBuyer

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def bought(
    orders: int = 12,
    *,
    thing: str = "device_id",
    console: str | None = "theirs",
    buyers: int = 4,
    crowd: int = 0,
    others: int = 800,
    days: float = 20,
    one_checkout: bool = False,
) -> Tables:
    """`buyers` who share a thing with the console of a shop order there; others order at other shops, and some of that one's."""
    rows = [(f"o'{n}", f"b{n % buyers}", "m'店") for n in range(orders)]
    rows += [(f"u{n}", f"u{n % 400}", "m'店" if n % 40 == 0 else f"m{n % 10}") for n in range(others)]
    sightings: list[Row] = [{"account_id": f"b{n}", "occurred_at": ago(days), thing: console, "source": "orders"} for n in range(buyers)]
    sightings += [
        {"account_id": f"u{n}", "occurred_at": ago(days), thing: console if n < crowd else f"own{n}", "source": "orders"}
        for n in range(400)
    ]
    return {
        "orders": [
            {
                "order_id": order,
                "account_id": account,
                "merchant_id": shop,
                "occurred_at": ago(days),
                "amount": 50,
                "basket_id": account if one_checkout else None,
            }
            for order, account, shop in rows
        ],
        "sightings": sightings,
        "logins": [{"account_id": "owner", "occurred_at": ago(days), "merchant_id": "m'店", thing: console}],
        "merchants": [{"merchant_id": "m'店"}],
    }


SPEAKS: dict[str, Tables] = {
    "one device": bought(),
    "one Wi-Fi": bought(thing="wifi_hash"),
    "a single buyer": bought(buyers=1),
    "last year": bought(days=400),
}
SILENT: dict[str, Tables] = {
    "each once or twice: friends and staff": bought(2, buyers=2),
    "one checkout of twelve lines": bought(buyers=1, one_checkout=True),
    "a line that many share": bought(thing="wifi_hash", crowd=40),
    "nobody knows what the console is used with": bought(console=None),
    "no orders at that shop": bought(0),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_orders_from_the_shops_own_side(values: Values, tables: Tables) -> None:
    assert values(ShopSideBuyer(), **tables).keys() == {f"o'{n}" for n in range(12)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_friends_and_shared_lines(values: Values, tables: Tables) -> None:
    assert values(ShopSideBuyer(), **tables) == {}


def test_one_buyer_is_no_crowd(values: Values) -> None:
    assert max(values(ShopSideBuyer(), **bought(buyers=1)).values()) < ShopSideBuyer().levels[1]
    assert max(values(ShopSideBuyer(), **bought(buyers=4)).values()) >= ShopSideBuyer().levels[1]
