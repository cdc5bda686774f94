"""Sums of bits: what is added, what never is, and what a sum without agreement may not reach."""

import math
from collections.abc import Mapping, Sequence

import pytest

from zhenxin.scores.combine import HELD, OF_REVIEW, UNCORROBORATED, Account, Beside, behaviour_prior, from_signals, prior, probability
from zhenxin.scores.hypothesis import LEAST_BITS, TRACE, Part, Spoken, Trait, counts_for, hypotheses
from zhenxin.scores.weights import BEHAVIOUR_PRIOR_BITS, DEFAULT, PRIOR_BITS, bits

BRUSHING = ("task_brushing", "written_reviews")
TRAITS: Mapping[str, Trait] = {
    "cashback_return": Trait("money", True, BRUSHING, (4.4, 7.6, 10.0)),
    "batch_return": Trait("money", True, BRUSHING, (3.0, 6.0, 9.0)),
    "empty_parcel": Trait("goods", True, ("task_brushing", "empty_parcel"), (6.0, 9.0, 10.0)),
    "guided_visit": Trait("conduct", True, ("task_brushing",), (4.0, 7.0, 10.0)),
    "review_copies": Trait("text", True, BRUSHING, (4.3, 8.0, 10.0)),
    "shared_device": Trait("identity", False, ("device_farm", "task_brushing"), (1.0, 6.0, 7.0)),
    "order_burst": Trait("time", False, ("task_brushing",), (2.0, 2.5, 3.0)),
    "merchant_surge": Trait("time", False, ("task_brushing",), (1.0, 2.0, 2.8)),
    "sender_hub": Trait("network", False, ("task_brushing", "gift_parcel"), (5.0, 7.0, 8.0)),
    "solicitation": Trait("record", True, ("conditional_cashback",), (7.0, 9.0, 10.0)),
    "bulk_unpaid": Trait("conduct", True, ("scalping",), (4.0, 8.0, 9.0)),
    "ones_own": Trait("record", True, ("scalping",)),
    "photo_reuse": Trait("text", True, ("task_brushing",), (9.5, 9.8, 9.9)),
}
RING = Part("ring", "ring", 9.0, "lies in a ring", "位于团伙之中")


def spoken(*signals: str, level: int = 3) -> list[Spoken]:
    return [Spoken(signal, level, f"{signal} says so", "据此") for signal in signals]


def account(signals: Sequence[Spoken], ring: Part | None = None, kind: str = "order", company: Mapping[str, Part] | None = None) -> Account:
    return from_signals(signals, TRAITS, kind, Beside(ring, company or {}))


def total(signals: Sequence[Spoken], ring: Part | None = None, kind: str = "order") -> float:
    return account(signals, ring, kind).bits


# adding up


@pytest.mark.parametrize(
    ("signals", "ring"),
    [
        pytest.param([], None, id="nothing but the prior"),
        pytest.param(["shared_device"], None, id="one circumstance"),
        pytest.param(["cashback_return", "empty_parcel", "shared_device"], None, id="acts and circumstance"),
        pytest.param(["cashback_return", "shared_device"], RING, id="in a ring"),
    ],
)
def test_the_parts_add_up_to_the_bits(signals: list[str], ring: Part | None) -> None:
    sums = account(spoken(*signals), ring)
    assert sums.bits == math.fsum(part.bits for part in sums.parts)
    assert sums.parts[0].name == "prior"


@pytest.mark.parametrize(("kind", "expected"), [("order", BEHAVIOUR_PRIOR_BITS), ("account", BEHAVIOUR_PRIOR_BITS), ("page", PRIOR_BITS)])
def test_a_sum_begins_with_the_prior_of_one_behaviour_or_of_all(kind: str, expected: float) -> None:
    assert total([], kind=kind) == expected
    assert behaviour_prior("order").bits == BEHAVIOUR_PRIOR_BITS
    assert probability(PRIOR_BITS) == pytest.approx(0.01, rel=0.02)
    assert probability(BEHAVIOUR_PRIOR_BITS) == pytest.approx(0.001, rel=0.03)


