"""Orders placed to be reviewed: false praise of one author under several orders says what these were for."""

from typing import Any

import pytest

from zhenxin.scores.actors import judge_merchants
from zhenxin.scores.combine import Account, Key
from zhenxin.scores.hypothesis import FOR_REVIEW, Part
from zhenxin.scores.reviewed import judge_reviewed, name_blamed

Row = dict[str, Any]


def fact(kind: str, name: str, order: str | None = None, author: str = "w'刷", *, eaten: bool = False) -> Row:
    return {
        "entity_kind": kind,
        "entity_id": name,
        "account_id": author,
        "merchant_id": "m",
        "order_id": order,
        "is_eaten": eaten,
        "is_served": False,
        "ring_id": None,
    }


def market(
    reviews: int = 3, *, bits: float = 5.0, behaviour: str = "written_reviews", own: float = -2.0, authors: int = 1, eaten: bool = False
) -> tuple[dict[Key, Account], list[Row]]:
    """So many orders, each with a review of such bits by so many authors in turn."""
    sums: dict[Key, Account] = {}
    facts = []
    for n in range(reviews):
        facts += [fact("order", f"o{n}", author=f"w{n % authors}", eaten=eaten), fact("review", f"r{n}", f"o{n}", f"w{n % authors}")]
        sums["order", f"o{n}"] = Account([Part("prior", "prior", own, "", "")])
        sums["review", f"r{n}"] = Account([Part("prior", "prior", bits, "", "")], behaviour)
    return sums, facts


def accused(sums: dict[Key, Account]) -> set[str]:
    return {key[1] for key, total in sums.items() if key[0] == "order" and total.bits >= 0}


def test_orders_under_false_praise_of_one_hand_were_placed_for_it() -> None:
    sums, facts = market()
    judge_reviewed(sums, facts)
    assert accused(sums) == {"o0", "o1", "o2"}
    total = sums["order", "o0"]
    assert (total.bits, total.behaviour, total.parts[-1].name) == (3.5, "written_reviews", FOR_REVIEW)


@pytest.mark.parametrize(("shops", "told"), [(["m", "m2"], {"o0", "o1"}), (["m", "m"], set()), (["m", None], set())])
def test_two_are_enough_at_two_shops(shops: list[str | None], told: set[str]) -> None:
    sums, facts = market(2)
    for row in facts:
        row["merchant_id"] = shops[int(row["entity_id"][1:])]
    judge_reviewed(sums, facts)
    assert accused(sums) == told


def test_what_bears_nothing_of_its_own_is_never_sure() -> None:
    sums, facts = market(bits=40.0)
    judge_reviewed(sums, facts)
    assert {sums["order", f"o{n}"].bits for n in range(3)} == {4.0}


@pytest.mark.parametrize(
    "case",
    [
        {"reviews": 2},
        {"reviews": 6, "authors": 3},
        {"behaviour": "conditional_cashback"},
        {"behaviour": "review_extortion"},
        {"behaviour": "hired_negative"},
        {"bits": 1.0},
        {"eaten": True},
    ],
    ids=["twice", "by others", "a card in the parcel", "an attack", "blame", "a doubtful review", "meals"],
)
def test_an_honest_order_stays_honest(case: Row) -> None:
    sums, facts = market(**case)
    judge_reviewed(sums, facts)
    assert not accused(sums)


def test_what_people_decided_stands() -> None:
    sums, facts = market(4)
    judge_reviewed(sums, facts, {("order", "o1")})
    assert accused(sums) == {"o0", "o2", "o3"}


def test_an_order_found_false_by_itself_stays_as_it_is() -> None:
    sums, facts = market(own=2.0)
    judge_reviewed(sums, facts)
    assert {sums["order", f"o{n}"].bits for n in range(3)} == {2.0}


def test_a_shop_does_not_answer_twice_for_one_review() -> None:
    sums, facts = market(4)
    sized = {"m": (40, 40), "n": (4000, 4000)}
    judge_merchants(sums, facts, sized, {}, {}, {})
    before = sums["merchant", "m"].bits
    judge_reviewed(sums, facts)
    judge_merchants(sums, facts, sized, {}, {}, {})
    assert accused(sums)
    assert sums["merchant", "m"].bits == before


def blamed(
    *, rating: int | None = 1, behaviour: str | None = "hired_negative", ring: str | None = None, others: int = 0, authors: int = 4, stranger: bool = False,
    bits: float = 3.0, order: str | None = "task_brushing",
) -> tuple[dict[Key, Account], list[Row]]:  # fmt: skip
    """Four false orders of so many buyers at one shop, a review of such stars under each, and so many other false orders there; what each is called then."""
    sums, facts = market(4, bits=bits, own=3.0, authors=authors)
    for row in facts:
        is_review = row["entity_kind"] == "review"
        row |= {"rating": rating if is_review else None, "ring_id": ring}
        if is_review and stranger:
            row["account_id"] = "somebody else"
        sums[row["entity_kind"], row["entity_id"]].behaviour = behaviour if is_review else order
    for n in range(others):
        facts.append({**fact("order", f"x{n}"), "rating": None})
        sums["order", f"x{n}"] = Account([Part("prior", "prior", 3.0, "", "")], "task_brushing")
    name_blamed(sums, facts, {"R1"})
    return sums, facts


@pytest.mark.parametrize("told", [{}, {"behaviour": "review_extortion"}, {"ring": "R0"}, {"others": 3}, {"rating": 2}, {"order": None}])
def test_a_paid_order_with_its_buyer_s_false_blame_hurts_the_shop(told: Row) -> None:
    sums, facts = blamed(**told)
    assert {sums["order", f"o{n}"].behaviour for n in range(4)} == {told.get("behaviour", "hired_negative")}
    if not told:
        judge_merchants(sums, [row for row in facts if row["entity_kind"] == "order"], {"m": (9, 9), "others": (9000, 9000)}, {}, {}, {})
        assert sums["merchant", "m"].bits < 0


@pytest.mark.parametrize("told", [
    {"rating": 3}, {"rating": None}, {"ring": "R1"}, {"others": 4}, {"authors": 2}, {"stranger": True}, {"bits": -3.0}, {"behaviour": "written_reviews"},
    {"order": "swapped_goods"},
], ids=["three stars", "no stars", "of a ring", "others too", "two buyers", "another author", "honest blame", "praise", "swapped goods"])  # fmt: skip
def test_what_a_shop_brushed_stays_brushed(told: Row) -> None:
    sums, facts = blamed(**told)
    assert {sums["order", f"o{n}"].behaviour for n in range(4)} == {told.get("order", "task_brushing")}
    judge_merchants(
        sums,
        [row for row in facts if row["entity_kind"] == "order"],
        {"m": (9, 9), "others": (9000, 9000)},
        {},
        {},
        {"R1": {"kind": "task_brushing"}},
    )
    assert sums["merchant", "m"].bits > 0


def test_an_order_that_nothing_accuses_stays_what_it_is() -> None:
    sums, facts = market(4, own=-3.0, authors=4, behaviour="hired_negative")
    name_blamed(sums, [row | {"rating": 1} for row in facts], set())
    assert sums["order", "o0"].behaviour is None
