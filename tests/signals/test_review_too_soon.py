import pytest

from zhenxin.signals.review_too_soon import ReviewTooSoon

from .rows import Row, Values, ago, cases


def told(
    hours: float,
    *,
    stars: int = 5,
    kinds: tuple[str, ...] = ("collected", "signed"),
    order: str | None = "o'1 📦",
    by: str = "scans",
    days: float = 10,
) -> dict[str, list[Row]]:
    """A parcel collected on the first day and signed for on the third, and a review so many hours after the signature."""
    moved = {"collected": ago(days), "transit": ago(days - 1), "signed": ago(days - 2)}
    tables = {
        "reviews": [{"review_id": "r", "order_id": order, "rating": stars, "occurred_at": ago(days - 2, hours=-hours), "account_id": "a"}],
        "parcels": [{"parcel_id": "k", "order_id": "o'1 📦", "shipped_at": ago(days)}],
        "scans": [{"parcel_id": "k", "kind": kind, "occurred_at": moved[kind]} for kind in kinds],
    }
    if by == "order_states":
        words = {"collected": "shipped", "signed": "signed", "transit": "paid"}
        del tables["parcels"], tables["scans"]
        tables["order_states"] = [{"order_id": "o'1 📦", "status": words[kind], "occurred_at": moved[kind]} for kind in kinds]
    return tables


SPEAKS = {
    "five minutes after the signature": (told(5 / 60), 1),
    "at the very moment": (told(0), 1),
    "an hour before the signature": (told(-1), 2),
    "before the parcel had left": (told(-49), 3),
    "four stars are praise": (told(-1, stars=4), 2),
    "nobody scanned when it was collected": (told(-49, kinds=("signed",)), 2),
    "known from the states of the order": (told(-1, by="order_states"), 2),
    "before it was shipped, by the states of the order": (told(-49, by="order_states"), 3),
    "a year ago": (told(-1, days=365), 2),
}
SILENT = {
    "a day after the signature": told(24),
    "a quarter of an hour after it": told(0.25),
    "an angry buyer who waits": told(-1, stars=1),
    "three stars while one waits": told(-1, stars=3),
    "a parcel that never came": told(-1, kinds=("collected", "transit")),
    "nothing was scanned": told(-1, kinds=()),
    "goods without a parcel": told(-1) | {"parcels": [], "scans": []},
    "a review of no order": told(-1, order=None),
    "a review of another order": told(-1, order="o2"),
    "paid is not signed": told(-1, by="order_states", kinds=("transit",)),
}


@pytest.mark.parametrize(("tables", "value"), **cases(SPEAKS))
def test_it_speaks_of_praise_before_the_goods(values: Values, tables: dict[str, list[Row]], value: int) -> None:
    assert values(ReviewTooSoon(), **tables) == {"r": value}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_who_waits_or_had_it(values: Values, tables: dict[str, list[Row]]) -> None:
    assert values(ReviewTooSoon(), **tables) == {}


def test_the_first_signature_counts(values: Values) -> None:
    tables = told(-1)
    tables["scans"].append({"parcel_id": "k", "kind": "signed", "occurred_at": ago(9)})
    assert values(ReviewTooSoon(), **tables) == {}
