"""What a deed was done for: its ring says so before its own sum does, and a ring that turns on a shop does it no service."""

from typing import Any

import pytest

from zhenxin.scores.combine import Account
from zhenxin.scores.conduct import buyers_alone, conduct, is_buyers_alone, is_harm, not_kept
from zhenxin.scores.hypothesis import Part, Trait

RINGS = {"R1": {"kind": "task_brushing"}, "R2": {"kind": "reverse_brushing"}}


def row(ring: str | None, kind: str = "order") -> dict[str, Any]:
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


TRAITS = {
    "made": Trait("identity", act=True, speaks_for=("batch_accounts", "subsidy_brushing")),
    "money back": Trait("money", act=True, speaks_for=("task_brushing",)),
    "subsidies piled up": Trait("money", act=False, speaks_for=("subsidy_brushing",)),
}


@pytest.mark.parametrize(
    ("parts", "alone"),
    [
        (["made"], True),
        (["made", "subsidies piled up", "ring"], True),
        (["made", "money back"], False),
        (["money back"], False),
        (["subsidies piled up", "ring"], None),
        (["ring"], None),
    ],
)
def test_an_account_made_for_it_says_nothing_of_the_shop(parts: list[str], alone: bool | None) -> None:
    total = Account([Part(name, "identity", 9.0, "", "") for name in parts])
    assert is_buyers_alone(total, TRAITS) == alone


def test_what_a_ring_of_such_accounts_did_at_a_shop_says_nothing_of_it_either() -> None:
    made, bare, paid = (Account([Part(name, "identity", 9.0, "", "")]) for name in ("made", "ring", "money back"))
    assert buyers_alone([(row("R1"), made), (row("R1"), bare)], TRAITS) == {("m", "R1")}
    assert buyers_alone([(row("R1"), made), (row("R1"), paid)], TRAITS) == set()
    assert buyers_alone([(row("R1"), bare), (row(None), made)], TRAITS) == set()


@pytest.mark.parametrize(
    ("back", "kept", "behaviour", "told", "is_victim"),
    [
        (5, 5, "task_brushing", row(None), True), (4, 8, "task_brushing", row("R1"), True), (3, 3, "task_brushing", row(None), False),
        (4, 16, "task_brushing", row(None), False), (9, 0, "live_inflation", row(None), False),
        (5, 18, "written_reviews", row(None, "review") | {"rating": 5}, True), (5, 18, "hired_negative", row(None, "review") | {"rating": 1}, False),
        (4, 2, "written_reviews", row(None, "review") | {"rating": 5}, False),
    ],
    ids=["half came back", "a third", "too few", "a fifth", "what a show sold", "a fifth of the praise", "blame", "too little praise"],
)  # fmt: skip
def test_a_shop_whose_false_orders_are_not_kept_is_a_victim(
    back: int, kept: int, behaviour: str, told: dict[str, Any], is_victim: bool
) -> None:
    accused = Account([Part("x", "money", 4.0, "", "")], behaviour)
    deeds = [({**told, "is_back": n < back}, accused) for n in range(back + kept)]
    honest = [({**row(None), "is_back": True}, Account([Part("x", "money", -4.0, "", "")]))] * 9
    assert not_kept([*deeds, *honest], RINGS) == ({"m"} if is_victim else set())
