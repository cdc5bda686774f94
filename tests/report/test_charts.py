"""The waterfall shows the sum it stands for."""

import itertools
import re

import pytest

from zhenxin.report.charts import bits_of, waterfall
from zhenxin.report.records import Part, Score


def _fall(*weights: float) -> str:
    parts = [Part(part="prior" if at == 0 else f"p{at}", bits=weight, sentence=f"reason {at}") for at, weight in enumerate(weights)]
    total = sum(weights)
    return waterfall(Score(bits=total, probability=1 / (1 + 2**-total)), parts)


def _bars(fall: str) -> list[tuple[float, float]]:
    return [(float(x), float(x) + float(width)) for x, width in re.findall(r'<rect x="([\d.]+)%" width="([\d.]+)%"', fall)]


def test_each_bar_begins_where_the_last_one_ended() -> None:
    prior, up, down = _bars(_fall(-6.6, 9.0, -1.5))
    assert prior[0] == pytest.approx(up[0], abs=0.02)
    assert up[1] == pytest.approx(down[1], abs=0.02)
    dot = re.search(r'<circle cx="([\d.]+)%"', _fall(-6.6, 9.0, -1.5))
    assert dot is not None
    assert float(dot[1]) == pytest.approx(down[0], abs=0.02)


@pytest.mark.parametrize("weights", [(-6.6, 40.0), (-400.0, 3.0), (0.0,), ()], ids=["far up", "far down", "nothing", "no parts"])
def test_no_bar_leaves_the_chart(weights: tuple[float, ...]) -> None:
    assert all(start >= 0 and end <= 100.5 for start, end in _bars(_fall(*weights)))


def test_one_chance_in_two_is_always_marked_and_no_two_marks_crowd() -> None:
    places = sorted(float(x) for x in re.findall(r'<text x="([\d.]+)%"', _fall(-6.6, 20.0)))
    assert "50%" in _fall(-6.6, 20.0)
    assert all(other - one >= 11 for one, other in itertools.pairwise(places))


def test_reasons_for_and_against_look_different_without_colour() -> None:
    assert _fall(-6.6, 9.0, -1.5).count('class="for"') == 2


def test_a_part_without_words_is_named() -> None:
    assert "Surge of a shop" in waterfall(Score(), [Part(part="merchant_surge", bits=1.0)])


def test_bits_of_a_chance() -> None:
    assert bits_of(0.5) == 0
    assert bits_of(0.9) == pytest.approx(3.17, abs=0.01)
