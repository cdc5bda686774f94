import pytest

from zhenxin.signals.one_card import OneCard

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def carded(accounts: int = 4, *, names: int = 1, cards: int = 1, days: float = 30, named: bool = True) -> Tables:
    """Accounts of so many names that pay with so many cards, among forty with a card each."""
    own = [(f"x'{n}", f"name{n % names}", f"card{n % cards}") for n in range(accounts)] + [(f"u{n}", f"n{n}", f"c{n}") for n in range(40)]
    return {
        "accounts": [
            {"account_id": account, "registered_at": ago(days + 300), "name_hash": name if named else None} for account, name, _ in own
        ],
        "payments": [
            {"payment_id": f"y{n}-{turn}", "payer_id": account, "payee_id": "m", "amount": 40, "kind": "order", "instrument_hash": card,
             "occurred_at": ago(days + turn)}
            for n, (account, _, card) in enumerate(own) for turn in range(2)
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "four in one name": carded(),
    "a spare account, weakly": carded(2),
    "twelve in three names": carded(12, names=3),
    "last year": carded(days=500),
}
SILENT: dict[str, Tables] = {
    "one": carded(1),
    "a company's card": carded(12, names=12),
    "a card each": carded(4, cards=4),
    "names unknown": carded(named=False),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_one_name_and_card(values: Values, tables: Tables) -> None:
    found = values(OneCard(), **tables)
    assert found.keys() == {f"x'{n}" for n in range(len(found))}
    assert found


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_company_cards(values: Values, tables: Tables) -> None:
    assert values(OneCard(), **tables) == {}
