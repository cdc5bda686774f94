import pytest

from zhenxin.signals.heap_of_one import HeapOfOne

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def heaped(
    times: int = 24, *, hours: float = 2.5, at_once: int = 1, shops: int = 1, others: int = 300, usual: int = 1, day: float = 30
) -> Tables:
    """One account orders so many times, so many hours apart and so much at once; others of the category order as often as is `usual`, two hours apart."""
    rows = [(f"x'{n}-{k}", "w'", f"m{n % shops}", day - n * hours / 24) for n in range(times) for k in range(at_once)]
    rows += [(f"u{n}-{k}", f"u{n}", f"m{n % 20}", 30 - n % 5 - k / 12) for n in range(others) for k in range(usual)]
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": shop, "product_id": "p", "occurred_at": ago(when)}
            for order, account, shop, when in rows
        ],
        "products": [{"product_id": "p", "merchant_id": "m0", "category": "c"}],
    }


SPEAKS: dict[str, Tables] = {
    "every few hours for three days": heaped(),
    "two at a time": heaped(at_once=2),
    "last year": heaped(day=400),
}
SILENT: dict[str, Tables] = {
    "a dozen within one hour": heaped(12, hours=0.05),
    "one a day for a month": heaped(12, hours=24),
    "once at each of many shops": heaped(shops=20),
    "a category in which everybody orders so": heaped(12, usual=8),
    "four times": heaped(4),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_one_buyer_who_orders_hour_after_hour(values: Values, tables: Tables) -> None:
    found = values(HeapOfOne(), **tables)
    assert found
    assert all(order.startswith("x'") for order in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_who_orders_as_others_do(values: Values, tables: Tables) -> None:
    assert not {order: value for order, value in values(HeapOfOne(), **tables).items() if value >= HeapOfOne.levels[0]}
