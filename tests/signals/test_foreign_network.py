import pytest

from zhenxin.signals.foreign_network import ForeignNetwork

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def placed(buyers: int = 8, *, kind: str = "hosting", country: str = "CN", shops: int = 1, usual: float = 0.01, days: float = 30) -> Tables:
    """Orders of so many shops that come from afar, among six hundred of thirty shops of which some do."""
    rows = [(f"x'{n}", f"m{n % shops}", kind, country) for n in range(buyers)]
    rows += [(f"u{n}", f"m{n % 30}", "proxy" if n % 100 < 100 * usual else "home", "CN") for n in range(600)]
    return {
        "orders": [
            {"order_id": f"o{n}", "account_id": account, "merchant_id": shop, "ip_kind": sort, "ip_country": land, "occurred_at": ago(days, minutes=n)}
            for n, (account, shop, sort, land) in enumerate(rows)
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "eight from a data centre": placed(),
    "by proxy": placed(kind="proxy"),
    "from abroad": placed(kind="home", country="VN"),
    "last year": placed(days=400),
}
SILENT: dict[str, Tables] = {
    "two": placed(2),
    "a campus": placed(kind="campus"),
    "a carrier": placed(kind="mobile"),
    "each at another shop": placed(shops=8),
    "half of the market comes by proxy": placed(usual=0.5),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_buyers_from_afar(values: Values, tables: Tables) -> None:
    found = values(ForeignNetwork(), **tables)
    assert {f"x'{n}" for n in range(8)} <= found.keys()


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_travellers(values: Values, tables: Tables) -> None:
    assert not [account for account in values(ForeignNetwork(), **tables) if account.startswith("x'")]
