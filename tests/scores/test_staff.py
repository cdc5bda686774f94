"""Staff: judged by what they approved and whom they let in, against their colleagues."""

import pytest

from zhenxin.scores.combine import Account, Key
from zhenxin.scores.staff import LEAST_DEEDS, judge_staff

COLLEAGUES: dict[Key, list[int]] = {("let_in", f"c{n}"): [6, 1 if n == 0 else 0] for n in range(9)}


def bits(counts: dict[Key, list[int]], person: str = "s'") -> float:
    sums: dict[Key, Account] = {}
    judge_staff(sums, counts)
    return sum(part.bits for part in sums[("staff", person)].parts if part.name != "prior") if ("staff", person) in sums else 0.0


def test_who_let_in_mostly_false_shops_is_suspected_but_not_accused_by_that_alone() -> None:
    found = bits({**COLLEAGUES, ("let_in", "s'"): [5, 4]})
    assert 3 < found < 6.63


def test_the_own_false_shops_do_not_make_the_rate_they_are_held_against() -> None:
    assert bits({**COLLEAGUES, ("let_in", "s'"): [8, 7]}) > bits({**COLLEAGUES, ("let_in", "s'"): [8, 4]}) > 0


@pytest.mark.parametrize(
    "own",
    [[LEAST_DEEDS - 1, LEAST_DEEDS - 1], [60, 3], [5, 0]],
    ids=["two shops only", "hundreds of which a few are false", "none is false"],
)
def test_nothing_is_said_of_who_let_in_what_colleagues_do(own: list[int]) -> None:
    assert bits({**COLLEAGUES, ("let_in", "s'"): own}) == pytest.approx(0.0)


def test_where_every_tenth_shop_is_false_three_of_ten_say_little() -> None:
    many: dict[Key, list[int]] = {("let_in", f"c{n}"): [10, 1] for n in range(9)}
    assert bits({**many, ("let_in", "s'"): [10, 3]}) < 1


def test_approvals_are_held_against_the_rate_of_all() -> None:
    counts: dict[Key, list[int]] = {("staff", f"c{n}"): [100, 1] for n in range(9)}
    assert bits({**counts, ("staff", "s'"): [30, 12]}) > 6
    assert bits({**counts, ("staff", "s'"): [300, 4]}) == pytest.approx(0.0)


def test_claims_and_shops_are_told_apart() -> None:
    assert bits({**COLLEAGUES, ("staff", "s'"): [5, 2], ("let_in", "s'"): [5, 2]}) == pytest.approx(0.0)
