import pytest

from zhenxin.signals.shared_instrument import SharedInstrument

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def compensated(
    accounts: int = 5,
    *,
    kind: str = "compensation",
    card: str | None = "one card",
    times: int = 1,
    families: int = 5,
    others: int = 80,
    days: float = 30,
) -> Tables:
    """Accounts whose compensations go to one card, among others with cards of their own and some families of two."""
    rows = [(f"a'{n}", card) for n in range(accounts) for _ in range(times)]
    rows += [(f"u{n}", f"card{n}") for n in range(others)] + [(f"f{n}", f"family{n // 2}") for n in range(2 * families)]
    return {
        "payments": [
            {"payment_id": f"y{n}", "payer_id": "platform", "payee_id": account, "amount": 9, "kind": kind, "payee_instrument_hash": to,
             "occurred_at": ago(days)}
            for n, (account, to) in enumerate(rows)
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "five accounts on one card": compensated(),
    "twelve": compensated(12),
    "ten where hardly anybody else is compensated": compensated(10, others=3, families=0),
    "again and again": compensated(times=4),
    "last year": compensated(days=400),
}
SILENT: dict[str, Tables] = {
    "one account again and again": compensated(1, times=9),
    "wages": compensated(kind="transfer"),
    "refunds to the card that paid": compensated(kind="refund"),
    "nobody knows the card": compensated(card=None),
    "a family of two where families are many": compensated(2, families=40),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_one_card_for_many_claimants(values: Values, tables: Tables) -> None:
    found = values(SharedInstrument(), **tables)
    assert len(found) >= 5
    assert all(account.startswith("a'") for account in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_households(values: Values, tables: Tables) -> None:
    assert values(SharedInstrument(), **tables) == {}
