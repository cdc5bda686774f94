import math
from typing import Any

import pytest

from zhenxin.signals.cashback_return import CashbackReturn

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def repaid(
    buyers: int = 5, *, price: float = 200, back: float = 205, later: float = 2, days: float = 20, apart: float = 0.2,
    payers: int = 1, order: dict[str, Any] | None = None, payment: dict[str, Any] | None = None,
) -> Tables:  # fmt: skip
    """Each buyer places one order; one of the payers transfers `back` so many days later."""
    orders, payments = [], []
    for n in range(buyers):
        when = ago(days - n * apart)
        orders.append(
            {"order_id": f"o'{n}💰", "account_id": f"a{n}", "merchant_id": "m", "occurred_at": when, "amount": price, **(order or {})}
        )
        payments.append(
            {"payment_id": f"y{n}", "payer_id": f"boss {n % payers}", "payee_id": f"a{n}", "amount": back, "kind": "transfer",
             "occurred_at": ago(days - n * apart - later), **(payment or {})}
        )  # fmt: skip
    return {"orders": orders, "payments": payments}


def beside(tables: Tables, **more: list[Row]) -> Tables:
    return {name: [*tables.get(name, []), *more.get(name, [])] for name in {**tables, **more}}


def wages(count: int, amount: float = 5000) -> list[Row]:
    """The payer's other transfers, to the same accounts."""
    return [
        {"payment_id": f"w{n}", "payer_id": "boss 0", "payee_id": f"a{n % 5}", "amount": amount, "kind": "transfer", "occurred_at": ago(17)}
        for n in range(count)
    ]


def shopping(count: int) -> list[Row]:
    """Further orders of the same accounts, at prices of their own."""
    return [
        {"order_id": f"s{n}", "account_id": f"a{n % 5}", "merchant_id": f"m{n}", "occurred_at": ago(19.5), "amount": 31.0 + 7 * n}
        for n in range(count)
    ]


def evening(buyers: int, *, fee: float = 0, over: float = 5, days: float = 20, name: str = "o'") -> Tables:
    """Buyers whose orders lie `over` so many days get the price of each, and a fee, back within one hour."""
    rows = [(n, 61.3 + 7 * n, days - over * n / buyers) for n in range(buyers)]
    return {
        "orders": [
            {"order_id": f"{name}{n}💰", "account_id": f"{name}a{n}", "merchant_id": "m", "occurred_at": ago(when), "amount": price}
            for n, price, when in rows
        ],
        "payments": [
            {"payment_id": f"{name}y{n}", "payer_id": "m", "payee_id": f"{name}a{n}", "amount": price + fee, "kind": "red_packet",
             "occurred_at": ago(days - over - 1, minutes=n)} for n, price, _ in rows
        ],
    }  # fmt: skip


