import pytest

from zhenxin.signals.shared_payers import SharedPayers

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def paid(
    victims: int = 8,
    *,
    payees: int = 3,
    each: int = 3,
    crowd: int = 200,
    kind: str = "transfer",
    payer_kind: str | None = "account",
    days: float = 30,
) -> Tables:
    """Victims who pay several of a few payees, among many who pay one another."""
    rows = [(f"v{n}", f"x'{(n + turn) % payees}", days + n * 0.2 + turn * 0.1) for n in range(victims) for turn in range(each)]
    rows += [(f"u{n}", f"f{(n * 7) % 90}", days + (n % 20) * 0.5) for n in range(crowd)]
    return {
        "payments": [
            {"payment_id": f"y{n}", "payer_id": payer, "payee_id": payee, "amount": 500 + n, "kind": kind, "payer_kind": payer_kind, "payee_kind": "account",
             "occurred_at": ago(when)}
            for n, (payer, payee, when) in enumerate(rows)
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "eight pay three in turn": paid(),
    "two payees": paid(payees=2, each=2),
    "last year": paid(days=400),
    "kinds unknown": paid(payer_kind=None),
}
SILENT: dict[str, Tables] = {
    "two people": paid(2),
    "each pays one: a group's leader": paid(each=1),
    "orders": paid(kind="order"),
    "hardly anybody else pays anything": paid(crowd=0),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_payees_in_turn(values: Values, tables: Tables) -> None:
    found = values(SharedPayers(), **tables)
    assert found
    assert all(payee.startswith("x'") for payee in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_group_leaders(values: Values, tables: Tables) -> None:
    assert values(SharedPayers(), **tables) == {}