def test_a_part_of_no_weight_is_left_out() -> None:
    sums = Account([prior()])
    sums.add(Part("nothing", "record", 0.0, "", ""))
    assert [part.name for part in sums.parts] == ["prior"]


@pytest.mark.parametrize(("given", "expected"), [(0, 0.5), (1, 2 / 3), (-1, 1 / 3), (10, 1024 / 1025), (5000, 1.0), (-5000, 0.0)])
def test_probability_is_the_odds_in_bits(given: float, expected: float) -> None:
    assert probability(given) == pytest.approx(expected, abs=1e-12)


# who accuses

SINGLE = [(signal, level) for signal in TRAITS for level in (1, 2, 3)]


@pytest.mark.parametrize(("signal", "level"), SINGLE, ids=[f"{signal} at level {level}" for signal, level in SINGLE])
def test_a_single_signal_warns_and_never_accuses(signal: str, level: int) -> None:
    assert probability(total(spoken(signal, level=level))) < 0.5


ACCUSE = {
    "two acts of two kinds": ["cashback_return", "empty_parcel"],
    "three acts of three kinds": ["cashback_return", "guided_visit", "review_copies"],
    "an act with two circumstances": ["cashback_return", "shared_device", "sender_hub"],
}
WARN = {
    "circumstances of every kind": ["shared_device", "order_burst", "merchant_surge", "sender_hub"],
    "two acts of one kind of evidence": ["cashback_return", "batch_return"],
    "two circumstances": ["shared_device", "sender_hub"],
    "an act in a shop's good season": ["cashback_return", "order_burst"],
    "two acts of two behaviours": ["cashback_return", "bulk_unpaid"],
}


@pytest.mark.parametrize("signals", ACCUSE.values(), ids=ACCUSE)
def test_an_act_that_something_of_another_kind_agrees_with_can_accuse(signals: list[str]) -> None:
    assert probability(total(spoken(*signals))) >= 0.5


@pytest.mark.parametrize("signals", WARN.values(), ids=WARN)
def test_without_that_nobody_is_accused(signals: list[str]) -> None:
    assert probability(total(spoken(*signals))) < 0.5


def test_a_weak_act_with_a_circumstance_does_not_accuse() -> None:
    assert probability(total([*spoken("cashback_return", level=1), *spoken("sender_hub")])) < 0.5


def test_an_act_of_what_the_entity_only_hangs_on_does_not_accuse() -> None:
    (said,) = spoken("cashback_return")
    hung = Spoken(said.signal, said.level, said.reason, said.reason_zh, is_own=False)
    assert probability(total([hung, *spoken("sender_hub")])) < 0.5 <= probability(total([said, *spoken("sender_hub")]))


def test_a_shops_season_agrees_with_nothing_unless_it_is_strong() -> None:
    traits = {**TRAITS, "flat_price": Trait("record", False, ("task_brushing",), (5.0, 9.0, 10.0))}
    act = spoken("empty_parcel")
    assert from_signals([*act, *spoken("flat_price", level=1)], traits, "order").bits < 0
    assert from_signals([*act, *spoken("flat_price", level=2)], traits, "order").bits < 0
    assert from_signals([*act, *spoken("flat_price", level=3)], traits, "order").bits > 0


