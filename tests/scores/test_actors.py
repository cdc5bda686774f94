"""Accounts, merchants, devices, senders: judged by what they did, a shop only against its size and the market."""

from collections.abc import Mapping
from typing import Any

import pytest

from zhenxin.scores.actors import LEAST_DEEDS, ONE_DEED, judge_accounts, judge_merchants, judge_tools
from zhenxin.scores.combine import Account, prior
from zhenxin.scores.hypothesis import Part, Spoken, Trait
from zhenxin.scores.weights import BEHAVIOUR_PRIOR_BITS, PRIOR_BITS, bits

Row = dict[str, Any]
Key = tuple[str, str]
TRAITS = {"shared_device": Trait("identity", False, ("device_farm",)), "merchant_surge": Trait("time", False, ("task_brushing",))}
RINGS = {"R1": {"ring_id": "R1", "probability": 0.98, "kind": "task_brushing"}}
FARM = {"R1": {"ring_id": "R1", "probability": 0.98, "kind": "device_farm"}}


def deeds(
    bits: Mapping[str, float], account: str = "a'1", merchant: str | None = "m", kind: str = "order"
) -> tuple[dict[Key, Account], list[Row]]:
    """Orders with so many bits each, and the facts of them."""
    sums = {(kind, name): Account([prior(), Part("evidence", "money", value - PRIOR_BITS, "", "")]) for name, value in bits.items()}
    facts = [
        {
            "entity_kind": kind,
            "entity_id": name,
            "account_id": account,
            "merchant_id": merchant,
            "ring_id": "R1",
            "occurred_at": None,
            "amount": 1.0,
        }
        for name in bits
    ]
    return sums, facts


# accounts


def account_bits(bits: Mapping[str, float], spoken: Mapping[Key, list[Spoken]] | None = None) -> float:
    sums, facts = deeds(bits)
    judge_accounts(sums, facts, [], RINGS, spoken or {}, TRAITS)
    return sums["account", "a'1"].bits


def test_an_account_is_nearly_as_doubtful_as_the_surest_of_its_deeds() -> None:
    assert account_bits({"o1": 4.0, "o2": -3.0}) == pytest.approx(4.0 - ONE_DEED)


def test_one_shaky_deed_accuses_nobody() -> None:
    assert account_bits({"o1": 1.2, "o2": -6.0}) < 0


def test_several_false_deeds_weigh_more_than_one() -> None:
    assert account_bits({f"o{n}": 4.0 for n in range(8)}) == pytest.approx(7.0 - ONE_DEED)


@pytest.mark.parametrize("best", [-0.1, -1.0, -5.0])
def test_an_account_none_of_whose_deeds_is_accused_is_not_accused(best: float) -> None:
    assert account_bits({"o1": best, "o2": -6.0}) < 0


def test_the_sentence_says_why_such_an_account_is_doubtful() -> None:
    sums, facts = deeds({"o1": -1.0, "o2": -6.0})
    judge_accounts(sums, facts, [], RINGS, {}, TRAITS)
    [part] = [part for part in sums["account", "a'1"].parts if part.name == "deeds"]
    assert (
        part.sentence == "it is about as doubtful as the most doubtful of its orders and reviews, none of which is accused: probability 33%"
    )
    assert part.sentence_zh == "该账号与其最可疑的一笔订单或评价大致同样可疑：该笔为虚假的概率为 33%，尚不足以认定"


def test_its_own_signals_are_not_counted_twice() -> None:
    said = {("account", "a'1"): [Spoken("shared_device", 3, "", "")]}
    assert account_bits({"o1": 4.0}, said) == pytest.approx(4.0 - ONE_DEED)
    assert account_bits({"o1": -6.0}, said) == pytest.approx(BEHAVIOUR_PRIOR_BITS + bits("shared_device", 3))


def test_who_paid_a_rings_members_is_accused() -> None:
    sums: dict[Key, Account] = {}
    members = [{"entity_kind": "account", "entity_id": "boss", "role": "organiser", "ring_id": "R1"}]
    judge_accounts(sums, [], members, RINGS, {}, TRAITS)
    assert sums["account", "boss"].bits > 0


