"""Orders and reviews: a ring weighs on what its members did at its shops, and on nothing else."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from zhenxin.scores.combine import Account
from zhenxin.scores.deeds import EATEN_BITS, judge_deeds
from zhenxin.scores.hypothesis import SHOP_RATE, Part, Trait
from zhenxin.scores.weights import PRIOR_BITS

Row = dict[str, Any]
TRAITS = {
    "cashback_return": Trait("money", True, ("task_brushing",)),
    "empty_parcel": Trait("goods", True, ("empty_parcel",)),
    "shared_device": Trait("identity", False, ("device_farm",)),
}


def ring(probability: float = 0.99, ring_id: str = "R1") -> Mapping[str, Row]:
    return {
        ring_id: {
            "ring_id": ring_id,
            "probability": probability,
            "summary": "twelve accounts",
            "summary_zh": "十二个账号",
            "kind": "task_brushing",
        }
    }


def order(number: int, ring_id: str | None = "R1", account: str = "w") -> Row:
    return {"entity_kind": "order", "entity_id": f"o'{number}🛒", "account_id": account, "merchant_id": "m", "occurred_at": "2026-06-01",
            "amount": 20.5, "product_id": "p", "ring_id": ring_id, "is_eaten": False, "is_served": False, "is_praised": False, "is_of_meal": False,
            "rating": None,
            "order_id": None}  # fmt: skip


def said(number: int, signal: str = "cashback_return", level: int = 3) -> Row:
    return {"entity_kind": "order", "entity_id": f"o'{number}🛒", "signal": signal, "level": level, "reason": "it says so", "reason_zh": "据此",
            "query_id": f"{signal}@2026", "args": "{}", "via": "own"}  # fmt: skip


def judged(
    evidence: Sequence[Row], facts: Sequence[Row], rings: Mapping[str, Row], firmness: Mapping[tuple[str, str], float] | None = None
) -> dict[str, Account]:
    sums = judge_deeds(evidence, facts, rings, firmness or {}, {}, TRAITS)
    return {key[1]: account for key, account in sums.items()}


def parts(account: Account) -> list[str]:
    return [part.name for part in account.parts]


def test_an_order_of_a_member_at_a_shop_of_the_ring_bears_the_ring() -> None:
    sums = judged([said(0)], [order(0)], ring())
    assert parts(sums["o'0🛒"]) == ["prior", "cashback_return", "ring"]
    assert sums["o'0🛒"].bits > 0


@pytest.mark.parametrize(("kind", "bears"), [("task_brushing", True), ("batch_accounts", False), ("quota_dining", False)])
def test_a_ring_says_of_its_orders_only_what_its_behaviour_makes_of_them(kind: str, bears: bool) -> None:
    rings = {"R1": {**ring()["R1"], "kind": kind}}
    found = judged([said(1)], [order(0), order(1)], rings)
    assert ("ring" in parts(found["o'1🛒"])) is bears
    assert ("o'0🛒" in found) is bears


def review(number: int, merchant: str = "m") -> Row:
    return {**order(number), "entity_kind": "review", "entity_id": f"r{number}", "merchant_id": merchant, "rating": 5}


@pytest.mark.parametrize(("kind", "elsewhere"), [("written_reviews", True), ("conditional_cashback", False)])
def test_what_one_shop_paid_its_customers_for_they_did_not_do_elsewhere(kind: str, elsewhere: bool) -> None:
    """Who writes for hire does it at every shop of the ring; neighbours whom one shop rewarded for stars write of the others for themselves."""
    rings = {"R1": {**ring()["R1"], "kind": kind}}
    paid = {**said(0), "entity_kind": "review", "entity_id": "r0"}
    traits = {"cashback_return": Trait("money", True, (kind,))}
    found = judge_deeds([paid], [review(0), review(1), review(2, "another")], rings, {}, {}, traits)
    bits = {key[1]: sum(part.bits for part in account.parts if part.name == "ring") for key, account in found.items()}
    assert bits["r1"] > 5
    assert (bits["r2"] > 5) is elsewhere


def test_a_private_order_of_a_member_bears_nothing_of_it() -> None:
    sums = judged([said(0), said(1, "shared_device")], [order(0), order(1, None)], ring())
    assert parts(sums["o'1🛒"]) == ["prior", "shared_device", "uncorroborated"]
    assert sums["o'1🛒"].bits < 0


def test_a_ring_that_is_not_told_weighs_nothing() -> None:
    sums = judged([said(0)], [order(0, "R2")], ring())
    assert "ring" not in parts(sums["o'0🛒"])


def test_a_surer_ring_weighs_more() -> None:
    weights = [judged([said(0)], [order(0)], ring(probability))["o'0🛒"].bits for probability in (0.05, 0.3, 0.6, 0.9, 0.999)]
    assert weights == sorted(weights)
    assert weights[0] < weights[-1]


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_a_ring_as_sure_as_can_be_stays_finite(probability: float) -> None:
    bits = judged([said(0)], [order(0)], ring(probability))["o'0🛒"].bits
    assert -50 < bits < 50


def test_an_unmarked_order_among_marked_ones_weighs_less() -> None:
    facts = [order(number) for number in range(10)]
    sums = judged([said(number) for number in range(9)], facts, ring())
    ring_bits = {name: next(part.bits for part in account.parts if part.name == "ring") for name, account in sums.items()}
    assert ring_bits.pop("o'9🛒") < min(ring_bits.values())


def test_where_hardly_any_order_is_marked_the_unmarked_ones_weigh_as_much() -> None:
    facts = [order(number) for number in range(100)]
    sums = judged([said(0)], facts, ring())
    marked, plain = (next(part.bits for part in sums[f"o'{number}🛒"].parts if part.name == "ring") for number in (0, 1))
    assert plain == pytest.approx(marked, abs=0.1)


def test_who_is_loosely_tied_to_the_ring_is_doubted_less() -> None:
    facts = [order(0, account="firm"), order(1, account="loose")]
    sums = judged([said(0), said(1)], facts, ring(), {("R1", "firm"): 1.0, ("R1", "loose"): 0.3})
    assert "loose_tie" not in parts(sums["o'0🛒"])
    assert "loose_tie" in parts(sums["o'1🛒"])
    assert sums["o'1🛒"].bits < sums["o'0🛒"].bits


def test_what_nothing_speaks_of_and_no_ring_holds_is_not_judged() -> None:
    assert judged([], [order(0, None)], ring()) == {}
    assert judged([], [], {}) == {}


def test_a_page_is_judged_like_any_other() -> None:
    row = {**said(0), "entity_kind": "page", "entity_id": "https://a.example/'x'"}
    sums = judge_deeds([row], [], {}, {}, {}, TRAITS)
    assert sums["page", "https://a.example/'x'"].parts[0].bits == PRIOR_BITS


def test_one_star_is_no_praise_and_five_are_no_blame() -> None:
    traits = {**TRAITS, "review_copies": Trait("text", True, ("written_reviews", "hired_negative"), (4.0, 8.0, 10.0)),
              "review_burst": Trait("time", False, ("written_reviews", "hired_negative"), (4.0, 5.0, 6.0))}  # fmt: skip
    found = {}
    for stars in (1, 3, 5):
        rows = [{**said(0, signal), "entity_kind": "review"} for signal in ("review_copies", "review_burst")]
        facts = [{**order(0, None), "entity_kind": "review", "rating": stars}]
        (account,) = judge_deeds(rows, facts, {}, {}, {}, traits).values()
        found[stars] = account.behaviour
    assert found == {1: "hired_negative", 3: "written_reviews", 5: "written_reviews"}


FREE = json.dumps({"amount_back": 68.0, "price": 68.0})
WITH_FEE = json.dumps({"amount_back": 72.0, "price": 68.0})


def meal(number: int = 0, ring_id: str | None = "R1") -> Row:
    return {**order(number, ring_id), "is_served": True}


def paid(number: int, args: str) -> Row:
    return {**said(number), "args": args}


def test_a_meal_that_was_paid_back_was_eaten_none_the_less() -> None:
    assert judged([paid(0, FREE)], [order(0)], ring())["o'0🛒"].bits > 0
    eaten = judged([paid(0, FREE)], [meal()], ring())["o'0🛒"]
    assert eaten.bits == pytest.approx(EATEN_BITS)
    assert eaten.parts[-1].name == "meal"
    doubted = judged([said(0, "shared_device", 1)], [meal(ring_id=None)], {})["o'0🛒"]
    assert "meal" not in parts(doubted)


def test_who_sat_at_a_table_had_the_meal_whatever_came_back() -> None:
    for args in (FREE, WITH_FEE, "{}"):
        eaten = judged([paid(0, args)], [{**order(0), "is_eaten": True}], ring())["o'0🛒"]
        assert (eaten.parts[-1].name, eaten.bits) == ("meal", pytest.approx(EATEN_BITS))


@pytest.mark.parametrize(
    "rows",
    [[paid(0, WITH_FEE)], [{**said(0), "args": json.dumps({"fee": 3.0})}], [said(0, "empty_parcel", 2)]],
    ids=["a fee beyond the price", "a fee a piece", "an empty parcel, and no money back"],
)
def test_what_was_paid_for_more_than_the_meal_was_placed_to_be_counted(rows: Sequence[Row]) -> None:
    assert "meal" not in parts(judged(rows, [meal()], ring())["o'0🛒"])


@pytest.mark.parametrize(("args", "is_meal"), [(FREE, True), (json.dumps({"fee": 0.0}), True), (WITH_FEE, False)])
def test_a_ring_s_other_meals_are_what_most_of_its_meals_are(args: str, is_meal: bool) -> None:
    rows = [paid(n, args) for n in range(3)] + [paid(3, WITH_FEE if is_meal else FREE)]
    found = judged(rows, [meal(n) | {"is_praised": n < 3} for n in range(5)], ring())["o'4🛒"]
    assert ("meal" in parts(found)) is is_meal


def test_where_hardly_any_is_praised_meals_were_placed_to_be_counted() -> None:
    rows = [paid(n, FREE) for n in range(5)]
    for praised, is_meal in ((1, False), (2, True), (5, True)):
        found = judged(rows, [meal(n) | {"is_praised": n < praised} for n in range(5)], ring())["o'4🛒"]
        assert ("meal" in parts(found)) is is_meal


def test_a_service_that_is_praised_and_not_paid_back_is_no_guests() -> None:
    for rows, is_meal in (([said(n, "empty_parcel", 2) for n in range(5)], False), ([paid(n, WITH_FEE) for n in range(5)], True)):
        found = judged(rows, [meal(n) | {"is_praised": True} for n in range(5)], ring())["o'4🛒"]
        assert ("meal" in parts(found)) is is_meal


def test_the_part_of_a_signal_keeps_its_sentence_and_its_query() -> None:
    account = judged([said(0)], [], {})["o'0🛒"]
    part = account.parts[1]
    assert (part.sentence, part.sentence_zh, part.query_id) == ("it says so", "据此", "cashback_return@2026")


@pytest.mark.parametrize(("kind", "shops", "parts_of_meal"), [("device_farm", 3, 0), ("device_farm", 2, 1), ("task_brushing", 9, 1)])
def test_phones_in_a_rack_sit_at_no_table(kind: str, shops: int, parts_of_meal: int) -> None:
    farm = {"R1": ring()["R1"] | {"kind": kind, "merchants": shops}}
    assert parts(judged([said(0)], [{**order(0), "is_eaten": True}], farm)["o'0🛒"]).count("meal") == parts_of_meal


def at_a_shop(known: Mapping[tuple[str, str], list[Part]] | None = None, *, eaten: bool = False) -> dict[tuple[str, str], Account]:
    """Five orders of five buyers that two acts tell false, or five meals that were given away, and a sixth with a faint act, all at shop m."""
    traits = {**TRAITS, "cashback_return": Trait("money", True, ("task_brushing",), (4.4, 7.6, 9.9)),
              "guided_visit": Trait("conduct", True, ("task_brushing",), (4.0, 7.2, 9.9)),
              "shared_device": Trait("identity", False, ("task_brushing",), (4.0, 7.2, 9.9))}  # fmt: skip
    own = ("shared_device",) if eaten else ("guided_visit",)
    rows = [row for n in range(5) for row in (*(said(n, signal) for signal in own), paid(n, FREE))] + [said(5, level=1)]
    facts = [{**order(n, None, f"w{n}"), "is_served": eaten and n < 5, "is_praised": eaten} for n in range(6)]
    return judge_deeds(rows, facts, {}, {}, {"m": (20, 0)}, traits, known or {})


def test_what_else_was_found_false_at_the_shop_is_asked_last() -> None:
    found = at_a_shop()
    assert all(found["order", f"o'{n}🛒"].bits > 0 for n in range(5))
    assert SHOP_RATE in parts(found["order", "o'5🛒"])


def test_meals_and_known_buyers_say_nothing_of_the_shop_s_other_orders() -> None:
    known = {("account", f"w{n}"): [Part("known", "record", -30.0, "", "")] for n in range(5)}
    for found in (at_a_shop(eaten=True), at_a_shop(known)):
        assert all(found["order", f"o'{n}🛒"].bits < 0 for n in range(5))
        assert SHOP_RATE not in parts(found["order", "o'5🛒"])


def test_what_people_decided_stands_once_beside_the_shop_s_rate() -> None:
    verdict = Part("verdict", "record", -4.0, "", "")
    found = at_a_shop({("order", "o'5🛒"): [verdict]})["order", "o'5🛒"]
    assert parts(found).count("verdict") == 1
    assert SHOP_RATE in parts(found)
