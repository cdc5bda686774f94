"""How sure a group is a ring: structure never convicts alone, acts beyond chance do."""

import math

import pytest

from zhenxin.rings.probability import Deeds, probability, ring_bits

NOTHING = Deeds(0, 0, 0, 0, 0.0)


def deeds(marked: int, *, of: int = 40, doers: int = 10, marked_doers: int | None = None, rate: float = 0.01) -> Deeds:
    return Deeds(of, marked, doers, min(marked, doers) if marked_doers is None else marked_doers, rate)


@pytest.mark.parametrize("mean", [0.0, 14.0, 20.0, 80.0, 1e6])
def test_structure_alone_never_reaches_even_odds(mean: float) -> None:
    assert probability(ring_bits(mean, [deeds(0), NOTHING], 0)) < 0.5


CONVICTS = {
    "most orders bear an act": ([deeds(36), NOTHING], 1),
    "most reviews bear an act": ([NOTHING, deeds(36)], 1),
    "half of them do": ([deeds(20), deeds(0)], 1),
    "two kinds of acts": ([deeds(14), deeds(12)], 2),
}
DOES_NOT = {
    "no acts": ([deeds(0), deeds(0)], 0),
    "no deeds": ([NOTHING, NOTHING], 0),
    "as many acts as elsewhere": ([deeds(4, rate=0.1), deeds(4, rate=0.1)], 1),
    "twice as many as elsewhere": ([deeds(8, rate=0.1)], 1),
    "all acts by two members": ([deeds(30, doers=20, marked_doers=2)], 1),
    "acts by a fifth of the doers": ([deeds(60, of=400, doers=100, marked_doers=20)], 1),
    "acts on one deed in twenty": ([deeds(20, of=400, doers=10)], 1),
    "acts by a twentieth of the doers": ([deeds(60, of=400, doers=100, marked_doers=5)], 1),
    "two kinds of acts that are as common elsewhere": ([deeds(4, rate=0.1)], 2),
}


@pytest.mark.parametrize(("done", "kinds"), CONVICTS.values(), ids=CONVICTS)
def test_acts_with_structure_convict(done: list[Deeds], kinds: int) -> None:
    assert probability(ring_bits(20.0, done, kinds)) >= 0.5


@pytest.mark.parametrize(("done", "kinds"), DOES_NOT.values(), ids=DOES_NOT)
def test_without_acts_beyond_chance_nobody_is_convicted(done: list[Deeds], kinds: int) -> None:
    assert probability(ring_bits(20.0, done, kinds)) < 0.5


def test_the_bits_of_deeds_are_chernoffs_bound_at_twice_the_rate_elsewhere() -> None:
    expected = 2 * 0.01 * 40
    bits = (20 * math.log(20 / expected) - 20 + expected) / math.log(2)
    assert deeds(20).bits == pytest.approx(bits)


def test_more_acts_never_make_it_less_likely() -> None:
    told = [ring_bits(20.0, [deeds(marked)], 1) for marked in range(41)]
    assert told == sorted(told)


@pytest.mark.parametrize(("bits", "expected"), [(0, 0.5), (1, 2 / 3), (-1, 1 / 3), (10, 1024 / 1025), (1e9, 1.0), (-1e9, 0.0)])
def test_bits_are_log_odds(bits: float, expected: float) -> None:
    assert probability(bits) == pytest.approx(expected, abs=1e-12)
