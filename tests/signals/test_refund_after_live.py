import pytest

from zhenxin.signals.refund_after_live import RefundAfterLive

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def sold(
    back: int = 14, kept: int = 1, *, status: str = "returned", usual: float = 0.2, of_shop: float = 0.2, watched: bool = True, hours: float = 1,
    days: float = 20, one_checkout: bool = False,
) -> Tables:  # fmt: skip
    """A shop's live orders, of which `back` came back, beside its other orders and other shops' live orders of the category."""
    rows = [(f"l'{n}", "m'播", status if n < back else "signed", True) for n in range(back + kept)]
    rows += [(f"s{n}", "m'播", "returned" if n < 60 * of_shop else "signed", False) for n in range(60)]
    rows += [(f"u{n}", f"m{n % 5}", "returned" if n % 100 < 100 * usual else "signed", n % 2 == 0) for n in range(400)]
    return {
        "orders": [
            {"order_id": order, "account_id": order, "merchant_id": shop, "product_id": shop, "status": state, "status_at": ago(days - 5),
             "occurred_at": ago(days), "basket_id": "k" if one_checkout and order.startswith("l") else None}
            for order, shop, state, _ in rows
        ],
        "products": [{"product_id": shop, "merchant_id": shop, "category": "女装"} for shop in {row[1] for row in rows}],
        "visits": [
            {"account_id": order, "kind": "live_join", "room_id": "r", "merchant_id": shop, "occurred_at": ago(days, hours=hours)}
            for order, shop, _, live in rows if live and watched
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "nearly all came back": sold(),
    "refused at the door": sold(status="refused"),
    "five hours after the room": sold(hours=5),
    "last year": sold(days=400),
}
SILENT: dict[str, Tables] = {
    "as many as elsewhere": sold(3, 12),
    "live rooms of such goods get most back": sold(usual=0.85),
    "a shop that gets most back anyway": sold(of_shop=0.9),
    "nobody was in a live room": sold(watched=False),
    "the room was yesterday": sold(hours=30),
    "two": sold(2, 0),
    "one checkout of fourteen lines": sold(14, 0, one_checkout=True),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_sales_that_came_back(values: Values, tables: Tables) -> None:
    assert values(RefundAfterLive(), **tables).keys() == {f"l'{n}" for n in range(14)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_returns_as_usual(values: Values, tables: Tables) -> None:
    assert values(RefundAfterLive(), **tables) == {}