def test_what_a_buyer_bears_is_no_season_of_the_shop() -> None:
    """A train of log-ins agrees with many orders on one phone, and a buyer who joined rooms in blocks with rooms whose sales come back."""
    traits = {
        "one_device_rush": Trait("conduct", True, ("scalping",), (1.0, 8.0, 9.5)),
        "login_train": Trait("time", False, ("scalping",), (9.0, 9.5, 9.8)),
        "live_blocks": Trait("time", True, ("live_inflation",), (2.0, 5.5, 9.0)),
        "refund_after_live": Trait("record", False, ("live_inflation",), (4.0, 9.0, 9.8)),
    }
    for act, circumstance, whose in (("one_device_rush", "login_train", "circumstance"), ("live_blocks", "refund_after_live", "act")):
        for via, is_corroborated in (("account", True), ("own", False)):
            said = [
                Spoken(name, 2, "", "", is_own=role != whose or via == "own", via=via if role == whose else "own")
                for name, role in ((act, "act"), (circumstance, "circumstance"))
            ]
            (one,) = hypotheses(said, traits, "order", {})
            assert one.is_corroborated is is_corroborated


@pytest.mark.parametrize(
    ("kind", "weak", "expected"), [("money", 9.2, True), ("text", 7.0, True), ("money", 6.2, False), ("conduct", 9.2, False)]
)
def test_a_weighty_act_done_to_one_person_is_clear_at_any_level(kind: str, weak: float, *, expected: bool) -> None:
    traits = {
        "act": Trait(kind, True, ("task_brushing",), (weak, 9.5, 9.9)),
        "hub": Trait("network", False, ("task_brushing",), (6.0, 6.0, 6.0)),
    }
    (one,) = hypotheses(spoken("act", "hub", level=1), traits, "order", {})
    assert one.is_corroborated is expected


def test_a_trace_agrees_with_a_circumstance_too() -> None:
    (one,) = hypotheses(spoken("sender_hub"), TRAITS | {"sender_hub": Trait("network", False, ("scalping",), (5.0, 7.0, 8.0))}, "order",
                        {"scalping": Part(TRACE, "network", 4.0, "", "")})  # fmt: skip
    assert one.is_corroborated


def test_whoever_packs_for_many_shops_packs_all_alike() -> None:
    """Exact scales and one sender for many shops are one warehouse's; money back is the buyer's own."""
    traits = {
        "scales": Trait("goods", True, ("gift_parcel",), (4.0, 9.0, 9.5)),
        "paid_back": Trait("money", True, ("gift_parcel",), (4.0, 9.0, 9.5)),
        "hub": Trait("network", False, ("gift_parcel",), (6.0, 6.0, 6.0)),
    }
    sender = Spoken("hub", 3, "", "", is_own=False, via="sender")
    for act, is_corroborated in (("scales", False), ("paid_back", True)):
        (one,) = hypotheses([*spoken(act), sender], traits, "order", {})
        assert one.is_corroborated is is_corroborated


COMPANY = Part("company", "network", 4.0, "others do so too", "他人亦然")


def test_company_agrees_with_a_clear_act_of_its_behaviour_and_with_no_other() -> None:
    assert account(spoken("cashback_return"), company={"task_brushing": COMPANY}).bits > 0
    assert account(spoken("cashback_return"), company={"scalping": COMPANY}).bits < 0
    assert account(spoken("cashback_return", level=1), company={"task_brushing": COMPANY}).bits < 0
    assert account(spoken("sender_hub"), company={"task_brushing": COMPANY}).bits < 0


def test_what_is_taken_off_for_want_of_agreement_is_told_as_a_part() -> None:
    sums = account(spoken("cashback_return", "batch_return", "order_burst"))
    held = sums.parts[-1]
    assert (held.name, held.bits < 0) == ("uncorroborated", True)
    assert sums.bits == pytest.approx(HELD["order"])


@pytest.mark.parametrize(("kind", "via", "held"), [
    ("order", "own", HELD["order"]), ("review", "own", HELD["review"]), ("account", "own", UNCORROBORATED), ("order", "review", OF_REVIEW)
])  # fmt: skip
def test_what_nothing_corroborates_is_held_where_such_were_found_to_stand(kind: str, via: str, held: float) -> None:
    traits = {"act": Trait("money", True, ("task_brushing",), (1.0, 5.0, 60.0))}
    sums = [from_signals([Spoken("act", level, "", "", is_own=via == "own", via=via)], traits, kind).bits for level in (1, 2, 3)]
    assert sums[2] == pytest.approx(held)
    assert sums[0] < sums[1] < sums[2]


