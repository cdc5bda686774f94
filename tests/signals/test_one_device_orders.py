import pytest

from zhenxin.signals.one_device_orders import OneDeviceOrders

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def ordered(accounts: int = 4, *, devices: int = 1, products: int = 1, apart: float = 0.1, known: bool = True) -> Tables:
    """One order each of so many accounts, so many days apart, among forty buyers of the same product with a phone each."""
    own = [(f"x'{n}", f"p{n % products}", f"d{n % devices}", 30 - n * apart) for n in range(accounts)]
    others = [(f"u{n}", "p0", f"e{n}", 30 - n % 5) for n in range(40)]
    return {
        "orders": [
            {"order_id": f"o{account}", "account_id": account, "merchant_id": "m", "product_id": product, "occurred_at": ago(day),
             "device_id": device if known else None}
            for account, product, device, day in own + others
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "four on one phone": ordered(),
    "two, weakly": ordered(2),
    "nine on two phones": ordered(9, devices=2),
    "one a day": ordered(4, apart=1),
}
SILENT: dict[str, Tables] = {
    "one": ordered(1),
    "a phone each": ordered(4, devices=4),
    "a product each": ordered(4, products=4),
    "a fortnight apart": ordered(4, apart=14),
    "phones unknown": ordered(known=False),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_several_accounts_on_one_device(values: Values, tables: Tables) -> None:
    found = values(OneDeviceOrders(), **tables)
    assert found.keys() == {f"ox'{n}" for n in range(len(found))}
    assert found


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_where_each_has_a_device_or_a_wish_of_its_own(values: Values, tables: Tables) -> None:
    assert values(OneDeviceOrders(), **tables) == {}


def test_a_third_account_is_clear(values: Values) -> None:
    assert set(values(OneDeviceOrders(), **ordered(3)).values()) == {3.0}
