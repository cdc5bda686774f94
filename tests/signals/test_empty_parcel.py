import math

import pytest

from zhenxin.signals.empty_parcel import EmptyParcel

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def sent(
    weight: float | None = 30, *, spec: float | None = 500, quantity: int | None = 1, stops: int = 6, hours: float = 50, parcels: int = 1,
    others: int = 0, days: float = 5, product: str | None = "p'杯子☕",
) -> Tables:  # fmt: skip
    """One order of `quantity` pieces in parcels of `weight` together, scanned at `stops` places and signed for after so many hours."""
    moved = [
        {"parcel_id": f"k{parcel}", "kind": "transit", "occurred_at": ago(days, hours=-hours * stop / stops)}
        for parcel in range(parcels)
        for stop in range(stops - 1)
    ]
    moved += [{"parcel_id": f"k{parcel}", "kind": "signed", "occurred_at": ago(days, hours=-hours)} for parcel in range(parcels)]
    usual = [
        {"order_id": f"u{n}", "product_id": product, "quantity": 1, "occurred_at": ago(days + 1), "account_id": f"u{n}"}
        for n in range(others)
    ]
    return {
        "orders": [{"order_id": "o", "account_id": "a", "product_id": product, "quantity": quantity, "occurred_at": ago(days)}, *usual],
        "parcels": [
            *(
                {"parcel_id": f"k{n}", "order_id": "o", "weight_g": weight and weight / parcels, "shipped_at": ago(days)}
                for n in range(parcels)
            ),
            *({"parcel_id": f"v{n}", "order_id": f"u{n}", "weight_g": 600.0 + n, "shipped_at": ago(days)} for n in range(others)),
        ],
        "scans": moved,
        "products": [{"product_id": product, "merchant_id": "m", "spec_weight_g": spec}],
    }


def halvings(weight: float, expected: float, more: float = 0.0) -> float:
    return math.log2(expected / weight) + more


SPEAKS: dict[str, tuple[Tables, float]] = {
    "30 g where the goods weigh 500 g": (sent(), halvings(30, 500)),
    "with two scans only": (sent(stops=2), halvings(30, 500, 0.7)),
    "signed for within half a day": (sent(hours=8), halvings(30, 500, 0.4)),
    "both": (sent(stops=2, hours=8), halvings(30, 500, 1.1)),
    "three pieces": (sent(200, quantity=3), halvings(200, 1500)),
    "nothing at all, and it hardly travelled": (sent(0, stops=2), halvings(1, 500, 0.7)),
    "in two parcels together": (sent(40, parcels=2), halvings(40, 500)),
    "nobody scans here": (sent() | {"scans": []}, halvings(30, 500)),
    "known from what its other parcels weigh": (sent(spec=None, others=12), halvings(30, 608.6)),
    "a year ago": (sent(days=365), halvings(30, 500)),
    "an unknown number of pieces is one": (sent(quantity=None), halvings(30, 500)),
}
SILENT: dict[str, Tables] = {
    "the goods are in it": sent(520),
    "goods that are light": sent(20, spec=100),
    "short weight": sent(240, spec=500),
    "a heavy parcel, lighter than it should be": sent(300, spec=5000),
    "a neighbour's parcel, two scans and quick": sent(520, stops=2, hours=3),
    "goods without a parcel": sent() | {"parcels": [], "scans": []},
    "nobody weighed it": sent(None),
    "a scale that says nothing of what was carried through six places": sent(0),
    "one of its two parcels was not weighed": sent()
    | {
        "parcels": [
            {"parcel_id": "k0", "order_id": "o", "weight_g": 30.0, "shipped_at": ago(5)},
            {"parcel_id": "k1", "order_id": "o", "shipped_at": ago(5)},
        ]
    },
    "nobody knows what the goods weigh": sent(spec=None),
    "too few other parcels to tell": sent(spec=None, others=6),
    "no product is known": sent(product=None),
    "parcels that make up the weight together": sent(480, parcels=4),
    "three quarters are missing, nothing more": sent(130, spec=500),
}


@pytest.mark.parametrize(("tables", "value"), **cases(SPEAKS))
def test_it_speaks_of_a_parcel_that_cannot_hold_its_goods(values: Values, tables: Tables, value: float) -> None:
    assert values(EmptyParcel(), **tables) == pytest.approx({"o": value})


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_honest_weights(values: Values, tables: Tables) -> None:
    assert values(EmptyParcel(), **tables) == {}
