"""The honest background has the shape of real markets: `docs/fit` measures both sides, `samples.json` keeps the figures of the real samples."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from zhenxin.world.clock import AWAKE, DAY, FETCHING, HOUR, LOCAL

DOCS = Path(__file__).parents[2] / "docs"
sys.path.insert(0, str(DOCS))
from fit import __main__ as page  # noqa: E402
from fit import facts, made, measures, samples, shapes  # noqa: E402

# How far a small market may lie from the sample: the distance at 200,000 orders (docs/fit.md) and room for chance.
FARTHEST = {
    "hours": 0.045, "weekdays": 0.035, "promotion": 0.17, "sellers": 0.14, "products": 0.07, "shelves": 0.11, "prices": 0.05,
    "weights": 0.08, "baskets": 0.08, "pieces": 0.035, "stars": 0.10, "review-delay": 0.10, "fetched": 0.035, "brought": 0.025,
    "delivery": 0.16, "pages": 0.09, "sessions": 0.08, "dwell": 0.18, "texts": 0.20,
}  # fmt: skip
BY_NAME = {measure.name: measure for measure in measures.MEASURES}


@pytest.fixture(scope="module")
def honest(city_folder: Path) -> samples.Ask:
    return made.opened(city_folder)


def test_every_measure_has_a_bound() -> None:
    assert set(FARTHEST) == set(BY_NAME)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_small_market_has_the_shape_of_the_sample(honest: samples.Ask, name: str) -> None:
    real = page.figures()[name]
    assert shapes.apart(real, BY_NAME[name].made(honest, real))["difference"] <= FARTHEST[name]


@pytest.mark.parametrize("fact", facts.FACTS, ids=lambda fact: fact.title)
def test_a_small_market_shows_the_figures_of_the_study(honest: samples.Ask, fact: facts.Fact) -> None:
    # in a small market a few great shops weigh much, so there is a little room on both sides
    assert 0.93 * fact.low <= fact.made(honest) <= 1.07 * fact.high


@pytest.mark.skipif(
    not samples.are_there(Path(os.environ.get("SAMPLES", "nowhere"))), reason="the real samples are not in the folder that SAMPLES names"
)
def test_the_figures_kept_are_those_of_the_samples() -> None:
    kept = {name: shape.plain() for name, shape in page.figures().items()}
    assert {name: shape.plain() for name, shape in page.taken(Path(os.environ["SAMPLES"])).items()} == kept


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (lambda values: np.concatenate([values, values]), 0.0),
        (lambda values: values * 3, 3.0),
        (lambda values: values**2, None),
    ],
    ids=["twice as many", "three times as large", "of another shape"],
)
def test_distances_tell_size_and_shape_apart(other: object, told: float | None) -> None:
    values = np.exp(np.random.default_rng(1).standard_normal(20_000))
    changed = other(values)  # type: ignore[operator]
    size = shapes.apart(shapes.spread(values), shapes.spread(changed))
    shape = shapes.apart(shapes.spread(values, level="median"), shapes.spread(changed, level="median"))
    if told is None:
        assert shape["difference"] > 0.1
    else:
        assert shape["difference"] < 0.01
        assert size["factor"] == pytest.approx(max(told, 1.0), abs=0.01)


def test_holders_of_nothing_count_and_thinning_keeps_the_greatest_first() -> None:
    even, one = shapes.ranks(np.full(100, 5), 100), shapes.ranks(np.array([500]), 100)
    assert even.gini == pytest.approx(0, abs=1e-9)
    assert one.gini == pytest.approx(0.99)
    thin = shapes.ranks(np.array([900, 50, 50]), 3, thinned_to=30.0)
    assert thin.mean == 30.0
    assert 0.8 < shapes.ranks(np.array([900, 50, 50]), 3).gini / thin.gini < 1.25


def test_a_clock_stands_still_at_night_and_a_day_on_it_is_a_day() -> None:
    midnight = np.array([3 * DAY - LOCAL])
    assert AWAKE.later(midnight, np.array([5 * DAY]))[0] == pytest.approx(midnight[0] + 5 * DAY)
    at = FETCHING.later(np.random.default_rng(1).uniform(0, 90 * DAY, 20_000), np.full(20_000, 7.3 * HOUR))
    hour = ((at + LOCAL) % DAY) / HOUR
    assert np.mean((hour > 3) & (hour < 6)) < 0.02
    assert np.isnan(AWAKE.later(np.array([np.nan]), np.array([1.0]))[0])


def test_a_clock_never_runs_backwards() -> None:
    rng = np.random.default_rng(1)
    start, delay = rng.uniform(0, 30 * DAY, 5_000), rng.uniform(0, 3 * DAY, 5_000)
    at = AWAKE.later(start, delay)
    assert (at >= start - 1e-6).all()
    assert (AWAKE.later(start, delay + 60.0) > at).all()
    assert np.allclose(AWAKE.later(at, -delay), start, atol=1e-3)


def test_the_page_shows_every_measure_with_its_picture() -> None:
    text = (DOCS / "fit.md").read_text(encoding="utf-8")
    for measure in measures.MEASURES:
        assert f"| [{measure.title}](pictures/fit-{measure.name}.svg) | {measure.sample} |" in text
        assert measure.title.replace("&", "&amp;") in (DOCS / "pictures" / f"fit-{measure.name}.svg").read_text(encoding="utf-8")
    assert all(f"| {fact.title} | {fact.told} |" in text for fact in facts.FACTS)