@pytest.mark.parametrize(
    "member",
    [
        pytest.param({"entity_kind": "account", "entity_id": "boss", "role": "victim", "ring_id": "R1"}, id="a victim"),
        pytest.param(
            {"entity_kind": "payee", "entity_id": "boss", "role": "organiser", "ring_id": "R1"}, id="an outsider who is no account"
        ),
        pytest.param(
            {"entity_kind": "account", "entity_id": "boss", "role": "organiser", "ring_id": "R9"}, id="of a ring that is not told"
        ),
    ],
)
def test_others_are_not(member: Row) -> None:
    sums: dict[Key, Account] = {}
    judge_accounts(sums, [], [member], RINGS, {}, TRAITS)
    assert sums == {}


# merchants


def merchant_bits(false: int, size: int, market: int = 10_000, *, others_false: int = 0, kind: str = "order") -> float:
    sums, facts = deeds({f"o{n}": 8.0 for n in range(false)}, merchant="shop", kind=kind)
    more, more_facts = deeds({f"x{n}": 8.0 for n in range(others_false)}, merchant="others", kind=kind)
    sold = {"shop": (size, size), "others": (market, market)}
    sums |= more
    judge_merchants(sums, [*facts, *more_facts], sold, {("merchant", "shop"): []}, TRAITS, {})
    return sums["merchant", "shop"].bits


@pytest.mark.parametrize(("false", "size"), [(20, 40), (40, 400), (30, 30)])
def test_a_shop_with_far_more_false_orders_than_the_market_is_accused(false: int, size: int) -> None:
    assert merchant_bits(false, size) > 0
    assert merchant_bits(false, size, kind="review") > 0


CLEAN = {
    "none is false": (0, 100, 0),
    "two false ones": (LEAST_DEEDS - 1, 3, 0),
    "a large shop with its share": (20, 2_000, 100),
    "as the market has it everywhere": (50, 1_000, 500),
}


@pytest.mark.parametrize(("false", "size", "others"), CLEAN.values(), ids=CLEAN)
def test_a_shop_with_no_more_than_its_share_is_not(false: int, size: int, others: int) -> None:
    assert merchant_bits(false, size, others_false=others) < 0


def test_a_shop_that_is_judged_alone_is_held_to_the_whole_market() -> None:
    sums, facts = {}, []
    for shop in range(100):
        more, rows = deeds({f"o{shop}-{n}": 8.0 for n in range(6)}, merchant=f"s{shop}")
        sums |= more
        facts += rows
    sold = {f"s{shop}": (200, 0) for shop in range(100)}
    alone = dict(sums)
    judge_merchants(sums, facts, sold, {}, TRAITS, {})
    judge_merchants(alone, facts, sold, {}, TRAITS, {}, only={"s7"})
    assert {key for key in alone if key[0] == "merchant"} == {("merchant", "s7")}
    assert alone["merchant", "s7"].bits == sums["merchant", "s7"].bits < 0


def test_orders_that_are_doubted_and_not_accused_do_not_count_against_a_shop() -> None:
    sums, facts = deeds({f"o{n}": -0.5 for n in range(40)}, merchant="shop")
    judge_merchants(sums, facts, {"shop": (40, 0), "others": (9_000, 0)}, {}, TRAITS, {})
    assert ("merchant", "shop") not in sums


def test_reviews_of_no_shop_count_against_none() -> None:
    sums, facts = deeds({f"r{n}": 8.0 for n in range(9)}, merchant=None, kind="review")
    judge_merchants(sums, facts, {"shop": (40, 40)}, {}, TRAITS, {})
    assert not [key for key in sums if key[0] == "merchant"]


def attack(accounts: int, behaviour: str, rings: Mapping[str, Mapping[str, Any]] | None = None) -> tuple[dict[Key, Account], set[str]]:
    """A shop of thirty orders, six of them false by `behaviour` and by so many accounts."""
    sums: dict[Key, Account] = {}
    facts: list[Row] = []
    for n in range(6):
        more, row = deeds({f"o{n}": 8.0}, account=f"a{n % accounts}", merchant="shop")
        more["order", f"o{n}"].behaviour = behaviour
        sums |= more
        facts += row
    return sums, judge_merchants(sums, facts, {"shop": (30, 0), "others": (9_000, 0)}, {}, TRAITS, rings or {})


