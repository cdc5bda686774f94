"""Whom to inspect: every chance holds, the base rate stays in its interval, the risky are found, and no order of rows changes anything."""

import numpy as np
import pyarrow as pa
import pytest

from zhenxin.errors import UsageError
from zhenxin.figures.sampling import Population, base_rate, chances, draw, expected_total, population, risk

DRAWS = 10_000


def made(size: int, *, seed: int = 5, share: float = 0.05) -> tuple[Population, np.ndarray]:
    """A population of which `share` would fail, with probabilities that tell much of it and not all, and who would."""
    dice = np.random.default_rng(seed)
    failing = dice.random(size) < share
    bits = np.where(failing, dice.normal(-0.5, 3, size), dice.normal(-8, 2, size))
    sales = dice.lognormal(6, 1.5, size)
    sales[dice.random(size) < 0.1] = np.nan
    return Population(tuple(f"m{at:05}" for at in range(size)), 1 / (1 + 2.0**-bits), sales, np.zeros(size)), failing


def test_ten_thousand_draws_hold_every_chance_of_being_drawn() -> None:
    people, _ = made(300)
    given = chances(people, 40)
    seen, at_random, by_risk = np.zeros(300), np.zeros(300), np.zeros(300)
    for seed in range(DRAWS):
        sample = draw(people, 40, seed)
        seen[sample.places] += 1
        at_random[sample.places[sample.is_random]] += 1
        by_risk[sample.places[sample.is_risk]] += 1
        assert sample.is_random.sum() == 8
        assert sample.is_risk.sum() == 32
    for drawn, chance in ((seen, given.inclusion), (at_random, np.full(300, given.random)), (by_risk, given.risk)):
        sure = chance >= 1 - 1e-9
        assert (drawn[sure] == DRAWS).all()
        off = (drawn[~sure] / DRAWS - chance[~sure]) / np.sqrt(chance[~sure] * (1 - chance[~sure]) / DRAWS)
        assert np.abs(off).max() < 4.5  # of 300 fair ones one in a thousand samples would be farther off
        assert 0.8 < np.mean(off**2) < 1.2


@pytest.mark.parametrize(("size", "budget", "share"), [(2000, 200, 0.03), (2000, 200, 0.1), (400, 100, 0.05), (1000, 500, 0.02)])
def test_the_base_rate_lies_in_its_interval(size: int, budget: int, share: float) -> None:
    people, failing = made(size, share=share)
    held, rates = 0, []
    for seed in range(1000):
        sample = draw(people, budget, seed)
        chosen = sample.places[sample.is_random]
        told = base_rate(int(failing[chosen].sum()), len(chosen), size)
        held += told.low <= failing.mean() <= told.high
        rates.append(told.rate)
    assert held >= 930
    assert np.mean(rates) == pytest.approx(failing.mean(), abs=4 * np.std(rates) / 1000**0.5)


def test_all_who_were_inspected_tell_the_whole_without_leaning() -> None:
    people, failing = made(1000)
    told = []
    for seed in range(2000):
        sample = draw(people, 100, seed)
        told.append(expected_total(failing[sample.places], sample.inclusion))
    assert np.mean(told) == pytest.approx(failing.sum(), abs=4 * np.std(told) / 2000**0.5)


@pytest.mark.parametrize("seed", range(3))
def test_a_budget_of_200_finds_five_times_what_200_at_random_find(seed: int) -> None:
    people, failing = made(5000, seed=seed, share=0.03)
    found = np.mean([failing[draw(people, 200, each).places].sum() for each in range(20)])
    assert found >= 5 * 200 * failing.mean()


def test_no_order_of_rows_changes_who_is_drawn() -> None:
    people, _ = made(200)
    merchants = pa.table({"merchant_id": people.ids, "sales": pa.array(people.sales, mask=np.isnan(people.sales))})
    scores = pa.table({"entity_kind": ["merchant"] * 200, "entity_id": people.ids, "probability": people.probability})
    mixed = np.random.default_rng(1).permutation(200)
    plain, turned = population(merchants, scores), population(merchants.take(mixed), scores.take(mixed[::-1]))
    assert plain.ids == turned.ids == people.ids
    one, other = draw(plain, 30, 7), draw(turned, 30, 7)
    assert one.places.tolist() == other.places.tolist()
    assert one.inclusion.tolist() == other.inclusion.tolist()
    assert one.strata == other.strata


