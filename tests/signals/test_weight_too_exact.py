import pytest

from zhenxin.signals.weight_too_exact import WeightTooExact

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def sent(
    exact: int = 12, *, off: float = 0.0, own: int = 40, own_off: float = 0.15, shops: int = 3, spec: float | None = 500, sender: str | None = "hub",
    quantity: int = 1, days: float = 30,
) -> Tables:  # fmt: skip
    """At each shop `exact` parcels of a common sender, `off` from the declared weight, beside `own` parcels of the shop's own sender."""
    orders, parcels = [], []
    for shop in range(shops):
        for n in range(exact + own):
            name, is_hub = f"o{shop}-{n}", n < exact
            orders.append({"order_id": name, "account_id": f"a{n}", "merchant_id": f"m{shop}", "product_id": f"p{shop}", "quantity": quantity,
                           "occurred_at": ago(days)})  # fmt: skip
            weight = (spec or 500) * quantity * (1 + (off if is_hub else own_off))
            parcels.append({"parcel_id": name, "order_id": name, "weight_g": weight, "shipped_at": ago(days),
                            "sender_hash": sender if is_hub else f"own{shop}"})  # fmt: skip
    products: list[Row] = [{"product_id": f"p{shop}", "merchant_id": f"m{shop}", "spec_weight_g": spec} for shop in range(shops)]
    return {"orders": orders, "parcels": parcels, "products": products}


SPEAKS: dict[str, tuple[Tables, int]] = {
    "to the gram": (sent(), 36),
    "to one percent": (sent(off=0.009), 36),
    "four at each of eight shops": (sent(4, shops=8), 32),
    "two pieces each": (sent(quantity=2), 36),
    "last year": (sent(days=360), 36),
}
SILENT: dict[str, Tables] = {
    "as loose as others": sent(off=0.1),
    "shops that declare exact weights are exact whoever sends": sent(own_off=0.0),
    "a shop with one sender": sent(own=0),
    "two parcels": sent(1, shops=2),
    "light goods": sent(spec=40),
    "no declared weights": sent(spec=None),
    "nobody knows who sent": sent(sender=None),
}  # fmt: skip


@pytest.mark.parametrize(("tables", "count"), **cases(SPEAKS))
def test_it_speaks_of_parcels_that_weigh_to_the_gram(values: Values, tables: Tables, count: int) -> None:
    assert len(values(WeightTooExact(), **tables)) == count


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_weights_that_are_exact_by_nature(values: Values, tables: Tables) -> None:
    assert values(WeightTooExact(), **tables) == {}


def test_more_parcels_surprise_more(values: Values) -> None:
    few, many = (max(values(WeightTooExact(), **sent(exact, own=200)).values()) for exact in (6, 20))
    assert few < many
