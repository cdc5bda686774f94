from collections.abc import Mapping

import pytest

from zhenxin.signals.merchant_surge import MerchantSurge

from .rows import Row, Values, ago, cases

SPAN = 26


def market(days: Mapping[tuple[str, int], int], *, usual: int = 5, shops: int = 12, before: float = 0) -> list[Row]:
    """`usual` orders a day at each of some shops for 26 days; `days` says where it is another number (shop, day)."""
    counts = {(f"shop {shop}", day): usual for shop in range(shops) for day in range(SPAN)} | dict(days)
    return [
        {"order_id": f"{shop}/{day}/{n}", "account_id": f"a{n}", "merchant_id": shop, "occurred_at": ago(before + day + 0.9, minutes=-n)}
        for (shop, day), count in counts.items()
        for n in range(count)
    ]


SHOP = "铺'子 🏮"
SPEAKS = {
    "sixty orders on one day where five are usual": market({(SHOP, day): 60 if day == 9 else 5 for day in range(SPAN)}),
    "a shop that hardly sells, then forty": market({(SHOP, day): 40 if day == 9 else day % 2 for day in range(SPAN)}),
    "two such days": market({(SHOP, day): 80 if day in {9, 15} else 5 for day in range(SPAN)}),
    "on the day of a sale, far beyond the others": market(
        {(f"shop {shop}", 9): 15 for shop in range(12)} | {(SHOP, day): 150 if day == 9 else 5 for day in range(SPAN)}
    ),
    "a year ago": market({(SHOP, day): 60 if day == 9 else 5 for day in range(SPAN)}, before=365),
}
SILENT = {
    "one checkout of sixty lines": [
        {**row, "basket_id": "k" if row["merchant_id"] == SHOP and "/9/" in str(row["order_id"]) else None}
        for row in market({(SHOP, day): 60 if day == 9 else 5 for day in range(SPAN)})
    ],
    "every day like the others": market({}),
    "a public sale lifts all shops": market({(f"shop {shop}", 9): 60 for shop in range(12)}),
    "a small shop with seven orders on one day": market({(SHOP, 9): 7}),
    "a good day, twice the usual": market({(SHOP, day): 10 if day == 9 else 5 for day in range(SPAN)}),
    "a big shop, every day big": market({(SHOP, day): 90 for day in range(SPAN)}),
    "growth, a little every day": market({(SHOP, day): 30 - day for day in range(SPAN)}),
    "a shop of sudden weekends": market({(SHOP, day): 24 if day % 7 in {5, 6} else 8 for day in range(SPAN)}),
    "too few days to compare with": [row for row in market({(SHOP, 2): 60, (SHOP, 1): 5}) if row["occurred_at"] > ago(5)],
}  # fmt: skip


@pytest.mark.parametrize("orders", **cases(SPEAKS))
def test_it_speaks_of_a_day_beyond_shop_and_market(values: Values, orders: list[Row]) -> None:
    assert set(values(MerchantSurge(), orders=orders)) == {SHOP}


@pytest.mark.parametrize("orders", **cases(SILENT))
def test_it_is_silent_where_shop_or_market_explain_the_day(values: Values, orders: list[Row]) -> None:
    assert values(MerchantSurge(), orders=orders) == {}


def test_a_higher_day_weighs_more(values: Values) -> None:
    some, many = (
        values(MerchantSurge(), orders=market({(SHOP, day): top if day == 9 else 5 for day in range(SPAN)}))[SHOP] for top in (60, 120)
    )
    assert many > some
