import pytest

from zhenxin.signals.mass_refusal import MassRefusal

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def ordered(
    refused: int = 8,
    kept: int = 0,
    *,
    status: str | None = "refused",
    usual: float = 0.04,
    shops: int = 1,
    days: float = 20,
    lines: int = 1,
) -> Tables:
    """One account's orders at so many shops, so many lines a checkout, among six hundred of others of which a share is refused."""
    rows = [("w'1", f"m{n % shops}", status if n < refused else "signed") for n in range(refused + kept)]
    rows += [(f"u{n % 200}", f"m{n % 20}", "refused" if n * 37 % 101 < 100 * usual else "signed") for n in range(600)]
    return {
        "orders": [
            {"order_id": f"o{n}", "account_id": account, "merchant_id": shop, "product_id": "p", "status": state, "status_at": ago(days - 3),
             "occurred_at": ago(days), "basket_id": f"b{n // lines}" if lines > 1 and account == "w'1" else None}
            for n, (account, shop, state) in enumerate(rows)
        ],
        "products": [{"product_id": "p", "merchant_id": "m", "category": "c"}],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "eight at one shop": ordered(),
    "at eight shops": ordered(shops=8),
    "cancelled": ordered(status="cancelled"),
    "nobody told what was ordered": ordered() | {"products": []},
    "last year": ordered(days=400),
    "eight checkouts of two lines": ordered(16, lines=2),
}
SILENT: dict[str, Tables] = {
    "sent back, as clothes are": ordered(status="returned"),
    "two": ordered(2),
    "one checkout of three lines": ordered(3, lines=3),
    "one checkout of eight": ordered(lines=8),
    "two checkouts of eight shops": ordered(8, shops=8, lines=4),
    "of every checkout a part is kept": ordered(8, 1, lines=9),
    "three of very many": ordered(3, 60),
    "everybody refuses here": ordered(usual=0.6),
    "nobody knows what became of them": ordered(status=None),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_who_refuses_all(values: Values, tables: Tables) -> None:
    assert values(MassRefusal(), **tables).keys() == {"w'1"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_choosy_people(values: Values, tables: Tables) -> None:
    assert "w'1" not in values(MassRefusal(), **tables)
