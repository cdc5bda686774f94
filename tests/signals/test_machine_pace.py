import pytest

from zhenxin.signals.machine_pace import MachinePace

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def rushed(
    buyers: int = 4, *, times: int = 4, apart: float = 8, others: int = 40, door: str | None = None, one_checkout: bool = False, clerks: int = 3,
    days: float = 30,
) -> Tables:  # fmt: skip
    """Buyers each place so many orders of one product, so many seconds apart, among others who want it; elsewhere some clerks do so with lists."""
    rows = [(f"x'{n}-{turn}", f"w{n}", "p", turn * apart + n, door or f"door{n}") for n in range(buyers) for turn in range(times)]
    rows += [(f"o{n}", f"u{n}", "p", 30.0 * n, f"home{n}") for n in range(others)]
    rows += [(f"q{n}", f"v{n}", f"q{n % 50}", 600.0 * (n % 100), f"home{n}") for n in range(2000)]
    rows += [(f"c{n}-{turn}", f"clerk{n}", f"q{n}", 5.0 * turn, f"firm{n}") for n in range(clerks) for turn in range(5)]
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": "m", "product_id": product, "occurred_at": ago(days, seconds=-second),
             "address_hash": address, "basket_id": account if one_checkout and order.startswith("x") else None}
            for order, account, product, second, address in rows
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "four buyers": rushed(),
    "three, weakly": rushed(3),
    "twelve": rushed(12, times=9, apart=2),
    "last year": rushed(days=500),
}
SILENT: dict[str, Tables] = {
    "one buyer": rushed(1),
    "a minute apart": rushed(apart=61),
    "twice": rushed(times=2),
    "lines of one checkout": rushed(one_checkout=True),
    "one door": rushed(door="the office"),
    "a sale of one piece a checkout": rushed(30),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_several_programs(values: Values, tables: Tables) -> None:
    found = values(MachinePace(), **tables)
    assert found.keys() == {row["order_id"] for row in tables["orders"] if row["order_id"].startswith("x'")}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_haste(values: Values, tables: Tables) -> None:
    assert not [one for one in values(MachinePace(), **tables) if one.startswith("x'")]
