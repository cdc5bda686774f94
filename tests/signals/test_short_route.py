import pytest

from zhenxin.signals.short_route import ShortRoute

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def travelled(
    hours: float = 6, stops: int = 2, *, origin: str | None = "浙江省金华市", destination: str | None = "四川省成都市", end: str = "signed",
    carrier: str | None = "圆通", others: int = 200, usual: float = 60, usual_stops: int = 5, days: float = 20,
) -> Tables:  # fmt: skip
    """One parcel among others over the same way that take `usual` hours, some more and some less."""
    parcels: list[Row] = [{"parcel_id": "k", "order_id": "o'🚚", "hours": hours, "stops": stops, "end": end}]
    parcels += [
        {"parcel_id": f"u{n}", "order_id": f"u{n}", "hours": usual * (0.7 + 0.6 * n / others), "stops": usual_stops, "end": "signed"}
        for n in range(others)
    ]
    way = {"carrier": carrier, "origin": origin, "destination": destination, "shipped_at": ago(days)}
    return {
        "parcels": [{**way, "parcel_id": one["parcel_id"], "order_id": one["order_id"]} for one in parcels],
        "scans": [
            {"parcel_id": one["parcel_id"], "kind": one["end"] if stop == one["stops"] - 1 else "transit",
             "occurred_at": ago(days, hours=-one["hours"] * stop / max(one["stops"] - 1, 1))}
            for one in parcels for stop in range(one["stops"])
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "two scans and six hours": travelled(),
    "at once": travelled(0.1),
    "within the province": travelled(destination="浙江省杭州市"),
    "no carrier is named": travelled(carrier=None),
    "a year ago": travelled(days=365),
}
SILENT: dict[str, Tables] = {
    "as long as others": travelled(60, 5),
    "quick, but seen all the way": travelled(8, 6),
    "two scans, but as long as others": travelled(60, 2),
    "within a town": travelled(destination="浙江省金华市"),
    "nobody knows from where": travelled(origin=None),
    "never signed for": travelled(end="transit"),
    "all are as quick here": travelled(usual=6, usual_stops=2),
    "hardly any others to compare with": travelled(others=10),
}  # fmt: skip


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_parcel_that_hardly_travelled(values: Values, tables: Tables) -> None:
    assert values(ShortRoute(), **tables).keys() == {"o'🚚"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_a_way_like_others(values: Values, tables: Tables) -> None:
    assert values(ShortRoute(), **tables) == {}


def test_the_value_is_haste_a_scan(values: Values) -> None:
    assert values(ShortRoute(), **travelled(7, 2))["o'🚚"] == pytest.approx((1 + 48 / 8) / 2)
