"""Sums of bits: what is added, what never is, and what a sum without agreement may not reach."""

import math
from collections.abc import Mapping, Sequence

import pytest

from zhenxin.scores.combine import UNCORROBORATED, Account, Part, Spoken, Trait, from_signals, prior, probability, strongest
from zhenxin.scores.weights import DEFAULT, PRIOR_BITS, bits

TRAITS: Mapping[str, Trait] = {
    "cashback_return": Trait("money", True, ("task_brushing",)),
    "batch_return": Trait("money", True, ("written_reviews",)),
    "empty_parcel": Trait("goods", True, ("empty_parcel",)),
    "guided_visit": Trait("conduct", True, ("task_brushing",)),
    "review_copies": Trait("text", True, ("written_reviews",)),
    "shared_device": Trait("identity", False, ("device_farm",)),
    "order_burst": Trait("time", False, ("task_brushing",)),
    "merchant_surge": Trait("time", False, ("task_brushing",)),
    "sender_hub": Trait("network", False, ("gift_parcel",)),
    "ones_own": Trait("record", True, ("scalping",)),
}
RING = Part("ring", "ring", 9.0, "lies in a ring", "位于团伙之中")


def spoken(*signals: str, level: int = 3) -> list[Spoken]:
    return [Spoken(signal, level, f"{signal} says so", "据此") for signal in signals]


def total(signals: Sequence[Spoken], ring: Part | None = None) -> float:
    return from_signals(signals, TRAITS, ring).bits


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
    sums = from_signals(spoken(*signals), TRAITS, ring)
    assert sums.bits == math.fsum(part.bits for part in sums.parts)
    assert sums.parts[0] == prior()


def test_every_sum_begins_with_the_prior() -> None:
    assert total([]) == PRIOR_BITS
    assert probability(PRIOR_BITS) == pytest.approx(0.01, rel=0.02)


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
}


@pytest.mark.parametrize("signals", ACCUSE.values(), ids=ACCUSE)
def test_an_act_that_something_of_another_kind_agrees_with_can_accuse(signals: list[str]) -> None:
    assert probability(total(spoken(*signals))) >= 0.5


@pytest.mark.parametrize("signals", WARN.values(), ids=WARN)
def test_without_that_nobody_is_accused(signals: list[str]) -> None:
    assert probability(total(spoken(*signals))) < 0.5


def test_weak_evidence_of_several_kinds_need_not_accuse() -> None:
    assert probability(total(spoken("cashback_return", "shared_device", "order_burst", level=1))) < 0.5


def test_what_is_taken_off_for_want_of_agreement_is_told_as_a_part() -> None:
    sums = from_signals(spoken("shared_device", "sender_hub", "order_burst"), TRAITS, None)
    held = sums.parts[-1]
    assert (held.name, held.bits < 0) == ("uncorroborated", True)
    assert sums.bits == pytest.approx(UNCORROBORATED)


# what is never added


def test_two_signals_of_one_kind_of_evidence_are_not_added() -> None:
    alone = max(total(spoken("order_burst")), total(spoken("merchant_surge")))
    assert total(spoken("order_burst", "merchant_surge")) == alone


@pytest.mark.parametrize("levels", [(1, 3), (3, 1)], ids=["the second is stronger", "the first is stronger"])
def test_of_one_kind_the_stronger_counts(levels: tuple[int, int]) -> None:
    said = [*spoken("cashback_return", level=levels[0]), *spoken("batch_return", level=levels[1])]
    (chosen,) = strongest(said, TRAITS)
    assert chosen[1] == max(bits("cashback_return", levels[0]), bits("batch_return", levels[1]))


def test_of_equals_the_first_by_name_counts_however_they_come() -> None:
    said = spoken("ones_own", "cashback_return", "empty_parcel")
    assert strongest(said, TRAITS) == strongest(list(reversed(said)), TRAITS)
    assert [one.signal for one, _ in strongest(said, TRAITS)] == ["empty_parcel", "cashback_return", "ones_own"]


def test_beside_a_ring_only_acts_give_bits_of_their_own() -> None:
    sums = from_signals(spoken("cashback_return", "shared_device", "sender_hub"), TRAITS, RING)
    assert [part.name for part in sums.parts] == ["prior", "cashback_return", "ring"]


def test_a_ring_agrees_with_a_single_act() -> None:
    assert probability(total(spoken("review_copies"), RING)) >= 0.5


def test_a_signal_of_ones_own_has_the_careful_weights() -> None:
    assert [bits("ones_own", level) for level in (1, 2, 3)] == list(DEFAULT)


def test_bits_that_a_trait_brings_stand_in_the_place_of_the_tables() -> None:
    given = {**TRAITS, "cashback_return": Trait("money", True, (), (0.25, 0.5, 7.5))}
    ((_, weight),) = strongest(spoken("cashback_return"), given)
    assert weight == 7.5
    assert strongest(spoken("cashback_return"), TRAITS)[0][1] == bits("cashback_return", 3) != 7.5
