"""A ring in words: its kind, its state, one sentence in each language."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from zhenxin.events.codes import BEHAVIOURS
from zhenxin.rings.describe import kind_of, state, summary

AS_OF = datetime.fromisoformat("2026-06-30")
SPEAKS = {"cashback_return": ("task_brushing", "written_reviews"), "review_copies": ("written_reviews", "task_brushing")}

KINDS: dict[str, tuple[Mapping[str, float], int, int, Mapping[str, int], str]] = {
    "half of the members on phones of the ring's own": ({"device": 0.5}, 40, 0, {"cashback_return": 40}, "device_farm"),
    "one place of their own": ({"network": 0.9}, 40, 0, {"cashback_return": 40}, "device_farm"),
    "a few phones of their own": ({"device": 0.3}, 40, 0, {"cashback_return": 40}, "task_brushing"),
    "money back for orders": ({}, 40, 40, {"cashback_return": 40, "review_copies": 5}, "task_brushing"),
    "copied words and as many orders": ({}, 40, 40, {"cashback_return": 3, "review_copies": 40}, "written_reviews"),
    "many reviews without orders": ({}, 4, 40, {"cashback_return": 4}, "written_reviews"),
    "own receivers are no farm": ({"receiver": 1.0, "address": 1.0}, 40, 0, {"cashback_return": 40}, "task_brushing"),
}


@pytest.mark.parametrize(("own", "orders", "reviews", "acts", "expected"), KINDS.values(), ids=KINDS)
def test_the_kind_follows_what_is_their_own_and_what_they_did(
    own: Mapping[str, float], orders: int, reviews: int, acts: Mapping[str, int], expected: str
) -> None:
    assert kind_of(own, orders, reviews, acts, SPEAKS) == expected
    assert expected in BEHAVIOURS


def test_who_gives_one_star_does_not_praise() -> None:
    speaks = {"review_copies": ("written_reviews", "hired_negative")}
    assert kind_of({}, 2, 40, {"review_copies": 40}, speaks, rating=1.4) == "hired_negative"
    assert kind_of({}, 2, 40, {"review_copies": 40}, speaks, rating=4.9) == "written_reviews"


def test_who_hurts_shops_from_one_place_is_no_farm_for_them() -> None:
    speaks = {"bulk_unpaid": ("scalping", "malicious_refusal")}
    assert kind_of({"device": 0.9}, 40, 0, {"bulk_unpaid": 40}, speaks) == "scalping"


def test_whose_orders_the_shops_own_side_placed_are_its_people_and_no_farm() -> None:
    speaks = {"review_copies": ("written_reviews",), "bulk_unpaid": ("scalping",)}
    assert kind_of({"network": 0.9}, 40, 9, {"review_copies": 9}, speaks, own_people=0.6) == "staff_brushing"
    assert kind_of({"network": 0.9}, 40, 9, {"review_copies": 9}, speaks, own_people=0.1) == "device_farm"
    assert kind_of({"network": 0.9}, 40, 9, {"bulk_unpaid": 9}, speaks, own_people=0.6) == "scalping"


@pytest.mark.parametrize(
    ("own", "shops", "acts", "expected"),
    [
        ({"text": 0.9, "photo": 0.9}, 1, {"review_pay": 20, "review_copies": 30}, "conditional_cashback"),
        ({"text": 0.9}, 2, {"review_copies": 30}, "written_reviews"),
        ({"text": 0.9, "payer": 0.6}, 1, {"review_copies": 30}, "written_reviews"),
        ({"text": 0.9}, 1, {"review_copies": 30, "cashback_return": 30}, "task_brushing"),
        ({"text": 0.9}, 1, {"bulk_unpaid": 30}, "scalping"),
    ],
    ids=["words and pictures of one shop", "of two shops", "a hand that pays", "the price came back", "an attack"],
)
def test_who_praises_one_shop_alone_in_its_words_took_an_offer(
    own: dict[str, float], shops: int, acts: dict[str, int], expected: str
) -> None:
    speaks = {
        "review_pay": ("conditional_cashback", "written_reviews"), "review_copies": ("written_reviews", "conditional_cashback"),
        "cashback_return": ("task_brushing",), "bulk_unpaid": ("scalping",),
    }  # fmt: skip
    assert kind_of(own, 40, 40, acts, speaks, rating=4.9, shops=shops) == expected


STATES: dict[str, tuple[float | None, float | None, str]] = {
    "began last week": (7, 1, "forming"),
    "began two weeks ago": (14, 1, "forming"),
    "began a month ago and goes on": (31, 2, "active"),
    "began half a year ago, last seen four weeks ago": (180, 28, "active"),
    "not seen for more than a month": (180, 31, "resting"),
    "began and ended long ago": (300, 299, "resting"),
    "nobody knows when": (None, None, "resting"),
}


@pytest.mark.parametrize(("first", "last", "expected"), STATES.values(), ids=STATES)
def test_the_state_is_told_from_as_of(first: float | None, last: float | None, expected: str) -> None:
    ago = [None if days is None else AS_OF - timedelta(days=days) for days in (first, last)]
    assert state(*ago, AS_OF) == expected


def test_the_summary_tells_size_ties_and_marks_in_both_languages() -> None:
    english, chinese = summary(
        "task_brushing", accounts=12, merchants=3, orders=48, reviews=20, marked=0.875, shared={"payer": 1.0, "query": 0.5, "wifi": 0.1}
    )
    assert all(word in english for word in ("12 accounts", "3 shops", "48 orders", "20 reviews", "88%", "payers, search words"))
    assert all(word in chinese for word in ("12 个账号", "3 家店铺", "48 笔订单", "20 条评价", "88%", "付款人、搜索词"))
    assert "Wi-Fi" not in english + chinese
    assert not any(word in english.lower() for word in ("illegal", "crime", "guilty"))


def test_a_summary_without_ties_still_reads() -> None:
    english, chinese = summary("written_reviews", accounts=4, merchants=2, orders=0, reviews=9, marked=0.5, shared={})
    assert "what they share" in english
    assert "共同特征" in chinese


def test_who_praises_meals_and_ordered_hardly_any_to_be_counted_is_a_guest() -> None:
    speaks = {"phrase_stock": ("written_reviews",), "bulk_unpaid": ("scalping",)}
    assert kind_of({}, 2, 40, {"phrase_stock": 40}, speaks, rating=4.9, meals=0.9) == "quota_dining"
    assert kind_of({}, 2, 40, {"phrase_stock": 40}, speaks, rating=4.9, meals=0.7) == "written_reviews"
    assert kind_of({}, 40, 40, {"phrase_stock": 40}, speaks, rating=4.9, meals=1.0) == "written_reviews"
    assert kind_of({"device": 0.9}, 2, 40, {"phrase_stock": 40}, speaks, rating=4.9, meals=1.0) == "device_farm"
    assert kind_of({}, 2, 40, {"bulk_unpaid": 40}, speaks, meals=1.0) == "scalping"
