"""Communities of accused accounts: who has things in common is one ring, one thin tie joins nothing, rings that are there take in who belongs to them."""

from collections.abc import Iterable
from typing import Any

import pytest

from zhenxin.rings.joining import communities, held_by, inherited, likeliest, of_one_hand, settled

Row = dict[str, Any]


def deed(account: str, merchant: str | None, behaviour: str = "task_brushing", kind: str = "order") -> Row:
    return {"entity_kind": kind, "account_id": account, "merchant_id": merchant, "behaviour": behaviour, "amount": 10.0}


def crowd(letter: str, shops: Iterable[str], size: int = 8) -> list[Row]:
    return [deed(f"{letter}{n}", shop) for shop in shops for n in range(size)]


def cut(deeds: list[Row], ties: Iterable[tuple[str, str, str]] = (), rings: dict[str, str] | None = None) -> list[set[str]]:
    """The accounts of each community."""
    return [set(accounts) for accounts in communities(held_by(deeds, ties), rings or {})]


def test_those_who_serve_the_same_shops_are_one_community_and_one_account_between_two_joins_nothing() -> None:
    told = cut([*crowd("x", ("m1", "m2")), *crowd("y", ("m3", "m4")), deed("x0", "m3")])
    assert told == [{f"x{n}" for n in range(8)}, {f"y{n}" for n in range(8)}]


def test_who_hurts_a_shop_has_nothing_held_by_with_those_who_serve_it() -> None:
    held = held_by([deed("x", "m"), deed("y", "m", "reverse_brushing"), deed("z", None)], [("x", "payer", "p"), ("y", "payer", "p")])
    assert held == {("shop", "m"): {"x"}, ("hurt", "m"): {"y"}, ("payer", "p"): {"x", "y"}}


def test_one_sender_tells_two_rings_at_the_same_shops_apart() -> None:
    mixed = [*crowd("x", ("m1", "m2")), *crowd("y", ("m1", "m2"))]
    senders = [(f"{letter}{n}", "sender", f"{letter}{number}") for letter in "xy" for n in range(8) for number in range(2)]
    assert len(cut(mixed)) == 1
    assert len(cut(mixed, senders)) == 2


def test_who_has_most_held_by_with_a_ring_joins_it_and_who_has_little_does_not() -> None:
    rings = {f"w{n}": "R1" for n in range(6)}
    served = [*crowd("w", ("m1",), 6), deed("x", "m1")]
    assert communities(held_by(served, []), rings) == [{"x": "R1"}]
    others = [*crowd("y", ("m2", "m3"), 6), deed("y0", "m1")]
    told = {account: ring for members in communities(held_by([*served, *others], []), rings) for account, ring in members.items()}
    assert told == {"x": "R1"} | {f"y{n}": None for n in range(6)}


def test_the_communities_are_the_same_in_whatever_order_the_deeds_come() -> None:
    deeds = [*crowd("x", ("m1", "m2")), *crowd("y", ("m2", "m3")), *crowd("z", ("m3", "m1"))]
    assert cut(deeds) == cut(deeds[::-1])
    assert cut([]) == []


def test_what_nearly_all_have_held_by_ties_nobody() -> None:
    everybody = {("network", "campus"): {f"x{n}" for n in range(2500)}}
    assert communities(everybody, {}) == []


def test_a_group_goes_on_as_the_loose_ring_with_most_of_its_members_and_no_ring_goes_on_twice() -> None:
    groups = [{f"x{n}" for n in range(6)}, {f"x{n}" for n in range(6, 16)}, {"z"}]
    loose = {"R1": {f"x{n}" for n in range(16)}, "R2": {"z"}}
    assert inherited(groups, loose) == {1: "R1"}
    assert inherited(groups, {"R3": {f"y{n}" for n in range(9)}}) == {}


def test_a_ring_has_the_shops_that_two_of_it_served_and_those_that_one_of_it_hurt() -> None:
    deeds = {"x": [deed("x", "m1"), deed("x", "m2"), deed("x", "m3", "scalping")], "y": [deed("y", "m1", kind="review")]}
    ties = {"x": [("payer", "p"), ("device", "own")], "y": [("payer", "p")]}
    one = settled(["x", "y"], "empty_parcel", deeds, ties)
    assert (one.merchants, one.count("order"), one.count("review"), one.amount) == ({"m1"}, 1, 1, 20.0)
    assert one.ties == {("x", "payer", "p"), ("y", "payer", "p")}
    assert settled(["x", "y"], "scalping", deeds, ties).merchants == {"m3"}


@pytest.mark.parametrize(
    ("deeds", "own", "expected"),
    [
        ({"x": [deed("x", "m", "scalping")]}, {"x": "task_brushing"}, "scalping"),
        ({}, {"x": "fake_engagement", "y": "fake_engagement", "z": "batch_accounts"}, "fake_engagement"),
        ({}, {"x": None}, None),
    ],
    ids=["what they did counts before what they are", "most of themselves", "nobody knows"],
)
def test_a_ring_is_of_the_kind_of_most_of_what_its_accounts_did(
    deeds: dict[str, list[Row]], own: dict[str, str | None], expected: str | None
) -> None:
    assert likeliest(own, deeds, own) == expected


def test_groups_that_one_hand_hires_are_one() -> None:
    groups = [{f"a{n}" for n in range(6)}, {f"b{n}" for n in range(9)}, {f"c{n}" for n in range(6)}]
    boss = {name: [("payer", "boss"), ("network", "line")] for name in ("a0", "a1", "a2", "b0", "b1", "b2")}
    assert of_one_hand(groups, boss) == [groups[0] | groups[1], groups[2]]
    few = {name: [("payer", "boss")] for name in ("a0", "a1", "a2", "b0", "b1")}
    assert of_one_hand(groups, few) == groups
    many = [groups[0], {f"b{n}" for n in range(20)}]
    assert of_one_hand(many, boss) == many
    one_line = {name: [("network", "line")] for name in boss}
    assert of_one_hand(groups, one_line) == groups
