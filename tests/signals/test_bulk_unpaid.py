import pytest

from zhenxin.signals.bulk_unpaid import BulkUnpaid

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def ordered(
    unpaid: int = 12, paid: int = 4, *, status: str | None = "placed", usual: float = 0.05, own: float = 0.05, days: float = 20, lines: int = 1,
    payments: bool = False, refunded: bool = False,
) -> Tables:  # fmt: skip
    """Orders of one thing within an hour, among its other orders and those of other things; all others are paid for, where `payments` are known."""
    rows = [(f"b'{n}", "p'抢", status if n < unpaid else "signed", 0.0) for n in range(unpaid + paid)]
    rows += [(f"s{n}", "p'抢", "cancelled" if n % 100 < 100 * own else "signed", 1.0 + n * 0.1) for n in range(60)]
    rows += [(f"u{n}", f"p{n % 30}", "cancelled" if n % 100 < 100 * usual else "signed", n * 0.01) for n in range(900)]
    return {
        "orders": [
            {"order_id": order, "account_id": order, "merchant_id": "m", "product_id": thing, "status": state,
             "status_at": ago(days - 1.5 - later), "occurred_at": ago(days - 0.5 - later, minutes=n % 60),
             "basket_id": f"k{n // lines}" if lines > 1 and order.startswith("b") else None}
            for n, (order, thing, state, later) in enumerate(rows)
        ],
        "payments": [
            {"payment_id": f"y{order}", "payer_id": order, "payee_id": "m", "amount": 9, "kind": "order", "order_id": order,
             "occurred_at": ago(days - 0.6 - later)}
            for order, _, state, later in rows if payments and (refunded or state == "signed")
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "twelve of sixteen not paid": ordered(),
    "cancelled": ordered(status="cancelled"),
    "all of them": ordered(paid=0),
    "last year": ordered(days=400),
    "all of them called off, and none was paid": ordered(status="cancelled", paid=0, payments=True),
    "three in four called off though they were paid": ordered(status="cancelled", payments=True, refunded=True),
}
SILENT: dict[str, Tables] = {
    "a sale in which some change their mind": ordered(3, 60),
    "two": ordered(2),
    "one checkout of twelve lines": ordered(lines=12),
    "a thing that is often left unpaid": ordered(own=0.6),
    "people here pay late": ordered(usual=0.5, own=0.5),
    "nobody knows what became of them": ordered(status=None),
    "the shop called all of them off": ordered(status="cancelled", paid=1),
    "the shop called all of them off and paid them back": ordered(status="cancelled", paid=0, payments=True, refunded=True),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_orders_that_nobody_means_to_pay(values: Values, tables: Tables) -> None:
    assert values(BulkUnpaid(), **tables).keys() == {f"b'{n}" for n in range(12)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_second_thoughts(values: Values, tables: Tables) -> None:
    assert not [order for order in values(BulkUnpaid(), **tables) if order.startswith("b'")]
