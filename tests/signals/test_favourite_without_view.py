import pytest

from zhenxin.signals.favourite_without_view import FavouriteWithoutView

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def tapped(blind: int = 8, *, kind: str = "cart", looked: int = 0, usual: float = 0.05, others: int = 200, days: float = 20) -> Tables:
    """One hand taps `blind` things unseen and `looked` after a look; others tap five each, a share of them unseen."""
    rows: list[Row] = []
    for n in range(blind + looked):
        rows.append({"account_id": "w'1", "kind": kind, "product_id": f"p{n}", "occurred_at": ago(days)})
        rows += [{"account_id": "w'1", "kind": "view", "product_id": f"p{n}", "occurred_at": ago(days, minutes=1)}] * (n >= blind)
    for n in range(others * 5):
        rows.append({"account_id": f"u{n % others}", "kind": kind, "product_id": f"q{n}", "occurred_at": ago(days)})
        rows += [{"account_id": f"u{n % others}", "kind": "view", "product_id": f"q{n}", "occurred_at": ago(days, minutes=1)}] * (
            n * 37 % 101 >= 100 * usual
        )
    return {"visits": rows}


SPEAKS: dict[str, Tables] = {
    "eight carts without a look": tapped(),
    "favourites": tapped(kind="favourite"),
    "among as many after a look": tapped(looked=8),
    "last year": tapped(days=400),
}
SILENT: dict[str, Tables] = {
    "a look before each": tapped(0, looked=8),
    "two": tapped(2),
    "everybody taps in lists": tapped(usual=0.6),
    "a few of very many": tapped(4, looked=60),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_hand_that_taps_blindly(values: Values, tables: Tables) -> None:
    assert values(FavouriteWithoutView(), **tables).keys() == {"w'1"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_taps_like_everybodys(values: Values, tables: Tables) -> None:
    assert "w'1" not in values(FavouriteWithoutView(), **tables)
