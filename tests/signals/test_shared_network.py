import pytest

from zhenxin.signals.shared_network import SharedNetwork

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def online(
    accounts: int = 10,
    *,
    kind: str | None = "home",
    own: int = 0,
    days_each: int = 3,
    line: str | None = "line",
    days: float = 40,
    told: int = 1,
    hands: int = 0,
) -> Tables:
    """Accounts on one line for some days, one in `told` with its kind, of which they spend `own` more on lines of their own; among fifty homes.

    The first `hands` of them enter a shop's console there.
    """
    rows = [(f"x'{n}", line, kind if n % told == 0 else None, days - turn) for n in range(accounts) for turn in range(days_each)]
    rows += [(f"x'{n}", f"own{n}", "home", days - 10 - turn) for n in range(accounts) for turn in range(own)]
    rows += [(f"u{n}", f"home{n}", "home", days - turn) for n in range(50) for turn in range(3)]
    return {
        "logins": [
            {"account_id": account, "ip_hash": place, "ip_kind": sort, "occurred_at": ago(when),
             "merchant_id": "shop" if place == line and account in {f"x'{n}" for n in range(hands)} else None}
            for account, place, sort, when in rows
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "ten at home on one line": online(),
    "a data centre": online(kind="hosting"),
    "kind unknown": online(kind=None),
    "last year": online(days=400),
    "now and then elsewhere": online(own=2),
    "one of ten enters a shop's console": online(hands=1),
}
SILENT: dict[str, Tables] = {
    "a family": online(4),
    "a dormitory": online(20, kind="campus"),
    "a dormitory, of whose people one in four is seen with its kind": online(20, kind="campus", told=4),
    "a carrier": online(20, kind="mobile"),
    "hundreds on a line of which nothing is known": online(200, kind=None),
    "an office: most days elsewhere": online(own=8),
    "one day": online(days_each=1),
    "lines unknown": online(line=None),
    "a shop's hands at work": online(hands=10),
    "a shop's room, where half of them enter its console": online(hands=5),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_line_of_many(values: Values, tables: Tables) -> None:
    assert values(SharedNetwork(), **tables).keys() == {f"x'{n}" for n in range(10)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_dormitories_and_offices(values: Values, tables: Tables) -> None:
    assert values(SharedNetwork(), **tables) == {}