@pytest.mark.parametrize(
    ("kind", "act", "stars", "is_corroborated"),
    [
        ("review", "money", True, True),
        ("review", "money", False, False),
        ("order", "money", True, False),
        ("review", "conduct", True, False),
    ],
)
def test_what_people_think_is_no_season(kind: str, act: str, stars: bool, is_corroborated: bool) -> None:
    """A sale brings more reviews, but neither more stars nor fewer: that agrees with money that came back to the reviewer."""
    traits = {
        "act": Trait(act, True, ("written_reviews",), (9.0, 9.0, 9.0)),
        "shift": Trait("record", False, ("written_reviews",), (6.0, 6.0, 6.0), reads=frozenset({"rating"} if stars else {"status"})),
    }
    (one,) = hypotheses([Spoken("act", 2, "", ""), Spoken("shift", 2, "", "", is_own=False, via="merchant")], traits, kind, {})
    assert one.is_corroborated is is_corroborated


# one hypothesis a behaviour


def test_the_likeliest_behaviour_is_told() -> None:
    assert account(spoken("bulk_unpaid", "cashback_return", "empty_parcel")).behaviour == "task_brushing"
    assert account(spoken("bulk_unpaid")).behaviour == "scalping"
    assert account([]).behaviour is None


def test_of_equals_the_behaviour_that_its_signals_name_first_is_told() -> None:
    assert account(spoken("cashback_return", "review_copies")).behaviour == "task_brushing"


def test_of_behaviours_that_come_close_the_one_that_its_signals_name_first_is_told() -> None:
    """A reward promised and paid for stars is no worker's wage because a few words of the review are others' too; the sum is the same."""
    traits = {
        "review_pay": Trait("money", True, ("conditional_cashback", "paid_real_buyer"), (9.0, 9.4, 9.9)),
        "solicitation": Trait("text", False, ("conditional_cashback", "paid_real_buyer"), (6.3, 6.4, 6.5)),
        "review_copies": Trait("text", True, ("written_reviews", "conditional_cashback"), (4.3, 8.0, 9.8)),
    }
    said = [*spoken("review_pay", "solicitation"), *spoken("review_copies", level=1)]
    sums = from_signals(said, traits, "review")
    assert (sums.behaviour, sums.bits >= 0) == ("conditional_cashback", True)
    assert from_signals(spoken("review_pay", "solicitation"), traits, "review").behaviour == "conditional_cashback"


def test_a_behaviour_by_which_an_order_stays_honest_competes() -> None:
    bought = [*spoken("review_copies"), *spoken("cashback_return", level=2)]
    rivals = {**TRAITS, "solicitation": Trait("record", True, ("conditional_cashback",), (10.0, 15.0, 20.0))}
    alone = from_signals(bought, rivals, "order").bits
    beside = from_signals([*bought, *spoken("solicitation")], rivals, "order")
    assert beside.bits < alone - 2
    assert beside.parts[-1].name == "other_behaviours"


@pytest.mark.parametrize(
    ("behaviour", "kind", "expected"),
    [
        ("task_brushing", "order", True), ("task_brushing", "review", True), ("conditional_cashback", "review", True),
        ("conditional_cashback", "order", False), ("conditional_cashback", "account", False), ("quota_dining", "account", False),
        ("empty_parcel", "review", True), ("hired_negative", "order", False), ("review_laundering", "account", False), ("", "order", True),
    ],
)  # fmt: skip
def test_kinds_that_a_behaviour_makes_false(behaviour: str, kind: str, *, expected: bool) -> None:
    assert counts_for(behaviour, kind) == expected


# what is never added


def test_two_signals_of_one_kind_of_evidence_are_not_added() -> None:
    (alone,) = [one for one in hypotheses(spoken("order_burst", "merchant_surge"), TRAITS, "order", {}) if one.behaviour == "task_brushing"]
    assert alone.bits == 3.0


