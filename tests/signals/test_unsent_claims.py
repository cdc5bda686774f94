import pytest

from zhenxin.signals.unsent_claims import UnsentClaims

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def claimed(
    shops: int = 5,
    *,
    status: str = "paid",
    kind: str = "compensation",
    accounts: int = 1,
    late: int = 0,
    own: int = 0,
    days: float = 60,
    one_checkout: bool = False,
) -> Tables:
    """One account claims at so many shops; two thousand other orders, `late` in a hundred of them claimed for before they left."""
    rows: list[tuple[str, str, str, str, str | None]] = [(f"x'{n}", f"w{n % accounts}", f"m{n}", status, kind) for n in range(shops)]
    rows += [(f"p{n}", "w0", f"m{n % 40}", "signed", None) for n in range(own)]
    rows += [(f"o{n}", f"u{n % 400}", f"m{n % 40}", "paid", "compensation" if n % 100 < late else None) for n in range(2000)]
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": shop, "amount": 40, "occurred_at": ago(days, minutes=n), "status": state,
             "status_at": ago(days, minutes=n), "basket_id": "k" if one_checkout and order.startswith("x") else None}
            for n, (order, account, shop, state, _) in enumerate(rows)
        ],
        "claims": [
            {"claim_id": f"k{order}", "order_id": order, "account_id": account, "kind": asked, "amount": 9, "occurred_at": ago(days - 3, minutes=n)}
            for n, (order, account, _, _, asked) in enumerate(rows) if asked
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "five shops": claimed(),
    "three, weakly": claimed(3),
    "cancelled after the claim": claimed(status="cancelled"),
    "money without a return": claimed(kind="refund_only"),
    "in a market of some late shops": claimed(8, late=1),
    "last year": claimed(days=500),
}
SILENT: dict[str, Tables] = {
    "two bad shops": claimed(2),
    "one checkout at five shops": claimed(one_checkout=True),
    "each by another": claimed(5, accounts=5),
    "what arrived broken": claimed(status="signed"),
    "sent back": claimed(kind="return"),
    "one of many orders, where shops are late": claimed(4, own=80, late=20),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_rounds_of_orders_that_never_left(values: Values, tables: Tables) -> None:
    found = [one for one in values(UnsentClaims(), **tables) if one.startswith("x'")]
    assert len(found) == len([row for row in tables["orders"] if row["order_id"].startswith("x'")])


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_bad_luck(values: Values, tables: Tables) -> None:
    assert not [one for one in values(UnsentClaims(), **tables) if one.startswith("x'")]
