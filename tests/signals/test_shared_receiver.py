import pytest

from zhenxin.signals.shared_receiver import SharedReceiver

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def sent(accounts: int = 6, *, receivers: int = 1, things: int = 6, apart: float = 1.0, known: bool = True, days: float = 40) -> Tables:
    """Accounts that have things sent to so many receivers, so many things, a day apart; among sixty who have theirs sent home."""
    rows = [(f"x'{n}", f"p{n % things}", f"r{n % receivers}", days + n * apart) for n in range(accounts)]
    rows += [(f"u{n}", f"p{n % 9}", f"home{n}", days + n * 0.2) for n in range(60)]
    return {
        "orders": [
            {"order_id": f"o{n}", "account_id": account, "merchant_id": "m", "product_id": thing, "receiver_hash": receiver if known else None,
             "occurred_at": ago(when)}
            for n, (account, thing, receiver, when) in enumerate(rows)
        ]
    }  # fmt: skip


def agent(groups: int, accounts: int = 8) -> Tables:
    """So many group purchases of all accounts, one a day, and something of its own for each."""
    tables = sent(accounts, things=accounts)
    together: list[Row] = [
        {"order_id": f"g{n}-{k}", "account_id": f"x'{n}", "merchant_id": "m", "product_id": "rice", "receiver_hash": "r0", "occurred_at": ago(42 + k)}
        for n in range(accounts) for k in range(groups)
    ]  # fmt: skip
    return {"orders": [*tables["orders"], *together]}


SPEAKS: dict[str, Tables] = {
    "six accounts, six days": sent(),
    "the same day, different things": sent(apart=0.0),
    "twenty": sent(20, things=10),
    "last year": sent(days=400),
    "as much ordered each on its own as together": agent(1),
}
SILENT: dict[str, Tables] = {
    "a family": sent(3),
    "a group purchase: one thing on one day": sent(20, things=1, apart=0.01),
    "an agent, to whom a village orders together and now and then something besides": agent(3),
    "a receiver each": sent(6, receivers=6),
    "receivers unknown": sent(known=False),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_one_receiver_of_many(values: Values, tables: Tables) -> None:
    found = values(SharedReceiver(), **tables)
    assert found
    assert all(account.startswith("x'") for account in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_families_and_groups(values: Values, tables: Tables) -> None:
    assert values(SharedReceiver(), **tables) == {}
