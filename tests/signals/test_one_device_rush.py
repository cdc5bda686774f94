import pytest

from zhenxin.signals.one_device_orders import OneDeviceOrders
from zhenxin.signals.one_device_rush import OneDeviceRush

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def rushed(accounts: int = 4, *, devices: int = 1, others: int = 40, apart: float = 0.0) -> Tables:
    """One order each of so many accounts within a minute, and so many other buyers of the product with a phone each, so many days apart from them."""
    own = [(f"x'{n}", f"d{n % devices}", 30 - n / 14_400) for n in range(accounts)]
    crowd = [(f"u{n}", f"e{n}", 30 - apart + n / 2_000) for n in range(others)]
    return {
        "orders": [
            {"order_id": f"o{account}", "account_id": account, "merchant_id": "m", "product_id": "p", "occurred_at": ago(day), "device_id": device}
            for account, device, day in own + crowd
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "four on one phone": rushed(),
    "two, weakly": rushed(2),
    "ten on two phones": rushed(10, devices=2),
    "almost half of all orders": rushed(30, devices=3),
}
SILENT: dict[str, Tables] = {
    "a phone each": rushed(4, devices=4),
    "nobody else": rushed(4, others=0),
    "nearly all orders": rushed(90, devices=3),
    "a rush on another day": rushed(apart=2),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_several_accounts_on_one_device_in_a_rush(values: Values, tables: Tables) -> None:
    found = values(OneDeviceRush(), **tables)
    assert found.keys() == {f"ox'{n}" for n in range(len(found))}
    assert found


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_without_a_rush(values: Values, tables: Tables) -> None:
    assert values(OneDeviceRush(), **tables) == {}


@pytest.mark.parametrize("tables", **cases(SPEAKS | SILENT))
def test_an_order_is_of_a_rush_or_is_not(values: Values, tables: Tables) -> None:
    assert not values(OneDeviceRush(), **tables).keys() & values(OneDeviceOrders(), **tables).keys()
