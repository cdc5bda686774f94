"""Weights learned before a moment and judged after it: the arithmetic by hand, and the whole over a small world."""

from datetime import datetime
from pathlib import Path

import pytest

from zhenxin import flow, world
from zhenxin.errors import InputError, UsageError
from zhenxin.evaluate import evaluate_split, split_lines
from zhenxin.evaluate.figures import SplitFigures
from zhenxin.evaluate.learning import PULL, Fired, as_weights, learn
from zhenxin.scores.weights import weights
from zhenxin.settings import Settings

KINDS = {"cashback_return": "order"}
SIZES = {"order": (99, 9999)}
SETTINGS = Settings(seed=0)
SHIPPED = weights()["cashback_return"]


def bits(fired: dict[tuple[str, int], Fired]) -> tuple[float, float, float]:
    return as_weights(learn(fired, KINDS, SIZES))["cashback_return"]


def test_a_weight_is_the_log_likelihood_ratio_pulled_to_the_shipped_one() -> None:
    # (49.5 + 0.5) / 100 over (9.5 + 0.5) / 10000 would be 500; with 50 and 10 it is 50.5 / 100 over 10.5 / 10000
    ratio = 8.909763  # log2(0.505 / 0.00105)
    assert bits({("cashback_return", 3): Fired(50, 10, 30)})[2] == pytest.approx((30 * ratio + PULL * SHIPPED[2]) / (30 + PULL), abs=1e-3)


def test_what_was_never_seen_keeps_its_weight() -> None:
    assert bits({}) == SHIPPED


def test_few_rings_move_a_weight_little_and_many_move_it_far() -> None:
    few, many = (bits({("cashback_return", 3): Fired(60, 1, rings)})[2] for rings in (1, 500))
    assert SHIPPED[2] < few < SHIPPED[2] + 0.5
    assert many > 11.5


def test_a_weight_never_changes_its_sign_nor_falls_with_the_level() -> None:
    innocent = bits(
        {
            ("cashback_return", 1): Fired(0, 5000, 4000),
            ("cashback_return", 2): Fired(60, 1, 500),
            ("cashback_return", 3): Fired(0, 900, 800),
        }
    )
    assert innocent[0] == 0.0
    assert innocent[2] == innocent[1] > 4.5


def test_a_signal_of_ones_own_starts_from_the_weights_of_unknown_signals() -> None:
    assert as_weights(learn({}, {"ones_own": "order"}, SIZES)) == {"ones_own": (1.0, 2.0, 3.0)}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("split")
    world.make(folder / "data", orders=8_000, seed=3, recipe="demo")
    flow.run(flow.Run(data=folder / "data", out=folder / "out", settings=SETTINGS))
    return folder


@pytest.fixture(scope="module")
def split(town: Path) -> SplitFigures:
    return evaluate_split(town / "out", town / "data", None, settings=SETTINGS, resamples=20)


def test_the_moment_halves_what_is_false_and_only_what_comes_after_is_judged(split: SplitFigures) -> None:
    before, after = sum(false for false, _ in split.learned_from.values()), sum(false for false, _ in split.judged.values())
    assert 0.6 < before / after < 1.6
    for figures in (split.shipped, split.learned):
        assert {row.kind: row.false for row in figures.kinds if row.false} == {
            kind: false for kind, (false, _) in split.judged.items() if false
        }
        assert (figures.rings.true, figures.rings.found) == (0, 0)


def test_learned_weights_reach_the_scores(split: SplitFigures) -> None:
    moved = [one for one in split.weights if abs(one.learned - one.shipped) > 0.2]
    assert moved
    assert all(one.learned * one.shipped >= 0 and one.rings > 0 for one in moved if one.learned < one.shipped)
    assert [row.brier for row in split.shipped.kinds] != [row.brier for row in split.learned.kinds]


def test_both_sides_are_told(split: SplitFigures) -> None:
    told = "\n".join(split_lines(split))
    assert f"Learned before {split.moment:%Y-%m-%d}" in told
    assert all(f"  {one.signal} " in told for one in split.weights)
    assert len(split_lines(split, "zh")) == len(split_lines(split))
    assert "之前学得的权重" in split_lines(split, "zh")[1]
    assert split.as_json()["moment"] == split.moment.isoformat()


def test_a_moment_before_or_after_everything_is_refused(town: Path) -> None:
    for year, word in ((2020, "before"), (2030, "from")):
        with pytest.raises(UsageError, match=f"nothing false first appears {word} this moment"):
            evaluate_split(town / "out", town / "data", datetime.fromisoformat(f"{year}-01-01"), settings=SETTINGS)


def test_results_of_another_data_set_are_refused(town: Path, tmp_path: Path) -> None:
    world.make(tmp_path / "other", orders=1_000, seed=4, recipe="demo")
    with pytest.raises(InputError) as caught:
        evaluate_split(town / "out", town / "data", None, data=tmp_path / "other", settings=SETTINGS)
    assert caught.value.problem == "the results were not made from this data set"


def test_a_folder_without_run_json_is_refused(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("scores", "rings", "ring_members"):
        (out / f"{name}.parquet").write_bytes((town / "out" / f"{name}.parquet").read_bytes())
    with pytest.raises(InputError) as caught:
        evaluate_split(out, town / "data", None, settings=SETTINGS)
    assert caught.value.problem == "the folder has no `run.json`"
