import pytest

from zhenxin.signals.repeat_orders_per_buyer import RepeatOrdersPerBuyer

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def ordered(
    buyers: int = 6,
    each: int = 3,
    *,
    apart: float = 2.0,
    basket: bool = False,
    status: str = "signed",
    usual: float = 0.0,
    doors: int = 0,
    days: float = 40,
) -> Tables:
    """Buyers of one product who order it again every other day, among those of thirty other products, of whom some do."""
    rows = [
        (
            f"x'{n}-{turn}",
            f"w{n}",
            "p'",
            days - turn * apart,
            f"b{n}" if basket else None,
            status,
            f"door{n % doors}" if doors else f"at{n}",
        )
        for n in range(buyers)
        for turn in range(each)
    ]
    for n in range(600):
        again = 3 if n % 100 < 100 * usual else 1
        rows += [(f"o{n}-{turn}", f"u{n}", f"p{n % 30}", days - (n % 20) * 0.1 - turn, None, "signed", f"home{n}") for turn in range(again)]
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": "m", "product_id": thing, "basket_id": one, "occurred_at": ago(when),
             "status": state, "status_at": ago(when - 1), "address_hash": door}
            for order, account, thing, when, one, state, door in rows
        ],
        "products": [{"product_id": thing, "merchant_id": "m", "category": "c"} for thing in ["p'", *(f"p{n}" for n in range(30))]],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "six buyers, three orders each": ordered(),
    "within the hour": ordered(apart=0.01),
    "two buyers, ten each": ordered(4, 10, apart=0.5),
    "last year": ordered(days=400),
}
SILENT: dict[str, Tables] = {
    "one company": ordered(1, 20, apart=0.4),
    "a company with several accounts": ordered(doors=1),
    "one checkout of three lines": ordered(basket=True),
    "sizes that go back": ordered(status="returned"),
    "twice": ordered(each=2),
    "such things are used up": ordered(usual=0.5),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_buyers_who_come_again(values: Values, tables: Tables) -> None:
    found = values(RepeatOrdersPerBuyer(), **tables)
    assert found
    assert all(order.startswith("x'") for order in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_firms_and_consumables(values: Values, tables: Tables) -> None:
    assert not [one for one in values(RepeatOrdersPerBuyer(), **tables) if one.startswith("x'")]
