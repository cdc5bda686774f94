from collections.abc import Sequence

import pytest

from zhenxin.signals.batch_return import BatchReturn

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def batches(
    accounts: int = 10, orders: int = 3, *, days: float = 40, later: float = 2, factor: float = 1.0, fee: float = 5.0, shops: int = 2,
    kind: str = "transfer", status: str | None = None, paid: Sequence[float] | None = None, payers: int = 1,
) -> Tables:  # fmt: skip
    """Each account places some orders, of prices of its own, at the payer's shops; then one transfer covers them all and a fee for each."""
    bought: list[Row] = []
    back: list[Row] = []
    for a in range(accounts):
        prices = [round(15.0 * 1.9 ** (a % 8) * (1 + 0.3 * n), 2) for n in range(orders)]
        bought += [
            {"order_id": f"o'{a}-{n}", "account_id": f"a{a} 🎁", "merchant_id": f"m{n % shops}", "amount": price, "status": status,
             "status_at": ago(days - 1), "occurred_at": ago(days - 0.3 * n - 0.05 * a)}
            for n, price in enumerate(prices)
        ]  # fmt: skip
        amount = paid[a % len(paid)] if paid else factor * sum(prices) + fee * orders
        back.append(
            {"payment_id": f"y{a}", "payer_id": f"boss {a % payers}", "payee_id": f"a{a} 🎁", "amount": amount, "kind": kind,
             "occurred_at": ago(days - 0.3 * orders - later - 0.05 * a)}
        )  # fmt: skip
    return {"orders": bought, "payments": back}


def evening(accounts: int = 12, *, over: float = 5, fee: float = 0, again: float | None = None) -> Tables:
    """Buyers of one thing each, whose orders lie `over` so many days, get the price of each and a fee back within an hour, some of them `again` later."""
    rows = [(n, round(21.3 * 1.4**n, 2), 40 - over * n / accounts, 40 - over - 1) for n in range(accounts)]
    rows += [(100 + n, price, when - again, paid - again) for n, price, when, paid in rows if again is not None]
    return {
        "orders": [
            {"order_id": f"o'{n}", "account_id": f"a{n} 🎁", "merchant_id": "m", "amount": price, "occurred_at": ago(when)} for n, price, when, _ in rows
        ],
        "payments": [
            {"payment_id": f"y{n}", "payer_id": "m", "payee_id": f"a{n} 🎁", "amount": price + fee, "kind": "red_packet",
             "occurred_at": ago(paid, minutes=n % 50)}
            for n, price, _, paid in rows
        ],
    }  # fmt: skip


def named(accounts: int = 10, orders: int = 3) -> set[str]:
    return {f"o'{a}-{n}" for a in range(accounts) for n in range(orders)}


SPEAKS = {
    "ten accounts are paid for three orders each at a time": (batches(), named()),
    "with a fee that is no whole number": (batches(fee=7.5), named()),
    "exactly what was spent, six accounts": (batches(6, fee=0), named(6)),
    "two weeks later": (batches(later=14), named()),
    "red packets": (batches(kind="red_packet"), named()),
    "a year ago": (batches(days=365), named()),
    "more accounts, two orders each": (batches(14, 2), named(14, 2)),
    "a fee, all in one evening": (evening(fee=5), {f"o'{n}" for n in range(12)}),
    "bare prices on two evenings": (evening(again=9), {f"o'{n + more}" for n in range(12) for more in (0, 100)}),
    "bare prices of one day's orders": (evening(over=0.5), {f"o'{n}" for n in range(12)}),
}
SILENT = {
    "nothing is paid": batches() | {"payments": []},
    "wages, the same for all": batches(paid=[3000]),
    "allowances that follow nothing": batches(paid=[700, 150, 900, 320, 480, 60]),
    "a share of what was spent": batches(factor=0.1),
    "three times what was spent": batches(factor=3.01, fee=0),
    "a fee of odd cents, another for each": batches(paid=[61.13 * (n + 1) for n in range(10)]),
    "refunds": batches(kind="refund"),
    "orders that were sent back": batches(status="returned"),
    "five receivers of one transfer each": batches(5),
    "everybody has a payer of their own": batches(payers=10),
    "a month later": batches(later=30),
    "a draw among the buyers of a day and a night": evening(over=1),
    "a draw among the buyers of a week": evening(),
    "each buys at shops of their own": {
        "orders": [{**row, "merchant_id": f"own {row['account_id']}"} for row in batches()["orders"]], "payments": batches()["payments"]
    },
}  # fmt: skip


@pytest.mark.parametrize(("tables", "expected"), **cases(SPEAKS))
def test_it_speaks_of_orders_that_a_transfer_covers(values: Values, tables: Tables, expected: set[str]) -> None:
    assert set(values(BatchReturn(), **tables)) == expected


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_where_transfers_do_not_follow_orders(values: Values, tables: Tables) -> None:
    assert values(BatchReturn(), **tables) == {}


def test_more_transfers_that_cover_weigh_more(values: Values) -> None:
    few, many = (max(values(BatchReturn(), **batches(accounts)).values()) for accounts in (10, 18))
    assert many > few


def test_orders_with_a_claim_are_left_out(values: Values) -> None:
    tables = batches()
    claims = [{"claim_id": f"c{n}", "order_id": row["order_id"], "occurred_at": ago(39)} for n, row in enumerate(tables["orders"])]
    assert values(BatchReturn(), **tables, claims=claims) == {}
