import pytest

from zhenxin.signals.piled_orders import PiledOrders

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def ordered(
    buyers: int = 4, *, times: int = 6, apart: float = 8, status: str = "signed", door: str | None = None, usual: int = 0, days: float = 60
) -> Tables:
    """Buyers order one product so many times, so many hours apart; sixty things of the category are bought once, or `usual` of them over and over."""
    rows = [
        (f"x'{n}-{turn}", f"w{n}", "p", days - turn * apart / 24, door or f"door{n}", status)
        for n in range(buyers)
        for turn in range(times)
    ]
    rows += [(f"o{n}", f"u{n}", f"q{n % 60}", days - n / 40, f"home{n}", "signed") for n in range(900)]
    rows += [(f"c{n}-{turn}", f"u{n}", f"q{n % 60}", days - turn / 4, f"home{n}", "signed") for n in range(usual) for turn in range(6)]
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": "m", "product_id": product, "amount": 9, "occurred_at": ago(day),
             "address_hash": address, "status": state, "status_at": ago(day)}
            for order, account, product, day, address, state in rows
        ],
        "products": [{"product_id": name, "merchant_id": "m", "category": "零食"} for name in ["p", *(f"q{n}" for n in range(60))]],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "four buyers": ordered(),
    "two, weakly": ordered(2),
    "eight buyers, day and night": ordered(8, times=11, apart=6.5),
    "last year": ordered(days=500),
}
SILENT: dict[str, Tables] = {
    "one firm": ordered(1, times=12),
    "all to one door": ordered(door="the office"),
    "within the hour, one piece a checkout": ordered(apart=0.1),
    "once a day": ordered(apart=24),
    "sent back": ordered(status="returned"),
    "a thing that is bought so": ordered(3, usual=700),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_heaps_of_orders(values: Values, tables: Tables) -> None:
    found = values(PiledOrders(), **tables)
    assert found.keys() == {row["order_id"] for row in tables["orders"] if row["order_id"].startswith("x'")}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_regular_customers(values: Values, tables: Tables) -> None:
    assert not [one for one in values(PiledOrders(), **tables) if one.startswith("x'")]
