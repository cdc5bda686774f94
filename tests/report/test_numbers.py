"""Numbers as a person writes them."""

from datetime import datetime
from decimal import Decimal

import pytest

from zhenxin.report import numbers


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        pytest.param(0.0, "0%", id="nothing is nothing"),
        pytest.param(0.0001, "<0.1%", id="never rounded down to nothing"),
        pytest.param(0.5, "50.0%", id="one half"),
        pytest.param(0.9994, "99.9%", id="just below the end"),
        pytest.param(0.99999, ">99.9%", id="never rounded up to certainty"),
    ],
)
def test_a_chance_is_never_certain(chance: float, expected: str) -> None:
    assert numbers.percent(chance) == expected


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        pytest.param(6.04, "+6.0", id="for"),
        pytest.param(-1.26, "−1.3", id="a true minus"),
        pytest.param(-0.04, "0.0", id="no minus nothing"),
    ],
)
def test_bits_carry_their_sign(weight: float, expected: str) -> None:
    assert numbers.bits(weight) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        pytest.param(None, "–", id="unknown is a dash"),
        pytest.param(Decimal("12.5"), "12.50", id="cents below a thousand"),
        pytest.param(Decimal("40912.40"), "40,912", id="no cents above"),
        pytest.param(0.0, "0", id="nothing"),
    ],
)
def test_money(amount: Decimal | float | None, expected: str) -> None:
    assert numbers.money(amount) == expected


@pytest.mark.parametrize(
    ("expected_innocent", "words"),
    [
        pytest.param(0.01, "hardly any", id="none to speak of"),
        pytest.param(0.5, "fewer than one", id="perhaps one"),
        pytest.param(4.7, "about 5", id="some"),
    ],
)
def test_an_expectation_is_told_in_words(expected_innocent: float, words: str) -> None:
    assert numbers.about(expected_innocent).en == words


def test_a_span_of_one_day_is_one_day() -> None:
    day = datetime.fromisoformat("2025-03-01")
    assert numbers.span(day, day).zh == "2025-03-01"
    assert numbers.span(day, datetime.fromisoformat("2025-03-09")).en == "2025-03-01 to 2025-03-09"