def test_a_seed_gives_one_draw_and_another_seed_another() -> None:
    people, _ = made(500)
    drawn = {tuple(draw(people, 50, seed).places) for seed in range(20)}
    assert len(drawn) == 20
    assert draw(people, 50, 3).places.tolist() == draw(people, 50, 3).places.tolist()


def test_who_has_no_score_has_probability_zero_and_may_still_be_drawn() -> None:
    merchants = pa.table({"merchant_id": ["b", "a", "c"], "sales": pa.array([None, 10.0, 30.0], pa.float64())})
    scores = pa.table({"entity_kind": ["account", "merchant"], "entity_id": ["a", "c"], "probability": [0.9, 0.8]})
    people = population(merchants, scores)
    assert (people.ids, people.probability.tolist()) == (("a", "b", "c"), [0.0, 0.0, 0.8])
    assert (chances(people, 2).inclusion > 0).all()
    assert risk(people)[2] == risk(people).max()


def test_false_orders_are_a_reason_to_look_where_nothing_is_said_of_the_merchant() -> None:
    orders = {"merchant_id": ["a", "b"], "orders": [20, 20], "clean_orders": [20.0, 17.0], "reviews": [4, 4], "clean_reviews": [4.0, None]}
    none = pa.table(
        {"entity_kind": pa.array([], pa.string()), "entity_id": pa.array([], pa.string()), "probability": pa.array([], pa.float64())}
    )
    people = population(pa.table(orders), none)
    assert people.doubtful.tolist() == [0.0, 3.0]
    assert risk(people)[1] > 50 * risk(people)[0]


@pytest.mark.parametrize("budget", [10, 11, 10_000])
def test_a_budget_for_all_draws_all(budget: int) -> None:
    people, failing = made(10, share=0.5)
    sample = draw(people, budget, 0)
    assert sample.places.tolist() == list(range(10))
    assert sample.inclusion.tolist() == [1.0] * 10
    assert set(sample.strata) == {"both"}
    told = base_rate(int(failing.sum()), 10, 10)
    assert told.low == told.rate == told.high


@pytest.mark.parametrize("budget", range(1, 10))
def test_small_budgets_are_spent(budget: int) -> None:
    people, _ = made(10)
    sample = draw(people, budget, 4)
    assert sample.is_random.sum() + sample.is_risk.sum() == budget
    assert sample.is_random.sum() >= 1


def test_where_all_are_alike_the_chances_are_too() -> None:
    people = Population(tuple("abcdef"), np.zeros(6), np.full(6, np.nan), np.zeros(6))
    assert np.allclose(chances(people, 5).risk, 4 / 6)
    assert len(draw(people, 5, 0).places) in range(4, 6)


@pytest.mark.parametrize(("budget", "size", "problem"), [(0, 3, "a budget of 0"), (-5, 3, "a budget of -5"), (2, 0, "nobody to inspect")])
def test_what_cannot_be_drawn_is_told(budget: int, size: int, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        draw(made(size)[0], budget, 0)


@pytest.mark.parametrize(
    ("failed", "inspected", "size", "low", "high"),
    [
        pytest.param(0, 40, 10**7, 0.0, 0.0881, id="none of forty: as Clopper and Pearson have it for an endless population"),
        pytest.param(4, 40, 10**7, 0.0279, 0.2366, id="four of forty: the same"),
        pytest.param(0, 40, 40, 0.0, 0.0, id="all were seen, and nobody failed"),
        pytest.param(5, 5, 10, 0.7, 1.0, id="half of them were seen, and all failed"),
    ],
)
def test_the_interval_is_the_exact_one(failed: int, inspected: int, size: int, low: float, high: float) -> None:
    told = base_rate(failed, inspected, size)
    assert (told.low, told.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
