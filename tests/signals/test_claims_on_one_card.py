import pytest

from zhenxin.signals.claims_on_one_card import ClaimsOnOneCard

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def claimed(
    accounts: int = 5, times: int = 3, *, card: str = "one", shops: int = 9, one_door: bool = False, kind: str = "compensation", named: bool = True,
    one_checkout: bool = False, crowds: int = 0, days: float = 60,
) -> Tables:  # fmt: skip
    """Accounts that claim so often and are paid on one card, among two hundred who are paid on their own; `crowds` other cards serve four doors."""
    rows = [
        (f"x'{k}-{n}", f"w{k}", f"m{(k + n) % shops}", card or f"own w{k}", "one" if one_door else f"at w{k}")
        for k in range(accounts)
        for n in range(times)
    ]
    rows += [(f"u{n}", f"u{n}", f"m{n % 9}", f"own {n}", f"at {n}") for n in range(200)]
    rows += [(f"c{n}-{k}", f"c{n}-{k}", f"m{n % 9}", f"shared {n}", f"at {n}-{k}") for n in range(crowds) for k in range(4)]
    ours = [(n, *row) for n, row in enumerate(rows)]
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": shop, "amount": 40, "occurred_at": ago(days, minutes=n), "address_hash": door,
             "basket_id": account if one_checkout else None}
            for n, order, account, shop, _, door in ours
        ],
        "claims": [
            {"claim_id": f"k{order}", "order_id": order, "account_id": account, "kind": kind, "amount": 9, "occurred_at": ago(days - 3, minutes=n)}
            for n, order, account, *_ in ours
        ],
        "payments": [
            {"payment_id": f"p{order}", "order_id": order if named else None, "payer_id": "platform", "payee_id": account, "payee_instrument_hash": paid,
             "kind": "compensation", "amount": 9, "occurred_at": ago(days - 4, minutes=n)}
            for n, order, account, _, paid, _ in ours
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "five claimants": claimed(),
    "three": claimed(3),
    "refunds without a return": claimed(kind="refund_only"),
    "payments that name no order": claimed(named=False),
    "last year": claimed(days=400),
}
SILENT: dict[str, Tables] = {
    "two, as a family": claimed(2),
    "one door, as a firm": claimed(one_door=True),
    "each claims once": claimed(times=1),
    "each claims for one checkout": claimed(one_checkout=True),
    "all at one shop": claimed(shops=1),
    "each on a card of its own": claimed(card=""),
    "returns": claimed(kind="return"),
    "many cards serve several doors": claimed(3, crowds=60),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_who_collects_for_many(values: Values, tables: Tables) -> None:
    found = values(ClaimsOnOneCard(), **tables)
    assert found.keys() == {row["order_id"] for row in tables["orders"] if row["order_id"].startswith("x'")}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_families_and_firms(values: Values, tables: Tables) -> None:
    assert not [order for order in values(ClaimsOnOneCard(), **tables) if order.startswith("x'")]
