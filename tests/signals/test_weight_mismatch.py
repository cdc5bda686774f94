import pytest

from zhenxin.signals.weight_mismatch import WeightMismatch

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def sent(
    weight: float | None = 200, *, spec: float | None = 800, quantity: int | None = 1, parcels: int = 1, others: int = 60, usual: float = 850,
    spread: float = 0.1, days: float = 20,
) -> Tables:  # fmt: skip
    """One order in parcels of `weight` together, among others of one piece of the same product that weigh `usual`, more or less."""
    others_sent = [
        {"parcel_id": f"u{n}", "order_id": f"u{n}", "weight_g": usual * (1 - spread + 2 * spread * n / others), "shipped_at": ago(days)}
        for n in range(others)
    ]
    orders = [
        {"order_id": name, "account_id": "a", "merchant_id": "m", "product_id": "p'外套", "occurred_at": ago(days), "quantity": pieces}
        for name, pieces in [("o'🧥", quantity), *((f"u{n}", 1) for n in range(others))]
    ]
    return {
        "orders": orders,
        "parcels": [
            *({"parcel_id": f"k{n}", "order_id": "o'🧥", "weight_g": weight and weight / parcels, "shipped_at": ago(days)} for n in range(parcels)),
            *others_sent,
        ],
        "products": [{"product_id": "p'外套", "merchant_id": "m", "spec_weight_g": spec, "category": "女装"}],
    }  # fmt: skip


def _unweighed() -> Tables:
    tables = sent()
    return tables | {"parcels": [*tables["parcels"], {"parcel_id": "more", "order_id": "o'🧥", "weight_g": None, "shipped_at": ago(20)}]}


SPEAKS: dict[str, tuple[Tables, float]] = {
    "a quarter of what the goods weigh": (sent(), 3.0),
    "three pieces of which one came": (sent(800, quantity=3), 2.0),
    "nobody declared a weight, but others know": (sent(100, spec=None, spread=0.0), 7.5),
    "in two parcels together": (sent(200, parcels=2), 3.0),
    "an unknown number of pieces is one": (sent(quantity=None), 3.0),
    "a year ago": (sent(days=365), 3.0),
}
SILENT: dict[str, Tables] = {
    "the goods are in it": sent(830),
    "a little less": sent(500),
    "more than declared": sent(3000),
    "all parcels belie the declaration": sent(210, usual=200),
    "light goods": sent(30, spec=100, usual=110),
    "nobody weighed it": sent(None),
    "one of its two parcels was not weighed": _unweighed(),
    "goods whose parcels vary that much": sent(300, usual=700, spread=0.8, spec=None),
    "no declaration and nobody to compare with": sent(spec=None, others=3),
}  # fmt: skip


@pytest.mark.parametrize(("tables", "times"), **cases(SPEAKS))
def test_it_says_how_many_times_too_light_a_parcel_is(values: Values, tables: Tables, times: float) -> None:
    assert values(WeightMismatch(), **tables) == pytest.approx({"o'🧥": times})


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_weights_with_another_cause(values: Values, tables: Tables) -> None:
    assert "o'🧥" not in values(WeightMismatch(), **tables)