def test_what_was_done_to_hurt_a_shop_does_not_count_against_it() -> None:
    sums, attacked = attack(3, "reverse_brushing")
    assert attacked == {"shop"}
    assert sums["merchant", "shop"].bits < PRIOR_BITS  # it is protected
    sums, attacked = attack(3, "task_brushing")
    assert attacked == set()
    assert sums["merchant", "shop"].bits > 0


def test_the_kind_of_the_ring_tells_what_was_done() -> None:
    _, attacked = attack(3, "task_brushing", {"R1": {"ring_id": "R1", "probability": 0.98, "kind": "malicious_refusal"}})
    assert attacked == {"shop"}


def test_one_angry_buyer_is_no_attack() -> None:
    assert attack(1, "review_extortion")[1] == set()


# tools


def device(false: int, honest: int, *, ordered: bool = True, behaviour: str = "device_farm") -> Account | None:
    """A device of so many accounts; the false ones ordered falsely too, or were found false by themselves."""
    names = {f"a{n}": 5.0 if n < false else -4.0 for n in range(false + honest)}
    sums = {("account", name): Account([Part("all", "ring", bits, "", "")], behaviour) for name, bits in names.items()}
    users = [{"kind": "device", "entity_id": "d📱", "user_kind": "account", "user_id": name} for name in names]
    judge_tools(sums, users, [], {}, set(names) if ordered else set())
    return sums.get(("device", "d📱"))


@pytest.mark.parametrize(("false", "honest"), [(3, 0), (8, 1), (20, 3)])
def test_a_device_of_false_accounts_is_accused(false: int, honest: int) -> None:
    found = device(false, honest)
    assert found is not None
    assert found.bits > 0


@pytest.mark.parametrize(("false", "honest"), [(2, 0), (0, 30)])
def test_a_device_of_few_or_honest_accounts_is_not_judged(false: int, honest: int) -> None:
    assert device(false, honest) is None


def test_a_phone_of_the_house_that_a_few_false_accounts_used_is_not_accused() -> None:
    found = device(4, 20)
    assert found is not None
    assert found.bits < 0


def test_a_phone_that_false_accounts_without_false_orders_share_is_the_familys() -> None:
    assert device(5, 0, ordered=False) is None


def test_a_phone_of_people_who_cheat_in_another_way_is_no_tool() -> None:
    assert device(5, 0, behaviour="scalping") is None


def tapped(false: int, honest: int, behaviour: str) -> Account | None:
    """A product that so many false accounts of one behaviour and honest ones tapped."""
    names = {f"a{n}": 5.0 if n < false else -4.0 for n in range(false + honest)}
    sums = {("account", name): Account([Part("all", "ring", bits, "", "")], behaviour) for name, bits in names.items()}
    judge_tools(sums, [{"kind": "product", "entity_id": "p", "user_kind": "account", "user_id": name} for name in names], [], {}, set())
    return sums.get(("product", "p"))


def test_what_a_batch_likes_among_many_others_is_not_what_it_was_made_for() -> None:
    assert tapped(60, 50, "batch_accounts") is None
    for found in (tapped(60, 5, "batch_accounts"), tapped(60, 20, "fake_engagement")):
        assert found is not None
        assert found.bits > 0


MEMBER = {"entity_kind": "device", "entity_id": "d📱", "role": "device", "ring_id": "R1"}


def handset(false: int, honest: int, rings: Mapping[str, Mapping[str, Any]]) -> Account | None:
    """The farm's device, with orders placed on it that were found false or not."""
    sums = {("order", f"o{n}"): Account([Part("prior", "prior", 5.0 if n < false else -5.0, "", "")]) for n in range(false + honest)}
    users = [{"kind": "handset", "entity_id": "d📱", "user_kind": "order", "user_id": f"o{n}"} for n in range(false + honest)]
    judge_tools(sums, users, [MEMBER], rings, set())
    return sums.get(("device", "d📱"))


def test_the_phones_of_a_farm_are_accused_and_a_brushers_own_phone_is_not() -> None:
    farm, own = handset(3, 1, FARM), handset(3, 1, RINGS)
    assert farm is not None
    assert farm.bits > 0
    assert own is None


@pytest.mark.parametrize(("false", "honest"), [(1, 0), (2, 5), (0, 9)])
def test_a_phone_in_a_farm_whose_orders_were_not_found_false_is_not_judged(false: int, honest: int) -> None:
    assert handset(false, honest, FARM) is None