SPEAKS: dict[str, tuple[Tables, int]] = {
    "five buyers get the price and a fee": (repaid(), 5),
    "the price alone": (repaid(back=200), 5),
    "a few cents less than the price": (repaid(back=199.5), 5),
    "the highest fee": (repaid(back=234), 5),
    "red packets": (repaid(payment={"kind": "red_packet"}), 5),
    "transfers of an unlisted kind": (repaid(payment={"kind": "other"}), 5),
    "two weeks later": (repaid(later=14.9, apart=0), 5),
    "paid in advance": (repaid(later=-2), 5),
    "half a year ago": (repaid(days=180), 5),
    "beside wages": (beside(repaid(), payments=wages(5)), 5),
    "beside other shopping": (beside(repaid(8), orders=shopping(10)), 8),
    "orders whose status nobody knows": (repaid(order={"status": None}), 5),
    "two payers of five each": (repaid(10, payers=2), 10),
    "a fee, all in one evening": (evening(6, fee=5), 6),
    "bare prices on two evenings": (beside(evening(6), **evening(6, name="z", days=27)), 6),
    "bare prices of one day's orders": (evening(6, over=0.1), 6),
    "bare prices that follow each order": (repaid(back=200, apart=2), 5),
}
SILENT: dict[str, Tables] = {
    "nothing came back": {"orders": repaid()["orders"], "payments": []},
    "refunds of the platform": repaid(payment={"kind": "refund"}),
    "compensations": repaid(payment={"kind": "compensation"}),
    "payouts to sellers": repaid(payment={"kind": "payout"}),
    "orders that were sent back": repaid(order={"status": "returned", "status_at": ago(15)}),
    "orders that were cancelled": repaid(order={"status": "cancelled", "status_at": ago(15)}),
    "orders with a claim": repaid() | {"claims": [{"claim_id": f"c{n}", "order_id": f"o'{n}💰", "occurred_at": ago(15)} for n in range(5)]},
    "a small refund for a lower price": repaid(back=20),
    "a commission on what was sold": repaid(back=0.1 * 200),
    "half of the price": repaid(back=100),
    "cheap things, where everybody sends small sums": beside(
        repaid(price=9.5, back=13),
        payments=[
            {"payment_id": f"s{n}", "payer_id": f"friend {n}", "payee_id": f"b{n}", "amount": 10 + n % 9, "kind": "transfer", "occurred_at": ago(18)}
            for n in range(60)
        ],
    ),
    "more than price and fee": repaid(back=240),
    "three weeks later": repaid(later=21),
    "four days before": repaid(later=-4),
    "friends who settle once, among other shopping": beside(repaid(2, payers=2), orders=shopping(10)),
    "the members of a group purchase pay its leader": {
        "orders": [{"order_id": "o", "account_id": "leader", "merchant_id": "m", "occurred_at": ago(20), "amount": 800}],
        "payments": [
            {"payment_id": f"y{n}", "payer_id": name, "payee_id": "leader", "kind": "transfer", "amount": 80, "occurred_at": ago(19)}
            for n, name in enumerate("ABCDEFGHIJ")
        ],
    },
    "wages that come near a price by chance": beside(repaid(1), payments=wages(40, 900), orders=shopping(30)),
    "transfers to who never bought": repaid(payment={"payee_id": "somebody"}),
    "free samples": repaid(price=0, back=5),
    "a draw among the buyers of a day and a night": evening(9, over=1),
    "a draw among the buyers of a week": evening(9),
    "a recall, thirty buyers of a week": evening(30, over=7),
}  # fmt: skip


@pytest.mark.parametrize(("tables", "count"), **cases(SPEAKS))
def test_it_speaks_of_orders_whose_price_came_back(values: Values, tables: Tables, count: int) -> None:
    another = {row["order_id"] for row in tables["orders"] if row["order_id"].startswith("z")}  # of another evening
    assert set(values(CashbackReturn(), **tables)) == {f"o'{n}💰" for n in range(count)} | another


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_money_with_another_cause(values: Values, tables: Tables) -> None:
    assert values(CashbackReturn(), **tables) == {}


@pytest.mark.parametrize("buyers", [3, 5, 30])
def test_the_value_is_the_surprise_at_so_many_fits(values: Values, buyers: int) -> None:
    expected = 0.02 * buyers  # one transfer in fifty fits one order by chance
    bits = (buyers * math.log(buyers / expected) - buyers + expected) / math.log(2)
    given = values(CashbackReturn(), **repaid(buyers, apart=0.01))
    assert given == pytest.approx(dict.fromkeys(given, bits))


def test_a_transfer_stands_for_one_order_only(values: Values) -> None:
    tables = repaid()
    twice = [*tables["orders"], *({**row, "order_id": f"again {n}"} for n, row in enumerate(tables["orders"]))]
    assert len(values(CashbackReturn(), orders=twice, payments=tables["payments"])) == 5


def test_it_stands_for_the_order_at_the_shop_that_its_payer_pays_for(values: Values) -> None:
    tables = repaid()
    private = {**tables["orders"][0], "order_id": "private", "merchant_id": "another shop", "occurred_at": ago(19.99)}
    assert "private" not in values(CashbackReturn(), orders=[*tables["orders"], private], payments=tables["payments"])


def test_a_later_return_is_not_known_yet(values: Values) -> None:
    assert len(values(CashbackReturn(), **repaid(order={"status": "returned", "status_at": ago(-3)}))) == 5
