import itertools

import pytest

from zhenxin.signals.payer_payee_loop import PayerPayeeLoop

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def looped(
    buyers: int = 10,
    *,
    hops: int = 2,
    after: float = 1.0,
    at_the_shop: bool = True,
    customers: int = 400,
    status: str = "signed",
    days: float = 40,
) -> Tables:
    """A shop's money reaches ten accounts by one to three hands, and they order there; among four hundred orders at thirty shops."""
    chain = ["shop", "agent", "hand"][:hops]
    paid = [(payer, payee, days + 9 - 2 * n) for n, (payer, payee) in enumerate(itertools.pairwise(chain))]
    paid += [(chain[-1], f"w{n}", days + n * 0.1) for n in range(buyers)]
    paid += [("friend", f"u{n}", days + n) for n in range(6)]
    bought = [(f"x'{n}", f"w{n}", "shop" if at_the_shop else f"m{n % 30}", days + n * 0.1 - after, status) for n in range(buyers)]
    bought += [
        (f"o{n}", f"u{n % 200}", "shop" if n < 400 - customers else f"m{n % 30}", days + (n % 40) * 0.5, "signed") for n in range(400)
    ]
    return {
        "payments": [
            {"payment_id": f"y{n}", "payer_id": payer, "payee_id": payee, "amount": 300 + 7 * n, "kind": "transfer",
             "payee_kind": "account", "occurred_at": ago(when)}
            for n, (payer, payee, when) in enumerate(paid)
        ],
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": shop, "amount": 90, "occurred_at": ago(when), "status": state, "status_at": ago(when - 1)}
            for order, account, shop, when, state in bought
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "from the shop straight": looped(hops=1),
    "by one hand": looped(),
    "by two hands": looped(hops=3),
    "a week later": looped(after=7),
    "last year": looped(days=400),
}
SILENT: dict[str, Tables] = {
    "paid and bought elsewhere": looped(at_the_shop=False),
    "two of them": looped(2),
    "bought before the money came": looped(after=-2),
    "a month later": looped(after=30),
    "everybody buys at this shop": looped(customers=0),
    "never paid for": looped(status="cancelled"),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_money_that_comes_home(values: Values, tables: Tables) -> None:
    assert values(PayerPayeeLoop(), **tables).keys() == {f"x'{n}" for n in range(10)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_wages(values: Values, tables: Tables) -> None:
    assert values(PayerPayeeLoop(), **tables) == {}
