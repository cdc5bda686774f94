import pytest

from zhenxin.signals.subsidy_concentration import SubsidyConcentration

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def drawn(
    times: int = 8,
    *,
    accounts: int = 1,
    address: str | None = "one home",
    subsidy: float | None = 20,
    again: int = 0,
    shops: int = 1,
    days: float = 20.5,
    apart: float = 1.0,
    lines: int = 1,
) -> Tables:
    """So many subsidised orders of one account or household at one shop, among three hundred drawn once each (`again`: drawn so often)."""
    rows = [(f"h'{n}", f"a{n % accounts}", f"m'{n % shops}", address) for n in range(times)]
    rows += [(f"u{n}-{k}", f"u{n}", f"m{n % 9}", f"home{n}") for n in range(300) for k in range(1 + again)]
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": shop, "address_hash": home, "subsidy": subsidy if order.startswith("h") else 20,
             "amount": 80, "occurred_at": ago(days + n % 8 * apart), "basket_id": f"k{n // lines}" if lines > 1 and n < times else None}
            for n, (order, account, shop, home) in enumerate(rows)
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "eight of one account": drawn(),
    "eight of one household": drawn(accounts=3),
    "an account whose address nobody knows": drawn(address=None),
    "last year": drawn(days=400),
}
SILENT: dict[str, Tables] = {
    "two": drawn(2),
    "two checkouts of four lines": drawn(lines=4),
    "all on one day, for the neighbours": drawn(apart=0.01),
    "no subsidy": drawn(subsidy=None),
    "one at each of eight shops": drawn(shops=8),
    "a pick-up point of many": drawn(accounts=8),
    "a campaign in which all draw again and again": drawn(again=7),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_who_draws_again_and_again(values: Values, tables: Tables) -> None:
    assert values(SubsidyConcentration(), **tables).keys() == {f"h'{n}" for n in range(8)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_campaigns(values: Values, tables: Tables) -> None:
    assert values(SubsidyConcentration(), **tables) == {}
