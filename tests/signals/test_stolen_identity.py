import pytest

from zhenxin.signals.stolen_identity import StolenIdentity

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def registered(
    crowd: int = 6, *, name: str | None = "thief", phone: str | None = None, apart: float = 1.0, others: int = 200, common: int = 0
) -> Tables:
    """`crowd` accounts of one name or telephone, so many days apart, among `others` of names of their own and `common` namesakes over the years."""
    rows: list[Row] = [
        {"account_id": f"a'{n}", "name_hash": name, "phone_hash": phone or f"p{n}", "registered_at": ago(60 + n * apart)}
        for n in range(crowd)
    ]
    rows += [{"account_id": f"u{n}", "name_hash": f"n{n}", "phone_hash": f"q{n}", "registered_at": ago(40 + n * 7)} for n in range(others)]
    rows += [
        {"account_id": f"c{n}", "name_hash": name, "phone_hash": f"c{n}", "registered_at": ago(41 + n * 1400 / max(common, 1))}
        for n in range(common)
    ]
    return {"accounts": rows}


SPEAKS: dict[str, Tables] = {
    "six of one name within a week": registered(),
    "six on one telephone, over years": registered(name=None, phone="one phone", apart=200),
    "three on one telephone": registered(3, name=None, phone="one phone", apart=50),
    "four of one name in a day": registered(4, apart=0.1),
}
SILENT: dict[str, Tables] = {
    "two of one name": registered(2),
    "two on one telephone": registered(2, name=None, phone="family"),
    "namesakes over the years": registered(6, apart=200),
    "a common name: one of many now and then": registered(3, common=150),
    "nobody told a name": registered(name=None),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_one_person_behind_many_accounts(values: Values, tables: Tables) -> None:
    found = values(StolenIdentity(), **tables)
    assert found
    assert all(account.startswith("a'") for account in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_namesakes_and_second_accounts(values: Values, tables: Tables) -> None:
    assert values(StolenIdentity(), **tables) == {}