def test_of_circumstances_the_strongest_counts_and_on_a_page_each() -> None:
    said = spoken("shared_device", "sender_hub", "order_burst")
    (order,) = [one for one in hypotheses(said, TRAITS, "order", {}) if one.behaviour == "task_brushing"]
    (page,) = [one for one in hypotheses(said, TRAITS, "page", {}) if one.behaviour == "task_brushing"]
    assert (order.bits, page.bits) == (8.0, 18.0)


@pytest.mark.parametrize("levels", [(1, 3), (3, 1)], ids=["the second is stronger", "the first is stronger"])
def test_of_one_kind_the_stronger_counts(levels: tuple[int, int]) -> None:
    said = [*spoken("cashback_return", level=levels[0]), *spoken("batch_return", level=levels[1])]
    (one,) = [one for one in hypotheses(said, TRAITS, "order", {}) if one.behaviour == "task_brushing"]
    assert one.bits == {(1, 3): 9.0, (3, 1): 10.0}[levels]


def test_a_circumstance_never_stands_before_an_act_of_its_kind() -> None:
    traits = {**TRAITS, "repeat_orders_per_buyer": Trait("conduct", False, ("task_brushing",), (6.0, 9.0, 10.0))}
    (one,) = [
        one
        for one in hypotheses(spoken("guided_visit", "repeat_orders_per_buyer", level=2), traits, "order", {})
        if one.behaviour == "task_brushing"
    ]
    assert [said.signal for said, _ in one.acts] == ["guided_visit"]
    assert one.bits == 7.0


def test_however_signals_come_the_sum_is_the_same() -> None:
    said = spoken("ones_own", "cashback_return", "empty_parcel")
    assert account(said) == account(list(reversed(said)))


def test_beside_a_ring_only_acts_give_bits_of_their_own() -> None:
    sums = account(spoken("cashback_return", "shared_device", "sender_hub"), RING)
    assert [part.name for part in sums.parts] == ["prior", "cashback_return", "ring"]


def test_a_ring_agrees_with_a_single_act() -> None:
    assert probability(total(spoken("review_copies"), RING)) >= 0.5


def test_a_signal_of_ones_own_has_the_careful_weights() -> None:
    assert [bits("ones_own", level) for level in (1, 2, 3)] == list(DEFAULT)
    assert max(DEFAULT) < LEAST_BITS


def test_bits_that_a_trait_brings_stand_in_the_place_of_the_tables() -> None:
    given = Trait("money", True, BRUSHING, (0.25, 0.5, 7.5))
    assert given.at("cashback_return", 3) == 7.5
    assert Trait("money", True, BRUSHING).at("cashback_return", 3) == bits("cashback_return", 3) != 7.5


def test_a_season_agrees_with_no_parcel_that_the_shop_sends() -> None:
    """An exact pair of scales and a sale are one shop's: two of its causes, none of them its buyers' doing."""
    traits = {
        "scales": Trait("goods", True, ("task_brushing",), (4.0, 9.0, 9.5)),
        "paid_back": Trait("money", True, ("task_brushing",), (4.0, 9.0, 9.5)),
        "sale": Trait("time", False, ("task_brushing",), (2.0, 5.0, 6.0)),
    }
    for act, is_corroborated in (("scales", False), ("paid_back", True)):
        (one,) = hypotheses(spoken(act, "sale", level=3), traits, "order", {})
        assert one.is_corroborated is is_corroborated


@pytest.mark.parametrize(("act", "is_accused"), [("photo_reuse", True), ("cashback_return", False)])
def test_an_act_that_honest_people_hardly_ever_bear_is_clear_at_its_first_level(act: str, is_accused: bool) -> None:
    sums = account([*spoken(act, level=1), *spoken("sender_hub")])
    assert (sums.bits >= 0) is is_accused
