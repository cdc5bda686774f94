import pytest

from zhenxin.signals.dormant_activation import DormantActivation

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def woken(
    sleepers: int = 10,
    *,
    age: float = 40.0,
    batch: float = 0.05,
    over: float = 3.0,
    things: int = 1,
    fair: int = 0,
    kind: str = "cart",
    days: float = 40,
) -> Tables:
    """Accounts opened in one batch that go for one product in the same days, among three hundred opened over the years."""
    rows = [(f"x'{n}", days + age + n * batch, f"p{n % things}", days - n * over / max(sleepers, 1)) for n in range(sleepers)]
    rows += [(f"f{n}", days + age + n * 0.001, f"p{n % 40}", days - n * 0.01) for n in range(fair)]
    rows += [(f"u{n}", days + 200 + n * 5.0, f"p{n % 40}", days - (n % 20) * 0.3) for n in range(300)]
    return {
        "accounts": [{"account_id": account, "registered_at": ago(born)} for account, born, _, _ in rows],
        "visits": [{"account_id": account, "product_id": thing, "kind": kind, "occurred_at": ago(when)} for account, _, thing, when in rows],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "ten, forty days old": woken(),
    "favourites": woken(kind="favourite"),
    "after most of a year": woken(age=300.0),
    "last year": woken(days=400),
    "within an hour": woken(over=0.04),
}
SILENT: dict[str, Tables] = {
    "newcomers": woken(age=2.0),
    "old customers": woken(age=900.0),
    "three": woken(3),
    "each for another thing": woken(things=10),
    "opened one by one": woken(batch=20.0),
    "a fair at which many registered": woken(fair=800),
    "they only look": woken(kind="view"),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_sleepers_who_wake_together(values: Values, tables: Tables) -> None:
    assert {f"x'{n}" for n in range(10)} <= values(DormantActivation(), **tables).keys()


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_newcomers(values: Values, tables: Tables) -> None:
    assert values(DormantActivation(), **tables) == {}
