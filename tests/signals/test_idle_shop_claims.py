import pytest

from zhenxin.signals.idle_shop_claims import IdleShopClaims

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def claimed(
    shops: int = 4,
    *,
    sales: int = 3,
    honest: int = 0,
    kind: str = "compensation",
    accounts: int = 1,
    orders: int = 0,
    days: float = 60,
    one_checkout: bool = False,
) -> Tables:
    """One account claims at shops that hardly sell; among eight hundred orders of forty shops, every twentieth claimed for."""
    rows = [(f"x'{n}", f"w{n % accounts}", f"idle{n}", kind) for n in range(shops)]
    rows += [(f"s{n}-{turn}", f"s{n}-{turn}", f"idle{n}", kind if turn < honest else None) for n in range(shops) for turn in range(sales)]
    rows += [(f"p{n}", "w0", f"m{n % 40}", None) for n in range(orders)]
    rows += [(f"o{n}", f"u{n % 400}", f"m{n % 40}", "compensation" if n % 20 == 0 else None) for n in range(2000)]
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": shop, "amount": 40, "occurred_at": ago(days, minutes=n),
             "basket_id": "k" if one_checkout and order.startswith("x") else None}
            for n, (order, account, shop, _) in enumerate(rows)
        ],
        "claims": [
            {"claim_id": f"k{order}", "order_id": order, "account_id": account, "kind": asked, "amount": 9, "occurred_at": ago(days - 3, minutes=n)}
            for n, (order, account, _, asked) in enumerate(rows) if asked
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "four shops": claimed(),
    "three shops where others claim too": claimed(3, honest=2),
    "refunds without a return": claimed(kind="refund_only"),
    "last year": claimed(days=500),
}
SILENT: dict[str, Tables] = {
    "one bad shop": claimed(1),
    "one checkout at four shops": claimed(one_checkout=True),
    "each by another": claimed(accounts=4),
    "shops that sell": claimed(sales=60),
    "shops that sell without claims": claimed(sales=8),
    "returns": claimed(kind="return"),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_rounds_of_idle_shops(values: Values, tables: Tables) -> None:
    assert {"x'0", "x'1", "x'2"} <= values(IdleShopClaims(), **tables).keys()


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_one_bad_shop(values: Values, tables: Tables) -> None:
    assert not [one for one in values(IdleShopClaims(), **tables) if one.startswith("x'")]
