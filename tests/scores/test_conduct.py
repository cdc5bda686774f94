"""What a deed was done for: its ring says so before its own sum does, and a ring that turns on a shop does it no service."""

import pytest

from zhenxin.scores.combine import Account
from zhenxin.scores.conduct import conduct, is_harm

RINGS = {"R1": {"kind": "task_brushing"}, "R2": {"kind": "reverse_brushing"}}


def row(ring: str | None, kind: str = "order") -> dict[str, str | None]:
    return {"entity_kind": kind, "ring_id": ring, "merchant_id": "m"}


@pytest.mark.parametrize(
    ("ring", "behaviour", "is_one"),
    [
        (None, "malicious_refusal", True),
        (None, "task_brushing", False),
        (None, None, False),
        ("R2", None, True),
        ("R2", "task_brushing", True),
        ("R1", "malicious_refusal", False),
        ("a ring that convicts nobody", "malicious_refusal", True),
    ],
)
def test_its_ring_says_what_it_was_before_its_own_sum_does(ring: str | None, behaviour: str | None, is_one: bool) -> None:
    total = Account(behaviour=behaviour)
    assert is_harm(row(ring), total, RINGS) == is_one
    assert conduct(row(ring), total, RINGS) == (RINGS[ring]["kind"] if ring in RINGS else behaviour)


def test_a_ring_that_turned_on_the_shop_hurts_it_there_and_nowhere_else() -> None:
    assert is_harm(row("R1"), Account(), RINGS, {"m": {"R1"}})
    assert not is_harm(row("R1"), Account(), RINGS, {"another": {"R1"}})
    assert not is_harm(row(None), Account(), RINGS, {"m": {"R1"}})


def test_praise_of_a_meal_given_for_it_is_that_whatever_the_ring_is_called() -> None:
    assert conduct(row("R1", "review"), Account(behaviour="quota_dining"), RINGS) == "quota_dining"
    assert conduct(row("R1", "order"), Account(behaviour="quota_dining"), RINGS) == "task_brushing"
