import pytest

from zhenxin.signals.taps_per_view import TapsPerView

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def tapped(
    taps: int = 30,
    looks: int = 6,
    *,
    kind: str = "favourite",
    usual: float = 0.1,
    bought: bool = False,
    planned: bool = False,
    days: float = 30,
) -> Tables:
    """A product that is tapped more than it is looked at, among forty that are looked at."""
    rows = [(f"w{n}", "x'", kind, None) for n in range(taps)] + [(f"l{n}", "x'", "view", 20.0) for n in range(looks)]
    for n in range(800):
        rows += [(f"u{n}", f"p{n % 40}", "view", 15.0)] + [(f"u{n}", f"p{n % 40}", "favourite", None)] * (n % 100 < 100 * usual)
    return {
        "visits": [
            {"account_id": account, "product_id": thing, "kind": done, "dwell_s": stay, "occurred_at": ago(days, minutes=n % 900)}
            for n, (account, thing, done, stay) in enumerate(rows)
        ],
        "products": [{"product_id": thing, "merchant_id": "m", "category": "c"} for thing in ["x'", *(f"p{n}" for n in range(40))]],
        "orders": [
            {"order_id": f"o{n}", "account_id": f"w{n}", "merchant_id": "m", "product_id": "x'", "occurred_at": ago(days - 1)} for n in range(taps) if bought
        ],
        "campaigns": [{"campaign_id": "c", "kind": "promotion", "starts_at": ago(days + 3), "merchant_id": "m", "product_id": "x'"}] if planned else [],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "thirty favourites on six looks": tapped(),
    "carts": tapped(kind="cart"),
    "likes": tapped(kind="like"),
    "nobody looked": tapped(looks=0),
    "last year": tapped(days=400),
}
SILENT: dict[str, Tables] = {
    "much looked at": tapped(looks=300),
    "four": tapped(4),
    "such goods are always tapped": tapped(usual=1.0),
    "they bought it": tapped(bought=True),
    "ahead of a sale": tapped(planned=True),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_taps_without_looks(values: Values, tables: Tables) -> None:
    assert values(TapsPerView(), **tables).keys() == {"x'"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_what_is_looked_at(values: Values, tables: Tables) -> None:
    assert values(TapsPerView(), **tables) == {}
