import pytest

from zhenxin.signals.nothing_kept import NothingKept

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def ordered(
    tries: int = 6, accounts: int = 4, *, status: str = "refused", second: str = "cancelled", kept: int = 0, one_door: bool = False, hours: float = 3,
    usual: float = 0.1, own: float = 0.1, near: float | None = None, crowds: int = 0, days: float = 40,
) -> Tables:  # fmt: skip
    """Accounts that order at one shop, each so often, and keep so much; eighty others buy there, nine hundred elsewhere, a share of which comes back.

    `near` is the share that comes back of those others in the same region, `crowds` how many other shops have three such buyers.
    """
    rows = [
        (f"x'{k}-{n}", f"w{k}", "m'", "signed" if n < kept else second if n % 3 == 2 else status, "440100", days - n * hours / 24 - k * 0.3)
        for k in range(accounts) for n in range(tries + kept)
    ]  # fmt: skip
    rows += [(f"s{n}", f"s{n}", "m'", "returned" if n % 10 < 10 * own else "signed", "310100", days - n * 0.1) for n in range(80)]
    if near is not None:
        rows += [(f"n{n}", f"n{n}", "m'", "cancelled" if n % 10 < 10 * near else "signed", "440100", days - n * 0.1) for n in range(20)]
    rows += [
        (f"u{n}", f"u{n}", f"m{n % 30}", "returned" if n * 7 % 100 < 100 * usual else "signed", "310100", days - n % 9 * 0.5)
        for n in range(900)
    ]
    rows += [
        (f"c{shop}-{k}-{n}", f"c{shop}-{k}", f"m{shop}", "returned", "310100", days - n * 0.2)
        for shop in range(crowds) for k in range(3) for n in range(4)
    ]  # fmt: skip
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": shop, "product_id": "p", "status": state, "status_at": ago(when),
             "occurred_at": ago(when), "region": region, "address_hash": "one" if one_door and order.startswith("x") else account}
            for order, account, shop, state, region, when in rows
        ],
        "products": [{"product_id": "p", "merchant_id": "m", "category": "c"}],
    }  # fmt: skip


def unpaid(*, told: bool = True) -> Tables:
    """Every third order is left unpaid; the payments of all others are known, or none are."""
    tables = ordered(second="placed")
    paid = [row for row in tables["orders"] if row["status"] != "placed"]
    payments: list[Row] = [
        {"payment_id": f"y{row['order_id']}", "order_id": row["order_id"], "payer_id": row["account_id"], "payee_id": row["merchant_id"],
         "amount": 20, "kind": "order", "occurred_at": row["occurred_at"]}
        for row in paid if told
    ]  # fmt: skip
    return tables | {"payments": payments}


SPEAKS: dict[str, Tables] = {
    "four who keep nothing": ordered(),
    "a third of it never paid": unpaid(),
    "three": ordered(accounts=3),
    "three times each": ordered(3),
    "over weeks": ordered(4, hours=72),
    "clothes, of which a third comes back": ordered(12, usual=0.33, own=0.33),
    "nobody told what was ordered": ordered() | {"products": []},
    "last year": ordered(days=400),
}
SILENT: dict[str, Tables] = {
    "one buyer who is content with nothing": ordered(30, 1),
    "clothes tried on at home and sent back": ordered(12, 13, status="returned", second="returned", hours=48),
    "one firm": ordered(one_door=True),
    "a third of it as it was placed, where nobody knows what was paid": unpaid(told=False),
    "a part is kept": ordered(kept=3),
    "cancelled: by a shop that has nothing left": ordered(status="cancelled"),
    "twice each": ordered(2),
    "two, in a market of a thousand buyers": ordered(accounts=2),
    "once more within the hour": ordered(hours=0.1),
    "a shop that keeps nobody content": ordered(own=0.7),
    "parcels get stuck there": ordered(near=0.8),
    "such goods come back": ordered(usual=0.65),
    "every other shop has such buyers": ordered(crowds=15),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_crowd_that_keeps_nothing(values: Values, tables: Tables) -> None:
    found = values(NothingKept(), **tables)
    assert found.keys() == {row["order_id"] for row in tables["orders"] if row["order_id"].startswith("x'")}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_who_is_not_content(values: Values, tables: Tables) -> None:
    assert not [order for order in values(NothingKept(), **tables) if order.startswith("x'")]
