import pytest

from zhenxin.signals.one_device_lost import OneDeviceLost
from zhenxin.signals.one_device_orders import OneDeviceOrders

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def left(accounts: int = 4, *, devices: int = 1, fate: tuple[str, ...] = ("placed",), usual: str = "signed", day: float = 30) -> Tables:
    """One order each of so many accounts, whose `fate` comes in turns, among forty buyers with a phone each, to whom the `usual` happens."""
    own = [(f"x'{n}", f"d{n % devices}", day - n * 0.01, fate[n % len(fate)]) for n in range(accounts)]
    others = [(f"u{n}", f"e{n}", 30.0 - n % 5, usual) for n in range(40)] + [("last", "f", 0.0, "signed")]
    return {
        "orders": [
            {"order_id": f"o{account}", "account_id": account, "merchant_id": "m", "product_id": "p", "occurred_at": ago(when),
             "device_id": device, "status": status, "status_at": ago(when)}
            for account, device, when, status in own + others
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "four on one phone, and none pays": left(),
    "all refused at the door": left(fate=("refused",)),
    "half of it paid": left(8, fate=("placed", "signed")),
    "two on one phone, weakly": left(2),
}
SILENT: dict[str, Tables] = {
    "they pay and keep it": left(fate=("signed",)),
    "a phone each": left(devices=4),
    "one of four unpaid": left(fate=("signed", "signed", "signed", "placed")),
    "sent back after it was signed for": left(fate=("returned",)),
    "called off": left(fate=("cancelled",)),
    "a market that does not say what was paid": left(usual="placed"),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_one_phone_that_orders_and_does_not_take(values: Values, tables: Tables) -> None:
    found = values(OneDeviceLost(), **tables)
    assert found.keys() == {f"ox'{n}" for n in range(len(found))}
    assert found


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_where_things_are_taken_or_phones_are_many(values: Values, tables: Tables) -> None:
    assert values(OneDeviceLost(), **tables) == {}


@pytest.mark.parametrize("tables", **cases(SPEAKS | SILENT))
def test_an_order_is_for_its_shop_or_against_it(values: Values, tables: Tables) -> None:
    assert not values(OneDeviceLost(), **tables).keys() & values(OneDeviceOrders(), **tables).keys()
