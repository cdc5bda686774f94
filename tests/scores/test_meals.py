"""Meals given for reviews: nobody gives one away for anything else, so what is not praised was placed to be counted."""

from typing import Any

import pytest

from zhenxin.scores.combine import Account, Key
from zhenxin.scores.hypothesis import Part
from zhenxin.scores.meals import FEWEST, QUOTA, name_meals, tables_laid


def orders(praised: int, others: int, shop: str | None = "s'1") -> list[dict[str, Any]]:
    return [{"merchant_id": shop, "is_praised": n < praised} for n in range(praised + others)]


@pytest.mark.parametrize(
    ("praised", "others", "told"),
    [(5, 0, 1.0), (4, 1, 0.8), (3, 2, 0.6), (0, 9, 0.0), (4, 0, None), (0, 4, None)],
)
def test_what_share_of_a_shop_s_meals_is_praised_is_told_of_five_and_more(praised: int, others: int, told: float | None) -> None:
    assert tables_laid(orders(praised, others)).get("s'1") == told


def test_shops_are_judged_each_by_its_own_and_orders_of_no_shop_by_none() -> None:
    rows = orders(FEWEST, 0) + orders(0, FEWEST, "s2") + orders(FEWEST, 0, None)
    assert tables_laid(rows) == {"s'1": 1.0, "s2": 0.0}


def fact(
    kind: str, name: str, shop: str = "s1", rating: int | None = 5, order: str | None = None, *, eaten: bool = False
) -> dict[str, Any]:
    return {
        "entity_kind": kind,
        "entity_id": name,
        "merchant_id": shop,
        "rating": rating,
        "order_id": order,
        "is_eaten": eaten,
        "is_served": False,
        "is_of_meal": order is not None and order.startswith("meal"),
    }


def of(bits: float, behaviour: str | None) -> Account:
    return Account([Part("prior", "prior", bits, "", "")], behaviour)


NAMED = [(fact("review", "praise"), of(3, "written_reviews")), (fact("review", "of a ring alone"), of(3, None)),
         (fact("review", "of a meal", order="meal"), of(3, "task_brushing")),
         (fact("review", "of a meal that nothing speaks of", "s2", order="meal had"), of(3, "written_reviews"))]  # fmt: skip
PAID = Account([Part("batch_return", "money", 3.0, "", "", None, '{"fee": 3.0}')], "written_reviews")
LEFT = [
    (fact("review", "paid with a fee", "s2", order="meal had"), PAID),
    (fact("review", "honest"), of(-3, "written_reviews")), (fact("review", "one star", rating=1), of(3, None)),
    (fact("review", "no stars", rating=None), of(3, "written_reviews")), (fact("review", "blame"), of(3, "hired_negative")),
    (fact("order", "meal", rating=None, eaten=True), of(3, "task_brushing")), (fact("review", "elsewhere", "s2"), of(3, "written_reviews")),
    (fact("review", "of goods", order="a pot"), of(3, "written_reviews")),
    (fact("review", "of a false order", "s2", order="meal"), of(3, "written_reviews")),
    (fact("review", "of a false order of a brushed shop", "s3", order="meal"), of(3, "written_reviews")),
]  # fmt: skip


def test_false_praise_of_meals_is_named_and_nothing_else() -> None:
    rows = [*NAMED, *LEFT]
    sums: dict[Key, Account] = {(row["entity_kind"], row["entity_id"]): total for row, total in rows}
    name_meals(sums, [*(row for row, _ in rows), fact("review", "not scored")], {"s1": 1.0, "s3": 0.0})
    assert {key[1] for key, total in sums.items() if total.behaviour == QUOTA} == {row["entity_id"] for row, _ in NAMED}
