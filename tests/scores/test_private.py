"""What members of a ring buy for themselves at its shops."""

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from zhenxin.engine import Engine
from zhenxin.scores.private import FAR, LEAST, MOST, OTHER, SAME, Marks, expected_private, most_bits


def put(engine: Engine, orders: dict[tuple[str, str], int]) -> None:
    """So many orders of each account at each shop; nobody reviews."""
    rows = [(account, shop) for (account, shop), count in orders.items() for _ in range(count)]
    engine.put("cut_orders", pa.table({"account_id": [row[0] for row in rows], "merchant_id": [row[1] for row in rows]}))
    engine.put("cut_reviews", pa.table({"account_id": pa.array([], pa.string()), "merchant_id": pa.array([], pa.string())}))
    engine.put("people", pa.table({"ring_id": ["R", "R"], "account_id": ["a'1", "b"]}))
    engine.put("places", pa.table({"ring_id": ["R", "R", "R"], "merchant_id": ["m1", "m1", None]}))


def test_members_buy_at_the_ring_s_shop_as_much_as_others_who_buy_elsewhere(engine: Engine) -> None:
    put(engine, {("a'1", "m1"): 9, ("b", "m1"): 1, ("a'1", "m2"): 4, ("b", "m3"): 2, ("c", "m1"): 5, ("d", "m2"): 11})
    # six orders elsewhere, five of the others here for twenty-seven that are not theirs or elsewhere; of sixteen orders of others fourteen come back
    assert expected_private(engine, "people", "places") == {("R", "order"): pytest.approx(6 * (5 / (32 - 5) + 14 / 16 * 10 / 16))}


def test_a_shop_that_nobody_else_buys_at_is_no_place_for_private_orders(engine: Engine) -> None:
    put(engine, {("a'1", "m1"): 9, ("b", "m2"): 5})
    assert expected_private(engine, "people", "places") == {("R", "order"): 0.0}


@pytest.mark.parametrize("orders", [{("a'1", "m1"): 9, ("b", "m2"): 4, ("c", "m2"): 9}, {("a'1", "m1"): 9, ("c", "m1"): 9}])
def test_nothing_is_told_of_members_who_are_hardly_known_elsewhere(engine: Engine, orders: dict[tuple[str, str], int]) -> None:
    put(engine, orders)
    assert expected_private(engine, "people", "places") == {}


@pytest.mark.parametrize(
    ("expected", "unmarked", "bits"), [(0.0, 0, 0.0), (0.0, 9, 4.25), (3.0, 9, 0.0), (20.0, 9, LEAST), (0.0, 10_000, MOST)]
)
def test_the_more_are_expected_the_less_the_ring_says(expected: float, unmarked: int, bits: float) -> None:
    assert most_bits(expected, unmarked) == pytest.approx(bits, abs=0.01)


def deed(account: str, days: float = 0.0, product: str | None = "p", shop: str | None = "m'1", kind: str = "order") -> dict[str, Any]:
    at = datetime.fromisoformat("2025-03-03T12:00") + timedelta(days=days)
    return {"entity_kind": kind, "merchant_id": shop, "account_id": account, "occurred_at": at, "product_id": product}


@pytest.mark.parametrize(("told", "bits"), [
    (deed("b", 0.5), SAME + 2.5), (deed("b", -3), SAME), (deed("b", 9), SAME + FAR), (deed("b", 0.5, "q"), OTHER + 2.5), (deed("b", 9, "q"), OTHER + FAR),
    (deed("b", 0.5, None), 2.5), (deed("a"), 0.0), (deed("b", shop="m2"), 0.0), (deed("b", kind="review"), 0.0), (deed("b", shop=None), 0.0),
], ids=["same day", "same week", "long after", "another thing", "another thing, long after", "a thing unknown", "one's own mark", "elsewhere", "a review",
        "no shop"])  # fmt: skip
def test_a_deed_fits_to_what_others_of_the_ring_did(told: dict[str, Any], bits: float) -> None:
    marks = Marks()
    marks.add("R", deed("a"))
    assert marks.fit("R", told) == bits
    assert marks.fit("another", told) == 0.0


def test_what_fits_is_surer_and_what_does_not_is_less_sure() -> None:
    assert most_bits(3.0, 9, 2.0) == 2.0
    assert most_bits(3.0, 9, -20.0) == LEAST
    assert most_bits(0.0, 9, 20.0) == MOST
